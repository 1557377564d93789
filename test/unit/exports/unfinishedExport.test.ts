import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAtomicFile, createAtomicFolder } from '../../../electron/exports/atomicTarget';
import { UnfinishedExport } from '../../../electron/exports/unfinishedExport';
import { temporaryFolder } from '../../support/temporaryFolder';

const note = 'unfinished-export.json';

describe('an export that was cut off with the whole program', () => {
  it('is put away by the next start wherever it lies, a file and a folder', async () => {
    const data = temporaryFolder();
    const elsewhere = temporaryFolder();
    const file = await createAtomicFile(join(elsewhere, 'a.json'), new UnfinishedExport(data));
    await file.write('x'.repeat(1_000_000));
    expect([readdirSync(elsewhere).length, existsSync(join(data, note))]).toEqual([1, true]);
    new UnfinishedExport(data).removeRest();
    expect([readdirSync(elsewhere), readdirSync(data)]).toEqual([[], []]);
    await file.discard();

    const folder = await createAtomicFolder(join(elsewhere, 'Couplet'), new UnfinishedExport(data));
    writeFileSync(join(folder.path, 'a.md'), 'half');
    new UnfinishedExport(data).removeRest();
    expect([readdirSync(elsewhere), readdirSync(data)]).toEqual([[], []]);
  });

  it('is forgotten when it was whole, or put away by itself', async () => {
    const data = temporaryFolder();
    const elsewhere = temporaryFolder();
    const memory = new UnfinishedExport(data);
    await (await createAtomicFile(join(elsewhere, 'a.json'), memory)).finish();
    await (await createAtomicFile(join(elsewhere, 'b.json'), memory)).discard();
    await (await createAtomicFolder(join(elsewhere, 'c'), memory)).finish();
    await (await createAtomicFolder(join(elsewhere, 'd'), memory)).discard();
    expect([readdirSync(elsewhere).sort(), readdirSync(data)]).toEqual([['a.json', 'c'], []]);
  });

  it('is looked for again while its disk is not there', () => {
    const data = temporaryFolder();
    const disk = join(temporaryFolder(), 'disk');
    const path = join(disk, '.a.json.0123456789ab.part');
    new UnfinishedExport(data).begin(path);
    new UnfinishedExport(data).removeRest();
    mkdirSync(disk);
    writeFileSync(path, 'half');
    new UnfinishedExport(data).removeRest();
    expect([readdirSync(disk), readdirSync(data)]).toEqual([[], []]);
  });

  it('takes nothing else along, whatever the note says and whatever stands there', () => {
    const data = temporaryFolder();
    const elsewhere = temporaryFolder();
    const mine = join(elsewhere, 'mine.json');
    const link = join(elsewhere, '.a.json.0123456789ab.part');
    const folder = join(elsewhere, '.b.0123456789ab.part');
    writeFileSync(mine, 'mine');
    symlinkSync(mine, link);
    mkdirSync(join(folder, 'deep'), { recursive: true });
    writeFileSync(join(folder, 'deep', 'mine.md'), 'mine');
    for (const path of [mine, link, folder, elsewhere, `${mine}/../mine.json`, 'mine.json']) {
      writeFileSync(join(data, note), JSON.stringify({ path }));
      new UnfinishedExport(data).removeRest();
      expect(existsSync(join(data, note)), path).toBe(false);
    }
    for (const text of ['', '{', '[]', '{"path":1}']) {
      writeFileSync(join(data, note), text);
      new UnfinishedExport(data).removeRest();
    }
    expect(readdirSync(elsewhere).sort()).toEqual(['.a.json.0123456789ab.part', '.b.0123456789ab.part', 'mine.json']);
    expect(readdirSync(join(folder, 'deep'))).toEqual(['mine.md']);
    expect(readdirSync(data)).toEqual([]);
  });

  it('is written all the same where nothing can be remembered', async () => {
    const data = join(temporaryFolder(), 'gone');
    const elsewhere = temporaryFolder();
    await (await createAtomicFile(join(elsewhere, 'a.json'), new UnfinishedExport(data))).finish();
    expect([readdirSync(elsewhere), existsSync(data)]).toEqual([['a.json'], false]);
  });
});
