import { create } from 'zustand';
import { CallFailureError, call } from '../bridge';
import type { Attachment } from '../shared/domain/conversation';
import type { ConversationId, LaneId } from '../shared/domain/ids';
import { type Asides, readAsides, writeAsides } from './asides';

/** The composer for all lanes of a conversation, or the small one of a lane. */
export type ComposerKey = ConversationId | `lane:${LaneId}`;

export function laneComposer(id: LaneId): ComposerKey {
  return `lane:${id}`;
}

/** The lane whose small composer this is. */
export function laneOf(key: ComposerKey): LaneId | undefined {
  return key.startsWith('lane:') ? (key.slice('lane:'.length) as LaneId) : undefined;
}

/**
 * Unsent text of all kinds. `addressed`: the lanes that alone get the next prompt, all of them where none is named; `laneTexts`: what stands
 * in the small composer of a lane; `edits`: an earlier prompt that is being changed and was not asked yet.
 */
export interface DraftsData extends Omit<Asides, 'laneAttachments'> {
  /** Text in the composer of each conversation that was shown since the page was loaded. */
  readonly texts: { readonly [conversationId: string]: string };
  /** Files by the composer that they will be sent from. */
  readonly attachments: { readonly [composerKey: string]: readonly Attachment[] };
  /** An earlier prompt that is looked at in the place of the text, which comes back when it is left. */
  readonly recalled: { readonly [conversationId: string]: string | undefined };
}

/** What is taken out of a composer to be sent. */
export interface TakenDraft {
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly addressed: readonly LaneId[];
}

export const useDrafts = create<DraftsData>()(() => {
  const { laneAttachments, ...asides } = readAsides();
  return { texts: {}, attachments: laneAttachments, recalled: {}, ...asides };
});

/** A crash costs no more than what was typed in this time, however long someone types without a pause. */
const saveDelayMs = 600;
/** Handing over a text of this length again and again would be felt while typing. */
const longText = 200_000;
const longSaveDelayMs = 3_000;
const unsaved = new Set<ConversationId>();
/** Something beside the composers has changed since it was kept last. */
let areAsidesUnsaved = false;
let timer: ReturnType<typeof setTimeout> | undefined;

/** What the composer of a conversation shows. */
export function shownText({ texts, recalled }: Pick<DraftsData, 'texts' | 'recalled'>, id: string): string {
  return recalled[id] ?? texts[id] ?? '';
}

/** Shows the draft as it was saved, unless the user has typed meanwhile. */
export function showDraft(id: ConversationId, draft: string, attachments: readonly Attachment[]): void {
  useDrafts.setState(state => ({
    ...(state.texts[id] === undefined && { texts: { ...state.texts, [id]: draft } }),
    ...(state.attachments[id] === undefined && { attachments: { ...state.attachments, [id]: attachments } }),
  }));
}

export function writeDraft(id: ConversationId, text: string): void {
  useDrafts.setState(state => ({
    texts: { ...state.texts, [id]: text },
    ...(state.recalled[id] !== undefined && { recalled: { ...state.recalled, [id]: undefined } }),
  }));
  saveSoon(id);
}

/** Shows an earlier prompt in the place of the draft; with undefined the draft again. */
export function recall(id: ConversationId, text: string | undefined): void {
  useDrafts.setState(state => ({ recalled: { ...state.recalled, [id]: text } }));
}

/** Saves at once what was typed last: when the conversation, the window or the program is left. */
export function leaveDraft(): void {
  clearTimeout(timer);
  timer = undefined;
  const { texts, attachments } = useDrafts.getState();
  const saved = [...unsaved];
  unsaved.clear();
  for (const id of saved) {
    const attachmentIds = attachments[id]?.map(attachment => attachment.id);
    // A draft that could not be saved stays in the composer; the next letter tries again, or leaving it.
    call('conversation.saveDraft', { id, draft: texts[id] ?? '', ...(attachmentIds && { attachmentIds }) }).catch(
      failure => {
        if (!(failure instanceof CallFailureError) || failure.code !== 'E_NOT_FOUND') unsaved.add(id);
      },
    );
  }
  if (!areAsidesUnsaved) return;
  areAsidesUnsaved = false;
  const state = useDrafts.getState();
  const isOfLane = ([key]: readonly [string, unknown]) => key.startsWith('lane:');
  writeAsides({ ...state, laneAttachments: Object.fromEntries(Object.entries(state.attachments).filter(isOfLane)) });
}

