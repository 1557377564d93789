import type { KeyState } from '../../src/shared/domain/connection';
import { CallError } from '../../src/shared/domain/errors';
import type { SecretStatus } from '../../src/shared/domain/secret';
import type { SecretBackend } from './secretBackend';
import { SecretDataKeys, within } from './secretDataKeys';
import { keepReplaced, readSecretFile, type SecretFileReading, secretFileText, writeSecretFile } from './secretFile';
import {
  type DataKeyRecord,
  openSecret,
  type SecretBinding,
  type SecretFileContent,
  type SecretRecord,
  sealSecret,
} from './secretRecord';
import { neededKeys, recordState, type SecretSituation, secretMode, secretStatus } from './secretState';
import { SecretSystem } from './secretSystem';

/** A secret, or why there is none to be had now. A secret kept for this session only is `ok` too. */
type SecretReading =
  | { readonly state: 'ok'; readonly secret: string }
  | { readonly state: Exclude<KeyState, 'ok' | 'none-needed'> };

export interface SecretStoreOptions {
  /** Where the file of secrets stands. Made, open to its owner alone, when the first secret is saved. */
  readonly folder: string;
  readonly backend: SecretBackend;
  /** The keyring files its own key under this name. */
  readonly appName: string;
  readonly appVersion?: string;
  readonly clock?: () => number;
  /** Gets reasons and ids, never a secret. */
  readonly log: (message: string) => void;
  /** Longest wait for one answer of the keyring; 10 seconds when not said. */
  readonly timeoutMs?: number;
}

/** Where keys are kept. Every secret has a record of its own, bound to its vendor and address; see secretRecord. */
export interface SecretStore {
  /** Set when the file was damaged, or could not be read, when the program started. */
  readonly reading: Pick<SecretFileReading, 'readonly' | 'setAside'>;
  status(): SecretStatus;
  /** Hears every change of the status; answers the function that ends it. */
  onStatus(listener: (status: SecretStatus) => void): () => void;
  /** Looks at the keyring for the first time. To be called once the window can be used. Never rejects. */
  start(): Promise<void>;
  /** Looks again; lets a locked keyring ask its user, and wraps anew what is wrapped weakly. Waits no longer than one time-out for the user. */
  retry(): Promise<SecretStatus>;
  /** From now on secrets that are set stay in memory. */
  useSession(): Promise<SecretStatus>;
  /** Opens what a passphrase wraps, else sets the passphrase. E_SECRET `wrong-passphrase`. */
  usePassphrase(passphrase: string): Promise<SecretStatus>;
  /**
   * Saves a secret, on the disk when this resolves (or in memory for the session). E_SECRET with the reason `undecided`, `locked` or
   * `starting`; E_STORAGE with `disk-full`, `write-failed`, `unreadable` or `newer-version`.
   */
  set(id: string, binding: SecretBinding, secret: string): Promise<void>;
  /** Waits for the first look at the keyring when it is under way, else answers from memory. Never rejects. */
  get(id: string, binding: SecretBinding): Promise<SecretReading>;
  state(id: string): Exclude<KeyState, 'none-needed'>;
  has(id: string): boolean;
  /** Forgets a secret, in the backup as well. E_STORAGE as for `set`. */
  remove(id: string): Promise<void>;
  /** Waits for what is being saved, but not for a keyring that asks its user, and wipes what is open. Nothing is saved after that. */
  close(): Promise<void>;
}

/** Saving takes milliseconds; whoever waits longer waits for a keyring, and quitting must not. */
const closeTimeoutMs = 2_000;

