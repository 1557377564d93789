import { describe, expect, it } from 'vitest';
import { watchHeartbeat } from '../../../electron/shell/heartbeat';

/** A page that answers, or not, and a clock that beats by hand. */
function watch() {
  const page = { isAnswering: true, isRefusing: false, isExpected: true, askedCount: 0, silences: 0, isEnded: false };
  let beat = () => {};
  const heartbeat = watchHeartbeat({
    ask: () => {
      page.askedCount += 1;
      if (page.isRefusing) return Promise.reject(new Error('no frame'));
      return page.isAnswering ? Promise.resolve(1) : new Promise(() => {});
    },
    isExpected: () => page.isExpected,
    onSilent: () => {
      page.silences += 1;
    },
    every: run => {
      beat = run;
      return () => {
        page.isEnded = true;
      };
    },
  });
  const beats = async (count: number) => {
    for (let index = 0; index < count; index += 1) {
      beat();
      await Promise.resolve();
      await Promise.resolve();
    }
  };
  return { page, beats, heartbeat };
}

describe('the heartbeat of a page', () => {
  it('never ends a page that answers', async () => {
    const { page, beats } = watch();
    await beats(100);
    expect(page).toMatchObject({ silences: 0, askedCount: 100 });
  });

  it('finds a page that hangs after several beats, and says so once', async () => {
    const { page, beats } = watch();
    await beats(3);
    page.isAnswering = false;
    await beats(15);
    expect(page.silences).toBe(0);
    await beats(1);
    expect(page.silences).toBe(1);
    await beats(20);
    expect(page.silences).toBe(1);
  });

  it('takes a refusal for a sign of life', async () => {
    const { page, beats } = watch();
    page.isRefusing = true;
    await beats(20);
    expect(page).toMatchObject({ silences: 0, askedCount: 20 });
  });

  it('asks the next page anew, and holds no old silence against it', async () => {
    const { page, beats, heartbeat } = watch();
    page.isAnswering = false;
    await beats(4);
    heartbeat.reset();
    page.isAnswering = true;
    await beats(20);
    expect(page.silences).toBe(0);
  });

  it('expects nothing of a page that is being loaded or held by a debugger', async () => {
    const { page, beats } = watch();
    page.isAnswering = false;
    page.isExpected = false;
    await beats(50);
    expect(page).toMatchObject({ silences: 0, askedCount: 0 });
  });

  it('ends with its window', () => {
    const { page, heartbeat } = watch();
    heartbeat.end();
    expect(page.isEnded).toBe(true);
  });
});