/** `id` names the conversation whose composer has changed; undefined where something beside it has. */
function saveSoon(id?: ConversationId): void {
  if (id === undefined) areAsidesUnsaved = true;
  else unsaved.add(id);
  const length = id === undefined ? 0 : (useDrafts.getState().texts[id] ?? '').length;
  timer ??= setTimeout(leaveDraft, length > longText ? longSaveDelayMs : saveDelayMs);
}

export function writeLaneDraft(laneId: LaneId, text: string): void {
  useDrafts.setState(state => {
    // What was written last stands last, as with the edits.
    const { [laneId]: _before, ...others } = state.laneTexts;
    return { laneTexts: { ...others, [laneId]: text } };
  });
  saveSoon();
}

/** Takes everything out of the small composer of a lane, to be sent. */
export function takeLaneDraft(laneId: LaneId): Omit<TakenDraft, 'addressed'> {
  const { laneTexts, attachments } = useDrafts.getState();
  const key = laneComposer(laneId);
  const taken = { text: laneTexts[laneId] ?? '', attachments: attachments[key] ?? [] };
  setAttachments(key, () => []);
  writeLaneDraft(laneId, '');
  return taken;
}

/** Puts back what could not be sent, before anything written since. */
export function returnLaneDraft(laneId: LaneId, taken: Omit<TakenDraft, 'addressed'>): void {
  const since = useDrafts.getState().laneTexts[laneId] ?? '';
  writeLaneDraft(laneId, since === '' ? taken.text : `${taken.text}\n${since}`);
  setAttachments(laneComposer(laneId), known => withReturned(known, taken.attachments));
}

function withReturned(known: readonly Attachment[], returned: readonly Attachment[]): readonly Attachment[] {
  return [...returned, ...known.filter(({ id }) => !returned.some(attachment => attachment.id === id))];
}

/** Keeps a prompt as far as it was changed; undefined forgets the change. */
export function writeEdit(turnId: string, text: string | undefined): void {
  useDrafts.setState(state => {
    const { [turnId]: _before, ...edits } = state.edits;
    return { edits: text === undefined ? edits : { ...edits, [turnId]: text } };
  });
  saveSoon();
}

/** Attaches a file, at the end or where it stood. */
export function attach(key: ComposerKey, attachment: Attachment, index?: number): void {
  setAttachments(key, known => {
    const others = known.filter(other => other.id !== attachment.id);
    const place = index === undefined || index < 0 ? others.length : index;
    return [...others.slice(0, place), attachment, ...others.slice(place)];
  });
}

export function detach(key: ComposerKey, attachmentId: string): void {
  setAttachments(key, known => known.filter(attachment => attachment.id !== attachmentId));
}

function setAttachments(key: ComposerKey, change: (known: readonly Attachment[]) => readonly Attachment[]): void {
  useDrafts.setState(({ attachments }) => ({ attachments: { ...attachments, [key]: change(attachments[key] ?? []) } }));
  saveSoon(laneOf(key) === undefined ? (key as ConversationId) : undefined);
}

/** Says which lanes alone get the next prompt; none for all. */
export function address(id: ConversationId, laneIds: readonly LaneId[]): void {
  useDrafts.setState(({ addressed }) => ({ addressed: { ...addressed, [id]: laneIds } }));
  saveSoon();
}

/** Takes everything out of a composer, to be sent. A draft that an earlier prompt stood in for is there again afterwards. */
export function takeDraft(id: ConversationId): TakenDraft {
  const state = useDrafts.getState();
  const isRecalled = state.recalled[id] !== undefined;
  const taken = {
    text: shownText(state, id),
    attachments: state.attachments[id] ?? [],
    addressed: state.addressed[id] ?? [],
  };
  if (taken.attachments.length > 0) setAttachments(id, () => []);
  address(id, []);
  writeDraft(id, isRecalled ? (state.texts[id] ?? '') : '');
  return taken;
}

/** Puts back what could not be sent, before anything typed since. */
export function returnDraft(id: ConversationId, taken: TakenDraft): void {
  const since = useDrafts.getState().texts[id] ?? '';
  writeDraft(id, since === '' ? taken.text : `${taken.text}\n${since}`);
  if (taken.attachments.length > 0) {
    setAttachments(id, known => withReturned(known, taken.attachments));
  }
  if ((useDrafts.getState().addressed[id] ?? []).length === 0) address(id, taken.addressed);
}
