const frameMs = 16;

/**
 * Work that may take only so much of each frame: done at once while there is time, otherwise in later frames, in order.
 * One for each kind of work and page, because all answers on the page share the frame.
 */
export class FrameBudget {
  private readonly queue: (() => void)[] = [];
  private isScheduled = false;
  private frameStart = 0;
  private spentMs = 0;

  constructor(private readonly budgetMs: number) {}

  run(job: () => void): void {
    if (this.queue.length === 0 && this.hasTime()) {
      this.execute(job);
      return;
    }
    this.runLater(job);
  }

  /** Leaves it for a later frame in any case: what it was asked for is drawn before. */
  runLater(job: () => void): void {
    this.queue.push(job);
    this.schedule();
  }

  get isIdle(): boolean {
    return this.queue.length === 0;
  }

  private hasTime(): boolean {
    const now = performance.now();
    if (now - this.frameStart > frameMs) {
      this.frameStart = now;
      this.spentMs = 0;
    }
    return this.spentMs < this.budgetMs;
  }

  private execute(job: () => void): void {
    const start = performance.now();
    job();
    this.spentMs += performance.now() - start;
  }

  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    setTimeout(() => {
      this.isScheduled = false;
      let done = 0;
      for (; done < this.queue.length && this.hasTime(); done++) {
        const job = this.queue[done];
        if (job !== undefined) this.execute(job);
      }
      this.queue.splice(0, done);
      if (this.queue.length > 0) this.schedule();
    }, frameMs);
  }
}
