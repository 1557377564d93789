import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNetwork } from '../../../electron/llm/network';
import { createAppImageInstaller } from '../../../electron/updates/appImageInstaller';
import { Updater, type UpdaterOptions } from '../../../electron/updates/updater';
import { readPublicKey } from '../../../electron/updates/updateSignature';
import { createUpdateKeys } from '../../../scripts/lib/updateSigning.mjs';
import type { UpdateState } from '../../../src/shared/domain/update';
import { FakeClock } from '../../support/fakeClock';
import { ReleaseServer } from '../../support/releaseServer';
import { temporaryFolder } from '../../support/temporaryFolder';

const oldContent = 'the version that runs';
const network = createNetwork({ proxy: () => ({ settings: { mode: 'none' }, password: undefined }) });

let server: ReleaseServer;

beforeEach(async () => {
  server = await ReleaseServer.start();
});
afterEach(() => server.stop());

/** A program of version 1.0.0 that runs from an AppImage, with the real network, disk and signature. */
function program(options: Partial<UpdaterOptions> & { readonly isRestarting?: () => void } = {}) {
  const folder = temporaryFolder();
  const appImage = join(folder, 'apps', 'My Couplet.AppImage');
  mkdirSync(join(folder, 'apps'));
  writeFileSync(appImage, oldContent, { mode: 0o755 });
  const states: UpdateState[] = [];
  const log: string[] = [];
  const clock = new FakeClock();
  let quits = 0;
  let restarts = 0;
  const publicKey = readPublicKey(server.keys.publicKey);
  if (publicKey === undefined) throw new Error('no key');
  const updater = new Updater({
    channel: { feed: server.feed, publicKey },
    currentVersion: '1.0.0',
    arch: process.arch,
    installer: createAppImageInstaller(appImage, () => {
      restarts += 1;
    }),
    fetch: network.fetch,
    folder: join(folder, 'updates'),
    isAutomatic: () => false,
    liveCount: () => 0,
    quit: () => {
      quits += 1;
    },
    onState: state => states.push(state),
    wallMs: clock.wallMs,
    setTimer: clock.setTimer,
    log: text => log.push(text),
    ...options,
  });
  return {
    updater,
    states,
    log,
    clock,
    appImage,
    folder,
    quits: () => quits,
    restarts: () => restarts,
    /** What lies on the disk besides the running program. */
    leftovers: () => [
      ...readdirSync(join(folder, 'apps')).filter(name => name !== 'My Couplet.AppImage'),
      ...(existsSync(join(folder, 'updates')) ? readdirSync(join(folder, 'updates')) : []),
    ],
  };
}

const isOld = (appImage: string) => readFileSync(appImage, 'utf8') === oldContent;

describe('a newer version', () => {
  it('is found, fetched, checked, and takes the place of the running one at the end of the program', async () => {
    server.publish({ version: '1.0.1', notes: 'Line one\r\nLine \u202etwo' });
    const { updater, states, appImage, restarts } = program();
    await updater.check();
    const release = { version: '1.0.1', notes: 'Line one\nLine two', sizeBytes: server.content.length };
    expect(updater.state()).toEqual({ kind: 'available', release, isInstallable: true });
    expect(server.asked).toEqual(['/couplet-update.json']);
    await updater.download();
    expect(updater.state()).toEqual({ kind: 'ready', release, isWaiting: false });
    expect(states.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['checking', 'available', 'downloading']));
    expect(isOld(appImage)).toBe(true);
    await updater.close();
    expect(readFileSync(appImage).equals(server.content)).toBe(true);
    expect(statSync(appImage).mode & 0o777).toBe(0o755);
    expect(restarts()).toBe(0);
  });

  it('is fetched through a redirect to another address that may be asked', async () => {
    server.publish();
    server.on('/couplet-update.json', (_request, response) => response.writeHead(302, { location: '/moved' }).end());
    server.on('/moved', (_request, response) => response.end(server.manifest()));
    const { updater } = program();
    await updater.check();
    expect(updater.state()).toMatchObject({ kind: 'available' });
  });

  it('of a package that its system replaces is named, and not fetched', async () => {
    server.publish();
    const { updater } = program({ installer: undefined });
    await updater.check();
    expect(updater.state()).toMatchObject({ kind: 'available', isInstallable: false });
    await updater.download();
    expect(server.asked).toEqual(['/couplet-update.json']);
  });

  it('without a package for this kind of machine is none', async () => {
    server.publish({ kind: 'nsis' });
    const { updater } = program();
    await updater.check();
    expect(updater.state()).toMatchObject({ kind: 'idle' });
  });
});

