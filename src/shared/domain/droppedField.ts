/** Why something that the user set or the history holds is not in the request. */
export type DropReason =
  /** The model or the platform does not take it. */
  | 'not-accepted'
  /** Taken, but without effect while the model thinks. */
  | 'no-effect-while-thinking'
  /** Thinking is switched off, so there is nothing to tune. */
  | 'thinking-is-off'
  | 'out-of-range'
  /** Another field that the user set excludes it. */
  | 'excluded-by-effort'
  | 'too-many'
  | 'too-large'
  | 'unknown-type'
  | 'side-too-short'
  | 'side-too-long'
  | 'too-narrow'
  /** Sent, but lowered to the model's limit. */
  | 'lowered-to-limit'
  /** A message without text, images or tool calls. */
  | 'empty'
  /** The server refused it; sent again without. */
  | 'refused';

/** One thing left out of a request, named by its field on the wire (`temperature`, `images`, `messages`). */
export interface DroppedField {
  readonly field: string;
  readonly reason: DropReason;
}
