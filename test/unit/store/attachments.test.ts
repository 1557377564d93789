import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAttachmentFiles } from '../../../electron/store/attachments';
import { cleanFileName } from '../../../electron/store/fileName';
import { fileType } from '../../../electron/store/fileType';
import { pictureSize } from '../../../electron/store/pictureSize';
import { isText } from '../../../electron/store/textEncoding';
import { type AttachmentId, newId } from '../../../src/shared/domain/ids';
import { temporaryFolder } from '../../support/temporaryFolder';
import { turnsOfOthers } from '../../support/turnsOfOthers';
import { openReady } from './historyBuilders';

const bytes = (text: string) => Uint8Array.from(text, character => character.charCodeAt(0));
const png = bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR');
/** 你好，世界 */
const gbk = Uint8Array.of(0xc4, 0xe3, 0xba, 0xc3, 0xa3, 0xac, 0xca, 0xc0, 0xbd, 0xe7);
const bitmap = () => {
  const file = new Uint8Array(64);
  file.set(bytes('BM'));
  new DataView(file.buffer).setUint32(2, file.length, true);
  return file;
};

const nextRound = () => new Promise(resolve => setImmediate(resolve));

describe('the type of a file', () => {
  it.each<[string, Uint8Array, string | undefined]>([
    ['PNG', png, 'image/png'],
    ['JPEG', bytes('\xff\xd8\xff\xe0\0\x10JFIF'), 'image/jpeg'],
    ['GIF', bytes('GIF89a\x01\0\x01\0'), 'image/gif'],
    ['WebP', bytes('RIFF\x24\0\0\0WEBPVP8 '), 'image/webp'],
    ['BMP', bitmap(), 'image/bmp'],
    ['PDF', bytes('%PDF-1.7\n%\xe2\xe3'), 'application/pdf'],
    ['Chinese text', new TextEncoder().encode('你好，世界\n'), 'text/plain'],
    ['text with a byte order mark', new TextEncoder().encode('\uFEFFhello'), 'text/plain'],
    ['SVG, which may hold scripts', bytes('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), 'text/plain'],
    ['text that begins like a bitmap', bytes('BMW and other makes, a list of cars'), 'text/plain'],
    ['a RIFF file that is no WebP', bytes('RIFF\x24\0\0\0WAVEfmt '), undefined],
    ['text in GBK', gbk, 'text/plain'],
    ['text in UTF-16', Uint8Array.of(0xff, 0xfe, 0x60, 0x4f, 0x7d, 0x59), 'text/plain'],
    ['text in UTF-16, the other way round', Uint8Array.of(0xfe, 0xff, 0x4f, 0x60, 0x59, 0x7d), 'text/plain'],
    ['text in Latin-1, which cannot be told from others', bytes('Caff\xe8 e t\xe8, perch\xe9 no'), undefined],
    ['UTF-16 without its mark', Uint8Array.of(0x61, 0, 0x62, 0), undefined],
    ['data behind a mark of UTF-16', Uint8Array.of(0xff, 0xfe, 1, 0, 2, 0, 3, 0), undefined],
    ['text with a null character', bytes('a\0b'), undefined],
    ['a program', bytes('\x7fELF\x02\x01\x01\0'), undefined],
    ['an archive', bytes('PK\x03\x04\x14\0'), undefined],
  ])('is told by its content: %s', async (_name, content, type) => {
    expect(await fileType(content)).toBe(type);
  });
});

describe('the size of a picture', () => {
  const sized = (start: string, at: number, numbers: readonly number[]) => {
    const file = new Uint8Array(64);
    file.set(bytes(start));
    file.set(numbers, at);
    return file;
  };

  it.each<[string, Uint8Array, number, number]>([
    ['image/png', sized('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 16, [0, 0, 0xc3, 0x50, 0, 0, 0, 2]), 50_000, 2],
    ['image/gif', sized('GIF89a', 6, [0x40, 1, 0xf0, 0]), 320, 240],
    ['image/bmp', sized('BM', 18, [0x80, 2, 0, 0, 0x20, 0xfe, 0xff, 0xff]), 640, 480],
    ['image/webp', sized('RIFF\0\0\0\0WEBPVP8 ', 26, [0x20, 0x03, 0x58, 0x02]), 800, 600],
    ['image/webp', sized('RIFF\0\0\0\0WEBPVP8L', 21, [0x1f, 0xc3, 0x95, 0]), 800, 600],
    ['image/webp', sized('RIFF\0\0\0\0WEBPVP8X', 24, [0x1f, 3, 0, 0x57, 2, 0]), 800, 600],
    ['image/jpeg', sized('\xff\xd8\xff\xe0\0\x04ab\xff\xc2\0\x11\x08', 13, [2, 0x58, 3, 0x20]), 800, 600],
  ])('is read from the header of %s', (mediaType, file, widthPx, heightPx) => {
    expect(pictureSize(mediaType, file)).toEqual({ widthPx, heightPx });
  });

  it('counts a first frame that does not fit its screen, which browsers make room for', () => {
    const head = 'GIF89a\x0a\0\x0a\0\x80\0\0\0\0\0\xff\xff\xff!\xfe\x02hi\0';
    const tail = '\0\x02\x02D\x01\0;';
    const frame = (left: string, width: string) =>
      pictureSize('image/gif', bytes(`${head},${left}\0\0${width}\x0a\0${tail}`));
    expect(frame('\0\0', '\xb8\x0b')).toEqual({ widthPx: 3_000, heightPx: 10 });
    expect(frame('\xf4\x01', '\x0a\0')).toEqual({ widthPx: 510, heightPx: 10 });
    expect(frame('\0\0', '\x05\0')).toEqual({ widthPx: 10, heightPx: 10 });
  });

  it('is found behind bytes that decoders pass over', () => {
    const photo = bytes('\xff\xd8\xff\xe0\0\x04abxxxx\xff\xc2\0\x11\x08\x02\x58\x03\x20\x03\0');
    expect(pictureSize('image/jpeg', photo)).toEqual({ widthPx: 800, heightPx: 600 });
  });

  it.each(['image/png', 'image/gif', 'image/bmp', 'image/webp', 'image/jpeg'])('is unknown where %s is cut', type => {
    expect(pictureSize(type, bytes('\xff\xd8\xff'))).toBeUndefined();
  });
});

describe('the name of a file', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\照片.png', '照片.png'],
    ['/', 'file'],
    ['...', 'file'],
    ['.hidden.txt', 'hidden.txt'],
    ['inv\u202Egnp.exe', 'invgnp.exe'],
    ['zero\u200Bwidth\uFEFF.md', 'zerowidth.md'],
    ['line\nbreak\r\u0007\u2028.txt', 'linebreak.txt'],
    ['a<b>:"|?*.txt', 'a_b______.txt'],
    ['  many   spaces .txt ', 'many spaces .txt'],
    ['cafe\u0301.txt', 'café.txt'],
  ])('%j becomes %j', (name, cleaned) => {
    expect(cleanFileName(name)).toBe(cleaned);
  });

  it('is cut at 120 characters, its extension kept', () => {
    const cleaned = cleanFileName(`${'长'.repeat(300)}.markdown`);
    expect([Array.from(cleaned).length, cleaned.endsWith('长.markdown')]).toEqual([120, true]);
  });
});

describe('attached files', () => {
  it('are kept by their content, once, for this user alone', async () => {
    const folder = temporaryFolder();
    const files = openAttachmentFiles({ folder });
    const first = await files.save('../sky.exe', png);
    const second = await files.save('other.png', png);
    const sha256 = createHash('sha256').update(png).digest('hex');
    expect(first).toMatchObject({ name: 'sky.exe', mediaType: 'image/png', sizeBytes: png.length, sha256 });
    expect(second.id).not.toBe(first.id);
    const path = join(folder, 'attachments', sha256.slice(0, 2), sha256);
    expect(readdirSync(join(folder, 'attachments', sha256.slice(0, 2)))).toEqual([sha256]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'attachments')).mode & 0o777).toBe(0o700);
    expect(await files.readImage(second)).toEqual({
      mediaType: 'image/png',
      base64: Buffer.from(png).toString('base64'),
    });
    await nextRound();
    files.remove([sha256]);
    expect(existsSync(path)).toBe(false);
  });

  it('are not deleted when a row came to name them meanwhile', async () => {
    const folder = temporaryFolder();
    const rows = new Set<string>();
    const files = openAttachmentFiles({ folder, isUsed: sha256 => rows.has(sha256) });
    const sha256 = createHash('sha256').update(png).digest('hex');
    const path = join(folder, 'attachments', sha256.slice(0, 2), sha256);
    // Erased in the moment in which the same file is attached again: its row comes right after it was saved.
    const saved = files.save('again.png', png).then(attachment => rows.add(attachment.sha256));
    files.remove([sha256]);
    await saved;
    await nextRound();
    expect(existsSync(path)).toBe(true);

    rows.clear();
    await files.whileKept(async () => {
      files.remove([sha256]);
      expect(existsSync(path)).toBe(true);
    });
    await nextRound();
    expect(existsSync(path)).toBe(false);
  });

  it('are deleted a few at a time, all of them in the end', async () => {
    const folder = temporaryFolder();
    const files = openAttachmentFiles({ folder });
    const texts = Array.from({ length: 45 }, (_, index) => new TextEncoder().encode(`file ${index}`));
    const saved = [];
    for (const text of texts) saved.push(await files.save('a.txt', text));
    await nextRound();
    files.remove(saved.map(({ sha256 }) => sha256));
    for (let round = 0; round < 5; round += 1) await nextRound();
    for (const attachment of saved) {
      await expect(files.readBytes(attachment)).rejects.toThrow('E_STORAGE: attachment-missing');
    }
  });

  it('that a killed program had half written are deleted, and nothing else is', async () => {
    const folder = temporaryFolder();
    const files = openAttachmentFiles({ folder });
    const { sha256 } = await files.save('a.txt', new TextEncoder().encode('kept'));
    const group = join(folder, 'attachments', sha256.slice(0, 2));
    const names = [`${sha256}.0123456789ab.tmp`, `${sha256}.aaaaaaaaaaaa.tmp`, 'mine.tmp', `${sha256}.tmp`];
    for (const name of names) {
      writeFileSync(join(group, name), 'half');
      const hoursAgo = name.includes('aaaa') ? 0 : 2;
      utimesSync(join(group, name), Date.now() / 1_000 - hoursAgo * 3_600, Date.now() / 1_000 - hoursAgo * 3_600);
    }
    await files.removeRests();
    expect(readdirSync(group).sort()).toEqual([sha256, ...names.slice(1)].sort());
    await openAttachmentFiles({ folder: join(folder, 'nowhere') }).removeRests();
  });

  it('give back their text without the byte order mark', async () => {
    const files = openAttachmentFiles({ folder: temporaryFolder() });
    const attachment = await files.save('a.md', new TextEncoder().encode('\uFEFF# 标题\n'));
    expect(await files.readText(attachment)).toBe('# 标题\n');
    await expect(files.readImage(attachment)).rejects.toThrow('E_BAD_REQUEST: file-type');
    await expect(files.readText(await files.save('a.png', png))).rejects.toThrow('E_BAD_REQUEST: file-type');
  });

  it('are kept as UTF-8 whatever encoding they came in', async () => {
    const files = openAttachmentFiles({ folder: temporaryFolder() });
    const attachment = await files.save('笔记.txt', gbk);
    expect(await files.readText(attachment)).toBe('你好，世界');
    expect(attachment.sizeBytes).toBe(new TextEncoder().encode('你好，世界').length);
    const utf16 = await files.save('a.txt', Uint8Array.of(0xff, 0xfe, 0x60, 0x4f, 0x7d, 0x59));
    expect(await files.readText(utf16)).toBe('你好');
  });

  it('are read in pieces whatever encoding they came in, and no character is lost between two of them', async () => {
    const files = openAttachmentFiles({ folder: temporaryFolder() });
    // Three bytes of UTF-8 and two or four of the others: a border falls inside of one.
    const text = `x${'你好，世界😀\n'.repeat(120_000)}`;
    const pair = (character: string) => Buffer.from(character, 'utf16le');
    const inGbk = Buffer.concat([Buffer.from('x'), ...Array<Uint8Array>(120_000).fill(gbk)]);
    const given: [string, Uint8Array, string][] = [
      ['utf-8', Buffer.from(text), text],
      ['utf-8 with its mark', Buffer.from(`\uFEFF${text}`), text],
      ['utf-16', Buffer.concat([Uint8Array.of(0xff, 0xfe), pair(text)]), text],
      ['utf-16 be', Buffer.concat([Uint8Array.of(0xfe, 0xff), pair(text).swap16()]), text],
      ['gbk', inGbk, `x${'你好，世界'.repeat(120_000)}`],
    ];
    for (const [name, content, expected] of given) {
      let attachment = await files.save(name, Buffer.from('other'));
      const savedIn = await turnsOfOthers(async () => {
        attachment = await files.save(name, content);
      });
      expect(savedIn, name).toBeGreaterThan(2);
      const readIn = await turnsOfOthers(async () => {
        expect((await files.readText(attachment)) === expected, name).toBe(true);
      });
      expect(readIn, name).toBeGreaterThan(2);
    }
  });

  it('in Chinese encodings hold nothing up: megabytes take a fraction of a second', async () => {
    const file = Buffer.concat(Array<Uint8Array>(500_000).fill(gbk));
    const beganMs = performance.now();
    expect(await isText(file)).toBe(true);
    expect(performance.now() - beganMs).toBeLessThan(500);
    expect(await turnsOfOthers(() => isText(file))).toBeGreaterThan(8);
  });

  it('are written out for a request in pieces, pictures too', async () => {
    const files = openAttachmentFiles({ folder: temporaryFolder() });
    const picture = Buffer.alloc(4_000_001, 'body');
    picture.set(bitmap());
    picture.writeUInt32LE(picture.length, 2);
    const attachment = await files.save('a.png', picture);
    const turns = await turnsOfOthers(async () => {
      const { base64 } = await files.readImage(attachment);
      expect(Buffer.from(base64, 'base64').equals(picture)).toBe(true);
    });
    expect(turns).toBeGreaterThan(5);
  });

  it('carry the size of a picture, in the description and with the bytes', async () => {
    const files = openAttachmentFiles({ folder: temporaryFolder() });
    const small = new Uint8Array(64);
    small.set(png);
    small.set([0, 0, 1, 0x40, 0, 0, 0, 9], 16);
    const attachment = await files.save('a.png', small);
    expect(attachment).toMatchObject({ widthPx: 320, heightPx: 9 });
    expect(await files.readImage(attachment)).toMatchObject({ widthPx: 320, heightPx: 9 });
    const { read, write } = openReady().history;
    write.addAttachment(attachment);
    write.addAttachment({ ...attachment, id: newId<AttachmentId>(), widthPx: undefined, heightPx: undefined });
    expect(read.attachment(attachment.id)).toEqual(attachment);
  });

  it('are refused with the reason when they are PDF, or claim more pixels than can be shown', async () => {
    const files = openAttachmentFiles({ folder: temporaryFolder() });
    await expect(files.save('a.pdf', bytes('%PDF-1.7\n'))).rejects.toThrow('E_BAD_REQUEST: pdf');
    const bomb = new Uint8Array(64);
    bomb.set(png);
    bomb.set([0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50], 16);
    await expect(files.save('a.png', bomb)).rejects.toThrow('E_TOO_LARGE: pixels');
  });

  it('are refused when they are empty, of an unknown type or too large', async () => {
    const folder = temporaryFolder();
    const files = openAttachmentFiles({ folder });
    await expect(files.save('a', new Uint8Array())).rejects.toThrow('E_BAD_REQUEST: empty-file');
    await expect(files.save('a.png', bytes('PK\x03\x04\0'))).rejects.toThrow('E_BAD_REQUEST: file-type');
    const large = new Uint8Array(20 * 1024 * 1024 + 1);
    large.set(png);
    await expect(files.save('a.png', large)).rejects.toThrow('E_TOO_LARGE: file');
    await expect(files.save('a.txt', new Uint8Array(8_000_001).fill(0x61))).rejects.toThrow('E_TOO_LARGE: text');
    expect(existsSync(join(folder, 'attachments'))).toBe(false);
  });

  it('are never read when they are not what was saved', async () => {
    const folder = temporaryFolder();
    const files = openAttachmentFiles({ folder });
    const attachment = await files.save('a.png', png);
    const path = join(folder, 'attachments', attachment.sha256.slice(0, 2), attachment.sha256);
    writeFileSync(path, Buffer.concat([png, Buffer.from('more')]));
    await expect(files.readImage(attachment)).rejects.toThrow('E_STORAGE: attachment-damaged');
    // Attaching the same file again heals it.
    await files.save('a.png', png);
    expect((await files.readImage(attachment)).mediaType).toBe('image/png');
    rmSync(path);
    await expect(files.readImage(attachment)).rejects.toThrow('E_STORAGE: attachment-missing');
    const outside = { ...attachment, sha256: '../../../etc/passwd' };
    await expect(files.readText(outside)).rejects.toThrow('E_STORAGE: attachment-damaged');
  });

  it.skipIf(process.platform === 'win32')('hold nothing up where something else took their place', async () => {
    const folder = temporaryFolder();
    const files = openAttachmentFiles({ folder });
    const attachment = await files.save('a.png', png);
    const path = join(folder, 'attachments', attachment.sha256.slice(0, 2), attachment.sha256);
    rmSync(path);
    // A device that never ends.
    symlinkSync('/dev/zero', path);
    await expect(files.readImage(attachment)).rejects.toThrow('E_STORAGE: attachment-damaged');
    rmSync(path);
    // A pipe that nobody writes to.
    execFileSync('mkfifo', [path]);
    await expect(files.readBytes(attachment)).rejects.toThrow('E_STORAGE: attachment-damaged');
  });
});
