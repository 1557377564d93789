import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const run = (command: string, ...words: string[]) => execFileSync(command, words, { stdio: 'pipe' });

/** Why no disk can be made here; undefined when one can. */
export function whyNoDisk(): string | undefined {
  if (process.platform !== 'linux') return 'only Linux has disks made of a file';
  if (process.getuid?.() !== 0) return 'mounting a disk needs root';
  try {
    for (const command of ['mkfs.ext4', 'mount', 'losetup']) run('sh', '-c', `command -v ${command}`);
    run('losetup', '--find');
    return undefined;
  } catch (error) {
    return `no loop device: ${error instanceof Error ? error.message.split('\n')[0] : error}`;
  }
}

/**
 * An ext4 disk made of a file. What a program wrote and did not flush is in the memory of the system and not in that file: a copy of it is what
 * stands on the disk after the power was cut in that moment.
 */
export class LoopDisk {
  readonly #folder: string;
  readonly #image: string;
  #cutCount = 0;

  constructor(folder: string, sizeMb = 96) {
    this.#folder = folder;
    this.#image = join(folder, 'disk.img');
    run('truncate', '-s', `${sizeMb}M`, this.#image);
    run('mkfs.ext4', '-q', '-F', this.#image);
  }

  /** Mounts the disk; it is taken away when the test ends. */
  mount(): string {
    return this.#mount(this.#image, 'disk');
  }

  /** Writes down everything that was put there so far. */
  flush(): void {
    run('sync');
  }

  /** The disk as it would be found after the power was cut now. Whoever writes to it must have been stopped. */
  cutPower(): string {
    this.#cutCount += 1;
    const copy = join(this.#folder, `cut-${this.#cutCount}.img`);
    copyFileSync(this.#image, copy);
    return this.#mount(copy, `cut-${this.#cutCount}`);
  }

  #mount(image: string, name: string): string {
    const place = join(this.#folder, name);
    mkdirSync(place);
    run('mount', '-o', 'loop', image, place);
    onTestFinished(() => void run('umount', '-l', place));
    return place;
  }
}
