/** Reading of values whose shape nobody vouches for: what is not as expected reads as absent. */
export type Fields = ReadonlyMap<string, unknown>;

/** Own fields of an object; none for anything else. A map, so that no name has a meaning of its own. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? new Map(Object.entries(value))
    : new Map();
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A text that is not empty, cut at `maxCharacters`. */
export function nameOf(value: unknown, maxCharacters: number): string | undefined {
  const text = typeof value === 'number' ? String(value) : textOf(value).trim();
  return text === '' ? undefined : text.slice(0, maxCharacters);
}
