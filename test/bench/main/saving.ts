import { constants, copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import type { History } from '../../../electron/store/history';
import type { Answer } from '../../../src/shared/domain/answer';
import type { BenchContext, Measurement } from '../row';
import { largeHistorySize, preparedHistory } from '../support/history';
import { addStreamingAnswers, openedHistory } from '../support/openedHistory';
import { prose } from '../support/prose';
import { alternate, median, percentile } from '../support/statistics';

const savesPerRepetition = 60;
/** Half a page, as most answers are. */
const usualCharacters = 821;
const longCharacters = 32_000;

/** Milliseconds of each of these calls. */
function timesOf<Item>(items: readonly Item[], action: (item: Item) => void): readonly number[] {
  return items.map(item => {
    const startMs = performance.now();
    action(item);
    return performance.now() - startMs;
  });
}

/** Saving an answer that has ended, durably, in the large history against an empty one. */
export async function measureAnswerSave(context: BenchContext): Promise<Measurement> {
  const prepared = await preparedHistory(context, largeHistorySize(context));
  const large = join(context.folder, 'large');
  mkdirSync(large);
  for (const name of ['history.db', 'history.created']) {
    copyFileSync(join(prepared, name), join(large, name), constants.COPYFILE_FICLONE);
  }
  const inLarge = openedHistory(large);
  const inEmpty = openedHistory(join(context.folder, 'empty'));
  const all: number[] = [];
  const save = (history: History) => {
    const text = prose(usualCharacters);
    const ended = addStreamingAnswers(history, savesPerRepetition).map(
      (answer): Answer => ({ ...answer, status: 'done', text }),
    );
    const times = timesOf(ended, answer => history.write.saveAnswers([answer]));
    if (history === inLarge) all.push(...times);
    return median(times);
  };
  const { own, peer, owns, peers } = await alternate(
    context.repetitions,
    () => save(inLarge),
    () => save(inEmpty),
  );
  const blobMs = oneBlobPerConversation(join(context.folder, 'blob.db'));
  inLarge.close();
  inEmpty.close();
  return {
    value: own,
    unit: 'ms',
    peer: { name: 'empty history', value: peer },
    note: `p95 ${percentile(all, 95).toFixed(2)} ms, the wait for the disk among it; a conversation of 2,000 messages kept as one JSON text: ${blobMs.toFixed(1)} ms`,
    detail: { owns, peers, p95: percentile(all, 95), blobMs },
  };
}

/** The other way to keep conversations: one JSON text each, written whole for every message. */
function oneBlobPerConversation(path: string): number {
  const database = new DatabaseSync(path);
  database.exec(
    'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE chats (id INTEGER PRIMARY KEY, chat TEXT)',
  );
  const messages = Array.from({ length: 2_000 }, (_, index) => ({
    id: index,
    role: 'user',
    text: prose(usualCharacters),
  }));
  database.prepare('INSERT INTO chats VALUES (1, ?)').run(JSON.stringify(messages));
  const update = database.prepare('UPDATE chats SET chat = ? WHERE id = 1');
  const times = timesOf(Array.from({ length: 9 }), () => update.run(JSON.stringify(messages)));
  database.close();
  return median(times);
}

/** Saving the text so far of a long answer that still streams, against the bare update of a row. */
export async function measureAnswerCheckpoint(context: BenchContext): Promise<Measurement> {
  const history = openedHistory(join(context.folder, 'history'));
  const [answer] = addStreamingAnswers(history, 1);
  if (answer === undefined) throw new Error('no answer');
  const database = new DatabaseSync(join(context.folder, 'bare.db'));
  database.exec(
    'PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; CREATE TABLE answers (id INTEGER PRIMARY KEY, text TEXT)',
  );
  database.prepare('INSERT INTO answers VALUES (1, ?)').run('');
  const update = database.prepare('UPDATE answers SET text = ? WHERE id = 1');
  const base = prose(longCharacters);
  // Grows with each save, as it does while it streams.
  const texts = Array.from({ length: savesPerRepetition }, (_, index) => base + prose(index * 12));
  const all: number[] = [];
  const { own, peer, owns, peers } = await alternate(
    context.repetitions,
    () => {
      const times = timesOf(texts, text => history.write.saveDraft({ ...answer, text }));
      all.push(...times);
      return median(times);
    },
    () => median(timesOf(texts, text => update.run(text))),
  );
  history.close();
  database.close();
  return {
    value: own,
    unit: 'ms',
    peer: { name: 'bare UPDATE', value: peer },
    note: `p95 ${percentile(all, 95).toFixed(2)} ms`,
    detail: { owns, peers, p95: percentile(all, 95) },
  };
}
