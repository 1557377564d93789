import { beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultSettings } from '../../../src/shared/domain/settings';
import { useApp } from '../../../src/state/app';
import { useConnections } from '../../../src/state/connections';
import { noteRecent, setFavourite, setHidden, setOverride } from '../../../src/state/modelChoices';
import { FakeBridge, someConnection } from '../../support/pageRows';

let bridge: FakeBridge;
const choice = (modelId: string, connectionId = 'one') => ({ connectionId, modelId });
const settings = () => useApp.getState().settings;

beforeEach(() => {
  bridge = new FakeBridge();
  vi.stubGlobal('window', { api: bridge.api });
  bridge.answer('settings.update', (patch: object) => ({ ...settings(), ...patch }));
  bridge.answer('connection.models', ({ id }: { id: string }) => ({ connectionId: id, models: [] }));
  useApp.setState({ settings: defaultSettings });
  useConnections.setState({ connections: [], models: {}, checking: {}, reports: {} });
});

describe('favourites and hidden models', () => {
  it('keep the order in which they were chosen, and are taken back', async () => {
    await setFavourite(choice('a'), true);
    await setFavourite(choice('b'), true);
    expect(settings().favouriteModels).toEqual([choice('a'), choice('b')]);
    await setFavourite(choice('a'), false);
    expect(settings().favouriteModels).toEqual([choice('b')]);
  });

  it('never hold the same model both', async () => {
    await setFavourite(choice('a'), true);
    await setHidden(choice('a'), true);
    expect([settings().favouriteModels, settings().hiddenModels]).toEqual([[], [choice('a')]]);
    await setFavourite(choice('a'), true);
    expect([settings().favouriteModels, settings().hiddenModels]).toEqual([[choice('a')], []]);
  });

  it('tell the same id at two connections apart', async () => {
    await setFavourite(choice('a', 'one'), true);
    await setFavourite(choice('a', 'two'), true);
    await setFavourite(choice('a', 'one'), false);
    expect(settings().favouriteModels).toEqual([choice('a', 'two')]);
  });
});

describe('models used last', () => {
  it('stand with the last one first, each once, at most twenty', async () => {
    noteRecent([choice('a'), choice('b')]);
    await vi.waitFor(() => expect(settings().recentModels).toEqual([choice('a'), choice('b')]));
    noteRecent([choice('b')]);
    await vi.waitFor(() => expect(settings().recentModels).toEqual([choice('b'), choice('a')]));
    noteRecent(Array.from({ length: 25 }, (_, at) => choice(`m${at}`)));
    await vi.waitFor(() => expect(settings().recentModels).toHaveLength(20));
  });

  it('are not saved again when nothing changed', async () => {
    noteRecent([choice('a')]);
    await vi.waitFor(() => expect(settings().recentModels).toHaveLength(1));
    noteRecent([choice('a')]);
    expect(bridge.callsOf('settings.update')).toHaveLength(1);
  });
});

describe('own values', () => {
  it('are kept for the vendor, and its lists are read again without asking the vendor', async () => {
    useConnections.setState({
      connections: [someConnection('one', { vendorId: 'deepseek' }), someConnection('two', { vendorId: 'moonshot' })],
      models: { one: { connectionId: 'one' as never, models: [] }, two: { connectionId: 'two' as never, models: [] } },
    });
    await setOverride('deepseek', 'x', { contextTokens: 5 });
    expect(settings().modelOverrides).toEqual({ 'deepseek/x': { contextTokens: 5 } });
    expect(bridge.callsOf('connection.models')).toEqual([{ id: 'one' }]);
    await setOverride('deepseek', 'x', undefined);
    expect(settings().modelOverrides).toEqual({});
  });
});
