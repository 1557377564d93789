import { call } from '../bridge';
import type { Events, PartBatch } from '../shared/contract/events';
import type { ConversationChange } from '../shared/domain/change';
import type { ConversationTexts, OutlinePiece } from '../shared/domain/conversation';
import type { ConversationId } from '../shared/domain/ids';
import { applySummary } from './conversations';
import { leaveDraft, showDraft } from './drafts';
import {
  conversationState,
  type EarlierTurns,
  foldBatches,
  foldChange,
  foldEarlierTurns,
  foldTexts,
  noEarlierTurns,
  withOutline,
} from './foldEvents';
import { emptyConversation, type OpenConversation, useOpenConversation } from './openConversation';
import { takeWalkedTurns, walkTurns } from './shownTurns';
import { closeDialog, leaveDialog, type UiData, useUi } from './ui';

/** What arrives while the snapshot of a conversation is on its way. */
interface Reading {
  readonly id: ConversationId;
  /** Never rejects. */
  done: Promise<void>;
  readonly batches: PartBatch[];
  /** Rows of which the snapshot may be older or newer. */
  readonly changes: ConversationChange[];
  /**
   * A long conversation that is read anew, as far as it is here: what arrives is taken in there and on the screen. It takes the place of what
   * is on the screen once it is whole.
   */
  next: OpenConversation | undefined;
  /** Parts that do not fit on came meanwhile. */
  hasGap: boolean;
}

let reading: Reading | undefined;

/** The rest of a long conversation, which is read once its end is on the screen: its turns first, then their texts. */
interface Rest {
  readonly id: ConversationId;
  /** Never rejects. */
  done: Promise<void>;
  /** Somebody waits for them. */
  hurry: () => void;
  isHurried: boolean;
}

let rest: Rest | undefined;

/** By then what is in sight has been drawn, and what is around it. */
const firstPauseMs = 300;
/** The page draws between two pieces. */
const restPauseMs = 50;
/** So many answers are added in one step for who waits for all of them: more would hold the page for longer than is seen. */
const mostAddedAnswers = 4_000;

const lastOpenKey = 'couplet.lastConversation';

/**
 * Shows a conversation. When the user has gone on to another one meanwhile, the answer is dropped. Its turns are shown once `shownAfter`
 * has come: what is on the screen can be painted first.
 */
export async function openConversation(id: ConversationId, shownAfter?: Promise<void>): Promise<void> {
  if (useOpenConversation.getState().id !== id) {
    leaveDraft();
    keepView();
    useOpenConversation.setState({ ...emptyConversation, id, status: 'loading' });
    useUi.setState({
      askedLaneId: undefined,
      edited: undefined,
      ...views.get(id),
      focusedLaneId: undefined,
      isLaneMaximised: false,
    });
    rememberOpen(id);
  }
  useUi.setState({ isListShown: false, isFirstStart: false });
  await readSnapshot(id, shownAfter);
}

/** Opens a conversation unless it is on the screen: then nothing is read again, because events keep it as it is. */
export async function showConversation(id: ConversationId): Promise<void> {
  const { id: shownId, status } = useOpenConversation.getState();
  if (shownId !== id || status !== 'ready' || reading !== undefined) await openConversation(id);
  else useUi.setState({ isListShown: false, isFirstStart: false });
}

/** Leads to a conversation from whatever is on the screen; what was typed in an open dialog is asked about first. */
export function goToConversation(id: ConversationId): void {
  leaveDialog(() => {
    closeDialog();
    void showConversation(id);
  });
}

/** Shows no conversation. */
export function closeConversation(): void {
  leaveDraft();
  keepView();
  reading = undefined;
  useOpenConversation.setState(emptyConversation);
  rememberOpen(undefined);
}

/** What was being written beside the composer in conversations that were left: it stands open again when one comes back. */
const views = new Map<ConversationId, Pick<UiData, 'askedLaneId' | 'edited'>>();

function keepView(): void {
  const { id } = useOpenConversation.getState();
  const { askedLaneId, edited } = useUi.getState();
  if (id === undefined) return;
  // Of most conversations there is nothing to keep.
  if (askedLaneId === undefined && edited === undefined) views.delete(id);
  else views.set(id, { askedLaneId, edited });
}

/** Resolves when all texts of a conversation are here that is being read, or cannot be read; at once for any other one. */
export async function whenTextsRead(id: ConversationId): Promise<void> {
  readTextsAgain(id);
  if (rest?.id !== id) return;
  rest.hurry();
  await rest.done;
}

