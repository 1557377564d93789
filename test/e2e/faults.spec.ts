import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import type { ConversationId } from '../../src/shared/domain/ids';
import { makeCertificate } from '../support/certificates';
import { type RawConnection, type RawServer, startRawServer } from '../support/rawServer';
import { commandFor, expect, launch, test } from './couplet';
import { call, seedConnections } from './seed';

const key = 'sk-canary-0123456789abcdef';
const open: { close: () => unknown }[] = [];

test.afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});

const frame = (text: string) =>
  `data: ${JSON.stringify({ id: 'chat-1', choices: [{ index: 0, delta: { content: text }, finish_reason: null }] })}\n\n`;
const end = `data: ${JSON.stringify({ id: 'chat-1', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}\n\ndata: [DONE]\n\n`;
const emoji = '你好 👩‍👩‍👧‍👦 🏳️‍🌈';
const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

async function server(handle: (connection: RawConnection) => void | Promise<void>): Promise<RawServer> {
  const started = await startRawServer(handle);
  open.push(started);
  return started;
}

/** Words every 20 ms until the client goes away. */
async function talk(connection: RawConnection): Promise<void> {
  await connection.streamHead();
  for (let index = 0; index < 3_000 && (await connection.write(frame(`w${index} `))); index++) await pause(20);
}

const streaming = (raw: RawServer) => raw.connections.filter(({ isClosed }) => !isClosed).length;

async function lanesTo(page: Page, servers: readonly { readonly baseUrl: string }[]) {
  const wanted = servers.map(({ baseUrl }) => ({ vendorId: 'custom', baseUrl, key }));
  const connectionIds = await seedConnections(page, wanted);
  const lanes = connectionIds.map(connectionId => ({ connectionId, modelId: 'test-model' }));
  const { id } = await call(page, 'conversation.create', { lanes });
  return { id, connectionIds };
}

/** Answers in the order of their lanes. */
async function answersOf(page: Page, id: ConversationId) {
  const { lanes, answers } = await call(page, 'conversation.open', { id });
  return lanes.map(lane => answers.find(({ laneId }) => laneId === lane.id));
}

/** Eight lanes of one connection in one conversation, all streaming. */
async function eightStreams(page: Page, raw: RawServer) {
  const [connectionId = '' as never] = await seedConnections(page, [{ vendorId: 'custom', baseUrl: raw.baseUrl, key }]);
  const limits = { maxConcurrent: 8, connectTimeoutMs: 15_000, firstByteTimeoutMs: 60_000, idleTimeoutMs: 60_000 };
  await call(page, 'connection.update', { id: connectionId, limits });
  const lanes = Array.from({ length: 8 }, () => ({ connectionId, modelId: 'test-model' }));
  const { id } = await call(page, 'conversation.create', { lanes });
  const { turnId } = await call(page, 'turn.start', { conversationId: id, prompt: 'Talk' });
  await expect.poll(() => streaming(raw)).toBe(8);
  await expect.poll(async () => (await answersOf(page, id)).every(answer => answer?.text !== '')).toBe(true);
  return { id, turnId, connectionId };
}

