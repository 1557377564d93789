import { execFileSync } from 'node:child_process';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readImport } from '../../../electron/imports/importReading';
import { temporaryFolder } from '../../support/temporaryFolder';
import { makeZip } from '../../support/zipFile';
import { nowMs, readAs, refusalOf } from './fixtures';

const conversation = {
  id: 'a',
  title: 'One',
  isTitleByUser: true,
  createdAt: nowMs - 1_000,
  updatedAt: nowMs - 1_000,
  isPinned: false,
  isArchived: false,
  layout: 'columns',
  scrolling: 'shared',
  draft: '',
  lanes: [
    {
      id: 'l',
      position: 0,
      connection: { name: 'Kimi', vendorId: 'moonshot' },
      modelId: 'kimi-k3',
      parameters: { thinking: 'default' },
      systemPrompt: '',
      width: 1,
      headTurnId: 't',
      isRemoved: false,
    },
  ],
  turns: [{ id: 't', sequence: 1, prompt: 'Hello', attachments: [], createdAt: nowMs - 1_000 }],
  turnLanes: [{ turnId: 't', laneId: 'l' }],
  answers: [],
};
const file = (conversations: readonly unknown[], attachments: readonly unknown[] = []) =>
  JSON.stringify({ format: 'couplet-conversations', version: 1, conversations, attachments });
const inner = Buffer.from(file([conversation]));

describe('a file that is none', () => {
  it.each([
    ['an empty file', '', 'import-empty'],
    ['nothing but zeros', Buffer.alloc(5_000), 'import-empty'],
    ['nothing but spaces', '  \n ', 'import-empty'],
    ['prose', 'Dear diary', 'import-not-json'],
    ['HTML', '<html></html>', 'import-not-json'],
    ['JSON with a fault inside', '{"a":1,,}', 'import-not-json'],
    ['a file cut short', file([conversation]).slice(0, 200), 'import-truncated'],
    ['bytes that are no text', Buffer.from([0x7b, 0xff, 0xfe, 0xfa]), 'import-encoding'],
    ['JSON of another program', '{"hello":1}', 'import-unknown-format'],
    ['a list of numbers', '[1,2,3]', 'import-unknown-format'],
    ['an export of a later version', JSON.stringify({ format: 'couplet-conversations', version: 2 }), 'import-newer'],
    [
      'an export whose version is none',
      JSON.stringify({ format: 'couplet-conversations', version: '1' }),
      'import-unknown-format',
    ],
    [
      'an export of a version below the first',
      JSON.stringify({ format: 'couplet-conversations', version: 0 }),
      'import-unknown-format',
    ],
    ['JSON that is followed by something else', `${file([conversation])}xyz`, 'import-not-json'],
    ['JSON that ends within a text', file([conversation]).slice(0, -60), 'import-truncated'],
    ['an export without conversations', file([]), 'import-nothing'],
    ['lists nested two hundred thousand deep', '['.repeat(200_000) + ']'.repeat(200_000), 'import-unknown-format'],
  ])('is refused: %s', async (_name, content, reason) => {
    expect(await refusalOf(content)).toBe(reason);
  });

  it('is refused with the place where its text stops to be JSON', async () => {
    for (const [content, place] of [
      ['{\n  "a": 1,\n  "b" 2\n}', '3:7'],
      ['{"a":1,,}', '1:8'],
    ] as const) {
      const problem = await readAs(content).catch((error: unknown) => error);
      expect(problem).toMatchObject({ reason: 'import-not-json', place });
    }
  });

  it('is refused when it is larger than what can be read, without being read', async () => {
    const path = join(temporaryFolder(), 'large.json');
    writeFileSync(path, '{');
    truncateSync(path, 3_000_000_000);
    await expect(readImport({ path, nowMs, onProgress: () => undefined })).rejects.toThrow('import-too-large');
  });

  it('is refused when it is a folder or gone', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'a.json'));
    for (const name of ['a.json', 'b.json']) {
      const options = { path: join(folder, name), nowMs, onProgress: () => undefined };
      await expect(readImport(options)).rejects.toThrow('import-unreadable');
    }
  });

  it.skipIf(process.platform === 'win32')('is refused when it is a pipe, without waiting for a writer', async () => {
    const path = join(temporaryFolder(), 'pipe.json');
    execFileSync('mkfifo', [path]);
    await expect(readImport({ path, nowMs, onProgress: () => undefined })).rejects.toThrow('import-unreadable');
  });

  it('is read with a byte order mark and as UTF-16', async () => {
    const text = file([conversation]);
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]);
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    for (const content of [marked, wide]) expect((await readAs(content)).conversations).toHaveLength(1);
  });
});

