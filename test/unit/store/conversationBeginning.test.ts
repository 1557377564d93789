import { describe, expect, it } from 'vitest';
import { documentModel } from '../../../src/export/documentModel';
import type { ConversationId, LaneId } from '../../../src/shared/domain/ids';
import { copyLane, makeAnswer, makeConversation, makeLaneInput, openReady, send } from './historyBuilders';

type History = ReturnType<typeof openReady>['history'];

const shownTurns = 3;

/** What a document of the whole conversation shows first, and what one of its beginning does. */
async function bothModels(history: History, id: ConversationId) {
  const whole = documentModel(history.read.detail(id), {});
  const beginning = await history.read.beginning(id, shownTurns);
  return {
    expected: { model: { ...whole, turns: whole.turns.slice(0, shownTurns) }, turnCount: whole.turns.length },
    read: { model: documentModel(beginning.detail, {}), turnCount: beginning.turnCount },
    beginning,
  };
}

describe('the beginning of a conversation', () => {
  const shapes: {
    readonly [shape: string]: (history: History, id: ConversationId, laneIds: readonly LaneId[]) => void;
  } = {
    'nothing was asked in': () => undefined,
    'is short': (history, id, laneIds) => void send(history, id, laneIds, 'only one'),
    'is long': (history, id, laneIds) => {
      for (let index = 0; index < 40; index += 1) send(history, id, laneIds, `prompt ${index}`);
    },
    'not all lanes are asked in each time': (history, id, laneIds) => {
      for (let index = 0; index < 12; index += 1) send(history, id, [laneIds[index % 3] ?? ('' as LaneId)], `${index}`);
    },
    'the first prompt of one lane was edited in': (history, id, laneIds) => {
      const { turn } = send(history, id, laneIds, 'first');
      for (let index = 0; index < 8; index += 1) send(history, id, laneIds, `prompt ${index}`);
      send(history, id, laneIds.slice(1), 'edited', { isRoot: true, turn: { editedFromTurnId: turn.id } });
      send(history, id, laneIds.slice(1), 'after it');
    },
    'all lanes went on elsewhere': (history, id, laneIds) => {
      for (let index = 0; index < 8; index += 1) send(history, id, laneIds, `prompt ${index}`);
      for (let index = 0; index < 5; index += 1) {
        send(history, id, laneIds, `again ${index}`, { isRoot: index === 0 });
      }
    },
    'one lane was removed from': (history, id, laneIds) => {
      send(history, id, laneIds.slice(0, 1), 'to one alone');
      for (let index = 0; index < 8; index += 1) send(history, id, laneIds, `prompt ${index}`);
      history.write.removeLane(laneIds[0] ?? ('' as LaneId));
    },
    'a lane copies another one of': (history, id, laneIds) => {
      const turns = Array.from({ length: 8 }, (_, index) => send(history, id, laneIds, `prompt ${index}`).turn);
      const [source = '' as LaneId] = laneIds;
      copyLane(history, id, makeLaneInput(), { laneId: source, upToTurnId: turns[5]?.id ?? ('' as never) });
    },
    'answers were given again in': (history, id, laneIds) => {
      const [laneId = '' as LaneId] = laneIds;
      const turns = Array.from({ length: 8 }, (_, index) => send(history, id, laneIds, `prompt ${index}`).turn);
      for (const turn of turns) {
        for (const text of ['second', '']) {
          history.write.addVariant(
            makeAnswer(turn.id, laneId, {
              sequence: history.read.nextAnswerSequence(laneId),
              text,
              modelId: 'kimi-k2',
              status: text === '' ? 'failed' : 'done',
            }),
          );
        }
      }
    },
    'a lane is called by a connection that answered later': (history, id, laneIds) => {
      for (let index = 0; index < 8; index += 1) {
        send(history, id, laneIds, `prompt ${index}`, { answer: { connectionName: `Name ${index}` } });
      }
      const [lane] = history.read.lanes(id);
      if (lane === undefined) throw new Error('There is no lane.');
      const answer = { connectionId: lane.connectionId, connectionName: 'The present one' };
      send(history, id, [lane.id], 'to the present one', { answer });
      send(history, id, [lane.id], 'to another one', { answer: { connectionName: 'Another one' } });
    },
  };

  it.each(Object.keys(shapes))('is that of the whole document, of one that %s', async shape => {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, 3);
    shapes[shape]?.(history, id, laneIds);
    const { expected, read } = await bothModels(history, id);
    expect(read).toEqual(expected);
  });

  it('comes without the prompts and the texts behind it', async () => {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, 2);
    for (let index = 0; index < 40; index += 1) send(history, id, laneIds, `prompt ${index} `.repeat(1_000));
    const { beginning } = await bothModels(history, id);
    expect(beginning.turnCount).toBe(40);
    const { turns, turnLanes, answers } = beginning.detail;
    expect([turns.length, turnLanes.length]).toEqual([3, 6]);
    expect(answers.filter(({ text }) => text !== '')).toHaveLength(6);
    expect(JSON.stringify(beginning).length).toBeLessThan(200_000);
  });

  it('cannot be read of a conversation that was deleted', async () => {
    const { history } = openReady();
    const { id } = makeConversation(history, 1);
    history.write.removeConversation(id, 0);
    await expect(history.read.beginning(id, shownTurns)).rejects.toThrow('E_NOT_FOUND');
  });

  it('lets everything else run while it is read', async () => {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, 2);
    for (let index = 0; index < 10; index += 1) send(history, id, laneIds, `prompt ${index}`);
    let others = 0;
    const run = () => {
      others += 1;
      if (others < 1_000) setImmediate(run);
    };
    setImmediate(run);
    await history.read.beginning(id, shownTurns);
    expect(others).toBeGreaterThan(2);
    others = 1_000;
  });
});
