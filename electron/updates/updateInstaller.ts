import type { PackageKind, UpdateFile } from './updateManifest';

/** How a kind of package puts a new one in its place. */
export interface UpdateInstaller {
  readonly kind: PackageKind;
  /**
   * Does everything that takes time and can fail, without touching the program that runs: called once the file is whole. `file` lies in a
   * folder that may be cleared afterwards only by the next download.
   */
  readonly prepare: (path: string, file: UpdateFile) => Promise<void>;
  /** The last step, at the end of the program. Must leave the old program whole when it fails. */
  readonly install: (willRestart: boolean) => Promise<void>;
}
