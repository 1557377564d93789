import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Connection, connect } from '../../../electron/store/db';
import { openHistory } from '../../../electron/store/history';
import { historyPaths } from '../../../electron/store/open';
import type { ConversationId, FolderId } from '../../../src/shared/domain/ids';
import { type ConversationContext, writeConversation } from './conversationRows';
import { completePlan, type HistoryPlan, planConversations } from './plan';
import { createRandom } from './random';
import { createTexts } from './texts';

export interface GeneratedHistory {
  readonly messages: number;
  readonly conversations: number;
  readonly turns: number;
  readonly answers: number;
  /** UTF-16 units of all prompts, answers and reasoning. */
  readonly characters: number;
  /** The conversation that `hasLong` asked for. */
  readonly longConversationId: ConversationId | undefined;
}

/** A plan or a folder that cannot be used, in a sentence for the person who asked. */
class GeneratorRefusal extends Error {
  override readonly name = 'GeneratorRefusal';
}

const unfinishedName = '.history-being-made';
const messagesPerTransaction = 5_000;
const folderNames = ['工作', '论文', 'Travel', 'Code', '翻译', 'Recipes', '读书', 'Ideas'];

/**
 * Fills a data folder with a history. The file is made by the program's own migrations, in a folder beside its place, and moved there when
 * it is whole. Throws GeneratorRefusal when the folder has a history already or the plan cannot be carried out.
 */
export function generateHistory(
  folder: string,
  plan: HistoryPlan,
  onProgress: (doneMessages: number, totalMessages: number) => void = () => undefined,
): GeneratedHistory {
  const complete = completePlan(plan);
  if (typeof complete === 'string') throw new GeneratorRefusal(complete);
  const paths = historyPaths(folder);
  if ([paths.database, paths.sentinel, `${paths.database}-wal`].some(path => existsSync(path))) {
    throw new GeneratorRefusal(
      `There is a history in ${folder} already, and it stays as it is: choose another folder.`,
    );
  }
  const unfinished = join(folder, unfinishedName);
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  try {
    makeEmpty(unfinished, complete.endMs);
    const database = connect(historyPaths(unfinished).database);
    let generated: GeneratedHistory;
    try {
      generated = fill(database, complete, onProgress);
    } finally {
      database.close();
    }
    // The sentinel last: it says that a history was here.
    for (const name of readdirSync(unfinished)
      .sort()
      .filter(name => name.startsWith('history.'))) {
      renameSync(join(unfinished, name), join(folder, name));
    }
    return generated;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function makeEmpty(folder: string, nowMs: number): void {
  const outcome = openHistory({ folder, wallMs: () => nowMs });
  if (outcome.kind !== 'ready') throw new GeneratorRefusal(`The history could not be made: ${outcome.kind}.`);
  outcome.history.close();
}

function fill(
  database: Connection,
  plan: Exclude<ReturnType<typeof completePlan>, string>,
  onProgress: (doneMessages: number, totalMessages: number) => void,
): GeneratedHistory {
  // Nobody waits for these rows: what a crash takes is made again, and the whole file is moved in at the end.
  for (const setting of ['journal_mode=MEMORY', 'synchronous=OFF', 'cache_size=-262144', 'foreign_keys=OFF']) {
    database.exec(`PRAGMA ${setting}`);
  }
  const random = createRandom(plan.seed);
  const conversations = planConversations(plan, random);
  let folderIds: readonly FolderId[] = [];
  database.transaction(() => {
    folderIds = folderNames.map((name, position) => {
      const id = random.id<FolderId>(plan.endMs);
      const sql = 'INSERT INTO folders (id, name, position, created_at) VALUES (:id, :name, :position, :endMs)';
      database.run(sql, { id, name, position, endMs: plan.endMs });
      return id;
    });
  });
  const contextFor = (isChinese: boolean): ConversationContext => ({
    writer: database,
    random,
    texts: createTexts(random, isChinese ? 'zh' : 'en'),
    folderIds,
    endMs: plan.endMs,
    isChinese,
    lengthFactor: plan.lengthFactor,
  });
  const contexts = { zh: contextFor(true), en: contextFor(false) };
  let turns = 0;
  let answers = 0;
  let characters = 0;
  let longConversationId: ConversationId | undefined;
  for (let next = 0; next < conversations.length; ) {
    database.transaction(() => {
      const before = turns + answers;
      for (; next < conversations.length && turns + answers - before < messagesPerTransaction; next += 1) {
        const conversation = conversations[next];
        if (conversation === undefined) break;
        const made = writeConversation(random.chance(0.6) ? contexts.zh : contexts.en, conversation);
        turns += made.turns;
        answers += made.answers;
        characters += made.characters;
        if (conversation.isLong) longConversationId = made.id;
      }
      // As after a search that has seen them all; a new index begins with the rows themselves.
      database.run('DELETE FROM search_changes WHERE sequence < (SELECT max(sequence) FROM search_changes)');
    });
    onProgress(turns + answers, plan.messages);
  }
  database.exec('PRAGMA journal_mode=WAL');
  return {
    messages: turns + answers,
    conversations: conversations.length,
    turns,
    answers,
    characters,
    longConversationId,
  };
}
