// npm run test:soak: what takes too long for npm test. A day's work, thousands of runs, cut power.
import { ensureBuild } from './buildStep.mjs';
import { runTool } from './childProcess.mjs';
import { runEndToEnd } from './e2eRun.mjs';
import { say, sayStage } from './messages.mjs';
import { runScript, setUp } from './setUp.mjs';
import { SetupProblem } from './setupProblem.mjs';

/** What a number on the command line is handed to the tests as. */
const NUMBERS = { '--turns': 'COUPLET_SOAK_TURNS', '--runs': 'COUPLET_RUNS', '--streams': 'COUPLET_SOAK_STREAMS' };

/**
 * Numbers for the tests, and the words that choose among them by file name.
 * @param {readonly string[]} words of the command line
 * @returns {{ environment: Record<string, string>, filters: string[] }}
 */
export function readArguments(words) {
  /** @type {Record<string, string>} */
  const environment = {};
  const filters = [];
  for (let index = 0; index < words.length; index += 1) {
    const [name = '', inline] = (words[index] ?? '').split('=');
    const variable = Object.hasOwn(NUMBERS, name) ? NUMBERS[/** @type {keyof typeof NUMBERS} */ (name)] : undefined;
    if (variable === undefined) {
      filters.push(words[index] ?? '');
      continue;
    }
    const value = inline ?? words[++index] ?? '';
    if (!/^[1-9]\d{0,6}$/.test(value)) {
      throw new SetupProblem(`${name} wants a whole number above 0, not "${value}".`, [
        'Example: npm run test:soak -- --turns 50 workday',
      ]);
    }
    environment[variable] = value;
  }
  return { environment, filters };
}

/** Run the long tests. Words on the command line choose some of them by file name. */
export function main() {
  return runScript(async () => {
    const { environment, filters } = readArguments(process.argv.slice(2));
    Object.assign(process.env, environment);
    const executable = await setUp('test');
    sayStage('1 of 2: without a window');
    const units = await runTool(
      ['vitest'],
      ['run', '--config', 'test/soak.vitest.config.ts', '--passWithNoTests', ...filters],
    );
    sayStage('2 of 2: the running program');
    await ensureBuild();
    const code = await runEndToEnd(executable, {
      config: 'test/soak.playwright.config.ts',
      extraArguments: ['--pass-with-no-tests', ...filters],
    });
    say(units.code === 0 && code === 0 ? '\nAll long tests passed.' : '\nLong tests failed; see above.');
    return units.code === 0 ? code : units.code;
  });
}
