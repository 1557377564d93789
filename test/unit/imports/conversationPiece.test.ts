import { describe, expect, it } from 'vitest';
import { type ConversationPiece, pieceTaker } from '../../../electron/imports/conversationPiece';
import type { NumberedQuestion, ReaderMessage } from '../../../electron/imports/readerMessages';
import { ReaderProcess } from '../../../electron/imports/readerProcess';
import { exportedConversation } from '../../../src/shared/domain/exportedConversation';
import type { ExportedConversation } from '../../../src/shared/domain/exportFormat';
import { makeConversation, openReady, send } from '../store/historyBuilders';

function conversationOf(turnCount: number, text: string): ExportedConversation {
  const { history } = openReady();
  const { id, laneIds } = makeConversation(history, 2);
  send(history, id, laneIds, 'first', { answer: { text } });
  const made = exportedConversation(history.read.detail(id), { connection: () => undefined, folder: 'Work' });
  const numbered = <Row extends { readonly id: string }>(row: Row, index: number) => ({
    ...row,
    id: `${row.id} ${index}`,
  });
  const times = Array.from({ length: turnCount }, (_, index) => index);
  return {
    ...made,
    turns: times.flatMap(index => made.turns.map(row => numbered(row, index))),
    turnLanes: times.flatMap(index => made.turnLanes.map(row => ({ ...row, turnId: `${row.turnId} ${index}` }))),
    answers: times.flatMap(index => made.answers.map(row => numbered(row, index))),
  };
}

/** A reader that holds one conversation, and all that it hands over. */
function readerOf(conversation: ExportedConversation, onHanded: (piece: ConversationPiece) => void = () => undefined) {
  let tell: (message: ReaderMessage) => void = () => undefined;
  let take = pieceTaker(conversation);
  const answer = ({ number, question }: NumberedQuestion): ReaderMessage => {
    if (question.type === 'conversation') take = pieceTaker(conversation);
    const piece = take();
    if (piece === undefined || question.type === 'read' || question.type === 'content') {
      return { type: 'problem', number, reason: 'import-unreadable' };
    }
    onHanded(piece);
    return { type: question.type, number, piece: structuredClone(piece) };
  };
  const child = {
    postMessage: (message: unknown) => queueMicrotask(() => tell(answer(message as NumberedQuestion))),
    onMessage: (listener: (message: ReaderMessage) => void) => {
      tell = listener;
    },
    onExit: () => undefined,
    kill: () => undefined,
  };
  return new ReaderProcess(child, () => undefined);
}

describe('a conversation that the reading process hands over', () => {
  it('is put together as it was, twice too', async () => {
    for (const turnCount of [0, 1, 2_100]) {
      const conversation = conversationOf(turnCount, 'short');
      const reader = readerOf(conversation);
      expect(await reader.conversation(0)).toEqual(conversation);
      expect(await reader.conversation(0)).toEqual(conversation);
    }
  });

  it('comes in messages of bounded size, between which everything else runs', async () => {
    const conversation = conversationOf(60, 'long '.repeat(10_000));
    const events: string[] = [];
    const sizes: number[] = [];
    const reader = readerOf(conversation, piece => {
      events.push('piece');
      sizes.push(JSON.stringify(piece).length);
    });
    let isOver = false;
    const other = () => {
      if (isOver) return;
      events.push('other');
      setImmediate(other);
    };
    setImmediate(other);
    expect(await reader.conversation(0)).toEqual(conversation);
    isOver = true;
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeGreaterThan(6_000_000);
    expect(Math.max(...sizes)).toBeLessThan(520_000);
    expect(events.join(' ')).not.toContain('piece piece');
  });

  it('is not waited for any more when the import is cancelled between two messages', async () => {
    const conversation = conversationOf(60, 'long '.repeat(10_000));
    let handed = 0;
    const reader: ReaderProcess = readerOf(conversation, () => {
      handed += 1;
      if (handed === 3) setImmediate(() => reader.end());
    });
    await expect(reader.conversation(0)).rejects.toMatchObject({ code: 'E_CANCELLED' });
    expect(handed).toBeLessThan(8);
  });
});
