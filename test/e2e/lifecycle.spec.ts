import { spawn } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, openSync, readdirSync, readFileSync, symlinkSync, writeSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { basename, dirname, join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { connect as openDatabase } from '../../electron/store/db';
import { type RawConnection, type RawServer, startRawServer } from '../support/rawServer';
import { commandFor, expect, launch, test } from './couplet';
import { call, seedConnections } from './seed';

const open: { close: () => unknown }[] = [];

test.afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
const frame = (text: string) =>
  `data: ${JSON.stringify({ id: 'chat-1', choices: [{ index: 0, delta: { content: text }, finish_reason: null }] })}\n\n`;

/** Words every 20 ms until the client goes away. */
async function talk(connection: RawConnection): Promise<void> {
  await connection.streamHead();
  for (let index = 0; index < 6_000 && (await connection.write(frame(`w${index} `))); index++) await pause(20);
}

async function talkingServer(): Promise<RawServer> {
  const server = await startRawServer(talk);
  open.push(server);
  return server;
}

const streaming = (raw: RawServer) => raw.connections.filter(({ isClosed }) => !isClosed).length;

/** Lanes of one connection in one conversation, all streaming. */
async function streams(page: Page, raw: RawServer, count: number) {
  const [connectionId = '' as never] = await seedConnections(page, [
    { vendorId: 'custom', baseUrl: raw.baseUrl, key: 'sk-old-0123456789' },
  ]);
  const limits = { maxConcurrent: 8, connectTimeoutMs: 15_000, firstByteTimeoutMs: 60_000, idleTimeoutMs: 60_000 };
  await call(page, 'connection.update', { id: connectionId, limits });
  const lanes = Array.from({ length: count }, () => ({ connectionId, modelId: 'test-model' }));
  const { id } = await call(page, 'conversation.create', { lanes });
  const { turnId } = await call(page, 'turn.start', { conversationId: id, prompt: 'Talk' });
  await expect.poll(() => streaming(raw)).toBe(count);
  const texts = async () => (await call(page, 'conversation.open', { id })).answers.map(({ text }) => text);
  await expect.poll(async () => (await texts()).every(text => text !== '')).toBe(true);
  return { id, turnId, connectionId, texts };
}

const logOf = (folder: string) =>
  existsSync(join(folder, 'couplet.log')) ? readFileSync(join(folder, 'couplet.log'), 'utf8') : '';

async function statusesOf(page: Page, id: never) {
  return (await call(page, 'conversation.open', { id })).answers.map(({ status }) => status);
}

test('a terminal that hangs up ends eight streams in order, and their text is there at the next start', async ({
  openAgain,
}) => {
  const raw = await talkingServer();
  const first = await openAgain();
  const { id, texts } = await streams(first.page, raw, 8);
  const before = await texts();
  first.app.process().kill('SIGHUP');
  await expect.poll(first.isGone).toBe(true);
  await expect.poll(() => streaming(raw)).toBe(0);
  const second = await openAgain();
  expect(await statusesOf(second.page, id as never)).toEqual(Array(8).fill('interrupted'));
  const after = (await call(second.page, 'conversation.open', { id })).answers.map(({ text }) => text);
  expect(after.every((text, index) => text.startsWith(before[index] ?? '?'))).toBe(true);
});

test('the death of the network and graphics processes does not touch a stream', async ({ couplet: { app, page } }) => {
  const raw = await talkingServer();
  const { id, texts } = await streams(page, raw, 2);
  const killed = await app.evaluate(({ app: program }) =>
    program
      .getAppMetrics()
      .filter(({ type, name }) => type === 'GPU' || /network/i.test(name ?? ''))
      .map(({ pid, type }) => {
        process.kill(pid, 'SIGKILL');
        return type;
      }),
  );
  expect(killed.length).toBeGreaterThan(0);
  const [before = ''] = await texts();
  await expect.poll(async () => (await texts())[0]?.length ?? 0).toBeGreaterThan(before.length + 50);
  expect(streaming(raw)).toBe(2);
  expect(await statusesOf(page, id as never)).toEqual(['answering', 'answering']);
  await call(page, 'turn.abort', { conversationId: id });
  await expect.poll(() => streaming(raw)).toBe(0);
});

test('sleep that is told twice ends each stream once, and nothing is asked again by itself', async ({
  couplet: { app, page },
}) => {
  const raw = await talkingServer();
  const { id } = await streams(page, raw, 2);
  await app.evaluate(({ powerMonitor }) => {
    for (const event of ['suspend', 'suspend', 'resume', 'resume']) powerMonitor.emit(event as never);
  });
  await expect.poll(() => streaming(raw)).toBe(0);
  const { answers } = await call(page, 'conversation.open', { id });
  expect(answers.map(({ status, error }) => [status, error?.reason])).toEqual([
    ['interrupted', 'suspended'],
    ['interrupted', 'suspended'],
  ]);
  expect(answers.every(({ text }) => text !== '')).toBe(true);
  await pause(1_000);
  expect(raw.requests).toHaveLength(2);
});

test('a key that is changed or removed in mid-stream leaves the stream its own, and the next request the new one', async ({
  couplet: { page },
}) => {
  const raw = await talkingServer();
  const { id, connectionId, texts } = await streams(page, raw, 1);
  await call(page, 'connection.setKey', { id: connectionId, key: 'sk-new-9876543210' });
  const [before = ''] = await texts();
  await expect.poll(async () => (await texts())[0]?.length ?? 0).toBeGreaterThan(before.length);
  await call(page, 'turn.abort', { conversationId: id });
  await call(page, 'turn.start', { conversationId: id, prompt: 'With the new one' });
  await expect.poll(() => raw.requests.length).toBe(2);
  await call(page, 'connection.removeKey', { id: connectionId });
  expect(streaming(raw)).toBe(1);
  await call(page, 'turn.abort', { conversationId: id });
  await call(page, 'turn.start', { conversationId: id, prompt: 'Without' });
  await expect.poll(() => raw.requests.length).toBe(3);
  expect(raw.requests.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer sk-old-0123456789',
    'Bearer sk-new-9876543210',
    undefined,
  ]);
});

