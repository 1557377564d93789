import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeJsonExport } from '../../../electron/exports/jsonExport';
import { jsonPieces } from '../../../electron/exports/jsonPieces';
import { documentPieces } from '../../../src/export/documentPieces';
import { exportedConversation } from '../../../src/shared/domain/exportedConversation';
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
