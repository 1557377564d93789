import { randomBytes } from 'node:crypto';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { type ConfigNotice, openConfigFile } from './configFile';

/** The folder that the user chose for copies of backups, and the one inside it that is this installation's own. */
interface CopyPlace {
  readonly chosen: string;
  readonly own: string;
}

const placeSchema = z.object({
  chosen: z.string().max(4_096).refine(isAbsolute),
  name: z.string().regex(/^couplet-backups-[0-9a-f]{8}$/),
});
type Stored = z.infer<typeof placeSchema> | null;

/**
 * Where copies of backups go. Kept apart from the settings, which the page may change: a path comes from a dialog of the system alone. The
 * folder inside has a name of its own, so that two installations that share a disk do not drop each other's copies.
 */
export function openCopyPlace(folder: string, nowMs: number) {
  const file = openConfigFile<Stored>({
    folder,
    name: 'backup-copies',
    version: 1,
    parse: content => {
      if (content === null) return { value: null, wrongFields: [] };
      const parsed = placeSchema.safeParse(content);
      return parsed.success ? { value: parsed.data, wrongFields: [] } : undefined;
    },
    empty: null,
    nowMs,
  });
  return {
    notices: file.notices as readonly ConfigNotice[],
    get: (): CopyPlace | undefined => {
      const stored = file.value();
      return stored === null ? undefined : { chosen: stored.chosen, own: join(stored.chosen, stored.name) };
    },
    choose: (chosen: string): void => {
      const name = file.value()?.name ?? `couplet-backups-${randomBytes(4).toString('hex')}`;
      file.save({ chosen, name });
    },
    forget: (): void => file.save(null),
  };
}
