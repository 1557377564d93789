import { join } from 'node:path';
import { connect } from '../../../electron/store/db';
import { openHistory } from '../../../electron/store/history';
import type { Answer } from '../../../src/shared/domain/answer';
import type { AttachmentId, ConversationId, LaneId, TurnId } from '../../../src/shared/domain/ids';
import { copyLane, makeAnswer, startMs } from './historyBuilders';

/** Ids that the fixtures of all versions hold, so that one test reads them all. */
export const fixtureIds = {
  conversationId: '019c1400-0000-7000-8000-000000000001' as ConversationId,
  firstLaneId: '019c1400-0000-7000-8000-000000000011' as LaneId,
  secondLaneId: '019c1400-0000-7000-8000-000000000012' as LaneId,
  copyLaneId: '019c1400-0000-7000-8000-000000000013' as LaneId,
  firstTurnId: '019c1400-0000-7000-8000-000000000021' as TurnId,
  lastTurnId: '019c1400-0000-7000-8000-000000000022' as TurnId,
  attachmentId: '019c1400-0000-7000-8000-000000000041' as AttachmentId,
};

/**
 * Writes a small history of the newest schema into a folder: what a user of that version would have. It ends as after a crash, with one
 * answer still running. Ids are set by hand afterwards, so that they are the same in every fixture.
 */
export function writeFixture(folder: string): void {
  const outcome = openHistory({ folder, wallMs: () => startMs });
  if (outcome.kind !== 'ready') throw new Error(`Not opened: ${outcome.kind}`);
  const { read, write, close } = outcome.history;
  const connectionId = makeAnswer(fixtureIds.firstTurnId, fixtureIds.firstLaneId).connectionId;
  const lane = (modelId: string) => ({ connectionId, modelId, systemPrompt: 'Be brief.' });
  const madeId = write.createConversation([lane('kimi-k3'), lane('deepseek-v4')]);
  write.saveComposerDraft(madeId, 'unsent 草稿');
  const [first, second] = read.lanes(madeId);
  if (first === undefined || second === undefined) throw new Error('No lanes.');

  const attachment = {
    id: fixtureIds.attachmentId,
    name: 'sky.png',
    mediaType: 'image/png',
    sizeBytes: 68,
    sha256: 'ab'.repeat(32),
  };
  write.addAttachment(attachment);
  const firstTurn = {
    id: fixtureIds.firstTurnId,
    conversationId: madeId,
    sequence: 1,
    prompt: 'Why is the sky blue? 天空',
    attachments: [attachment],
    createdAt: startMs,
  };
  const answered: Partial<Answer> = {
    text: 'Rayleigh scattering 瑞利散射',
    reasoning: 'Short waves scatter more.',
    finishReason: 'stop',
    finishReasonRaw: 'stop',
    usage: { inputTokens: 9, outputTokens: 30, reasoningTokens: 12 },
    timings: { sentMs: 1, headersMs: 210, firstTokenMs: 300, firstTextMs: 800, endMs: 2_000 },
  };
  const failed: Partial<Answer> = {
    status: 'failed',
    vendorId: 'deepseek',
    modelId: 'deepseek-v4',
    error: { class: 'no-money', httpStatus: 402, isRetryable: false },
  };
  write.addTurn(firstTurn, [
    {
      turnLane: { turnId: firstTurn.id, laneId: first.id },
      answer: makeAnswer(firstTurn.id, first.id, answered),
    },
    { turnLane: { turnId: firstTurn.id, laneId: second.id }, answer: makeAnswer(firstTurn.id, second.id, failed) },
  ]);
  const copy = copyLane(outcome.history, madeId, lane('qwen3-max'), { laneId: first.id });
  const lastTurn = { ...firstTurn, id: fixtureIds.lastTurnId, sequence: 2, prompt: 'And the sea?', attachments: [] };
  write.addTurn(lastTurn, [
    {
      turnLane: { turnId: lastTurn.id, laneId: copy.id, parentTurnId: firstTurn.id },
      answer: makeAnswer(lastTurn.id, copy.id, { status: 'answering', text: 'partial te' }),
    },
  ]);
  write.updateConversation(madeId, read.summary(madeId)?.revision ?? 0, { isPinned: true });
  write.arrangeConversation(madeId, { layout: 'grid' });
  write.removeLane(second.id);
  close();
  setIds(folder, [
    [madeId, fixtureIds.conversationId],
    [first.id, fixtureIds.firstLaneId],
    [second.id, fixtureIds.secondLaneId],
    [copy.id, fixtureIds.copyLaneId],
  ]);
}

function setIds(folder: string, renames: readonly (readonly [from: string, to: string])[]): void {
  const database = connect(join(folder, 'history.db'));
  database.exec('PRAGMA foreign_keys=OFF');
  const columns = database.all<{ table: string; column: string }>(
    `SELECT tables.name AS "table", columns.name AS "column" FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
     WHERE tables.type = 'table' AND (columns.name = 'id' OR columns.name LIKE '%\\_id' ESCAPE '\\')`,
  );
  for (const { table, column } of columns) {
    for (const [from, to] of renames) {
      database.run(`UPDATE ${table} SET ${column} = :to WHERE ${column} = :from`, { from, to });
    }
  }
  database.exec('VACUUM');
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
}
