import { colourTableBytes, endOfSubBlocks, mostGifBlocks } from './gifBlocks';
import { jpegWithoutMetadata } from './jpegMetadata';
import { KeptParts } from './keptParts';

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
const pngLook: ReadonlySet<number> = new Set(
  'tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT'.split(' ').map(codeOf),
);
const pngEnd = codeOf('IEND');

function pngWithoutMetadata(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept = new KeptParts(bytes);
  kept.keep(0, 8);
  let at = 8;
  while (at + 12 <= bytes.length) {
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) break;
    const type = view.getUint32(at + 4);
    if (isCapital(type >>> 24) || pngLook.has(type)) kept.keep(at, end);
    at = end;
    if (type === pngEnd) return kept.joined();
  }
  kept.keep(at, bytes.length);
  return kept.joined();
}

function isCapital(code: number): boolean {
  return code >= 0x41 && code <= 0x5a;
}

const webpNeeded: ReadonlySet<number> = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP'].map(codeOf));
const webpHeader = codeOf('VP8X');
/** Bits of the header that announce Exif and XMP. https://developers.google.com/speed/webp/docs/riff_container */
const webpMetadataFlags = 0x0c;
const webpHeadBytes = 12;

function webpWithoutMetadata(bytes: Uint8Array): Uint8Array {
  if (bytes.length < webpHeadBytes) return bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = Math.min(bytes.length, 8 + view.getUint32(4, true));
  if (end < webpHeadBytes) return bytes;
  const kept = new KeptParts(bytes);
  kept.keep(0, webpHeadBytes);
  let headerAt: number | undefined;
  let at = webpHeadBytes;
  while (at + 8 <= end) {
    const size = view.getUint32(at + 4, true);
    const next = at + 8 + size + (size % 2);
    if (next > end) break;
    const name = view.getUint32(at);
    if (name === webpHeader && size > 0) headerAt ??= kept.length;
    if (webpNeeded.has(name)) kept.keep(at, next);
    at = next;
  }
  kept.keep(at, end);
  const bare = kept.joined();
  if (headerAt !== undefined) bare[headerAt + 8] = (bare[headerAt + 8] ?? 0) & ~webpMetadataFlags;
  bare.writeUInt32LE(bare.length - 8, 4);
  return bare;
}

const gifExtension = 0x21;
const gifImage = 0x2c;
const gifTrailer = 0x3b;
const gifComment = 0xfe;
const gifApplication = 0xff;

function gifWithoutMetadata(bytes: Uint8Array): Uint8Array {
  const kept = new KeptParts(bytes);
  let at = Math.min(bytes.length, 13 + colourTableBytes(bytes[10] ?? 0));
  kept.keep(0, at);
  for (let count = 0; count < mostGifBlocks && at < bytes.length; count += 1) {
    const kind = bytes[at];
    if (kind === gifTrailer) {
      kept.keep(at, at + 1);
      return kept.joined();
    }
    const data =
      kind === gifImage ? at + 11 + colourTableBytes(bytes[at + 9] ?? 0) : kind === gifExtension ? at + 2 : undefined;
    if (data === undefined) break;
    const end = endOfSubBlocks(bytes, data);
    if (kind === gifImage || isGifNeeded(bytes, at)) kept.keep(at, end);
    at = end;
  }
  kept.keep(at, bytes.length);
  return kept.joined();
}

const gifLoops = ['NETSCAPE', 'ANIMEXTS'].map(name => Buffer.from(name, 'latin1'));

/** Comments and the data of applications go, but for those that say how often an animation runs. */
function isGifNeeded(bytes: Uint8Array, at: number): boolean {
  const label = bytes[at + 1];
  if (label === gifComment) return false;
  return label !== gifApplication || gifLoops.some(name => name.every((byte, index) => bytes[at + 3 + index] === byte));
}

/** Four letters as the number that the same bytes are. */
function codeOf(name: string): number {
  return Buffer.from(name, 'latin1').readUInt32BE(0);
}
