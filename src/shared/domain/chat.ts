import type { Replay } from './part';

/** One message of a lane's history, before any vendor's rules are applied. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly text: string;
  readonly images?: readonly ChatImage[] | undefined;
  /** Earlier reasoning of an assistant message, as stored; whether it is sent back is the vendor's rule. */
  readonly reasoning?: string | undefined;
  readonly replay?: Replay | undefined;
  /** Model and vendor that wrote an assistant message: reasoning goes back only to the vendor it came from. */
  readonly author?: { readonly vendorId: string; readonly modelId: string } | undefined;
}

export interface ChatImage {
  readonly mediaType: string;
  readonly base64: string;
  /** Undefined where the header does not tell them. */
  readonly widthPx?: number | undefined;
  readonly heightPx?: number | undefined;
}