test('eight lanes with eight different faults each end in a state of their own', async ({ couplet: { page } }) => {
  const faults: ((connection: RawConnection) => void | Promise<void>)[] = [
    async connection => {
      await connection.streamHead();
      await connection.write(frame('all is well') + end);
      connection.end();
    },
    async connection => {
      await connection.answer(401, JSON.stringify({ error: { message: `Incorrect API key ${key}` } }));
    },
    () => undefined,
    async connection => {
      await connection.streamHead();
      await connection.write(frame('before the cut'));
      await pause(100);
      connection.reset();
    },
    async connection => {
      await connection.streamHead();
      const large = frame('x'.repeat(65_536));
      for (let index = 0; index < 800 && (await connection.write(large)); index++);
      connection.end();
    },
    async connection => {
      await connection.streamHead();
      for (const byte of Buffer.from(frame(emoji) + end)) await connection.write(Uint8Array.of(byte));
      connection.end();
    },
    async connection => {
      const portal = '<html><body><h1>Sign in to the network</h1><script>alert(1)</script></body></html>';
      await connection.answer(200, portal, { 'content-type': 'text/html' });
    },
    async connection => {
      await connection.streamHead();
      const chunk = 'y'.repeat(65_536);
      await connection.write('data: {"choices":[{"delta":{"content":"');
      for (let index = 0; index < 1_024 && (await connection.write(chunk)); index++);
      connection.end();
    },
  ];
  const servers = await Promise.all(faults.map(server));
  const { id } = await lanesTo(page, servers);
  await call(page, 'turn.start', { conversationId: id, prompt: 'Hello' });
  const states = async () => (await answersOf(page, id)).map(answer => answer?.status);
  await expect
    .poll(states, { timeout: 30_000 })
    .toEqual(['done', 'failed', 'connecting', 'interrupted', 'done', 'done', 'failed', 'interrupted']);
  const answers = await answersOf(page, id);
  expect(answers.map(answer => answer?.error?.class)).toEqual([
    undefined,
    'bad-key',
    undefined,
    'protocol',
    undefined,
    undefined,
    'protocol',
    'protocol',
  ]);
  expect(answers[3]?.text).toBe('before the cut');
  expect([answers[4]?.text.length, answers[4]?.notices]).toEqual([20 * 1024 * 1024, ['answer-capped']]);
  expect(answers[5]?.text).toBe(emoji);
  expect(answers[6]?.error).toMatchObject({ reason: 'html', detail: 'Sign in to the network' });
  expect(answers[7]?.error?.reason).toBe('line-cap');
  expect(JSON.stringify(answers.map(answer => answer?.error))).not.toContain(key);
  await call(page, 'turn.abort', { conversationId: id });
  expect((await states())[2]).toBe('stopped');
  await expect.poll(() => servers.map(streaming)).toEqual(Array(8).fill(0));
});

test('a key goes to no other address: not by a redirect, not through a false certificate, not after the address was changed', async ({
  couplet: { page },
}) => {
  const other = await server(connection => void connection.answer(200, '{}'));
  const redirecting = await server(
    connection => void connection.answer(307, '', { location: `${other.baseUrl}/chat/completions` }),
  );
  const seen: string[] = [];
  const dayMs = 86_400_000;
  const certificate = makeCertificate({
    hosts: ['127.0.0.1'],
    notBefore: new Date(Date.now() - dayMs),
    notAfter: new Date(Date.now() + dayMs),
  });
  const selfSigned: Server = createServer(certificate, (request, response) => {
    seen.push(String(request.headers.authorization));
    response.end('{}');
  });
  await new Promise<void>(resolve => selfSigned.listen(0, '127.0.0.1', resolve));
  open.push(selfSigned);
  const secure = `https://127.0.0.1:${(selfSigned.address() as AddressInfo).port}/v1`;
  const talking = await server(talk);
  const { id, connectionIds } = await lanesTo(page, [redirecting, { baseUrl: secure }, talking]);
  await call(page, 'turn.start', { conversationId: id, prompt: 'Hello' });
  await expect
    .poll(async () => (await answersOf(page, id)).map(answer => answer?.error?.reason ?? answer?.status))
    .toEqual(['redirect', 'self-signed', 'answering']);

  const [, , moved = '' as never] = connectionIds;
  expect(await call(page, 'connection.update', { id: moved, baseUrl: other.baseUrl })).toMatchObject({
    keyState: 'none-needed',
    keyLast4: undefined,
  });
  const before = (await answersOf(page, id))[2]?.text.length ?? 0;
  await expect.poll(async () => (await answersOf(page, id))[2]?.text.length ?? 0).toBeGreaterThan(before);
  await call(page, 'turn.abort', { conversationId: id });
  await call(page, 'connection.check', { id: moved });
  await call(page, 'turn.start', { conversationId: id, prompt: 'And now?' });
  await expect.poll(() => other.requests.length).toBeGreaterThanOrEqual(2);
  expect(other.requests.map(({ headers }) => headers.authorization)).toEqual(other.requests.map(() => undefined));
  expect(seen).toEqual([]);
});

test('a removed conversation lets go of its sockets, and five quick regenerations leave one request', async ({
  couplet: { page },
}) => {
  const raw = await server(talk);
  const { id, turnId } = await eightStreams(page, raw);
  const [lane] = (await call(page, 'conversation.open', { id })).lanes;
  for (let count = 0; count < 5; count++) {
    await call(page, 'answer.regenerate', { turnId, laneId: lane?.id ?? ('' as never) });
  }
  const ofLane = async () =>
    (await call(page, 'conversation.open', { id })).answers
      .filter(({ laneId }) => laneId === lane?.id)
      .map(({ status }) => status);
  await expect.poll(ofLane).toEqual([...Array(5).fill('stopped'), 'answering']);
  const summary = (await call(page, 'app.state', {})).conversations.conversations.find(one => one.id === id);
  await call(page, 'conversation.remove', { id, revision: summary?.revision ?? 0 });
  await expect.poll(() => streaming(raw)).toBe(0);
  await expect(call(page, 'turn.start', { conversationId: id, prompt: 'Still there?' })).rejects.toThrow('E_NOT_FOUND');
});

