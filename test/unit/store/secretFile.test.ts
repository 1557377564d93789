import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { keepReplaced, readSecretFile, writeSecretFile } from '../../../electron/store/secretFile';
import type { SecretFileContent } from '../../../electron/store/secretRecord';
import { newSecretFolder } from '../../support/keyring/secretFolder';

/** Names of the file operations in the order in which they were done. */
const steps = vi.hoisted(() => [] as string[]);

vi.mock('node:fs/promises', async importOriginal => {
  const real = await importOriginal<typeof import('node:fs/promises')>();
  const short = (path: unknown) => String(path).split('/').at(-1);
  return {
    ...real,
    open: async (...args: Parameters<typeof real.open>) => {
      const handle = await real.open(...args);
      const sync = handle.sync.bind(handle);
      handle.sync = async () => {
        steps.push(`sync ${short(args[0])}`);
        await sync();
      };
      return handle;
    },
    rename: async (from: string, to: string) => {
      steps.push(`rename ${short(from)} to ${short(to)}`);
      await real.rename(from, to);
    },
    link: async (from: string, to: string) => {
      steps.push(`link ${short(from)} to ${short(to)}`);
      await real.link(from, to);
    },
  };
});

afterEach(() => {
  steps.length = 0;
});

const content = (savedAt: number): SecretFileContent => ({
  version: 1,
  dataKeys: [],
  secrets: [{ version: 1, id: 'c', vendorId: 'v', origin: 'o', keyId: 'k', sealed: 'AAAA', savedAt }],
});
const path = (folder: string, name = 'secrets.json') => join(folder, name);
const mode = (file: string) => statSync(file).mode & 0o777;

describe('writing the file of secrets', () => {
  it('opens folder and file to their owner alone', async () => {
    const folder = newSecretFolder();
    await writeSecretFile(folder, content(1));
    await writeSecretFile(folder, content(2));
    expect(mode(folder)).toBe(0o700);
    expect(mode(path(folder))).toBe(0o600);
    expect(mode(path(folder, 'secrets.json.bak'))).toBe(0o600);
  });

  it('closes a folder that was open to others, and does not take over the rights of a left-over', async () => {
    const folder = newSecretFolder();
    mkdirSync(folder, { mode: 0o755 });
    writeFileSync(path(folder, 'secrets.json.tmp'), 'left over', { mode: 0o666 });
    chmodSync(path(folder, 'secrets.json.tmp'), 0o666);
    await writeSecretFile(folder, content(1));
    expect(mode(folder)).toBe(0o700);
    expect(mode(path(folder))).toBe(0o600);
  });

  it('has the bytes on the disk before the name, and the name before it ends', async () => {
    const folder = newSecretFolder();
    await writeSecretFile(folder, content(1));
    steps.length = 0;
    await writeSecretFile(folder, content(2));
    expect(steps).toEqual([
      'sync secrets.json.tmp',
      'link secrets.json to secrets.json.bak.tmp',
      'rename secrets.json.bak.tmp to secrets.json.bak',
      'rename secrets.json.tmp to secrets.json',
      'sync data',
    ]);
  });

  it('keeps the one before as the backup and leaves nothing else behind', async () => {
    const folder = newSecretFolder();
    for (const savedAt of [1, 2, 3]) await writeSecretFile(folder, content(savedAt));
    expect(readdirSync(folder).sort()).toEqual(['secrets.json', 'secrets.json.bak']);
    expect(JSON.parse(readFileSync(path(folder), 'utf8'))).toEqual(content(3));
    expect(JSON.parse(readFileSync(path(folder, 'secrets.json.bak'), 'utf8'))).toEqual(content(2));
  });
});