describe('the network', () => {
  it('is never asked by a build that names no place to ask', async () => {
    server.publish();
    const { updater, clock } = program({ channel: undefined, isAutomatic: () => true });
    updater.follow();
    await clock.advance(3 * 24 * 3_600_000);
    await updater.check();
    await updater.download();
    expect(updater.state()).toEqual({ kind: 'no-channel' });
    expect(server.asked).toEqual([]);
  });

  it('is asked once a day by itself, and only while that is switched on', async () => {
    let isOn = false;
    const fetched: string[] = [];
    const { updater, clock } = program({
      isAutomatic: () => isOn,
      fetch: async url => {
        fetched.push(url);
        return new Response('', { status: 500 });
      },
    });
    const hours = (count: number) => clock.advance(count * 3_600_000);
    updater.follow();
    await hours(50);
    expect(fetched).toEqual([]);
    isOn = true;
    updater.follow();
    await hours(1);
    expect(fetched).toEqual([server.feed]);
    await hours(48);
    expect(fetched).toHaveLength(3);
    isOn = false;
    updater.follow();
    await hours(48);
    expect(fetched).toHaveLength(3);
    expect(clock.pendingTimers).toBe(0);
  });

  it('is told nothing of this machine but that it asks', async () => {
    let headers: Readonly<Record<string, unknown>> = {};
    server.on('/couplet-update.json', (request, response) => {
      headers = request.headers;
      response.end(server.manifest());
    });
    await program().updater.check();
    expect(Object.keys(headers).sort()).toEqual(
      ['accept', 'accept-encoding', 'accept-language', 'connection', 'host', 'sec-fetch-mode', 'user-agent'].sort(),
    );
    expect(JSON.stringify(headers)).not.toContain('1.0.0');
  });
});

describe('what is not believed', () => {
  const flipped = (base64: string) => {
    const bytes = Buffer.from(base64, 'base64');
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    return bytes.toString('base64');
  };
  const envelope = () => JSON.parse(server.manifest()) as { manifest: string; signature: string };

  it.each<[string, () => string]>([
    ['a description signed with another key', () => server.manifest({ privatePem: createUpdateKeys().privatePem })],
    [
      'a description that was changed by one bit',
      () => JSON.stringify({ ...envelope(), manifest: flipped(envelope().manifest) }),
    ],
    ['a changed signature', () => JSON.stringify({ ...envelope(), signature: flipped(envelope().signature) })],
    [
      'a signature that is cut off',
      () => JSON.stringify({ ...envelope(), signature: envelope().signature.slice(0, 40) }),
    ],
  ])('%s is refused, and no file is asked for', async (_name, text) => {
    server.publish();
    server.on('/couplet-update.json', (_request, response) => response.end(text()));
    const { updater, appImage, leftovers } = program();
    await updater.check();
    expect(updater.state()).toEqual({ kind: 'failed', step: 'check', problem: 'bad-signature', release: undefined });
    await updater.download();
    await updater.close();
    expect(server.asked).toEqual(['/couplet-update.json']);
    expect(isOld(appImage)).toBe(true);
    expect(leftovers()).toEqual([]);
  });

  it.each<[string, () => string]>([
    ['a sign-in page', () => '<!doctype html><title>Sign in</title>'],
    ['a description without its end', () => server.manifest().slice(0, 200)],
    ['a description that never ends', () => `{"manifest":"${'A'.repeat(400_000)}"}`],
    ['nothing', () => ''],
  ])('%s is no description', async (_name, text) => {
    server.on('/couplet-update.json', (_request, response) => response.end(text()));
    const { updater } = program();
    await updater.check();
    expect(updater.state()).toMatchObject({ kind: 'failed', problem: 'bad-answer' });
  });

  it.each(['0.9.9', '1.0.0', '0.10.0'])('version %s is refused by version 1.0.0, signed as it is', async version => {
    server.publish({ version });
    const { updater, appImage } = program();
    await updater.check();
    expect(updater.state()).toMatchObject({ kind: 'idle', checkedAt: expect.any(Number) });
    await updater.download();
    await updater.close();
    expect(server.asked).toEqual(['/couplet-update.json']);
    expect(isOld(appImage)).toBe(true);
  });

  it.each(['http://updates.example/x', 'file:///etc/passwd', 'https://user:word@updates.example/x'])(
    'a redirect to %s is not followed',
    async location => {
      server.on('/couplet-update.json', (_request, response) => response.writeHead(302, { location }).end());
      const asked: string[] = [];
      const { updater } = program({
        fetch: (url, init) => {
          asked.push(url);
          return network.fetch(url, init);
        },
      });
      await updater.check();
      expect(updater.state()).toMatchObject({ kind: 'failed', problem: 'bad-answer' });
      expect(asked).toEqual([server.feed]);
    },
  );
});

