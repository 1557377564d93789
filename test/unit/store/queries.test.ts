import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readAnswer, readConversationAnswers, readVariants } from '../../../electron/store/answers';
import { readConversationAttachments, readTurnAttachments } from '../../../electron/store/attachmentRows';
import { readSummary } from '../../../electron/store/conversations';
import { readRecentStart, readTextsBefore } from '../../../electron/store/conversationTexts';
import { readCounts, readPage, readPinned, readRemoved } from '../../../electron/store/conversationViews';
import { connect, type Reader } from '../../../electron/store/db';
import { readContents } from '../../../electron/store/erase';
import { readMembers } from '../../../electron/store/folders';
import { readAllLanes } from '../../../electron/store/lanes';
import { isUnbranched, readBranchEnd, readPath, readPathIds, readPathLinks } from '../../../electron/store/paths';
import { countTurnsBefore } from '../../../electron/store/turnNumbers';
import { readOutlineBefore, readTurnOutline } from '../../../electron/store/turnOutline';
import {
  nextTurnSequence,
  readConversationTurnLanes,
  readConversationTurns,
  readOpening,
  readTurn,
  readTurnLanes,
  readTurnLanesBetween,
} from '../../../electron/store/turns';
import {
  type AnswerId,
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
  readTextsBefore(reader, conversationId, 1);
  readConversationAnswers(reader, conversationId);
  readConversationAttachments(reader, conversationId);
  readTurnAttachments(reader, turnId);
  readTurn(reader, turnId);
  readTurnLanes(reader, turnId);
  readAnswer(reader, newId<AnswerId>());
  readVariants(reader, turnId, laneId);
  readPath(reader, laneId, turnId);
  readPathIds(reader, laneId, turnId);
  readPathLinks(reader, laneId, turnId);
  readBranchEnd(reader, laneId, turnId);
  nextTurnSequence(reader, conversationId);
  database.close();

  // The first page of the list walks its index from the newest end, pinned ones have one of their own; a walked path or branch is scanned once.
  const harmless = /^SCAN (?:path|branch|CONSTANT ROW|conversations USING INDEX conversations_(?:by_update|pinned))$/;
  expect(plans.length).toBeGreaterThan(30);
  // One step of a walk that finds its row by the lane alone reads all the lane's rows each time.
  const costly = /\bSCAN\b|AUTOMATIC|SEARCH step .*\(lane_id=\?\)$/;
  expect(plans.filter(plan => costly.test(plan) && !harmless.test(plan))).toEqual([]);
});
