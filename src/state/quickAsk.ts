import { create } from 'zustand';
import { CallFailureError, call } from '../bridge';
import { maxLanes } from '../shared/domain/conversation';
import type { ConversationId } from '../shared/domain/ids';
import { resolveLaneSet } from '../shared/domain/laneSet';
import { useApp } from './app';
import { connectEvents } from './connect';
import { applyConnections, useConnections } from './connections';
import { loadLanguage, shownLanguage } from './i18n';
import { newLane } from './laneSets';
import { modelName } from './names';
import { type NewLane, usualLanes } from './newConversation';
import { followSettings } from './start';

export interface QuickAskData {
  readonly text: string;
  readonly isSending: boolean;
  readonly failure: CallFailureError | undefined;
  /** Names of the models that will be asked; undefined until they are known. */
  readonly models: readonly string[] | undefined;
}

const draftKey = 'couplet.quickAskDraft';

export const useQuickAsk = create<QuickAskData>()(() => ({
  text: readDraft(),
  isSending: false,
  failure: undefined,
  models: undefined,
}));

/** Conversations that were made for a question that then could not be asked; the next try uses it. */
let unused: { readonly id: ConversationId; readonly lanes: string } | undefined;

/** Brings the quick-ask window to life. It reads no conversations: it only asks. */
export async function startQuickAsk(): Promise<void> {
  followSettings();
  connectEvents();
  try {
    const { connections, conversations: _conversations, ...app } = await call('app.state', {});
    await loadLanguage(shownLanguage(app.settings.language, app.systemLanguages));
    applyConnections(connections);
    useApp.setState({ ...app, status: 'ready' });
  } catch {
    useApp.setState({ status: 'failed' });
  }
  await readModels();
  useConnections.subscribe((state, before) => {
    if (state.connections !== before.connections) void readModels();
  });
  useApp.subscribe(({ settings }, before) => {
    if (settings !== before.settings) void readModels();
  });
}

export function writeQuickAsk(text: string): void {
  useQuickAsk.setState({ text, failure: undefined });
  try {
    localStorage.setItem(draftKey, text);
  } catch {
    // Without storage the draft lasts as long as the window.
  }
}

/** Asks what was typed in a new conversation, which the main window then shows. */
export async function sendQuickAsk(): Promise<void> {
  const { text, isSending } = useQuickAsk.getState();
  if (isSending || text.trim() === '') return;
  useQuickAsk.setState({ isSending: true, failure: undefined });
  try {
    const lanes = await quickAskLanes();
    // The window says that there is nobody to ask.
    if (lanes.length === 0) return;
    const conversationId = await ask(text, lanes);
    unused = undefined;
    // What was typed meanwhile is the next question.
    if (useQuickAsk.getState().text === text) writeQuickAsk('');
    await call('quickAsk.done', { conversationId });
  } catch (failure) {
    if (failure instanceof CallFailureError) useQuickAsk.setState({ failure });
  } finally {
    useQuickAsk.setState({ isSending: false });
  }
}

export function hideQuickAsk(): void {
  call('quickAsk.hide', {}).catch(() => undefined);
}

/** Asks in a new conversation, or in the one that an earlier try has left, unless that was deleted meanwhile. */
async function ask(prompt: string, lanes: readonly NewLane[]): Promise<ConversationId> {
  const leftId = unused?.id;
  const conversationId = await conversationFor(lanes);
  try {
    await call('turn.start', { conversationId, prompt });
    return conversationId;
  } catch (failure) {
    const isGone = failure instanceof CallFailureError && failure.code === 'E_NOT_FOUND';
    if (!isGone || conversationId !== leftId) throw failure;
    unused = undefined;
    return ask(prompt, lanes);
  }
}

async function conversationFor(lanes: readonly NewLane[]): Promise<ConversationId> {
  const key = JSON.stringify(lanes);
  if (unused?.lanes === key) return unused.id;
  const { arrangement } = useApp.getState().settings;
  const { id } = await call('conversation.create', { lanes: [...lanes], ...arrangement });
  unused = { id, lanes: key };
  return id;
}

/** The lanes of the chosen set; those of new conversations when none is chosen or nothing of it can be asked. */
async function quickAskLanes(): Promise<readonly NewLane[]> {
  const { laneSets, quickAskSetId } = useApp.getState().settings;
  const set = laneSets.find(({ id }) => id === quickAskSetId);
  const ofSet = set === undefined ? [] : resolveLaneSet(set, useConnections.getState().connections).usable.map(newLane);
  return (ofSet.length > 0 ? ofSet : await usualLanes()).slice(0, maxLanes);
}

/** Counts readings: what an older one has found is dropped. */
let newestReading = 0;

async function readModels(): Promise<void> {
  newestReading += 1;
  const own = newestReading;
  const lanes = await quickAskLanes().catch(() => []);
  if (own !== newestReading) return;
  const connections = useConnections.getState();
  useQuickAsk.setState({ models: lanes.map(lane => modelName(connections, lane.connectionId, lane.modelId)) });
}

function readDraft(): string {
  try {
    return localStorage.getItem(draftKey) ?? '';
  } catch {
    return '';
  }
}
