import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app, BrowserWindow, dialog } from 'electron';
import { withExtension } from './withExtension';
import type { NativeWord, Words } from './words';

/** Dialogs of the system for files that are written and read. They begin in the folder that was chosen last. */
export class TransferDialogs {
  readonly #words: Words;
  readonly #notePath: string;
  readonly #writeNote: (path: string, text: string) => void;

  /** The folder is noted in `dataFolder`; `writeNote` replaces a file durably. */
  constructor(words: Words, dataFolder: string, writeNote: (path: string, text: string) => void) {
    this.#words = words;
    this.#notePath = join(dataFolder, 'transfer.json');
    this.#writeNote = writeNote;
  }

  async chooseFile(suggestedName: string, extension: string): Promise<string | undefined> {
    const options = {
      title: this.#words('native.saveExport'),
      defaultPath: join(this.#folder(), suggestedName),
      filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
      properties: ['createDirectory', 'showOverwriteConfirmation'] as const,
    };
    const window = shownWindow();
    const { canceled, filePath } = await (window === undefined
      ? dialog.showSaveDialog({ ...options, properties: [...options.properties] })
      : dialog.showSaveDialog(window, { ...options, properties: [...options.properties] }));
    if (canceled || filePath === '') return undefined;
    this.#remember(dirname(filePath));
    return withExtension(filePath, extension, existsSync);
  }

  async chooseFolder(): Promise<string | undefined> {
    const path = await this.#open('native.chooseExportFolder', ['openDirectory', 'createDirectory'], []);
    if (path !== undefined) this.#remember(path);
    return path;
  }

  /** For copies of backups; not remembered, because it is no place for exports. */
  chooseCopyFolder(): Promise<string | undefined> {
    return this.#open('native.chooseCopyFolder', ['openDirectory', 'createDirectory'], []);
  }

  async chooseImport(): Promise<string | undefined> {
    const filters = [
      { name: 'JSON, ZIP', extensions: ['json', 'zip', 'bak', 'txt'] },
      { name: '*', extensions: ['*'] },
    ];
    const path = await this.#open('native.chooseImport', ['openFile'], filters);
    if (path !== undefined) this.#remember(dirname(path));
    return path;
  }

  async #open(
    title: NativeWord,
    properties: ('openDirectory' | 'createDirectory' | 'openFile')[],
    filters: { name: string; extensions: string[] }[],
  ): Promise<string | undefined> {
    const options = { title: this.#words(title), defaultPath: this.#folder(), properties, filters };
    const window = shownWindow();
    const { canceled, filePaths } = await (window === undefined
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(window, options));
    return canceled ? undefined : filePaths[0];
  }

  #folder(): string {
    try {
      // Reading a pipe would wait for ever.
      if (!statSync(this.#notePath).isFile()) return app.getPath('documents');
      const note: unknown = JSON.parse(readFileSync(this.#notePath, 'utf8'));
      if (typeof note === 'object' && note !== null && 'folder' in note && typeof note.folder === 'string') {
        return note.folder;
      }
    } catch {
      // None was chosen yet.
    }
    return app.getPath('documents');
  }

  #remember(folder: string): void {
    try {
      this.#writeNote(this.#notePath, `${JSON.stringify({ folder })}\n`);
    } catch {
      // The next dialog begins where the system likes; the export itself goes on.
    }
  }
}

function shownWindow(): BrowserWindow | undefined {
  return BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
}
