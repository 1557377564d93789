// npm run seed-history: a large history of made-up conversations, to see and measure the program with.
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './dependencies.mjs';
import { cacheFolder, REPOSITORY_FOLDER, requireFreeSpace } from './folders.mjs';
import { say } from './messages.mjs';
import { createCountProgress } from './progress.mjs';
import { runScript } from './setUp.mjs';
import { SetupProblem } from './setupProblem.mjs';

const USAGE = 'npm run seed-history -- --messages N [--conversations N] [--lanes N] [--seed N] [--folder DIR] [--long]';
/** Average size of a message with its share of the tables and indexes: 2.1 GB for a million. */
const MEGABYTES_PER_MESSAGE = 0.0022;
const SPARE_MEGABYTES = 100;

/** @typedef {{ messages: number, conversations: number | undefined, lanes: number | undefined, seed: number, hasLong: boolean, folder: string | undefined }} SeedRequest */

/**
 * @param {string | undefined} text
 * @param {string} name
 * @returns {number | undefined}
 */
function wholeNumber(text, name) {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new SetupProblem(`--${name} must be a whole number above 0, not "${text}".`, [USAGE]);
  return Number(text);
}

/**
 * What the command line asks for.
 * @param {readonly string[]} words
 * @returns {SeedRequest}
 */
export function seedRequest(words) {
  /** @type {{ [name: string]: string | boolean | undefined }} */
  let values;
  try {
    values = parseArgs({
      args: [...words],
      options: {
        messages: { type: 'string' },
        conversations: { type: 'string' },
        lanes: { type: 'string' },
        seed: { type: 'string' },
        folder: { type: 'string' },
        long: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new SetupProblem(error instanceof Error ? error.message : String(error), [USAGE]);
  }
  /** @param {string} name */
  const text = name => (typeof values[name] === 'string' ? values[name] : undefined);
  const messages = wholeNumber(text('messages'), 'messages');
  if (messages === undefined) throw new SetupProblem('--messages says how many messages to make.', [USAGE]);
  return {
    messages,
    conversations: wholeNumber(text('conversations'), 'conversations'),
    lanes: wholeNumber(text('lanes'), 'lanes'),
    seed: wholeNumber(text('seed'), 'seed') ?? 1,
    hasLong: values.long === true,
    folder: text('folder'),
  };
}

/**
 * The generator, which is TypeScript and shares the code of the store.
 * @returns {Promise<typeof import('../../test/support/history/generateHistory.ts')>}
 */
async function loadGenerator() {
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(join(REPOSITORY_FOLDER, 'test/support/history/generateHistory.ts'), {
    configFile: false,
    root: REPOSITORY_FOLDER,
    logLevel: 'error',
  });
  return /** @type {typeof import('../../test/support/history/generateHistory.ts')} */ (module);
}

/**
 * Made beside the caches, so that the history of the person who calls is never touched.
 * @param {SeedRequest} request
 */
async function folderFor({ folder, messages, seed }) {
  // npm moves to the folder of package.json, and keeps in INIT_CWD where the person is.
  if (folder !== undefined) return resolve(process.env.INIT_CWD ?? process.cwd(), folder);
  return join(await cacheFolder('histories'), `${messages}-messages-seed-${seed}`);
}

/** Make a history and say how to start the program on it. */
export function main() {
  return runScript(async () => {
    const request = seedRequest(process.argv.slice(2));
    await ensureDependencies();
    const folder = await folderFor(request);
    const megabytes = Math.ceil(request.messages * MEGABYTES_PER_MESSAGE);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    requireFreeSpace(folder, megabytes + SPARE_MEGABYTES, 'for the history');
    say(`Making ${request.messages} messages in ${folder} (about ${megabytes} MB).`);
    const { generateHistory } = await loadGenerator();
    const { folder: _folder, ...plan } = request;
    const progress = createCountProgress('Messages');
    const startedMs = Date.now();
    let made;
    try {
      // Dates end today, as those of a history in use do.
      made = generateHistory(folder, { ...plan, endMs: startedMs }, progress.update);
    } catch (error) {
      const isRefusal = error instanceof Error && error.name === 'GeneratorRefusal';
      throw isRefusal ? new SetupProblem(error.message, [USAGE]) : error;
    } finally {
      progress.end();
    }
    const seconds = ((Date.now() - startedMs) / 1000).toFixed(1);
    say(
      `${made.messages} messages in ${made.conversations} conversations, ${made.characters} characters, in ${seconds} s.`,
    );
    say(`To start Couplet on them: npm start -- "--user-data-dir=${folder}"`);
    return 0;
  });
}
