import type { Writer } from './db';

const key = 'clock-sightings';
const apartMs = 24 * 60 * 60 * 1000;

interface Sightings {
  /** At least a day before `latest`; undefined until then. */
  readonly earlier: number | undefined;
  readonly latest: number;
}

/**
 * The time to go by where something is deleted because its time is over: not what the clock says now, but what it said the last time that was
 * at least a day earlier; undefined before there is such a time. A clock that jumps ahead (an empty battery, a wrong year typed in) is so
 * believed only once it has been seen going on from there for a day, and one that is set right again takes back what it said. Who does not
 * use the program for months keeps what was deleted until the second start after that: longer than promised, never shorter.
 */
export function believedTime(writer: Writer, nowMs: number): number | undefined {
  const before = readSightings(writer);
  const after = withSighting(before, nowMs);
  if (after !== before) {
    const sql =
      'INSERT INTO settings_meta (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = excluded.value';
    writer.run(sql, { key, value: JSON.stringify([after.latest, after.earlier]) });
  }
  return after.earlier;
}

function withSighting(known: Sightings | undefined, nowMs: number): Sightings {
  if (known === undefined || nowMs < known.latest) {
    const earlier = known?.earlier;
    return { latest: nowMs, earlier: earlier !== undefined && earlier <= nowMs - apartMs ? earlier : undefined };
  }
  return nowMs - known.latest < apartMs ? known : { latest: nowMs, earlier: known.latest };
}

function readSightings(writer: Writer): Sightings | undefined {
  const row = writer.get<{ value: string }>('SELECT value FROM settings_meta WHERE key = :key', { key });
  if (row === undefined) return undefined;
  try {
    const [latest, earlier] = JSON.parse(row.value) as readonly unknown[];
    if (typeof latest !== 'number') return undefined;
    return { latest, earlier: typeof earlier === 'number' ? earlier : undefined };
  } catch {
    return undefined;
  }
}
