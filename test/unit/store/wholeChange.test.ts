import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { insertConversation } from '../../../electron/store/conversations';
import { connect } from '../../../electron/store/db';
import type { History } from '../../../electron/store/history';
import { type ConversationId, type FolderId, type LaneId, newId, type TurnId } from '../../../src/shared/domain/ids';
import { turnsOfOthers } from '../../support/turnsOfOthers';
import { makeConversation, makeLaneInput, openReady, send, startMs } from './historyBuilders';

/** More than several parts. */
const many = 1_100;

function opened() {
  const { history, folder } = openReady();
  const database = connect(join(folder, 'history.db'));
  const ids = database.transaction(() => Array.from({ length: many }, () => insertConversation(database, startMs)));
  database.close();
  return { history, folder, ids };
}

/** What the list would show of them: pinned, archived, folder, deleted. */
function stateOf(folder: string) {
  const database = connect(join(folder, 'history.db'), { isReadOnly: true });
  const rows = database.all<{ state: string; count: number }>(
    `SELECT concat_ws(' ', is_pinned, is_archived, folder_id, deleted_at IS NOT NULL) AS state, count(*) AS count
     FROM conversations GROUP BY state ORDER BY state`,
  );
  const notes = database.get<{ n: number }>("SELECT count(*) AS n FROM settings_meta WHERE key LIKE 'undo:%'")?.n;
  database.close();
  return { rows: rows.map(({ state, count }) => `${state}: ${count}`), notes };
}

/** Makes the database refuse to change this conversation, as a full disk would in the middle of the work. */
function refuseAt(folder: string, id: ConversationId): () => void {
  const other = connect(join(folder, 'history.db'));
  onTestFinished(() => other.close());
  other.exec(`CREATE TRIGGER refusal BEFORE UPDATE ON conversations WHEN OLD.id = '${id}'
    BEGIN SELECT RAISE(ABORT, 'refused'); END`);
  return () => other.exec('DROP TRIGGER refusal');
}

type Change = (history: History, ids: readonly ConversationId[], folderId: FolderId) => Promise<readonly unknown[]>;

const changes: readonly (readonly [name: string, prepare: Change | undefined, change: Change, count: number])[] = [
  [
    'marking',
    undefined,
    (history, ids) => history.write.markConversations(ids.map(id => ({ id, isArchived: true, isPinned: true }))),
    many,
  ],
  [
    'moving into a folder',
    undefined,
    (history, ids, folderId) => history.write.markConversations(ids.map(id => ({ id, folderId }))),
    many,
  ],
  ['removing', undefined, (history, ids) => history.write.removeConversations(ids), many],
  [
    'restoring',
    (history, ids) => history.write.removeConversations(ids),
    (history, ids) => history.write.restoreConversations(ids),
    many,
  ],
  [
    'removing a folder',
    (history, ids, folderId) => history.write.markConversations(ids.map(id => ({ id, folderId }))),
    (history, _ids, folderId) => history.write.removeFolder(folderId),
    many,
  ],
  [
    'restoring a folder',
    async (history, ids, folderId) => {
      await history.write.markConversations(ids.map(id => ({ id, folderId })));
      return await history.write.removeFolder(folderId);
    },
    (history, _ids, folderId) => history.write.restoreFolder(folderId),
    many,
  ],
];