const measured = { reasoning: '', notices: [], timings: {}, isDemo: false };
const answerByHand = (id: string, laneId: string, turnId = 't') => ({
  id,
  turnId,
  laneId,
  sequence: 1,
  status: 'done',
  connection: { name: 'Kimi', vendorId: 'moonshot' },
  modelId: 'kimi-k3',
  text: `Answer ${id}`,
  startedAt: nowMs,
});
const answer = (id: string, laneId: string, turnId = 't') => ({ ...answerByHand(id, laneId, turnId), ...measured });
const lanes = (count: number) => ({
  lanes: Array.from({ length: count }, (_, position) => ({
    ...conversation.lanes[0],
    id: position === 0 ? 'l' : `l${position}`,
    position,
    headTurnId: position === 0 ? 't' : undefined,
  })),
});
const twoTurns = (first: number, second: number) => [
  { ...conversation.turns[0], sequence: first },
  { ...conversation.turns[0], id: 'u', sequence: second },
];
const turnsSwapped = {
  turns: twoTurns(2, 1),
  turnLanes: [
    { turnId: 't', laneId: 'l' },
    { turnId: 'u', laneId: 'l', parentTurnId: 't' },
  ],
};
/** One cell names an answer that belongs to the other lane of another turn. */
const answersSwapped = (name: string) => ({
  ...lanes(2),
  turns: twoTurns(1, 2),
  turnLanes: [
    { turnId: 't', laneId: 'l', [name]: 'hidden' },
    { turnId: 'u', laneId: 'l1' },
  ],
  answers: [answer('seen', 'l'), answer('hidden', 'l1', 'u')],
});
const nested = (depth: number) => {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
};
const replayOf = (depth: number) => ({
  answers: [{ ...answer('a', 'l'), replay: { reasoningDetails: [nested(depth)] } }],
});

