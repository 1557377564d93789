import type { BenchContext, Measurement } from '../row';
import { answerText, charactersPerToken } from '../support/answers';
import { median } from '../support/statistics';
import { VendorProcess } from '../support/vendorProcess';
import { Program, profileOf } from './program';

const laneCount = 4;
const tokensPerSecond = 100;
const answerTokens = 32_000;
const watchMs = 10_000;
const settleMs = 4_000;
/** Text is left for the time in which a busy machine draws the beginning, 30k tokens in each lane at once. */
const spareMs = 30_000;
/** Fewer arrivals mean that the figure says nothing about the page. */
const fewestArrivalsPerSecond = 30;
const charactersPerChunk = Math.round(charactersPerToken);

/** What a reader of the page would see of it. */
interface Watched {
  readonly framesPerSecond: number;
  /** Frames of one second in which the text of a lane had changed; the lane with the fewest. */
  readonly updatesPerSecond: number;
  /** Of each lane by itself. */
  readonly lanesPerSecond: readonly number[];
  /** Messages with text that came from the main process; none for plain text, which the page makes itself. */
  readonly arrivalsPerSecond: number;
  readonly longTasks: readonly number[];
}

/** Runs in the page: counts in which frames the text of each element changes. */
function watch([selector, durationMs]: readonly [string, number]): Promise<Watched> {
  return new Promise(resolve => {
    const elements = [...document.querySelectorAll(selector)];
    const changed = elements.map(() => 0);
    const updates = elements.map(() => 0);
    const observers = elements.map((element, index) => {
      const observer = new MutationObserver(() => {
        changed[index] = 1;
      });
      observer.observe(element, { childList: true, characterData: true, subtree: true });
      return observer;
    });
    let arrivals = 0;
    const { api } = window as unknown as { api: { on: (listener: (event: { name: string }) => void) => () => void } };
    const stop = api.on(({ name }) => {
      if (name === 'answer.parts') arrivals += 1;
    });
    const longTasks: number[] = [];
    const longTaskObserver = new PerformanceObserver(list => {
      for (const entry of list.getEntries()) longTasks.push(entry.duration);
    });
    longTaskObserver.observe({ type: 'longtask' });
    const start = performance.now();
    let frames = 0;
    const onFrame = () => {
      frames += 1;
      for (const index of updates.keys()) updates[index] = (updates[index] ?? 0) + (changed[index] ?? 0);
      changed.fill(0);
      const seconds = (performance.now() - start) / 1_000;
      if (seconds * 1_000 < durationMs) {
        requestAnimationFrame(onFrame);
        return;
      }
      for (const observer of observers) observer.disconnect();
      longTaskObserver.disconnect();
      stop();
      resolve({
        framesPerSecond: frames / seconds,
        updatesPerSecond: Math.min(...updates) / seconds,
        lanesPerSecond: updates.map(count => count / seconds),
        arrivalsPerSecond: arrivals / seconds,
        longTasks,
      });
    };
    requestAnimationFrame(onFrame);
  });
}

/** Runs in the page: plain text in as many columns, at the same pace. The least that could be done. */
function streamPlainText([columns, begin, rest, charactersPerMs]: readonly [number, string, string, number]): void {
  const host = document.createElement('div');
  host.id = 'bench-floor';
  host.style.cssText =
    'position:fixed;inset:0;z-index:99;display:grid;grid-auto-flow:column;grid-auto-columns:1fr;grid-template-rows:100%;background:white;color:black';
  const open = (pane: HTMLElement) => {
    const groups = begin.split(/\n{2,}/);
    for (let from = 0; from < groups.length; from += 16) {
      const group = document.createElement('div');
      group.style.cssText = 'content-visibility:auto;contain-intrinsic-size:auto 40em';
      for (const text of groups.slice(from, from + 16)) {
        const paragraph = document.createElement('p');
        paragraph.textContent = text;
        group.append(paragraph);
      }
      pane.append(group);
    }
  };
  const panes = Array.from({ length: columns }, () => {
    const scroller = document.createElement('div');
    scroller.style.cssText = 'overflow:auto;overflow-anchor:none';
    const pane = document.createElement('div');
    pane.className = 'bench-floor-pane';
    pane.style.cssText = 'white-space:pre-wrap;padding:16px';
    open(pane);
    scroller.append(pane);
    host.append(scroller);
    return { scroller, pane };
  });
  document.body.append(host);
  const start = performance.now();
  let sent = 0;
  setInterval(() => {
    const due = Math.floor((performance.now() - start) * charactersPerMs);
    const [first, ...more] = rest.slice(sent, due).split(/\n{2,}/);
    sent = due;
    for (const { scroller, pane } of panes) {
      pane.lastElementChild?.lastElementChild?.append(first ?? '');
      for (const text of more) {
        const paragraph = document.createElement('p');
        paragraph.append(text);
        pane.lastElementChild?.append(paragraph);
      }
      scroller.scrollTop = scroller.scrollHeight;
    }
  }, 8);
}

