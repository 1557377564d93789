import { once } from 'node:events';
import { constants, createUnzip, type Unzip } from 'node:zlib';
import { DirectStream } from './directBody';

/** Reads a body piece by piece. */
export interface ByteReader {
  readonly read: () => Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  /** What comes next, where it is there by now. */
  readonly takeMore: () => Uint8Array | undefined;
  readonly cancel: () => Promise<void>;
}

/**
 * Reads a body, unpacked where it is packed though no header says so: gateways pass on what they got, and leave the header out. A body
 * that breaks off comes out as far as it goes.
 */
export function readUnpacked(body: ReadableStream<Uint8Array>): ByteReader {
  const source = body.getReader();
  let unpacking: Unpacking | undefined;
  let isDecided = false;
  const readFirst = async () => {
    let start: Uint8Array = new Uint8Array(0);
    for (;;) {
      const { done, value } = await source.read();
      if (value !== undefined) start = start.byteLength === 0 ? value : Buffer.concat([start, value]);
      if (done || start.byteLength > 1 || !mayBePacked(start)) {
        isDecided = true;
        if (isPacked(start)) unpacking = new Unpacking(source, start);
        return unpacking === undefined ? { done: done && start.byteLength === 0, value: start } : unpacking.read();
      }
    }
  };
  return {
    read: () => {
      if (!isDecided) return readFirst();
      return unpacking === undefined ? source.read() : unpacking.read();
    },
    takeMore: () =>
      isDecided && unpacking === undefined && body instanceof DirectStream ? body.takeMore() : undefined,
    cancel: async () => {
      unpacking?.cancel();
      await source.cancel();
    },
  };
}

/** First bytes of gzip, and of zlib with the usual levels; neither begins any text. */
function isPacked([first, second]: Uint8Array): boolean {
  return (first === 0x1f && second === 0x8b) || (first === 0x78 && [0x01, 0x9c, 0xda].includes(second ?? 0));
}

function mayBePacked([first]: Uint8Array): boolean {
  return first === undefined || first === 0x1f || first === 0x78;
}

/** One packed body on its way. What comes out is read before more goes in, so that a small body cannot flood the memory. */
class Unpacking {
  readonly #unzip: Unzip;
  readonly #pieces: AsyncIterator<Uint8Array>;
  #failure: { readonly thrown: unknown } | undefined;

  constructor(source: ReadableStreamDefaultReader<Uint8Array>, start: Uint8Array) {
    // Each piece comes out as soon as it went in, and a missing end is no error: what it means is decided by whoever reads the text.
    this.#unzip = createUnzip({ flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH });
    this.#pieces = this.#unzip[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
    void this.#fill(source, start);
  }

  async read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }> {
    const { done = false, value } = await this.#pieces.next();
    if (done && this.#failure !== undefined) throw this.#failure.thrown;
    return { done, value };
  }

  cancel(): void {
    this.#unzip.destroy();
  }

  async #fill(source: ReadableStreamDefaultReader<Uint8Array>, start: Uint8Array): Promise<void> {
    try {
      for (let piece: Uint8Array | undefined = start; piece !== undefined; piece = (await source.read()).value)
        if (!this.#unzip.destroyed && !this.#unzip.write(piece)) await drained(this.#unzip);
    } catch (thrown) {
      this.#failure = { thrown };
    }
    this.#unzip.end();
  }
}

/** Room for more, or no need of any. */
function drained(unzip: Unzip): Promise<unknown> {
  return Promise.race([once(unzip, 'drain'), once(unzip, 'close')]).catch(() => undefined);
}