describe.each(changes)('%s of very many', (_name, prepare, change, count) => {
  async function prepared() {
    const { history, folder, ids } = opened();
    const folderId = history.write.createFolder('Work').id;
    await prepare?.(history, ids, folderId);
    return { history, folder, ids, folderId, before: stateOf(folder), foldersBefore: history.read.folders() };
  }

  it('lets everything else run between its parts, and is done', async () => {
    const { history, folder, ids, folderId, before } = await prepared();
    const changing = change(history, ids, folderId);
    expect(await turnsOfOthers(() => changing)).toBeGreaterThan(3);
    expect(await changing).toHaveLength(count);
    const after = stateOf(folder);
    expect(after.rows).toHaveLength(1);
    expect(after.rows).not.toEqual(before.rows);
    expect(after.notes).toBe(0);
  });

  it('leaves nothing of it where it is refused on its way', async () => {
    const { history, folder, ids, folderId, before, foldersBefore } = await prepared();
    const allow = refuseAt(folder, ids[many - 10] as ConversationId);
    await expect(change(history, ids, folderId)).rejects.toThrow();
    expect(stateOf(folder)).toEqual(before);
    expect(history.read.folders()).toEqual(foldersBefore);
    allow();
    expect(await change(history, ids, folderId)).toHaveLength(count);
  });

  it('is taken back by the next start where the program ends in between', async () => {
    const { history, folder, ids, folderId, before, foldersBefore } = await prepared();
    const changing = change(history, ids, folderId);
    await new Promise(resolve => setImmediate(resolve));
    expect(stateOf(folder).notes).toBeGreaterThan(0);
    history.close();
    await expect(changing).rejects.toThrow();
    const next = openReady({ folder }).history;
    expect(stateOf(folder)).toEqual(before);
    expect(next.read.folders()).toEqual(foldersBefore);
    expect(await change(next, ids, folderId)).toHaveLength(count);
  });
});

describe('what the user does to one of the lines in between', () => {
  /** Begins to archive all of them, does something else to the first, and lets the change be refused on its way. */
  async function whileArchiving(other: (history: History, id: ConversationId) => unknown) {
    const { history, folder, ids } = opened();
    const [first, last] = [ids[0], ids[many - 10]] as [ConversationId, ConversationId];
    const allow = refuseAt(folder, last);
    const changing = history.write.markConversations(ids.map(id => ({ id, isArchived: true, hasUnread: false })));
    await new Promise(resolve => setImmediate(resolve));
    expect(history.read.summary(first)?.isArchived).toBe(true);
    other(history, first);
    await expect(changing).rejects.toThrow();
    allow();
    return { history, folder, ids, first };
  }

  const update = (history: History, id: ConversationId, patch: object) =>
    history.write.updateConversation(id, history.read.summary(id)?.revision ?? 0, patch);

  it('stays when the change is taken back: a name, a pin, an answer that waits', async () => {
    const { history, first } = await whileArchiving((open, id) => {
      update(open, id, { title: 'Renamed' });
      update(open, id, { isPinned: true });
      open.write.setUnread(id, true);
    });
    expect(history.read.summary(first)).toMatchObject({
      title: 'Renamed',
      isPinned: true,
      hasUnread: true,
      isArchived: false,
    });
  });

  it('stays when it is deleted', async () => {
    const { folder } = await whileArchiving((open, id) =>
      open.write.removeConversation(id, open.read.summary(id)?.revision ?? 0),
    );
    expect(stateOf(folder).rows).toEqual([`0 0 0: ${many - 1}`, '0 0 1: 1']);
  });

  it('stays when the program ends before the change does', async () => {
    const { history, folder, ids } = opened();
    const changing = history.write.markConversations(ids.map(id => ({ id, isArchived: true })));
    await new Promise(resolve => setImmediate(resolve));
    update(history, ids[0] as ConversationId, { isPinned: true });
    history.close();
    await expect(changing).rejects.toThrow();
    openReady({ folder });
    expect(stateOf(folder)).toEqual({ rows: [`0 0 0: ${many - 1}`, '1 0 0: 1'], notes: 0 });
  });
});

it('a note that an older version left behind is taken back as that version did', () => {
  const { history, folder, ids } = opened();
  history.close();
  const database = connect(join(folder, 'history.db'));
  database.run('UPDATE conversations SET is_archived = 1 WHERE id = :id', { id: ids[0] });
  const value = JSON.stringify({ conversations: [[ids[0], 0, 0, null, 0, null]] });
  database.run("INSERT INTO settings_meta (key, value) VALUES ('undo:019c:000000', :value)", { value });
  database.close();
  openReady({ folder });
  expect(stateOf(folder)).toEqual({ rows: [`0 0 0: ${many}`], notes: 0 });
});

