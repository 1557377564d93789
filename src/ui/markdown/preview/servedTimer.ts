const tickMs = 200;
/** A timer is hardly ever exact. */
const lateMs = 60;

/**
 * A timer that counts only the time in which the page itself was served. Where its own ticks come late, the machine is busy or asleep, and
 * whoever is waited for is not served either: of such a tick the less counts the later it is. It never counts for nothing, so that the time
 * runs out on the busiest machine.
 */
export class ServedTimer {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  /** Calls back once when the time is over, unless it is stopped or started again before. */
  start(limitMs: number, onOver: () => void): void {
    this.stop();
    let leftMs = limitMs;
    const tick = () => {
      const startMs = this.nowMs();
      this.timer = setTimeout(() => {
        const elapsedMs = this.nowMs() - startMs;
        const isOnTime = elapsedMs <= tickMs + lateMs;
        leftMs -= isOnTime ? elapsedMs : (tickMs * tickMs) / elapsedMs;
        if (leftMs > 0) tick();
        else onOver();
      }, tickMs);
    };
    tick();
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
