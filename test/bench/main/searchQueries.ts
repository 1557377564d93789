import type { DatabaseSync } from '@photostructure/sqlite';

/** An open database. */
export type Database = InstanceType<typeof DatabaseSync>;

/** Words that are asked for, from one group of equal length and frequency. */
export interface QueryClass {
  readonly name: string;
  readonly words: readonly string[];
  readonly isEnglish: boolean;
  /** Found so seldom that all hits can be compared. */
  readonly isRare: boolean;
}

const sampledAnswers = 3_000;
const wordsPerClass = 4;

/** Chooses words from the history itself, always the same for the same history: common and rare ones of every length. */
export function chooseQueries(database: Database): readonly QueryClass[] {
  const counts = countWords(sample(database));
  const common = (map: ReadonlyMap<string, number>) =>
    [...map].sort((a, b) => b[1] - a[1] || compare(a[0], b[0])).map(([word]) => word);
  const seen = (map: ReadonlyMap<string, number>, least: number, most: number) =>
    [...map].flatMap(([word, count]) => (count >= least && count <= most ? [word] : [])).sort(compare);
  const pick = (words: readonly string[]) =>
    Array.from(
      { length: Math.min(wordsPerClass, words.length) },
      (_, index) => words[Math.floor((index * words.length) / wordsPerClass)] ?? '',
    );
  const { hanByLength, english } = counts;
  const [one = new Map(), two = new Map(), three = new Map(), four = new Map()] = hanByLength;
  const rareCharacters = seen(one, 1, 6);
  const absent = rareCharacters
    .flatMap((first, index) => [`${first}${rareCharacters[(index + 7) % rareCharacters.length]}`])
    .filter(word => !two.has(word));
  const classes: readonly QueryClass[] = [
    {
      name: '1 character',
      words: [...common(one).slice(0, 2), ...pick(rareCharacters).slice(0, 2)],
      isEnglish: false,
      isRare: false,
    },
    { name: '2 characters, common', words: common(two).slice(0, wordsPerClass), isEnglish: false, isRare: false },
    { name: '2 characters, rare', words: pick(seen(two, 1, 1)), isEnglish: false, isRare: true },
    { name: '2 characters, absent', words: pick(absent), isEnglish: false, isRare: true },
    { name: '3 characters', words: pick(seen(three, 1, 3)), isEnglish: false, isRare: true },
    { name: '4 characters', words: pick(seen(four, 1, 3)), isEnglish: false, isRare: true },
    { name: '1 letter', words: ['a', 'x'], isEnglish: true, isRare: false },
    { name: 'English, common', words: common(english).slice(0, wordsPerClass), isEnglish: true, isRare: false },
    { name: 'English, rare', words: pick(seen(english, 1, 1)), isEnglish: true, isRare: true },
  ];
  return classes.filter(({ words }) => words.length > 0);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function sample(database: Database): readonly string[] {
  const { last } = database.prepare('SELECT max(row) AS last FROM answers').get() as { last: number };
  const read = database.prepare('SELECT text FROM answers WHERE row = ?');
  const step = Math.max(1, Math.floor(last / sampledAnswers));
  return Array.from({ length: Math.min(sampledAnswers, last) }, (_, index) => {
    const row = read.get(1 + index * step) as { text: string } | undefined;
    return row?.text ?? '';
  });
}

/** In how many of the texts each word stands. */
function countWords(texts: readonly string[]) {
  const hanByLength = [1, 2, 3, 4].map(() => new Map<string, number>());
  const english = new Map<string, number>();
  for (const text of texts) {
    for (const [index, counts] of hanByLength.entries()) {
      const words = new Set<string>();
      for (const [run] of text.matchAll(/\p{Script=Han}+/gu)) {
        const characters = [...run];
        for (let start = 0; start + index < characters.length; start++) {
          words.add(characters.slice(start, start + index + 1).join(''));
        }
      }
      for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    const words = new Set(text.toLowerCase().match(/(?<![a-z0-9_])[a-z]{3,12}(?![a-z0-9_])/g));
    for (const word of words) english.set(word, (english.get(word) ?? 0) + 1);
  }
  return { hanByLength, english };
}
