import { CallError } from '../../src/shared/domain/errors';
import type { ExportedConversation } from '../../src/shared/domain/exportFormat';
import { othersRun } from '../othersRun';
import { joinPieces } from './conversationPiece';
import type { ReaderMessage, ReaderQuestion } from './readerMessages';

/** The part of a child process that is used here. */
export interface ChildProcess {
  readonly postMessage: (message: unknown) => void;
  readonly onMessage: (listener: (message: ReaderMessage) => void) => void;
  readonly onExit: (listener: () => void) => void;
  readonly kill: () => void;
}

type MessageOf<Type extends ReaderMessage['type']> = Extract<ReaderMessage, { readonly type: Type }>;

interface Waiting {
  readonly resolve: (message: ReaderMessage) => void;
  readonly reject: (error: Error) => void;
}

/** Questions to the process that reads a file. When it ends before its answer, the file is one that cannot be read. */
export class ReaderProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #isEnded = false;
  #isCancelled = false;
  #lastNumber = 0;

  constructor(child: ChildProcess, onProgress: (done: number, total: number) => void) {
    this.#child = child;
    child.onMessage(message => {
      if (message.type === 'progress') {
        onProgress(message.done, message.total);
        return;
      }
      const waiting = this.#waiting.get(message.number);
      this.#waiting.delete(message.number);
      if (message.type === 'problem') waiting?.reject(new CallError('E_BAD_REQUEST', message.reason, message.place));
      else waiting?.resolve(message);
    });
    child.onExit(() => this.#rejectAll());
  }

  async ask<Type extends Exclude<ReaderMessage['type'], 'progress' | 'problem'>>(
    question: Extract<ReaderQuestion, { readonly type: Type }>,
  ): Promise<MessageOf<Type>> {
    if (this.#isEnded) throw this.#error();
    this.#lastNumber += 1;
    const number = this.#lastNumber;
    const answer = await new Promise<ReaderMessage>((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#child.postMessage({ number, question });
    });
    return answer as MessageOf<Type>;
  }

  /**
   * One conversation, in pieces between which everything else goes on: as a whole, one of some ten megabytes would stop the streams while its
   * message is unpacked.
   */
  async conversation(index: number): Promise<ExportedConversation> {
    let { piece } = await this.ask({ type: 'conversation', index });
    const pieces = [piece];
    while (!piece.isLast) {
      await othersRun();
      ({ piece } = await this.ask({ type: 'piece' }));
      pieces.push(piece);
    }
    return joinPieces(pieces);
  }

  /** Ends it; whoever waits is told that it was cancelled. */
  end(): void {
    this.#isCancelled = true;
    this.#child.kill();
    this.#rejectAll();
  }

  #rejectAll(): void {
    this.#isEnded = true;
    for (const { reject } of this.#waiting.values()) reject(this.#error());
    this.#waiting.clear();
  }

  #error(): CallError {
    return this.#isCancelled ? new CallError('E_CANCELLED') : new CallError('E_BAD_REQUEST', 'import-crashed');
  }
}
