import type { ConversationId } from '../../src/shared/domain/ids';

export interface AttentionPorts {
  /** The user looks at it: what had ended there unseen has been seen. */
  readonly onSeen: (id: ConversationId) => void;
}

/** What the user is looking at, as the page tells it. */
export class Attention {
  readonly #ports: AttentionPorts;
  #shown: ConversationId | undefined;
  #isFocused = false;
  /** Marked as unread while it was shown: it stays so until it is opened again. */
  #kept: ConversationId | undefined;

  constructor(ports: AttentionPorts) {
    this.#ports = ports;
  }

  /** Opening a conversation is looking at it, whether the window knows of its focus or not. */
  report(shown: ConversationId | undefined, isFocused: boolean): void {
    const isOpened = shown !== this.#shown;
    if (isOpened) this.#kept = undefined;
    this.#shown = shown;
    this.#isFocused = isFocused;
    if (shown !== undefined && shown !== this.#kept && (isOpened || isFocused)) this.#ports.onSeen(shown);
  }

  /** The window is gone, or its page is. */
  reset(): void {
    this.#shown = undefined;
    this.#isFocused = false;
    this.#kept = undefined;
  }

  keepUnread(id: ConversationId): void {
    if (id === this.#shown) this.#kept = id;
  }

  /** True while this conversation is on the screen and its window has the focus. */
  isLookedAt(id: ConversationId): boolean {
    return this.#isFocused && this.#shown === id;
  }
}
