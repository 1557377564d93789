import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { generateHistory } from '../../support/history/generateHistory';
import type { BenchContext } from '../row';
import { historyVersion } from '../support/history';
import { profileOf } from './program';

/** A profile with a history in it, made once and copied. */
export function profileWith(context: BenchContext, name: string, messages: number, conversations: number): string {
  const kept = join(context.cacheFolder, `page-${historyVersion}-${name}-${messages}-${conversations}`);
  if (!existsSync(join(kept, 'history.db'))) {
    context.say(`Making a history of ${messages} messages.`);
    rmSync(kept, { recursive: true, force: true });
    mkdirSync(kept, { recursive: true });
    generateHistory(kept, { messages, conversations, lanes: 1 });
  }
  const profile = profileOf(context, `${name}-${messages}`);
  cpSync(kept, profile, { recursive: true });
  return profile;
}