test('hundreds of thousands of tiny pieces reach the page as few messages, with every character', async ({
  couplet: { page },
}) => {
  const count = 300_000;
  const raw = await server(async connection => {
    await connection.streamHead();
    const thousand = frame('x').repeat(1_000);
    for (let sent = 0; sent < count; sent += 1_000) await connection.write(thousand);
    await connection.write(end);
    connection.end();
  });
  const { id } = await lanesTo(page, [raw]);
  await page.evaluate(() => {
    const seen = window as unknown as { messages: number; api: { on: (listener: () => void) => void } };
    seen.messages = 0;
    seen.api.on(() => {
      seen.messages += 1;
    });
  });
  await call(page, 'turn.start', { conversationId: id, prompt: 'Hello' });
  await expect.poll(async () => (await answersOf(page, id))[0]?.status, { timeout: 30_000 }).toBe('done');
  expect((await answersOf(page, id))[0]?.text).toBe('x'.repeat(count));
  expect(await page.evaluate(() => (window as unknown as { messages: number }).messages)).toBeLessThan(count / 100);
});

test('a signal to end closes eight streams, keeps their text and says so at the next start', async ({ openAgain }) => {
  const raw = await server(talk);
  const first = await openAgain();
  const { id } = await eightStreams(first.page, raw);
  const before = await answersOf(first.page, id);
  await first.app.evaluate(() => {
    setTimeout(() => {
      throw new Error('nobody catches this, with sk-canary-0123456789abcdef');
    }, 0);
  });
  const log = () => readFileSync(join(first.folder, 'couplet.log'), 'utf8');
  await expect.poll(log).toContain('uncaught exception: Error: nobody catches this');
  expect(log()).not.toContain(key);
  expect(streaming(raw)).toBe(8);
  first.app.process().kill('SIGTERM');
  await expect.poll(first.isGone).toBe(true);
  await expect.poll(() => streaming(raw)).toBe(0);

  const second = await openAgain();
  const after = await answersOf(second.page, id);
  expect(after.map(answer => answer?.status)).toEqual(Array(8).fill('interrupted'));
  expect(after.every((answer, index) => answer?.text.startsWith(before[index]?.text ?? '?'))).toBe(true);
  await expect(second.page.getByText('8 answers were cut off', { exact: false })).toBeVisible();
});

test('a flood of calls is refused without harm, and the page is served again afterwards', async ({
  couplet: { page },
}) => {
  const codes = await page.evaluate(async () => {
    const { api } = window as unknown as { api: { call: (route: string, input: unknown) => Promise<unknown> } };
    const names = ['app.state', 'nothing.here', 'conversation.open', '__proto__', 'constructor'];
    const results = await Promise.all(
      Array.from({ length: 10_000 }, (_none, index) => api.call(names[index % names.length] ?? '', {})),
    );
    return [...new Set(results.map(result => (result as { error?: { code: string } }).error?.code ?? 'ok'))].sort();
  });
  expect(codes).toEqual(['E_BAD_REQUEST', 'E_LIMIT', 'E_UNKNOWN_ROUTE', 'ok']);
  await expect.poll(() => call(page, 'app.state', {}).then(() => 'served', String)).toBe('served');
});

/** Answers every question of the program with its cancel button and collects what was asked. */
async function refuseQuestions(app: ElectronApplication): Promise<() => Promise<readonly string[]>> {
  await app.evaluate(({ dialog, shell }) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    dialog.showMessageBox = async (...input: readonly unknown[]) => {
      const options = input.at(-1) as { message: string; cancelId: number };
      asked.push(options.message);
      return { response: options.cancelId, checkboxChecked: false };
    };
    shell.openExternal = async url => {
      asked.push(`OPENED ${url}`);
    };
  });
  return () => app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
}

