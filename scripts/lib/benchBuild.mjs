// Bundling what measures into out/bench: the rows with the product's own modules, and the pages that only measure.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from './buildStep.mjs';
import { REPOSITORY_FOLDER } from './folders.mjs';
import { say } from './messages.mjs';

const SOURCE = join(REPOSITORY_FOLDER, 'test', 'bench');
const STAMP = '.built-from';
/** What the product bundles into main, see electron.vite.config.ts. */
const BUNDLED = ['electron-store', 'zod', 'eventsource-parser'];

/** The folder of the bundles; also an app that Electron can run. */
export const BENCH_FOLDER = join(REPOSITORY_FOLDER, 'out', 'bench');

/**
 * Names of the files of a folder without the ending.
 * @param {string} folder
 * @param {string} ending
 */
function namesIn(folder, ending) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(name => name.endsWith(ending))
    .map(name => name.slice(0, -ending.length))
    .sort();
}

/** @returns {readonly string[]} names of all rows */
export function rowNames() {
  return namesIn(join(SOURCE, 'rows'), '.ts');
}

/** Have up to date bundles. Does nothing when the sources have not changed. */
export async function ensureBenchBuild() {
  const sources = ['electron', 'src', 'test/bench', 'test/support', 'package-lock.json', 'scripts/lib/benchBuild.mjs'];
  const expected = fingerprint(REPOSITORY_FOLDER, sources);
  const stamp = join(BENCH_FOLDER, STAMP);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === expected) return;
  say('Building what measures.');
  rmSync(BENCH_FOLDER, { recursive: true, force: true });
  await buildRows();
  await buildPages();
  writeManifest(BENCH_FOLDER, 'couplet-bench', 'electronMain.js');
  writeManifest(join(BENCH_FOLDER, 'emptyApp'), 'couplet-bench-empty', '../emptyApp.js');
  writeFileSync(stamp, expected);
}

/** Makes a folder something that Electron can run. @param {string} folder @param {string} name @param {string} main */
function writeManifest(folder, name, main) {
  mkdirSync(folder, { recursive: true });
  const manifest = { name, productName: name, version: '0.0.0', type: 'module', main };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
}

async function buildRows() {
  const { build } = await import('vite');
  const names = [
    ...rowNames().map(name => `rows/${name}`),
    'electronMain',
    'emptyApp',
    'nodeMain',
    'prepareHistory',
    'vendorServer',
  ];
  await build({
    root: REPOSITORY_FOLDER,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: true,
      target: 'node20',
      outDir: BENCH_FOLDER,
      emptyOutDir: false,
      minify: false,
      chunkSizeWarningLimit: 10_000,
      rollupOptions: {
        input: Object.fromEntries(names.map(name => [name, join(SOURCE, `${name}.ts`)])),
        external: ['electron', /^node:/],
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
    ssr: { noExternal: BUNDLED },
  });
}

/** Built like the product's page. The root is that of the repository, so that Tailwind finds the classes of `src/`. */
async function buildPages() {
  const folder = join(SOURCE, 'pages');
  const names = namesIn(folder, '.html');
  if (names.length === 0) return;
  const [{ build }, { default: react }, { default: tailwindcss }] = await Promise.all([
    import('vite'),
    import('@vitejs/plugin-react'),
    import('@tailwindcss/vite'),
  ]);
  await build({
    root: REPOSITORY_FOLDER,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [react(), tailwindcss()],
    build: {
      target: 'chrome130',
      minify: true,
      outDir: join(BENCH_FOLDER, 'pages'),
      emptyOutDir: true,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 10_000,
      rollupOptions: { input: Object.fromEntries(names.map(name => [name, join(folder, `${name}.html`)])) },
    },
  });
}
