import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Midnight at which the present day began, in the time zone of this machine; the list is grouped anew when the day changes. */
export function useToday(): number {
  return useSyncExternalStore(subscribe, todayMs);
}

function todayMs(): number {
  return new Date().setHours(0, 0, 0, 0);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    addEventListener('focus', tell);
    document.addEventListener('visibilitychange', tell);
    wait();
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearTimeout(timer);
    removeEventListener('focus', tell);
    document.removeEventListener('visibilitychange', tell);
  };
}

function tell(): void {
  for (const listener of listeners) listener();
}

/** The computer may sleep over midnight, or be taken into another time zone, where midnight is sooner. */
const longestWaitMs = 5 * 60 * 1_000;

/** To the next midnight by the calendar: a day has 23 or 25 hours twice a year. */
function wait(): void {
  const now = new Date();
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime();
  timer = setTimeout(
    () => {
      tell();
      wait();
    },
    Math.min(longestWaitMs, midnight - now.getTime() + 500),
  );
}
