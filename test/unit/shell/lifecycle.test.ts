import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Farewell, followLifecycle, type LifecycleOptions } from '../../../electron/shell/lifecycle';

const { app, powerMonitor } = vi.hoisted(() => {
  const listeners = () => {
    const known = new Map<string, ((...values: unknown[]) => void)[]>();
    return {
      on: (name: string, listener: (...values: unknown[]) => void) =>
        known.set(name, [...(known.get(name) ?? []), listener]),
      emit: (name: string, ...values: unknown[]) => {
        for (const listener of known.get(name) ?? []) listener(...values);
      },
      clear: () => known.clear(),
    };
  };
  return { app: { ...listeners(), quit: () => {} }, powerMonitor: listeners() };
});
vi.mock('electron', () => ({ app, powerMonitor }));

const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
let firstWindow: EventEmitter;
let shutDowns: number;
let quits: number;
let isAskedFirst: boolean;
let isAnyway: boolean;
let atTheEnd: (farewell: Farewell) => Promise<void>;
let before: readonly (readonly [string, readonly NodeJS.SignalsListener[]])[];

beforeEach(() => {
  app.clear();
  powerMonitor.clear();
  firstWindow = new EventEmitter();
  [shutDowns, quits] = [0, 0];
  [isAskedFirst, isAnyway] = [false, false];
  atTheEnd = async () => {};
  // As the system does: whoever asks to quit is asked first, and what shuts down is waited for.
  app.quit = () => {
    quits += 1;
    app.emit('before-quit', { preventDefault: () => {} });
  };
  before = signals.map(signal => [signal, process.listeners(signal) as NodeJS.SignalsListener[]] as const);
  followLifecycle({
    log: { write: () => {}, failure: () => {} },
    firstWindow: firstWindow as unknown as LifecycleOptions['firstWindow'],
    showWindow: () => {},
    beginQuit: () => !isAskedFirst || isAnyway,
    endAnyway: () => {
      isAnyway = true;
    },
    shutDown: async farewell => {
      shutDowns += 1;
      await atTheEnd(farewell);
    },
    afterSleep: () => {},
    beforeSleep: () => {},
  });
});

afterEach(() => {
  for (const [signal, listeners] of before) {
    for (const listener of process.listeners(signal as NodeJS.Signals)) {
      if (!listeners.includes(listener as NodeJS.SignalsListener))
        process.off(signal, listener as NodeJS.SignalsListener);
    }
  }
});

describe('the end of the program', () => {
  it.each<[string, () => void]>([
    [
      'the user of Windows logs out',
      () => {
        const window = new EventEmitter();
        app.emit('browser-window-created', {}, window);
        window.emit('session-end');
      },
    ],
    ['the user of Windows logs out while the first window is the only one', () => firstWindow.emit('session-end')],
    ['the machine is switched off', () => powerMonitor.emit('shutdown')],
    ['the last window is closed', () => app.emit('window-all-closed')],
  ])('saves at once when %s', (_name, end) => {
    end();
    expect(shutDowns).toBe(1);
  });

  it('shuts down once, however often it is asked for, and then quits', async () => {
    powerMonitor.emit('shutdown');
    powerMonitor.emit('shutdown');
    app.emit('window-all-closed');
    await new Promise(resolve => setImmediate(resolve));
    expect(shutDowns).toBe(1);
    expect(quits).toBe(4);
  });
  it('waits for a user who is asked first, and comes when quitting is wanted again', () => {
    isAskedFirst = true;
    app.quit();
    expect(shutDowns).toBe(0);
    isAskedFirst = false;
    app.quit();
    expect(shutDowns).toBe(1);
  });

  it.each<[string, () => void]>([
    ['the machine is switched off', () => powerMonitor.emit('shutdown')],
    ['a terminal hangs up', () => process.emit('SIGHUP')],
    [
      'the user of Windows logs out',
      () => {
        const window = new EventEmitter();
        app.emit('browser-window-created', {}, window);
        window.emit('session-end');
      },
    ],
  ])('waits for nobody when %s', (_name, end) => {
    isAskedFirst = true;
    app.quit();
    end();
    expect(shutDowns).toBe(1);
  });

  it('is waited for three seconds, and longer while the user is asked', async () => {
    vi.useFakeTimers();
    try {
      let answer = () => {};
      atTheEnd = async ({ waitFor }) => {
        await waitFor(new Promise<void>(resolve => (answer = resolve)));
        await new Promise(() => {});
      };
      app.quit();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(quits).toBe(1);
      answer();
      await vi.advanceTimersByTimeAsync(2_000);
      expect(quits).toBe(1);
      await vi.advanceTimersByTimeAsync(5_000);
      expect(quits).toBe(2);
    } finally {
      vi.useRealTimers();
    }
  });

  it('tells a question that waits when the system ends the program', () => {
    let ending: AbortSignal | undefined;
    atTheEnd = async farewell => {
      ending = farewell.ending;
    };
    app.quit();
    expect(ending?.aborted).toBe(false);
    powerMonitor.emit('shutdown');
    expect(ending?.aborted).toBe(true);
  });
});
