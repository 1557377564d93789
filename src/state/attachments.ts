import { create } from 'zustand';
import { CallFailureError, call } from '../bridge';
import { type Attachment, maxAttachments } from '../shared/domain/conversation';
import type { ConversationId } from '../shared/domain/ids';
import { freeName, pastedExtension } from '../shared/domain/pastedText';
import { composerField, replaceInComposer } from './composerField';
import { attach, type ComposerKey, detach, laneOf, shownText, useDrafts, writeDraft, writeLaneDraft } from './drafts';
import { useOpenConversation } from './openConversation';
import { type FileRefusal, showFailure, showToast } from './toasts';

/** Above this a file would not fit into one call. */
const maxFileBytes = 20 * 1024 * 1024;
/** The program takes so many files a second; more at once are handed over one after the other. */
const nextTryMs = 250;
/** Files of one drop that are tried: of a folder of thousands which nothing here reads, each would be read and handed over for nothing. */
const mostTried = 4 * maxAttachments;
/** Typing more than this into a field takes seconds; it is put there at once, and undo does not take it back. */
const maxTypedCharacters = 200_000;
const maxTries = 40;

/** Files that are being read, by composer. */
export const useReading = create<{ readonly counts: { readonly [composerKey: string]: number } }>()(() => ({
  counts: {},
}));

/** Attaches files to what is being written in a composer. Those that cannot be taken are said with the reason; the others are taken. */
export async function attachFiles(
  key: ComposerKey,
  files: readonly File[],
  folderNames: readonly string[] = [],
): Promise<void> {
  const refused: FileRefusal[] = folderNames.map(name => ({ name, code: 'E_BAD_REQUEST', reason: 'folder' }));
  count(key, files.length);
  for (const [index, file] of files.entries()) {
    const refusal = index < mostTried ? await attachFile(key, file) : { name: nameOf(file), ...noRoom };
    if (refusal !== undefined) refused.push(refusal);
    count(key, -1);
  }
  for (const group of byReason(refused)) showToast({ kind: 'files-refused', refusals: group });
}

/** Room that files being handed over have taken, by composer: several may be dropped while others are still on their way. */
const reserved = new Map<ComposerKey, number>();

function hasRoom(key: ComposerKey): boolean {
  return (useDrafts.getState().attachments[key] ?? []).length + (reserved.get(key) ?? 0) < maxAttachments;
}

async function withRoom<Result>(key: ComposerKey, run: () => Promise<Result>): Promise<Result> {
  reserved.set(key, (reserved.get(key) ?? 0) + 1);
  try {
    return await run();
  } finally {
    reserved.set(key, (reserved.get(key) ?? 1) - 1);
  }
}

const noRoom = { code: 'E_LIMIT', reason: 'attachments' } as const;

function nameOf(file: File): string {
  return file.name === '' ? `image.${file.type.split('/')[1] ?? 'png'}` : file.name.slice(-500);
}

/** What cannot be read looks empty too. */
async function isEmpty(file: File): Promise<boolean> {
  return base64Of(file).then(
    base64 => base64 === '',
    () => false,
  );
}

async function attachFile(key: ComposerKey, file: File): Promise<FileRefusal | undefined> {
  const name = nameOf(file);
  if (!hasRoom(key)) return { name, ...noRoom };
  // Main would say the same, yet takes only some files a second.
  if (file.size === 0 && (await isEmpty(file))) return { name, code: 'E_BAD_REQUEST', reason: 'empty-file' };
  if (file.size > maxFileBytes) return { name, code: 'E_TOO_LARGE', reason: 'file' };
  try {
    await withRoom(key, async () => attach(key, await keep(name, file.type, await base64Of(file))));
    return undefined;
  } catch (failure) {
    if (failure instanceof CallFailureError) return { name, code: failure.code, reason: failure.reason };
    // A folder can be opened like a file and then not be read.
    return { name, code: 'E_BAD_REQUEST', reason: 'unreadable-file' };
  }
}