/** Goes on with the texts of a conversation where reading them failed. */
export function readTextsAgain(id: ConversationId): void {
  const { id: openId, hasTextsFailed, textsFrom } = useOpenConversation.getState();
  if (openId !== id || !hasTextsFailed || textsFrom === undefined) return;
  useOpenConversation.setState({ hasTextsFailed: false });
  beginRest(id, textsFrom);
}

/** Reads the rest of a conversation, and takes the place of what was being read before. */
function beginRest(id: ConversationId, textsFrom: number): void {
  let hurry = () => {};
  const hurried = new Promise<void>(resolve => {
    hurry = resolve;
  });
  const own: Rest = {
    id,
    done: Promise.resolve(),
    hurry: () => {
      own.isHurried = true;
      hurry();
    },
    isHurried: false,
  };
  rest = own;
  own.done = readRest(own, textsFrom, hurried);
}

async function readRest(own: Rest, textsFrom: number, hurried: Promise<void>): Promise<void> {
  const pause = (ms: number) => Promise.race([hurried, new Promise(resolve => setTimeout(resolve, ms))]);
  try {
    await pause(firstPauseMs);
    if (!(await readOutline(own, textsFrom, pause))) return;
    await readTexts(own, textsFrom, pause);
  } catch {
    if (!isLeft(own)) useOpenConversation.setState({ hasTextsFailed: true });
  }
}

/** Somebody else's rest is read by now, or another conversation is open. */
function isLeft(own: Rest): boolean {
  return rest !== own || useOpenConversation.getState().id !== own.id;
}

/**
 * Reads the turns themselves where they are not here, and adds them in one step, in which nothing is left to be found out about them. False
 * once the conversation was left.
 */
async function readOutline(own: Rest, textsFrom: number, pause: (ms: number) => Promise<unknown>): Promise<boolean> {
  if (useOpenConversation.getState().earlierCount === 0) return !isLeft(own);
  const earlier = await readEarlier(own.id, textsFrom, () => !isLeft(own), pause);
  if (earlier === undefined) return false;
  const walked = await walkTurns(foldEarlierTurns(useOpenConversation.getState(), earlier), () => !isLeft(own));
  if (walked === undefined || isLeft(own)) return false;
  takeWalkedTurns(walked);
  useOpenConversation.setState(foldEarlierTurns(useOpenConversation.getState(), earlier));
  await pause(restPauseMs);
  return true;
}

/** Turns before a place in pieces; undefined when they are not wanted any more. */
async function readEarlier(
  id: ConversationId,
  textsFrom: number,
  isWanted: () => boolean,
  pause: (ms: number) => Promise<unknown> = async () => undefined,
): Promise<EarlierTurns | undefined> {
  let earlier = noEarlierTurns;
  for (let before: number | undefined = textsFrom; before !== undefined; ) {
    const piece: OutlinePiece = await call('conversation.outline', { id, before });
    earlier = withOutline(earlier, piece.outline, id);
    before = piece.outlineFrom;
    await pause(restPauseMs);
    if (!isWanted()) return undefined;
  }
  return earlier;
}

async function readTexts(own: Rest, textsFrom: number, pause: (ms: number) => Promise<unknown>): Promise<void> {
  let waiting: ConversationTexts[] = [];
  const add = () => {
    if (waiting.length > 0) useOpenConversation.setState(foldTexts(useOpenConversation.getState(), waiting));
    waiting = [];
  };
  try {
    for (let before: number | undefined = textsFrom; before !== undefined; ) {
      if (isLeft(own)) return;
      const texts: ConversationTexts = await call('conversation.texts', { id: own.id, before });
      if (isLeft(own)) return;
      before = texts.textsFrom;
      waiting.push(texts);
      // With each step into the state the page draws anew: who waits for all of it waits for few.
      const waitingAnswers = waiting.reduce((sum, piece) => sum + piece.answers.length, 0);
      if (!own.isHurried || before === undefined || waitingAnswers >= mostAddedAnswers) add();
      if (before !== undefined) await pause(restPauseMs);
    }
  } catch (failure) {
    if (!isLeft(own)) add();
    throw failure;
  }
}

/** Reads a conversation; one that is being read already is not read twice. */
function readSnapshot(id: ConversationId, shownAfter?: Promise<void>): Promise<void> {
  if (reading?.id === id) return reading.done;
  const own: Reading = { id, done: Promise.resolve(), batches: [], changes: [], next: undefined, hasGap: false };
  reading = own;
  own.done = fillReading(own, shownAfter);
  return own.done;
}

