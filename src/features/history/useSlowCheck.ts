import { useEffect, useState } from 'react';
import { useApp } from '../../state/app';

/** A check that is over sooner needs no words. */
const slowMs = 1_000;

/** Whether the history is being looked at after an end that was not a clean one, for so long that it is worth saying. */
export function useSlowCheck(): boolean {
  const isChecking = useApp(state => state.isCheckingHistory);
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    if (!isChecking) return undefined;
    const timer = setTimeout(() => setSlow(true), slowMs);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [isChecking]);
  return isChecking && isSlow;
}
