import type { CallErrorCode } from '../domain/errors';

/** What a call answers. Errors cross as data: a code and a short word, never a message, a path or a stack. */
export type Result<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly error: CallFailure };

export interface CallFailure {
  readonly code: CallErrorCode;
  readonly reason?: string | undefined;
  /** The name of a file that the user chose, and where in it: `export.json 3:17`. */
  readonly where?: string | undefined;
}

/** A result on its way to the page. Large data crosses as JSON text: an object would be copied field by field, a text is one piece. */
export type CrossingResult<Data> = Result<Data> | { readonly ok: true; readonly json: string };
