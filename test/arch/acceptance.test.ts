import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Route, routes } from '../../src/shared/contract/routes';

const folder = resolve(import.meta.dirname, '..');

/** Rows of the table, by their letter. Numbers have gaps. */
const wanted: Readonly<Record<string, readonly number[]>> = {
  W: [1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 14, 15, 16, 18, 19, 20, 22, 23, 24, 25, 26, 28, 30, 31, 32],
  K: [1, 2, 4, 5, 7, 8, 9, 10, 12, 13, 14, 16, 17, 18],
  H: [1, 2, 3, 4, 7, 9, 10, 11, 12, 14, 15, 16, 18, 19, 21, 22],
  M: [1, 2, 4, 6, 7, 8, 9, 11],
  I: [1, 2, 4, 6, 7, 8, 10, 12, 13, 14],
  D: [1, 2, 3, 4, 5, 6, 7, 8, 9, 12],
  L: [1, 2, 3, 4, 5, 6, 8, 9, 11, 12, 13, 14],
  C: [1, 3, 6, 7, 8, 9, 10, 12, 14, 15],
};

interface Row {
  readonly id: string;
  readonly behaviour: string;
  readonly proof: string;
}

function readRows(): readonly Row[] {
  const text = readFileSync(resolve(folder, 'ACCEPTANCE.md'), 'utf8');
  return text.split('\n').flatMap(line => {
    const match = /^\| ([A-Z]\d+) \| (.*?) \| (.*) \|$/.exec(line);
    return match === null ? [] : [{ id: match[1] ?? '', behaviour: match[2] ?? '', proof: match[3] ?? '' }];
  });
}

const rows = readRows();
const named = rows.flatMap(({ id, proof }) =>
  [...proof.matchAll(/`([^`]+)` › `([^`]+)`/g)].map(([, file = '', title = '']) => ({ id, file, title })),
);

test('the table of what must be survived has every row once, in order', () => {
  const ids = Object.entries(wanted).flatMap(([letter, numbers]) => numbers.map(number => `${letter}${number}`));
  expect(rows.map(({ id }) => id)).toEqual(ids);
});

test('every row says what happens, and has a proof or says why it has none', () => {
  const empty = rows.filter(({ id, behaviour, proof }) => {
    const isProven = named.some(test => test.id === id);
    return behaviour.length < 20 || !(isProven || /^not (?:yet|here): \S.{10,}/.test(proof));
  });
  expect(empty).toEqual([]);
});

describe('every proof', () => {
  test.each(named)('of $id is a test that stands in $file: $title', ({ file, title }) => {
    const path = resolve(folder, file);
    expect(existsSync(path)).toBe(true);
    const source = readFileSync(path, 'utf8');
    // As the title of a test, in whichever quotes, and not switched off.
    const isTitle = ["'", '"', '`'].some(
      quote => source.includes(`(${quote}${title}${quote},`) || isOnOwnLine(source, quote, title),
    );
    expect(isTitle).toBe(true);
    expect(source).not.toMatch(/\b(?:it|test|describe)\.(?:only|todo|fixme)\b|\b(?:it|test|describe)\.skip\(\s*['"`]/);
  });
});

/** Long titles are put on a line of their own. */
function isOnOwnLine(source: string, quote: string, title: string): boolean {
  return source.split('\n').some(line => line.trim() === `${quote}${title}${quote},`);
}

test('no call of the page takes a path', () => {
  const fields = (Object.keys(routes) as Route[]).flatMap(name =>
    Object.keys(routes[name].input.shape).map(field => `${name} ${field}`),
  );
  expect(fields.length).toBeGreaterThan(40);
  expect(
    fields.filter(field => /path|folder|directory|file(?!Name)|command|channel/i.test(field.split(' ')[1] ?? '')),
  ).toEqual([]);
});
