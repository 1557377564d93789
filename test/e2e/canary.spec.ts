import { createSocket } from 'node:dgram';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from './couplet';

interface Canary {
  readonly http: string;
  readonly host: string;
  readonly udpPort: number;
  readonly seen: readonly string[];
  readonly close: () => void;
}

/** A server that nobody may reach: it notes every connection, request and datagram. */
async function startCanary(): Promise<Canary> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.setHeader('access-control-allow-origin', '*');
    response.end('seen');
  });
  server.on('connection', () => seen.push('connection'));
  const udp = createSocket('udp4');
  udp.on('message', () => seen.push('datagram'));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  await new Promise<void>(resolve => udp.bind(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    http: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    udpPort: udp.address().port,
    seen,
    close: () => {
      server.closeAllConnections();
      server.close();
      udp.close();
    },
  };
}

const markup = (at: string) => `
  <img src="${at}/img"><img srcset="${at}/srcset 2x"><picture><source srcset="${at}/source"><img></picture>
  <div style="background:url(${at}/css)"></div><style>@import "${at}/import"; @font-face{font-family:c;src:url(${at}/font)} p{font-family:c}</style><p>c</p>
  <link rel="stylesheet" href="${at}/stylesheet"><link rel="prefetch" href="${at}/prefetch"><link rel="preload" as="image" href="${at}/preload">
  <link rel="modulepreload" href="${at}/modulepreload"><link rel="dns-prefetch" href="${at}"><link rel="preconnect" href="${at}"><link rel="icon" href="${at}/icon">
  <link rel="manifest" href="${at}/manifest"><iframe src="${at}/iframe"></iframe><object data="${at}/object"></object><embed src="${at}/embed">
  <video src="${at}/video" poster="${at}/poster"></video><audio src="${at}/audio"></audio><video><track src="${at}/track"></video>
  <svg><image href="${at}/svgimage"/><use href="${at}/use#x"/><filter id="f"><feImage href="${at}/feimage"/></filter><rect width="9" height="9" filter="url(#f)"/></svg>
  <input type="image" src="${at}/input"><table background="${at}/table"><tr><td>x</td></tr></table><body background="${at}/body">
  <meta http-equiv="refresh" content="0;url=${at}/refresh"><script src="${at}/script"></script><portal src="${at}/portal"></portal>
  <a id="ping" href="#" ping="${at}/ping">ping</a><form id="form" action="${at}/form"><input name="d" value="secret"></form>`;

