import { join } from 'node:path';
import type { ConnectionId, ConversationId } from '../../../src/shared/domain/ids';
import type { MountedPage } from '../pages/mounted';
import type { BenchContext, Measurement } from '../row';
import { answerText, charactersPerToken } from '../support/answers';
import { inTurns, median } from '../support/statistics';
import { VendorProcess } from '../support/vendorProcess';
import { profileWith } from './madeHistory';
import { openAndWait, type Scrolled, scrollAndWatch, waitForHit } from './pageProbes';
import { Program } from './program';

/** The one conversation of a history, with its messages in order. */
async function onlyConversation(program: Program) {
  const { conversations } = await program.call('conversation.list', { view: { kind: 'dated' }, limit: 1 });
  const { conversations: all } = await program.call('app.state', {});
  const conversation = conversations[0] ?? all.conversations[0];
  if (conversation === undefined) throw new Error('the history is empty');
  const detail = await program.call('conversation.open', { id: conversation.id });
  const answers = new Map(detail.answers.map(answer => [answer.turnId, answer]));
  const messages = detail.turns.flatMap(turn => [turn.prompt, answers.get(turn.id)?.text ?? '']);
  return { conversation, detail, messages };
}

/** Opens the long conversation from the list, coming from an empty one. */
async function openFromList(program: Program, emptyId: ConversationId, title: string): Promise<number> {
  await program.show(emptyId);
  return program.page.evaluate(openAndWait, title);
}

async function withLong<Result>(
  context: BenchContext,
  messages: number,
  use: (
    program: Program,
    parts: Awaited<ReturnType<typeof onlyConversation>> & { readonly emptyId: ConversationId; readonly title: string },
  ) => Promise<Result>,
  { baseUrl = 'http://127.0.0.1:9/v1', madeMessages = messages } = {},
): Promise<Result> {
  const program = await Program.start(context, profileWith(context, 'long', madeMessages, 1, messages));
  try {
    const only = await onlyConversation(program);
    const title = `Long ${messages}`;
    const { id, revision } = only.conversation;
    await program.call('conversation.update', { id, revision, title });
    const emptyId = await program.openLanes(baseUrl, 1);
    return await use(program, { ...only, emptyId, title });
  } finally {
    await program.close();
  }
}

const shortMessages = 2_000;
const longMessages = 20_000;

/** Opening 2,000 messages from the list, against a page that has all of them mounted. */
export function measureOpening(context: BenchContext): Promise<Measurement> {
  return withLong(context, shortMessages, async (program, { emptyId, title, messages }) => {
    const owns: number[] = [];
    await openFromList(program, emptyId, title);
    for (let round = 0; round < context.repetitions; round++) {
      owns.push(await openFromList(program, emptyId, title));
      context.say(`${owns.at(-1)?.toFixed(0)} ms`);
    }
    const peer = await openMounted(program, context, messages.slice(0, shortMessages));
    return {
      value: median(owns),
      unit: 'ms',
      peer: { name: 'all mounted (react-markdown)', value: peer },
      note: 'from the click to the last change of the page',
      detail: owns,
    };
  });
}

async function openMounted(program: Program, { repository }: BenchContext, messages: readonly string[]) {
  const opened = program.app.waitForEvent('window');
  await program.app.evaluate(
    async ({ BrowserWindow, session, net }, folder) => {
      const partition = 'bench';
      session
        .fromPartition(partition)
        .protocol.handle('app', request => net.fetch(`file://${folder}${new URL(request.url).pathname}`));
      const window = new BrowserWindow({
        width: 1_600,
        height: 1_000,
        webPreferences: { partition, backgroundThrottling: false },
      });
      await window.loadURL('app://couplet/test/bench/pages/mounted.html');
    },
    join(repository, 'out', 'bench', 'pages'),
  );
  const page = await opened;
  await page.waitForFunction(() => 'bench' in window);
  return page.evaluate(texts => (window as unknown as { bench: MountedPage }).bench.open(texts), messages);
}

/** Opening 20,000 messages against the last 2,000 of them. */
export async function measureLongOpening(context: BenchContext): Promise<Measurement> {
  const openings = (messages: number) =>
    withLong(
      context,
      messages,
      async (program, { emptyId, title }) => {
        const owns: number[] = [];
        await openFromList(program, emptyId, title);
        for (let round = 0; round < context.repetitions; round++) {
          owns.push(await openFromList(program, emptyId, title));
          context.say(`${messages}: ${owns.at(-1)?.toFixed(0)} ms`);
        }
        return owns;
      },
      { madeMessages: longMessages },
    );
  const short = await openings(shortMessages);
  const long = await openings(longMessages);
  return {
    value: median(long),
    unit: 'ms',
    peer: { name: 'its last 2,000 messages', value: median(short) },
    detail: { short, long },
  };
}

const tailTokens = 3_000;
const tailTokensPerSecond = 100;
const tailMs = 6_000;

