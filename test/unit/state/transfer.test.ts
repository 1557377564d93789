import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { FolderId } from '../../../src/shared/domain/ids';
import type { ImportPreview, ImportReport } from '../../../src/shared/domain/transfer';
import { useApp } from '../../../src/state/app';
import { applyEvent } from '../../../src/state/connect';
import { startSelecting, useSelection } from '../../../src/state/conversationSelection';
import { applyStart, applySummaries, useConversations } from '../../../src/state/conversations';
import { useOpenConversation } from '../../../src/state/openConversation';
import { useToasts } from '../../../src/state/toasts';
import {
  cancelImport,
  chooseImport,
  clearImport,
  readListAgain,
  runImport,
  undoImport,
  useTransfer,
} from '../../../src/state/transfer';
import { useUi } from '../../../src/state/ui';
import { createGate } from '../../support/gate';
import { conversationId, FakeBridge, Refusal, someSummary } from '../../support/pageRows';

let bridge: FakeBridge;
const preview: ImportPreview = {
  importId: 'import-1',
  kind: 'couplet',
  fileName: 'export.json',
  conversations: [],
  messageCount: 3,
  skipped: [],
  damaged: [],
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

  it('of another file is not touched by what becomes of one that was given up', async () => {
    const gate = createGate();
    useTransfer.setState({ importing: { stage: 'none' } });
    bridge.answer('import.cancel', () => undefined);
    bridge.answer('import.choose', async () => {
      await gate.opened;
      return new Refusal('E_STORAGE');
    });
    const givenUp = chooseImport();
    cancelImport();
    bridge.answer('import.choose', () => preview);
    await chooseImport();
    gate.open();
    await givenUp;
    expect(useTransfer.getState().importing).toEqual({ stage: 'ready', preview });
  });

  it('that came to nothing is not told of in another dialog', () => {
    useTransfer.setState({ importing: { stage: 'failed', failure: new Error('cancelled') } });
    clearImport();
    expect(useTransfer.getState().importing).toEqual({ stage: 'none' });
    useTransfer.setState({ importing: { stage: 'done', preview, report } });
    clearImport();
    expect(useTransfer.getState().importing).toEqual({ stage: 'done', preview, report });
  });

  it('is taken back once, and closes no dialog that was opened meanwhile', async () => {
    const gate = createGate();
    useTransfer.setState({ importing: { stage: 'done', preview, report } });
    useUi.setState({ dialog: { kind: 'import' } });
    bridge.answer('import.undo', async () => {
      await gate.opened;
      return { removed: [] };
    });
    const undone = undoImport(report);
    await undoImport(report);
    useUi.setState({ dialog: { kind: 'prompts' } });
    gate.open();
    await undone;
    expect(bridge.callsOf('import.undo')).toHaveLength(1);
    expect(useUi.getState().dialog).toEqual({ kind: 'prompts' });
  });
});

it('a list that is read again still knows the conversation on the screen, and nothing of it is selected', async () => {
  applyStart({ conversations: [], hasMore: false }, []);
  const open = someSummary({ folderId: 'folder-1' as FolderId });
  applySummaries([open]);
  useOpenConversation.setState({ id: conversationId });
  startSelecting(conversationId);
  bridge.answer('app.state', () => ({ conversations: { conversations: [], hasMore: true }, pinned: [], folders: [] }));
  await readListAgain();
  expect(useConversations.getState().byId[conversationId]).toEqual(open);
  expect(useSelection.getState().ids.size).toBe(0);
});

it('what arrived for a page that is gone is read into the list, and by the page that asked only once', async () => {
  useApp.setState({ status: 'ready' });
  bridge.answer('app.state', () => new Refusal('E_STORAGE'));
  useTransfer.setState({ importing: { stage: 'writing', preview } });
  applyEvent({ name: 'conversations.arrived', payload: {} });
  expect(bridge.callsOf('app.state')).toHaveLength(0);
  useTransfer.setState({ importing: { stage: 'none' } });
  applyEvent({ name: 'conversations.arrived', payload: {} });
  expect(bridge.callsOf('app.state')).toHaveLength(1);
});
