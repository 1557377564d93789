import { inflateSync } from 'node:zlib';

const signatureBytes = 8;

/** Names of all parts of a PNG, with what stands in those that are not the picture itself, unpacked where they are packed. */
export function pngText(bytes: Buffer): string {
  const texts: string[] = [];
  for (let at = signatureBytes; at + 8 <= bytes.length; at += bytes.readUInt32BE(at) + 12) {
    const name = bytes.toString('latin1', at + 4, at + 8);
    const content = bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at));
    texts.push(name);
    if (name !== 'IDAT') texts.push(content.toString('utf8'), ...unpacked(content));
  }
  return texts.join('\n');
}

/** A text may be packed, behind its keyword and a few bytes about it. */
function unpacked(content: Buffer): readonly string[] {
  for (let start = 0; start < Math.min(content.length, 100); start++) {
    try {
      return [inflateSync(content.subarray(start)).toString('utf8')];
    } catch {}
  }
  return [];
}
