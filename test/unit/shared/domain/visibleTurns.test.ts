import { describe, expect, it } from 'vitest';
import type { Lane, Turn, TurnLane } from '../../../../src/shared/domain/conversation';
import type { AnswerId, TurnId } from '../../../../src/shared/domain/ids';
import { RowTable } from '../../../../src/shared/domain/rowTable';
import { cellKey, shownAnswer, shownVariants, visibleTurns } from '../../../../src/shared/domain/visibleTurns';
import { someAnswer, someLane, someTurn, someTurnLane } from '../../../support/pageRows';

function rows(lanes: readonly Lane[], turns: readonly Turn[], turnLanes: readonly TurnLane[]) {
  return {
    lanes: Object.fromEntries(lanes.map(lane => [lane.id, lane])),
    turns: RowTable.of(turns.map(turn => [turn.id, turn])),
    turnLanes: RowTable.of(turnLanes.map(cell => [cellKey(cell.turnId, cell.laneId), cell])),
  };
}

const head = (turn: string) => ({ headTurnId: turn as TurnId });
const from = (turn: string) => ({ parentTurnId: turn as TurnId });

/** Each visible turn with its lanes, as one line. */
function drawn(lanes: readonly Lane[], turns: readonly Turn[], turnLanes: readonly TurnLane[]): readonly string[] {
  return visibleTurns(rows(lanes, turns, turnLanes)).map(
    ({ turn, cells }) => `${turn.id}: ${Object.keys(cells).sort().join(' ')}`,
  );
}

describe('visibleTurns', () => {
  it('shows nothing for lanes that were never asked', () => {
    expect(drawn([someLane('a'), someLane('b')], [], [])).toEqual([]);
  });

  it('shows a broadcast once, with all lanes that took part', () => {
    const lanes = [someLane('a', head('t2')), someLane('b', head('t2'))];
    const turns = [someTurn('t1', 1), someTurn('t2', 2)];
    const cells = ['a', 'b'].flatMap(lane => [someTurnLane('t1', lane), someTurnLane('t2', lane, from('t1'))]);
    expect(drawn(lanes, turns, cells)).toEqual(['t1: a b', 't2: a b']);
  });

  it('shows a follow-up to one lane in that lane alone, and the next broadcast after it', () => {
    const lanes = [someLane('a', head('t3')), someLane('b', head('t3'))];
    const turns = [someTurn('t1', 1), someTurn('t2', 2), someTurn('t3', 3)];
    const cells = [
      someTurnLane('t1', 'a'),
      someTurnLane('t1', 'b'),
      someTurnLane('t2', 'a', from('t1')),
      someTurnLane('t3', 'a', from('t2')),
      someTurnLane('t3', 'b', from('t1')),
    ];
    expect(drawn(lanes, turns, cells)).toEqual(['t1: a b', 't2: a', 't3: a b']);
  });

  it('leaves out the branch of a prompt that was edited, and lists both versions', () => {
    const lanes = [someLane('a', head('t4'))];
    const turns = [
      someTurn('t1', 1),
      someTurn('t2', 2),
      someTurn('t3', 3),
      someTurn('t4', 4, { editedFromTurnId: 't2' as TurnId }),
    ];
    const cells = [
      someTurnLane('t1', 'a'),
      someTurnLane('t2', 'a', from('t1')),
      someTurnLane('t3', 'a', from('t2')),
      someTurnLane('t4', 'a', from('t1')),
    ];
    expect(drawn(lanes, turns, cells)).toEqual(['t1: a', 't4: a']);
    const versions = visibleTurns(rows(lanes, turns, cells)).map(({ versionIds }) => versionIds);
    expect(versions).toEqual([['t1'], ['t2', 't4']]);
  });

  it('counts an edit of an edit as a version of the same prompt', () => {
    const lanes = [someLane('a', head('t3'))];
    const turns = [
      someTurn('t1', 1),
      someTurn('t2', 2, { editedFromTurnId: 't1' as TurnId }),
      someTurn('t3', 3, { editedFromTurnId: 't2' as TurnId }),
    ];
    const cells = ['t1', 't2', 't3'].map(turn => someTurnLane(turn, 'a'));
    const [visible] = visibleTurns(rows(lanes, turns, cells));
    expect(visible?.versionIds).toEqual(['t1', 't2', 't3']);
  });

  it('shows both branches when lanes went different ways', () => {
    const lanes = [someLane('a', head('t2')), someLane('b', head('t3'))];
    const turns = [someTurn('t1', 1), someTurn('t2', 2), someTurn('t3', 3, { editedFromTurnId: 't2' as TurnId })];
    const cells = [
      someTurnLane('t1', 'a'),
      someTurnLane('t1', 'b'),
      someTurnLane('t2', 'a', from('t1')),
      someTurnLane('t2', 'b', from('t1')),
      someTurnLane('t3', 'b', from('t1')),
    ];
    expect(drawn(lanes, turns, cells)).toEqual(['t1: a b', 't2: a', 't3: b']);
  });

  it('offers no version in which none of the lanes of the row took part', () => {
    const lanes = [someLane('a', head('t1')), someLane('b', head('t2'))];
    const turns = [someTurn('t1', 1), someTurn('t2', 2, { editedFromTurnId: 't1' as TurnId })];
    const cells = [someTurnLane('t1', 'a'), someTurnLane('t1', 'b'), someTurnLane('t2', 'b')];
    const versions = visibleTurns(rows(lanes, turns, cells)).map(({ versionIds }) => versionIds);
    expect(versions).toEqual([['t1'], ['t1', 't2']]);
  });

  it('leaves out removed lanes and the turns that only they have', () => {
    const lanes = [someLane('a', head('t1')), someLane('b', { ...head('t2'), isRemoved: true })];
    const turns = [someTurn('t1', 1), someTurn('t2', 2)];
    const cells = [someTurnLane('t1', 'a'), someTurnLane('t1', 'b'), someTurnLane('t2', 'b', from('t1'))];
    expect(drawn(lanes, turns, cells)).toEqual(['t1: a']);
  });

  it('shows a copied lane with the turns it was copied with, and its own ones after', () => {
    const lanes = [someLane('a', head('t1')), someLane('copy', head('t2'))];
    const turns = [someTurn('t1', 1), someTurn('t2', 2)];
    const cells = [
      someTurnLane('t1', 'a', { chosenAnswerId: 'x' as AnswerId }),
      someTurnLane('t1', 'copy', { chosenAnswerId: 'x' as AnswerId, copiedAnswerId: 'x' as AnswerId }),
      someTurnLane('t2', 'copy', from('t1')),
    ];
    expect(drawn(lanes, turns, cells)).toEqual(['t1: a copy', 't2: copy']);
  });

  it('ends a path at a link that is missing or goes in a circle', () => {
    const lanes = [someLane('a', head('t2')), someLane('b', head('t3'))];
    const turns = [someTurn('t1', 1), someTurn('t2', 2), someTurn('t3', 3)];
    const cells = [
      someTurnLane('t1', 'a', from('t2')),
      someTurnLane('t2', 'a', from('t1')),
      someTurnLane('t3', 'b', from('gone')),
    ];
    expect(drawn(lanes, turns, cells)).toEqual(['t1: a', 't2: a', 't3: b']);
  });
});

