import { join } from 'node:path';
import type { BenchContext, Measurement } from '../row';
import { median } from '../support/statistics';
import { profileWith } from './madeHistory';
import { type Scrolled, scrollAndWatch } from './pageProbes';
import { Program } from './program';

const conversationCount = 10_000;
const frames = 90;
/** Both far beyond the reading of lines; the fast one is a hard throw of a touchpad, 300 lines a second. */
const paces = { slow: 35, fast: 175 } as const;
/** Share of the frames that may be dropped beyond those of the plain list, percent. */
const droppedMargin = 2;
/** Half of a frame at 60 a second: the rest is for what else happens in the page. */
const workLimitMs = 8;

/** One scroll and the processor time that the page's main thread took for a frame of it. */
interface Measured extends Scrolled {
  readonly workMs: number;
}

interface Round {
  readonly slow: Measured;
  readonly fast: Measured;
}

/** Runs in the page: the least that could be done, as many lines of text without anything else in the place of the list. */
function layPlainLines(count: number): void {
  const tree = document.querySelector<HTMLElement>('[role="tree"]');
  if (tree === null) throw new Error('there is no list');
  const titles = [...tree.querySelectorAll('bdi')].map(title => title.textContent ?? '');
  const { left, top, width, height } = tree.getBoundingClientRect();
  const { backgroundColor, font, color } = getComputedStyle(tree);
  const list = document.createElement('div');
  list.id = 'bench-plain-list';
  list.hidden = true;
  list.style.cssText = `position:fixed;z-index:99;left:${left}px;top:${top}px;width:${width}px;height:${height}px;overflow:auto;background:${backgroundColor};color:${color};font:${font}`;
  const groupLines = 50;
  for (let from = 0; from < count; from += groupLines) {
    const group = document.createElement('div');
    group.style.cssText = `content-visibility:auto;contain-intrinsic-size:auto ${groupLines * 35}px`;
    for (let index = from; index < from + groupLines; index++) {
      const line = document.createElement('div');
      line.style.cssText = 'height:35px;padding:8px 18px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap';
      line.textContent = titles[index % titles.length] ?? '';
      group.append(line);
    }
    list.append(group);
  }
  document.body.append(list);
}

/** Runs in the page: both lists from their tops, one of them in sight. */
function showList(isPlain: boolean): void {
  const plain = document.querySelector<HTMLElement>('#bench-plain-list');
  if (plain === null) throw new Error('there is no plain list');
  plain.hidden = !isPlain;
  plain.scrollTop = 0;
  const tree = document.querySelector('[role="tree"]');
  if (tree !== null) tree.scrollTop = 0;
}

/** Scrolling through the list of 10,000 conversations, in turns with plain lines in the same place. */
export async function measureListScroll(context: BenchContext): Promise<Measurement> {
  const profile = profileWith(context, 'list', 2 * conversationCount, conversationCount);
  const program = await Program.start(context, profile);
  try {
    await program.page.evaluate(layPlainLines, conversationCount);
    const scroll = async (isPlain: boolean, stepPx: number): Promise<Measured> => {
      const scroller = isPlain ? '#bench-plain-list' : '[role="tree"]';
      const things = isPlain ? '#bench-plain-list > div' : '[data-row]';
      let scrolled: Scrolled | undefined;
      const work = await program.meter.during(async () => {
        scrolled = await program.page.evaluate(scrollAndWatch, { scroller, things, stepPx, frames });
      });
      if (scrolled === undefined) throw new Error('nothing was scrolled');
      return { ...scrolled, workMs: work.taskMs / scrolled.frames };
    };
    const measure = async (isPlain: boolean): Promise<Round> => {
      await program.page.evaluate(showList, isPlain);
      await program.pause(500);
      const slow = await scroll(isPlain, paces.slow);
      return { slow, fast: await scroll(isPlain, paces.fast) };
    };
    const owns: Round[] = [];
    const plains: Round[] = [];
    for (let round = 0; round < context.repetitions; round++) {
      if (round % 2 === 1) plains.push(await measure(true));
      owns.push(await measure(false));
      // For whoever wants to see what was measured; the folder holds the figures too.
      if (round === 0) await program.page.screenshot({ path: join(context.repository, 'bench', 'list-scroll.png') });
      if (round % 2 === 0) plains.push(await measure(true));
      context.say(JSON.stringify({ own: owns.at(-1), plain: plains.at(-1) }));
    }
    return verdictOf(owns, plains);
  } finally {
    await program.close();
  }
}

function verdictOf(owns: readonly Round[], plains: readonly Round[]): Measurement {
  const worst = (rounds: readonly Round[], read: (scrolled: Measured) => number) =>
    Math.max(median(rounds.map(({ slow }) => read(slow))), median(rounds.map(({ fast }) => read(fast))));
  const dropped = ({ dropped, frames }: Measured) => (dropped / frames) * 100;
  const [own, plain] = [worst(owns, dropped), worst(plains, dropped)];
  const workMs = worst(owns, scrolled => scrolled.workMs);
  const blank = worst(owns, scrolled => scrolled.blank);
  // In the fast one nobody sees a line that comes in a few pixels away from where it will stand.
  const jumps = median(owns.map(({ slow }) => slow.jumps));
  return {
    value: worst(owns, scrolled => scrolled.p95FrameMs),
    unit: 'ms',
    peer: { name: 'plain lines in the same window', value: worst(plains, scrolled => scrolled.p95FrameMs) },
    problems: [
      ...(own > plain + droppedMargin
        ? [`${own.toFixed(0)} % of the frames were dropped, ${plain.toFixed(0)} % with plain lines`]
        : []),
      ...(workMs > workLimitMs ? [`a frame took ${workMs.toFixed(1)} ms of the page's processor time`] : []),
      ...(blank > 0 ? [`${blank} frames with an empty part`] : []),
      ...(jumps > 0 ? [`${jumps} frames in which lines jumped`] : []),
    ],
    note: `${own.toFixed(0)} % of the frames dropped, ${plain.toFixed(0)} % with plain lines; ${workMs.toFixed(1)} ms of work a frame, ${worst(plains, scrolled => scrolled.workMs).toFixed(1)} ms with plain lines`,
    detail: { owns, plains },
  };
}
