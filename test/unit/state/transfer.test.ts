import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImportPreview, ImportReport } from '../../../src/shared/domain/transfer';
import { useToasts } from '../../../src/state/toasts';
import { runImport, useTransfer } from '../../../src/state/transfer';
import { conversationId, FakeBridge, Refusal } from '../../support/pageRows';

let bridge: FakeBridge;
const preview: ImportPreview = {
  importId: 'import-1',
  kind: 'couplet',
  fileName: 'export.json',
  conversations: [],
  messageCount: 3,
  skipped: [],
  hasSettings: false,
  systemPrompts: [],
};
const report: ImportReport = { importId: 'import-1', conversationCount: 1, messageCount: 3, firstId: conversationId };

beforeEach(() => {
  bridge = new FakeBridge();
  vi.stubGlobal('window', { api: bridge.api });
  useToasts.setState({ entries: [] });
  useTransfer.setState({ importing: { stage: 'ready', preview } });
});

describe('an import', () => {
  it('is done once it is written, also when the list cannot be read afterwards', async () => {
    bridge.answer('import.run', () => report);
    bridge.answer('app.state', () => new Refusal('E_STORAGE'));
    await runImport([0], []);
    expect(useTransfer.getState().importing).toEqual({ stage: 'done', preview, report });
    expect(useToasts.getState().entries).toHaveLength(1);
  });

  it('has failed when it was not written, and the list stays as it is', async () => {
    bridge.answer('import.run', () => new Refusal('E_STORAGE', 'disk-full'));
    await runImport([0], []);
    expect(useTransfer.getState().importing).toMatchObject({ stage: 'failed', failure: { code: 'E_STORAGE' } });
    expect(bridge.callsOf('app.state')).toEqual([]);
  });
});
