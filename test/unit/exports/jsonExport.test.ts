import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeJsonExport } from '../../../electron/exports/jsonExport';
import { jsonPieces } from '../../../electron/exports/jsonPieces';
import { documentPieces } from '../../../src/export/documentPieces';
import { exportedConversation } from '../../../src/shared/domain/exportedConversation';
import { type AttachmentId, newId } from '../../../src/shared/domain/ids';
import { makeConversation, openReady, send, startMs } from '../store/historyBuilders';

function longConversation() {
  const { history } = openReady();
  const { id, laneIds } = makeConversation(history, 1);
  for (let index = 0; index < 300; index += 1) {
    send(history, id, laneIds, `prompt ${index}`, { answer: { text: '月'.repeat(3_000) } });
  }
  return { history, id };
}

function options(write: (text: string) => void, check: () => void = () => undefined) {
  return {
    hasContents: false,
    appVersion: '1',
    nowMs: startMs,
    write: async (text: string) => write(text),
    onProgress: () => undefined,
    check,
  };
}

describe('the export of one long conversation', () => {
  it('is written in pieces between which everything else runs', async () => {
    const { history, id } = longConversation();
    const events: string[] = [];
    let isOver = false;
    const other = () => {
      events.push('other');
      if (!isOver) setImmediate(other);
    };
    setImmediate(other);
    let text = '';
    const source = {
      detail: history.read.detailInPieces,
      folderName: () => undefined,
      connection: () => undefined,
      readBytes: async () => Buffer.alloc(0),
    };
    const write = (piece: string) => {
      text += piece;
      if (piece.length > 100_000) events.push('piece');
      expect(piece.length).toBeLessThan(300_000);
    };
    await writeJsonExport(source, { ...options(write), ids: [id] });
    isOver = true;
    expect(events.filter(event => event === 'piece').length).toBeGreaterThan(3);
    expect(events.join(' ')).not.toContain('piece piece');
    const detail = await history.read.detailInPieces(id);
    const expected = exportedConversation(detail, { connection: () => undefined, folder: undefined });
    expect(JSON.parse(text).conversations).toEqual([JSON.parse(JSON.stringify(expected))]);
  });

  it('ends between two of its pieces when it is cancelled', async () => {
    const { history, id } = longConversation();
    const source = {
      detail: async () => history.read.detail(id),
      folderName: () => undefined,
      connection: () => undefined,
      readBytes: async () => Buffer.alloc(0),
    };
    let pieces = 0;
    const write = (piece: string) => {
      if (piece.length > 100_000) pieces += 1;
    };
    const check = () => {
      if (pieces === 2) throw new Error('cancelled');
    };
    await expect(writeJsonExport(source, { ...options(write, check), ids: [id] })).rejects.toThrow('cancelled');
    expect(pieces).toBe(2);
  });
});

