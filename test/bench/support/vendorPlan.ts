/** What a fake vendor says to every chat request, until it is told something else. */
export interface VendorPlan {
  readonly text: string;
  /** Comes before the text, as fast as the client reads. */
  readonly beginning?: string | undefined;
  /** One chunk on the wire carries so many characters. */
  readonly charactersPerChunk: number;
  /** Chunks per second of each stream; without it as fast as the client reads. */
  readonly chunksPerSecond?: number | undefined;
  /** Streams begin together, when so many are open. Default 1. */
  readonly startTogether?: number | undefined;
  /** Each stream begins so much later than the one asked for before it. */
  readonly staggerMs?: number | undefined;
  /**
   * Instead of the text, each chunk says when it was written: milliseconds of the machine's monotonic clock, see `machineMs`, in
   * `<...>`.
   */
  readonly saysWhen?: boolean | undefined;
  /** Chunks of a plan that says when. */
  readonly chunkCount?: number | undefined;
}

/** Milliseconds of the machine's monotonic clock, the same in every process of a Linux or macOS machine. */
export function machineMs(): number {
  return Number(process.hrtime.bigint() / 1000n) / 1000;
}
