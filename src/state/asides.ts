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
/** Storage takes about five million for all that the page keeps; of what is older than fits nothing is kept. */
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
    localStorage.setItem(
      storageKey,
      text.length <= maxCharacters ? text : JSON.stringify(newestThatFit(JSON.parse(text))),
    );
  } catch {
    // Without storage they last as long as the page.
  }
}

/**
 * What was begun last, up to the limit: text of long ago must not keep that of today from being kept. Of a text that is too long by itself the
 * last state stays that fitted.
 */
function newestThatFit(asides: Asides): Asides {
  const before = readAsides();
  let roomLeft = maxCharacters - 1_000;
  const fitting = <Group extends keyof Asides>(group: Group): Asides[Group] => {
    const kept = Object.entries(asides[group])
      .toReversed()
      .flatMap(([id, value]: [string, unknown]) => {
        const candidates: readonly unknown[] = [value, before[group][id]];
        const found = candidates.find(one => one !== undefined && lengthOf(id, one) <= roomLeft);
        if (found === undefined) return [];
        roomLeft -= lengthOf(id, found);
        return [[id, found] as const];
      });
    return Object.fromEntries(kept.toReversed()) as Asides[Group];
  };
  // The short ones first.
  const addressed = fitting('addressed');
  const laneAttachments = fitting('laneAttachments');
  return { addressed, laneAttachments, laneTexts: fitting('laneTexts'), edits: fitting('edits') };
}

function lengthOf(id: string, value: unknown): number {
  return JSON.stringify([id, value]).length + 2;
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
