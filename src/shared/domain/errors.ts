/** What went wrong, in the order in which a user would have to act on it. Each class has its own words and buttons in the page. */
export const errorClasses = [
  'bad-key',
  'no-key',
  'key-unreadable',
  'no-money',
  'rate-limit',
  'overloaded',
  'context-too-long',
  'moderation',
  'model-gone',
  'permission',
  'bad-parameter',
  'network',
  'tls',
  'proxy',
  'timeout',
  'protocol',
  'too-large',
  'storage',
  'unknown',
] as const;

export type ErrorClass = (typeof errorClasses)[number];

/**
 * One failed request, as data that may cross to the page, be saved and be exported. Never holds a key.
 * The page words it by `class`; `detail` is the vendor's own text (plain, capped at 2,000 characters) for the fold "details".
 */
export interface AppError {
  readonly class: ErrorClass;
  /** Finer reason inside the class, a word of ours such as `dns`, `refused`, `connect`, `first-byte`, `idle`, `html`, `redirect`, `line-cap`. */
  readonly reason?: string | undefined;
  readonly httpStatus?: number | undefined;
  /** The vendor's own code or type, as sent. */
  readonly vendorCode?: string | undefined;
  readonly detail?: string | undefined;
  readonly requestId?: string | undefined;
  /** Host (and port) that was talked to, never with user name or password. */
  readonly host?: string | undefined;
  /** Wait that the server asked for, milliseconds from the moment of the error. */
  readonly retryAfterMs?: number | undefined;
  /** Name of the request field that was refused, when the vendor says it. */
  readonly parameter?: string | undefined;
  /** Limit in tokens that was exceeded, when the vendor says it. */
  readonly limitTokens?: number | undefined;
  /** For moderation: which side was blocked. */
  readonly blocked?: 'question' | 'answer' | undefined;
  /** True when asking again by itself may help (before the first token only). */
  readonly isRetryable: boolean;
}

/** Codes that a refused call carries to the page; the wording is the page's. */
export type CallErrorCode =
  | 'E_BAD_REQUEST'
  | 'E_UNKNOWN_ROUTE'
  | 'E_FORBIDDEN'
  | 'E_TOO_LARGE'
  | 'E_NOT_FOUND'
  | 'E_CONFLICT'
  | 'E_LIMIT'
  | 'E_CANCELLED'
  | 'E_STORAGE'
  | 'E_SECRET'
  | 'E_INTERNAL';

/**
 * A refusal that a handler may throw and that reaches the page as its code, reason and place only, never with its message or stack.
 * `reason` is a short word of ours that the page can put into words (`duplicate`, `not-https`, …).
 */
export class CallError extends Error {
  readonly code: CallErrorCode;
  readonly reason: string | undefined;
  /** Where it stands in a file that the user chose: the name of the file, and line and column. Never a path. */
  readonly where: string | undefined;

  constructor(code: CallErrorCode, reason?: string, where?: string) {
    super(reason === undefined ? code : `${code}: ${reason}`);
    this.name = 'CallError';
    this.code = code;
    this.reason = reason;
    this.where = where;
  }
}
