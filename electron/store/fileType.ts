import { isText } from './textEncoding';

/** What an attached file is, by its content. Never by its name, and never by what the sender says. */
export type FileType =
  | 'image/png'
  | 'image/jpeg'
  | 'image/gif'
  | 'image/webp'
  | 'image/bmp'
  | 'application/pdf'
  | 'text/plain';

const signatures: readonly { readonly type: FileType; readonly at: number; readonly bytes: string }[] = [
  { type: 'image/png', at: 0, bytes: '\x89PNG\r\n\x1a\n' },
  { type: 'image/jpeg', at: 0, bytes: '\xff\xd8\xff' },
  { type: 'image/gif', at: 0, bytes: 'GIF87a' },
  { type: 'image/gif', at: 0, bytes: 'GIF89a' },
  { type: 'application/pdf', at: 0, bytes: '%PDF-' },
];

/**
 * Type of a file; undefined when it is neither a known format nor text in an encoding that can be told. SVG and HTML are text here: they
 * are never shown as such. Long bytes are looked through in pieces between which everything else goes on.
 */
export async function fileType(bytes: Uint8Array): Promise<FileType | undefined> {
  for (const signature of signatures) {
    if (startsWith(bytes, signature.bytes, signature.at)) return signature.type;
  }
  if (startsWith(bytes, 'RIFF', 0) && startsWith(bytes, 'WEBP', 8)) return 'image/webp';
  if (isBitmap(bytes)) return 'image/bmp';
  return (await isText(bytes)) ? 'text/plain' : undefined;
}

/** "BM" alone could begin a text: the size in the header must be that of the file, and the reserved fields empty. */
function isBitmap(bytes: Uint8Array): boolean {
  if (!startsWith(bytes, 'BM', 0) || bytes.length < 26) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return view.getUint32(2, true) === bytes.length && view.getUint32(6, true) === 0;
}

function startsWith(bytes: Uint8Array, signature: string, at: number): boolean {
  if (bytes.length < at + signature.length) return false;
  for (let index = 0; index < signature.length; index += 1) {
    if (bytes[at + index] !== signature.charCodeAt(index)) return false;
  }
  return true;
}
