import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Event } from '../../../src/shared/contract/events';
import type { BenchContext, Measurement } from '../row';
import { Product } from '../support/product';
import { median, percentile } from '../support/statistics';
import { machineMs } from '../support/vendorPlan';
import { VendorProcess } from '../support/vendorProcess';

const laneCount = 8;
const chunksPerSecond = 200;
const chunkCount = 1_000;

interface Sent {
  readonly times: readonly number[];
  /** Age of each lane's first token when it was handed to the page, in ms since its bytes came out of the socket. */
  readonly firstAges: readonly number[];
  readonly ages: readonly number[];
  /** The same for all tokens since the vendor wrote them: the machine's share is in it. */
  readonly wireAges: readonly number[];
}

const stampPattern = /<([\d.]+)>/g;
/** Of the HTTP client: bytes of a body have come. */
const chunkChannel = 'undici:request:bodyChunkReceived';

/** Lets eight lanes stream and notes when messages went to the page, and how old the tokens in them were. */
async function listen(product: Product, ask: () => Promise<void>): Promise<Sent> {
  const times: number[] = [];
  const ages: number[] = [];
  const wireAges: number[] = [];
  const first = new Map<string, number>();
  const received = new Map<string, number>();
  const noteChunk = (message: unknown) => {
    const nowMs = machineMs();
    const text = Buffer.from((message as { chunk: Uint8Array }).chunk).toString('latin1');
    for (const [, stamp = ''] of text.matchAll(stampPattern)) received.set(stamp, nowMs);
  };
  const stop = product.onSent((event: Event) => {
    if (event.name !== 'answer.parts') return;
    const nowMs = machineMs();
    times.push(nowMs);
    for (const { answerId, parts } of event.payload) {
      for (const { part } of parts) {
        if (part.type !== 'text-delta') continue;
        for (const [, stamp = ''] of part.text.matchAll(stampPattern)) {
          const ageMs = nowMs - (received.get(stamp) ?? Number.NaN);
          ages.push(ageMs);
          wireAges.push(nowMs - Number(stamp));
          if (!first.has(answerId)) first.set(answerId, ageMs);
        }
      }
    }
  });
  subscribe(chunkChannel, noteChunk);
  try {
    await ask();
  } finally {
    unsubscribe(chunkChannel, noteChunk);
    stop();
  }
  if (first.size !== laneCount || ages.length !== laneCount * chunkCount) throw new Error('tokens are missing');
  if (ages.some(Number.isNaN)) throw new Error('a token was handed on that never came');
  return { times, firstAges: [...first.values()], ages, wireAges };
}

/** Most messages that fell into any second. */
function peakPerSecond(times: readonly number[]): number {
  let peak = 0;
  let from = 0;
  for (const [index, timeMs] of times.entries()) {
    while (timeMs - (times[from] ?? 0) >= 1_000) from += 1;
    peak = Math.max(peak, index - from + 1);
  }
  return peak;
}

async function stream(context: BenchContext): Promise<readonly Sent[]> {
  const plan = { text: '', charactersPerChunk: 1, chunksPerSecond, chunkCount, saysWhen: true, staggerMs: 61 };
  const vendor = await VendorProcess.start(context, plan);
  const product = await Product.start(context);
  const connectionId = await product.connect(vendor.baseUrl);
  const runs: Sent[] = [];
  for (let repetition = 0; repetition <= context.repetitions; repetition++) {
    const conversationId = await product.openConversation(connectionId, laneCount);
    await product.settle();
    runs.push(await listen(product, () => product.ask(conversationId, chunkCount)));
  }
  vendor.stop();
  return runs.slice(1);
}

/** Messages to the page in the busiest second. */
export async function measurePageMessages(context: BenchContext): Promise<Measurement> {
  const runs = await stream(context);
  const peaks = runs.map(({ times }) => peakPerSecond(times));
  return {
    value: median(peaks),
    unit: 'messages/s',
    note: `busiest second of each run: ${peaks.join(', ')}; tokens: ${laneCount * chunksPerSecond} per second`,
    detail: { peaks, agesP95: runs.map(({ ages }) => percentile(ages, 95)) },
  };
}

/**
 * Age of the first token of a lane when it is handed to the page, since its bytes came out of the socket; the lanes begin one after the
 * other while others stream.
 */
export async function measureFirstToken(context: BenchContext): Promise<Measurement> {
  const runs = await stream(context);
  const firsts = runs.flatMap(({ firstAges }) => firstAges);
  const laterP95 = percentile(
    runs.flatMap(({ ages }) => ages),
    95,
  );
  const wireP95 = percentile(
    runs.flatMap(({ wireAges }) => wireAges),
    95,
  );
  return {
    value: percentile(firsts, 95),
    unit: 'ms',
    problems: laterP95 > 10 ? [`later tokens are ${laterP95.toFixed(1)} ms old at the 95th percentile, not 10`] : [],
    note: `p95 of ${firsts.length}, median ${median(firsts).toFixed(2)} ms; all tokens p95 ${laterP95.toFixed(1)} ms; since the vendor wrote them p95 ${wireP95.toFixed(1)} ms`,
    detail: { firsts, laterP95, wireP95 },
  };
}
