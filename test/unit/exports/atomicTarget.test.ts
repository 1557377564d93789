import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createAtomicFile, createAtomicFolder } from '../../../electron/exports/atomicTarget';
import { temporaryFolder } from '../../support/temporaryFolder';

it('a file appears under its name when it is whole, and replaces an older one', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'a.json');
  writeFileSync(path, 'old');
  const file = await createAtomicFile(path);
  await file.write('new '.repeat(100_000));
  expect(readFileSync(path, 'utf8')).toBe('old');
  await file.finish();
  await file.discard();
  expect(readFileSync(path, 'utf8')).toBe('new '.repeat(100_000));
  expect(readdirSync(folder)).toEqual(['a.json']);
});

it('a file that is discarded leaves nothing, and what stood there stays', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'a.json');
  writeFileSync(path, 'old');
  const file = await createAtomicFile(path);
  await file.write('half');
  await file.discard();
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['a.json']);
});

it('a file that cannot have its name, because a folder has it, leaves nothing', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'a.json');
  mkdirSync(path);
  const file = await createAtomicFile(path);
  await file.write('whole');
  await expect(file.finish()).rejects.toThrow();
  await file.discard();
  expect(readdirSync(folder)).toEqual(['a.json']);
});

it('a folder takes another name where its own is taken, and leaves nothing when it is discarded', async () => {
  const parent = temporaryFolder();
  mkdirSync(join(parent, 'Export'));
  const kept = await createAtomicFolder(join(parent, 'Export'));
  writeFileSync(join(kept.path, 'a.md'), 'a');
  expect(await kept.finish()).toBe(join(parent, 'Export (2)'));
  await kept.discard();
  const dropped = await createAtomicFolder(join(parent, 'Export'));
  writeFileSync(join(dropped.path, 'a.md'), 'a');
  await dropped.discard();
  expect(readdirSync(parent).sort()).toEqual(['Export', 'Export (2)']);
});

it('what an export left behind that was cut off with the program goes with the next one to its place, and nothing else', async () => {
  const folder = temporaryFolder();
  const hourAgo = (Date.now() - 61 * 60_000) / 1_000;
  const names = [
    '.a.json.0123456789ab.part',
    '.a.json.aaaaaaaaaaaa.part',
    '.b.json.0123456789ab.part',
    '.a.json.0123456789ab.part.txt',
    '.a.json.notours.part',
  ];
  for (const name of names) writeFileSync(join(folder, name), 'half');
  for (const name of names) if (!name.includes('aaaa')) utimesSync(join(folder, name), hourAgo, hourAgo);
  const file = await createAtomicFile(join(folder, 'a.json'));
  await file.finish();
  expect(readdirSync(folder).sort()).toEqual([...names.slice(1), 'a.json'].sort());
});

it('what was left behind of a long name of emoji is found again', async () => {
  const folder = temporaryFolder();
  const path = join(folder, `x${'🌙'.repeat(40)}.json`);
  const cutOff = await createAtomicFile(path);
  await cutOff.write('half');
  const [name = ''] = readdirSync(folder);
  const hourAgo = (Date.now() - 61 * 60_000) / 1_000;
  utimesSync(join(folder, name), hourAgo, hourAgo);
  const next = await createAtomicFile(path);
  expect(readdirSync(folder)).not.toContain(name);
  await next.discard();
  await cutOff.discard();
});
