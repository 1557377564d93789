import type { Attachment } from '../shared/domain/conversation';
import type { LaneId } from '../shared/domain/ids';

/** What is being written beside the composer. It is kept in the page's own storage, so that a reload or a restart does not take it away. */
export interface Asides {
  readonly addressed: { readonly [conversationId: string]: readonly LaneId[] };
  readonly laneTexts: { readonly [laneId: string]: string };
  /** Files of the small composers, by the key of each. */
  readonly laneAttachments: { readonly [composerKey: string]: readonly Attachment[] };
  readonly edits: { readonly [turnId: string]: string };
}

const storageKey = 'couplet.asides';
/** Storage takes about five million; what is longer lasts as long as the page. */
const maxCharacters = 1_000_000;

export function readAsides(): Asides {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
    const { addressed, laneTexts, laneAttachments, edits } = stored as { readonly [Field in keyof Asides]?: unknown };
    return {
      addressed: entriesOf(addressed, isTextList) as Asides['addressed'],
      laneTexts: entriesOf(laneTexts, isText),
      laneAttachments: entriesOf(laneAttachments, isAttachmentList),
      edits: entriesOf(edits, isText),
    };
  } catch {
    return { addressed: {}, laneTexts: {}, laneAttachments: {}, edits: {} };
  }
}

export function writeAsides({ addressed, laneTexts, laneAttachments, edits }: Asides): void {
  const isFilled = ([, value]: readonly [string, { readonly length: number }]) => value.length > 0;
  const text = JSON.stringify({
    addressed: Object.fromEntries(Object.entries(addressed).filter(isFilled)),
    laneTexts: Object.fromEntries(Object.entries(laneTexts).filter(isFilled)),
    laneAttachments: Object.fromEntries(Object.entries(laneAttachments).filter(isFilled)),
    edits,
  });
  try {
    if (text.length <= maxCharacters) localStorage.setItem(storageKey, text);
  } catch {
    // Without storage they last as long as the page.
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isTextList = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);
const isAttachmentList = (value: unknown): value is readonly Attachment[] =>
  Array.isArray(value) && value.every(isAttachment);

function isAttachment(value: unknown): value is Attachment {
  if (typeof value !== 'object' || value === null) return false;
  const { id, name, mediaType, sizeBytes, sha256 } = value as { readonly [Field in keyof Attachment]?: unknown };
  return [id, name, mediaType, sha256].every(isText) && typeof sizeBytes === 'number';
}

function entriesOf<Value>(
  stored: unknown,
  isValue: (value: unknown) => value is Value,
): { readonly [id: string]: Value } {
  if (typeof stored !== 'object' || stored === null) return {};
  return Object.fromEntries(Object.entries(stored).filter((entry): entry is [string, Value] => isValue(entry[1])));
}
