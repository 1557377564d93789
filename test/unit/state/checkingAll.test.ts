import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConnectionCheck } from '../../../src/shared/domain/connection';
import type { ErrorClass } from '../../../src/shared/domain/errors';
import { cancelChecks, checkAll, checkSummary, useCheckRun } from '../../../src/state/checkingAll';
import { useConnections } from '../../../src/state/connections';
import { FakeBridge, Refusal, someConnection } from '../../support/pageRows';

let bridge: FakeBridge;
const fine: ConnectionCheck = { outcome: 'ok', durationMs: 5, checkedAt: 1 };
const failed = (errorClass: ErrorClass): ConnectionCheck => ({
  outcome: 'failed',
  error: { class: errorClass, isRetryable: false },
  durationMs: 5,
  checkedAt: 1,
});

beforeEach(() => {
  bridge = new FakeBridge();
  vi.stubGlobal('window', { api: bridge.api });
  bridge.answer('connection.models', ({ id }: { id: string }) => ({ connectionId: id, models: [] }));
  const connections = ['a', 'b', 'c', 'off'].map(id => someConnection(id, { isEnabled: id !== 'off' }));
  useConnections.setState({ connections, models: {}, checking: {}, reports: {} });
  useCheckRun.setState({ status: 'idle', ids: [], doneCount: 0 });
});

describe('checking all connections', () => {
  it('asks those that are switched on, and sums up what each came to', async () => {
    const answers: { [id: string]: ConnectionCheck } = { a: fine, b: failed('bad-key'), c: failed('no-money') };
    bridge.answer('connection.check', ({ id }: { id: string }) => answers[id]);
    await checkAll();
    const { status, ids, doneCount } = useCheckRun.getState();
    expect([status, doneCount]).toEqual(['done', 3]);
    expect(checkSummary(ids, useConnections.getState().reports)).toEqual([
      { kind: 'fine', count: 1 },
      { kind: 'bad-key', count: 1 },
      { kind: 'no-money', count: 1 },
    ]);
  });

  it('counts every connection as it is done, and no row goes on turning after a refusal', async () => {
    const answers: (() => void)[] = [];
    bridge.answer(
      'connection.check',
      () => new Promise(resolve => answers.push(() => resolve(new Refusal('E_NOT_FOUND')))),
    );
    const run = checkAll();
    await vi.waitFor(() => expect(answers).toHaveLength(3));
    answers[0]?.();
    await vi.waitFor(() => expect(useCheckRun.getState().doneCount).toBe(1));
    for (const answer of answers) answer();
    await run;
    expect(Object.values(useConnections.getState().checking)).toEqual([false, false, false]);
  });

  it('is broken off in the main process, and says so', async () => {
    const answers: (() => void)[] = [];
    bridge.answer(
      'connection.check',
      () => new Promise(resolve => answers.push(() => resolve(new Refusal('E_CONFLICT')))),
    );
    bridge.answer('connection.cancelChecks', () => {
      for (const answer of answers) answer();
    });
    const run = checkAll();
    await vi.waitFor(() => expect(answers).toHaveLength(3));
    await cancelChecks();
    await run;
    expect(useCheckRun.getState()).toMatchObject({ status: 'cancelled', doneCount: 0 });
    expect(bridge.callsOf('connection.cancelChecks')).toHaveLength(1);
  });

  it('counts nothing of a run that was broken off into the next one', async () => {
    const answers: (() => void)[] = [];
    bridge.answer('connection.check', () => new Promise(resolve => answers.push(() => resolve(fine))));
    bridge.answer('connection.cancelChecks', () => undefined);
    const first = checkAll();
    await vi.waitFor(() => expect(answers).toHaveLength(3));
    await cancelChecks();
    const second = checkAll();
    await vi.waitFor(() => expect(answers).toHaveLength(6));
    for (const answer of answers.slice(0, 3)) answer();
    await first;
    expect(useCheckRun.getState()).toMatchObject({ status: 'running', doneCount: 0 });
    for (const answer of answers) answer();
    await second;
    expect(useCheckRun.getState()).toMatchObject({ status: 'done', doneCount: 3 });
  });
});
