// @vitest-environment happy-dom
import { act, createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, it, onTestFinished, vi } from 'vitest';
import { useToday } from '../../../src/state/today';

const minuteMs = 60_000;

it('the present day follows this machine into another time zone, and begins anew at its midnight', async () => {
  vi.stubEnv('TZ', 'UTC');
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.useFakeTimers({ now: Date.UTC(2026, 4, 1, 10) });
  let shown = 0;
  const Shown = () => {
    shown = useToday();
    return null;
  };
  const root = createRoot(document.createElement('div'));
  onTestFinished(() => {
    act(() => root.unmount());
    vi.useRealTimers();
    vi.unstubAllEnvs();
    vi.unstubAllGlobals();
  });
  act(() => root.render(createElement(Shown)));
  expect(shown).toBe(Date.UTC(2026, 4, 1));

  vi.stubEnv('TZ', 'Asia/Shanghai');
  await act(() => vi.advanceTimersByTimeAsync(10 * minuteMs));
  expect(shown).toBe(Date.UTC(2026, 3, 30, 16));
  // There it is midnight long before it was where the page was opened.
  await act(() => vi.advanceTimersByTimeAsync(6 * 60 * minuteMs));
  expect(shown).toBe(Date.UTC(2026, 4, 1, 16));
});
