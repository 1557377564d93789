import { describe, expect, it } from 'vitest';
import type { Lane } from '../../../src/shared/domain/conversation';
import type { ConnectionId } from '../../../src/shared/domain/ids';
import type { ConnectionsData } from '../../../src/state/connections';
import { laneTitles } from '../../../src/state/names';
import { someConnection, someLane } from '../../support/pageRows';

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