/** Runs in the page: how long after the last word arrived the last change of a text was seen, milliseconds. */
function watchEnd(): Promise<number> {
  return new Promise(resolve => {
    let arrivedAt = 0;
    let changedAt = 0;
    let endedAt = 0;
    const { api } = window as unknown as { api: { on: (listener: (event: unknown) => void) => () => void } };
    const stop = api.on(event => {
      if (!JSON.stringify(event).includes('text-delta')) return;
      arrivedAt = performance.now();
    });
    const observer = new MutationObserver(() => {
      changedAt = performance.now();
    });
    for (const element of document.querySelectorAll('[data-answer-text]')) {
      observer.observe(element, { childList: true, characterData: true, subtree: true });
    }
    const timer = setInterval(() => {
      endedAt ||= document.querySelector('article[aria-busy="true"]') === null ? performance.now() : 0;
      if (endedAt === 0 || performance.now() - endedAt < 1_000) return;
      clearInterval(timer);
      stop();
      observer.disconnect();
      resolve(Math.max(0, changedAt - arrivedAt));
    }, 50);
  });
}

const frameMs = 1_000 / 60;

/** The whole program over a fake vendor: four lanes at 100 tokens a second each, answers of 32k tokens. */
export async function measureVisibleUpdates(context: BenchContext): Promise<Measurement> {
  const watchedTokens = ((watchMs + settleMs + spareMs) / 1_000) * tokensPerSecond;
  const whole = answerText('mixed', answerTokens);
  const cut = whole.length - Math.round(watchedTokens * charactersPerToken);
  const beginning = whole.slice(0, cut);
  const text = whole.slice(cut);
  const plan = { text, beginning, charactersPerChunk, chunksPerSecond: tokensPerSecond, startTogether: laneCount };
  const vendor = await VendorProcess.start(context, plan);
  const program = await Program.start(context, profileOf(context));
  try {
    const rounds: (Watched & { readonly backlogMs: number; readonly floor: Watched })[] = [];
    for (let round = 0; round < context.repetitions; round++) {
      await program.openLanes(vendor.baseUrl, laneCount);
      await program.send('Go on for long');
      await program.page.waitForSelector('[data-answer-text]');
      await program.pause(settleMs);
      const watched = await program.page.evaluate(watch, ['[data-answer-text]', watchMs] as const);
      if (watched.arrivalsPerSecond < fewestArrivalsPerSecond) {
        const articles = await program.page
          .locator('article[data-status]')
          .evaluateAll(all =>
            all.map(article => `${article.getAttribute('data-status')} ${article.textContent?.length}`),
          );
        throw new Error(
          `only ${watched.arrivalsPerSecond.toFixed(1)} messages a second came while the page was watched (answers: ${articles.join(', ')})`,
        );
      }
      const backlogMs = await program.page.evaluate(watchEnd);
      const pace = (tokensPerSecond * charactersPerToken) / 1_000;
      await program.page.evaluate(streamPlainText, [laneCount, beginning, text.repeat(3), pace] as const);
      await program.pause(500);
      const floor = await program.page.evaluate(watch, ['.bench-floor-pane', watchMs / 2] as const);
      rounds.push({ ...watched, backlogMs, floor });
      context.say(JSON.stringify(rounds.at(-1)));
    }
    const longTasks = Math.min(...rounds.map(round => round.longTasks.length));
    const backlogMs = median(rounds.map(round => round.backlogMs));
    const floor = median(rounds.map(round => round.floor.updatesPerSecond));
    return {
      value: median(rounds.map(round => round.updatesPerSecond)),
      ratio: median(rounds.map(round => round.updatesPerSecond)),
      unit: '/s',
      peer: { name: 'plain text in the same window', value: floor },
      problems: [
        ...(longTasks > 0 ? [`long tasks in every round, at least ${longTasks}`] : []),
        ...(backlogMs > frameMs ? [`the page was ${backlogMs.toFixed(0)} ms behind at the end`] : []),
      ],
      note: `${longTasks} long tasks, ${backlogMs.toFixed(0)} ms behind at the end; plain text ${floor.toFixed(1)}/s`,
      detail: rounds,
    };
  } finally {
    await program.close();
    vendor.stop();
  }
}
