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
  const time = lastTimeMs.toString(16).padStart(12, '0');
  const version = (0x7000 | sequence).toString(16);
  const variant = hexOf((nextRandomByte() & 0x3f) | 0x80) + hexOf(nextRandomByte());
  let tail = '';
  for (let count = 0; count < 6; count += 1) tail += hexOf(nextRandomByte());
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${tail}` as Id;
}

/** Drawn ahead: asking the system for eight bytes at a time takes most of the time of an id, and imports need thousands of them at once. */
const randomBytes = new Uint8Array(1_024);
let usedCount = randomBytes.length;

function nextRandomByte(): number {
  if (usedCount === randomBytes.length) {
    crypto.getRandomValues(randomBytes);
    usedCount = 0;
  }
  usedCount += 1;
  return randomBytes[usedCount - 1] ?? 0;
}

const hexBytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hexOf(byte: number): string {
  return hexBytes[byte] ?? '';
}
