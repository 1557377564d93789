import { numberedName } from './numberedName';

/** Extension for a pasted text, by how it begins. Only what can be told at a glance; everything else is plain text. */
export function pastedExtension(text: string): string {
  const start = text.slice(0, 2_000).trimStart();
  if (/^[[{]/.test(start) && isJson(text)) return 'json';
  if (/^<(!doctype html|html)\b/i.test(start)) return 'html';
  if (/^<\?xml\b/i.test(start)) return 'xml';
  if (/^diff --git |^--- .+\n\+\+\+ /.test(start)) return 'diff';
  const lines = start.split('\n').slice(0, 4);
  if (lines.length > 1 && lines.every(line => line.includes('\t'))) return 'tsv';
  if (/^#{1,6} \S/m.test(start)) return 'md';
  return 'txt';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A file name that none of `taken` has: `base.ext`, then `base 2.ext` and so on. */
export function freeName(base: string, extension: string, taken: readonly string[]): string {
  return `${numberedName(base, name => taken.includes(`${name}.${extension}`))}.${extension}`;
}

/**
 * Whether the files on a clipboard are only a picture of the text beside them, as office programs put it there: then the text is what was
 * meant. A file that was copied in a file manager also comes with a text, its own name.
 */
export function isPictureOfText(
  text: string,
  types: readonly string[],
  files: readonly { readonly name: string; readonly type: string }[],
): boolean {
  if (text.trim() === '' || !files.every(({ type }) => type.startsWith('image/'))) return false;
  if (files.some(({ name }) => name !== '' && text.includes(name))) return false;
  return (
    types.includes('text/html') || types.includes('text/rtf') || files.every(({ name }) => /^image\.\w+$/.test(name))
  );
}