/** Reads the file of secrets and nothing else: the keyring is first touched by `start`. */
export function openSecretStore(options: SecretStoreOptions): SecretStore {
  const { folder, backend, appName, log } = options;
  const clock = options.clock ?? Date.now;
  const timeoutMs = options.timeoutMs ?? 10_000;
  const reading = readSecretFile(folder, clock());
  const createdBy = options.appVersion === undefined ? appName : `${appName} ${options.appVersion}`;
  const keys = new SecretDataKeys({ backend, appName, createdBy, clock, log, timeoutMs });
  const system = new SecretSystem({ backend, keys, log, timeoutMs });
  const session = new Map<string, { readonly binding: SecretBinding; readonly secret: string }>();
  const listeners = new Set<(status: SecretStatus) => void>();

  let content = reading.content;
  let lastText = reading.readonly === undefined ? secretFileText(folder) : undefined;
  let isSession = false;
  let isClosed = false;
  let starting: Promise<void> | undefined;
  let tail: Promise<unknown> = Promise.resolve();
  let lastTold = '';

  const situation = (): SecretSituation => ({
    content,
    isReadonly: reading.readonly !== undefined,
    isSession,
    probe: system.probe,
    keys,
  });
  const status = () => secretStatus(situation());
  const record = (id: string) => content.secrets.find(candidate => candidate.id === id);

  const tell = () => {
    const now = status();
    const text = JSON.stringify(now);
    if (text === lastTold) return;
    lastTold = text;
    for (const listener of [...listeners]) listener(now);
  };
  lastTold = JSON.stringify(status());

  /** One change at a time, in the order of the calls. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const run = tail.then(work).finally(tell);
    tail = run.catch(() => {});
    return run;
  };

  /** Saves, then believes it. `isBackupToo` leaves nothing of the old content in the backup. */
  const save = async (next: SecretFileContent, isBackupToo = false) => {
    if (reading.readonly !== undefined) throw new CallError('E_STORAGE', reading.readonly);
    if (isClosed) throw new CallError('E_STORAGE', 'write-failed');
    const needed = new Set(neededKeys(next).map(({ id }) => id));
    // A data key that is closed and opens nothing can never be of use again.
    const dataKeys = next.dataKeys.filter(({ id }) => needed.has(id) || keys.bytes(id) !== undefined);
    const tidy = { ...next, dataKeys };
    try {
      const replaced = keepReplaced(folder, lastText, clock());
      if (replaced !== undefined) log(`secrets: another file had been put in place; it is kept as ${replaced}`);
      lastText = await writeSecretFile(folder, tidy);
      content = tidy;
      if (isBackupToo) lastText = await writeSecretFile(folder, tidy);
    } catch (error) {
      log(`secrets: not saved: ${String(error)}`);
      const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
      throw new CallError('E_STORAGE', isFull ? 'disk-full' : 'write-failed');
    }
  };

  const look = () => system.look(content.dataKeys);

  const wrapAgain = async (isWanted: (record: DataKeyRecord) => boolean) => {
    for (const old of neededKeys(content).filter(isWanted)) {
      if (system.probe?.state !== 'ok') return;
      try {
        const fresh = await keys.wrapAgain(old, system.probe.backend);
        const dataKeys = content.dataKeys.map(one => (one.id === old.id ? fresh.record : one));
        await save({ ...content, dataKeys }, true);
        keys.admit(old.id, fresh.bytes);
      } catch (error) {
        log(`secrets: data key ${old.id} was not wrapped anew: ${String(error)}`);
      }
    }
  };

  const isLocked = () =>
    system.probe?.state === 'locked' || neededKeys(content).some(({ id }) => keys.failure(id) === 'locked');

  /** The data key for a secret to be saved now, and the content that holds it. */
  const usableKey = async (): Promise<{ readonly keyId: string; readonly base: SecretFileContent }> => {
    const isPassphrase = secretMode(situation()) === 'passphrase';
    const open = content.dataKeys.findLast(
      one => (one.scrypt !== undefined) === isPassphrase && keys.bytes(one.id) !== undefined,
    );
    if (open !== undefined) return { keyId: open.id, base: content };
    if (isPassphrase) throw new CallError('E_SECRET', 'locked');
    const made = await system.newDataKey();
    if (made !== undefined) return { keyId: made.id, base: { ...content, dataKeys: [...content.dataKeys, made] } };
    const { mode, state } = status();
    throw new CallError('E_SECRET', mode === 'undecided' ? 'undecided' : state === 'starting' ? 'starting' : 'locked');
  };

  return {
    reading: { readonly: reading.readonly, setAside: reading.setAside },
    status,
    onStatus: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: () => {
      starting ??= inTurn(async () => {
        const isOnlyPassphrase = content.dataKeys.length > 0 && content.dataKeys.every(one => one.scrypt !== undefined);
        if (isOnlyPassphrase) return;
        await look();
        await wrapAgain(one => keys.isStale(one.id));
      }).finally(() => {
        starting = undefined;
      });
      return starting;
    },
    retry: () =>
      inTurn(async () => {
        await look();
        if (isLocked()) {
          await system.askUser(() => void inTurn(look));
          await look();
        }
        if (system.probe?.state === 'ok') isSession = false;
        await wrapAgain(one => keys.isWeak(one) || keys.isStale(one.id));
        return status();
      }),
    useSession: () =>
      inTurn(async () => {
        isSession = true;
        return status();
      }),
    usePassphrase: passphrase =>
      inTurn(async () => {
        if (content.dataKeys.some(one => one.scrypt !== undefined)) {
          const isOpened = await keys.openWithPassphrase(content.dataKeys, passphrase);
          if (!isOpened) throw new CallError('E_SECRET', 'wrong-passphrase');
        } else {
          const made = await keys.makeWithPassphrase(passphrase);
          await save({ ...content, dataKeys: [...content.dataKeys, made] });
        }
        isSession = false;
        return status();
      }),
    set: (id, binding, secret) =>
      inTurn(async () => {
        if (isSession) {
          session.set(id, { binding, secret });
          return;
        }
        if (reading.readonly !== undefined) throw new CallError('E_STORAGE', reading.readonly);
        const { keyId, base } = await usableKey();
        const sealed = sealSecret(keys.bytes(keyId) as Uint8Array, keyId, id, binding, secret, clock());
        await save({ ...base, secrets: [...base.secrets.filter(one => one.id !== id), sealed] });
        session.delete(id);
      }),
    get: async (id, binding) => {
      if (starting !== undefined) await within(timeoutMs, starting).catch(() => {});
      const kept = session.get(id);
      if (kept !== undefined) {
        return isSame(kept.binding, binding) ? { state: 'ok', secret: kept.secret } : { state: 'missing' };
      }
      const found = record(id);
      if (found === undefined) return { state: reading.readonly === undefined ? 'missing' : 'unavailable' };
      const bytes = keys.bytes(found.keyId);
      const secret = bytes === undefined ? undefined : openSecret(bytes, found, id, binding);
      if (secret !== undefined) return { state: 'ok', secret };
      const state = recordState(found, situation());
      return { state: state === 'ok' ? 'undecryptable' : state };
    },
    state: id => {
      if (session.has(id)) return 'session';
      const found: SecretRecord | undefined = record(id);
      if (found === undefined) return reading.readonly === undefined ? 'missing' : 'unavailable';
      return recordState(found, situation());
    },
    has: id => session.has(id) || record(id) !== undefined,
    remove: id =>
      inTurn(async () => {
        session.delete(id);
        if (reading.readonly !== undefined) throw new CallError('E_STORAGE', reading.readonly);
        if (record(id) === undefined) return;
        await save({ ...content, secrets: content.secrets.filter(one => one.id !== id) }, true);
        // A forgotten passphrase went with its last secret: now the keyring counts, which nobody needed to look at before.
        if (system.probe === undefined) await look();
      }),
    close: async () => {
      await within(closeTimeoutMs, tail).catch(() => {});
      isClosed = true;
      listeners.clear();
      session.clear();
      keys.forget();
    },
  };
}

function isSame(one: SecretBinding, other: SecretBinding): boolean {
  return one.vendorId === other.vendorId && one.origin === other.origin;
}
