/** Why a step of an update failed; the page words it. */
export type UpdateProblem =
  /** The server was not reached or broke off. */
  | 'no-answer'
  /** The server answered something that is no description of an update. */
  | 'bad-answer'
  /** The description was not signed by those who make Couplet. */
  | 'bad-signature'
  /** The file is not the one that the description names. */
  | 'damaged'
  | 'no-space'
  /** The folder of the program may not be written to, or the system refused the new one. */
  | 'not-installed';

export type UpdateStep = 'check' | 'download' | 'install';

/** How it stands with newer versions of the program. */
export type UpdateState =
  /** The build names no place to look at: nothing is ever asked for. */
  | { readonly kind: 'no-channel' }
  /** Nothing newer is known; `checkedAt` says when it was last looked for in this run. */
  | { readonly kind: 'idle'; readonly checkedAt?: number | undefined }
  | { readonly kind: 'checking' }
  /** `isInstallable`: this package can replace itself; one of a system's package manager cannot. */
  | { readonly kind: 'available'; readonly release: Release; readonly isInstallable: boolean }
  | { readonly kind: 'downloading'; readonly release: Release; readonly doneBytes: number }
  /** Takes the place of the running one when the program quits. `isWaiting`: it restarts once no answer is being written. */
  | { readonly kind: 'ready'; readonly release: Release; readonly isWaiting: boolean }
  | {
      readonly kind: 'failed';
      readonly step: UpdateStep;
      readonly problem: UpdateProblem;
      readonly release?: Release | undefined;
    };

export interface Release {
  readonly version: string;
  /** What changed: plain text, shown as it is. */
  readonly notes: string;
  readonly sizeBytes: number;
}
