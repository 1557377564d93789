import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../src/shared/domain/connection';
import type { Attachment } from '../../../src/shared/domain/conversation';
import type { ModelInfo } from '../../../src/shared/domain/model';
import type { ConnectionsData } from '../../../src/state/connections';
import { laneTroubles } from '../../../src/state/laneTroubles';
import { someConnection, someLane } from '../../support/pageRows';

const file = (mediaType: string, sizeBytes = 10) =>
  ({ id: 'a', name: 'a', mediaType, sizeBytes, sha256: '' }) as unknown as Attachment;
const model = (fields: Partial<ModelInfo>): ModelInfo => ({
  id: 'model-1',
  name: 'Model',
  input: ['text', 'image'],
  thinking: 'none',
  origin: 'listed',
  ...fields,
});

function troubles(
  connection: Partial<Connection> | undefined,
  more: {
    readonly model?: Partial<ModelInfo>;
    readonly files?: readonly Attachment[];
    readonly tokens?: number;
    readonly modelId?: string;
  } = {},
) {
  const modelId = more.modelId ?? 'model-1';
  const state: ConnectionsData = {
    connections: connection === undefined ? [] : [someConnection('connection-1', connection)],
    models: {
      'connection-1': { connectionId: 'connection-1' as never, models: [model({ id: modelId, ...more.model })] },
    },
    checking: {},
    reports: {},
  };
  return laneTroubles(someLane('lane-1', { modelId }), state, more.files ?? [], more.tokens ?? 0).map(
    ({ kind }) => kind,
  );
}

describe('before sending, a lane is told of', () => {
  it.each<[string, Partial<Connection> | undefined, string[]]>([
    ['a connection that was removed', undefined, ['removed']],
    ['one that is switched off', { isEnabled: false }, ['switched-off']],
    ['one without a key', { keyState: 'missing' }, ['no-key']],
    ['a key that the vendor refused', { isKeyRefused: true }, ['key-refused']],
    ['a locked keyring', { keyState: 'locked' }, ['key-unreadable']],
    ['nothing where all is well', { keyState: 'session' }, []],
    ['nothing where no key is needed', { keyState: 'none-needed' }, []],
  ])('%s', (_name, connection, expected) => {
    expect(troubles(connection)).toEqual(expected);
  });

  it('pictures for a model that cannot see, and no text files', () => {
    const blind = { model: { input: ['text'] as const } };
    expect(troubles({}, { ...blind, files: [file('image/png')] })).toEqual(['cannot-see']);
    expect(troubles({}, { ...blind, files: [file('text/plain')] })).toEqual([]);
    expect(troubles({}, { files: [file('image/png')] })).toEqual([]);
  });

  it('pictures of a kind or size that the vendor does not take', () => {
    const seeing = { model: { input: ['text', 'image'] as const }, modelId: 'ernie-4.5-vl-unknown' };
    expect(troubles({ vendorId: 'baidu' }, { ...seeing, files: [file('image/webp')] })).toEqual(['picture-type']);
    expect(troubles({ vendorId: 'baidu' }, { ...seeing, files: [file('image/png', 10_000_001)] })).toEqual([
      'picture-too-large',
    ]);
  });

  it.each([
    ['alibaba', 9, 100, ['side-too-short']],
    ['alibaba', 10, 2_001, ['too-narrow']],
    ['alibaba', 10, 2_000, []],
    ['baidu', 6_000, 100, ['side-too-long']],
    ['baidu', 5_999, 100, []],
    ['alibaba', undefined, undefined, []],
  ])('a picture whose sides %s refuses: %s by %s pixels', (vendorId, widthPx, heightPx, expected) => {
    const picture = { ...file('image/png'), widthPx, heightPx };
    const seeing = { model: { input: ['text', 'image'] as const }, modelId: 'model-vl-unknown' };
    expect(troubles({ vendorId }, { ...seeing, files: [file('image/png'), picture] })).toEqual(expected);
  });

  it('pictures that are too large together', () => {
    const seeing = { model: { input: ['text', 'image'] as const }, modelId: 'deepseek-flash' };
    const heavy = file('image/png', 19_000_000);
    expect(troubles({ vendorId: 'deepseek' }, { ...seeing, files: [heavy, heavy] })).toEqual(['pictures-too-large']);
    expect(troubles({ vendorId: 'deepseek' }, { ...seeing, files: [heavy] })).toEqual([]);
  });

  it('more text than the model can read, where its room is known', () => {
    expect(troubles({}, { model: { contextTokens: 100 }, tokens: 101 })).toEqual(['too-long']);
    expect(troubles({}, { model: { contextTokens: 100 }, tokens: 100 })).toEqual([]);
    expect(troubles({}, { tokens: 1_000_000 })).toEqual([]);
  });
});
