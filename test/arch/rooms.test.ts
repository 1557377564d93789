import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** Rooms by the start of their path; the first that fits counts, so single files stand before their folder. */
const rooms = [
  { name: 'channels', path: 'src/shared/contract/channels.ts', may: [], packages: [] },
  { name: 'domain', path: 'src/shared/domain/', may: ['domain'], packages: [] },
  { name: 'vendors', path: 'src/shared/vendors/', may: ['vendors', 'domain'], packages: [] },
  {
    name: 'contract',
    path: 'src/shared/contract/',
    may: ['contract', 'domain', 'vendors', 'channels'],
    packages: ['zod'],
  },
  { name: 'locales', path: 'src/shared/locales/', may: [], packages: [] },

  { name: 'main', path: 'electron/main.ts', may: 'electron', packages: 'any' },
  { name: 'main', path: 'electron/opening.ts', may: 'electron', packages: 'any' },
  { name: 'main', path: 'electron/run.ts', may: 'electron', packages: 'any' },
  { name: 'main', path: 'electron/service.ts', may: 'electron', packages: 'any' },
  { name: 'main', path: 'electron/program.ts', may: 'electron', packages: 'any' },
  { name: 'main', path: 'electron/openData.ts', may: 'electron', packages: 'any' },
  { name: 'main', path: 'electron/diskProcesses.ts', may: 'electron', packages: 'any' },
  { name: 'main', path: 'electron/migrateApart.ts', may: 'electron', packages: 'any' },
  { name: 'main', path: 'electron/openUpdates.ts', may: 'electron', packages: 'any' },
  { name: 'main', path: 'electron/notices.ts', may: 'electron', packages: 'any' },
  { name: 'pause', path: 'electron/othersRun.ts', may: [], packages: [] },
  { name: 'preload', path: 'electron/preload.ts', may: ['channels'], packages: ['electron'] },
  {
    name: 'llm',
    path: 'electron/llm/',
    may: ['llm', 'pause', 'domain', 'vendors'],
    packages: ['openai', 'undici', 'eventsource-parser', 'node'],
  },
  {
    name: 'store',
    path: 'electron/store/',
    may: ['store', 'pause', 'domain', 'contract'],
    packages: ['@photostructure/sqlite', 'electron-store', 'zod', 'node'],
  },
  { name: 'search', path: 'electron/search/', may: ['search', 'store', 'domain'], packages: ['node'] },
  { name: 'turns', path: 'electron/turns/', may: ['turns', 'domain', 'contract'], packages: [] },
  { name: 'demo', path: 'electron/demo/', may: ['demo', 'domain', 'vendors'], packages: [] },
  { name: 'keyring', path: 'electron/keyring/', may: ['keyring', 'store', 'domain'], packages: 'any' },
  {
    name: 'connections',
    path: 'electron/connections/',
    may: ['connections', 'llm', 'domain', 'vendors', 'contract'],
    packages: [],
  },
  {
    name: 'exports',
    path: 'electron/exports/',
    may: ['exports', 'store', 'pause', 'domain'],
    packages: ['electron', 'node'],
  },
  {
    name: 'imports',
    path: 'electron/imports/',
    may: ['imports', 'store', 'pause', 'domain', 'contract'],
    packages: ['yauzl', 'node'],
  },
  { name: 'backups', path: 'electron/backups/', may: ['backups', 'store', 'pause', 'domain'], packages: ['node'] },
  { name: 'updates', path: 'electron/updates/', may: ['updates', 'domain'], packages: ['zod', 'node'] },
  {
    name: 'ipc',
    path: 'electron/ipc/',
    may: ['ipc', 'pause', 'domain', 'vendors', 'contract', 'channels'],
    packages: ['zod'],
  },
  {
    name: 'shell',
    path: 'electron/shell/',
    may: ['shell', 'domain', 'contract', 'channels', 'locales'],
    packages: ['electron', 'node'],
  },

  { name: 'page', path: 'src/main.tsx', may: 'src', packages: 'any' },
  { name: 'page', path: 'src/App.tsx', may: 'src', packages: 'any' },
  { name: 'page', path: 'src/OpenConversation.tsx', may: 'src', packages: 'any' },
  { name: 'page', path: 'src/OpenDialog.tsx', may: 'src', packages: 'any' },
  { name: 'preview', path: 'src/preview/', may: ['preview'], packages: ['mermaid'] },
  { name: 'bridge', path: 'src/bridge.ts', may: ['contract', 'domain'], packages: [] },
  { name: 'ui', path: 'src/ui/', may: ['ui'], packages: 'any' },
  {
    name: 'state',
    path: 'src/state/',
    may: ['state', 'bridge', 'domain', 'vendors', 'contract', 'locales'],
    packages: ['zustand', 'i18next', 'react'],
  },
  {
    name: 'export',
    path: 'src/export/',
    may: ['export', 'ui', 'state', 'domain', 'vendors'],
    packages: ['i18next', 'katex'],
  },
  {
    name: 'features',
    path: 'src/features/',
    may: ['features', 'export', 'ui', 'state', 'domain', 'vendors', 'contract'],
    packages: 'any',
  },
] as const;

