/** Sends one command to the DevTools of a page. */
export type SendCommand = (method: string, parameters?: object) => Promise<unknown>;

/** What the main thread of a page did, in milliseconds of its own processor time. */
export interface PageWork {
  readonly taskMs: number;
  readonly scriptMs: number;
  readonly layoutMs: number;
  readonly styleMs: number;
}

/** Reads what the main thread of a page does. Time in which another program had the processor is not counted. */
export class PageMeter {
  private constructor(private readonly send: SendCommand) {}

  static async open(send: SendCommand): Promise<PageMeter> {
    await send('Performance.enable', { timeDomain: 'threadTicks' });
    return new PageMeter(send);
  }

  async during(action: () => Promise<unknown>): Promise<PageWork> {
    await this.send('HeapProfiler.collectGarbage');
    const before = await this.read();
    await action();
    const after = await this.read();
    const spentMs = (name: string) => ((after.get(name) ?? 0) - (before.get(name) ?? 0)) * 1_000;
    return {
      taskMs: spentMs('TaskDuration'),
      scriptMs: spentMs('ScriptDuration'),
      layoutMs: spentMs('LayoutDuration'),
      styleMs: spentMs('RecalcStyleDuration'),
    };
  }

  private async read(): Promise<ReadonlyMap<string, number>> {
    const { metrics } = (await this.send('Performance.getMetrics')) as {
      readonly metrics: readonly { readonly name: string; readonly value: number }[];
    };
    return new Map(metrics.map(({ name, value }) => [name, value]));
  }
}
