import { resolve } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;

// The build targets name the oldest runtime the code must run on. What stands under `dependencies` stays outside main's bundle: the native
// SQLite driver and what only requests need. All else goes into it: one file loads faster than the hundred of electron-store and zod.
export default defineConfig({
  main: {
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
        output: { format: 'es', entryFileNames: '[name].js' },
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
