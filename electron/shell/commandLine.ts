/**
 * Switches of Chromium that run other programs, open a debugger or loosen what keeps pages apart. Whoever starts the program with a link or
 * a file on the command line must not be able to pass them on.
 */
const refusedSwitches: readonly string[] = [
  'allow-file-access-from-files',
  'allow-running-insecure-content',
  'allow-sandbox-debugging',
  'auth-negotiate-delegate-allowlist',
  'auth-server-allowlist',
  'blink-settings',
  'browser-subprocess-path',
  'crash-dumps-dir',
  'custom-devtools-frontend',
  'disable-seccomp-filter-sandbox',
  'disable-site-isolation-for-policy',
  'disable-site-isolation-trials',
  'disable-web-security',
  'enable-blink-features',
  'gpu-launcher',
  'gpu-startup-dialog',
  'host-resolver-rules',
  'host-rules',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'js-flags',
  'load-extension',
  'log-net-log',
  'nacl-gdb',
  'net-log-capture-mode',
  'ppapi-plugin-launcher',
  'register-pepper-plugins',
  'remote-allow-origins',
  'remote-debugging-address',
  'remote-debugging-pipe',
  'remote-debugging-port',
  'renderer-cmd-prefix',
  'renderer-startup-dialog',
  'single-process',
  'ssl-key-log-file',
  'trace-startup',
  'trace-startup-file',
  'unsafely-treat-insecure-origin-as-secure',
  'utility-cmd-prefix',
  'utility-startup-dialog',
  'wait-for-debugger',
  'wait-for-debugger-children',
  'zygote-cmd-prefix',
];

/** What is used of Electron's command line. */
export interface CommandLine {
  readonly hasSwitch: (name: string) => boolean;
  readonly removeSwitch: (name: string) => void;
  readonly appendSwitch: (name: string, value: string) => void;
}

/** Takes the refused switches off, before anything acts on them. Names of those that were there. */
export function refuseSwitches(commandLine: Omit<CommandLine, 'appendSwitch'>): readonly string[] {
  const found = refusedSwitches.filter(name => commandLine.hasSwitch(name));
  for (const name of found) commandLine.removeSwitch(name);
  return found;
}

/**
 * Pages may hint at names that are to be looked up early, and no content policy forbids it: a name can carry words out to whoever answers
 * for it. Must run before the program is ready.
 */
export function forbidNameHints(commandLine: Pick<CommandLine, 'appendSwitch'>): void {
  commandLine.appendSwitch('blink-settings', 'dnsPrefetchingEnabled=false');
}
