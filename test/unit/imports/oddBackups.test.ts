import { describe, expect, it } from 'vitest';
import { makeZip } from '../../support/zipFile';
import { nowMs, readAs } from './fixtures';

const second = Date.UTC(2025, 2, 4, 5, 6, 7) / 1_000;

/** A conversation of ChatGPT whose messages follow each other. */
function chatgpt(messages: readonly object[], more: object = {}) {
  const mapping: Record<string, unknown> = {};
  for (const [index, message] of messages.entries()) {
    mapping[`n${index}`] = { id: `n${index}`, parent: index === 0 ? null : `n${index - 1}`, message };
  }
  return { id: 'c', title: 'Tides', create_time: second, update_time: second, mapping, ...more };
}
const said = (role: string | undefined, text: string, more: object = {}) => ({
  author: { role },
  create_time: second,
  content: { content_type: 'text', parts: [text] },
  ...more,
});
const twoMessages = [said('user', 'Why?'), said('assistant', 'So.')];
const read = async (...conversations: readonly object[]) => await readAs(JSON.stringify(conversations));

describe('a backup of ChatGPT', () => {
  it('of the first months, whose conversations have no id, is read', async () => {
    const { conversations } = await read(
      chatgpt(twoMessages, { id: undefined }),
      chatgpt(twoMessages, { id: undefined, title: 'Moons' }),
    );
    expect(conversations.map(({ title, answers }) => [title, answers[0]?.text])).toEqual([
      ['Tides', 'So.'],
      ['Moons', 'So.'],
    ]);
  });

  it.each([
    ['seconds', second],
    ['milliseconds', second * 1_000],
    ['microseconds', second * 1_000_000],
    ['seconds in a text', String(second)],
    ['a date in words', new Date(second * 1_000).toISOString()],
  ])('gives its times as %s', async (_name, create_time) => {
    const messages = [said('user', 'Why?', { create_time }), said('assistant', 'So.', { create_time })];
    const { conversations } = await read(chatgpt(messages, { create_time, update_time: create_time }));
    const [found] = conversations;
    expect([found?.createdAt, found?.updatedAt, found?.turns[0]?.createdAt, found?.answers[0]?.startedAt]).toEqual(
      Array(4).fill(second * 1_000),
    );
  });

  it('that tells impossible times gets possible ones', async () => {
    for (const create_time of [-1e12, 1e18, Number.MAX_VALUE, '', 'soon', null, true]) {
      const { conversations } = await read(chatgpt(twoMessages, { create_time, update_time: create_time }));
      expect([create_time, conversations[0]?.createdAt]).toEqual([create_time, nowMs]);
    }
  });

  it('says how many messages had no author', async () => {
    const { conversations, skipped } = await read(
      chatgpt([...twoMessages, said(undefined, 'Who?'), { content: { content_type: 'text', parts: ['And who?'] } }]),
    );
    expect(conversations).toHaveLength(1);
    expect(skipped).toEqual([{ reason: 'unknown-content', count: 2 }]);
  });

  it('in several files with odd and empty conversations between them is read in its order', async () => {
    const named = (id: string) => chatgpt(twoMessages, { id, conversation_id: id });
    const cyclic = { ...named('round'), mapping: { a: { id: 'a', parent: 'b' }, b: { id: 'b', parent: 'a' } } };
    const gone = {
      ...named('gone'),
      mapping: { x: { id: 'x', parent: 'deleted', message: said('user', 'Still here') } },
    };
    const empty = [
      { id: 'e', mapping: {} },
      { id: 'f', mapping: { r: { id: 'r', message: null, parent: null } } },
      null,
    ];
    const zip = makeZip([
      { name: 'conversations-001.json', content: Buffer.from(JSON.stringify([named('three'), gone])) },
      {
        name: 'conversations-000.json',
        content: Buffer.from(JSON.stringify([named('one'), ...empty, cyclic, named('two')])),
      },
      { name: 'user.json', content: Buffer.from('{}') },
      { name: '__MACOSX/._conversations-000.json', content: Buffer.from([0, 5, 22, 7]) },
    ]);
    const { conversations, skipped, damaged } = await readAs(zip, 'export.zip');
    expect(conversations.map(({ id }) => id)).toEqual(['one', 'two', 'three', 'gone']);
    expect(conversations[3]?.turns[0]?.prompt).toBe('Still here');
    expect(skipped).toEqual([
      { reason: 'empty-conversation', count: 3 },
      { reason: 'damaged-conversation', count: 1 },
    ]);
    expect(damaged).toEqual([{ number: 5, title: 'Tides', field: 'mapping' }]);
  });
});

describe('a backup of Chatbox', () => {
  const message = (id: unknown, role: unknown, text: string) => ({
    id,
    role,
    timestamp: second * 1_000,
    contentParts: [{ type: 'text', text }],
  });
  const backup = (messages: readonly object[]) =>
    JSON.stringify({
      'chat-sessions-list': [{ id: 's', name: 'Tides' }],
      'session:s': { id: 's', name: 'Tides', messages },
    });

  it('loses no message for an id that stands twice or is missing', async () => {
    const { conversations, damaged } = await readAs(
      backup([
        message('a', 'user', 'One'),
        message('a', 'assistant', 'First'),
        message(undefined, 'user', 'Two'),
        message(undefined, 'assistant', 'Second'),
      ]),
    );
    expect(damaged).toEqual([]);
    expect(conversations[0]?.turns.map(({ prompt }) => prompt)).toEqual(['One', 'Two']);
    expect(conversations[0]?.answers.map(({ text }) => text)).toEqual(['First', 'Second']);
  });

  it('with times in seconds and a message without a role is read, and the message counted', async () => {
    const { conversations, skipped } = await readAs(
      backup([{ ...message('a', 'user', 'One'), timestamp: second }, message('b', undefined, 'Lost')]),
    );
    expect(conversations[0]?.turns[0]?.createdAt).toBe(second * 1_000);
    expect(skipped).toEqual([{ reason: 'unknown-content', count: 1 }]);
  });
});

it('a backup of Cherry Studio loses no message for an id that stands twice or is missing', async () => {
  const message = (id: string | undefined, role: string | undefined, content: string, askId?: string) => ({
    id,
    role,
    content,
    askId,
    createdAt: new Date(second * 1_000).toISOString(),
    status: 'success',
  });
  const { conversations, skipped, damaged } = await readAs(
    JSON.stringify({
      localStorage: {},
      indexedDB: {
        topics: [
          {
            id: 't',
            messages: [
              message('q', 'user', 'One'),
              message('x', 'assistant', 'First', 'q'),
              message('q', 'user', 'Two'),
              message('x', 'assistant', 'Second', 'q'),
              message(undefined, 'user', 'Three'),
              message(undefined, undefined, 'Nobody'),
            ],
          },
        ],
      },
    }),
  );
  expect(damaged).toEqual([]);
  const [found] = conversations;
  expect(found?.turns.map(({ prompt }) => prompt)).toEqual(['One', 'Two', 'Three']);
  const answerTo = new Map(found?.answers.map(({ turnId, text }) => [turnId, text]));
  expect(found?.turns.map(({ id }) => answerTo.get(id))).toEqual(['First', 'Second', undefined]);
  expect(skipped).toEqual([{ reason: 'unknown-content', count: 1 }]);
});
