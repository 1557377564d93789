import { inflateSync } from 'node:zlib';

/**
 * Everything that can be read in a PDF: its bytes as they stand, its streams unpacked, and the texts of its pages. A page names the shapes of
 * its letters by number; each font says which letters they are. Which font a text is set in is not followed: it is read with all of them.
 */
export function pdfText(bytes: Buffer): string {
  const streams = unpackedStreams(bytes);
  const fonts = streams.filter(stream => stream.includes('begincmap')).map(lettersOf);
  const pages = streams.filter(stream => /\bT[jJ]\b/.test(stream)).map(shapesOf);
  const texts = pages.flatMap(shapes => fonts.map(font => shapes.map(shape => font.get(shape) ?? '').join('')));
  return [bytes.toString('latin1'), ...streams, ...texts].join('\n');
}

function unpackedStreams(bytes: Buffer): readonly string[] {
  const streams: string[] = [];
  const text = bytes.toString('latin1');
  for (const { index, 0: mark } of text.matchAll(/(?<!end)stream\r?\n/g)) {
    const start = index + mark.length;
    const end = text.indexOf('endstream', start);
    if (end < 0) continue;
    const packed = bytes.subarray(start, end);
    try {
      streams.push(inflateSync(packed).toString('latin1'));
    } catch {
      streams.push(packed.toString('latin1'));
    }
  }
  return streams;
}

/** Letters by the number of their shape, as hexadecimal digits. */
function lettersOf(map: string): ReadonlyMap<string, string> {
  const letters = new Map<string, string>();
  const set = (shape: number, code: string) => letters.set(hex(shape), utf16(code));
  for (const [, lines = ''] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, shape = '', code = ''] of lines.matchAll(/<(\w+)>\s*<(\w+)>/g)) set(Number.parseInt(shape, 16), code);
  }
  for (const [, lines = ''] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, first = '', last = '', code = ''] of lines.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
      const from = Number.parseInt(first, 16);
      for (let shape = from; shape <= Number.parseInt(last, 16); shape++) {
        set(shape, hex(Number.parseInt(code, 16) + shape - from));
      }
    }
  }
  return letters;
}

function shapesOf(page: string): readonly string[] {
  return [...page.matchAll(/<([0-9a-fA-F]+)>/g)].flatMap(
    ([, digits = '']) => digits.toLowerCase().match(/.{4}/g) ?? [],
  );
}

function utf16(digits: string): string {
  return (digits.match(/.{4}/g) ?? []).map(code => String.fromCharCode(Number.parseInt(code, 16))).join('');
}

function hex(value: number): string {
  return value.toString(16).padStart(4, '0');
}