/** Page work while an answer streams at the end of 2,000 messages, against an empty conversation. */
export async function measureTail(context: BenchContext): Promise<Measurement> {
  const vendor = await VendorProcess.start(context, {
    text: answerText('mixed', tailTokens),
    charactersPerChunk: Math.round(charactersPerToken),
    chunksPerSecond: tailTokensPerSecond,
  });
  try {
    return await withLong(
      context,
      shortMessages,
      async (program, { conversation, detail, emptyId }) => {
        // The lane of the long conversation asks what that of the empty one does.
        const { lanes } = await program.call('conversation.open', { id: emptyId });
        const [lane] = lanes;
        const [longLane] = detail.lanes;
        if (lane === undefined || longLane === undefined) throw new Error('a lane is missing');
        const { connectionId, modelId } = lane;
        await program.call('lane.update', { id: longLane.id, connectionId, modelId });
        const workIn = async (id: ConversationId) => {
          const shown = id === emptyId ? await newEmpty(program, connectionId, modelId) : id;
          await program.show(shown);
          await program.send('Go on for long');
          await program.page.waitForSelector('article[data-status="answering"]');
          await program.pause(2_000);
          const work = await program.meter.during(() => program.pause(tailMs));
          await program.stopAll();
          return work.taskMs / (tailMs / 1_000);
        };
        const result = await inTurns(
          context.repetitions,
          () => workIn(conversation.id),
          () => workIn(emptyId),
        );
        return {
          value: result.own,
          unit: 'ms/s',
          peer: { name: 'in an empty conversation', value: result.peer },
          detail: result,
        };
      },
      { baseUrl: vendor.baseUrl },
    );
  } finally {
    vendor.stop();
  }
}

async function newEmpty(program: Program, connectionId: ConnectionId, modelId: string): Promise<ConversationId> {
  const { id } = await program.call('conversation.create', { lanes: [{ connectionId, modelId }] });
  return id;
}

const blocks = '.cm-block, .prompt-row';

/** Scrolling up through 2,000 messages that were not seen before, slowly and fast. */
export function measureScrolling(context: BenchContext): Promise<Measurement> {
  return withLong(context, shortMessages, async (program, { conversation }) => {
    const rounds: { readonly slow: Scrolled; readonly fast: Scrolled }[] = [];
    for (let round = 0; round < context.repetitions; round++) {
      const scrolled = async (stepPx: number, frames: number) => {
        await program.show(conversation.id);
        const options = { scroller: '.lane-scroller', things: blocks, stepPx, frames };
        return program.page.evaluate(scrollAndWatch, options);
      };
      rounds.push({ slow: await scrolled(-40, 150), fast: await scrolled(-400, 150) });
      context.say(JSON.stringify(rounds.at(-1)));
    }
    const of = (read: (round: (typeof rounds)[number]) => number) => median(rounds.map(read));
    const blank = of(({ slow, fast }) => slow.blank + fast.blank);
    return {
      value: of(({ slow, fast }) => slow.jumps + fast.jumps),
      unit: 'jumps',
      problems: blank > 0 ? [`${blank} frames with an empty part`] : [],
      note: `slow: ${of(({ slow }) => slow.jumps)} jumps, ${of(({ slow }) => slow.dropped)} of 150 frames dropped, p95 ${of(({ slow }) => slow.p95FrameMs).toFixed(1)} ms; fast: ${of(({ fast }) => fast.jumps)} jumps (${of(({ fast }) => fast.largestJumpPx).toFixed(0)} px), ${of(({ fast }) => fast.dropped)} dropped, p95 ${of(({ fast }) => fast.p95FrameMs).toFixed(1)} ms`,
      detail: rounds,
    };
  });
}

/** From a search hit into a message of 2,000 that was never in the page. */
export function measureJump(context: BenchContext): Promise<Measurement> {
  return withLong(context, shortMessages, async (program, { conversation, detail }) => {
    await program.show(conversation.id);
    // Words that stand in one answer alone, in the first half of the conversation.
    const answers = detail.answers.slice(0, detail.answers.length / 2);
    const sought = answers.filter((_, index) => index % Math.ceil(answers.length / context.repetitions) === 0);
    const landed = [];
    for (const answer of sought) {
      await program.show(conversation.id);
      const words = answer.text.slice(0, 400).match(/[\p{L}\p{N}][\p{L}\p{N} ]{11,23}/u)?.[0];
      if (words === undefined) continue;
      await program.page.keyboard.press('Control+Shift+F');
      const field = program.page.getByRole('dialog').getByRole('combobox').first();
      await field.fill(words);
      const hit = program.page.getByRole('dialog').getByRole('option').first();
      await hit.waitFor();
      const startedAt = await program.page.evaluate(() => {
        const now = performance.now();
        document.querySelector<HTMLElement>('[role="dialog"] [role="option"]')?.click();
        return now;
      });
      landed.push(await program.page.evaluate(waitForHit, startedAt));
      context.say(JSON.stringify(landed.at(-1)));
    }
    const errorPx = Math.max(...landed.map(hit => hit.errorPx));
    return {
      value: median(landed.map(hit => hit.tookMs)),
      unit: 'ms',
      problems: errorPx > 1 ? [`the words stand ${errorPx.toFixed(0)} px outside`] : [],
      note: `${landed.length} hits, at most ${errorPx.toFixed(0)} px outside of what is seen`,
      detail: landed,
    };
  });
}
