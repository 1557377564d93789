import { describe, expect, it } from 'vitest';
import { matchingNames, triggerAt } from '../../../../src/shared/domain/composerTrigger';

/** `|` stands for the caret. */
const at = (text: string) => triggerAt(text.replace('|', ''), text.indexOf('|'));

describe('what is typed in the composer', () => {
  it.each([
    ['/|', '/', 0, ''],
    ['/rev|iew', '/', 0, 'rev'],
    ['first line\n/tr|', '/', 11, 'tr'],
    ['/improve my|', '/', 0, 'improve my'],
    ['@|', '@', 0, ''],
    ['ask @Kimi K3|', '@', 4, 'Kimi K3'],
    ['你好 @深|', '@', 3, '深'],
    ['one\n@two|', '@', 4, 'two'],
  ])('offers something at %j', (text, sign, start, query) => {
    expect(at(text)).toEqual({ sign, start, query });
  });

  it.each([
    '|/',
    'a/b|',
    'and/or|',
    ' /review|',
    '/usr/bin|',
    '/ and more|',
    '/a  b|',
    'me@example.com|',
    '@ home|',
    `/${'a'.repeat(41)}|`,
    '|',
    '/first\nsecond|',
  ])('offers nothing at %j', text => {
    expect(at(text)).toBeUndefined();
  });
});

describe('names that fit', () => {
  const names = ['Review code', 'Improve writing', 'Preview', 'Translate', '翻译'];
  const fitting = (query: string) => matchingNames(names, name => name, query);

  it('stand in the order of how well they do', () => {
    expect(fitting('re')).toEqual(['Review code', 'Preview']);
    expect(fitting('WRI')).toEqual(['Improve writing']);
    expect(fitting('译')).toEqual(['翻译']);
    expect(fitting('')).toEqual(names);
    expect(fitting('xyz')).toEqual([]);
  });
});
