import { colourTableBytes, endOfSubBlocks, mostGifBlocks } from './gifBlocks';

export interface PictureSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/**
 * Size of a picture as its header tells it, without decoding anything: a small file can claim billions of pixels. Undefined where the
 * header is cut or not understood; such a file cannot be shown either.
 */
export function pictureSize(mediaType: string, bytes: Uint8Array): PictureSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    switch (mediaType) {
      case 'image/png':
        return size(view.getUint32(16), view.getUint32(20));
      case 'image/gif':
        return gifSize(bytes, view);
      case 'image/bmp':
        return size(Math.abs(view.getInt32(18, true)), Math.abs(view.getInt32(22, true)));
      case 'image/webp':
        return webpSize(view);
      case 'image/jpeg':
        return jpegSize(bytes, view);
      default:
        return undefined;
    }
  } catch {
    // The header ends before its numbers.
    return undefined;
  }
}

function size(widthPx: number, heightPx: number): PictureSize {
  return { widthPx, heightPx };
}

/** A first frame that does not fit its screen makes the screen larger, in browsers at least. */
function gifSize(bytes: Uint8Array, view: DataView): PictureSize {
  const screen = size(view.getUint16(6, true), view.getUint16(8, true));
  let at = 13 + colourTableBytes(bytes[10] ?? 0);
  for (let count = 0; count < mostGifBlocks && at + 9 < view.byteLength; count += 1) {
    const kind = view.getUint8(at);
    if (kind === 0x2c) {
      const right = view.getUint16(at + 1, true) + view.getUint16(at + 5, true);
      const bottom = view.getUint16(at + 3, true) + view.getUint16(at + 7, true);
      return size(Math.max(screen.widthPx, right), Math.max(screen.heightPx, bottom));
    }
    if (kind !== 0x21) break;
    at = endOfSubBlocks(bytes, at + 2);
  }
  return screen;
}

/** https://developers.google.com/speed/webp/docs/riff_container, read 2026-11-26. */
function webpSize(view: DataView): PictureSize | undefined {
  const kind = String.fromCharCode(view.getUint8(12), view.getUint8(13), view.getUint8(14), view.getUint8(15));
  if (kind === 'VP8 ') return size(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
  if (kind === 'VP8L') {
    const bits = view.getUint32(21, true);
    return size((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
  }
  if (kind !== 'VP8X') return undefined;
  const threeBytes = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
  return size(threeBytes(24) + 1, threeBytes(27) + 1);
}

/** The frame header (SOF0 to SOF15 but for DHT, JPG and DAC) may stand behind segments of any number and length. */
function jpegSize(bytes: Uint8Array, view: DataView): PictureSize | undefined {
  for (let at = 2; at + 9 < bytes.length; ) {
    const marker = bytes[at + 1] ?? 0;
    // Decoders pass over what stands between segments.
    if (bytes[at] !== 0xff || marker === 0xff || marker === 0) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return size(view.getUint16(at + 7), view.getUint16(at + 5));
    const isAlone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    at += isAlone ? 2 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}