test('links and unknown addresses are asked about in a window of the system, and refused there nothing happens', async ({
  couplet: { app, page },
}) => {
  const asked = await refuseQuestions(app);
  const url = 'https://bank.example:8443/path';
  expect(await call(page, 'app.openLink', { url })).toEqual({ isOpened: false });
  expect(await call(page, 'app.openLink', { url: 'javascript:alert(1)' })).toEqual({ isOpened: false });
  await expect(
    call(page, 'connection.create', { vendorId: 'moonshot', baseUrl: 'https://аpi.moonshot.cn/v1' }),
  ).rejects.toThrow('E_CANCELLED');
  expect((await call(page, 'app.state', {})).connections).toEqual([]);
  const questions = await asked();
  expect(questions).toHaveLength(2);
  expect(questions[0]).toContain('bank.example:8443');
  expect(questions[1]).toContain('xn--');
});

test('a page that dies over and over is loaded again three times, then the user is asked', async ({
  couplet: { app, isGone },
}) => {
  const asked = await refuseQuestions(app);
  const crash = () =>
    app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const isGoneNow = new Promise(resolve => contents?.once('render-process-gone', resolve));
      contents?.forcefullyCrashRenderer();
      await isGoneNow;
    });
  const loaded = () =>
    app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      return contents !== undefined && !contents.isCrashed() && !contents.isLoading();
    });
  for (let count = 0; count < 3; count++) {
    await crash();
    await expect.poll(loaded).toBe(true);
  }
  expect(await asked()).toEqual([]);
  await crash().catch(() => undefined);
  // Refusing to load it again means quitting.
  await expect.poll(isGone).toBe(true);
});

test('damaged settings are set aside with a notice, and a damaged history is asked about and left as it is', async ({
  folder,
  openAgain,
}) => {
  const first = await openAgain();
  await call(first.page, 'settings.update', { theme: 'dark' });
  await first.quit();
  writeFileSync(join(folder, 'settings.json'), '{"version":1,');
  const second = await openAgain();
  const { settings, notices } = await call(second.page, 'app.state', {});
  expect(settings.theme).toBe('dark');
  expect(notices.map(({ kind }) => kind)).toEqual(['settings-restored-from-backup']);
  expect(readdirSync(folder).filter(name => name.startsWith('settings.json.bad-'))).toHaveLength(1);
  await second.quit();

  writeFileSync(join(folder, 'history.db'), 'this is no database');
  const app = await launch(folder);
  try {
    await expect.poll(() => readFileSync(join(folder, 'couplet.log'), 'utf8')).toContain('history not opened: damaged');
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
    expect(readFileSync(join(folder, 'history.db'), 'utf8')).toBe('this is no database');
  } finally {
    app.process().kill('SIGKILL');
  }
});

test('a data folder that cannot be written to is explained, not left in silence', async ({ folder }) => {
  const profile = join(folder, 'profile');
  execFileSync('mkdir', [profile]);
  let isMounted = false;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro,size=1m', 'tmpfs', profile], { stdio: 'ignore' });
    isMounted = true;
  } catch {
    execFileSync('chmod', ['500', profile]);
  }
  test.skip(!isMounted && process.getuid?.() === 0, 'a folder cannot be made read-only here');
  const { executablePath, args, env } = commandFor(profile);
  const main = spawn(executablePath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  main.stderr.on('data', (data: Buffer) => {
    said += data.toString();
  });
  try {
    await expect.poll(() => said).toContain('The data folder cannot be written to');
    expect(main.exitCode).toBeNull();
  } finally {
    main.kill('SIGKILL');
    if (isMounted) execFileSync('umount', ['-l', profile]);
    else execFileSync('chmod', ['700', profile]);
    rmSync(profile, { recursive: true, force: true });
  }
});

test('a data folder that is deleted under the running program is told of by itself, and nothing is taken for saved', async ({
  couplet: { page, folder },
}) => {
  const talking = await server(talk);
  const { id } = await lanesTo(page, [talking]);
  await call(page, 'turn.start', { conversationId: id, prompt: 'Hello' });
  await expect.poll(() => streaming(talking)).toBe(1);
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
  await expect(page.getByText(/data folder, or the history in it, was moved, deleted or replaced/)).toBeVisible({
    timeout: 25_000,
  });
  // The answer goes on meanwhile, and can be copied.
  expect(streaming(talking)).toBe(1);
  const refusal = await call(page, 'turn.start', { conversationId: id, prompt: 'More' }).catch(String);
  expect(refusal).toContain('gone');
});
