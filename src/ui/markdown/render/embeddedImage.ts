export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** About 380 kB of image data. */
const maximumSourceLength = 512 * 1024;
/** A compressed image of a few kilobytes can unpack to gigabytes, so the size is read from its header before anything decodes it. */
const maximumPixels = 4_096 * 4_096;

/** Pixel size of a base64 data image that is small enough to be shown; null for anything else, including what cannot be read. */
export function embeddedImageSize(source: string): ImageSize | null {
  if (source.length > maximumSourceLength) return null;
  const comma = source.indexOf(',');
  const bytes = decodeBase64(source.slice(comma + 1));
  if (bytes === null) return null;
  const size = readSize(source.slice(0, comma), new DataView(bytes.buffer));
  if (size === null || size.width < 1 || size.height < 1) return null;
  return size.width * size.height <= maximumPixels ? size : null;
}

function readSize(type: string, view: DataView): ImageSize | null {
  try {
    if (type.startsWith('data:image/png')) return readPng(view);
    if (type.startsWith('data:image/gif')) return readGif(view);
    if (type.startsWith('data:image/jpeg')) return readJpeg(view);
    return readWebp(view);
  } catch {
    // A DataView read beyond the end throws: the header is cut short.
    return null;
  }
}

function readPng(view: DataView): ImageSize | null {
  if (view.getUint32(0) !== 0x89504e47 || view.getUint32(12) !== 0x49484452) return null;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

function readGif(view: DataView): ImageSize | null {
  if (view.getUint32(0) !== 0x47494638) return null;
  const screen = { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  const flags = view.getUint8(10);
  let offset = 13 + ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 0x07) + 1));
  while (view.getUint8(offset) === 0x21) {
    offset += 2;
    while (view.getUint8(offset) !== 0) offset += 1 + view.getUint8(offset);
    offset += 1;
  }
  if (view.getUint8(offset) !== 0x2c) return null;
  // A first frame that does not fit its screen makes the screen larger.
  return {
    width: Math.max(screen.width, view.getUint16(offset + 1, true) + view.getUint16(offset + 5, true)),
    height: Math.max(screen.height, view.getUint16(offset + 3, true) + view.getUint16(offset + 7, true)),
  };
}

function readJpeg(view: DataView): ImageSize | null {
  if (view.getUint16(0) !== 0xffd8) return null;
  let offset = 2;
  for (;;) {
    const marker = view.getUint16(offset);
    if (marker < 0xff00) return null;
    const kind = marker & 0xff;
    const isFrameHeader = kind >= 0xc0 && kind <= 0xcf && kind !== 0xc4 && kind !== 0xc8 && kind !== 0xcc;
    if (isFrameHeader) return { width: view.getUint16(offset + 7), height: view.getUint16(offset + 5) };
    offset += 2 + view.getUint16(offset + 2);
  }
}

function readWebp(view: DataView): ImageSize | null {
  if (view.getUint32(0) !== 0x52494646 || view.getUint32(8) !== 0x57454250) return null;
  const chunk = view.getUint32(12);
  if (chunk === 0x56503858) return { width: readUint24(view, 24) + 1, height: readUint24(view, 27) + 1 };
  if (chunk === 0x56503820) {
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  if (chunk !== 0x5650384c) return null;
  const bits = view.getUint32(21, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

function readUint24(view: DataView, offset: number): number {
  return view.getUint16(offset, true) + view.getUint8(offset + 2) * 65_536;
}

function decodeBase64(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text), character => character.charCodeAt(0));
  } catch {
    return null;
  }
}
