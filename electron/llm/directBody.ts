import type { Dispatcher } from 'undici';

/** More is not taken from the connection before the reader asks for it. */
const mostWaitingBytes = 256 * 1024;

/**
 * The body of one answer, given to its reader as it comes out of the connection: `fetch` copies every piece twice and hands it through
 * three streams, which costs more than reading what it says. How the answer ends is still told by `fetch`.
 */
export class DirectBody {
  #isTaken = false;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #isPaused = false;
  #resume = () => {};
  #onChange = () => {};

  /** Takes the body from `fetch`, to which this handler belongs; not one that has to be unpacked, nor one of another status than 200. */
  takeFrom(handler: Dispatcher.DispatchHandler): void {
    const { onHeaders, onData } = handler;
    if (onHeaders === undefined || onData === undefined) return;
    handler.onHeaders = (status, headers, resume, statusText) => {
      this.#isTaken = status === 200 && !headers.some(isEncoding);
      this.#resume = resume;
      return onHeaders.call(handler, status, headers, resume, statusText);
    };
    handler.onData = piece => {
      if (!this.#isTaken) return onData.call(handler, piece);
      this.#waiting.push(piece);
      this.#waitingBytes += piece.byteLength;
      this.#isPaused = this.#waitingBytes >= mostWaitingBytes;
      this.#onChange();
      return !this.#isPaused;
    };
  }

  /** What is to be read in place of the body that `fetch` gave. */
  streamFor(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
    if (!this.#isTaken) return body;
    // Nothing comes there but the end, or a failure.
    const ending = body.getReader();
    let end: (() => void) | undefined;
    const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
      if (this.#waiting.length === 0 && end === undefined)
        await new Promise<void>(resolve => {
          this.#onChange = resolve;
        });
      const piece = this.#next();
      if (piece !== undefined) controller.enqueue(piece);
      else end?.();
    };
    const start = (controller: ReadableStreamDefaultController<Uint8Array>) => {
      const endBy = (how: () => void) => {
        end = how;
        this.#onChange();
      };
      void ending.read().then(
        () => endBy(() => controller.close()),
        failure => endBy(() => controller.error(failure)),
      );
    };
    const cancel = (reason: unknown) => ending.cancel(reason);
    return new DirectStream({ start, pull, cancel }, () => this.#next());
  }

  #next(): Uint8Array | undefined {
    const piece = this.#waiting.shift();
    this.#waitingBytes -= piece?.byteLength ?? 0;
    if (this.#isPaused && this.#waiting.length === 0) {
      this.#isPaused = false;
      this.#resume();
    }
    return piece;
  }
}

/** A stream of bytes that also hands out at once what has come already. */
export class DirectStream extends ReadableStream<Uint8Array> {
  /** What comes after the piece that was read last, where it is there by now. */
  readonly takeMore: () => Uint8Array | undefined;

  constructor(source: UnderlyingDefaultSource<Uint8Array>, takeMore: () => Uint8Array | undefined) {
    super(source, { highWaterMark: 0 });
    this.takeMore = takeMore;
  }
}

function isEncoding(header: Buffer, index: number): boolean {
  return index % 2 === 0 && header.toString('latin1').toLowerCase() === 'content-encoding';
}