describe('rows that do not fit together', () => {
  const cases: readonly (readonly [string, object])[] = [
    ['a wrong type', { turns: 'none' }],
    ['a missing id', { id: undefined }],
    ['the same id twice', { turns: [...conversation.turns, ...conversation.turns] }],
    ['a cell without its turn', { turnLanes: [{ turnId: 'x', laneId: 'l' }] }],
    ['a parent that is its own child', { turnLanes: [{ turnId: 't', laneId: 'l', parentTurnId: 't' }] }],
    ['a head that leads nowhere', { lanes: [{ ...conversation.lanes[0], headTurnId: 'x' }] }],
    ['versions that go in a circle', { turns: [{ ...conversation.turns[0], editedFromTurnId: 't' }] }],
    ['a chosen answer that is not there', { turnLanes: [{ turnId: 't', laneId: 'l', chosenAnswerId: 'x' }] }],
    ['a chosen answer of another lane, which would be sent and never seen', answersSwapped('chosenAnswerId')],
    ['an answer that is copied from another turn', answersSwapped('copiedAnswerId')],
    ['a turn that comes before the one it follows', turnsSwapped],
    ['more lanes than stand side by side', lanes(9)],
    ['a hundred thousand lanes', lanes(100_000)],
    ['JSON nested three thousand deep', replayOf(3_000)],
    ['a title of a megabyte', { title: 'x'.repeat(1_000_000) }],
    ['a state in which no ended answer can be', { answers: [{ ...answer('a', 'l'), status: 'answering' }] }],
    ['a million turns', { turns: Array.from({ length: 1_000_000 }, (_, index) => index) }],
  ];
  it.each(cases)('leave the conversation out: %s', async (_name, change) => {
    const { conversations, skipped } = await readAs(
      file([
        { ...conversation, ...change },
        { ...conversation, id: 'whole' },
      ]),
    );
    expect(conversations.map(({ id }) => id)).toEqual(['whole']);
    expect(skipped).toEqual([{ reason: 'damaged-conversation', count: 1 }]);
  });

  it.each([
    ['answers[0].status', { answers: [{ ...answer('a', 'l'), status: 'answering' }] }],
    ['turnLanes[0].chosenAnswerId', answersSwapped('chosenAnswerId')],
    ['turnLanes[1].parentTurnId', turnsSwapped],
    ['lanes[8]', lanes(9)],
    ['lanes[0].headTurnId', { lanes: [{ ...conversation.lanes[0], headTurnId: 'x' }] }],
    ['turns[1].id', { turns: [...conversation.turns, ...conversation.turns] }],
    ['createdAt', { createdAt: '2026-01-01' }],
  ])('are named by their place, also when nothing else stands in the file: %s', async (field, change) => {
    const { conversations, damaged } = await readAs(file([{ ...conversation, ...change, title: 'Tides\u202e\n' }]));
    expect({ conversations, damaged }).toEqual({ conversations: [], damaged: [{ number: 1, title: 'Tides', field }] });
  });

  it('are nothing in a file made by hand that leaves out, or gives as null, what does not apply', async () => {
    const [lane] = conversation.lanes;
    const { headTurnId, id, position, connection, modelId } = lane as (typeof conversation.lanes)[0];
    const { isPinned: _pinned, isArchived: _archived, draft: _draft, isTitleByUser: _by, ...rest } = conversation;
    const byHand = {
      ...rest,
      folder: null,
      lanes: [{ id, position, connection, modelId, headTurnId }],
      turns: [{ id: 't', sequence: 1, prompt: 'Hello', createdAt: nowMs, editedFromTurnId: null }],
      turnLanes: [{ turnId: 't', laneId: 'l', parentTurnId: null, chosenAnswerId: 'a' }],
      answers: [
        {
          ...answerByHand('a', 'l'),
          error: null,
          usage: null,
          price: {
            currency: 'USD',
            inputPerMillion: 1,
            cachedInputPerMillion: null,
            cacheWritePerMillion: null,
            outputPerMillion: 2,
            thinkingOutputPerMillion: null,
            longInput: null,
            upToInputTokens: null,
            peak: null,
            source: '',
            readOn: '',
          },
          notices: null,
          timings: null,
          replay: null,
        },
      ],
    };
    const { conversations, damaged } = await readAs(file([byHand]));
    expect(damaged).toEqual([]);
    expect(conversations[0]).toMatchObject({
      isPinned: false,
      draft: '',
      lanes: [{ isRemoved: false, systemPrompt: '', parameters: { thinking: 'default' } }],
      turns: [{ attachments: [] }],
      answers: [{ text: 'Answer a', reasoning: '', notices: [], timings: {}, isDemo: false }],
    });
  });

  it('are nothing when a later version knew one more reason, notice or kind of error', async () => {
    const later = {
      ...answer('a', 'l'),
      finishReason: 'paused',
      notices: ['bad-frame-skipped', 'new-notice'],
      error: { class: 'new-class', isRetryable: false },
    };
    const { conversations } = await readAs(file([{ ...conversation, answers: [later] }]));
    expect(conversations[0]?.answers[0]).toMatchObject({
      finishReason: 'other',
      notices: ['bad-frame-skipped'],
      error: { class: 'unknown' },
    });
  });

  it('leave only the conversation out in which JSON is nested a hundred thousand deep', async () => {
    const deep = { ...conversation, answers: [{ ...answer('a', 'l'), replay: { reasoningDetails: ['DEEP'] } }] };
    const bomb = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const { conversations, damaged } = await readAs(file([deep, conversation]).replace('"DEEP"', bomb));
    expect([conversations.length, damaged.length]).toEqual([1, 1]);
  });

  it('of the same id are told from conversations that stand in the file twice, and none is lost', async () => {
    const other = { ...conversation, title: 'Two' };
    const { conversations, skipped } = await readAs(file([conversation, other, conversation, other]));
    expect(conversations.map(({ title }) => title)).toEqual(['One', 'Two']);
    expect(skipped).toEqual([{ reason: 'repeated-conversation', count: 2 }]);
  });

  it('clamp dates that cannot be', async () => {
    for (const createdAt of [8.64e15, -1, 0]) {
      const { conversations } = await readAs(file([{ ...conversation, createdAt }]));
      expect(conversations[0]?.createdAt).toBe(nowMs);
    }
  });

  it.each([
    ['Two\nlines\u0007', 'Two lines'],
    ['invoice \u202efdp.exe', 'invoice fdp.exe'],
    ['\u2066', ''],
    ['     ', ''],
    ['\u200b\u2060', ''],
    ['👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿  kept', '👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿  kept'],
  ])('are named in one line that cannot look like another one: %j', async (name, shown) => {
    const { conversations } = await readAs(file([{ ...conversation, title: name, folder: name }]));
    expect(conversations[0]).toMatchObject({ title: shown });
    expect(conversations[0]?.folder ?? '').toBe(shown);
  });

  it('name models and connections in a way that turns nothing round beside them', async () => {
    const [lane] = conversation.lanes;
    const named = { ...lane, modelId: 'm\u202egnp', connection: { name: 'Kimi\u2066\n', vendorId: 'moonshot' } };
    const blank = { ...named, id: 'b', position: 1, modelId: '  ', headTurnId: undefined };
    const { conversations } = await readAs(file([{ ...conversation, lanes: [named, blank] }]));
    expect(conversations[0]?.lanes.map(({ modelId, connection }) => [modelId, connection.name])).toEqual([
      ['m gnp', 'Kimi'],
      ['?', 'Kimi'],
    ]);
  });

  it('stand in no folder without a name', async () => {
    const { conversations } = await readAs(file([{ ...conversation, folder: ' \n ' }]));
    expect(conversations[0]?.folder).toBeUndefined();
  });

  it('take over no field that is not known', async () => {
    const { conversations } = await readAs(
      file([
        { ...conversation, apiKey: 'sk-CANARY', lanes: [{ ...conversation.lanes[0], baseUrl: 'https://canary' }] },
      ]),
    );
    expect(JSON.stringify(conversations)).not.toMatch(/canary/i);
  });
});

