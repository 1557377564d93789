// @vitest-environment happy-dom
import './katexEnvironment';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Markdown } from '../../../../src/ui/markdown/Markdown';
import { testLabels } from './testLabels';

let root: Root;
let host: HTMLElement;
let frames: FrameRequestCallback[] = [];

function show(text: string, isStreaming: boolean, more: Partial<Parameters<typeof Markdown>[0]> = {}): void {
  act(() => root.render(<Markdown text={text} isStreaming={isStreaming} labels={testLabels} {...more} />));
}

function nextFrame(): void {
  const due = frames;
  frames = [];
  for (const callback of due) callback(0);
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => frames.push(callback));
  vi.stubGlobal('cancelAnimationFrame', () => {
    frames = [];
  });
  host = document.createElement('div');
  document.body.append(host);
  root = createRoot(host);
});

afterEach(() => {
  act(() => root.unmount());
  host.remove();
  frames = [];
  vi.unstubAllGlobals();
});

describe('Markdown', () => {
  it('shows a finished text at once', () => {
    show('# Title\n\ntext', false);
    expect(host.querySelector('h3')?.textContent).toBe('Title');
    expect(frames).toEqual([]);
  });

  it('writes once per frame while the text grows, and only what is new', () => {
    show('one', true);
    const paragraph = host.querySelector('p');
    show('one two', true);
    show('one two three', true);
    expect(host.textContent).toBe('one');
    expect(frames).toHaveLength(1);
    nextFrame();
    expect(host.textContent).toBe('one two three');
    expect(host.querySelector('p')).toBe(paragraph);
  });

  it('reads what is new from the ending of a text, and notices another text by it', () => {
    const begin = 'a '.repeat(100);
    const more = (text: string, start: number) => ({ ending: { start, text: text.slice(start) } });
    show(begin, true, more(begin, 0));
    show(`${begin}**b**`, true, more(`${begin}**b**`, 100));
    nextFrame();
    show(`${begin}**b** c`, true, more(`${begin}**b** c`, 120));
    nextFrame();
    expect(host.textContent).toBe(`${begin}b c`);
    const other = 'x '.repeat(150);
    show(other, true, more(other, 50));
    expect(host.textContent).toBe(other.trimEnd());
    show(`${other}y`, false);
    expect(host.textContent).toBe(`${other}y`);
  });

  it('does not wait for a frame when the text ends', () => {
    show('one', true);
    show('one **two', true);
    show('one **two', false);
    expect(host.textContent).toBe('one **two');
    expect(frames).toEqual([]);
  });

  it('starts again when another text takes the place of this one', () => {
    show('first answer', false);
    show('# other', false);
    expect(host.textContent).toBe('other');
    show('first', false);
    expect(host.innerHTML).toContain('<p class="cm-block cm-paragraph">first</p>');
  });

  it('goes on with an answer that was interrupted', () => {
    show('a **b', false);
    show('a **b c** d', true);
    nextFrame();
    show('a **b c** d', false);
    expect(host.querySelector('strong')?.textContent).toBe('b c');
  });

  it('is empty when the text is taken away', () => {
    show('text', false);
    show('', true);
    expect(host.textContent).toBe('');
    show('new', true);
    expect(host.textContent).toBe('new');
  });

  it('gives a very long text to the page in pieces', () => {
    const text = Array.from({ length: 9_000 }, (_, index) => `Paragraph ${index}\n\n`).join('');
    show(text, false);
    expect(host.querySelectorAll('p').length).toBeLessThan(4_000);
    let passed = 0;
    for (; frames.length > 0 && passed < 100; passed++) nextFrame();
    expect(passed).toBeGreaterThan(2);
    expect(host.querySelectorAll('p')).toHaveLength(9_000);
  });

  it('renders anew in other words when the labels change', () => {
    show('```\na\n```', false);
    show('```\na\n```', false, { labels: { ...testLabels, copyCode: '复制' } });
    expect(host.querySelector('.cm-code-copy')?.textContent).toBe('复制');
    expect(host.querySelectorAll('pre')).toHaveLength(1);
  });

  it('calls the handler that was given last', () => {
    const calls: string[] = [];
    show('[a](https://example.com)', false, { onLink: () => calls.push('old') });
    show('[a](https://example.com)', false, { onLink: href => calls.push(href) });
    host.querySelector('a')?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
    expect(calls).toEqual(['https://example.com/']);
  });

  it('leaves nothing behind when it is taken away while the text grows', () => {
    show('one', true);
    show('one two', true);
    act(() => root.render(null));
    expect(frames).toEqual([]);
    expect(host.innerHTML).toBe('');
  });
});