type Room = (typeof rooms)[number];

/** Types that a room may take from another one although it may not call it. */
const typeOnly: Readonly<Record<string, readonly string[]>> = {
  turns: ['llm'],
  ipc: ['turns', 'store', 'connections', 'llm', 'search', 'exports', 'imports', 'backups', 'updates'],
  connections: ['turns'],
  keyring: ['store'],
};

interface Import {
  readonly file: string;
  readonly line: number;
  readonly specifier: string;
  readonly isType: boolean;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return /\.(ts|tsx)$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const pattern =
    /^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/gm;
  return Array.from(text.matchAll(pattern), match => ({
    file: relative(root, file),
    line: text.slice(0, match.index).split('\n').length,
    specifier: match[2] ?? match[3] ?? '',
    isType: match[1] !== undefined,
  }));
}

const files = [...sourceFiles(join(root, 'electron')), ...sourceFiles(join(root, 'src'))];
const allImports = files.flatMap(importsOf);

const roomOf = (path: string): Room | undefined => rooms.find(room => path.startsWith(room.path));

/** Path of an imported file from the root of the repository; undefined for packages and style sheets. */
function target({ file, specifier }: Import): string | undefined {
  if (!specifier.startsWith('.') || /\.css(\?.*)?$/.test(specifier)) return undefined;
  const base = normalize(join(dirname(file), specifier.replace(/\?.*$/, '')));
  const found = [base, `${base}.ts`, `${base}.tsx`, join(base, 'index.ts')].find(path =>
    statSync(join(root, path), { throwIfNoEntry: false })?.isFile(),
  );
  return found ?? base;
}

const packageOf = (specifier: string) =>
  specifier.startsWith('node:')
    ? 'node'
    : specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/');

function offence(entry: Import): string | undefined {
  const room = roomOf(entry.file);
  const at = `${entry.file}:${entry.line} imports ${entry.specifier}`;
  if (room === undefined) return `${at}: the file stands in no room; name its room in this test`;
  const path = target(entry);
  if (path === undefined) {
    if (entry.specifier.startsWith('.')) return undefined;
    const name = packageOf(entry.specifier);
    const allowed: 'any' | readonly string[] = room.packages;
    const isFine = allowed === 'any' || allowed.includes(name) || (entry.isType && name === 'electron');
    return isFine ? undefined : `${at}: the room "${room.name}" may not use the package "${name}"`;
  }
  const other = roomOf(path);
  if (other === undefined) return `${at}: ${path} stands in no room`;
  if (other.path === room.path) {
    if (room.name !== 'features') return undefined;
    const feature = (name: string) => name.split('/')[2];
    return feature(entry.file) === feature(path) ? undefined : `${at}: a feature never imports another feature`;
  }
  if (room.may === 'electron')
    return path.startsWith('electron/') || path.startsWith('src/shared/')
      ? undefined
      : `${at}: main sees only electron/ and src/shared/`;
  if (room.may === 'src') return path.startsWith('src/') ? undefined : `${at}: the page sees only src/`;
  const may: readonly string[] = room.may;
  if (may.includes(other.name)) return undefined;
  if (entry.isType && typeOnly[room.name]?.includes(other.name)) return undefined;
  return `${at}: the room "${room.name}" may import only ${may.join(', ') || 'nothing'}`;
}

