declare const brand: unique symbol;

/** A string that belongs to one kind of thing, so that a lane id cannot be passed where a turn id is wanted. */
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type ConversationId = Branded<'conversation'>;
export type LaneId = Branded<'lane'>;
export type TurnId = Branded<'turn'>;
export type AnswerId = Branded<'answer'>;
export type ConnectionId = Branded<'connection'>;
export type AttachmentId = Branded<'attachment'>;
export type FolderId = Branded<'folder'>;

let lastTimeMs = 0;
let sequence = 0;

/**
 * A new UUIDv7 as lower-case text. Ids made by one process sort in the order they were made, also when the clock steps
 * back: the time part then stays at the largest value seen and the 12-bit sequence goes on.
 * Layout: RFC 9562, section 5.7.
 */
export function newId<Id extends string>(nowMs: number = Date.now()): Id {
  if (nowMs > lastTimeMs) {
    lastTimeMs = nowMs;
    sequence = 0;
  } else if (++sequence > 0xfff) {
    lastTimeMs += 1;
    sequence = 0;
  }
  const random = crypto.getRandomValues(new Uint8Array(8));
  random[0] = ((random[0] ?? 0) & 0x3f) | 0x80;
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  const time = hex(lastTimeMs, 12);
  const tail = Array.from(random, byte => hex(byte, 2)).join('');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(sequence, 3)}-${tail.slice(0, 4)}-${tail.slice(4)}` as Id;
}
