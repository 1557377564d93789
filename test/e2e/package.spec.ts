import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { fuseFindings, readFuses } from '../../scripts/lib/fuses.mjs';
import { inspectPackage, unpackedPackages } from '../../scripts/lib/packageRun.mjs';
import { MainInspector } from '../support/mainInspector';

// The package that `npm run package` makes, started as a user starts it: without any help from outside.
test.describe.configure({ mode: 'serial' });
test.skip(process.platform !== 'linux', 'looks into /proc');

const root = resolve(import.meta.dirname, '../..');
/** Chromium refuses its sandbox to root, so root's tests start the program as nobody. */
const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
let folder = '';

test.beforeAll(async () => {
  test.setTimeout(400_000);
  folder = await mkdtemp(join(tmpdir(), 'couplet-package-'));
  chmodSync(folder, 0o755);
  const { COUPLET_UPDATE_FEED: _feed, COUPLET_UPDATE_PUBLIC_KEY: _key, ...environment } = process.env;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'scripts/package.mjs'), '--unpacked', `--output=${join(folder, 'dist')}`],
    { env: environment, encoding: 'utf8' },
  );
  expect(status, `${stdout}\n${stderr}`).toBe(0);
});

test.afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

const program = () => join(folder, 'dist/linux-unpacked/couplet');

async function start(
  executable: string,
  switches: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly main: ChildProcess; readonly profile: string; readonly errorOutput: () => string }> {
  const home = await mkdtemp(join(folder, 'home-'));
  if (user.uid !== undefined) await chown(home, user.uid, user.gid);
  const profile = join(home, 'profile');
  const { DBUS_SESSION_BUS_ADDRESS: _bus, ...inherited } = process.env as Record<string, string>;
  const main = spawn(executable, ['--disable-gpu', '--lang=en-US', `--user-data-dir=${profile}`, ...switches], {
    ...user,
    cwd: home,
    env: { ...inherited, HOME: home, XDG_RUNTIME_DIR: home, LANGUAGE: 'en', LANG: 'en_US.UTF-8', ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let written = '';
  main.stderr?.on('data', chunk => {
    written += chunk;
  });
  return { main, profile, errorOutput: () => written };
}

/** The page has loaded: what begins only after that has left its file. */
async function untilStanding(main: ChildProcess, profile: string): Promise<void> {
  await expect.poll(() => existsSync(join(profile, 'search.db')), { timeout: 60_000 }).toBe(true);
  expect(main.exitCode).toBeNull();
}

/** Processes that a process started, and those started by them, with what the kernel says of them. */
function descendants(pid: number): readonly { readonly command: string; readonly status: string }[] {
  const all = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => {
      try {
        const status = readFileSync(`/proc/${name}/status`, 'utf8');
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return [{ pid: Number(name), parent: Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]), command, status }];
      } catch {
        return [];
      }
    });
  const family = new Set([pid]);
  for (let size = 0; size !== family.size; ) {
    size = family.size;
    for (const one of all) if (family.has(one.parent)) family.add(one.pid);
  }
  return all.filter(one => one.pid !== pid && family.has(one.pid));
}

const canConnect = (port: number) =>
  new Promise<boolean>(done => {
    const socket = createConnection(port, '127.0.0.1', () => done(true)).once('error', () => done(false));
    socket.unref();
  });

test('a package has its fuses set and holds nothing but what runs', async () => {
  const packages = unpackedPackages(join(folder, 'dist'));
  expect(packages).toHaveLength(1);
  for (const one of packages) expect((await inspectPackage(one)).problems).toEqual([]);
  const licences = readFileSync(join(folder, 'dist/linux-unpacked/resources/THIRD-PARTY-LICENCES.txt'), 'utf8');
  for (const name of ['react', 'undici', '@photostructure/sqlite']) expect(licences).toContain(`\n${name} `);
});

