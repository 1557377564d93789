// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import type { Attachment } from '../../../src/shared/domain/conversation';
import { readAsides, writeAsides } from '../../../src/state/asides';

const nothing = { addressed: {}, laneTexts: {}, laneAttachments: {}, edits: {} };
const file = { id: 'file-1', name: 'a.txt', mediaType: 'text/plain', sizeBytes: 1, sha256: '' } as Attachment;

beforeEach(() => localStorage.clear());

describe('what is written beside the composer', () => {
  it('is there again after the page was left, without what is empty', () => {
    writeAsides({
      addressed: { c: ['lane-1' as never], d: [] },
      laneTexts: { 'lane-1': 'words', 'lane-2': '' },
      laneAttachments: { 'lane:lane-1': [file], 'lane:lane-2': [] },
      edits: { t: 'changed', u: '' },
    });
    expect(readAsides()).toEqual({
      addressed: { c: ['lane-1'] },
      laneTexts: { 'lane-1': 'words' },
      laneAttachments: { 'lane:lane-1': [file] },
      edits: { t: 'changed', u: '' },
    });
  });

  it.each([
    '',
    '{',
    'null',
    '[]',
    '{"edits":[1],"laneTexts":{"a":1},"addressed":{"b":"x","c":[2]},"laneAttachments":{"d":[{}]}}',
  ])('is empty where %j is stored', stored => {
    localStorage.setItem('couplet.asides', stored);
    expect(readAsides()).toEqual(nothing);
  });

  it('keeps the last that fitted when there is too much', () => {
    writeAsides({ ...nothing, edits: { t: 'small' } });
    writeAsides({ ...nothing, edits: { t: 'x'.repeat(1_000_001) } });
    expect(readAsides().edits).toEqual({ t: 'small' });
  });
});

describe('more than there is room for', () => {
  it('costs what was begun long ago, and not what is being written now', () => {
    const long = 'x'.repeat(600_000);
    writeAsides({ ...nothing, laneTexts: { first: long, 'lane-1': 'now' }, edits: { old: long, t: 'changed' } });
    expect(readAsides().laneTexts).toEqual({ first: long, 'lane-1': 'now' });
    expect(readAsides().edits).toEqual({ t: 'changed' });
  });
});
