import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AutoUpdater } from 'electron';
import type { UpdateInstaller } from './updateInstaller';
import type { UpdateFile } from './updateManifest';

/** What is used of Electron's own updater. */
export type NativeUpdater = Pick<
  AutoUpdater,
  'setFeedURL' | 'checkForUpdates' | 'quitAndInstall' | 'once' | 'removeListener'
>;

/**
 * Hands a downloaded file to the updater of macOS, which takes it from an address only: one on this machine that nobody else can guess,
 * served until it was fetched. It accepts a bundle only when that is signed by whoever signed the running one, and puts it in place when
 * the program ends.
 */
export function createMacInstaller(native: NativeUpdater): UpdateInstaller {
  return {
    kind: 'mac-zip',
    async prepare(path, file) {
      const served = await serveOnce(path, file);
      try {
        await new Promise<void>((resolve, reject) => {
          const done = () => {
            native.removeListener('error', failed);
            resolve();
          };
          const failed = (error: Error) => {
            native.removeListener('update-downloaded', done);
            reject(error);
          };
          native.once('update-downloaded', done);
          native.once('error', failed);
          native.setFeedURL({ url: served.feed });
          native.checkForUpdates();
        });
      } finally {
        served.close();
      }
    },
    async install(willRestart) {
      // Without a restart the system puts the new one in place by itself when the program ends.
      if (willRestart) native.quitAndInstall();
    },
  };
}

/** A file and its description at two addresses on this machine, behind a word that is new each time. */
async function serveOnce(
  path: string,
  { sizeBytes }: UpdateFile,
): Promise<{ readonly feed: string; close: () => void }> {
  const secret = randomBytes(24).toString('hex');
  const server = createServer((request, response) => {
    if (request.url === `/${secret}/feed.json`) {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ url: `${base()}/file.zip` }));
    } else if (request.url === `/${secret}/file.zip`) {
      response.setHeader('content-type', 'application/zip');
      response.setHeader('content-length', sizeBytes);
      createReadStream(path)
        .on('error', () => response.destroy())
        .pipe(response);
    } else {
      response.statusCode = 404;
      response.end();
    }
  });
  const base = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${secret}`;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    feed: `${base()}/feed.json`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