test('a package keeps its pages in the sandbox and takes no code from environment, switches or a folder beside it', async () => {
  const proof = join(await mkdtemp(join(tmpdir(), 'couplet-proof-')), 'proof');
  chmodSync(resolve(proof, '..'), 0o777);
  const script = join(folder, 'evil.cjs');
  const code = `require('node:fs').appendFileSync(${JSON.stringify(proof)}, 'ran ')`;
  writeFileSync(script, code);
  // Electron prefers a loose folder to the archive where it may.
  const loose = join(folder, 'dist/linux-unpacked/resources/app');
  mkdirSync(loose);
  writeFileSync(join(loose, 'package.json'), JSON.stringify({ name: 'evil', main: 'main.cjs' }));
  writeFileSync(join(loose, 'main.cjs'), code);
  const ports = [39_229, 39_230] as const;
  const { main, profile } = await start(
    program(),
    [`--inspect=${ports[0]}`, `--remote-debugging-port=${ports[1]}`, '-e', code, script],
    { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require=${script}` },
  );
  try {
    await untilStanding(main, profile);
    // The signal that opens Node's inspector in a program that was not started with it.
    main.kill('SIGUSR1');
    await expect.poll(() => readFileSync(join(profile, 'couplet.log'), 'utf8')).toContain('SIGUSR1 ignored');
    const pages = descendants(main.pid ?? 0).filter(({ command }) => command.includes('--type=renderer'));
    expect(pages.length).toBeGreaterThan(0);
    for (const { command, status } of pages) {
      expect(status).toMatch(/^Seccomp:\s+2$/m);
      expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
      // A number of its own in each of its namespaces.
      expect(status).toMatch(/^NSpid:(?:\s+\d+){2,}$/m);
      expect(command).not.toContain('--no-sandbox');
    }
    for (const port of [...ports, 9229]) expect(await canConnect(port)).toBe(false);
    expect(main.exitCode).toBeNull();
    expect(existsSync(proof)).toBe(false);
  } finally {
    main.kill('SIGKILL');
    await rm(loose, { recursive: true });
    await rm(resolve(proof, '..'), { recursive: true });
  }
});

test('a package opens its window, answers a prompt offline and shuts the developer tools', async () => {
  test.slow();
  // The same program with the one fuse on that lets a test ask it.
  const asked = join(folder, 'dist/linux-unpacked/asked');
  copyFileSync(program(), asked);
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(asked, { version: FuseVersion.V1, [FuseV1Options.EnableNodeCliInspectArguments]: true });
  expect(fuseFindings(await readFuses(asked), 'linux')).toHaveLength(1);
  const { main, profile, errorOutput } = await start(asked, ['--inspect=0']);
  try {
    // Electron 33 sometimes never becomes ready when somebody asks it while its modules load.
    await untilStanding(main, profile);
    const inspector = await MainInspector.connect(errorOutput());
    const text = () => inspector.inPage('document.body.innerText').then(String, String);
    await expect.poll(text, { timeout: 60_000 }).toContain('Try it offline');
    expect(await inspector.evaluate('electron.app.isPackaged')).toBe(true);
    expect(await inspector.evaluate('[electron.app.getName(), electron.app.getVersion()]')).toEqual([
      'Couplet',
      JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version,
    ]);
    await inspector.inPage(
      "[...document.querySelectorAll('button')].find(one => one.innerText.includes('Try it offline')).click()",
    );
    await expect.poll(() => inspector.inPage("document.querySelector('textarea') !== null")).toBe(true);
    await inspector.inPage(
      "document.querySelector('textarea').focus(); document.execCommand('insertText', false, 'How do I sort a list?')",
    );
    await inspector.inPage('document.querySelector(\'button[aria-label="Send"], button[title^="Send"]\').click()');
    const answered = 'document.querySelectorAll(\'article[data-status="done"]\').length';
    await expect.poll(() => inspector.inPage(answered), { timeout: 60_000 }).toBe(5);
    await inspector.evaluate('electron.BrowserWindow.getAllWindows()[0].webContents.openDevTools()');
    await expect
      .poll(() => inspector.evaluate('electron.BrowserWindow.getAllWindows()[0].webContents.isDevToolsOpened()'))
      .toBe(false);
    await inspector.evaluate('void setTimeout(() => electron.app.quit(), 500)');
    // Node does not end while somebody asks it.
    inspector.close();
    await expect.poll(() => main.exitCode, { timeout: 20_000 }).toBe(0);
    expect(readdirSync(profile)).toContain('history.db');
  } finally {
    main.kill('SIGKILL');
  }
});
