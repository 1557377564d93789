import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test as base, type ElectronApplication, _electron as electron, expect, type Page } from '@playwright/test';

export { expect };

const root = resolve(import.meta.dirname, '../..');
/** Chromium's own sandbox works for ordinary users only, and not on every system for them. */
const isSandboxOff = process.getuid?.() === 0 || process.env.COUPLET_NO_SANDBOX === '1';

/** The running program, as a test drives it. */
export interface Couplet {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly folder: string;
  readonly isGone: () => boolean;
  /** Quits as a user would and waits until the program is gone. */
  readonly quit: () => Promise<void>;
  /** Ends the program as a power cut of the process would. */
  readonly kill: () => Promise<void>;
}

/** Opens the built program with its own profile folder; what it writes to the error output is kept for the report. */
async function open(folder: string): Promise<Couplet> {
  const app = await launch(folder);
  const page = await app.firstWindow();
  const main = app.process();
  const gone = new Promise<void>(done => main.once('exit', () => done()));
  return {
    app,
    page,
    folder,
    isGone: () => main.exitCode !== null || main.signalCode !== null,
    quit: async () => {
      await app.evaluate(({ app: program }) => program.quit()).catch(() => undefined);
      await gone;
    },
    kill: async () => {
      main.kill('SIGKILL');
      await gone;
    },
  };
}

/** How the built program is started with its own profile folder. */
export function commandFor(folder: string) {
  const executablePath = process.env.COUPLET_ELECTRON;
  if (executablePath === undefined) {
    throw new Error('COUPLET_ELECTRON must name an Electron; npm run test:e2e sets it.');
  }
  const sandbox = isSandboxOff ? ['--no-sandbox'] : [];
  const args = [root, '--disable-gpu', `--user-data-dir=${folder}`, '--lang=en-US', ...sandbox];
  return { executablePath, args, env: environmentIn(folder) };
}

/**
 * Starts the program. An older Electron whose main file is an ES module now and then stops before it is ready when a debugger attaches
 * in that very moment, as tests do; without a debugger it never does. Such a start is ended and tried again.
 */
export async function launch(folder: string): Promise<ElectronApplication> {
  for (let attempt = 1; ; attempt++) {
    try {
      return withKeptAnswers(await electron.launch({ ...commandFor(folder), timeout: 20_000 }));
    } catch (error) {
      if (attempt === 3 || !String(error).includes('Timeout')) throw error;
    }
  }
}

/**
 * The debugger holds what it waits for so loosely that it is now and then collected before it is answered, mostly while a program starts. That
 * says nothing of the program, so main is asked again then: what tests do there can be done twice.
 */
function withKeptAnswers(app: ElectronApplication): ElectronApplication {
  const evaluate = app.evaluate.bind(app) as (...given: unknown[]) => Promise<unknown>;
  const askAgain = async (...given: unknown[]) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await evaluate(...given);
      } catch (error) {
        if (attempt === 3 || !String(error).includes('promise was garbage collected')) throw error;
      }
    }
  };
  app.evaluate = askAgain as typeof app.evaluate;
  return app;
}

/** Without the session bus of whoever runs the tests: their keyring must not be touched, let alone asked to open. */
function environmentIn(folder: string): Record<string, string> {
  const { DBUS_SESSION_BUS_ADDRESS: _bus, ...environment } = process.env as Record<string, string>;
  return { ...environment, XDG_RUNTIME_DIR: folder, LANGUAGE: 'en', LANG: 'en_US.UTF-8' };
}

/** A test with a profile folder of its own; every program that it opens is ended afterwards. */
export const test = base.extend<{ folder: string; couplet: Couplet; openAgain: () => Promise<Couplet> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function wants from its pattern.
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'couplet-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  couplet: async ({ folder }, use) => {
    const couplet = await open(folder);
    await use(couplet);
    await end(couplet);
  },
  openAgain: async ({ folder }, use) => {
    const opened: Couplet[] = [];
    await use(async () => {
      const couplet = await open(folder);
      opened.push(couplet);
      return couplet;
    });
    for (const couplet of opened) await end(couplet);
  },
});

async function end(couplet: Couplet): Promise<void> {
  if (!couplet.isGone()) await couplet.kill();
}
