import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Connection, ConnectionCheck } from '../../../src/shared/domain/connection';
import { reorderConnections } from '../../../src/state/connectionActions';
import { applyConnections, checkConnection, loadModels, useConnections } from '../../../src/state/connections';
import { type ConnectionForm, saveAndCheck } from '../../../src/state/savingConnection';
import { FakeBridge, Refusal, someConnection } from '../../support/pageRows';

let bridge: FakeBridge;
const connection = someConnection('one', { vendorId: 'moonshot', regionId: 'international' });
const good: ConnectionCheck = { outcome: 'ok', durationMs: 10, modelCount: 2, checkedAt: 1 };

beforeEach(() => {
  bridge = new FakeBridge();
  vi.stubGlobal('window', { api: bridge.api });
  bridge.answer('connection.models', () => ({ connectionId: connection.id, models: [] }));
  bridge.answer('connection.check', () => good);
  useConnections.setState({ connections: [connection], models: {}, checking: {}, reports: {} });
});

describe('connections', () => {
  it('reads models once for all who ask at the same time', async () => {
    await Promise.all([loadModels(connection.id), loadModels(connection.id)]);
    await loadModels(connection.id);
    expect(bridge.callsOf('connection.models')).toHaveLength(1);
  });

  it('forgets models and check when the key or the address changes, and keeps them otherwise', async () => {
    await checkConnection(connection.id);
    await loadModels(connection.id);
    applyConnections([{ ...connection, name: 'Renamed' }]);
    expect(useConnections.getState().reports.one?.check).toEqual(good);
    applyConnections([{ ...connection, keyLast4: 'zzzz' }]);
    expect([useConnections.getState().reports, useConnections.getState().models]).toEqual([{}, {}]);
  });
});

it('an order that is refused is taken back, and what became of the connections meanwhile stays', async () => {
  const [one, two, three] = ['one', 'two', 'three'].map(id => someConnection(id)) as [
    Connection,
    Connection,
    Connection,
  ];
  useConnections.setState({ connections: [one, two, three] });
  bridge.answer('connection.reorder', () => {
    applyConnections([three, { ...one, name: 'Renamed' }]);
    return new Refusal('E_STORAGE');
  });
  await reorderConnections([three.id, one.id, two.id]);
  expect(useConnections.getState().connections).toEqual([{ ...one, name: 'Renamed' }, three]);
});

describe('saving a connection', () => {
  const form: ConnectionForm = {
    vendorId: 'moonshot',
    regionId: 'international',
    baseUrl: undefined,
    isPlainHttpAccepted: false,
    name: '',
    key: 'sk-0123456789',
  };

  beforeEach(() => {
    useConnections.setState({ connections: [] });
    bridge.answer('connection.create', () => connection);
    bridge.answer('connection.setKey', () => ({ ...connection, keyState: 'ok' }));
    bridge.answer('connection.update', (change: object) => ({ ...connection, ...change }));
  });

  it('makes it, sets the key and checks it', async () => {
    const made = vi.fn();
    expect(await saveAndCheck(form, undefined, made)).toEqual(good);
    expect(bridge.calls.slice(0, 3)).toEqual([
      { route: 'connection.create', input: { vendorId: 'moonshot', regionId: 'international' } },
      { route: 'connection.setKey', input: { id: 'one', key: 'sk-0123456789' } },
      { route: 'connection.check', input: { id: 'one' } },
    ]);
    expect(made).toHaveBeenCalledWith(connection);
  });

  it('changes the region of the one that is there on a second try, and sets the key again', async () => {
    await saveAndCheck(form, undefined, () => undefined);
    await saveAndCheck({ ...form, regionId: 'china' }, connection.id, () => undefined);
    expect(bridge.callsOf('connection.create')).toHaveLength(1);
    expect(bridge.callsOf('connection.update')).toEqual([{ id: 'one', regionId: 'china' }]);
    expect(bridge.callsOf('connection.setKey')).toHaveLength(2);
  });

  it('does not check a connection whose key was refused', async () => {
    bridge.answer('connection.setKey', () => new Refusal('E_STORAGE'));
    const made = vi.fn();
    await expect(saveAndCheck(form, undefined, made)).rejects.toMatchObject({ code: 'E_STORAGE' });
    expect(made).toHaveBeenCalledTimes(1);
    expect(bridge.callsOf('connection.check')).toEqual([]);
  });
});

it('asking the vendor again during a plain reading brings the new list, and the plain one does not come after it', async () => {
  const models = (id: string) => ({ connectionId: connection.id, models: [{ id }] });
  bridge.answer('connection.models', ({ isRefreshed }: { isRefreshed?: boolean }) =>
    models(isRefreshed === true ? 'new' : 'old'),
  );
  const plain = loadModels(connection.id);
  const refreshed = [loadModels(connection.id, true), loadModels(connection.id, true)];
  await Promise.all([plain, ...refreshed]);
  expect(bridge.callsOf('connection.models')).toEqual([
    { id: connection.id },
    { id: connection.id, isRefreshed: true },
  ]);
  expect(useConnections.getState().models.one?.models).toEqual([{ id: 'new' }]);
});
