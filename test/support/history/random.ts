/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** From 0 up to but not including 1. */
  readonly next: () => number;
  /** A whole number from 0 up to but not including `end`. */
  readonly below: (end: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <Item>(items: readonly Item[]) => Item;
  /** Normally distributed around 0 with a deviation of 1. */
  readonly normal: () => number;
  /** A UUIDv7 of this moment. */
  readonly id: <Id extends string>(atMs: number) => Id;
}

/** Mulberry32: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c, in the public domain. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const bits = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const next = () => bits() / 4_294_967_296;
  const below = (end: number) => Math.floor(next() * end);
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0').slice(-digits);
  return {
    next,
    below,
    chance: probability => next() < probability,
    pick: <Item>(items: readonly Item[]) => items[below(items.length)] as Item,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    id: <Id extends string>(atMs: number) => {
      const time = hex(atMs, 12);
      const tail = hex(bits(), 8) + hex(bits(), 8);
      const variant = '89ab'[bits() & 3];
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(bits(), 3)}-${variant}${tail.slice(0, 3)}-${tail.slice(3, 15)}` as Id;
    },
  };
}

/** Picks items so that the first is met most often and each later one more seldom, as words are met in texts (Zipf's law). */
export function createRanked<Item>(items: readonly Item[], exponent = 1): (random: Random) => Item {
  const sums = new Float64Array(items.length);
  let sum = 0;
  for (let rank = 0; rank < items.length; rank += 1) {
    sum += 1 / (rank + 1) ** exponent;
    sums[rank] = sum;
  }
  return random => {
    const wanted = random.next() * sum;
    let low = 0;
    let high = items.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) <= wanted) low = middle + 1;
      else high = middle;
    }
    return items[low] as Item;
  };
}
