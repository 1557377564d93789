import { cleanFileName } from '../store/fileName';

/** Names that Windows keeps for devices, with or without an extension. */
const deviceName = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;
const maxTitleCharacters = 80;
/** File systems count 255 bytes, of which extension, day and number need some; an emoji takes four, and more with its modifiers. */
const maxNameBytes = 200;

/**
 * A file name from the title of a conversation that every system accepts: no folders, no control characters, no device, no dot or space
 * at its end. `fallback` where the title has nothing to offer. A title that is nothing but dots or spaces counts as empty.
 */
export function exportName(title: string, extension: string, fallback: string): string {
  const words = title.replace(/[/\\]+/g, '-').trim();
  const short = Array.from(words)
    .slice(0, maxTitleCharacters)
    .join('')
    .replace(/[. ]+$/, '');
  const cleaned = short === '' ? fallback : withinBytes(cleanFileName(short)).replace(/[. ]+$/, '');
  const name = cleaned === '' ? fallback : cleaned;
  return `${deviceName.test(name) ? `_${name}` : name}.${extension}`;
}

function withinBytes(name: string): string {
  let bytes = 0;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(name)) {
    bytes += Buffer.byteLength(segment);
    if (bytes > maxNameBytes) break;
    kept += segment;
  }
  return kept;
}

/** The same name with a number, when it was given before; names that differ in case only are the same on some systems. */
export function uniqueName(name: string, taken: Set<string>): string {
  const dot = name.lastIndexOf('.');
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name.slice(0, dot)} (${number})${name.slice(dot)}`;
    const key = candidate.normalize('NFC').toLowerCase();
    if (taken.has(key)) continue;
    taken.add(key);
    return candidate;
  }
}
