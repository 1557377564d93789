// npm run audit: the facts that safety rests on, asked of the running app, of the contract and of the lock file.
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuild } from './buildStep.mjs';
import { environmentOnDisplay, startVirtualDisplay } from './display.mjs';
import { REPOSITORY_FOLDER } from './folders.mjs';
import { readFuses, wantedFuses } from './fuses.mjs';
import { say, sayStage, warn } from './messages.mjs';
import {
  billOfMaterials,
  isAllowedLicence,
  readLockFile,
  readProgram,
  shippedPackages,
  tooOld,
} from './packageFacts.mjs';
import { inspectPackage, PACKAGES_FOLDER, unpackedPackages } from './packageRun.mjs';
import { unattendedSandboxArguments } from './sandbox.mjs';
import { runScript, setUp } from './setUp.mjs';
import { appEnvironment } from './startRun.mjs';

const FOLDER = join(REPOSITORY_FOLDER, 'audit');
const WINDOW_TIMEOUT_MS = 60_000;

/** What every window must be. */
const wantedPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
};

/** @typedef {{ readonly contentPolicy: string | null, readonly windows: readonly { readonly url: string, readonly preferences: Readonly<Record<string, unknown>> }[], readonly permissions: Readonly<Record<string, string>>, readonly bridge: readonly string[], readonly versions: Readonly<Record<string, string | undefined>> }} AppFacts */

/**
 * Start the app with an empty profile and ask it.
 * @param {string} executable
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<AppFacts>}
 */
