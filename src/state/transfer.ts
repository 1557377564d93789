import { create } from 'zustand';
import { CallFailureError, call } from '../bridge';
import type { ConversationBeginning } from '../shared/domain/conversation';
import type { ConversationId } from '../shared/domain/ids';
import type {
  ExportFormat,
  ExportOptions,
  ExportOutcome,
  ImportPreview,
  ImportReport,
  PictureSubject,
  TransferProgress,
} from '../shared/domain/transfer';
import { clearSelection } from './conversationSelection';
import { applyStart, applySummary, dropConversations, useConversations } from './conversations';
import { refreshCounts, useFolders } from './folders';
import { useOpenConversation } from './openConversation';
import { closeConversation, openConversation } from './openingConversation';
import { showFailure, showToast } from './toasts';
import { closeDialog, useUi } from './ui';

/** How far an import has come. */
type ImportStage =
  | { readonly stage: 'none' }
  | { readonly stage: 'reading' }
  | { readonly stage: 'ready'; readonly preview: ImportPreview }
  | { readonly stage: 'writing'; readonly preview: ImportPreview }
  | { readonly stage: 'done'; readonly preview: ImportPreview; readonly report: ImportReport }
  /** `where`: the name of the file, and line and column where its text stops to be readable. */
  | { readonly stage: 'failed'; readonly failure: unknown; readonly where?: string | undefined };

export interface TransferData {
  readonly isExporting: boolean;
  /** How the last export ended; undefined before one. */
  readonly exported: ExportOutcome | undefined;
  readonly importing: ImportStage;
  readonly progress: TransferProgress | undefined;
}

export const useTransfer = create<TransferData>()(() => ({
  isExporting: false,
  exported: undefined,
  importing: { stage: 'none' },
  progress: undefined,
}));

export interface ExportWish {
  /** All conversations where undefined. */
  readonly ids: readonly ConversationId[] | undefined;
  readonly format: ExportFormat;
  readonly options: ExportOptions;
}

/** Writes an export; the main process asks where to. */
export async function runExport({ ids, format, options }: ExportWish): Promise<void> {
  if (useTransfer.getState().isExporting) return;
  useTransfer.setState({ isExporting: true, exported: undefined, progress: undefined });
  try {
    const scope = ids === undefined ? {} : { ids: [...ids] };
    useTransfer.setState({ exported: await call('export.run', { ...scope, format, options }) });
  } catch (failure) {
    showFailure(failure);
  } finally {
    useTransfer.setState({ isExporting: false, progress: undefined });
  }
}

export function cancelExport(): void {
  call('export.cancel', {}).catch(showFailure);
}

export function revealExport(): void {
  call('export.reveal', {}).catch(showFailure);
}

/** Forgets how the last export ended, before a new dialog. */
export function clearExport(): void {
  if (!useTransfer.getState().isExporting) useTransfer.setState({ exported: undefined });
}

/** Makes a picture of an answer or of a turn, onto the clipboard or into a file. */
export async function makePicture(subject: PictureSubject, target: 'clipboard' | 'file'): Promise<void> {
  try {
    const outcome = await call('export.picture', { ...subject, target });
    if (outcome.kind === 'cancelled') return;
    showToast({ kind: 'picture-made', name: outcome.name, isCut: outcome.isCut });
  } catch (failure) {
    showFailure(failure);
  }
}

/** Counts files that were asked for: what comes of an older one is dropped. */
let newestFile = 0;

/** Asks for a file and reads it. */
export async function chooseImport(): Promise<void> {
  if (isImportRunning()) return;
  newestFile += 1;
  const own = newestFile;
  useTransfer.setState({ importing: { stage: 'reading' }, progress: undefined });
  try {
    const preview = await call('import.choose', {});
    if (own !== newestFile) return;
    useTransfer.setState({ importing: preview === undefined ? { stage: 'none' } : { stage: 'ready', preview } });
  } catch (failure) {
    if (own !== newestFile) return;
    const where = failure instanceof CallFailureError ? failure.where : undefined;
    useTransfer.setState({ importing: { stage: 'failed', failure, where } });
  }
}

/** Takes over what was chosen from the file that was read. */
export async function runImport(chosen: readonly number[], systemPrompts: readonly number[]): Promise<void> {
  const { importing } = useTransfer.getState();
  if (importing.stage !== 'ready') return;
  const { preview } = importing;
  useTransfer.setState({ importing: { stage: 'writing', preview }, progress: undefined });
  let report: ImportReport;
  try {
    report = await call('import.run', {
      importId: preview.importId,
      chosen: [...chosen],
      systemPrompts: [...systemPrompts],
    });
  } catch (failure) {
    useTransfer.setState({ importing: { stage: 'failed', failure } });
    return;
  }
  useTransfer.setState({ importing: { stage: 'done', preview, report } });
  // Everything is written by now, whatever becomes of showing it.
  await readListAgain().catch(showFailure);
}

/** Ends reading or writing, and puts the file away. Nothing of it stays. */
export function cancelImport(): void {
  call('import.cancel', {}).catch(showFailure);
  if (useTransfer.getState().importing.stage === 'writing') return;
  newestFile += 1;
  useTransfer.setState({ importing: { stage: 'none' } });
}

/** Forgets an import that came to nothing, before a new dialog. */
export function clearImport(): void {
  if (useTransfer.getState().importing.stage === 'failed') useTransfer.setState({ importing: { stage: 'none' } });
}

let undoneId: string | undefined;

/** Takes back a whole import, once however often it is asked for. The dialog that offered it is closed when that is done. */
export async function undoImport({ importId }: ImportReport): Promise<void> {
  if (undoneId === importId) return;
  undoneId = importId;
  try {
    const { removed } = await call('import.undo', { importId });
    dropConversations(removed);
    refreshCounts();
    const openId = useOpenConversation.getState().id;
    if (openId !== undefined && removed.includes(openId)) closeConversation();
    useTransfer.setState({ importing: { stage: 'none' } });
    showToast({ kind: 'import-undone', count: removed.length });
    if (useUi.getState().dialog?.kind === 'import') closeDialog();
  } catch (failure) {
    undoneId = undefined;
    showFailure(failure);
  }
}

/** Shows the first conversation that an import brought. */
export async function openImported({ firstId }: ImportReport): Promise<void> {
  if (firstId !== undefined) await openConversation(firstId);
}

function isImportRunning(): boolean {
  const { stage } = useTransfer.getState().importing;
  return stage === 'reading' || stage === 'writing';
}

/** What was imported can belong anywhere in the list. */
export async function readListAgain(): Promise<void> {
  const { conversations, pinned, folders } = await call('app.state', {});
  const { id } = useOpenConversation.getState();
  const open = id === undefined ? undefined : useConversations.getState().byId[id];
  // Lines that are known no longer cannot be acted on.
  clearSelection();
  applyStart(conversations, pinned);
  // The one on the screen may lie far down or in a folder.
  if (open !== undefined) applySummary(open);
  useFolders.setState({ folders });
  refreshCounts();
}

/** The first turns of one conversation, for a look at what an export would be. */
export async function readBeginning(id: ConversationId, turnCount: number): Promise<ConversationBeginning> {
  return await call('export.preview', { id, turnCount });
}
