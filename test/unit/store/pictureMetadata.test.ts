import { describe, expect, it } from 'vitest';
import { openAttachmentFiles } from '../../../electron/store/attachments';
import { withoutMetadata } from '../../../electron/store/pictureMetadata';
import { pictureSize } from '../../../electron/store/pictureSize';
import { temporaryFolder } from '../../support/temporaryFolder';

const place = 'GPS 31.2304 N 121.4737 E';
const latin = (text: string) => Buffer.from(text, 'latin1');

const segment = (marker: number, content: string) =>
  latin(
    `\xff${String.fromCharCode(marker)}${String.fromCharCode((content.length + 2) >> 8, (content.length + 2) & 255)}${content}`,
  );
/** Exif of one entry, which way is up, in either order of bytes, and then the place. */
const exif = (orientation: number, isLittle = false) => {
  const value = String.fromCharCode(orientation);
  return segment(
    0xe1,
    isLittle
      ? `Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0${value}\0\0\0\0\0\0\0${place}`
      : `Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0${value}\0\0\0\0\0\0${place}`,
  );
};
const upright = latin('\xff\xe1\0\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0');
const start = latin('\xff\xd8');
const end = latin('\xff\xd9');
const jfif = segment(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\0\0');
const profile = segment(0xe2, 'ICC_PROFILE\0\x01\x01colours');
const adobe = segment(0xee, 'Adobe\0d\0\0\0\0\x01');
const frame = segment(0xc2, '\x08\0\x09\x01\x40\x01\x01\x11\0');
/** Data with a stuffed byte, a restart and a filling byte. */
const scan = Buffer.concat([segment(0xda, '\x01\x01\0\0\x3f\0'), latin('ab\xff\0cd\xff\xd0ef\xff')]);
const tables = segment(0xc4, 'tables');

describe('a picture is sent without what stands beside it', () => {
  it.each<[string, readonly Buffer[], readonly Buffer[]]>([
    [
      'a photo with place, owner, comment and thumbnail',
      [
        start,
        jfif,
        segment(0xe0, `JFXX\0${place}`),
        exif(1),
        segment(0xed, `Photoshop ${place}`),
        profile,
        segment(0xfe, place),
        adobe,
        frame,
        scan,
        end,
      ],
      [start, jfif, profile, adobe, frame, scan, end],
    ],
    ['a photo that was turned', [start, exif(6), frame, scan, end], [start, upright, frame, scan, end]],
    ['one of the other order of bytes', [start, exif(6, true), frame, scan, end], [start, upright, frame, scan, end]],
    [
      'a photo with a film behind it',
      [start, segment(0xe2, `MPF\0${place}`), frame, scan, end, latin(`ftyp${place}`)],
      [start, frame, scan, end],
    ],
    [
      'one of several scans',
      [start, frame, scan, tables, scan, segment(0xfe, place), scan, end],
      [start, frame, scan, tables, scan, scan, end],
    ],
    [
      'one with other bytes between its segments',
      [start, latin('xx\xff\0'), exif(1), latin('xx'), frame, latin('x'), segment(0xfe, place), scan, end],
      [start, frame, scan, end],
    ],
    ['one that breaks off in the place', [start, frame, exif(1).subarray(0, -2)], [start, frame]],
    ['one that breaks off', [start, exif(1), frame, scan], [start, frame, scan]],
    [
      'one whose place leads out of it',
      [start, segment(0xe1, `Exif\0\0MM\0*\xff\xff\xff\xff${place}`), frame, scan, end],
      [start, frame, scan, end],
    ],
  ])('JPEG: %s', (_name, given, left) => {
    const stripped = Buffer.from(withoutMetadata('image/jpeg', Buffer.concat(given)));
    expect(stripped.toString('latin1')).toBe(Buffer.concat(left).toString('latin1'));
    expect(Buffer.from(withoutMetadata('image/jpeg', stripped)).equals(stripped)).toBe(true);
  });

  const chunk = (type: string, content: string) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    return Buffer.concat([length, latin(type), latin(content), latin('crc!')]);
  };
  const png = latin('\x89PNG\r\n\x1a\n');
  const header = chunk('IHDR', '\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0');
  const image = [chunk('iCCP', 'colours'), chunk('acTL', '12345678'), chunk('IDAT', 'data'), chunk('fdAT', 'more')];

  it('JPEG: of a file that is made of nothing but marks no more is looked through than any camera writes', () => {
    const empty = segment(0xe1, '');
    const file = Buffer.concat([start, ...Array.from({ length: 12_000 }, () => empty), end]);
    const bare = withoutMetadata('image/jpeg', file);
    expect(bare.length).toBe(start.length + 2_000 * empty.length + end.length);
  });

  it('PNG: texts, times, Exif, private chunks and what is appended', () => {
    const given = [png, header, chunk('tEXt', place), chunk('iTXt', place), chunk('zTXt', place), chunk('eXIf', place)];
    const rest = [chunk('tIME', '1234567'), chunk('caBX', place), ...image, chunk('IEND', ''), latin(place)];
    const stripped = withoutMetadata('image/png', Buffer.concat([...given, ...rest]));
    expect(Buffer.from(stripped)).toEqual(Buffer.concat([png, header, ...image, chunk('IEND', '')]));
  });

  const part = (name: string, content: string) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(content.length);
    return Buffer.concat([latin(name), length, latin(content), Buffer.alloc(content.length % 2)]);
  };
  const webp = (...parts: readonly Buffer[]) => {
    const content = Buffer.concat([latin('WEBP'), ...parts]);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(content.length);
    return Buffer.concat([latin('RIFF'), length, content]);
  };

  it('WebP: Exif, XMP, their marks in the header, and what is appended', () => {
    const given = webp(
      part('VP8X', '\x3c\0\0\x0a3456'),
      part('ICCP', 'odd'),
      part('VP8 ', 'data'),
      part('EXIF', place),
      part('XMP ', `${place}!`),
    );
    const stripped = withoutMetadata('image/webp', Buffer.concat([given, latin(place)]));
    expect(Buffer.from(stripped)).toEqual(
      webp(part('VP8X', '\x30\0\0\x0a3456'), part('ICCP', 'odd'), part('VP8 ', 'data')),
    );
  });

  it('GIF: comments, XMP and what is appended, but not how often it runs', () => {
    const head = latin('GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff');
    const loop = latin('!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0');
    const xmp = latin(`!\xff\x0bXMP DataXMP${String.fromCharCode(place.length)}${place}\0`);
    const note = latin(`!\xfe${String.fromCharCode(place.length)}${place}\0`);
    const control = latin('!\xf9\x04\0\0\0\0\0');
    const picture = latin(',\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0');
    const given = Buffer.concat([head, loop, note, xmp, control, picture, latin(';'), latin(place)]);
    expect(Buffer.from(withoutMetadata('image/gif', given))).toEqual(
      Buffer.concat([head, loop, control, picture, latin(';')]),
    );
  });

  it.each(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/bmp'])(
    '%s of a few bytes stays as it is',
    type => {
      for (const text of ['', '\xff\xd8', '\x89PNG', 'RIFF\0\0\0\0WEBPVP8 ', 'GIF89a', '\xff\xd8\xff\xdb\xff\xff'])
        expect(Buffer.from(withoutMetadata(type, latin(text))).toString('latin1')).toBe(text);
    },
  );

  it.each<[string, string, Buffer, string]>([
    ['image/png', 'empty chunks of data', png, '\0\0\0\0IDATcrc!'],
    ['image/png', 'empty texts and empty chunks by turns', png, '\0\0\0\0tEXtcrc!\0\0\0\0fdATcrc!'],
    ['image/webp', 'empty frames', latin('RIFF\xf8\xff\x3f\x01WEBP'), 'ANMF\0\0\0\0'],
    ['image/webp', 'empty Exif and frames by turns', latin('RIFF\xf8\xff\x3f\x01WEBP'), 'EXIF\0\0\0\0ANMF\0\0\0\0'],
    ['image/gif', 'empty extensions', latin('GIF89a\x01\0\x01\0\0\0\0'), '!\xf9\0'],
    ['image/gif', 'empty data of applications', latin('GIF89a\x01\0\x01\0\0\0\0'), '!\xff\0'],
    ['image/gif', 'frames of nothing', latin('GIF89a\x01\0\x01\0\0\0\0'), ',\0\0\0\0\x01\0\x01\0\0\x02\0'],
  ])('%s of 20 MB of %s holds nothing up', (type, _name, head, unit) => {
    const file = Buffer.alloc(20 * 1024 * 1024);
    file.fill(unit, head.copy(file), 'latin1');
    const tries = Array.from({ length: 3 }, () => {
      const begunAt = performance.now();
      pictureSize(type, file);
      withoutMetadata(type, file);
      return performance.now() - begunAt;
    });
    expect(Math.min(...tries)).toBeLessThan(250);
  });

  it('also when it was attached before, its file being kept as it was', async () => {
    const files = openAttachmentFiles({ folder: temporaryFolder() });
    const given = Buffer.concat([start, exif(6), frame, scan, end]);
    const attachment = await files.save('photo.jpg', given);
    const { base64, mediaType, widthPx } = await files.readImage(attachment);
    expect([mediaType, widthPx, Buffer.from(base64, 'base64').includes(place)]).toEqual(['image/jpeg', 320, false]);
    expect(await files.readBytes(attachment)).toEqual(given);
  });
});
