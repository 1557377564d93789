// npm run bench: how fast it is, measured against peers in the same run, each row in a process of its own.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, release, tmpdir, totalmem } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { BENCH_FOLDER, ensureBenchBuild, rowNames } from './benchBuild.mjs';
import { exitCode, figure, judge, tableText } from './benchReport.mjs';
import { ensureBuild } from './buildStep.mjs';
import { run } from './childProcess.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { environmentOnDisplay, startVirtualDisplay } from './display.mjs';
import { cacheFolder, REPOSITORY_FOLDER } from './folders.mjs';
import { say, sayStage } from './messages.mjs';
import { unattendedSandboxArguments } from './sandbox.mjs';
import { runScript, setUp } from './setUp.mjs';
import { SetupProblem } from './setupProblem.mjs';
import { appEnvironment } from './startRun.mjs';

/** @typedef {import('../../test/bench/row').Row} Row */
/** @typedef {import('../../test/bench/job').Outcome} Outcome */
/** @typedef {{ readonly executable: string, readonly environment: NodeJS.ProcessEnv, readonly repetitions: number | undefined, readonly options: Readonly<Record<string, string>> }} Machine */

const SCREEN = { width: 1920, height: 1200 };
const ROW_TIMEOUT_MS = 300_000;
const DEFAULT_REPETITIONS = 5;

/**
 * What the command line asks for. Pairs that are not the runner's own go to the rows.
 * @param {readonly string[]} words
 */
export function readCommandLine(words) {
  const { values, positionals, tokens } = parseArgs({
    args: [...words],
    options: {
      json: { type: 'string' },
      list: { type: 'boolean' },
      repetitions: { type: 'string' },
      messages: { type: 'string' },
    },
    allowPositionals: true,
    strict: true,
    tokens: true,
  });
  const repetitions = values.repetitions === undefined ? undefined : Number(values.repetitions);
  if (repetitions !== undefined && (!Number.isInteger(repetitions) || repetitions < 1)) {
    throw new SetupProblem('--repetitions takes a whole number from 1 on.');
  }
  const own = new Set(['json', 'list', 'repetitions']);
  const options = Object.fromEntries(
    tokens.flatMap(token =>
      token.kind === 'option' && !own.has(token.name) && token.value !== undefined ? [[token.name, token.value]] : [],
    ),
  );
  return { names: positionals, jsonFile: values.json, isList: values.list === true, repetitions, options };
}

/**
 * The rows that are wanted, in the order of their names.
 * @param {readonly Row[]} rows
 * @param {readonly string[]} names none: all
 */
export function chooseRows(rows, names) {
  const unknown = names.filter(name => !rows.some(row => row.name === name));
  if (unknown.length > 0) {
    throw new SetupProblem(`There is no row ${unknown.join(', ')}.`, [`Rows: ${rows.map(row => row.name).join(', ')}`]);
  }
  return names.length === 0 ? rows : rows.filter(row => names.includes(row.name));
}

/** @returns {Promise<readonly Row[]>} */
async function loadRows() {
  const rows = [];
  for (const name of rowNames()) {
    const { row } = await import(pathToFileURL(join(BENCH_FOLDER, 'rows', `${name}.js`)).href);
    if (row?.name !== name) throw new Error(`test/bench/rows/${name}.ts must export a row of that name`);
    rows.push(row);
  }
  return rows;
}

/**
 * Measure one row in a process of its own.
 * @param {Row} row
 * @param {Machine} machine
 * @returns {Promise<Outcome>}
 */
