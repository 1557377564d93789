import { describe, expect, it } from 'vitest';
import { isPreviewAddress, previewPolicy } from '../../../electron/shell/previewPolicy';

describe('addresses of previews', () => {
  it.each([
    ['app://frame-1.preview/preview/diagram.html', true],
    ['app://frame-12.preview/preview/document.html', true],
    ['app://frame-1.preview/assets/a.js', true],
    ['app://frame-1.preview/index.html', false],
    ['app://frame-1.preview/preview/../index.html', false],
    ['app://preview/preview/diagram.html', false],
    ['app://couplet/preview/diagram.html', false],
    ['app://frame-1.preview.evil/preview/diagram.html', false],
    ['https://frame-1.preview/preview/diagram.html', false],
    ['not an address', false],
  ])('%s: %s', (address, isOne) => {
    expect(isPreviewAddress(address)).toBe(isOne);
  });
});

describe('the content policy of previews', () => {
  it('opens no network, and inline scripts only where a page is shown', () => {
    for (const path of ['/preview/diagram.html', '/preview/document.html', '/assets/a.js']) {
      const policy = previewPolicy(path);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain('sandbox allow-scripts');
      expect(policy).not.toMatch(/allow-same-origin|https?:|connect-src|unsafe-eval/);
      expect(policy.includes("script-src app://*.preview 'unsafe-inline'")).toBe(path === '/preview/document.html');
    }
  });
});
