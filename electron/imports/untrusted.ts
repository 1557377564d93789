import { visibleName } from '../../src/shared/domain/visibleName';

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

/** A text of one line in which something can be seen, cut at `maxCharacters`, without marks that turn the writing round. */
export function nameOf(value: unknown, maxCharacters: number): string | undefined {
  const text = typeof value === 'number' ? String(value) : textOf(value).trim();
  const name = ownNameIn(text.slice(0, maxCharacters));
  return name === '' ? undefined : name;
}

/** The id itself, or one made of it where it is empty or among `used` already: no message is lost for that. It is among them then. */
export function unusedId(id: string, used: Set<string>): string {
  let unused = id;
  for (let count = used.size; unused === '' || used.has(unused); count += 1) unused = `${id}~${count}`;
  used.add(unused);
  return unused;
}

/**
 * A title of one line, without marks that cannot be seen or that turn the writing round; what joins letters and emoji stays. None
 * where nothing of it could be seen.
 */
export function titleIn(value: unknown): string {
  const line = textOf(value)
    .slice(0, maxTitleCharacters)
    .replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  return visibleName(line);
}

/** A name that was ours once, in one line and without marks that turn the writing round; everything else in it stays as it was. None where nothing of it could be seen. */
export function ownNameIn(name: string): string {
  const line = turningMarks.test(name) ? name.replace(everyTurningMark, ' ').replace(/ {2,}/g, ' ').trim() : name;
  return visibleName(line);
}

const turningMarks = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;
const everyTurningMark = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu;

const maxTitleCharacters = 500;
