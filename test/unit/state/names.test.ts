import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Answer } from '../../../src/shared/domain/answer';
import type { Lane } from '../../../src/shared/domain/conversation';
import type { ConnectionId, LaneId } from '../../../src/shared/domain/ids';
import { RowTable } from '../../../src/shared/domain/rowTable';
import type { ConnectionsData } from '../../../src/state/connections';
import { formerConnectionNames, laneTitles } from '../../../src/state/names';
import { someAnswer, someConnection, someLane } from '../../support/pageRows';

const state: ConnectionsData = {
  connections: [someConnection('a', { name: 'Home' }), someConnection('b', { name: 'Work' })],
  models: {},
  checking: {},
  reports: {},
};
const lane = (id: string, connectionId: string, modelId = 'some-model') =>
  someLane(id, { connectionId: connectionId as ConnectionId, modelId });

describe('laneTitles', () => {
  it('tells the same model at two connections apart by the connection', () => {
    const titles = laneTitles([lane('1', 'a'), lane('2', 'b')], state);
    expect([titles['1']?.full, titles['2']?.full]).toEqual(['some-model · Home', 'some-model · Work']);
  });

  it('numbers the same model at the same connection', () => {
    const titles = laneTitles([lane('1', 'a'), lane('2', 'a'), lane('3', 'a', 'other')], state);
    expect(Object.values(titles).map(title => title.model)).toEqual(['some-model', 'some-model (2)', 'other']);
  });

  it('says what sets twins apart, and nothing where they agree', () => {
    const twin = (id: string, fields: Partial<Lane>) => ({ ...lane(id, 'a'), ...fields });
    const titles = laneTitles(
      [
        twin('1', { parameters: { thinking: 'off', temperature: 0.2 } }),
        twin('2', { parameters: { thinking: 'default', temperature: 0.2 }, systemPrompt: 'Be brief.' }),
        lane('3', 'b'),
      ],
      state,
    );
    expect(titles['1']?.differences).toEqual([
      { field: 'thinking', value: 'off' },
      { field: 'systemPrompt', value: undefined },
    ]);
    expect(titles['2']?.differences).toEqual([
      { field: 'thinking', value: undefined },
      { field: 'systemPrompt', value: 'Be brief.' },
    ]);
    expect(titles['3']?.differences).toBeUndefined();
  });

  it('keeps a name for a lane whose connection was removed', () => {
    expect(laneTitles([lane('1', 'gone')], state)['1']).toEqual({
      model: 'some-model',
      connection: '',
      isConnectionMissing: true,
      full: 'some-model',
    });
  });
});

describe('the names of connections that were removed', () => {
  const answer = (id: number, laneId: string, connectionId: string) =>
    someAnswer(`answer-${id}`, {
      laneId: laneId as LaneId,
      connectionId: connectionId as ConnectionId,
      connectionName: `Name ${id}`,
      startedAt: id,
    });
  /** The same, found in all answers each time. */
  const foundAnew = (lanes: readonly Lane[], answers: RowTable<Answer>) =>
    Object.fromEntries(
      lanes.flatMap(({ id, connectionId }) => {
        const own = [...answers.values()].filter(given => given.laneId === id && given.connectionId === connectionId);
        const last = own.sort((a, b) => a.startedAt - b.startedAt).at(-1);
        return last === undefined ? [] : [[id, last.connectionName]];
      }),
    );

  it('are those of the last answers, whatever came, was changed or is of another conversation', () => {
    const change = fc.record({
      kind: fc.constantFrom('add', 'add', 'change words', 'change connection', 'leave'),
      id: fc.nat(30),
      lane: fc.constantFrom('1', '2'),
      connection: fc.constantFrom('gone', 'lost'),
    });
    const lanes = [lane('1', 'gone'), lane('2', 'lost')];
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), changes => {
        let answers = RowTable.of<Answer>();
        for (const { kind, id, lane: laneId, connection } of changes) {
          const before = answers.get(`answer-${id}`);
          if (kind === 'leave') answers = RowTable.of([[`answer-${id}`, answer(id, laneId, connection)]]);
          else if (kind === 'add' && before === undefined)
            answers = answers.with([[`answer-${id}`, answer(id, laneId, connection)]]);
          else if (kind === 'change words' && before !== undefined)
            answers = answers.with([[before.id, { ...before, connectionName: `Renamed ${id}` }]]);
          else if (before !== undefined) answers = answers.with([[before.id, answer(id, laneId, connection)]]);
          expect(formerConnectionNames(lanes, [], answers)).toEqual(foundAnew(lanes, answers));
        }
      }),
    );
  });

  it('are not looked for in all answers again when one comes', () => {
    const lanes = [lane('1', 'gone')];
    const many = RowTable.of(
      Array.from({ length: 2_000 }, (_, id): [string, Answer] => [`answer-${id}`, answer(id, '1', 'gone')]),
    );
    expect(formerConnectionNames(lanes, [], many)).toEqual({ '1': 'Name 1999' });
    const values = vi.spyOn(RowTable.prototype, 'values');
    expect(formerConnectionNames(lanes, [], many.with([['answer-5000', answer(5_000, '1', 'gone')]]))).toEqual({
      '1': 'Name 5000',
    });
    expect(values).not.toHaveBeenCalled();
    values.mockRestore();
  });
});
