import * as electron from 'electron';

/** The clipboard of Electron before its functions became those of the web; the oldest runtime we support has this one. */
interface OlderClipboard {
  readonly writeImage?: (image: electron.NativeImage) => void;
}

/** Puts a PNG on the clipboard. */
export async function copyPicture(png: Buffer): Promise<void> {
  const older: OlderClipboard = electron.clipboard as object;
  if (older.writeImage !== undefined) {
    older.writeImage.call(electron.clipboard, electron.nativeImage.createFromBuffer(png));
    return;
  }
  const blob = new Blob([new Uint8Array(png)], { type: 'image/png' });
  await electron.clipboard.write([new electron.ClipboardItem({ 'image/png': blob })]);
}
