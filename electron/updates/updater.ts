import type { Release, UpdateProblem, UpdateState, UpdateStep } from '../../src/shared/domain/update';
import { isNewerVersion } from '../../src/shared/domain/version';
import type { UpdateChannel } from './updateChannel';
import { downloadUpdate } from './updateDownload';
import { fetchText, type UpdateFetch } from './updateFetch';
import type { UpdateInstaller } from './updateInstaller';
import { fileFor, readManifest, type UpdateFile } from './updateManifest';
import { problemOf } from './updateProblem';
import { openEnvelope } from './updateSignature';

export interface UpdaterOptions {
  /** Undefined when the build has none: then nothing is ever asked for. */
  readonly channel: UpdateChannel | undefined;
  readonly currentVersion: string;
  readonly arch: string;
  /** Undefined when this package is replaced by other means, such as a system's package manager. */
  readonly installer: UpdateInstaller | undefined;
  readonly fetch: UpdateFetch;
  /** Folder for downloads; cleared before each. */
  readonly folder: string;
  /** Whether the user switched on that it looks by itself. */
  readonly isAutomatic: () => boolean;
  /** Answers that are being written. A restart waits for them. */
  readonly liveCount: () => number;
  readonly quit: () => void;
  readonly onState: (state: UpdateState) => void;
  readonly wallMs: () => number;
  readonly setTimer: (run: () => void, delayMs: number) => () => void;
  readonly log: (text: string) => void;
}

const maxManifestBytes = 200_000;
const idleMs = 60_000;
const firstCheckMs = 30_000;
const checkEveryMs = 24 * 60 * 60 * 1000;
/** The page is told of progress no oftener. */
const progressEveryMs = 200;

interface Found {
  readonly release: Release;
  readonly file: UpdateFile;
}

/**
 * Looks for a newer version, fetches it when the user wants it, and puts it in place at the end of the program. Believes nothing but what
 * the key of the build signed, takes nothing that is not newer, and leaves the running program alone whatever fails.
 */
export class Updater {
  readonly #options: UpdaterOptions;
  #state: UpdateState;
  #found: Found | undefined;
  #running: AbortController | undefined;
  #cancelTimer: (() => void) | undefined;
  #willRestart = false;

  constructor(options: UpdaterOptions) {
    this.#options = options;
    this.#state = options.channel === undefined ? { kind: 'no-channel' } : { kind: 'idle' };
  }

  state(): UpdateState {
    return this.#state;
  }

  /** Looks by itself from now on, as long as the user has that switched on. To be called again when the switch was moved. */
  follow(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (this.#options.channel === undefined || !this.#options.isAutomatic()) return;
    const look = (delayMs: number) => {
      this.#cancelTimer = this.#options.setTimer(() => {
        if (!this.#options.isAutomatic()) return;
        look(checkEveryMs);
        void this.check();
      }, delayMs);
    };
    look(firstCheckMs);
  }

  /** Asks whether there is a newer version. Does nothing while one is fetched or waits for the end of the program. */
  async check(): Promise<void> {
    const { channel } = this.#options;
    if (channel === undefined || this.#running !== undefined || this.#state.kind === 'ready') return;
    await this.#step('check', 'no-answer', async signal => {
      this.#tell({ kind: 'checking' });
      const options = { idleMs, signal, maxBytes: maxManifestBytes };
      const text = await fetchText(this.#options.fetch, channel.feed, options);
      this.#found = this.#choose(readManifest(openEnvelope(text, channel.publicKey)));
      if (this.#found === undefined) this.#tell({ kind: 'idle', checkedAt: this.#options.wallMs() });
      else this.#tellAvailable(this.#found);
    });
  }

  #choose(manifest: ReturnType<typeof readManifest>): Found | undefined {
    const { installer, arch, currentVersion } = this.#options;
    // Whoever can show an old description, which was signed in its time, must not bring back an old version.
    if (!isNewerVersion(manifest.version, currentVersion)) return undefined;
    const file = installer === undefined ? manifest.files[0] : fileFor(manifest, installer.kind, arch);
    if (file === undefined) return undefined;
    return { file, release: { version: manifest.version, notes: manifest.notes, sizeBytes: file.sizeBytes } };
  }

