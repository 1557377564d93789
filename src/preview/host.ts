/**
 * What a preview and the page that holds it say to each other. The preview has an opaque origin, so these messages are all that passes
 * between them, and the page believes none of them more than it must.
 */
export interface PreviewRequest {
  readonly kind: 'show';
  readonly source: string;
  /** A picture is drawn without running anything that it holds. */
  readonly isPicture: boolean;
  readonly theme: 'light' | 'dark';
}

const pageOrigin = 'app://couplet';

/** Waits for what is to be shown; only the page that holds this frame may say so, and only once. */
export function receiveRequest(): Promise<PreviewRequest> {
  return new Promise(resolve => {
    const receive = (event: MessageEvent<PreviewRequest>) => {
      if (event.source !== parent || event.origin !== pageOrigin || event.data.kind !== 'show') return;
      removeEventListener('message', receive);
      resolve(event.data);
    };
    addEventListener('message', receive);
    send({ kind: 'ready' });
  });
}

/** Tells that everything is drawn, and from then on how tall it is and that this frame still lives. */
export function reportShown(): void {
  const tellHeight = () => send({ kind: 'shown', heightPx: Math.ceil(document.documentElement.scrollHeight) });
  tellHeight();
  if (document.body !== null) new ResizeObserver(tellHeight).observe(document.body);
  addEventListener('message', event => {
    if (event.source === parent && event.data?.kind === 'ping') send({ kind: 'pong' });
  });
}

/** Tells why nothing can be shown, in the words of whatever failed. */
export function reportFailure(error: unknown): void {
  send({ kind: 'failed', detail: (error instanceof Error ? error.message : String(error)).slice(0, 2_000) });
}

function send(message: { readonly kind: string; readonly [field: string]: unknown }): void {
  parent.postMessage(message, pageOrigin);
}