test('a thousand prompts and ten thousand listeners at once meet a limit, and the page is served afterwards', async ({
  couplet: { page },
}) => {
  const raw = await talkingServer();
  const { id } = await streams(page, raw, 1);
  const { codes, heard } = await page.evaluate(async conversationId => {
    const { api } = window as unknown as {
      api: { call: (route: string, input: unknown) => Promise<unknown>; on: (listener: () => void) => () => void };
    };
    let heardBy = 0;
    const ends = Array.from({ length: 10_000 }, () =>
      api.on(() => {
        heardBy += 1;
      }),
    );
    const results = await Promise.all(
      Array.from({ length: 1_000 }, () => api.call('turn.start', { conversationId, prompt: 'More' })),
    );
    const before = heardBy;
    await new Promise(resolve => setTimeout(resolve, 200));
    const perMoment = heardBy - before;
    for (const end of ends) for (let count = 0; count < 2; count++) end();
    return {
      codes: [...new Set(results.map(result => (result as { error?: { code: string } }).error?.code ?? 'ok'))].sort(),
      heard: perMoment,
    };
  }, id);
  expect(codes).toEqual(['E_LIMIT', 'ok']);
  // 16 listeners at most, and at most 125 messages a second.
  expect(heard).toBeLessThan(16 * 200);
  await call(page, 'turn.abort', { conversationId: id });
  await expect.poll(() => streaming(raw)).toBe(0);
  await expect.poll(() => call(page, 'app.state', {}).then(() => 'served', String)).toBe('served');
});

test('a history that is damaged in the middle opens, says so, and is asked about at the next start', async ({
  folder,
  openAgain,
}) => {
  const first = await openAgain();
  const { id } = await call(first.page, 'conversation.create', { lanes: [] });
  await call(first.page, 'conversation.saveDraft', { id, draft: 'still here' });
  await first.quit();
  const file = join(folder, 'history.db');
  const database = openDatabase(file);
  const sql = "SELECT rootpage AS page FROM sqlite_schema WHERE name = 'votes'";
  const { page } = database.get<{ page: number }>(sql) ?? { page: 0 };
  // As after a crash, so that the file is looked at.
  database.run("UPDATE settings_meta SET value = '0' WHERE key = 'clean-exit'");
  database.close();
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(4_096, 0x5a), 0, 4_096, (page - 1) * 4_096);

  const second = await openAgain();
  const kinds = async () => (await call(second.page, 'app.state', {})).notices.map(({ kind }) => kind);
  await expect.poll(kinds).toContain('history-damaged');
  expect((await call(second.page, 'conversation.open', { id })).draft).toBe('still here');
  await second.quit();

  const app = await launch(folder);
  try {
    await expect.poll(() => logOf(folder), { timeout: 60_000 }).toContain('damage was found before');
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
  } finally {
    app.process().kill('SIGKILL');
  }
});