describe('reading the file of secrets', () => {
  it('finds what was written', async () => {
    const folder = newSecretFolder();
    await writeSecretFile(folder, content(7));
    expect(readSecretFile(folder, 0)).toEqual({ content: content(7) });
  });

  it('makes nothing when there is nothing', () => {
    const folder = newSecretFolder();
    expect(readSecretFile(folder, 0).content.secrets).toEqual([]);
    expect(() => statSync(folder)).toThrow();
  });

  it.each([
    ['an empty file', ''],
    ['half a file', '{"version":1,"dataKeys":['],
    ['another shape', '[]'],
    ['null', 'null'],
    ['wrong types', '{"version":1,"dataKeys":{},"secrets":"none"}'],
    ['a record that is none', '{"version":1,"dataKeys":[],"secrets":[{"id":"x"}]}'],
    ['a version of no number', '{"version":"2","dataKeys":[],"secrets":[]}'],
    ['zero bytes', '\0\0\0\0\0\0\0\0'],
  ])('keeps %s under another name and uses the one before', async (_case, text) => {
    const folder = newSecretFolder();
    await writeSecretFile(folder, content(1));
    await writeSecretFile(folder, content(2));
    writeFileSync(path(folder), text);
    const reading = readSecretFile(folder, Date.UTC(2026, 10, 23, 9, 8, 7));
    expect(reading).toEqual({
      content: content(1),
      setAside: { fileName: 'secrets.json.bad-20261123T090807Z', isBackupUsed: true },
    });
    expect(readFileSync(path(folder, 'secrets.json.bad-20261123T090807Z'), 'utf8')).toBe(text);
    await writeSecretFile(folder, content(3));
    expect(readSecretFile(folder, 0)).toEqual({ content: content(3) });
    expect(readdirSync(folder)).toContain('secrets.json.bad-20261123T090807Z');
  });

  it('keeps both aside when the backup is damaged too, and says so', async () => {
    const folder = newSecretFolder();
    await writeSecretFile(folder, content(1));
    writeFileSync(path(folder), '{');
    writeFileSync(path(folder, 'secrets.json.bak'), '[');
    const reading = readSecretFile(folder, 0);
    expect(reading.content.secrets).toEqual([]);
    expect(reading.setAside).toEqual({ fileName: 'secrets.json.bad-19700101T000000Z', isBackupUsed: false });
    await writeSecretFile(folder, content(2));
    await writeSecretFile(folder, content(3));
    const kept = readdirSync(folder).filter(name => name.includes('.bad-'));
    expect(kept.map(name => readFileSync(path(folder, name), 'utf8')).sort()).toEqual(['[', '{']);
  });

  it('keeps every damaged file, also when two of them fall into the same second', async () => {
    const folder = newSecretFolder();
    for (const text of ['first', 'second']) {
      await writeSecretFile(folder, content(1));
      writeFileSync(path(folder), text);
      readSecretFile(folder, 0);
    }
    const kept = readdirSync(folder).filter(name => name.includes('.bad-'));
    expect(kept.map(name => readFileSync(path(folder, name), 'utf8')).sort()).toEqual(['first', 'second']);
  });

  it('takes a byte order mark for no damage', async () => {
    const folder = newSecretFolder();
    await writeSecretFile(folder, content(1));
    writeFileSync(path(folder), `\uFEFF${readFileSync(path(folder), 'utf8')}`);
    expect(readSecretFile(folder, 0)).toEqual({ content: content(1) });
  });

  it('uses the backup when the file itself is gone', async () => {
    const folder = newSecretFolder();
    mkdirSync(folder);
    writeFileSync(path(folder, 'secrets.json.bak'), JSON.stringify(content(4)));
    expect(readSecretFile(folder, 0)).toEqual({ content: content(4) });
  });

  it('touches nothing of a newer version', async () => {
    const folder = newSecretFolder();
    mkdirSync(folder);
    const text = '{"version":2,"something":"else"}';
    writeFileSync(path(folder), text);
    expect(readSecretFile(folder, 0)).toMatchObject({ readonly: 'newer-version' });
    expect(readdirSync(folder)).toEqual(['secrets.json']);
    expect(readFileSync(path(folder), 'utf8')).toBe(text);
  });

  it('does not take a file that cannot be read for an empty one', () => {
    const folder = newSecretFolder();
    mkdirSync(path(folder), { recursive: true });
    expect(readSecretFile(folder, 0)).toMatchObject({ readonly: 'unreadable' });
  });

  it('does not read a file of absurd size', async () => {
    const folder = newSecretFolder();
    mkdirSync(folder);
    writeFileSync(path(folder), Buffer.alloc(17 * 1024 * 1024, ' '));
    expect(readSecretFile(folder, 0)).toMatchObject({ setAside: { isBackupUsed: false } });
  });

  it('leaves the shared prototype alone', () => {
    const folder = newSecretFolder();
    mkdirSync(folder);
    writeFileSync(path(folder), '{"version":1,"dataKeys":[],"secrets":[],"__proto__":{"isPolluted":true}}');
    const { content: found } = readSecretFile(folder, 0);
    expect(found).toEqual({ version: 1, dataKeys: [], secrets: [] });
    expect('isPolluted' in {}).toBe(false);
    expect('isPolluted' in found).toBe(false);
  });
});

describe.skipIf(process.platform === 'win32')('a file of secrets that somebody else touched', () => {
  it('is closed to others when it was put there open', async () => {
    const folder = newSecretFolder();
    await writeSecretFile(folder, content(1));
    chmodSync(path(folder), 0o644);
    expect(readSecretFile(folder, 0).content).toEqual(content(1));
    expect(mode(path(folder))).toBe(0o600);
  });

  it.each<[name: string, make: (file: string) => void]>([
    ['a folder', file => mkdirSync(file)],
    ['a pipe, which would keep a reader waiting', file => execFileSync('mkfifo', [file])],
    ['a link to itself', file => symlinkSync('secrets.json', file)],
  ])('stops saving, and not the start, when it is %s', (_name, make) => {
    const folder = newSecretFolder();
    mkdirSync(folder, { recursive: true });
    make(path(folder));
    expect(readSecretFile(folder, 0)).toMatchObject({ content: { secrets: [] }, readonly: 'unreadable' });
  });

  it('is kept as a copy when it was exchanged while the program ran', async () => {
    const folder = newSecretFolder();
    const text = await writeSecretFile(folder, content(1));
    expect(keepReplaced(folder, text, 0)).toBeUndefined();
    writeFileSync(path(folder), JSON.stringify(content(7)));
    const copy = keepReplaced(folder, text, 0) ?? '';
    expect(copy).toMatch(/^secrets\.json\.bad-/);
    expect(JSON.parse(readFileSync(path(folder, copy), 'utf8'))).toEqual(content(7));
    expect(mode(path(folder, copy))).toBe(0o600);
  });
});