async function fillReading(own: Reading, shownAfter?: Promise<void>): Promise<void> {
  const { id } = own;
  try {
    const detail = await call('conversation.open', { id, isRecent: true });
    if (reading !== own) return;
    showDraft(id, detail.draft, detail.draftAttachments);
    if (shownAfter !== undefined) {
      await shownAfter;
      if (reading !== own) return;
    }
    const { state, hasGap } = foldBatches(conversationState(detail), own.batches);
    const isCrossed = hasGap || own.changes.length > 0;
    applySummary(detail.conversation);
    // One that is read anew may be scrolled to anywhere, so that all of it must be there at once.
    const isReadAnew = useOpenConversation.getState().status === 'ready';
    if (isReadAnew && !isCrossed && !(await readWhole(own, state))) return;
    reading = undefined;
    if (isReadAnew && isCrossed) {
      useOpenConversation.setState(withMeanwhile(own));
    } else {
      useOpenConversation.setState(own.next ?? state);
      rest = undefined;
      if (!isReadAnew && detail.textsFrom !== undefined) beginRest(id, detail.textsFrom);
    }
    if (isCrossed || own.hasGap) await readSnapshot(id);
  } catch {
    if (reading !== own) return;
    reading = undefined;
    const shown = useOpenConversation.getState();
    if (shown.id !== id || shown.status !== 'ready') {
      useOpenConversation.setState({ status: 'failed' });
      return;
    }
    useOpenConversation.setState({ ...withMeanwhile(own), isStale: true });
  }
}

/** What is on the screen, with all that came while a snapshot was on its way and fits on. */
function withMeanwhile({ changes, batches }: Reading): OpenConversation {
  return foldBatches(changes.reduce(foldChange, useOpenConversation.getState()), batches).state;
}

/** Reads all that a snapshot was read without into `next`. False when another one is read by now. */
async function readWhole(own: Reading, snapshot: OpenConversation): Promise<boolean> {
  const { id } = own;
  const { textsFrom } = snapshot;
  own.next = snapshot;
  own.batches.length = 0;
  if (textsFrom === undefined) return true;
  const isWanted = () => reading === own;
  if (snapshot.earlierCount > 0) {
    const earlier = await readEarlier(id, textsFrom, isWanted);
    if (earlier === undefined) return false;
    own.next = foldEarlierTurns(own.next, earlier);
  }
  for (let before: number | undefined = textsFrom; before !== undefined; ) {
    const texts: ConversationTexts = await call('conversation.texts', { id, before });
    if (!isWanted()) return false;
    own.next = foldTexts(own.next, [texts]);
    before = texts.textsFrom;
  }
  const walked = await walkTurns(own.next, isWanted);
  if (walked === undefined || !isWanted()) return false;
  takeWalkedTurns(walked);
  return true;
}

/** Folds streamed parts into the open conversation, in one step for all lanes. */
export function applyBatches(batches: readonly PartBatch[]): void {
  if (reading !== undefined && !takesNext(reading, batches)) return;
  const before = useOpenConversation.getState();
  const { state, hasGap } = foldBatches(before, batches);
  if (state !== before) useOpenConversation.setState(state);
  // Where it could not be read just now it would be asked for with every part: the user says when.
  if (hasGap && state.id !== undefined && !state.isStale) void readSnapshot(state.id);
}

/** Keeps parts for what is being read; true when they belong on the screen too. */
function takesNext(own: Reading, batches: readonly PartBatch[]): boolean {
  if (own.next === undefined) {
    own.batches.push(...batches.filter(batch => batch.conversationId === own.id));
    return false;
  }
  const { state, hasGap } = foldBatches(own.next, batches);
  own.next = state;
  own.hasGap ||= hasGap;
  return true;
}

/** Takes over changed rows of the open conversation. A change that crosses a snapshot on its way makes that one be read again. */
export function applyChange({ conversationId, change }: Events['conversation.changed']): void {
  if (change.conversation !== undefined) applySummary(change.conversation);
  if (reading?.id === conversationId) {
    if (reading.next === undefined) {
      reading.changes.push(change);
      return;
    }
    reading.next = foldChange(reading.next, change);
  }
  const state = useOpenConversation.getState();
  if (state.id === conversationId) useOpenConversation.setState(foldChange(state, change));
}

function rememberOpen(id: ConversationId | undefined): void {
  try {
    if (id === undefined) localStorage.removeItem(lastOpenKey);
    else localStorage.setItem(lastOpenKey, id);
  } catch {
    // Without storage the newest conversation is shown at the next start.
  }
}

/** The conversation that was on the screen when the page was left. */
export function lastOpenId(): ConversationId | undefined {
  try {
    return (localStorage.getItem(lastOpenKey) as ConversationId | null) ?? undefined;
  } catch {
    return undefined;
  }
}
