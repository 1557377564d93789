import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExportedConversation } from '../../../src/shared/domain/exportFormat';
import { makeZip } from '../../support/zipFile';
import { nowMs, png, readAs } from './fixtures';

const fixture = (name: string) => readFileSync(join(resolve(import.meta.dirname, '../../fixtures/imports'), name));

/** What a person would see: each prompt with its answers by lane, the chosen one marked. */
function seen(conversation: ExportedConversation | undefined) {
  if (conversation === undefined) return undefined;
  const { turns, turnLanes, answers, lanes } = conversation;
  return turns.map(turn => ({
    prompt: turn.prompt,
    answers: turnLanes
      .filter(cell => cell.turnId === turn.id)
      .flatMap(cell =>
        answers
          .filter(answer => answer.turnId === turn.id && answer.laneId === cell.laneId)
          .map(
            answer =>
              `${lanes.findIndex(lane => lane.id === cell.laneId)} ${answer.modelId} ${answer.status}${answer.id === cell.chosenAnswerId ? ' *' : ''}: ${answer.text}`,
          ),
      ),
  }));
}

describe('an export of ChatGPT', () => {
  it('keeps edited prompts as versions and regenerated answers as variants', async () => {
    const { kind, conversations } = await readAs(fixture('chatgpt.json'));
    expect(kind).toBe('chatgpt');
    expect(conversations.map(({ title }) => title)).toEqual(['Tides']);
    const [tides] = conversations;
    expect(seen(tides)).toEqual([
      { prompt: 'Why two tides?', answers: ['0 gpt-4o done *: The first wording.'] },
      {
        prompt: 'Why are there two tides?',
        answers: ['0 o3 stopped: Variant one.', '0 o3 done *: Variant two.'],
      },
      { prompt: '<img src=x onerror=alert(1)>', answers: [] },
    ]);
    expect(tides?.turns[1]?.editedFromTurnId).toBe('u1');
    expect(tides?.turnLanes.find(cell => cell.turnId === 'u2')?.parentTurnId).toBe('u1b');
    expect(tides?.lanes[0]?.headTurnId).toBe('u1b');
    expect(tides?.answers[1]?.reasoning).toBe('Two bulges.');
    expect(tides?.createdAt).toBe(1_741_000_000_500);
  });

  it('invents no figures', async () => {
    const { conversations } = await readAs(fixture('chatgpt.json'));
    for (const answer of conversations.flatMap(({ answers }) => answers)) {
      expect(answer).toMatchObject({ timings: {}, isDemo: false });
      expect(answer.usage).toBeUndefined();
      expect(answer.price).toBeUndefined();
    }
  });

  it('says what it leaves out: circles, empty conversations, tools and missing files', async () => {
    const { skipped } = await readAs(fixture('chatgpt.json'));
    expect(Object.fromEntries(skipped.map(({ reason, count }) => [reason, count]))).toEqual({
      'damaged-conversation': 1,
      'empty-conversation': 1,
      'tool-message': 1,
      'attachment-missing': 1,
    });
  });

  it('is read out of its zip, with the images that stand beside it', async () => {
    const zip = makeZip([
      { name: 'user.json', content: Buffer.from('{"email":"a@b.c"}') },
      { name: 'conversations.json', content: fixture('chatgpt.json') },
      { name: 'file-abc-moon.png', content: png },
    ]);
    const { conversations, content } = await readAs(zip, 'export.zip');
    const [attachment] = conversations[0]?.turns[1]?.attachments ?? [];
    expect(attachment).toMatchObject({ name: 'file-abc-moon.png', mediaType: 'image/png', sizeBytes: png.length });
    expect(Buffer.from((await content(attachment?.sha256 ?? '')) ?? [])).toEqual(png);
  });
});