/** Attaches pasted text as a file of its own. Where that is refused it goes into the text after all. */
export async function attachText(key: ComposerKey, text: string, baseName: string): Promise<void> {
  const known = useDrafts.getState().attachments[key] ?? [];
  const name = freeName(
    baseName,
    pastedExtension(text),
    known.map(attachment => attachment.name),
  );
  count(key, 1);
  try {
    if (!hasRoom(key)) throw new Error('no room');
    await withRoom(key, async () => attach(key, await keep(name, 'text/plain', await base64Of(new Blob([text])))));
  } catch {
    insertText(key, text);
  } finally {
    count(key, -1);
  }
}

/** Puts the text of an attached file into the composer, where the caret is, in the place of the file. */
export async function turnIntoText(key: ComposerKey, attachment: Attachment): Promise<void> {
  try {
    const text = await textOf(attachment);
    // It was asked for twice, or the file was sent or taken away meanwhile.
    const known = useDrafts.getState().attachments[key] ?? [];
    if (!known.some(({ id }) => id === attachment.id)) return;
    detach(key, attachment.id);
    insertText(key, text);
  } catch (failure) {
    showFailure(failure);
  }
}

/** Takes a file away; a toast offers to bring it back. */
export function removeAttachment(key: ComposerKey, attachment: Attachment): void {
  const index = (useDrafts.getState().attachments[key] ?? []).findIndex(({ id }) => id === attachment.id);
  detach(key, attachment.id);
  showToast({ kind: 'attachment-removed', key, attachment, index });
}

/** Text of an attached text file. Throws CallFailureError. */
export async function textOf(attachment: Attachment): Promise<string> {
  return (await call('attachment.text', { id: attachment.id })).text;
}

/** Bytes of an attached picture. Throws CallFailureError. */
export async function pictureOf(attachment: Attachment): Promise<Blob> {
  const { mediaType, base64 } = await call('attachment.picture', { id: attachment.id });
  return new Blob([Uint8Array.from(atob(base64), character => character.charCodeAt(0))], { type: mediaType });
}

function insertText(key: ComposerKey, text: string): void {
  const laneId = laneOf(key);
  if (laneId !== undefined) {
    writeLaneDraft(laneId, (useDrafts.getState().laneTexts[laneId] ?? '') + text);
    return;
  }
  // Another conversation may be on the screen by now: its field is not the one that was meant.
  const field = useOpenConversation.getState().id === key ? composerField() : undefined;
  const isShort = text.length <= maxTypedCharacters;
  if (isShort && field !== undefined && replaceInComposer(field.selectionStart, field.selectionEnd, text)) return;
  writeDraft(key as ConversationId, shownText(useDrafts.getState(), key) + text);
}

async function keep(name: string, mediaType: string, base64: string): Promise<Attachment> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call('attachment.add', { name, mediaType: mediaType.slice(0, 200), base64 });
    } catch (failure) {
      const isTooFast = failure instanceof CallFailureError && failure.reason === 'too-many-calls';
      if (!isTooFast || attempt === maxTries) throw failure;
      await new Promise(resolve => setTimeout(resolve, nextTryMs));
    }
  }
}

function count(id: ComposerKey, change: number): void {
  useReading.setState(({ counts }) => ({ counts: { ...counts, [id]: (counts[id] ?? 0) + change } }));
}

function byReason(refused: readonly FileRefusal[]): readonly (readonly FileRefusal[])[] {
  const groups = new Map<string, FileRefusal[]>();
  for (const refusal of refused) {
    const key = `${refusal.code} ${refusal.reason}`;
    groups.set(key, [...(groups.get(key) ?? []), refusal]);
  }
  return [...groups.values()];
}

function base64Of(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const address = typeof reader.result === 'string' ? reader.result : '';
      resolve(address.slice(address.indexOf(',') + 1));
    };
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
