// Files that hold one picture in several sizes. Both formats take PNG as it is.

/** @typedef {{ readonly size: number, readonly png: Buffer }} Picture */

/**
 * An icon for Windows (https://learn.microsoft.com/previous-versions/ms997538(v=msdn.10)).
 * @param {readonly Picture[]} pictures up to 256 pixels wide
 * @returns {Buffer}
 */
export function icoFile(pictures) {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [index, { size, png }] of pictures.entries()) {
    const at = 6 + 16 * index;
    // A width of 256 is written as 0.
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

/** The names of sizes in an icon for macOS; those of screens with doubled pixels stand beside the plain ones. */
const icnsNames = new Map([
  [16, ['icp4']],
  [32, ['icp5', 'ic11']],
  [64, ['ic12']],
  [128, ['ic07']],
  [256, ['ic08', 'ic13']],
  [512, ['ic09', 'ic14']],
  [1024, ['ic10']],
]);

/** The sizes that an icon for macOS holds. */
export const icnsSizes = [...icnsNames.keys()];

/**
 * An icon for macOS (https://en.wikipedia.org/wiki/Apple_Icon_Image_format).
 * @param {readonly Picture[]} pictures
 * @returns {Buffer}
 */
export function icnsFile(pictures) {
  const blocks = pictures.flatMap(({ size, png }) =>
    (icnsNames.get(size) ?? []).map(name => Buffer.concat([block(name, png.length + 8), png])),
  );
  const length = blocks.reduce((sum, { length: bytes }) => sum + bytes, 8);
  return Buffer.concat([block('icns', length), ...blocks]);
}

/** @param {string} name @param {number} length */
function block(name, length) {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32BE(length, 4);
  return head;
}
