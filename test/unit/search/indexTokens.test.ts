import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { denseCount, documentTokens, termExpression } from '../../../electron/search/indexTokens';
import { documentKinds, type SourceDocument } from '../../../electron/search/sourceRows';
import { findTerms } from '../../../src/shared/domain/searchMatches';
import { searchTerms } from '../../../src/shared/domain/searchTerms';

const answerOf = (more: Partial<SourceDocument>): SourceDocument => ({
  kind: documentKinds.answer,
  sourceRow: 1,
  conversationRow: 1,
  date: 0,
  ...more,
});

const tokensOf = (more: Partial<SourceDocument>, model?: number) => documentTokens(answerOf(more), model).split(' ');
const expressions = (query: string, isReasoningSearched = false, count: (token: string) => number = () => 100) =>
  searchTerms(query).flatMap(term => termExpression(term, isReasoningSearched, count) ?? []);

/** Whether the index would name a document for a term that is looked for outside of reasoning. */
function isNamed(tokens: readonly string[], expression: string): boolean {
  return [...expression.matchAll(/"([^"]*)"( \*)?/g)].every(([, wanted = '', isOpen]) =>
    tokens.some(token => (isOpen === undefined ? token === wanted : token.startsWith(wanted))),
  );
}

describe('the tokens of a document', () => {
  it('are its words and characters and what stands side by side, each once', () => {
    expect(tokensOf({ answer: '你好，你好' })).toEqual(['§answer', '你', '好', '你好', '好你']);
    const mixed = tokensOf({ answer: 'Python 编程 python' });
    expect(mixed.filter(token => !/^[·°]/.test(token))).toEqual(['§answer', '编', '程', '编程', 'python']);
    expect(mixed.filter(token => token.startsWith('·'))).toHaveLength(2);
  });

  it('are the beginnings of words that are typed first, too', () => {
    expect(tokensOf({ answer: 'a set sea 𐐀b' }).filter(token => token.startsWith('°'))).toEqual([
      '°a',
      '°s',
      '°se',
      '°𐐨',
      '°𐐨b',
    ]);
  });

  it('tell kind, model and reasoning apart from what was said', () => {
    expect(tokensOf({ reasoning: '你好' }, 7)).toEqual(['§answer', '§7', '¶你', '¶好', '¶你好']);
    const odd = tokensOf({ answer: '§7 ¶你 ·1 °a' });
    expect(odd).not.toContain('§7');
    expect(odd.some(token => token.startsWith('¶'))).toBe(false);
  });

  it('stay few for what is no language', () => {
    expect(tokensOf({ answer: 'A'.repeat(100_000) })).toEqual(['§answer', 'a'.repeat(64), '°a', '°aa']);
    expect(tokensOf({ answer: '哈'.repeat(10_000) })).toEqual(['§answer', '哈', '哈哈']);
  });
});

describe('the expression of a term', () => {
  it('asks for pairs of characters, and for single ones only where they stand alone', () => {
    expect(expressions('你')).toEqual(['"你"']);
    expect(expressions('你好世')).toEqual(['("你好" AND "好世")']);
    expect(expressions('hello wor')).toEqual(['"hello"', '"wor" *']);
    expect(['w', 'wo', '𐐨b'].flatMap(query => expressions(query))).toEqual(['"°w"', '"°wo"', '"°𐐨b"']);
    expect(expressions('hello wor ')).toEqual(['"hello"', '"wor"']);
  });

  it('asks for a phrase in reasoning too, never half here and half there', () => {
    expect(expressions('你好世', true)).toEqual(['(("你好" AND "好世") OR ("¶你好" AND "¶好世"))']);
  });

  it('leaves out what nearly every document holds beside what hardly any does, and never the last token', () => {
    const countOf = (counts: { readonly [token: string]: number }) => (token: string) => counts[token] ?? 0;
    expect(expressions('你好世', false, countOf({ '"你好"': denseCount, '"好世"': 3 }))).toEqual(['"好世"']);
    expect(expressions('你好世', false, countOf({ '"你好"': denseCount, '"好世"': 300 }))).toHaveLength(1);
    expect(expressions('你好世', false, countOf({ '"你好"': denseCount, '"好世"': 300 }))[0]).toContain('AND');
    expect(expressions('你好世', false, () => denseCount)[0]).toContain('AND');
    expect(expressions('你好世', false, () => 0)[0]).toContain('AND');
    expect(expressions('你', false, () => denseCount)).toEqual(['"你"']);
  });

  it('knows nothing of signs alone', () => {
    expect(expressions('++')).toEqual([]);
  });

  it('stays short for a query that no one types', () => {
    const many = Array.from({ length: 900 }, (_none, index) => String.fromCodePoint(0x4e00 + index)).join('');
    expect(expressions(many).join('').split(' AND ')).toHaveLength(24);
  });

  it('names every document that holds the term', () => {
    const unit = fc.constantFrom('天', '空', '你', '好', '，', ' ', 'sky', ' blue ', '**', '\n', '_', '3');
    const text = fc.string({ unit, maxLength: 20 });
    const query = fc.string({ unit, minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(text, query, (answer, wanted) => {
        if (findTerms(answer, searchTerms(wanted)) === undefined) return;
        const tokens = tokensOf({ answer });
        for (const expression of expressions(wanted)) expect(isNamed(tokens, expression), expression).toBe(true);
      }),
      { numRuns: 2_000 },
    );
    expect(isNamed(tokensOf({ answer: '好你 sky' }), expressions('你好')[0] ?? '')).toBe(false);
    expect(isNamed(tokensOf({ answer: 'sky of blue' }), expressions('"sky blue"')[0] ?? '')).toBe(false);
  });

  it('can be anything without being taken for an operator of the index', () => {
    const term = /"[^"()^{}:+*-]*"( \*)?/g;
    for (const expression of expressions('" OR NEAR( foo* ) AND NOT -bar ^x {answer}: 你，好')) {
      expect(expression.replaceAll(term, 'x')).toMatch(/^(x|\(x( AND x)*\))$/);
    }
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), query => {
        for (const expression of expressions(query)) {
          expect(expression.replaceAll(term, 'x')).toMatch(/^(x|\(x( AND x)*\))$/);
        }
      }),
    );
  });
});
