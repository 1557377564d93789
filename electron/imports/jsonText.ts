import { ImportProblem } from './importProblem';

/** Text of a JSON file: UTF-8 with or without a byte order mark, or UTF-16 with one. */
export function decodeJson(bytes: Uint8Array): string {
  if (bytes.every(byte => byte === 0)) throw new ImportProblem('import-empty');
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new ImportProblem('import-encoding');
  }
}

/** Value of a JSON text. One that ends too early is told from one that is none. */
export function parseJson(text: string): unknown {
  const start = text.search(/\S/);
  if (start < 0) throw new ImportProblem('import-empty');
  const first = text[start];
  if (first !== '{' && first !== '[') throw new ImportProblem('import-not-json');
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const named = /at position (\d+)/.exec(message)?.[1];
    const position = named === undefined ? undefined : Number(named);
    const endsEarly =
      /end of JSON|Unterminated/.test(message) || (position !== undefined && position >= text.trimEnd().length);
    throw new ImportProblem(
      endsEarly ? 'import-truncated' : 'import-not-json',
      position === undefined ? undefined : lineAndColumn(text, position),
    );
  }
}

function lineAndColumn(text: string, position: number): string {
  const lastLine = text.lastIndexOf('\n', position - 1);
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at <= lastLine; at = text.indexOf('\n', at + 1)) line += 1;
  return `${line}:${position - lastLine}`;
}
