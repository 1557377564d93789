/**
 * The name itself where it is free, else with the next free number at its end. A number that stands there already is counted on: "Mine 2" is
 * followed by "Mine 3", not by "Mine 2 2".
 */
export function numberedName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  const [, base = name, last = '1'] = /^(.*\S) (\d{1,4})$/s.exec(name) ?? [];
  for (let number = Number(last) + 1; ; number += 1) {
    const candidate = `${base} ${number}`;
    if (!isTaken(candidate)) return candidate;
  }
}