describe('a backup of Cherry Studio', () => {
  const read = () =>
    readAs(
      makeZip([
        { name: 'data.json', content: fixture('cherry.json') },
        { name: 'Data/Files/f1.png', content: png },
      ]),
      'cherry.zip',
    );

  it('puts models that answered the same prompt side by side', async () => {
    const { kind, conversations } = await read();
    expect(kind).toBe('cherry-studio');
    expect(seen(conversations[0])).toEqual([
      { prompt: 'Translate the poem.', answers: ['0 deepseek-chat done *: 床前明月光', '1 kimi-k2 failed *: '] },
    ]);
    expect(conversations[0]).toMatchObject({ title: 'Poem', isPinned: true, folder: 'Translator' });
    expect(conversations[0]?.answers[0]?.reasoning).toBe('A poem.');
    expect(conversations[0]?.answers[1]?.error?.detail).toBe('401 Unauthorized');
    expect(conversations[0]?.turns[0]?.attachments[0]?.name).not.toContain('\n');
  });

  it('puts one model of two providers side by side, and what either of them said again among its own variants', async () => {
    const say = (id: string, provider: string, content: string) => ({
      id,
      role: 'assistant',
      askId: 'u',
      status: 'success',
      content,
      model: { id: 'deepseek-v3', provider },
    });
    const messages = [
      { id: 'u', role: 'user', content: 'Which one is faster?' },
      say('a', 'deepseek', 'One.'),
      say('b', 'silicon', 'Two.'),
      say('c', 'deepseek', 'One again.'),
    ];
    const backup = { localStorage: {}, indexedDB: { topics: [{ id: 't', messages }] } };
    const { conversations } = await readAs(JSON.stringify(backup));
    expect(seen(conversations[0])?.[0]?.answers).toEqual([
      '0 deepseek-v3 done: One.',
      '0 deepseek-v3 done *: One again.',
      '1 deepseek-v3 done *: Two.',
    ]);
    expect(conversations[0]?.lanes.map(({ connection }) => connection.name)).toEqual(['deepseek', 'silicon']);
  });

  it('reads messages that hold their text themselves', async () => {
    const { conversations } = await read();
    expect(seen(conversations[1])).toEqual([{ prompt: '旧格式', answers: ['0 qwen-max stopped *: 是的。'] }]);
    expect(conversations[1]?.answers[0]?.reasoning).toBe('想一想');
    expect(conversations[1]?.answers[0]?.startedAt).toBe(nowMs);
  });

  it('takes over neither keys nor addresses', async () => {
    const { conversations, hasSettings } = await read();
    expect(hasSettings).toBe(true);
    expect(JSON.stringify(conversations)).not.toMatch(/CANARY|canary/);
  });
});

describe('an export of Chatbox', () => {
  it('keeps forks as variants and threads as conversations of their own', async () => {
    const { kind, conversations, skipped } = await readAs(fixture('chatbox.json'));
    expect(kind).toBe('chatbox');
    expect(conversations.map(({ id, title }) => [id, title])).toEqual([
      ['s1', 'Recipes'],
      ['s1/th1', 'Before'],
    ]);
    expect(seen(conversations[0])).toEqual([
      { prompt: 'Soup?', answers: ['0 gpt-4o done *: Tomato soup.', '0 gpt-4 done: Onion soup.'] },
      { prompt: 'And bread?', answers: ['0 Chatbox failed *: '] },
    ]);
    expect(conversations[0]?.lanes[0]?.systemPrompt).toBe('You cook.');
    expect(conversations[0]?.turns[0]?.attachments).toHaveLength(1);
    expect(conversations[0]?.turns[1]?.createdAt).toBe(nowMs);
    expect(skipped).toEqual([{ reason: 'picture-session', count: 1 }]);
  });

  it('takes over neither keys nor addresses', async () => {
    const { conversations, hasSettings } = await readAs(fixture('chatbox.json'));
    expect(hasSettings).toBe(true);
    expect(JSON.stringify(conversations)).not.toMatch(/CANARY|canary/);
  });

  it('names models and providers in one line that turns nothing round', async () => {
    const file = fixture('chatbox.json').toString().replaceAll('"gpt-4o"', JSON.stringify('gpt\u202E\n4o'));
    expect(file).toContain('\\n4o');
    const { conversations } = await readAs(file);
    expect(conversations[0]?.answers[0]?.modelId).toBe('gpt 4o');
  });
});

describe('an error in a file of another program', () => {
  it('shows no key, no address with a password and no marks that cannot be seen', async () => {
    const error =
      'Incorrect API key provided: sk-abc123456789xyz. Authorization: Bearer secret-token, http://me:word@proxy.test \u202Eodd';
    const messages = [
      { id: 'm1', role: 'user', contentParts: [{ type: 'text', text: 'hi' }] },
      { id: 'm2', role: 'assistant', contentParts: [], error },
    ];
    const file = { 'chat-sessions-list': [{ id: 's' }], 'session:s': { id: 's', name: 'n', messages } };
    const { conversations } = await readAs(JSON.stringify(file));
    const detail = conversations[0]?.answers[0]?.error?.detail;
    expect(detail).toMatch(/^Incorrect API key provided: \[key\]/);
    expect(detail).not.toMatch(/abc123|secret-token|word@|\u202E/);
  });
});

describe('a title in a file of another program', () => {
  const mapping = {
    root: { parent: null, children: ['a'], message: null },
    a: {
      parent: 'root',
      children: [],
      message: { author: { role: 'user' }, content: { content_type: 'text', parts: ['hi'] } },
    },
  };

  it.each([
    ['turned\u202Eround\u2066', 'turned round'],
    ['two\r\nlines\u2028more\0', 'two lines more'],
    ['half \uD800 of a sign', 'half of a sign'],
    ['می\u200Cخواهم 👩\u200D👧', 'می\u200Cخواهم 👩\u200D👧'],
    ['\u200d\u3164', ''],
    ['x'.repeat(9_000), 'x'.repeat(500)],
  ])('(%j) is one line that stays in its place', async (title, shown) => {
    const { conversations } = await readAs(JSON.stringify([{ id: 'c', title, mapping, current_node: 'a' }]));
    expect(conversations[0]?.title).toBe(shown);
  });
});
