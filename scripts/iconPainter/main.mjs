// Paints a drawing in several sizes: reads the drawing and the sizes from the environment, prints the pictures as one line of JSON.
import { readFileSync } from 'node:fs';
import { app, BrowserWindow } from 'electron';

const { ICON_DRAWING = '', ICON_SIZES = '' } = process.env;

/** Runs in the page. */
const paint = `async (drawing, sizes) => {
  const image = new Image();
  image.src = 'data:image/svg+xml;base64,' + drawing;
  await image.decode();
  return sizes.map(size => {
    const canvas = new OffscreenCanvas(size, size);
    canvas.getContext('2d').drawImage(image, 0, 0, size, size);
    return canvas.convertToBlob({ type: 'image/png' }).then(blob => blob.arrayBuffer()).then(bytes =>
      btoa(Array.from(new Uint8Array(bytes), byte => String.fromCharCode(byte)).join('')));
  }).reduce(async (done, one) => [...(await done), await one], []);
}`;

app.whenReady().then(async () => {
  try {
    const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
    await window.loadURL('about:blank');
    const drawing = readFileSync(ICON_DRAWING).toString('base64');
    const sizes = ICON_SIZES.split(',').map(Number);
    const pictures = await window.webContents.executeJavaScript(
      `(${paint})(${JSON.stringify(drawing)}, ${JSON.stringify(sizes)})`,
    );
    process.stdout.write(`\npictures:${JSON.stringify(pictures)}\n`, () => app.exit(0));
  } catch (error) {
    process.stderr.write(String(error), () => app.exit(1));
  }
});