  #tellAvailable({ release }: Found): void {
    this.#tell({ kind: 'available', release, isInstallable: this.#options.installer !== undefined });
  }

  /** Fetches what `check` found and makes it ready. */
  async download(): Promise<void> {
    const { channel, installer, fetch, folder } = this.#options;
    const found = this.#found;
    if (channel === undefined || installer === undefined || found === undefined) return;
    if (this.#running !== undefined || this.#state.kind === 'ready') return;
    const { release, file } = found;
    await this.#step('download', 'not-installed', async signal => {
      let toldMs = 0;
      this.#tell({ kind: 'downloading', release, doneBytes: 0 });
      const path = await downloadUpdate({
        fetch,
        folder,
        file,
        feed: channel.feed,
        name: fileName(installer.kind, release.version),
        idleMs,
        signal,
        onProgress: doneBytes => {
          const nowMs = this.#options.wallMs();
          if (Math.abs(nowMs - toldMs) < progressEveryMs) return;
          toldMs = nowMs;
          this.#tell({ kind: 'downloading', release, doneBytes });
        },
      });
      await installer.prepare(path, file);
      signal.throwIfAborted();
      this.#tell({ kind: 'ready', release, isWaiting: false });
    });
  }

  /** Stops a download; what was found stays found. */
  cancel(): void {
    if (this.#state.kind === 'ready') this.#tell({ ...this.#state, isWaiting: false });
    this.#running?.abort();
  }

  /** Quits and starts the new version: at once, or when no answer is being written any more. */
  restart(): void {
    if (this.#state.kind !== 'ready') return;
    this.#tell({ ...this.#state, isWaiting: true });
    this.noteAnswerEnded();
  }

  /** An answer ended: the restart that waited for it may come. */
  noteAnswerEnded(): void {
    if (this.#state.kind !== 'ready' || !this.#state.isWaiting || this.#options.liveCount() > 0) return;
    this.#willRestart = true;
    this.#options.quit();
  }

  /** The user does not quit after all: the new version waits until it is asked for again, or for the end of the program. */
  noteStay(): void {
    this.#willRestart = false;
    if (this.#state.kind === 'ready' && this.#state.isWaiting) this.#tell({ ...this.#state, isWaiting: false });
  }

  /** Looks no more and ends what it does. */
  stop(): void {
    this.#cancelTimer?.();
    this.#running?.abort();
  }

  /** The last thing before the program ends. Never fails: the old version stays when the new one cannot take its place. */
  async close(): Promise<void> {
    this.stop();
    if (this.#state.kind !== 'ready') return;
    const { version } = this.#state.release;
    try {
      await this.#options.installer?.install(this.#willRestart);
      this.#options.log(`update: ${version} takes the place of ${this.#options.currentVersion}`);
    } catch (error) {
      this.#options.log(`update: ${version} could not be installed: ${problemOf(error, 'not-installed')}`);
    }
  }

  async #step(step: UpdateStep, otherwise: UpdateProblem, run: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const running = new AbortController();
    this.#running = running;
    try {
      await run(running.signal);
    } catch (error) {
      if (running.signal.aborted) {
        if (this.#found === undefined) this.#tell({ kind: 'idle' });
        else this.#tellAvailable(this.#found);
        return;
      }
      const problem = problemOf(error, otherwise);
      this.#options.log(`update: ${step} failed: ${String(error)}`);
      if (step === 'check') this.#found = undefined;
      this.#tell({
        kind: 'failed',
        step: problem === 'not-installed' ? 'install' : step,
        problem,
        release: this.#found?.release,
      });
    } finally {
      this.#running = undefined;
    }
  }

  #tell(state: UpdateState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}

/** What the file is called on the disk: Windows wants its ending, and nothing of the server's choice is in it. */
function fileName(kind: UpdateInstaller['kind'], version: string): string {
  const endings = { appimage: 'AppImage', nsis: 'exe', 'mac-zip': 'zip' };
  return `couplet-${version}.${endings[kind]}`;
}
