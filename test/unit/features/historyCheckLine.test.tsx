// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { HistoryCheckLine } from '../../../src/features/history/HistoryCheckLine';
import { HistoryCheckSign } from '../../../src/features/history/HistoryCheckSign';
import { useApp } from '../../../src/state/app';
import { applyEvent } from '../../../src/state/connect';
import { drawnPage } from '../../support/drawnPage';
import '../../../src/state/i18n';

const { draw, host } = drawnPage();
const check = (isRunning: boolean) => act(() => applyEvent({ name: 'history.checking', payload: { isRunning } }));
const wait = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));

beforeEach(() => {
  vi.useFakeTimers();
  useApp.setState({ isCheckingHistory: false });
});

afterEach(() => vi.useRealTimers());

it.each([
  ['in the list', <HistoryCheckLine key="line" />],
  ['as a sign while the list is hidden', <HistoryCheckSign key="sign" />],
])('tells of a check that takes its time, until it is over: %s', async (_where, told) => {
  await draw(told);
  check(true);
  await wait(900);
  expect(host().textContent).toBe('');
  await wait(200);
  expect(host().querySelector('[role="status"]')?.textContent).toContain('Checking the history…');
  check(false);
  expect(host().textContent).toBe('');
});

it('says nothing of one that is soon over, nor the next time too early', async () => {
  await draw(<HistoryCheckLine />);
  check(true);
  await wait(500);
  check(false);
  check(true);
  await wait(900);
  expect(host().textContent).toBe('');
});
