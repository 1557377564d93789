import type { BenchContext, Measurement } from '../row';
import { bareClient, readWithBareClient } from '../support/bareClient';
import { cpuMicroseconds } from '../support/cpu';
import { Product, pause } from '../support/product';
import { prose } from '../support/prose';
import { alternate } from '../support/statistics';
import { VendorProcess } from '../support/vendorProcess';

const laneCount = 8;
const charactersPerChunk = 4;

/** How the vendor streams: as fast as it is read, or at the speed of a model. */
export interface Pace {
  readonly chunkCount: number;
  readonly chunksPerSecond?: number;
}

/**
 * Processor time of the main process per chunk: the whole product with its window (reading, folding, saving, sending to the page)
 * against a loop of the bare `openai` client in the same process, which only joins the text.
 */
export async function measureMainCpu(
  context: BenchContext,
  { chunkCount, chunksPerSecond }: Pace,
): Promise<Measurement> {
  const text = prose(chunkCount * charactersPerChunk);
  const vendor = await VendorProcess.start(context, {
    text,
    charactersPerChunk,
    chunksPerSecond,
    startTogether: laneCount,
  });
  const product = await Product.start(context);
  const connectionId = await product.connect(vendor.baseUrl);
  const client = bareClient(vendor.baseUrl);
  const chunks = laneCount * chunkCount;
  const withProduct = async () => {
    const conversationId = await product.openConversation(connectionId, laneCount);
    await product.settle();
    return (await cpuMicroseconds(() => product.ask(conversationId, text.length))) / chunks;
  };
  const withBareClient = async () => {
    await product.settle();
    const read = async () => {
      const counts = await Promise.all(Array.from({ length: laneCount }, () => readWithBareClient(client)));
      if (counts.some(count => count !== text.length)) throw new Error('an answer is not complete');
    };
    return (await cpuMicroseconds(read)) / chunks;
  };
  const { own, peer, owns, peers } = await alternate(context.repetitions, withProduct, withBareClient);
  await product.settle();
  const idleUs = await cpuMicroseconds(() => pause(2_000));
  vendor.stop();
  return {
    value: own,
    unit: 'us/chunk',
    peer: { name: 'bare openai loop', value: peer },
    detail: { owns, peers, idleUsPerSecond: idleUs / 2 },
  };
}
