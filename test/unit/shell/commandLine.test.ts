import { expect, it } from 'vitest';
import { refuseSwitches } from '../../../electron/shell/commandLine';

it('switches that run programs, open debuggers or loosen rules are taken off, others stay', () => {
  const given = new Set([
    'gpu-launcher',
    'remote-debugging-port',
    'disable-web-security',
    'blink-settings',
    'single-process',
    'disable-seccomp-filter-sandbox',
    'trace-startup-file',
    'lang',
    'user-data-dir',
  ]);
  const removed = refuseSwitches({ hasSwitch: name => given.has(name), removeSwitch: name => void given.delete(name) });
  expect(removed).toEqual([
    'blink-settings',
    'disable-seccomp-filter-sandbox',
    'disable-web-security',
    'gpu-launcher',
    'remote-debugging-port',
    'single-process',
    'trace-startup-file',
  ]);
  expect([...given]).toEqual(['lang', 'user-data-dir']);
});
