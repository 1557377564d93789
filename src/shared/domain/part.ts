import type { AppError } from './errors';
import type { Usage } from './usage';

/** Why an answer ended. `raw` keeps the vendor's own word in the part and in the saved answer. */
export const finishReasons = ['stop', 'length', 'content-filter', 'tool-calls', 'other'] as const;
export type FinishReason = (typeof finishReasons)[number];

/** One typed event of a vendor's stream. A stream ends with exactly one `finish` or `error`. */
export type StreamPart =
  /** Headers of the answer arrived. */
  | { readonly type: 'start'; readonly requestId?: string | undefined }
  /** The model id that the server says it used, when it first says so. */
  | { readonly type: 'model'; readonly model: string }
  /** Bytes without text arrived (a comment, an empty delta): the server lives. Sent at most once per second. */
  | { readonly type: 'alive' }
  | { readonly type: 'reasoning-delta'; readonly text: string }
  | { readonly type: 'text-delta'; readonly text: string }
  /**
   * The last `characters` (UTF-16 units) of the text were reasoning: a closing think tag came whose opening tag the server's template had
   * swallowed. They move to the end of the reasoning.
   */
  | { readonly type: 'text-was-reasoning'; readonly characters: number }
  /** Replaces what was reported before; never added up. */
  | { readonly type: 'usage'; readonly usage: Usage }
  /** Something the user should know that ends nothing: a bad frame was skipped, tool calls were ignored, the answer was capped. */
  | { readonly type: 'notice'; readonly notice: StreamNotice }
  | {
      readonly type: 'finish';
      readonly reason: FinishReason;
      readonly raw: string;
      /** What must be sent back as this assistant turn besides text and reasoning (such as `reasoning_details`), as the vendor sent it. */
      readonly replay?: Replay | undefined;
    }
  /**
   * `isInterrupted`: the stream broke after it had begun (no terminal event, reset, idle time-out): the text so far is kept and can be
   * continued. Otherwise the request failed.
   */
  | {
      readonly type: 'error';
      readonly error: AppError;
      readonly isInterrupted: boolean;
      readonly replay?: Replay | undefined;
    };

export const streamNotices = [
  'bad-frame-skipped',
  'invalid-utf8',
  'tool-calls-ignored',
  'answer-capped',
  'parameter-dropped',
  'picture-left-out',
  'extra-choice-ignored',
] as const;
export type StreamNotice = (typeof streamNotices)[number];

/** Raw parts of an assistant message that a vendor wants back on later turns, by field name. */
export interface Replay {
  readonly reasoningDetails?: readonly JsonValue[] | undefined;
  /** True when reasoning came inline as think tags inside the content and must go back that way. */
  readonly isReasoningInline?: boolean | undefined;
}

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** What a lane goes through besides the vendor's stream; made by the runner, not by a vendor. */
type RunnerPart =
  /** Waiting for a free place at the connection (or for this lane's running answer); `ahead` counts those before it. */
  | { readonly type: 'queued'; readonly ahead: number }
  | { readonly type: 'connecting' }
  /** A failed try will be repeated: shown as a countdown that the user can cancel. */
  | {
      readonly type: 'retrying';
      readonly attempt: number;
      readonly maxAttempts: number;
      readonly waitMs: number;
      readonly error: AppError;
    }
  | { readonly type: 'stopped' }
  /** The stream was cut by quitting or by a crash of the program. */
  | { readonly type: 'interrupted' };

export type LanePart = StreamPart | RunnerPart;

/** A part with the milliseconds since the answer's `startedAt`, from a monotonic clock. */
export interface TimedPart {
  readonly atMs: number;
  readonly part: LanePart;
}
