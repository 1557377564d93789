import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '../../../electron/store/db';
import { historyPaths } from '../../../electron/store/open';
import { generateHistory } from '../../support/history/generateHistory';
import type { BenchContext } from '../row';
import { historyVersion } from '../support/history';
import { profileOf } from './program';

/**
 * A profile with a history in it, made once and copied. `keptMessages` leaves only the end of its one conversation: so a long and a short
 * one end with the same words, and what differs between them is their length.
 */
export function profileWith(
  context: BenchContext,
  name: string,
  messages: number,
  conversations: number,
  keptMessages = messages,
): string {
  const kept = join(context.cacheFolder, `page-${historyVersion}-${name}-${messages}-${conversations}`);
  if (!existsSync(join(kept, 'history.db'))) {
    context.say(`Making a history of ${messages} messages.`);
    rmSync(kept, { recursive: true, force: true });
    mkdirSync(kept, { recursive: true });
    generateHistory(kept, { messages, conversations, lanes: 1 });
  }
  const profile = profileOf(context, `${name}-${keptMessages}`);
  cpSync(kept, profile, { recursive: true });
  if (keptMessages < messages) keepEnd(profile, keptMessages);
  return profile;
}

/** Deletes all but the last messages, prompts and answers together, from the first turn that is kept on. */
function keepEnd(folder: string, messages: number): void {
  const database = connect(historyPaths(folder).database);
  try {
    database.exec('PRAGMA foreign_keys=OFF');
    database.transaction(() => {
      const kept = database.get<{ readonly first: number | null }>(
        `SELECT min(sequence) AS first FROM (
           SELECT sequence, sum(1 + (SELECT count(*) FROM answers WHERE answers.turn_id = turns.id))
             OVER (ORDER BY sequence DESC) AS messages
           FROM turns)
         WHERE messages <= :messages`,
        { messages },
      );
      const first = kept?.first ?? 0;
      const early = '(SELECT id FROM turns WHERE sequence < :first)';
      for (const table of ['answers', 'turn_lanes', 'turn_attachments']) {
        database.run(`DELETE FROM ${table} WHERE turn_id IN ${early}`, { first });
      }
      database.run(`UPDATE turn_lanes SET parent_turn_id = NULL WHERE parent_turn_id IN ${early}`, { first });
      database.run('DELETE FROM turns WHERE sequence < :first', { first });
    });
    database.exec('VACUUM');
  } finally {
    database.close();
  }
}
