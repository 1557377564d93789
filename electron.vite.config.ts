import { resolve } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const root = import.meta.dirname;

/**
 * electron-store brings a schema checker and an ordering of versions for features that are not used here: zod checks what is read, and no
 * file has migrations of its own. They were the larger half of what is loaded before the window comes. Whoever begins to use such a feature
 * is told so at its first use.
 */
function leaveOut(...names: readonly string[]): Plugin {
  const leftOut = '\0left-out';
  return {
    name: 'leave-out',
    enforce: 'pre',
    resolveId: id => (names.includes(id) ? leftOut : undefined),
    load: id =>
      id === leftOut
        ? `export class Ajv2020 { constructor() { throw new Error('Not part of this program, see electron.vite.config.ts') } } export default {}`
        : undefined,
  };
}

/** What Electron starts is a module: only that is waited for before the program becomes ready. */
function startAsModule(): Plugin {
  const source = [
    "import { createRequire } from 'node:module';",
    "await createRequire(import.meta.url)('./main.cjs').start();",
    '',
  ].join('\n');
  return {
    name: 'start-as-module',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'main.js', source });
    },
  };
}

// The build targets name the oldest runtime the code must run on. What stands under `dependencies` stays outside main's bundle: the native
// SQLite driver and what only requests need. All else goes into it: one file loads faster than the hundred of electron-store and zod.
export default defineConfig({
  main: {
    plugins: [leaveOut('ajv/dist/2020.js', 'ajv-formats', 'semver'), startAsModule()],
    build: {
      target: 'node20',
      outDir: 'out/main',
      rollupOptions: {
        input: {
          main: resolve(root, 'electron/main.ts'),
          searchWorker: resolve(root, 'electron/search/searchWorker.ts'),
          diskProcess: resolve(root, 'electron/store/diskProcess.ts'),
          importReader: resolve(root, 'electron/imports/importReader.ts'),
        },
        // Names stay as they are, for the log.
        output: {
          // What stands in one file for `require` is there at once; modules are asked for one by one, in turns with all else that main does.
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: 'chunks/[name]-[hash].cjs',
          minify: { compress: false, mangle: false, codegen: true },
        },
      },
    },
  },
  preload: {
    build: {
      target: 'node20',
      outDir: 'out/preload',
      rollupOptions: {
        input: { preload: resolve(root, 'electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'src'),
    plugins: [react(), tailwindcss()],
    build: {
      target: 'chrome130',
      minify: true,
      outDir: resolve(root, 'out/renderer'),
      emptyOutDir: true,
      assetsInlineLimit: 0,
      rollupOptions: {
        input: {
          index: resolve(root, 'src/index.html'),
          document: resolve(root, 'src/preview/document.html'),
          diagram: resolve(root, 'src/preview/diagram.html'),
          exported: resolve(root, 'src/export/document.html'),
        },
      },
    },
  },
});
