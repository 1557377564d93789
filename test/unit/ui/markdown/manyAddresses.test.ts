// @vitest-environment happy-dom
import './katexEnvironment';
import { expect, it } from 'vitest';
import { renderAtOnce } from './rendering';

const characters = 12_000;
const repeated = (text: string) => text.repeat(Math.ceil(characters / text.length));

function timeOf(text: string): number {
  const startMs = performance.now();
  renderAtOnce(text);
  return performance.now() - startMs;
}

it.each(['http://a.b/', 'http://a.b/"', 'http://a.b/|', 'http://a.b/`', 'http://a.b/文', 'http://a.b/ü'])(
  'addresses that follow each other without a blank hold nothing up: %s',
  address => {
    const withBlanks = repeated('http://a.b/ ');
    timeOf(withBlanks);
    const usualMs = Math.max(timeOf(withBlanks), timeOf(withBlanks));
    expect(timeOf(repeated(address))).toBeLessThan(6 * usualMs);
  },
);

it('an address of thousands of characters is a link, and a longer one is text', () => {
  const links = (text: string) => [...renderAtOnce(text).querySelectorAll('a')].map(link => link.getAttribute('href'));
  for (const length of [250, 256, 257, 1_020, 1_030, 4_000]) {
    const address = `https://a.example/${'x'.repeat(length)}`;
    expect(links(`see ${address}, and go`)).toEqual([address]);
    expect(links(`见${address}。然后`)).toEqual([address]);
    expect(links(`(${address}).`)).toEqual([address]);
  }
  expect(links(`see https://a.example/${'x'.repeat(5_000)} and http://b.example/`)).toEqual(['http://b.example/']);
});