describe('shownVariants', () => {
  const ids = (answers: readonly { readonly id: AnswerId }[]) => answers.map(({ id }) => id);
  const chosen = (id: string) => someTurnLane('t1', 'a', { chosenAnswerId: id as AnswerId });

  it('lists variants oldest first, a copied one before the own ones', () => {
    const cell = someTurnLane('t1', 'a', { chosenAnswerId: 'new' as AnswerId, copiedAnswerId: 'copied' as AnswerId });
    const answers = [
      someAnswer('new', { sequence: 2, text: 'new' }),
      someAnswer('copied', { sequence: 9, text: 'copied' }),
      someAnswer('old', { sequence: 1, text: 'old' }),
    ];
    expect(ids(shownVariants(cell, answers))).toEqual(['copied', 'old', 'new']);
  });

  it('leaves out earlier tries that ended without a word', () => {
    const answers = [
      someAnswer('failed', { sequence: 1, status: 'failed' }),
      someAnswer('stopped', { sequence: 2, status: 'stopped' }),
      someAnswer('partial', { sequence: 3, status: 'stopped', text: 'half an' }),
      someAnswer('good', { sequence: 4, text: 'answer' }),
    ];
    expect(ids(shownVariants(chosen('good'), answers))).toEqual(['partial', 'good']);
  });

  it('keeps the newest and the chosen one whatever they are', () => {
    const answers = [
      someAnswer('chosen', { sequence: 1, status: 'failed' }),
      someAnswer('newest', { sequence: 2, status: 'failed' }),
    ];
    expect(ids(shownVariants(chosen('chosen'), answers))).toEqual(['chosen', 'newest']);
  });

  it('shows the newest answer where none was chosen', () => {
    const answers = [someAnswer('one', { sequence: 1 }), someAnswer('two', { sequence: 2 })];
    expect(shownAnswer(someTurnLane('t1', 'a'), answers)?.id).toBe('two');
  });
});
