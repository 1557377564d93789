import { expect, it } from 'vitest';
import { refuseSwitches } from '../../../electron/shell/commandLine';

it('switches that run programs, open debuggers or loosen rules are taken off, others stay', () => {
  const given = new Set([
    'gpu-launcher',
    'remote-debugging-port',
    'disable-web-security',
    'blink-settings',
    'lang',
    'user-data-dir',
  ]);
  const removed = refuseSwitches({ hasSwitch: name => given.has(name), removeSwitch: name => void given.delete(name) });
  expect(removed).toEqual(['blink-settings', 'disable-web-security', 'gpu-launcher', 'remote-debugging-port']);
  expect([...given]).toEqual(['lang', 'user-data-dir']);
});