test('no way out of the page reaches a server, by markup, by script or by WebRTC', async ({
  couplet: { app, page },
}) => {
  const canary = await startCanary();
  try {
    await page.evaluate(html => {
      const host = document.createElement('div');
      host.innerHTML = html;
      document.body.append(host);
      for (const old of host.querySelectorAll('script')) {
        const script = document.createElement('script');
        script.src = old.src;
        document.head.append(script);
      }
      for (const meta of host.querySelectorAll('meta')) document.head.append(meta);
      host.querySelector<HTMLElement>('#ping')?.click();
      host.querySelector<HTMLFormElement>('#form')?.submit();
    }, markup(canary.http));
    await page.evaluate(
      async ({ http, host, udpPort }) => {
        const attempts: (() => unknown)[] = [
          () => fetch(`${http}/fetch`, { mode: 'no-cors', keepalive: true }),
          () => navigator.sendBeacon(`${http}/beacon`, 'x'),
          () => new WebSocket(`ws://${host}/socket`),
          () => new EventSource(`${http}/events`),
          () => new XMLHttpRequest().open('GET', `${http}/xhr`),
          () => {
            const request = new XMLHttpRequest();
            request.open('POST', `${http}/xhr`);
            request.send('x');
          },
          () => {
            new Image().src = `${http}/image`;
          },
          () => import(/* @vite-ignore */ `${http}/module.js`),
          () => new Worker(`${http}/worker.js`),
          () => new Worker(URL.createObjectURL(new Blob([`fetch('${http}/blobworker')`]))),
          () => new SharedWorker(`${http}/shared.js`),
          () => navigator.serviceWorker.register(`${http}/service.js`),
          () => new FontFace('c', `url(${http}/fontface)`).load(),
          () => new Audio(`${http}/newaudio`).play(),
          () => CSS.supports('x', `url(${http}/css)`),
          () => window.open(`${http}/open`),
          () => {
            const link = document.createElement('a');
            link.href = `${http}/link`;
            link.target = '_blank';
            link.click();
          },
          () =>
            new (window as unknown as { WebTransport: new (url: string) => unknown }).WebTransport(`https://${host}/`),
          () => {
            location.href = `${http}/location`;
          },
          () => location.replace(`view-source:${http}/source`),
          () => window.open('about:blank')?.document.write(`<img src="${http}/blank">`),
          async () => {
            const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${udpPort}` }] });
            peer.createDataChannel('d');
            await peer.setLocalDescription(await peer.createOffer());
          },
        ];
        await Promise.allSettled(attempts.map(async attempt => attempt()));
      },
      { http: canary.http, host: canary.host, udpPort: canary.udpPort },
    );
    // Time for what goes out by itself later, such as STUN, which repeats.
    await page.waitForTimeout(3_000);
    expect(canary.seen).toEqual([]);
    expect(page.url().split('#')[0]).toBe('app://couplet/index.html');
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    // The net itself holds: the same server hears main.
    await app.evaluate(async (_electron, address) => {
      await fetch(`${address}/main`);
    }, canary.http);
    expect(canary.seen).toContain('GET /main');
  } finally {
    canary.close();
  }
});

test('no way out of the page asks for a name, which could carry words to whoever answers it', async ({
  couplet: { app, page, folder },
}) => {
  const canary = await startCanary();
  const log = join(folder, 'network.json');
  await app.evaluate(async ({ session }, path) => {
    await session.defaultSession.netLog.startLogging(path, { captureMode: 'everything' });
  }, log);
  const speculate = (from: string) =>
    JSON.stringify({
      urls: [`${canary.http}/${from}`, `https://rule-${from}.canary.example/`],
      eagerness: 'immediate',
    });
  const hints = (from: string) => `
    <meta http-equiv="x-dns-prefetch-control" content="on">
    <link rel="dns-prefetch" href="https://hint-${from}.canary.example"><link rel="preconnect" href="https://connect-${from}.canary.example">
    <a href="https://anchor-${from}.canary.example/">x</a><img src="https://image-${from}.canary.example/x.png" attributionsrc="https://source-${from}.canary.example/">
    <script type="speculationrules">{"prefetch":[${speculate(from)}],"prerender":[${speculate(from)}]}</script>`;
  await page.evaluate(
    async ({ inPage, inPreview }) => {
      document.head.insertAdjacentHTML('beforeend', inPage);
      document.body.insertAdjacentHTML('beforeend', inPage);
      const frame = document.createElement('iframe');
      frame.setAttribute('sandbox', 'allow-scripts');
      frame.src = 'app://frame-900.preview/preview/document.html';
      const shown = new Promise<void>(resolve => {
        addEventListener('message', ({ source, data }) => {
          if (source !== frame.contentWindow) return;
          if (data.kind === 'shown') resolve();
          else frame.contentWindow?.postMessage({ kind: 'show', source: inPreview, isPicture: false }, '*');
        });
      });
      document.body.append(frame);
      await shown;
    },
    { inPage: hints('page'), inPreview: `<!doctype html><html><head>${hints('preview')}</head><body>x</body></html>` },
  );
  await page.waitForTimeout(1_500);
  // The log itself works: a name that main asks for stands in it.
  await app.evaluate(({ session }) => session.defaultSession.resolveHost('main.canary.example').catch(() => undefined));
  await app.evaluate(({ session }) => session.defaultSession.netLog.stopLogging());
  const asked = [...(await readFile(log, 'utf8')).matchAll(/"host":"(?:https:\/\/)?([^"/]*canary\.example)/g)].map(
    match => match[1],
  );
  expect([...new Set(asked)]).toEqual(['main.canary.example']);
  expect(canary.seen).toEqual([]);
  canary.close();
});

test('a page can download nothing', async ({ couplet: { app, page } }) => {
  await app.evaluate(({ session }) => {
    const log: string[] = [];
    Object.assign(globalThis, { log });
    session.defaultSession.on('will-download', (event, item) => {
      log.push(event.defaultPrevented ? 'refused' : `begun ${item.getFilename()}`);
    });
  });
  await page.evaluate(() => {
    for (const href of [
      'data:text/plain,hello',
      URL.createObjectURL(new Blob(['hello'])),
      'app://couplet/index.html',
    ]) {
      const link = document.createElement('a');
      link.href = href;
      link.download = 'evil.exe';
      document.body.append(link);
      link.click();
    }
  });
  const log = () => app.evaluate(() => (globalThis as unknown as { log: string[] }).log);
  await expect.poll(async () => (await log()).length).toBeGreaterThan(0);
  expect([...new Set(await log())]).toEqual(['refused']);
});
