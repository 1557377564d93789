import { describe, expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ net: {}, protocol: {} }));

const { contentSecurityPolicy, pageFile } = await import('../../../electron/shell/pageProtocol');

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
