/**
 * The path with its extension, where it was typed without. The dialog has asked about a file of the typed name only, so one that the longer
 * name would replace is left alone: a number is added.
 */
export function withExtension(path: string, extension: string, exists: (path: string) => boolean): string {
  if (path.toLowerCase().endsWith(`.${extension}`)) return path;
  for (let number = 1; ; number += 1) {
    const candidate = `${path}${number === 1 ? '' : ` (${number})`}.${extension}`;
    if (!exists(candidate)) return candidate;
  }
}
