import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../../electron/shell/log';
import { noteUncaughtErrors } from '../../../electron/shell/uncaughtErrors';
import { temporaryFolder } from '../../support/temporaryFolder';

function listen(flush: () => void) {
  const source = new EventEmitter();
  const file = join(temporaryFolder(), 'couplet.log');
  const clock = { ms: 0 };
  noteUncaughtErrors({ log: createLog(file, '/home/alice', () => 0), flush, nowMs: () => clock.ms, source });
  return { source, clock, log: () => readFileSync(file, 'utf8') };
}

describe('an error that nobody caught', () => {
  it.each(['uncaughtException', 'unhandledRejection'])(
    '(%s) is written down without keys and folders, and what is only in memory is saved',
    kind => {
      let flushed = 0;
      const { source, log } = listen(() => {
        flushed += 1;
      });
      source.emit(kind, new Error('refused: Bearer sk-CANARY0123456789 in /home/alice/secret'));
      expect(log()).toMatch(/uncaught exception|unhandled rejection/);
      expect(log()).toContain('refused');
      expect(log()).not.toMatch(/CANARY|alice/);
      expect(flushed).toBe(1);
    },
  );

  it('that comes again and again is written down each time and saved for once a second', () => {
    let flushed = 0;
    const { source, clock, log } = listen(() => {
      flushed += 1;
    });
    for (let count = 0; count < 100; count += 1) {
      clock.ms += 50;
      source.emit('uncaughtException', new Error(`number ${count}`));
    }
    expect(flushed).toBe(5);
    expect(
      log()
        .split('\n')
        .filter(line => line.includes('number')),
    ).toHaveLength(100);
  });

  it('does not become another one when saving fails too, or when it is no error at all', () => {
    const { source, log } = listen(() => {
      throw new Error('disk full');
    });
    source.emit('unhandledRejection', undefined);
    expect(log()).toContain('undefined');
    expect(log()).toContain('disk full');
  });
});