test('three starts that never got through make the next one careful, and the one after it ordinary', async ({
  folder,
  openAgain,
}) => {
  // Six starts.
  test.setTimeout(300_000);
  const first = await openAgain();
  const { id } = await call(first.page, 'conversation.create', { lanes: [] });
  await call(first.page, 'conversation.saveDraft', { id, draft: 'restored' });
  await first.quit();
  const starts = () => logOf(folder).split(' start ').length - 1;
  for (let count = 0; count < 3; count++) {
    const before = starts();
    const { executablePath, args, env } = commandFor(folder);
    const main = spawn(executablePath, args, { env, stdio: 'ignore' });
    const gone = new Promise(resolve => main.once('exit', resolve));
    await expect.poll(starts, { timeout: 60_000 }).toBe(before + 1);
    main.kill('SIGKILL');
    await gone;
  }
  const careful = await openAgain();
  const state = await call(careful.page, 'app.state', {});
  expect([state.isCareful, state.notices.map(({ kind }) => kind)]).toEqual([true, ['careful-start']]);
  await expect(careful.page.getByText('did not get through its last starts')).toBeVisible();
  await expect(careful.page.getByText('restored')).toHaveCount(0);
  await careful.quit();
  const ordinary = await openAgain();
  expect((await call(ordinary.page, 'app.state', {})).isCareful).toBe(false);
  await expect(ordinary.page.getByText('restored')).toBeVisible();
});

test('a second start with dangerous switches passes nothing on', async ({ folder, openAgain }) => {
  const first = await openAgain();
  const { executablePath, args, env } = commandFor(folder);
  const proof = join(folder, 'proof');
  const second = spawn(
    executablePath,
    [
      ...args,
      `couplet://x?--gpu-launcher=touch ${proof}`,
      `--renderer-cmd-prefix=touch ${proof}`,
      '--',
      'file:///etc/passwd',
    ],
    { env, stdio: 'ignore' },
  );
  await new Promise(resolve => second.once('exit', resolve));
  expect(existsSync(proof)).toBe(false);
  expect(first.isGone()).toBe(false);
  const windows = (app: ElectronApplication) =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map(window => window.webContents.getURL()));
  expect(await windows(first.app)).toEqual(['app://couplet/index.html']);
});

test('a package opens no debugger and runs no program for a switch', async ({ folder }) => {
  test.skip(process.platform !== 'linux', 'the runtime is laid out as a package in the way of Linux');
  const { executablePath, args, env } = commandFor(join(folder, 'profile'));
  const [root = '', ...switches] = args;
  const packaged = layOutPackage(executablePath, root, join(folder, 'package'));
  const port = await freePort();
  const proof = join(folder, 'proof');
  const main = spawn(
    packaged,
    [
      ...switches,
      `--remote-debugging-port=${port}`,
      `--renderer-cmd-prefix=touch ${proof}`,
      `--gpu-launcher=touch ${proof}`,
    ],
    { env, stdio: 'ignore' },
  );
  try {
    const profile = join(folder, 'profile');
    // The page has loaded, so its process was started, and a debugger would have been.
    await expect.poll(() => logOf(profile), { timeout: 30_000 }).toContain(' start ');
    await expect.poll(() => existsSync(join(profile, 'unfinished-starts')), { timeout: 30_000 }).toBe(false);
    expect(main.exitCode).toBeNull();
    expect(existsSync(proof)).toBe(false);
    expect(await canConnect(port)).toBe(false);
  } finally {
    main.kill('SIGKILL');
  }
});

/** The runtime under another name with the program in its place, which is what a package is. */
function layOutPackage(executablePath: string, root: string, folder: string): string {
  const runtime = dirname(executablePath);
  mkdirSync(join(folder, 'resources'), { recursive: true });
  for (const name of readdirSync(runtime)) {
    if (name !== 'resources' && name !== basename(executablePath)) symlinkSync(join(runtime, name), join(folder, name));
  }
  symlinkSync(root, join(folder, 'resources', 'app'));
  const program = join(folder, 'couplet');
  linkSync(executablePath, program);
  return program;
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function canConnect(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