describe('attached files', () => {
  const attached = (sha256: string) => ({
    ...conversation,
    turns: [
      {
        ...conversation.turns[0],
        attachments: [{ name: '../../evil\n.png', mediaType: 'image/png', sizeBytes: 5, sha256 }],
      },
    ],
  });

  it('count as missing when their bytes are not those of their hash', async () => {
    const sha256 = 'a'.repeat(64);
    const { conversations, skipped } = await readAs(
      file([attached(sha256)], [{ sha256, base64: Buffer.from('hello').toString('base64') }]),
    );
    expect(conversations[0]?.turns[0]?.attachments).toEqual([]);
    expect(skipped).toEqual([{ reason: 'attachment-missing', count: 1 }]);
  });

  it('are typed by their content and lose every folder of their name', async () => {
    const sha256 = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';
    const { conversations } = await readAs(
      file([attached(sha256)], [{ sha256, base64: Buffer.from('hello').toString('base64') }]),
    );
    expect(conversations[0]?.turns[0]?.attachments).toEqual([
      { name: 'evil.png', mediaType: 'text/plain', sizeBytes: 5, sha256 },
    ]);
  });
});

describe('a zip', () => {
  it.each([
    ['a name that leads out of it', [{ name: '../evil.json' }], 'import-zip-unsafe'],
    ['an absolute name', [{ name: '/etc/passwd' }], 'import-zip-unsafe'],
    ['a drive', [{ name: 'C:/evil.json' }], 'import-zip-unsafe'],
    ['a name that leads out with backslashes', [{ name: '..\\evil.json' }], 'import-zip-unsafe'],
    ['a device of Windows', [{ name: 'a/NUL.txt' }], 'import-zip-unsafe'],
    ['a link', [{ name: 'link', content: Buffer.from('/etc/passwd'), mode: 0o120777 }], 'import-zip-unsafe'],
    ['a pipe', [{ name: 'pipe', mode: 0o010644 }], 'import-zip-unsafe'],
    [
      'a password',
      [{ name: 'a.json', content: Buffer.from('x'), flags: 1, claimed: { packed: 1, unpacked: 1 } }],
      'import-zip-encrypted',
    ],
    [
      'a file packed to a ten thousandth',
      [{ name: 'data.json', content: Buffer.alloc(400), claimed: { packed: 400, unpacked: 4_000_000 } }],
      'import-zip-bomb',
    ],
    [
      'entries that overlap',
      [{ name: 'data.json', content: Buffer.alloc(10), claimed: { packed: 900_000, unpacked: 900_000 } }],
      'import-zip-bomb',
    ],
    ['nothing but another zip', [{ name: 'inner.zip', content: makeZip([]) }], 'import-unknown-format'],
    ['copied storage of a program', [{ name: 'IndexedDB/x' }], 'import-copied-storage'],
  ])('is refused with %s', async (_name, entries, reason) => {
    const honest = { name: 'readme.txt', content: Buffer.from('hello') };
    expect(await refusalOf(makeZip([honest, ...entries]), 'a.zip')).toBe(reason);
  });

  it('is refused when its list of files is damaged', async () => {
    const zip = makeZip([{ name: 'data.json', content: inner }]);
    expect(await refusalOf(zip.subarray(0, zip.length - 30), 'a.zip')).toBe('import-zip-damaged');
  });

  it('is refused when it is empty', async () => {
    expect(await refusalOf(makeZip([]), 'a.zip')).toBe('import-nothing');
  });

  it('is refused when a file in it is not the one that was put in', async () => {
    const zip = makeZip([{ name: 'data.json', content: inner }]);
    zip[zip.indexOf('Hello')] = 0x4a;
    expect(await refusalOf(zip, 'a.zip')).toBe('import-zip-damaged');
  });

  it('is read whatever its name is', async () => {
    const zip = makeZip([{ name: 'deep/down/data.json', content: inner }]);
    expect((await readAs(zip, 'photo.jpg')).conversations).toHaveLength(1);
  });
});
