import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchContext } from '../row';
import { preparedHistory } from '../support/history';

/** A profile with 10,000 conversations and their search index, of which the rows may do what they like. */
export async function profileWithConversations(context: BenchContext): Promise<string> {
  const prepared = await preparedHistory(context, 20_000, 10_000);
  const profile = join(context.folder, 'profile');
  cpSync(prepared, profile, { recursive: true });
  return profile;
}
