import type { BrowserWindow } from 'electron';
import type { RunLimits, RunResult, Scene } from '../pages/streaming';
import type { BenchContext, Measurement } from '../row';
import { inPage, openBenchPage } from '../support/benchWindow';
import { PageMeter, type PageWork } from '../support/pageMeter';
import { inTurns } from '../support/statistics';

const limits: RunLimits = { frames: 60, limitMs: 3_000, fewestFrames: 4 };

/** A figure of one scene and how it came about. */
interface Sample {
  readonly scene: string;
  readonly chunks: number;
  readonly work: PageWork;
}

/** The page that streams, in a window of its own. */
class StreamingWindow {
  readonly samples: Sample[] = [];

  private constructor(
    private readonly window: BrowserWindow,
    private readonly meter: PageMeter,
  ) {}

  static async open(context: BenchContext): Promise<StreamingWindow> {
    const window = await openBenchPage(context, 'streaming', { isBridged: false });
    window.webContents.debugger.attach();
    const meter = await PageMeter.open((method, parameters) =>
      window.webContents.debugger.sendCommand(method, parameters),
    );
    return new StreamingWindow(window, meter);
  }

  /** Page work per chunk and pane at the end of the answers, milliseconds. */
  async measure(scene: Scene): Promise<number> {
    const loaded = new Promise<void>(resolve => this.window.webContents.once('did-finish-load', () => resolve()));
    this.window.webContents.reload();
    await loaded;
    await inPage(this.window, `bench.open(${JSON.stringify(scene)}, ${JSON.stringify(limits)})`);
    let run: RunResult = { chunks: 0, tookMs: 0 };
    const work = await this.meter.during(async () => {
      run = await inPage<RunResult>(this.window, `bench.run(${JSON.stringify(limits)})`);
    });
    const share = (ms: number) => ms / run.chunks / scene.paneCount;
    const shares = {
      taskMs: share(work.taskMs),
      scriptMs: share(work.scriptMs),
      layoutMs: share(work.layoutMs),
      styleMs: share(work.styleMs),
    };
    this.samples.push({
      scene: `${scene.renderer} ${scene.kind} ${scene.tokens} × ${scene.paneCount}`,
      chunks: run.chunks,
      work: shares,
    });
    return shares.taskMs;
  }

  close(): void {
    this.window.destroy();
  }
}

/** Page work per chunk of one scene against another. */
export async function compareScenes(
  context: BenchContext,
  own: Scene,
  peer: Scene & { readonly name: string },
): Promise<Measurement> {
  const window = await StreamingWindow.open(context);
  try {
    const { name, ...peerScene } = peer;
    const result = await inTurns(
      context.repetitions,
      () => window.measure(own),
      () => window.measure(peerScene),
    );
    return {
      value: result.own,
      unit: 'ms/chunk',
      peer: { name, value: result.peer },
      detail: window.samples,
    };
  } finally {
    window.close();
  }
}

const singleBlocks = ['paragraph', 'table', 'list', 'math'] as const;
const shortTokens = 2_000;
const longTokens = 8_000;
/** An answer of one block may cost no more at four times the length; a little is left for what measuring itself varies. */
const growthLimit = 1.25;

/** Answers that are one block of one kind: the dearest of them. */
export async function measureSingleBlocks(context: BenchContext): Promise<Measurement> {
  const window = await StreamingWindow.open(context);
  try {
    const figures = [];
    for (const kind of singleBlocks) {
      const scene = (tokens: number): Scene => ({ renderer: 'markdown', paneCount: 4, kind, tokens });
      const { own: longMs, peer: shortMs } = await inTurns(
        context.repetitions,
        () => window.measure(scene(longTokens)),
        () => window.measure(scene(shortTokens)),
      );
      figures.push({ kind, longMs, growth: longMs / shortMs });
    }
    return {
      value: Math.max(...figures.map(({ longMs }) => longMs)),
      unit: 'ms/chunk',
      problems: figures
        .filter(({ growth }) => growth > growthLimit)
        .map(({ kind, growth }) => `${kind}: ${growth.toFixed(2)} times from 2k to 8k`),
      note: figures
        .map(({ kind, longMs, growth }) => `${kind} ${longMs.toFixed(1)} (×${growth.toFixed(2)})`)
        .join(', '),
      detail: { figures, samples: window.samples },
    };
  } finally {
    window.close();
  }
}
