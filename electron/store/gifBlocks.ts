/** A film of half an hour has fewer; a file made of nothing but empty ones would hold the program up. What comes behind stays as it is. */
export const mostGifBlocks = 500_000;

/** Bytes of the colour table that flags of a screen or of a frame announce. https://www.w3.org/Graphics/GIF/spec-gif89a.txt */
export function colourTableBytes(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 0x07) + 1);
}

/** Where the sub-blocks end that begin at `from`, their terminator included; the end of the file where it is cut in them. */
export function endOfSubBlocks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0);
  return Math.min(bytes.length, at + 1);
}
