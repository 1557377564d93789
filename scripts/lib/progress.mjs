// A bar for long downloads: redrawn in place on a terminal, a line for each tenth elsewhere.

const BAR_CELLS = 24;
const REDRAW_MS = 100;
const MEGABYTE = 1_000_000;

/** @typedef {{ readonly doneBytes: number, readonly totalBytes: number | undefined, readonly elapsedMs: number }} ProgressState */
/** @typedef {(doneBytes: number, totalBytes: number | undefined) => void} OnProgress */

/** @param {number} bytes */
const megabytes = bytes => Math.round(bytes / MEGABYTE);

/**
 * One line about a download: "[======>      ]  45 %  88 of 196 MB, 12.0 MB/s". Without a known size: "88 MB, 12.0 MB/s".
 * @param {ProgressState} state
 * @returns {string}
 */
export function progressText({ doneBytes, totalBytes, elapsedMs }) {
  const speed = elapsedMs < 500 ? '' : `, ${(doneBytes / MEGABYTE / (elapsedMs / 1000)).toFixed(1)} MB/s`;
  if (totalBytes === undefined || totalBytes <= 0) return `${megabytes(doneBytes)} MB${speed}`;
  return `${barText(doneBytes / totalBytes)}  ${megabytes(doneBytes)} of ${megabytes(totalBytes)} MB${speed}`;
}

/**
 * One line about things that are counted: "[======>      ]  45 %  450000 of 1000000, 12000 a second".
 * @param {number} done
 * @param {number} total
 * @param {number} elapsedMs
 * @returns {string}
 */
export function countText(done, total, elapsedMs) {
  const rate = elapsedMs < 500 ? '' : `, ${Math.round(done / (elapsedMs / 1000))} a second`;
  return `${barText(done / Math.max(1, total))}  ${done} of ${total}${rate}`;
}

/** @param {number} share */
function barText(share) {
  const fraction = Math.min(1, share);
  const filled = Math.floor(fraction * BAR_CELLS);
  const bar = filled === BAR_CELLS ? '='.repeat(BAR_CELLS) : `${'='.repeat(filled)}>`.padEnd(BAR_CELLS);
  return `[${bar}] ${String(Math.floor(fraction * 100)).padStart(3)} %`;
}

/** @typedef {{ isTTY?: boolean | undefined, write(text: string): unknown }} Output */

/**
 * Show a download's progress under a label.
 * @param {string} label
 * @param {Output} [stream]
 * @returns {{ update: OnProgress, end: () => void }} `end` finishes the line
 */
export function createProgress(label, stream = process.stderr) {
  return createLine(label, stream, {
    text: (doneBytes, totalBytes, elapsedMs) => progressText({ doneBytes, totalBytes, elapsedMs }),
    unknownTotalStep: 20 * MEGABYTE,
  });
}

/**
 * Show under a label how many of a number of things are done.
 * @param {string} label
 * @param {Output} [stream]
 * @returns {{ update: (done: number, total: number) => void, end: () => void }} `end` finishes the line
 */
export function createCountProgress(label, stream = process.stderr) {
  return createLine(label, stream, {
    text: (done, total, elapsedMs) => countText(done, total ?? done, elapsedMs),
    unknownTotalStep: Number.POSITIVE_INFINITY,
  });
}

/**
 * @param {string} label
 * @param {Output} stream
 * @param {{ text: (done: number, total: number | undefined, elapsedMs: number) => string, unknownTotalStep: number }} form
 * @returns {{ update: (done: number, total: number | undefined) => void, end: () => void }}
 */
function createLine(label, stream, { text, unknownTotalStep }) {
  const startedMs = Date.now();
  let lastDrawnMs = 0;
  let lastStep = -1;
  let isDirty = false;
  return {
    update(done, total) {
      const nowMs = Date.now();
      const line = text(done, total, nowMs - startedMs);
      if (stream.isTTY) {
        if (nowMs - lastDrawnMs < REDRAW_MS && done !== total) return;
        lastDrawnMs = nowMs;
        isDirty = true;
        stream.write(`\r\x1b[K${label}  ${line}`);
        return;
      }
      const step = total ? Math.floor((done / total) * 10) : Math.floor(done / unknownTotalStep);
      if (step === lastStep) return;
      lastStep = step;
      stream.write(`${label}  ${line}\n`);
    },
    end() {
      if (isDirty) stream.write('\n');
    },
  };
}
