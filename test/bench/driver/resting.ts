import { join } from 'node:path';
import type { BenchContext, Measurement } from '../row';
import { Program } from '../support/program';
import { prose } from '../support/prose';
import { alternate, median } from '../support/statistics';
import { VendorProcess } from '../support/vendorProcess';
import { profileWithConversations } from './profile';

/** By then everything that follows a start is done. */
const settleMs = 15_000;
const watchMs = 5_000;
const watches = 4;
const laneCount = 8;
const tokenCount = 32_000;
const charactersPerToken = 3;
const answersTimeoutMs = 240_000;

const pause = (delayMs: number) => new Promise(resolve => setTimeout(resolve, delayMs));

async function whileRunning<Result>(program: Program, work: (program: Program) => Promise<Result>): Promise<Result> {
  try {
    return await work(program);
  } finally {
    await program.end();
  }
}

async function restingMb(program: Program): Promise<number> {
  await pause(settleMs);
  return program.memoryMb();
}

/** Memory of all processes with 10,000 conversations in the history, against an empty window. */
export async function measureIdleMemory(context: BenchContext): Promise<Measurement> {
  const profile = await profileWithConversations(context);
  const { own, peer, owns, peers } = await alternate(
    Math.min(3, context.repetitions),
    async () => whileRunning(await Program.product(context, profile), restingMb),
    async () => whileRunning(await Program.empty(context, join(context.folder, 'empty')), restingMb),
  );
  return { value: own, unit: 'MB', peer: { name: 'empty window', value: peer }, detail: { owns, peers } };
}

/** Memory after eight long answers have streamed and another conversation was opened, against an empty window. */
export async function measureMemoryAfterStreaming(context: BenchContext): Promise<Measurement> {
  const text = prose(tokenCount * charactersPerToken);
  const vendor = await VendorProcess.start(context, { text, charactersPerChunk: charactersPerToken });
  const empties: number[] = [];
  const used: number[] = [];
  const before: number[] = [];
  for (let repetition = 0; repetition < Math.min(3, context.repetitions); repetition++) {
    empties.push(await whileRunning(await Program.empty(context, join(context.folder, 'empty')), restingMb));
    const product = await Program.product(context, join(context.folder, `profile-${repetition}`));
    await whileRunning(product, async program => {
      before.push(await restingMb(program));
      await streamAndClose(program, vendor.baseUrl, text.length);
      used.push(await restingMb(program));
    });
  }
  vendor.stop();
  return {
    value: median(used),
    unit: 'MB',
    peer: { name: 'empty window', value: median(empties) },
    note: `${median(before).toFixed(0)} MB before the answers`,
    detail: { used, before, empties },
  };
}

/** Lets eight lanes answer in the open window, then opens another conversation. */
async function streamAndClose({ page }: Program, baseUrl: string, characters: number): Promise<void> {
  const call = <Result>(route: string, input: object) =>
    page.evaluate<{ ok: boolean; data: Result }>(
      `window.api.call(${JSON.stringify(route)}, ${JSON.stringify(input)}).then(result => 'json' in result ? { ok: true, data: JSON.parse(result.json) } : result)`,
    );
  const connection = await call<{ id: string }>('connection.create', { vendorId: 'vllm', baseUrl });
  const lane = { connectionId: connection.data.id, modelId: 'bench-model' };
  const long = await call<{ id: string }>('conversation.create', {
    lanes: Array.from({ length: laneCount }, () => lane),
  });
  await openFirst(page);
  await call('turn.start', { conversationId: long.data.id, prompt: 'Say something long.' });
  const endMs = performance.now() + answersTimeoutMs;
  for (;;) {
    await pause(1_000);
    const isDone = await page.evaluate<boolean>(
      `[...document.querySelectorAll('article[data-status]')].filter(answer => answer.dataset.status === 'done').length === ${laneCount}`,
    );
    if (isDone) break;
    if (performance.now() > endMs) throw new Error('the answers did not end');
  }
  const shown = await call<{ answers: { text: string }[] }>('conversation.open', { id: long.data.id });
  if (shown.data.answers.some(({ text }) => text.length < characters)) throw new Error('an answer is not complete');
  await call('conversation.create', { lanes: [lane] });
  await openFirst(page);
  const left = await page.evaluate<number>(`document.querySelectorAll('article[data-status="done"]').length`);
  if (left > 0) throw new Error('the long conversation is still open');
}

/** Clicks the newest conversation of the list. */
async function openFirst(page: Program['page']): Promise<void> {
  await pause(1_000);
  await page.evaluate(`document.querySelector('[role=treeitem][aria-level="2"]').click()`);
  await pause(1_000);
}

/** Processor time of all processes while nothing happens, beyond what an empty window takes for its caret and its own upkeep. */
export async function measureIdleCpu(context: BenchContext): Promise<Measurement> {
  const profile = await profileWithConversations(context);
  const watch = async (program: Program) => {
    await pause(settleMs);
    const spent: number[] = [];
    for (let turn = 0; turn < watches; turn++) {
      const before = program.cpuMs();
      await pause(watchMs);
      spent.push(((program.cpuMs() - before) * 1_000) / watchMs);
    }
    // On a busy machine the work that follows a start takes longer than the pause: the quietest stretch counts.
    return Math.min(...spent);
  };
  const { own, peer, owns, peers } = await alternate(
    Math.min(3, context.repetitions),
    async () => whileRunning(await Program.product(context, profile), watch),
    async () => whileRunning(await Program.empty(context, join(context.folder, 'empty')), watch),
  );
  return {
    value: own,
    unit: 'ms/s',
    peer: { name: 'empty window', value: peer },
    ratio: own - peer,
    detail: { owns, peers },
  };
}
