import { net } from 'electron';
import { createNetwork } from '../../../electron/llm/network';
import { preloadStreams, streamChat } from '../../../electron/llm/stream';
import type { Fetch } from '../../../electron/llm/types';
import type { BenchContext, Measurement } from '../row';
import { chatRequest } from '../support/chat';
import { prose } from '../support/prose';
import { alternate } from '../support/statistics';
import { VendorProcess } from '../support/vendorProcess';

const charactersPerChunk = 4;
const chunkCount = 400;
const chunksPerSecond = 100;
const laneCount = 8;

/** Chunks per second of so many streams that begin together, from the first chunk of any to the last end of all. */
async function rate(fetch: Fetch, vendor: VendorProcess, count: number): Promise<number> {
  let startMs = Number.POSITIVE_INFINITY;
  const readCharacters = async () => {
    let characters = 0;
    const signal = new AbortController().signal;
    for await (const part of streamChat(chatRequest(vendor.baseUrl), { fetch }, signal)) {
      if (part.type === 'text-delta') {
        startMs = Math.min(startMs, performance.now());
        characters += part.text.length;
      }
      if (part.type === 'error') throw new Error(`a stream failed: ${JSON.stringify(part.error)}`);
    }
    return characters;
  };
  const characters = await Promise.all(Array.from({ length: count }, readCharacters));
  if (characters.some(read => read !== chunkCount * charactersPerChunk)) throw new Error('an answer is not complete');
  return (count * chunkCount * 1_000) / (performance.now() - startMs);
}

export async function measureParallelStreams(context: BenchContext): Promise<Measurement> {
  const network = createNetwork({ proxy: () => ({ settings: { mode: 'system' }, password: undefined }) });
  await Promise.all([network.preload(), preloadStreams()]);
  const text = prose(chunkCount * charactersPerChunk);
  const vendor = await VendorProcess.start(context, { text, charactersPerChunk, chunksPerSecond });
  const { own, peer, owns, peers } = await alternate(
    context.repetitions,
    () => rate(network.fetch, vendor, laneCount),
    async () => laneCount * (await rate(network.fetch, vendor, 1)),
  );
  // What Chromium's six connections per host would make of it.
  const chromiumRate = await rate(
    ((input: string, init: RequestInit) => net.fetch(input, init)) as Fetch,
    vendor,
    laneCount,
  );
  await network.close();
  vendor.stop();
  return {
    value: own,
    unit: 'chunks/s',
    peer: { name: '8 x one stream', value: peer },
    note: `Electron's own net.fetch: ${Math.round(chromiumRate)} chunks/s`,
    detail: { owns, peers, chromiumRate },
  };
}
