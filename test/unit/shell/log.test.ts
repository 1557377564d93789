import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog, redact } from '../../../electron/shell/log';

describe('what a log may hold', () => {
  it.each([
    ['Incorrect API key sk-CANARY0123456789abcdef', 'CANARY'],
    ['Authorization: Bearer abc.def.CANARY', 'CANARY'],
    ['key bce-v3/ALTAK-CANARY/secret refused', 'CANARY'],
    ['proxy http://me:CANARY@proxy:8080 refused', 'CANARY'],
    ['token eyJhbGciOiJIUzI1NiIs.CANARYpayload.sign', 'CANARY'],
    ['ENOENT /home/alice/.config/Couplet/settings.json', 'alice'],
    ['at run (file:///home/alice/couplet/main.js:1:2)', 'alice'],
    ['key ALTAK-CANARY0123 refused', 'CANARY'],
    ['Proxy-Authorization: Basic Q0FOQVJZOmhlcmU=', 'Q0FOQVJZ'],
    ['key tgp_CANARY0123456789', 'CANARY'],
    ['bell \u0007 and escape \u001b]52;c;x', '\u001b'],
    ['turned \u202Eround', '\u202E'],
    ['a second\u2028line', '\u2028'],
  ])('not the secret part of "%s"', (text, secret) => {
    expect(redact(text, '/home/alice')).not.toContain(secret);
  });

  it.each([
    ['C:\\Users\\Jürgen Ö', 'ENOENT C:\\Users\\Jürgen Ö\\AppData\\settings.json'],
    ['C:\\Users\\Jürgen Ö', JSON.stringify({ path: 'C:\\Users\\Jürgen Ö\\AppData' })],
    ['C:\\Users\\Jürgen Ö', 'at run (file:///C:/Users/J%C3%BCrgen%20%C3%96/AppData/main.js:1:2)'],
    ['/home/王 明', 'at run (file:///home/%E7%8E%8B%20%E6%98%8E/main.js:1:2)'],
  ])('not the home folder %s as it stands in %s', (folder, text) => {
    const line = redact(text, folder);
    expect(line).toContain('~');
    expect(line).not.toMatch(/J.{1,6}rgen|王|%E7/);
  });

  it('survives a home folder whose name is no proper text', () => {
    expect(redact('at /home/\uD800/x', '/home/\uD800')).toBe('at ~/x');
  });

  it('keeps the rest readable', () => {
    expect(redact('http://me:pw@proxy:8080 refused for sk-1234567890', '/root')).toBe(
      'http://me:[password]@proxy:8080 refused for [key]',
    );
  });
});

describe('the log file', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'couplet-log-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('gets one line an event, with the time', () => {
    const log = createLog(join(folder, 'couplet.log'), '/home/alice', () => Date.UTC(2026, 0, 2));
    log.write('started\nwith two lines');
    log.failure('history', new Error('disk'));
    const lines = readFileSync(join(folder, 'couplet.log'), 'utf8').trim().split('\n');
    expect(lines[0]).toBe('2026-01-02T00:00:00.000Z started ⏎ with two lines');
    expect(lines[1]).toContain('history: Error: disk');
  });

  it('never stops the program when it cannot be written', () => {
    const log = createLog(join(folder, 'missing', 'couplet.log'), '/home/alice', () => 0);
    expect(() => log.write('lost')).not.toThrow();
  });
});