it('a large file in an export is written in pieces between which everything else runs', async () => {
  const { history } = openReady();
  const { id, laneIds } = makeConversation(history, 1);
  const bytes = randomBytes(5_000_000);
  const file = {
    id: newId<AttachmentId>(),
    name: 'large',
    mediaType: 'text/plain' as const,
    sizeBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
  history.write.addAttachment(file);
  send(history, id, laneIds, 'look', { turn: { attachments: [file] } });
  let [text, isOver, otherCount] = ['', false, 0];
  const countsAtPieces: number[] = [];
  const other = () => {
    otherCount += 1;
    if (!isOver) setImmediate(other);
  };
  setImmediate(other);
  const source = {
    detail: history.read.detailInPieces,
    folderName: () => undefined,
    connection: () => undefined,
    readBytes: async () => bytes,
  };
  const write = (piece: string) => {
    text += piece;
    expect(piece.length).toBeLessThan(2_000_000);
    if (piece.length > 100_000) countsAtPieces.push(otherCount);
  };
  await writeJsonExport(source, { ...options(write), hasContents: true, ids: [id] });
  isOver = true;
  expect(countsAtPieces.length).toBeGreaterThan(3);
  expect(new Set(countsAtPieces).size).toBe(countsAtPieces.length);
  expect(JSON.parse(text).attachments).toEqual([{ sha256: file.sha256, base64: bytes.toString('base64') }]);
});

describe('pictures in an export', () => {
  const place = 'GPS 31.2304 N';
  const segment = (content: string) =>
    Buffer.from(`\xff\xe1${String.fromCharCode(0, content.length + 2)}${content}`, 'latin1');
  const picture = Buffer.concat([
    Buffer.from('\xff\xd8', 'latin1'),
    segment(`Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0${place}`),
    Buffer.from('\xff\xda\0\x08\x01\x01\0\0\x3f\0ab\xff\xd9', 'latin1'),
  ]);
  const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

  async function exported(hasPictureMetadata: boolean | undefined, hasContents = true) {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, 1);
    const text = Buffer.from('plain');
    const files = new Map([picture, text].map(bytes => [sha256Of(bytes), bytes]));
    const attachments = [...files].map(([sha256, bytes], index) => ({
      id: newId<AttachmentId>(),
      name: `file ${index}`,
      mediaType: index === 0 ? ('image/jpeg' as const) : ('text/plain' as const),
      sizeBytes: bytes.length,
      sha256,
    }));
    for (const attachment of attachments) history.write.addAttachment(attachment);
    send(history, id, laneIds, 'look', { turn: { attachments } });
    let written = '';
    const source = {
      detail: history.read.detailInPieces,
      folderName: () => undefined,
      connection: () => undefined,
      readBytes: async ({ sha256 }: { readonly sha256: string }) =>
        files.get(sha256) ?? Promise.reject(new Error('gone')),
    };
    await writeJsonExport(source, {
      ...options(piece => {
        written += piece;
      }),
      hasContents,
      hasPictureMetadata,
      ids: [id],
    });
    const json = JSON.parse(written);
    return {
      contents: json.attachments.map(({ base64 }: { base64: string }) => Buffer.from(base64, 'base64')) as Buffer[],
      named: json.attachments.map(({ sha256 }: { sha256: string }) => sha256) as string[],
      attached: json.conversations[0].turns[0].attachments as { sha256: string; sizeBytes: number }[],
    };
  }

  it.each([undefined, true])('are as they were attached (%s)', async wanted => {
    const { contents, attached } = await exported(wanted);
    expect(contents[0]).toEqual(picture);
    expect(attached[0]).toMatchObject({ sha256: sha256Of(picture), sizeBytes: picture.length });
  });

  it('are without place, time and device where that is wanted, and can be imported again', async () => {
    const { contents, named, attached } = await exported(false);
    expect(contents[0]?.toString('latin1')).not.toContain(place);
    expect(contents[0]?.length).toBeLessThan(picture.length);
    expect(contents[1]?.toString()).toBe('plain');
    // An import takes a file only under the name that its bytes come to.
    expect(named).toEqual(contents.map(sha256Of));
    expect(attached.map(({ sha256 }) => sha256)).toEqual(named);
    expect(attached.map(({ sizeBytes }) => sizeBytes)).toEqual(contents.map(bytes => bytes.length));
  });

  it('keep their names where no files are written', async () => {
    const { contents, attached } = await exported(false, false);
    expect(contents).toEqual([]);
    expect(attached[0]?.sha256).toBe(sha256Of(picture));
  });
});

it('pieces of JSON make the same value together, whatever it is', () => {
  const object = fc.dictionary(
    fc.string().filter(key => key !== '__proto__'),
    fc.jsonValue(),
    { maxKeys: 3 },
  );
  const lists = fc.record({ first: fc.array(object), 'second"': fc.array(object) }, { requiredKeys: [] });
  fc.assert(
    fc.property(object, lists, (head, items) => {
      const text = [...jsonPieces(head, items)].join('');
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify({ ...head, ...items })));
    }),
  );
});

it('pieces of a document make it together and cut no character in two', () => {
  for (const shift of [0, 1]) {
    const text = 'a'.repeat(shift) + '🌙'.repeat(700_000);
    const pieces = documentPieces(text);
    expect(pieces.length).toBeGreaterThan(2);
    expect(Buffer.concat(pieces.map(piece => Buffer.from(piece, 'utf8'))).toString('utf8')).toBe(text);
  }
});