async function measure(row, { executable, environment, repetitions, options }) {
  const folder = await mkdtemp(join(tmpdir(), 'couplet-bench-'));
  const own = join(folder, 'own');
  mkdirSync(own);
  const outcomeFile = join(folder, 'outcome.json');
  const { DBUS_SESSION_BUS_ADDRESS: _bus, ...rest } = environment;
  const quiet = { ...rest, XDG_RUNTIME_DIR: folder, LANGUAGE: 'en', LANG: 'en_US.UTF-8' };
  const switches = [...unattendedSandboxArguments(executable), '--disable-gpu', '--lang=en-US', '--log-level=3'];
  /** @type {import('../../test/bench/job').Job} */
  const job = {
    rowName: row.name,
    outcomeFile,
    context: {
      repetitions: repetitions ?? row.repetitions ?? DEFAULT_REPETITIONS,
      options,
      folder: own,
      cacheFolder: await cacheFolder('bench'),
      repository: REPOSITORY_FOLDER,
      electron: { executable, switches, environment: /** @type {Record<string, string>} */ (quiet) },
      nodeExecutable: process.execPath,
    },
  };
  const env = { ...quiet, COUPLET_BENCH_JOB: JSON.stringify(job) };
  const [command, commandArguments] =
    row.runsIn === 'driver'
      ? [process.execPath, ['--expose-gc', join(BENCH_FOLDER, 'nodeMain.js')]]
      : [
          executable,
          [...switches, '--js-flags=--expose-gc', BENCH_FOLDER, `--user-data-dir=${join(folder, 'profile')}`],
        ];
  const timeoutMs = row.timeoutMs ?? ROW_TIMEOUT_MS;
  let isLate = false;
  let timer;
  try {
    const { code } = await run(command, commandArguments, {
      env,
      onSpawn: pid => {
        timer = setTimeout(() => {
          isLate = true;
          process.kill(pid, 'SIGKILL');
        }, timeoutMs);
      },
    });
    if (isLate) return { kind: 'failed', reason: `it did not end within ${timeoutMs / 1000} s` };
    return readOutcome(outcomeFile) ?? { kind: 'failed', reason: `its process ended with code ${code}` };
  } finally {
    clearTimeout(timer);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** @param {string} file @returns {Outcome | undefined} */
function readOutcome(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {string} executable */
function describeMachine(executable) {
  const versions = JSON.parse(
    execFileSync(executable, ['-p', 'JSON.stringify(process.versions)'], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      encoding: 'utf8',
    }),
  );
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    coreCount: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()} ${process.arch}`,
    electron: versions.electron,
    chromium: versions.chrome,
    electronNode: versions.node,
    node: process.versions.node,
  };
}

/** Set up, build, measure and report. */
export function main() {
  return runScript(async () => {
    const { names, jsonFile, isList, repetitions, options } = readCommandLine(process.argv.slice(2));
    if (isList) {
      await ensureDependencies();
      await ensureBenchBuild();
      for (const { name, title, limit, direction } of await loadRows()) {
        say(`${name}: ${title}, ${direction === 'atMost' ? '<=' : '>='} ${figure(limit)}`);
      }
      return 0;
    }
    const executable = await setUp('test');
    await ensureBuild();
    await ensureBenchBuild();
    const rows = chooseRows(await loadRows(), names);
    const machine = describeMachine(executable);
    const virtual = process.platform === 'linux' ? await startVirtualDisplay(SCREEN) : undefined;
    const environment =
      virtual === undefined ? appEnvironment() : environmentOnDisplay(appEnvironment(), virtual.display);
    const startedAt = new Date().toISOString();
    const results = [];
    try {
      for (const row of rows) {
        sayStage(`${row.name}: ${row.title}`);
        results.push(judge(row, await measure(row, { executable, environment, repetitions, options })));
      }
    } finally {
      virtual?.stop();
    }
    sayStage('Results');
    const { processor, coreCount, system, electron } = machine;
    say(
      `Electron ${electron} on ${system}, ${coreCount} x ${processor}; medians of ${repetitions ?? `${DEFAULT_REPETITIONS}, of fewer where a row says so`}\n`,
    );
    say(tableText(results));
    // npm moves to the folder of package.json, and keeps in INIT_CWD where the person is.
    const file =
      jsonFile === undefined
        ? join(REPOSITORY_FOLDER, 'bench', `${startedAt.replaceAll(':', '-')}.json`)
        : resolve(process.env.INIT_CWD ?? process.cwd(), jsonFile);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify({ startedAt, machine, repetitions, options, results }, undefined, 2)}\n`);
    say(`\nThe figures are in ${file}`);
    return exitCode(results);
  });
}
