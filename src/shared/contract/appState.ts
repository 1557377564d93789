/** Something the user must be told once, such as a file that was set aside. Worded by the page. */
export interface AppNotice {
  readonly id: string;
  readonly kind:
    | 'settings-set-aside'
    | 'settings-restored-from-backup'
    | 'secrets-set-aside'
    | 'secrets-restored-from-backup'
    | 'history-set-aside'
    | 'history-backup-used'
    | 'history-salvaged'
    | 'answers-interrupted'
    | 'careful-start'
    | 'history-damaged'
    | 'disk-full'
    | 'storage-failed'
    | 'storage-busy'
    | 'data-folder-gone'
    | 'backup-copy-failed'
    | 'daily-backup-failed'
    | 'daily-backup-no-space'
    | 'history-restored'
    | 'restore-failed';
  /** File name (never a path), count, or megabytes needed, by kind. */
  readonly detail?: string | undefined;
}

/** An engine that answered on one of this machine's usual ports. */
export interface LocalEngine {
  readonly vendorId: string;
  readonly baseUrl: string;
  readonly modelIds: readonly string[];
}
