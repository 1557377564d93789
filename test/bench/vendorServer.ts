import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { machineMs, type VendorPlan } from './support/vendorPlan';

let plan: VendorPlan = { text: '', charactersPerChunk: 4 };
let waiting: (() => void)[] = [];
let askedMs = 0;
let place = 0;

// About 330 bytes of JSON for a word or two, as vendors send them.
const head =
  'data: {"id":"chatcmpl-9f2c7a5e8b3d4f60a1b2c3d4e5f60718","object":"chat.completion.chunk","created":1760000000,"model":"bench-model","system_fingerprint":"fp_8802369eaa_prod0425fp8","choices":[{"index":0,"delta":{"role":"assistant","content":';
const tail = '},"logprobs":null,"finish_reason":null}],"service_tier":"default"}\n\n';
const ending =
  'data: {"id":"chatcmpl-9f2c7a5e8b3d4f60a1b2c3d4e5f60718","object":"chat.completion.chunk","created":1760000000,"model":"bench-model","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"completion_tokens":1000,"total_tokens":1012}}\n\ndata: [DONE]\n\n';

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    if (!(request.url ?? '').endsWith('/chat/completions')) {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ object: 'list', data: [{ id: 'bench-model', object: 'model' }] }));
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    response.socket?.setNoDelay(true);
    const current = plan;
    waiting.push(() => void stream(response, current));
    if (waiting.length < (current.startTogether ?? 1)) return;
    const begin = waiting;
    waiting = [];
    // Streams asked for in a row are staggered; a pause begins a new row.
    place = performance.now() - askedMs > 500 ? 0 : place + 1;
    askedMs = performance.now();
    const delayMs = place * (current.staggerMs ?? 0);
    for (const start of begin) {
      if (delayMs > 0) setTimeout(start, delayMs);
      else start();
    }
  });
});

/** Chunks in order; `frameAt` makes each of them only when it is its turn. */
function chunksOf({ text, charactersPerChunk, saysWhen, chunkCount }: VendorPlan) {
  const pieces = saysWhen ? [] : (text.match(new RegExp(`[^]{1,${charactersPerChunk}}`, 'gu')) ?? []);
  return {
    count: saysWhen ? (chunkCount ?? 1) : pieces.length,
    frameAt: (index: number) => `${head}${JSON.stringify(saysWhen ? `<${machineMs()}>` : pieces[index])}${tail}`,
  };
}

async function stream(response: ServerResponse, current: VendorPlan): Promise<void> {
  for (const piece of current.beginning?.match(/.{1,1000}/gsu) ?? []) {
    response.write(`${head}${JSON.stringify(piece)}${tail}`);
  }
  const { count, frameAt } = chunksOf(current);
  const { chunksPerSecond } = current;
  if (chunksPerSecond === undefined) {
    for (let index = 0; index < count; ) {
      // As a fast server does: whatever fits into one packet.
      let packet = '';
      while (index < count && packet.length < 4_000) packet += frameAt(index++);
      if (!response.write(packet)) await new Promise(resolve => response.once('drain', resolve));
      if (response.destroyed) return;
    }
  } else {
    const startMs = performance.now();
    for (let index = 0; index < count; index++) {
      const dueMs = startMs + (index * 1_000) / chunksPerSecond;
      const leftMs = dueMs - performance.now();
      if (leftMs > 0.5) await new Promise(resolve => setTimeout(resolve, leftMs));
      if (response.destroyed) return;
      response.write(frameAt(index));
    }
  }
  response.end(ending);
}

process.on('message', (next: VendorPlan) => {
  plan = next;
  waiting = [];
  process.send?.('planned');
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
