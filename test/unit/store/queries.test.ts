import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readAnswer, readConversationAnswers, readLastAnswer, readVariants } from '../../../electron/store/answers';
import { readConversationAttachments, readTurnAttachments } from '../../../electron/store/attachmentRows';
import { markingOf, removalOf } from '../../../electron/store/conversationMarks';
import { readSummaries, readSummary } from '../../../electron/store/conversations';
import { readRecentStart, readTextsBefore } from '../../../electron/store/conversationTexts';
import { readCounts, readPage, readPinned, readRemoved } from '../../../electron/store/conversationViews';
import { connect, type Reader, type Writer } from '../../../electron/store/db';
import { readAttached, readContents } from '../../../electron/store/erase';
import { readMembers } from '../../../electron/store/folders';
import { readAllLanes } from '../../../electron/store/lanes';
import { isUnbranched, readBranchEnd, readPath, readPathLinks } from '../../../electron/store/paths';
import { knownOrigins } from '../../../electron/store/stagedConversations';
import { countTurnsBefore } from '../../../electron/store/turnNumbers';
import { readOutlineBefore, readTurnOutline } from '../../../electron/store/turnOutline';
import {
  nextTurnSequence,
  readConversationTurnLanes,
  readConversationTurns,
  readFirstTurnIds,
  readOpening,
  readTurn,
  readTurnLanes,
  readTurnLanesBetween,
} from '../../../electron/store/turns';
import {
  type AnswerId,
  type ConnectionId,
  type ConversationId,
  type FolderId,
  type LaneId,
  newId,
  type TurnId,
} from '../../../src/shared/domain/ids';
import { openReady } from './historyBuilders';

it('finds rows by an index in every read, so that a long history of other conversations costs nothing', () => {
  const { folder } = openReady();
  const database = connect(join(folder, 'history.db'), { isReadOnly: true });
  const plans: string[] = [];
  const note = (sql: string, parameters: object | undefined) => {
    const steps = database.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, { ...parameters });
    plans.push(...steps.map(step => step.detail));
  };
  const reader: Reader = {
    get: (sql, parameters) => {
      note(sql, parameters);
      return database.get(sql, parameters);
    },
    all: (sql, parameters) => {
      note(sql, parameters);
      return database.all(sql, parameters);
    },
    tuples: (sql, parameters) => {
      note(sql, parameters);
      return database.tuples(sql, parameters);
    },
  };
  const conversationId = newId<ConversationId>();
  const turnId = newId<TurnId>();
  const laneId = newId<LaneId>();
  const folderId = newId<FolderId>();
  const views = [
    undefined,
    { kind: 'dated' },
    { kind: 'pinned' },
    { kind: 'folder', folderId },
    { kind: 'archived' },
  ] as const;
  for (const view of views) {
    readPage(reader, view, { updatedAt: 1, id: conversationId }, 60);
    readPage(reader, view, undefined, 60);
  }
  readPinned(reader);
  readRemoved(reader, undefined, 60);
  readRemoved(reader, { removedAt: 1, id: conversationId }, 60);
  readCounts(reader);
  void readContents(reader, [conversationId]);
  readMembers(reader, folderId);
  readOpening(reader, conversationId);
  readSummary(reader, conversationId);
  readAllLanes(reader, conversationId);
  readConversationTurns(reader, conversationId);
  readConversationTurnLanes(reader, conversationId);
  readTurnLanesBetween(reader, conversationId, { from: 0, before: 9 });
  readTurnOutline(reader, conversationId, [laneId], { from: 0, before: 9 });
  readOutlineBefore(reader, conversationId, 9);
  countTurnsBefore(reader, conversationId, 9);
  isUnbranched(reader, laneId, turnId);
  readRecentStart(reader, conversationId);
  void readTextsBefore(reader, conversationId, 1);
  readSummaries(reader, [conversationId]);
  void knownOrigins(reader, 'couplet', [conversationId]);
  void readAttached(reader, [conversationId]);
  readConversationAnswers(reader, conversationId);
  readConversationAttachments(reader, conversationId);
  readTurnAttachments(reader, turnId);
  readTurn(reader, turnId);
  readTurnLanes(reader, turnId);
  readFirstTurnIds(reader, conversationId, 5);
  readLastAnswer(reader, { id: laneId, conversationId, connectionId: newId<ConnectionId>() });
  readAnswer(reader, newId<AnswerId>());
  readVariants(reader, turnId, laneId);
  readPath(reader, laneId, turnId);
  readPathLinks(reader, laneId, turnId);
  readBranchEnd(reader, laneId, turnId);
  nextTurnSequence(reader, conversationId);
  const writer = {
    ...reader,
    run: (sql: string, parameters?: object) => {
      note(sql, parameters);
      return 0;
    },
  } as unknown as Writer;
  const changing: Writer = {
    ...writer,
    tuples: sql => {
      note(sql, undefined);
      return [];
    },
  };
  const ids = [conversationId];
  for (const change of [markingOf(writer, [{ id: conversationId, folderId: null }]), removalOf(changing, ids, 1)]) {
    for (const part of change.parts) part({ changeId: 'x', index: 0 });
  }
  database.close();

  // The first page of the list walks its index from the newest end, pinned ones have one of their own; a walked path or branch, and what was asked for, is scanned once.
  const harmless =
    /^SCAN (?:path|branch|CONSTANT ROW|wanted VIRTUAL TABLE INDEX 1:|conversations USING INDEX conversations_(?:by_update|pinned))$/;
  expect(plans.length).toBeGreaterThan(30);
  // One step of a walk that finds its row by the lane alone reads all the lane's rows each time.
  const costly = /\bSCAN\b|AUTOMATIC|SEARCH step .*\(lane_id=\?\)$/;
  expect(plans.filter(plan => costly.test(plan) && !harmless.test(plan))).toEqual([]);
});
