import { closeSync, fsyncSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const ballastBytes = 1024 * 1024;
/** The ballast is laid down again only when this much would still be free. */
const comfortableBytes = 64 * 1024 * 1024;

/** A file that holds room for the moment when the disk is full. */
export interface Ballast {
  /** Lays the file down when it is missing and the disk has room. Never throws. */
  readonly lay: () => void;
  /** Gives the room back. True when there was some, so that a failed write is worth a second try. */
  readonly release: () => boolean;
}

/**
 * One megabyte in the data folder, given back when the disk is full: enough to save the answers that were streaming.
 */
export function createBallast(folder: string): Ballast {
  const path = join(folder, 'ballast');

  return {
    lay: () => {
      try {
        const found = statSync(path, { throwIfNoEntry: false });
        // Opening a pipe would wait for ever.
        if (found?.size === ballastBytes || found?.isFile() === false) return;
        if (freeBytes(folder) < comfortableBytes) return;
        // Random-looking bytes, so that a compressing file system keeps real room.
        const content = new Uint8Array(ballastBytes);
        for (let offset = 0; offset < content.length; offset += 65_536) {
          crypto.getRandomValues(content.subarray(offset, offset + 65_536));
        }
        const file = openSync(path, 'w', 0o600);
        try {
          writeSync(file, content);
          fsyncSync(file);
        } finally {
          closeSync(file);
        }
      } catch {
        // Room for later is a comfort, not a condition.
      }
    },
    release: () => {
      try {
        const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
        rmSync(path, { force: true });
        return size > 0;
      } catch {
        return false;
      }
    },
  };
}

/** Bytes that this user may still write into the file system of `folder`. */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