async function askApp(executable, environment) {
  const { _electron } = await import('@playwright/test');
  const userData = await mkdtemp(join(tmpdir(), 'couplet-audit-'));
  const app = await _electron.launch({
    executablePath: executable,
    args: [...unattendedSandboxArguments(executable), REPOSITORY_FOLDER, `--user-data-dir=${userData}`],
    env: /** @type {Record<string, string>} */ (environment),
    cwd: REPOSITORY_FOLDER,
    timeout: WINDOW_TIMEOUT_MS,
  });
  try {
    const page = await app.firstWindow({ timeout: WINDOW_TIMEOUT_MS });
    const names = Object.keys(wantedPreferences);
    const windows = await app.evaluate(
      ({ webContents }, wanted) =>
        webContents.getAllWebContents().map(contents => {
          const all = /** @type {{ getLastWebPreferences: () => Record<string, unknown> }} */ (
            /** @type {unknown} */ (contents)
          ).getLastWebPreferences();
          return {
            url: contents.getURL(),
            preferences: Object.fromEntries(wanted.map(name => [name, all[name] ?? false])),
          };
        }),
      names,
    );
    const versions = await app.evaluate(() => ({ ...process.versions }));
    const seen = await page.evaluate(async () => {
      const response = await fetch('app://couplet/index.html');
      /** @type {Record<string, string>} */
      const permissions = {};
      for (const name of [
        'geolocation',
        'notifications',
        'camera',
        'microphone',
        'midi',
        'clipboard-read',
        'persistent-storage',
      ]) {
        permissions[name] = await navigator.permissions
          .query({ name: /** @type {PermissionName} */ (name) })
          .then(({ state }) => state)
          .catch(() => 'unknown');
      }
      const bridge = Object.keys(/** @type {{ api?: object }} */ (/** @type {unknown} */ (window)).api ?? {});
      return { contentPolicy: response.headers.get('content-security-policy'), permissions, bridge };
    });
    return { ...seen, windows, versions };
  } finally {
    await app.close().catch(() => {});
    await rm(userData, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * Every call the page can make with the schema of its input, as JSON Schema.
 * @returns {Promise<Readonly<Record<string, { readonly perSecond: number, readonly input: unknown }>>>}
 */
async function readRoutes() {
  const { build } = await import('vite');
  const folder = join(REPOSITORY_FOLDER, 'node_modules', '.cache', 'couplet-audit');
  await build({
    root: REPOSITORY_FOLDER,
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: join(REPOSITORY_FOLDER, 'src/shared/contract/routes.ts'),
      outDir: folder,
      emptyOutDir: true,
      rollupOptions: { external: ['zod'], output: { entryFileNames: 'routes.mjs' } },
    },
  });
  const { routes } = await import(pathToFileURL(join(folder, 'routes.mjs')).href);
  const { toJSONSchema } = await import('zod');
  return Object.fromEntries(
    Object.entries(routes).map(([name, { input, perSecond }]) => [
      name,
      { perSecond, input: toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) },
    ]),
  );
}

/**
 * What is not as it must be, a sentence each.
 * @param {AppFacts} app
 * @param {Readonly<Record<string, { readonly perSecond: number, readonly input: unknown }>>} routes
 * @param {readonly import('./packageFacts.mjs').ShippedPackage[]} packages
 * @param {import('./packageFacts.mjs').LockFile} lock
 * @returns {readonly string[]}
 */
export function findings(app, routes, packages, lock) {
  const loosePreferences = app.windows.flatMap(({ url, preferences }) =>
    Object.entries(wantedPreferences)
      .filter(([name, wanted]) => preferences[name] !== wanted)
      .map(([name]) => `${url}: ${name} is ${preferences[name]}`),
  );
  const policy = app.contentPolicy ?? '';
  const looseRoutes = Object.entries(routes)
    .filter(([, { input }]) => /** @type {{ additionalProperties?: unknown }} */ (input).additionalProperties !== false)
    .map(([name]) => `${name} takes fields that it does not name`);
  return [
    ...loosePreferences,
    ...(app.windows.length === 0 ? ['there is no window'] : []),
    ...(/default-src 'none'/.test(policy) ? [] : ['the content policy allows what it does not name']),
    ...(/script-src[^;]*'unsafe-(?:inline|eval)'|https?:|\bws/.test(policy)
      ? ['the content policy lets scripts or a network in']
      : []),
    ...Object.entries(app.permissions)
      .filter(([, state]) => state === 'granted')
      .map(([name]) => `the page has the permission ${name}`),
    ...(app.bridge.toSorted().join() === 'call,on' ? [] : [`the bridge is ${app.bridge.join()}`]),
    ...looseRoutes,
    ...tooOld(lock),
    ...packages
      .filter(({ licence }) => !isAllowedLicence(licence))
      .map(({ path, licence }) => `${path} is under "${licence}"`),
  ];
}

/** Set up, build, ask, and leave the facts in the folder `audit`. The exit code is 1 when something is not as it must be. */
export function main() {
  return runScript(async () => {
    const executable = await setUp('test');
    await ensureBuild();
    const virtual = process.platform === 'linux' ? await startVirtualDisplay() : undefined;
    const environment =
      virtual === undefined ? appEnvironment() : environmentOnDisplay(appEnvironment(), virtual.display);
    try {
      const app = await askApp(executable, environment);
      const routes = await readRoutes();
      const fuses = await readFuses(executable);
      const lock = readLockFile();
      const program = readProgram();
      const packages = shippedPackages(REPOSITORY_FOLDER);
      const built = await inspectPackages();
      const problems = [...findings(app, routes, packages, lock), ...built.flatMap(one => one.problems)];
      const licences = countLicences(packages);
      mkdirSync(FOLDER, { recursive: true });
      const write = (/** @type {string} */ name, /** @type {unknown} */ content) =>
        writeFileSync(join(FOLDER, name), `${JSON.stringify(content, undefined, 2)}\n`);
      write('facts.json', {
        ...app,
        fuses: { runtime: fuses, wanted: wantedFuses(process.platform), packages: built },
        licences,
        routes,
        problems,
      });
      write('sbom.cdx.json', billOfMaterials(program, packages));

      sayStage('The page');
      say(`Content policy: ${app.contentPolicy}`);
      for (const { url, preferences } of app.windows) say(`${url}: ${JSON.stringify(preferences)}`);
      say(`Permissions: ${JSON.stringify(app.permissions)}`);
      sayStage('The boundary');
      say(`${Object.keys(routes).length} calls; their schemas are in audit/facts.json.`);
      sayStage('The runtime');
      say(`Electron ${app.versions.electron}, Chromium ${app.versions.chrome}, Node ${app.versions.node}`);
      say(`Fuses of this runtime (a package sets its own): ${JSON.stringify(fuses)}`);
      say(`Fuses that a package gets: ${JSON.stringify(wantedFuses(process.platform))}`);
      if (built.length === 0) say('No package was built here (npm run package), so none was read back.');
      for (const one of built) say(`Fuses read back from ${one.executable}: ${JSON.stringify(one.fuses)}`);
      sayStage('What is shipped');
      say(
        `${packages.length} packages, ${Object.entries(licences)
          .map(([name, count]) => `${name} ${count}`)
          .join(', ')}`,
      );
      sayStage(problems.length === 0 ? 'Nothing to mend' : 'To mend');
      for (const problem of problems) warn(problem);
      say('The facts are in audit/facts.json, the bill of materials in audit/sbom.cdx.json.');
      return problems.length === 0 ? 0 : 1;
    } finally {
      virtual?.stop();
    }
  });
}

/** What was packaged here, with the fuses as the executables have them. */
function inspectPackages() {
  return Promise.all(
    unpackedPackages(PACKAGES_FOLDER).map(async one => ({
      executable: relative(REPOSITORY_FOLDER, one.executable),
      ...(await inspectPackage(one)),
    })),
  );
}

/** @param {readonly import('./packageFacts.mjs').ShippedPackage[]} packages */
function countLicences(packages) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const { licence } of packages) counts[licence] = (counts[licence] ?? 0) + 1;
  return counts;
}
