import { colourTableBytes, endOfSubBlocks } from './gifBlocks';
import { jpegWithoutMetadata } from './jpegMetadata';

/**
 * A picture without what stands beside it: where, when, by whom and with what it was made. It is not seen, and nobody means to send it. The
 * picture itself is the same to the bit; one that is damaged stays as it is from there on.
 */
export function withoutMetadata(mediaType: string, bytes: Uint8Array): Uint8Array {
  switch (mediaType) {
    case 'image/jpeg':
      return jpegWithoutMetadata(bytes);
    case 'image/png':
      return pngWithoutMetadata(bytes);
    case 'image/webp':
      return webpWithoutMetadata(bytes);
    case 'image/gif':
      return gifWithoutMetadata(bytes);
    default:
      return bytes;
  }
}

/** Chunks that decoders may leave out and that say something about the picture's look. https://www.w3.org/TR/png-3/ */
const pngLook: ReadonlySet<string> = new Set(
  'tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT'.split(' '),
);

function pngWithoutMetadata(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept = [bytes.subarray(0, 8)];
  let at = 8;
  while (at + 12 <= bytes.length) {
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) break;
    const type = nameAt(bytes, at + 4);
    if (/^[A-Z]/.test(type) || pngLook.has(type)) kept.push(bytes.subarray(at, end));
    at = end;
    if (type === 'IEND') return Buffer.concat(kept);
  }
  return Buffer.concat([...kept, bytes.subarray(at)]);
}

const webpNeeded: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
/** Bits of the header that announce Exif and XMP. https://developers.google.com/speed/webp/docs/riff_container */
const webpMetadataFlags = 0x0c;
const webpHeadBytes = 12;

function webpWithoutMetadata(bytes: Uint8Array): Uint8Array {
  if (bytes.length < webpHeadBytes) return bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = Math.min(bytes.length, 8 + view.getUint32(4, true));
  if (end < webpHeadBytes) return bytes;
  const kept: Uint8Array[] = [];
  let at = webpHeadBytes;
  while (at + 8 <= end) {
    const size = view.getUint32(at + 4, true);
    const next = at + 8 + size + (size % 2);
    if (next > end) break;
    const chunk = Buffer.from(bytes.subarray(at, next));
    const name = nameAt(chunk, 0);
    if (name === 'VP8X') chunk[8] = (chunk[8] ?? 0) & ~webpMetadataFlags;
    if (webpNeeded.has(name)) kept.push(chunk);
    at = next;
  }
  kept.push(bytes.subarray(at, end));
  const head = Buffer.from(bytes.subarray(0, webpHeadBytes));
  head.writeUInt32LE(4 + kept.reduce((sum, { length }) => sum + length, 0), 4);
  return Buffer.concat([head, ...kept]);
}

const gifExtension = 0x21;
const gifImage = 0x2c;
const gifTrailer = 0x3b;
const gifComment = 0xfe;
const gifApplication = 0xff;

function gifWithoutMetadata(bytes: Uint8Array): Uint8Array {
  const kept: Uint8Array[] = [];
  let at = 13 + colourTableBytes(bytes[10] ?? 0);
  kept.push(bytes.subarray(0, at));
  while (at < bytes.length) {
    const kind = bytes[at];
    if (kind === gifTrailer) return Buffer.concat([...kept, bytes.subarray(at, at + 1)]);
    const data =
      kind === gifImage ? at + 11 + colourTableBytes(bytes[at + 9] ?? 0) : kind === gifExtension ? at + 2 : undefined;
    if (data === undefined) break;
    const end = endOfSubBlocks(bytes, data);
    if (kind === gifImage || isGifNeeded(bytes, at)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return Buffer.concat([...kept, bytes.subarray(at)]);
}

/** Comments and the data of applications go, but for those that say how often an animation runs. */
function isGifNeeded(bytes: Uint8Array, at: number): boolean {
  const label = bytes[at + 1];
  if (label === gifComment) return false;
  return label !== gifApplication || /^(?:NETSCAPE|ANIMEXTS)/.test(nameAt(bytes, at + 3, 8));
}

function nameAt(bytes: Uint8Array, at: number, length = 4): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
