import { app, BrowserWindow } from 'electron';

/** The least that an Electron program can be: one window with the same preferences as the product's, and a page that says hello. */
void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`data:text/html,${encodeURIComponent(page)}`);
});

const page = `<!doctype html><meta charset="utf-8"><title>Empty</title><body><input autofocus><p>Hello</p>`;
