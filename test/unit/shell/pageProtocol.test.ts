import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Protocol } from 'electron';
import { afterAll, describe, expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ net: {}, protocol: {} }));

const { contentSecurityPolicy, pageFile, servePage } = await import('../../../electron/shell/pageProtocol');

describe('files of the page', () => {
  it('come from its folder', () => {
    expect(pageFile('/app/page', 'app://couplet/index.html')).toBe('/app/page/index.html');
    expect(pageFile('/app/page', 'app://couplet/assets/a%20b.js')).toBe('/app/page/assets/a b.js');
  });

  it.each([
    'app://couplet/../secrets.json',
    'app://couplet/%2e%2e/secrets.json',
    'app://couplet/..%2fsecrets.json',
    'app://couplet/%2e%2e%2f%2e%2e%2fetc/hosts.html',
    'app://couplet/assets/..%5c..%5csecrets.json',
    'app://couplet/a%00.html',
    'app://couplet/%E0%A4%A.html',
    'app://couplet/',
    'app://couplet/file.exe',
    'app://couplet.evil/index.html',
    'app://evil/index.html',
    'file:///app/page/index.html',
    'not an address',
  ])('never: %s', address => {
    const file = pageFile('/app/page', address);
    expect(file === undefined || file === '/app/page/secrets.json').toBe(true);
    expect(file === undefined || file.startsWith('/app/page/')).toBe(true);
  });
});

describe('the content policy', () => {
  it('opens no network and no inline script', () => {
    expect(contentSecurityPolicy).toContain("default-src 'none'");
    expect(contentSecurityPolicy).toContain("script-src 'self';");
    expect(contentSecurityPolicy.replace('frame-src app://*.preview;', '')).not.toMatch(/https?:|\*|unsafe-eval/);
  });
});

describe('the page that is served', () => {
  const folder = mkdtempSync(join(tmpdir(), 'couplet-page-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<p>page</p>');
  writeFileSync(join(folder, 'assets', 'part.js'), 'export {}');
  afterAll(() => rmSync(folder, { recursive: true }));

  interface Answer {
    readonly statusCode?: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly data: Buffer;
  }
  const ask = (url: string, method = 'GET', onServed?: (file: string) => void) =>
    new Promise<Answer>(resolve => {
      const registerBufferProtocol = (_scheme: string, handler: (request: object, answer: typeof resolve) => void) =>
        handler({ url, method }, resolve);
      servePage(folder, { registerBufferProtocol } as unknown as Protocol, onServed);
    });

  it('comes with its kind and with the content policy', async () => {
    const page = await ask('app://couplet/index.html');
    expect(page.data.toString()).toBe('<p>page</p>');
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    expect((await ask('app://couplet/assets/part.js')).headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  it('has the policy of previews where it is one', async () => {
    const { headers } = await ask('app://html-1.preview/assets/part.js');
    expect(headers['content-security-policy']).toContain('sandbox allow-scripts');
    expect(headers['access-control-allow-origin']).toBe('*');
  });

  it.each([
    ['app://couplet/assets/none.js', 'GET'],
    ['app://couplet/../secrets.json', 'GET'],
    ['app://couplet/index.html', 'POST'],
  ])('is not found: %s by %s, and that answer has the content policy too', async (url, method) => {
    const answer = await ask(url, method);
    expect(answer.statusCode).toBe(404);
    expect(answer.data.toString()).toBe('Not found');
    expect(answer.headers['content-security-policy']).toBe(contentSecurityPolicy);
  });

  it('tells of each file that is on its way', async () => {
    const served: string[] = [];
    await ask('app://couplet/assets/part.js', 'GET', file => served.push(file));
    await vi.waitFor(() => expect(served).toEqual([join(folder, 'assets', 'part.js')]));
  });
});
