import type { PreviewKind } from './previewKind';
import { ServedTimer } from './servedTimer';

const files: Readonly<Record<PreviewKind, string>> = {
  diagram: 'diagram.html',
  picture: 'document.html',
  document: 'document.html',
};

let previewCount = 0;

/**
 * Each preview has a host of its own, so it runs in a process of its own: one that never ends freezes nothing else and is gone with its
 * frame. `sandbox` makes its origin opaque; the content policy that main sends with its files closes every network.
 */
function nextAddress(kind: PreviewKind): string {
  previewCount += 1;
  return `app://frame-${previewCount}.preview/preview/${files[kind]}`;
}

const loadLimitMs = 10_000;
/** A diagram that takes longer will not end. */
const drawLimitMs = 2_000;
const pingEveryMs = 2_000;
/** An animation tells its height with each frame; more than a few of them at once only want to hold up the page. */
const maximumMessagesPerSecond = 300;
const minimumHeightPx = 96;
const maximumHeightPx = 480;

export interface PreviewOutcome {
  readonly reason: 'failed' | 'timed-out';
  /** What the drawing library said; text of a stranger. */
  readonly detail: string;
}

/** A sandboxed frame that shows what a code block describes. */
export class PreviewFrame {
  readonly element = document.createElement('iframe');
  private nextPing: ReturnType<typeof setTimeout> | undefined;
  private readonly patience = new ServedTimer();
  private isSent = false;
  private isShown = false;
  private secondStartMs = 0;
  private messagesInSecond = 0;

  constructor(
    private readonly kind: PreviewKind,
    private readonly source: string,
    title: string,
    private readonly onEnd: (outcome: PreviewOutcome) => void,
  ) {
    this.element.className = `cm-preview-frame cm-preview-${kind}`;
    this.element.title = title;
    this.element.setAttribute('sandbox', 'allow-scripts');
    this.element.referrerPolicy = 'no-referrer';
    this.element.src = nextAddress(kind);
    this.element.style.height = `${minimumHeightPx}px`;
    addEventListener('message', this.receive);
    this.expect(loadLimitMs);
  }

  /** Removes the frame, and with it whatever runs in it. */
  close(): void {
    clearTimeout(this.nextPing);
    this.patience.stop();
    removeEventListener('message', this.receive);
    this.element.remove();
  }

  private readonly receive = (event: MessageEvent) => {
    if (event.source === null || event.source !== this.element.contentWindow) return;
    if (this.isFlooded()) return this.end('failed', 'too many messages');
    const message: { readonly kind?: unknown; readonly heightPx?: unknown; readonly detail?: unknown } =
      typeof event.data === 'object' && event.data !== null ? event.data : {};
    if (message.kind === 'ready' && !this.isSent) this.send();
    else if (message.kind === 'failed') this.end('failed', String(message.detail ?? '').slice(0, 300));
    else if (message.kind === 'shown') this.show(Number(message.heightPx));
    else if (message.kind === 'pong') this.pingLater();
  };

  private isFlooded(): boolean {
    const nowMs = performance.now();
    if (nowMs - this.secondStartMs >= 1_000) {
      this.secondStartMs = nowMs;
      this.messagesInSecond = 0;
    }
    this.messagesInSecond += 1;
    return this.messagesInSecond > maximumMessagesPerSecond;
  }

  /** Once only: the text may be long. */
  private send(): void {
    this.isSent = true;
    const theme = document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light';
    const request = { kind: 'show', source: this.source, isPicture: this.kind === 'picture', theme };
    this.element.contentWindow?.postMessage(request, '*');
    this.expect(drawLimitMs);
  }

  private show(heightPx: number): void {
    if (Number.isFinite(heightPx)) {
      this.element.style.height = `${Math.min(maximumHeightPx, Math.max(minimumHeightPx, heightPx))}px`;
    }
    if (this.isShown) return;
    this.isShown = true;
    this.pingLater();
  }

  private pingLater(): void {
    clearTimeout(this.nextPing);
    this.patience.stop();
    this.nextPing = setTimeout(() => {
      // The answer was taken from the page together with this frame.
      if (!this.element.isConnected) return this.close();
      this.element.contentWindow?.postMessage({ kind: 'ping' }, '*');
      this.expect(drawLimitMs);
    }, pingEveryMs);
  }

  private expect(limitMs: number): void {
    this.patience.start(limitMs, () => this.end('timed-out', ''));
  }

  private end(reason: PreviewOutcome['reason'], detail: string): void {
    this.close();
    this.onEnd({ reason, detail });
  }
}