describe('a failed update leaves the running version as it was', () => {
  it('when the server cannot be reached or answers an error', async () => {
    const { updater } = program();
    await updater.check();
    expect(updater.state()).toMatchObject({ kind: 'failed', step: 'check', problem: 'no-answer' });
    const gone = program({
      fetch: () => network.fetch('http://127.0.0.1:1/', {}),
    });
    await gone.updater.check();
    expect(gone.updater.state()).toMatchObject({ kind: 'failed', step: 'check', problem: 'no-answer' });
  });

  it.each<[string, 'damaged' | 'no-answer', (content: Buffer) => { readonly body: Buffer; readonly length: number }]>([
    ['breaks off', 'no-answer', content => ({ body: content.subarray(0, 100_000), length: content.length })],
    ['ends too early', 'no-answer', content => ({ body: content.subarray(0, 100_000), length: 100_000 })],
    [
      'has another byte',
      'damaged',
      content => {
        const body = Buffer.from(content);
        body[7] = (body[7] ?? 0) ^ 1;
        return { body, length: body.length };
      },
    ],
    [
      'goes on after its end',
      'damaged',
      content => ({ body: Buffer.concat([content, Buffer.from('more')]), length: content.length + 4 }),
    ],
  ])('when the file %s; trying again works', async (_name, problem, change) => {
    server.publish();
    const { updater, appImage, leftovers } = program();
    await updater.check();
    server.on('/package', (_request, response) => {
      const { body, length } = change(server.content);
      response.setHeader('content-length', length);
      response.write(body, () => (body.length < length ? response.destroy() : response.end()));
    });
    await updater.download();
    expect(updater.state()).toMatchObject({ kind: 'failed', step: 'download', problem, release: { version: '9.0.0' } });
    expect(isOld(appImage)).toBe(true);
    expect(leftovers()).toEqual([]);
    server.publish();
    await updater.download();
    expect(updater.state()).toMatchObject({ kind: 'ready' });
  });

  it('when the folder of the program cannot be written to', async () => {
    server.publish();
    const gone = join(temporaryFolder(), 'gone', 'Couplet.AppImage');
    const { updater } = program({ installer: createAppImageInstaller(gone, () => undefined) });
    await updater.check();
    await updater.download();
    expect(updater.state()).toMatchObject({ kind: 'failed', step: 'install', problem: 'not-installed' });
    await updater.close();
  });

  it('when the fetched file was changed before the program ended', async () => {
    server.publish();
    const { updater, appImage, log, leftovers } = program();
    await updater.check();
    await updater.download();
    const staged = join(appImage, '..', '.My Couplet.AppImage.update');
    writeFileSync(staged, 'something else');
    await updater.close();
    expect(isOld(appImage)).toBe(true);
    expect(leftovers()).not.toContain('.My Couplet.AppImage.update');
    expect(log.join()).toContain('could not be installed: damaged');
  });

  it('when the user stops the download', async () => {
    server.publish();
    const { updater, appImage, leftovers } = program();
    await updater.check();
    server.on('/package', (_request, response) => {
      response.setHeader('content-length', server.content.length);
      response.write(server.content.subarray(0, 1_000));
      setImmediate(() => updater.cancel());
    });
    await updater.download();
    expect(updater.state()).toMatchObject({ kind: 'available', release: { version: '9.0.0' } });
    expect(isOld(appImage)).toBe(true);
    expect(leftovers()).toEqual([]);
  });
});

describe('a restart', () => {
  async function ready(liveCount: () => number) {
    server.publish();
    const made = program({ liveCount });
    await made.updater.check();
    await made.updater.download();
    return made;
  }

  it('never comes by itself', async () => {
    const { updater, quits } = await ready(() => 0);
    updater.noteAnswerEnded();
    expect(quits()).toBe(0);
  });

  it('that the user wants comes at once when no answer is being written', async () => {
    const { updater, quits, restarts, appImage } = await ready(() => 0);
    updater.restart();
    expect(quits()).toBe(1);
    await updater.close();
    expect(restarts()).toBe(1);
    expect(isOld(appImage)).toBe(false);
  });

  it('waits until the last answer has ended, and can be taken back', async () => {
    let live = 2;
    const { updater, quits } = await ready(() => live);
    updater.restart();
    expect(updater.state()).toMatchObject({ kind: 'ready', isWaiting: true });
    live = 1;
    updater.noteAnswerEnded();
    expect(quits()).toBe(0);
    updater.cancel();
    live = 0;
    updater.noteAnswerEnded();
    expect(quits()).toBe(0);
    live = 1;
    updater.restart();
    live = 0;
    updater.noteAnswerEnded();
    expect(quits()).toBe(1);
  });
  it('that the user would rather not have after all leaves the new version for the end of the program', async () => {
    const { updater, quits, restarts, appImage } = await ready(() => 0);
    updater.restart();
    updater.noteStay();
    expect(updater.state()).toMatchObject({ kind: 'ready', isWaiting: false });
    updater.noteAnswerEnded();
    expect(quits()).toBe(1);
    await updater.close();
    expect([restarts(), isOld(appImage)]).toEqual([0, false]);
  });
});