it('one change waits for another, so that what undoes one finds all of it', async () => {
  const { history, folder, ids } = opened();
  const before = stateOf(folder);
  const removing = history.write.removeConversations(ids);
  const restoring = history.write.restoreConversations(ids);
  expect(await removing).toEqual(ids);
  expect(await restoring).toHaveLength(many);
  expect(stateOf(folder)).toEqual(before);
});

it('a change that could not be taken back is taken back before the next one', async () => {
  const { history, folder, ids } = opened();
  const first = ids[0] as ConversationId;
  const allowLast = refuseAt(folder, ids[many - 10] as ConversationId);
  const database = connect(join(folder, 'history.db'));
  onTestFinished(() => database.close());
  // Taking back is refused too: the first one cannot be brought back into sight.
  database.exec(`CREATE TRIGGER second_refusal BEFORE UPDATE ON conversations
    WHEN OLD.id = '${first}' AND OLD.deleted_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'refused'); END`);
  await expect(history.write.removeConversations(ids)).rejects.toThrow();
  expect(stateOf(folder).notes).toBeGreaterThan(0);
  database.exec('DROP TRIGGER second_refusal');
  allowLast();
  const marked = await history.write.markConversations([{ id: first, isPinned: true }]);
  expect(marked).toMatchObject([{ id: first, isPinned: true }]);
  expect(stateOf(folder)).toEqual({ rows: [`0 0 0: ${many - 1}`, '1 0 0: 1'], notes: 0 });
});

it('marks of one conversation that are named twice count both, and unknown ones are left out', async () => {
  const { history } = openReady();
  const id = history.write.createConversation([]);
  const marks = [
    { id, isPinned: true },
    { id: newId<ConversationId>(), isPinned: true },
    { id, isArchived: true },
  ];
  expect(await history.write.markConversations(marks)).toMatchObject([{ id, isPinned: true, isArchived: true }]);
});

describe('a lane that is opened as a copy of a very long one', () => {
  function longLane() {
    const { history, folder } = openReady();
    const { id, laneIds } = makeConversation(history, 1);
    const turns = Array.from({ length: 600 }, (_, index) => send(history, id, laneIds, `prompt ${index}`).turn);
    return { history, folder, id, laneId: laneIds[0] as LaneId, turns };
  }

  it('is made in parts between which everything else runs, and is seen when it is whole', async () => {
    const { history, id, laneId, turns } = longLane();
    const copying = history.write.copyLane(id, makeLaneInput(), { laneId });
    const seen = history.read.lanes(id);
    expect(await turnsOfOthers(() => copying)).toBeGreaterThan(1);
    expect(seen).toHaveLength(1);
    const { lane, turnLanes } = await copying;
    expect(history.read.lanes(id)).toHaveLength(2);
    expect(turnLanes.map(({ turnId }) => turnId)).toEqual(turns.map(turn => turn.id));
    const lastId = turns.at(-1)?.id as TurnId;
    expect(history.read.path(lane.id, lastId).map(({ answer }) => answer)).toEqual(
      history.read.path(laneId, lastId).map(({ answer }) => answer),
    );
  });

  it('leaves nothing where the program ends in between', async () => {
    const { history, folder, id, laneId } = longLane();
    const before = history.read.detail(id);
    const copying = history.write.copyLane(id, makeLaneInput(), { laneId });
    await new Promise(resolve => setImmediate(resolve));
    history.close();
    await expect(copying).rejects.toThrow();
    const next = openReady({ folder }).history;
    expect(next.read.detail(id)).toEqual(before);
    expect(stateOf(folder).notes).toBe(0);
  });
});
