// What a benchmark's figures mean: passed or not, the table, the exit code.

/** @typedef {Pick<import('../../test/bench/row').Row, 'name' | 'title' | 'limit' | 'direction'>} Target */
/** @typedef {import('../../test/bench/job').Outcome} Outcome */
/** @typedef {{ readonly name: string, readonly title: string, readonly verdict: 'pass' | 'FAIL' | 'not run', readonly limit: number, readonly direction: Target['direction'], readonly judged: number | undefined, readonly measurement: import('../../test/bench/row').Measurement | undefined, readonly reasons: readonly string[] }} Result */

/**
 * The figure that the limit is about.
 * @param {import('../../test/bench/row').Measurement} measurement
 * @returns {number}
 */
function judgedFigure({ value, ratio, peer }) {
  if (ratio !== undefined) return ratio;
  return peer === undefined ? value : value / peer.value;
}

/**
 * @param {Target} target
 * @param {Outcome} outcome
 * @returns {Result}
 */
export function judge({ name, title, limit, direction }, outcome) {
  const base = { name, title, limit, direction };
  if (outcome.kind !== 'measured') {
    const verdict = outcome.kind === 'not-run' ? 'not run' : 'FAIL';
    return { ...base, verdict, judged: undefined, measurement: undefined, reasons: [outcome.reason] };
  }
  const { measurement } = outcome;
  const judged = judgedFigure(measurement);
  // A figure that is none, such as 0 / 0, must not pass.
  const isReached = direction === 'atMost' ? judged <= limit : judged >= limit;
  const reasons = [...(isReached ? [] : ['the limit was missed']), ...(measurement.problems ?? [])];
  return { ...base, verdict: reasons.length === 0 ? 'pass' : 'FAIL', judged, measurement, reasons };
}

/**
 * A figure with as many digits as one needs to read it.
 * @param {number} value
 * @returns {string}
 */
export function figure(value) {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && size < 0.001) return value.toExponential(1);
  return String(Number(size >= 1000 ? value.toFixed(0) : value.toPrecision(3)));
}

/**
 * The table, one line per row, and below it why rows failed.
 * @param {readonly Result[]} results
 * @returns {string}
 */
export function tableText(results) {
  const heading = ['row', 'value', 'peer', 'ratio', 'limit', 'verdict'];
  const lines = results.map(({ name, verdict, limit, direction, judged, measurement }) => [
    name,
    measurement === undefined ? '' : `${figure(measurement.value)} ${measurement.unit}`,
    measurement?.peer === undefined ? '' : `${figure(measurement.peer.value)} (${measurement.peer.name})`,
    judged === undefined || judged === measurement?.value ? '' : figure(judged),
    `${direction === 'atMost' ? '<=' : '>='} ${figure(limit)}`,
    verdict,
  ]);
  const widths = heading.map((title, column) =>
    Math.max(title.length, ...lines.map(cells => (cells[column] ?? '').length)),
  );
  const draw = (/** @type {readonly string[]} */ cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const remarks = results.flatMap(({ name, reasons, measurement }) => [
    ...(measurement?.note === undefined ? [] : [`${name}: ${measurement.note}`]),
    ...reasons.map(reason => `${name}: ${reason}`),
  ]);
  return [
    draw(heading),
    draw(widths.map(width => '-'.repeat(width))),
    ...lines.map(draw),
    ...(remarks.length === 0 ? [] : ['', ...remarks]),
  ].join('\n');
}

/**
 * @param {readonly Result[]} results
 * @returns {number} 1 when a row failed
 */
export function exitCode(results) {
  return results.some(({ verdict }) => verdict === 'FAIL') ? 1 : 0;
}
