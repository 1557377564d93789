const startOfImage = 0xd8;
const endOfImage = 0xd9;
const startOfScan = 0xda;
const comment = 0xfe;
const firstApplication = 0xe0;
const lastApplication = 0xef;
const orientationTag = 0x0112;

/** No camera writes a hundredth of it; what comes behind stays as it is. A file made of nothing but marks would hold the program up. */
const mostSegments = 10_000;

/**
 * A JPEG without what a camera or a program wrote beside the picture: place, time, device, owner, thumbnails, comments, and whatever is
 * appended, such as the film of a moving photo. Which way is up stays, and so do colours. From where it is damaged it stays as it is.
 */
export function jpegWithoutMetadata(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let orientation: number | undefined;
  let at = 2;
  for (let count = 0; count < mostSegments; count += 1) {
    // Decoders pass over what stands between segments, and so may whoever looks for places.
    const next = nextMarker(bytes, at);
    if (next + 4 > bytes.length) break;
    at = next;
    const marker = bytes[at + 1] ?? 0;
    if (marker === endOfImage) break;
    const isAlone = marker === 0x01 || (marker >= 0xd0 && marker <= startOfImage);
    const end = isAlone ? at + 2 : at + 2 + view.getUint16(at + 2);
    if (end > bytes.length) {
      if (!isNeeded(marker, bytes.subarray(at))) at = bytes.length;
      break;
    }
    const segment = bytes.subarray(at, end);
    if (isAlone || isNeeded(marker, segment)) kept.push(segment);
    else orientation ??= orientationOf(segment);
    at = end;
    if (marker !== startOfScan) continue;
    const scanEnd = endOfScan(bytes, at);
    kept.push(bytes.subarray(at, scanEnd));
    at = scanEnd;
  }
  const isWhole = bytes[at] === 0xff && bytes[at + 1] === endOfImage;
  kept.push(isWhole ? bytes.subarray(at, at + 2) : bytes.subarray(at));
  if (orientation !== undefined) kept.splice(1, 0, orientationSegment(orientation));
  return Buffer.concat(kept);
}

/** Segments that decoding needs: JFIF's own, colour profiles, Adobe's mark of the colour space, and all that are no application's. */
function isNeeded(marker: number, segment: Uint8Array): boolean {
  if (marker === comment) return false;
  if (marker < firstApplication || marker > lastApplication) return true;
  const name = String.fromCharCode(...segment.subarray(4, 16));
  if (marker === 0xe0) return name.startsWith('JFIF\0');
  if (marker === 0xe2) return name.startsWith('ICC_PROFILE\0');
  return marker === 0xee && name.startsWith('Adobe');
}

/** Where the next marker stands; the length where none does. Stuffed and filling bytes are none. */
function nextMarker(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && (bytes[at] !== 0xff || bytes[at + 1] === 0xff || bytes[at + 1] === 0)) at += 1;
  return at;
}

/** Where the picture's own data ends: at the next marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    const isData = next === 0 || next === 0xff || next === undefined || (next >= 0xd0 && next <= 0xd7);
    if (!isData) return at;
  }
  return bytes.length;
}

/** Exif's word for which way is up, 1 to 8; undefined where there is none, or the usual one. */
function orientationOf(segment: Uint8Array): number | undefined {
  const start = 10;
  if (segment[1] !== 0xe1 || String.fromCharCode(...segment.subarray(4, start)) !== 'Exif\0\0') return undefined;
  const view = new DataView(segment.buffer, segment.byteOffset + start, segment.byteLength - start);
  try {
    const isLittle = view.getUint16(0) === 0x4949;
    const list = view.getUint32(4, isLittle);
    const count = view.getUint16(list, isLittle);
    for (let entry = 0; entry < count; entry += 1) {
      const at = list + 2 + entry * 12;
      if (view.getUint16(at, isLittle) !== orientationTag) continue;
      const value = view.getUint16(at + 8, isLittle);
      return value >= 2 && value <= 8 ? value : undefined;
    }
  } catch {
    // It leads out of its segment.
  }
  return undefined;
}

/** Exif that says which way is up, and nothing else. */
function orientationSegment(orientation: number): Uint8Array {
  const text = `Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0${String.fromCharCode(orientation)}\0\0\0\0\0\0`;
  const content = Buffer.from(text, 'latin1');
  return Buffer.concat([Buffer.from([0xff, 0xe1, 0, content.length + 2]), content]);
}
