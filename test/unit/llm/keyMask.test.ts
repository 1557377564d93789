import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyMask } from '../../../electron/llm/keyMask';
import { ask, chatRequest, chunk, events, fetchOf, finished } from '../../support/streams';

const key = 'sk-sk-9f2a7c51b0de4463';

function masked(pieces: readonly string[], apiKey: string | undefined = key): string {
  const mask = new KeyMask(apiKey);
  return pieces.map(piece => mask.take(piece)).join('') + mask.end();
}

describe('the key in an answer', () => {
  it.each([
    ['alone', key, '[key]'],
    ['in a sentence', `Your key is ${key}.`, 'Your key is [key].'],
    ['twice in a row', key + key, '[key][key]'],
    ['after something that begins like it', `sk-sk-9f${key}`, 'sk-sk-9f[key]'],
  ])('is taken out: %s', (_, text, expected) => {
    expect(masked([text])).toBe(expected);
  });

  it('is taken out however it is cut into pieces, and all else stays', () => {
    // What was let through before a key was known to be one stays: it is what all keys of the vendor begin with.
    const begun = (text: string) => text.replaceAll(/(?:sk-?|s)*\[key\]/g, '[key]');
    const words = fc.constantFrom('s', 'sk', 'sk-', 'sk-sk-9f2a7c51b0de446', 'key: ', '钥匙', '\n', key, key.slice(2));
    fc.assert(
      fc.property(fc.array(words, { maxLength: 8 }), fc.array(fc.nat({ max: 5 }), { minLength: 1 }), (parts, sizes) => {
        const text = parts.join('');
        const pieces: string[] = [];
        for (let at = 0, turn = 0; at < text.length; turn += 1) {
          const size = 1 + (sizes[turn % sizes.length] ?? 0);
          pieces.push(text.slice(at, at + size));
          at += size;
        }
        const shown = masked(pieces);
        expect(shown).not.toContain(key);
        expect(begun(shown)).toBe(begun(text.replaceAll(key, '[key]')));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is held back no longer than it may still be one', () => {
    const mask = new KeyMask(key);
    expect(mask.take('The list is: sk-')).toBe('The list is: sk-');
    expect(mask.take('sk-9f2')).toBe('');
    expect(mask.take('b, and')).toBe('sk-9f2b, and');
  });

  it('is a word that may be said when it is no secret', () => {
    expect(masked(['I run on ollama, ', 'locally.'], 'ollama')).toBe('I run on ollama, locally.');
    expect(masked(['no key'], '')).toBe('no key');
  });

  it.each(['content', 'reasoning_content'] as const)(
    'reaches neither page nor history when a server says it as %s',
    async field => {
      const pieces = ['You sent ', key.slice(0, 7), key.slice(7, 15), `${key.slice(15)} to me: ${key}`];
      const frames = [...pieces.map(piece => chunk({ [field]: piece })), finished()];
      const request = chatRequest('http://127.0.0.1:1/v1', { apiKey: key });
      const { text, reasoning } = await ask(fetchOf([events(...frames, '[DONE]')]), request);
      expect(field === 'content' ? text : reasoning).toMatch(/^You sent (?:sk-)?\[key\] to me: \[key\]$/);
    },
  );

  it('reaches no history either in the details that go back with the next turn', async () => {
    const details = [
      [{ type: 'reasoning.text', text: `You sent ${key.slice(0, 9)}`, signature: key }],
      [{ type: 'reasoning.text', text: `${key.slice(9)} to me`, format: { [key]: [key, 7, null] } }],
      [{ type: 'reasoning.encrypted', data: `${key}${key}` }],
    ];
    const frames = [
      ...details.map(reasoning_details => chunk({ reasoning_details })),
      chunk({ content: 'x' }),
      finished(),
    ];
    const { end } = await ask(
      fetchOf([events(...frames, '[DONE]')]),
      chatRequest('http://127.0.0.1:1/v1', { apiKey: key }),
    );
    expect(end?.replay?.reasoningDetails).toEqual([
      {
        type: 'reasoning.text',
        text: 'You sent [key] to me',
        signature: '[key]',
        format: { '[key]': ['[key]', 7, null] },
      },
      { type: 'reasoning.encrypted', data: '[key][key]' },
    ]);
  });
});
