import { type Session, session, type WebContents } from 'electron';
import { withHiddenView } from './hiddenView';

const pageAddress = 'app://couplet/print.html';
const timeoutMs = 120_000;
/** Chromium's largest surface is 16,384 pixels high. */
const maxDevicePixels = 16_000;

/** The policy that a document of ours carries in itself too: nothing is fetched and nothing runs. */
const documentPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";

export interface Picture {
  readonly png: Buffer;
  readonly isCut: boolean;
}

/** Turns a finished document into a PDF or a picture, in a page without scripts, without a bridge and without any network. */
export class PrintPage {
  #session: Session | undefined;
  #html = '';
  #queue: Promise<unknown> = Promise.resolve();

  /** A4, upright or across, with page numbers. */
  pdf(html: string, isLandscape: boolean, signal: AbortSignal): Promise<Uint8Array> {
    return this.#show(html, signal, contents =>
      contents.printToPDF({
        landscape: isLandscape,
        pageSize: 'A4',
        printBackground: true,
        margins: { top: 0.5, bottom: 0.6, left: 0.5, right: 0.5 },
        displayHeaderFooter: true,
        headerTemplate: '<span></span>',
        footerTemplate:
          '<div style="width:100%;text-align:center;font:8px sans-serif;color:#777"><span class="pageNumber"></span> / <span class="totalPages"></span></div>',
      }),
    );
  }

  /** As wide as asked, as high as needed, twice as sharp where that fits. */
  picture(html: string, widthPx: number, signal: AbortSignal): Promise<Picture> {
    return this.#show(html, signal, async contents => {
      const { debugger: tools } = contents;
      tools.attach('1.3');
      await tools.sendCommand('Emulation.setDeviceMetricsOverride', {
        width: widthPx,
        height: 400,
        deviceScaleFactor: 1,
        mobile: false,
      });
      const { cssContentSize } = await tools.sendCommand('Page.getLayoutMetrics');
      const wanted = Math.ceil(Number(cssContentSize.height));
      const scale = wanted * 2 <= maxDevicePixels ? 2 : 1;
      const height = Math.min(wanted, maxDevicePixels);
      const shot = await tools.sendCommand('Page.captureScreenshot', {
        format: 'png',
        captureBeyondViewport: true,
        clip: { x: 0, y: 0, width: widthPx, height, scale },
      });
      return { png: Buffer.from(String(shot.data), 'base64'), isCut: wanted > height };
    });
  }

  /** One document at a time: there is one address to show it at. */
  #show<Result>(html: string, signal: AbortSignal, work: (contents: WebContents) => Promise<Result>): Promise<Result> {
    const turn = this.#queue.then(() =>
      withHiddenView({ session: this.#ownSession(), hasScripts: false }, signal, timeoutMs, async contents => {
        this.#html = html;
        await contents.loadURL(pageAddress);
        this.#html = '';
        return await work(contents);
      }),
    );
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  #ownSession(): Session {
    if (this.#session !== undefined) return this.#session;
    const own = session.fromPartition('couplet-print');
    own.webRequest.onBeforeRequest((details, callback) => {
      callback({ cancel: details.url !== pageAddress && !details.url.startsWith('data:') });
    });
    own.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
    own.setPermissionCheckHandler(() => false);
    own.on('will-download', event => event.preventDefault());
    own.protocol.handle(
      'app',
      () =>
        new Response(this.#html, {
          headers: {
            'content-type': 'text/html; charset=utf-8',
            'content-security-policy': documentPolicy,
            'cache-control': 'no-store',
          },
        }),
    );
    this.#session = own;
    return own;
  }
}
