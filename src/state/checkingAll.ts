import { create } from 'zustand';
import { call } from '../bridge';
import type { ConnectionReport } from '../shared/domain/connection';
import type { ErrorClass } from '../shared/domain/errors';
import type { ConnectionId } from '../shared/domain/ids';
import { checkConnection, useConnections } from './connections';

/** The check of all connections that runs or ran last. */
export interface CheckRun {
  readonly status: 'idle' | 'running' | 'done' | 'cancelled';
  readonly ids: readonly ConnectionId[];
  readonly doneCount: number;
}

export const useCheckRun = create<CheckRun>()(() => ({ status: 'idle', ids: [], doneCount: 0 }));

/** Checks all connections that are switched on. The main process asks each vendor one thing at a time; vendors do not wait for each other. */
export async function checkAll(): Promise<void> {
  if (useCheckRun.getState().status === 'running') return;
  const ids = useConnections
    .getState()
    .connections.filter(({ isEnabled }) => isEnabled)
    .map(({ id }) => id);
  useCheckRun.setState({ status: 'running', ids, doneCount: 0 });
  // What ends after it was broken off was not checked, and does not belong to a run that was begun since.
  const isRunning = (run: CheckRun) => run.status === 'running' && run.ids === ids;
  const countOne = () => useCheckRun.setState(run => (isRunning(run) ? { doneCount: run.doneCount + 1 } : run));
  await Promise.all(
    ids.map(id =>
      checkConnection(id)
        .catch(() => undefined)
        .finally(countOne),
    ),
  );
  if (isRunning(useCheckRun.getState())) useCheckRun.setState({ status: 'done' });
}

/** Breaks off the checks that run and those that wait; what was found stays. */
export async function cancelChecks(): Promise<void> {
  useCheckRun.setState({ status: 'cancelled' });
  await call('connection.cancelChecks', {});
}

/** What a check came to, in few kinds: `fine`, or the class of what is wrong. */
export type CheckKind = 'fine' | 'bad-key' | 'no-key' | 'no-money' | 'unreachable' | 'other';

const kinds: { readonly [Class in ErrorClass]?: CheckKind } = {
  'bad-key': 'bad-key',
  'no-key': 'no-key',
  'key-unreadable': 'no-key',
  'no-money': 'no-money',
  network: 'unreachable',
  tls: 'unreachable',
  proxy: 'unreachable',
  timeout: 'unreachable',
};

export function checkKind({ check }: ConnectionReport): CheckKind | undefined {
  if (check === undefined) return undefined;
  if (check.outcome === 'ok') return 'fine';
  return kinds[check.error?.class ?? 'unknown'] ?? 'other';
}

/** How many connections came to what, in the order in which it is told. */
export function checkSummary(
  ids: readonly ConnectionId[],
  reports: { readonly [id: string]: ConnectionReport },
): readonly { readonly kind: CheckKind; readonly count: number }[] {
  const order: readonly CheckKind[] = ['fine', 'bad-key', 'no-key', 'no-money', 'unreachable', 'other'];
  const found = ids.map(id => checkKind(reports[id] ?? {}));
  return order
    .map(kind => ({ kind, count: found.filter(other => other === kind).length }))
    .filter(({ count }) => count > 0);
}
