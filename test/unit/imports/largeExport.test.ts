import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { writeJsonExport } from '../../../electron/exports/jsonExport';
import type { OpenImport } from '../../../electron/imports/importSummary';
import { JsonScanner } from '../../../electron/imports/jsonScan';
import { openImport } from '../../../electron/imports/openImport';
import { generateHistory } from '../../support/history/generateHistory';
import { temporaryFolder } from '../../support/temporaryFolder';
import { openReady } from '../store/historyBuilders';
import { nowMs, png } from './fixtures';

const everyByte = 0;
const toClose: OpenImport[] = [];

afterEach(async () => {
  for (const opened of toClose.splice(0)) await opened.close();
});

/** Opens a file as one that is too large for one text. */
async function openLarge(content: string | Uint8Array) {
  const path = join(temporaryFolder(), 'large.json');
  writeFileSync(path, content);
  const told: number[] = [];
  const opened = await openImport({ path, nowMs, onProgress: done => told.push(done) }, everyByte);
  toClose.push(opened);
  return { opened, told, path };
}

async function exported(): Promise<string> {
  const folder = temporaryFolder();
  generateHistory(folder, { messages: 400, conversations: 12 });
  const { history } = openReady({ folder });
  let text = '';
  await writeJsonExport(
    {
      detail: history.read.detailInPieces,
      folderName: history.read.folderName,
      connection: () => undefined,
      readBytes: async () => png,
    },
    {
      ids: history.read.conversationIds(),
      hasContents: true,
      appVersion: '1',
      nowMs,
      write: async piece => {
        text += piece;
      },
      onProgress: () => undefined,
      check: () => undefined,
    },
  );
  return text;
}

describe('an export that is too large for one text', () => {
  it('gives the very conversations that it gives when it is read as a whole, however it is laid out', async () => {
    const text = await exported();
    const path = join(temporaryFolder(), 'small.json');
    writeFileSync(path, text);
    const whole = await openImport({ path, nowMs, onProgress: () => undefined });
    for (const layout of [text, `\uFEFF${text}`, JSON.stringify(JSON.parse(text), undefined, 2)]) {
      const { opened } = await openLarge(layout);
      expect(opened.summaries).toEqual(whole.summaries);
      expect(opened.skipped).toEqual(whole.skipped);
      for (const index of opened.summaries.keys()) {
        expect(await opened.conversation(index)).toEqual(await whole.conversation(index));
      }
    }
  });

  it('gives its files, and leaves out what is damaged', async () => {
    const file = JSON.parse(await exported());
    const sha256 = (await import('node:crypto')).createHash('sha256').update(png).digest('hex');
    file.attachments = [
      { sha256, base64: png.toString('base64') },
      { sha256: '0'.repeat(64), base64: png.toString('base64') },
    ];
    file.conversations[0].turns[0].attachments = [{ name: 'a.png', mediaType: 'image/png', sizeBytes: 1, sha256 }];
    file.conversations[1].turns[0].prompt = 7;
    const { opened } = await openLarge(JSON.stringify(file));
    expect(opened.summaries).toHaveLength(file.conversations.length - 1);
    expect(opened.skipped).toEqual([{ reason: 'damaged-conversation', count: 1 }]);
    expect(opened.summaries[0]?.contents).toEqual([sha256]);
    expect(Buffer.from((await opened.content(sha256)) ?? []).equals(png)).toBe(true);
    expect(await opened.content('0'.repeat(64))).toBeUndefined();
  });

  it.each([
    ['ends too early', (text: string) => text.slice(0, -40), 'import-truncated'],
    ['is followed by something else', (text: string) => `${text}{}`, 'import-not-json'],
    ['is of a newer version', (text: string) => text.replace('"version":1', '"version":99'), 'import-newer'],
    [
      'is of a version that is none',
      (text: string) => text.replace('"version":1', '"version":"1"'),
      'import-unknown-format',
    ],
    ['is of another program', () => '{"mapping":[]}'.padEnd(200), 'import-too-large'],
    ['only speaks of the format', () => '{"a":"couplet-conversations"}', 'import-unknown-format'],
    ['holds nothing', () => '{"format":"couplet-conversations","version":1,"conversations":[]}', 'import-nothing'],
    ['is a list', () => '["couplet-conversations"]', 'import-not-json'],
  ])('is refused when it %s', async (_name, change, reason) => {
    await expect(openLarge(change(await exported()))).rejects.toThrow(reason);
  });
});

describe('the scanner', () => {
  it('finds every element of every list at the top, for any JSON and wherever the bytes are cut', () => {
    const value = fc.dictionary(
      fc.string({ maxLength: 8 }).filter(key => key !== '__proto__'),
      fc.oneof(
        fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 5 }),
        fc.jsonValue({ maxDepth: 2 }),
        fc.string({ unit: 'binary' }),
      ),
      { maxKeys: 5 },
    );
    fc.assert(
      fc.property(value, fc.integer({ min: 1, max: 40 }), fc.constantFrom(undefined, 1), (object, cut, indent) => {
        const bytes = Buffer.from(JSON.stringify(object, undefined, indent));
        const scanner = new JsonScanner();
        for (let start = 0; start < bytes.length; start += cut) scanner.take(bytes.subarray(start, start + cut));
        const { lists, values } = scanner.end();
        const wanted = JSON.parse(bytes.toString()) as Record<string, unknown>;
        for (const [key, expected] of Object.entries(wanted)) {
          if (Array.isArray(expected)) {
            const found = lists.get(key)?.map(({ start, end }) => JSON.parse(bytes.subarray(start, end).toString()));
            expect(found).toEqual(expected);
          } else if (typeof expected !== 'object') expect(values.get(key)).toBe(expected);
        }
      }),
    );
  });
});
