import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { openSettings } from '../../../electron/store/settings';
import type { StoredConnection } from '../../../src/shared/domain/connection';
import { type ConnectionId, newId } from '../../../src/shared/domain/ids';
import { defaultSettings } from '../../../src/shared/domain/settings';
import { temporaryFolder } from '../../support/temporaryFolder';
import { startMs } from './historyBuilders';

// Outside of Electron, the package of that name looks for its program on the disk, and downloads it when it is not told where it is.
vi.hoisted(() => {
  process.env.ELECTRON_OVERRIDE_DIST_PATH ??= 'not-needed';
});

const open = (folder: string) => openSettings({ folder, nowMs: startMs });
const badName = (name: string) => `${name}.bad-20260131T120000Z`;

function makeConnection(more: Partial<StoredConnection> = {}): StoredConnection {
  return {
    id: newId<ConnectionId>(),
    name: 'Kimi',
    vendorId: 'moonshot',
    regionId: 'cn',
    baseUrl: 'https://api.moonshot.cn/v1',
    keyLast4: 'ab12',
    limits: { maxConcurrent: 3, connectTimeoutMs: 15_000, firstByteTimeoutMs: 120_000, idleTimeoutMs: 180_000 },
    isEnabled: true,
    isKeyRefused: false,
    ...more,
  };
}

const goodFile = (settings: object, version = 1) => JSON.stringify({ version, settings });

describe('settings', () => {
  it('begin with the defaults, without a notice and without a file', () => {
    const folder = join(temporaryFolder(), 'new');
    const store = open(folder);
    expect(store.settings()).toEqual(defaultSettings);
    expect(store.connections()).toEqual([]);
    expect(store.notices).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('are there again after a change, readable by this user alone', () => {
    const folder = temporaryFolder();
    const connectionId = newId<ConnectionId>();
    const changed = open(folder).update({
      theme: 'dark',
      proxy: { mode: 'custom', url: 'http://127.0.0.1:7890' },
      defaultLanes: [{ connectionId, modelId: 'kimi-k3' }],
      modelOverrides: { 'moonshot/kimi-k3': { contextTokens: 1_000 } },
      language: undefined,
    });
    expect(changed).toMatchObject({ theme: 'dark', language: 'system' });
    const again = open(folder);
    expect(again.settings()).toEqual(changed);
    expect(again.notices).toEqual([]);
    for (const name of ['settings.json', 'settings.json.bak']) {
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
    expect(readdirSync(folder).sort()).toEqual(['settings.json', 'settings.json.bak']);
  });

  it('keep the content before the last change as a copy', () => {
    const folder = temporaryFolder();
    const store = open(folder);
    store.update({ theme: 'dark' });
    store.update({ theme: 'light' });
    const themeIn = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')).settings.theme;
    expect([themeIn('settings.json'), themeIn('settings.json.bak')]).toEqual(['light', 'dark']);
  });

  it('keep what a newer version of the program added, in the settings and in each connection', () => {
    const folder = temporaryFolder();
    const [first, second] = [makeConnection(), makeConnection({ name: 'Other' })];
    const { limits, ...rest } = first;
    const added = { colour: 'red', more: [{ deep: true }] };
    writeFileSync(join(folder, 'settings.json'), goodFile({ theme: 'dark', added }));
    writeFileSync(
      join(folder, 'connections.json'),
      JSON.stringify({ version: 1, connections: [{ ...rest, limits: 'no limits', added }, second] }),
    );
    const store = open(folder);
    store.update({ theme: 'light' });
    store.saveConnection({ ...first, limits, name: 'Renamed' });
    store.orderConnections([second.id, first.id]);
    open(folder).update({ sendKey: 'mod-enter' });
    const read = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))[name];
    expect(read('settings')).toMatchObject({ theme: 'light', sendKey: 'mod-enter', added });
    expect(read('connections')).toEqual([second, { ...first, name: 'Renamed', added }]);
    store.removeConnection(first.id);
    expect(read('connections')).toEqual([second]);
  });

  it('take a file with a byte order mark as it is', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'settings.json'), `\uFEFF${goodFile({ theme: 'dark' })}`);
    const store = open(folder);
    expect(store.settings().theme).toBe('dark');
    expect(store.notices).toEqual([]);
    expect(store.update({ sendKey: 'mod-enter' })).toMatchObject({ theme: 'dark', sendKey: 'mod-enter' });
    expect(open(folder).settings()).toMatchObject({ theme: 'dark', sendKey: 'mod-enter' });
  });
});

describe('connections', () => {
  it('are added, replaced and removed, and are there again in their order', () => {
    const folder = temporaryFolder();
    const store = open(folder);
    const [first, second, third] = [
      makeConnection(),
      makeConnection({ name: 'Second' }),
      makeConnection({ name: 'Third' }),
    ];
    for (const connection of [first, second, third]) store.saveConnection(connection);
    const changed = { ...first, name: 'Renamed', isKeyRefused: true, regionId: undefined, keyLast4: undefined };
    store.saveConnection(changed);
    store.removeConnection(second.id);
    expect(store.connections()).toEqual([changed, third]);
    const again = open(folder);
    expect(again.connections()).toEqual([changed, third]);
    expect(again.notices).toEqual([]);
  });

  it('lose a wrong field or a meaningless entry alone, the file being kept aside', () => {
    const folder = temporaryFolder();
    const good = makeConnection();
    const wrongLimits = { ...makeConnection(), limits: { maxConcurrent: 0 }, isEnabled: 'yes' };
    const content = JSON.stringify({
      version: 1,
      connections: [good, wrongLimits, { ...makeConnection(), baseUrl: 'file:///etc/passwd' }, null, 'x', good],
    });
    writeFileSync(join(folder, 'connections.json'), content);
    const store = open(folder);
    expect(store.connections().map(({ id }) => id)).toEqual([good.id, wrongLimits.id]);
    expect(store.connections()[0]).toEqual(good);
    expect(store.connections()[1]).toMatchObject({ isEnabled: true, limits: { maxConcurrent: 4 } });
    expect(store.notices).toEqual([{ kind: 'settings-set-aside', detail: badName('connections.json') }]);
    expect(readFileSync(join(folder, badName('connections.json')), 'utf8')).toBe(content);
  });

  it('come from the last good copy when their file is damaged', () => {
    const folder = temporaryFolder();
    const connection = makeConnection();
    open(folder).saveConnection(connection);
    writeFileSync(join(folder, 'connections.json'), 'null');
    const store = open(folder);
    expect(store.connections()).toEqual([connection]);
    expect(store.notices).toEqual([{ kind: 'settings-restored-from-backup', detail: badName('connections.json') }]);
  });
});
