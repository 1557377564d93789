import { describe, expect, it } from 'vitest';
import { checkLink, linkProblem } from '../../../../src/shared/domain/link';

describe('links that may be opened', () => {
  it.each([
    ['https://example.org/a?b=c#d', 'https://example.org/a?b=c#d', 'example.org'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080/', '127.0.0.1:8080'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/', 'xn--bcher-kva.example'],
    ['https://аpple.com/', 'https://xn--pple-43d.com/', 'xn--pple-43d.com'],
    ['mailto:a+b@example.org,c@example.org', 'mailto:a+b@example.org,c@example.org', 'a+b@example.org,c@example.org'],
    ['mailto:someone@example.org?attach=/etc/passwd', 'mailto:someone@example.org', 'someone@example.org'],
  ])('%s', (address, url, target) => {
    expect(checkLink(address)).toEqual({ url, target });
  });
});

describe('links that are never opened', () => {
  it.each([
    'javascript:alert(1)',
    'JaVa\tScRiPt:alert(1)',
    'file:///etc/passwd',
    'smb://host/share',
    'ms-msdt:/id',
    'data:text/html,x',
    'vbscript:x',
    'blob:https://example.org/1',
    'https://user:password@example.org/',
    'https://bank.com@evil.example/',
    'https://example.org/\u202egnp.exe',
    ' https://example.org/',
    '//example.org/',
    'example.org',
    '\\\\host\\share',
    'vscode://file/etc/passwd',
    'tel:+390612345678',
    'mailto:a@example.org%0d%0abcc:b@example.org',
    "mailto:a@example.org'--attach=/etc/passwd",
    'mailto:a@example.org%22%20-attach%20x',
    'mailto:--attach=/etc/passwd',
    'mailto:?attach=/etc/passwd',
    'mailto:a@example.org&attach=/etc/passwd',
    'mailto:a@example.org%26attach=/etc/passwd',
    'mailto:a@example.org%3Fattach=/etc/passwd',
    `https://example.org/${'a'.repeat(2_000)}`,
    '',
  ])('%s', address => {
    expect(checkLink(address)).toBeUndefined();
  });
});

describe('why a link is not opened', () => {
  it.each([
    ['https://example.org/', undefined],
    [`https://example.org/${'a'.repeat(2_000)}`, 'too-long'],
    ["mailto:a@example.org'--attach=/etc/passwd", 'mail'],
    ['https://user:password@example.org/', 'unsafe'],
  ])('%.40s: %s', (address, problem) => {
    expect(linkProblem(address)).toBe(problem);
  });
});
