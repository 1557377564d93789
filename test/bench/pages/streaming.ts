import './panes.css';
import { whenLinesColoured } from '../../../src/ui/markdown/code/lineColours';
import { warmMarkdown } from '../../../src/ui/markdown/markdownWarmup';
import { type AnswerKind, answerText, chunkCharacters } from '../support/answers';
import { openPanes, type Panes, type Renderer } from './panes';
import { openProduct } from './product';

export interface Scene {
  /** `product` is the whole page, the others are one component per pane. */
  readonly renderer: Renderer | 'product';
  readonly paneCount: number;
  readonly kind: AnswerKind;
  /** Length of the answers at the end of a run, in tokens. */
  readonly tokens: number;
}

export interface RunLimits {
  readonly frames: number;
  /** Slow ones are ended here, but never before `fewestFrames`. */
  readonly limitMs: number;
  readonly fewestFrames: number;
}

export interface RunResult {
  /** How many chunks each pane was given, one per frame. */
  readonly chunks: number;
  readonly tookMs: number;
}

/** What the measuring program drives. */
interface BenchPage {
  /** Shows the scene with all of its text but what the run will add. */
  readonly open: (scene: Scene, limits: RunLimits) => Promise<void>;
  readonly run: (limits: RunLimits) => Promise<RunResult>;
}

/** Longer than anything in the page waits before it goes on. */
const quietMs = 500;

const host = document.getElementById('root') as HTMLElement;
const nextFrame = () => new Promise<number>(resolve => requestAnimationFrame(resolve));

let panes: Panes | undefined;
let texts: string[] = [];
let given = 0;

function give(characters: number): void {
  panes?.append(texts.map(text => text.slice(given, given + characters)));
  given += characters;
}

async function settle(frames: number): Promise<void> {
  for (let frame = 0; frame < frames; frame++) await nextFrame();
}

/** Until nothing in the page changes any more, and the colours of code are there. */
async function standStill(): Promise<void> {
  let lastChange = performance.now();
  const observer = new MutationObserver(() => {
    lastChange = performance.now();
  });
  observer.observe(host, { childList: true, characterData: true, subtree: true });
  while (performance.now() - lastChange < quietMs) {
    await whenLinesColoured();
    await settle(5);
  }
  observer.disconnect();
}

const page: BenchPage = {
  open: async ({ renderer, paneCount, kind, tokens }, { frames }) => {
    panes = renderer === 'product' ? await openProduct(host, paneCount) : await openPanes(host, renderer, paneCount);
    await warmMarkdown(async () => undefined);
    texts = Array.from({ length: paneCount }, (_, index) => answerText(kind, tokens, index + 1));
    given = 0;
    give(Math.max(0, (texts[0]?.length ?? 0) - frames * chunkCharacters));
    await standStill();
  },
  run: async ({ frames, limitMs, fewestFrames }) => {
    const start = await nextFrame();
    let now = start;
    let chunks = 0;
    while (chunks < frames && (chunks < fewestFrames || now - start < limitMs)) {
      give(chunkCharacters);
      chunks += 1;
      now = await nextFrame();
    }
    // What is still to be drawn of the last chunk.
    await settle(2);
    return { chunks, tookMs: performance.now() - start };
  },
};

Object.assign(window, { bench: page });