function cycles(): string[] {
  const graph = new Map<string, string[]>();
  for (const entry of allImports) {
    const path = target(entry);
    if (path !== undefined) graph.set(entry.file, [...(graph.get(entry.file) ?? []), path]);
  }
  const found: string[] = [];
  const state = new Map<string, 'open' | 'closed'>();
  const visit = (file: string, trail: readonly string[]) => {
    if (state.get(file) === 'closed') return;
    if (state.get(file) === 'open') {
      found.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
      return;
    }
    state.set(file, 'open');
    for (const next of graph.get(file) ?? []) visit(next, [...trail, file]);
    state.set(file, 'closed');
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}

describe('the direction of imports', () => {
  it('finds the imports it judges', () => {
    expect(allImports.length).toBeGreaterThan(100);
    expect(allImports).toContainEqual(expect.objectContaining({ file: 'electron/preload.ts', specifier: 'electron' }));
  });

  it('is kept by every file', () => {
    expect(allImports.map(offence).filter(text => text !== undefined)).toEqual([]);
  });

  it('has no cycles, types included', () => {
    expect(cycles()).toEqual([]);
  });
});

describe('rules that hold in every source file', () => {
  const lines = files.flatMap(file =>
    readFileSync(file, 'utf8')
      .split('\n')
      .map((text, index) => ({ at: `${relative(root, file)}:${index + 1}`, file: relative(root, file), text })),
  );
  const offenders = (pattern: RegExp, isAllowed: (file: string) => boolean) =>
    lines
      .filter(({ file, text }) => pattern.test(text) && !isAllowed(file))
      .map(({ at, text }) => `${at}: ${text.trim()}`);

  it('the contract accepts nothing unchecked', () => {
    expect(offenders(/\bz\.(any|unknown|custom)\b/, file => !file.startsWith('src/shared/contract/'))).toEqual([]);
  });

  it('only the gate opens links in the system', () => {
    expect(offenders(/\bopenExternal\b|\bshell\.open\w+/, file => file === 'electron/shell/openLink.ts')).toEqual([]);
  });

  it('only the preload and main touch the raw channels', () => {
    expect(
      offenders(/\bipc(Renderer|Main)\b/, file => file === 'electron/preload.ts' || file === 'electron/opening.ts'),
    ).toEqual([]);
  });

  it('only the keyring room uses safeStorage', () => {
    expect(
      offenders(/\bsafeStorage\b/, file => file.startsWith('electron/keyring/') || file === 'electron/program.ts'),
    ).toEqual([]);
  });

  it('only the bridge reads what the preload exposes', () => {
    expect(offenders(/\bwindow\.api\b/, file => file === 'src/bridge.ts' || file === 'electron/preload.ts')).toEqual(
      [],
    );
  });

  it('the page sets no HTML from text', () => {
    expect(
      offenders(
        /\.(innerHTML|outerHTML)\s*=|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write\b/,
        // Inside the sealed frame a model's page is meant to run.
        file => file === 'src/preview/document.ts',
      ),
    ).toEqual([]);
  });

  it('nothing fetches from the page', () => {
    expect(
      offenders(
        /\b(fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon)\s*\(/,
        file => !file.startsWith('src/') || file.startsWith('src/shared/'),
      ),
    ).toEqual([]);
  });
});
