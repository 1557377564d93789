import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = resolve(import.meta.dirname, '../../../src');
const languages = ['en', 'zh-CN', 'it'] as const;
const read = (language: string): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(join(src, 'shared/locales', `page.${language}.json`), 'utf8'));
const tables = Object.fromEntries(languages.map(language => [language, read(language)]));
const everyTable = (language: string) =>
  ['page', 'command', 'native'].flatMap(name =>
    Object.entries<string>(JSON.parse(readFileSync(join(src, 'shared/locales', `${name}.${language}.json`), 'utf8'))),
  );
const plural = /_(?:zero|one|two|few|many|other)$/;
const base = (key: string) => key.replace(plural, '');

function sourcesIn(folder: string, isSharedToo: boolean): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'shared' && !isSharedToo ? [] : sourcesIn(path, isSharedToo);
    return /\.tsx?$/.test(entry.name) ? [readFileSync(path, 'utf8')] : [];
  });
}

const sources = sourcesIn(src, false);
/** Every quoted text that looks like a key, and every template that makes keys. */
const literals = new Set(
  sources.flatMap(source => [...source.matchAll(/'([a-zA-Z]+\.[\w.-]+)'/g)].map(m => m[1] ?? '')),
);
const templates = sources
  .flatMap(source => [...source.matchAll(/`([a-zA-Z]+\.[^`\s]*\$\{[^`\s]*)`/g)].map(m => m[1] ?? ''))
  .map(template => new RegExp(`^${template.replace(/[.]/g, '\\.').replace(/\$\{[^}]*\}/g, '([\\w-]+)')}$`));
/** Every word that the sources could put into a template: quoted texts and names of fields. */
const words = new Set(
  sourcesIn(src, true).flatMap(source =>
    [...source.matchAll(/'([\w-]+)'|\b([\w]+)\??:/g)].map(m => m[1] ?? m[2] ?? ''),
  ),
);
const isMadeByTemplate = (key: string) =>
  templates.some(template => {
    const filled = template.exec(key)?.slice(1);
    return filled?.every(word => words.has(word)) ?? false;
  });
const isUsed = (key: string) => literals.has(key) || isMadeByTemplate(key);

describe('the languages', () => {
  it.each(languages.slice(1))('%s has exactly the keys of English', language => {
    const keys = (name: string) => [...new Set(Object.keys(tables[name] ?? {}).map(base))].sort();
    expect(keys(language)).toEqual(keys('en'));
  });

  it.each(languages)('%s has every plural form that the language needs', language => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    // Millions have a form of their own in Italian; no count here comes near, and `other` stands in.
    const forms = needed.filter(form => form !== 'many');
    const table = tables[language] ?? {};
    const counted = [
      ...new Set(
        Object.keys(table)
          .filter(key => plural.test(key))
          .map(base),
      ),
    ];
    const missing = counted.flatMap(key =>
      forms.map(form => `${key}_${form}`).filter(name => table[name] === undefined),
    );
    expect(missing).toEqual([]);
  });

  it.each(languages)('%s fills the same places in each text as English', language => {
    const places = (text = '') => [...text.matchAll(/\{\{(\w+(?:, number)?)\}\}/g)].map(match => match[1]).sort();
    const different = Object.entries(tables[language] ?? {}).filter(([key, text]) => {
      const english = tables.en?.[key] ?? tables.en?.[`${base(key)}_other`];
      return JSON.stringify(places(text)) !== JSON.stringify(places(english));
    });
    expect(different).toEqual([]);
  });

  it.each([
    ['en', /!|\.\.\.| …|\w'\w|"/],
    ['it', /!|\.\.\.| …|\w'\w|"|[«»]/],
    ['zh-CN', /[!！]|\.\.\.| …|"|您|[\u4e00-\u9fff][,;:?()]|[\u4e00-\u9fff][a-zA-Z0-9]|[a-zA-Z0-9][\u4e00-\u9fff]/],
  ] as const)('%s sets its signs and spaces as its readers expect', (language, wrong) => {
    // A prompt to begin with is a text of the user's, not of the page.
    const shown = everyTable(language).filter(([key]) => !key.startsWith('starter.'));
    expect(shown.filter(([, text]) => wrong.test(text.replaceAll(/\{\{.*?\}\}/g, '□')))).toEqual([]);
  });

  it.each(languages)('%s has no empty text', language => {
    expect(Object.entries(tables[language] ?? {}).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('has no key that the page does not use', () => {
    const unused = Object.keys(tables.en ?? {})
      .map(base)
      .filter(key => !isUsed(key));
    expect(unused).toEqual([]);
  });

  it.each(['history.nowhereWritten', 'error.rate-limit.nowhereWritten', 'status', 'nowhere.written'])(
    'would notice the unused key %s, also where a template makes keys beside it',
    key => {
      expect(isUsed(key)).toBe(false);
    },
  );

  it('has every key that the page names', () => {
    const known = new Set(Object.keys(tables.en ?? {}).map(base));
    const used = sources.flatMap(source => [...source.matchAll(/\bt\(\s*'([^']+)'/g)].map(match => match[1] ?? ''));
    expect(used.filter(key => !known.has(key))).toEqual([]);
  });
});

describe('the page', () => {
  it('writes numbers and dates by the language of the page, in one place', () => {
    const pattern = /\.toLocale(?:Date|Time)?String\(|\.toFixed\(|\bIntl\.(?:NumberFormat|DateTimeFormat)/;
    const findings = sources.filter(source => pattern.test(source) && !source.includes('export function createFormat'));
    expect(findings).toEqual([]);
  });

  it('holds no words of its own: text between tags and names for screen readers come from the translations', () => {
    const findings = sources.flatMap(source => [
      ...[...source.matchAll(/>\s*([A-Za-z][^<>{}=;()]*?)\s*<\//g)].map(match => match[1] ?? ''),
      ...[...source.matchAll(/(?:aria-label|placeholder|title|alt)="([^"]+)"/g)].map(match => match[1] ?? ''),
    ]);
    expect(findings).toEqual([]);
  });
});
