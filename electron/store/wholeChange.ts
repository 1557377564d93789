import { newId } from '../../src/shared/domain/ids';
import type { Writer } from './db';
import { type ChangeId, forgetNotes, undoOne } from './undoLog';

/** One part of a change: some milliseconds of work, in a transaction of its own. */
type ChangePart = (note: ChangeNote) => void;

/** Where a part notes what takes it back. Undefined where the change is one part, which needs none. */
type ChangeNote = { readonly changeId: ChangeId; readonly index: number } | undefined;

export interface Change<Result> {
  readonly parts: readonly ChangePart[];
  /** Belongs to the last step, after which the change cannot be taken back any more. */
  readonly end?: (() => void) | undefined;
  /** What it came to, once it is carried out. */
  readonly result: () => Result;
}

export interface ChangePorts {
  readonly writer: Writer;
  /** Runs a write, again where another program came in between. */
  readonly patiently: <Result>(write: () => Result) => Promise<Result>;
  /** Lets everything else run. */
  readonly pause: () => Promise<void>;
  readonly wallMs: () => number;
}

/**
 * Changes of many rows, in parts between which everything else goes on: each as a whole or not at all, also when the disk refuses on the way,
 * the program is killed or the power fails. One at a time, in the order of asking. A short one is a single transaction and is done before
 * this returns its promise.
 */
export class WholeChanges {
  readonly #ports: ChangePorts;
  #last: Promise<unknown> | undefined;
  /** A change that was refused on its way could not be taken back either. */
  #hasRest = false;

  constructor(ports: ChangePorts) {
    this.#ports = ports;
  }

  /** `prepare` is asked when nothing else is half done; a refusal of it changes nothing. */
  async run<Result>(prepare: () => Change<Result>): Promise<Result> {
    while (this.#last !== undefined) await this.#last;
    // Before anything is written that it would undo.
    if (this.#hasRest) await this.#takeBack();
    const asked = prepare();
    if (asked.parts.length < 2) {
      this.#ports.writer.transaction(() => {
        for (const part of asked.parts) part(undefined);
        asked.end?.();
      });
      return asked.result();
    }
    const change = this.#inParts(asked);
    const settled = change.then(
      () => undefined,
      () => undefined,
    );
    this.#last = settled;
    try {
      return await change;
    } finally {
      this.#last = undefined;
    }
  }

  /** Resolves once nothing is half done. */
  async settled(): Promise<void> {
    while (this.#last !== undefined) await this.#last;
  }

  async #inParts<Result>({ parts, end, result }: Change<Result>): Promise<Result> {
    const { writer, patiently, pause, wallMs } = this.#ports;
    const changeId = newId<string>(wallMs());
    try {
      for (const [index, part] of parts.entries()) {
        const write = () => writer.relaxed(() => writer.transaction(() => part({ changeId, index })));
        // Whoever asked has waited for the first one already.
        if (index === 0) write();
        else await patiently(write);
        await pause();
      }
      await patiently(() =>
        writer.transaction(() => {
          end?.();
          forgetNotes(writer, changeId);
        }),
      );
    } catch (error) {
      this.#hasRest = true;
      // Where that is refused too, the next change or the next start does it: what was refused is told as refused.
      await this.#takeBack().catch(() => undefined);
      throw error;
    }
    return result();
  }

  async #takeBack(): Promise<void> {
    const { writer, patiently, pause } = this.#ports;
    while (await patiently(() => undoOne(writer))) await pause();
    this.#hasRest = false;
  }
}
