import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAttachmentFiles } from '../../../electron/store/attachments';
import { connect } from '../../../electron/store/db';
import { temporaryFolder } from '../../support/temporaryFolder';
import { turnsOfOthers } from '../../support/turnsOfOthers';
import { copyLane, makeAnswer, makeConversation, makeLaneInput, openReady, send } from './historyBuilders';

const tables = ['conversations', 'lanes', 'turns', 'turn_lanes', 'answers', 'turn_attachments', 'attachments'] as const;

/** Rows of each table, and what foreign keys find wrong. */
function rowsIn(folder: string) {
  const database = connect(join(folder, 'history.db'), { isReadOnly: true });
  const count = (table: string) => database.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n;
  const counts = Object.fromEntries(tables.map(table => [table, count(table)]));
  const broken = database.all('PRAGMA foreign_key_check');
  // One that tells of its coming, one of its going.
  const removed = database.get<{ n: number }>(
    "SELECT count(*) AS n FROM search_changes WHERE kind = 'answer' AND source_row NOT IN (SELECT row FROM answers)",
  )?.n;
  database.close();
  return { counts, broken, removed };
}

/** One that is kept, and a long one with branches, copies, variants and a file that is deleted. */
async function openTwo(turnCount: number) {
  const { history, folder } = openReady();
  const kept = makeConversation(history, 1);
  send(history, kept.id, kept.laneIds, 'kept');
  const before = rowsIn(folder).counts;
  const { id, laneIds } = makeConversation(history, 2);
  const attachment = await openAttachmentFiles({ folder }).save('moon.txt', new TextEncoder().encode('moon'));
  history.write.addAttachment(attachment);
  const { turn } = send(history, id, laneIds, 'with a file', { turn: { attachments: [attachment] } });
  const [laneId] = laneIds;
  if (laneId === undefined) throw new Error('There is no lane.');
  send(history, id, laneIds, 'edited', { turn: { editedFromTurnId: turn.id }, isRoot: true });
  for (let index = 2; index < turnCount; index += 1) send(history, id, laneIds, `prompt ${index}`);
  history.write.addVariant(makeAnswer(turn.id, laneId));
  copyLane(history, id, makeLaneInput(), { laneId, upToTurnId: turn.id });
  await history.write.removeConversations([id]);
  return { history, folder, id, kept, attachment, before };
}

describe('a conversation that is deleted for good', () => {
  it('goes in steps between which everything else runs, with all that belongs to it and nothing else', async () => {
    const { history, folder, id, kept, attachment, before } = await openTwo(350);
    const others = await turnsOfOthers(async () => {
      const erased = await history.write.eraseConversations([kept.id, id]);
      expect(erased).toEqual({ count: 1, unusedContents: [attachment.sha256] });
    });
    expect(others).toBeGreaterThan(2);
    expect(rowsIn(folder)).toMatchObject({ counts: before, broken: [], removed: 2 * 701 });
    expect(history.read.conversationIds()).toEqual([kept.id]);
  });

  it('cannot be brought back once it has begun to go, and goes wholly when that was cut off', async () => {
    const { history, folder, id, kept, before } = await openTwo(350);
    const erasing = history.write.eraseConversations([id]).catch(error => String(error));
    expect(await history.write.restoreConversations([id])).toEqual([]);
    expect(() => history.write.restoreConversation(id)).toThrow('E_NOT_FOUND');
    expect(history.read.removedPage(undefined, 10).conversations).toEqual([]);
    history.close();
    await erasing;
    expect(rowsIn(folder).counts.turns).toBeGreaterThan(1);
    const again = openReady({ folder }).history;
    let steps = 0;
    while (again.write.purgeOne()) steps += 1;
    expect(steps).toBeGreaterThan(2);
    expect(rowsIn(folder)).toMatchObject({ counts: { ...before, attachments: 1 }, broken: [] });
    expect(again.read.conversationIds()).toEqual([kept.id]);
  });
});

it('foreign keys are looked at again after steps without them, also when those fail', () => {
  const database = connect(join(temporaryFolder(), 'a.db'));
  database.exec('CREATE TABLE parents (id INTEGER PRIMARY KEY)');
  database.exec('CREATE TABLE children (parent_id INTEGER REFERENCES parents (id))');
  database.unchecked(() => database.run('INSERT INTO children VALUES (1)'));
  expect(() =>
    database.unchecked(() => {
      throw new Error('failed');
    }),
  ).toThrow('failed');
  expect(() => database.run('INSERT INTO children VALUES (2)')).toThrow();
  database.close();
});
