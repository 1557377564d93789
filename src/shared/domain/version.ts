/** Three numbers, and perhaps a word for what comes before the release of that number: `1.2.3`, `1.2.3-rc.1`. */
const pattern = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})(-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;

/**
 * Whether a version follows another one. False when one of them is none, so that nothing is ever taken for newer by mistake; of two
 * versions before the same release neither follows the other.
 */
export function isNewerVersion(version: string, than: string): boolean {
  const [one, other] = [pattern.exec(version), pattern.exec(than)];
  if (one === null || other === null) return false;
  for (const index of [1, 2, 3]) {
    const difference = Number(one[index]) - Number(other[index]);
    if (difference !== 0) return difference > 0;
  }
  return one[4] === undefined && other[4] !== undefined;
}
