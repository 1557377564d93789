import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { streamText } from 'ai';
import { createNetwork } from '../../../electron/llm/network';
import { preloadStreams, streamChat } from '../../../electron/llm/stream';
import type { BenchContext, Measurement } from '../row';
import { bareClient, readWithBareClient } from '../support/bareClient';
import { chatRequest } from '../support/chat';
import { cpuMicroseconds } from '../support/cpu';
import { prose } from '../support/prose';
import { alternate } from '../support/statistics';
import { VendorProcess } from '../support/vendorProcess';

const laneCount = 8;
const charactersPerChunk = 4;

interface Pace {
  readonly chunkCount: number;
  readonly chunksPerSecond?: number;
}

/**
 * Processor time per chunk of reading alone, from the wire to parts, eight streams at once: the product's reader against the AI SDK
 * and the `openai` client.
 */
export async function measureIngest(
  context: BenchContext,
  peerName: 'AI SDK' | 'openai',
  { chunkCount, chunksPerSecond }: Pace,
): Promise<Measurement> {
  const text = prose(chunkCount * charactersPerChunk);
  const plan = { text, charactersPerChunk, chunksPerSecond, startTogether: laneCount };
  const vendor = await VendorProcess.start(context, plan);
  const network = createNetwork({ proxy: () => ({ settings: { mode: 'none' }, password: undefined }) });
  await Promise.all([network.preload(), preloadStreams()]);
  const client = bareClient(vendor.baseUrl);
  const model = createOpenAICompatible({ name: 'bench', apiKey: 'bench', baseURL: vendor.baseUrl })('bench-model');

  const readWithProduct = async () => {
    let characters = 0;
    const signal = new AbortController().signal;
    for await (const part of streamChat(chatRequest(vendor.baseUrl), { fetch: network.fetch }, signal)) {
      if (part.type === 'text-delta') characters += part.text.length;
      if (part.type === 'error') throw new Error(`a stream failed: ${JSON.stringify(part.error)}`);
    }
    return characters;
  };
  const readWithAiSdk = async () => {
    let characters = 0;
    const { textStream } = streamText({ model, prompt: 'Say something long.', maxRetries: 0 });
    for await (const delta of textStream) characters += delta.length;
    return characters;
  };
  const perChunk = async (read: () => Promise<number>) => {
    const all = async () => {
      const counts = await Promise.all(Array.from({ length: laneCount }, read));
      if (counts.some(count => count !== text.length)) throw new Error('an answer is not complete');
    };
    return (await cpuMicroseconds(all)) / (laneCount * chunkCount);
  };
  const readWithPeer = peerName === 'openai' ? () => readWithBareClient(client) : readWithAiSdk;
  const { own, peer, owns, peers } = await alternate(
    context.repetitions,
    () => perChunk(readWithProduct),
    () => perChunk(readWithPeer),
  );
  await network.close();
  vendor.stop();
  return { value: own, unit: 'us/chunk', peer: { name: peerName, value: peer }, detail: { owns, peers } };
}
