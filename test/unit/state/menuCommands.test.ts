import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useApp } from '../../../src/state/app';
import { followCommands } from '../../../src/state/menuCommands';
import { emptyConversation, useOpenConversation } from '../../../src/state/openConversation';
import { useUi } from '../../../src/state/ui';
import { FakeBridge, someAnswer } from '../../support/pageRows';

let bridge: FakeBridge;
let stop: () => void;
const told = () =>
  (bridge.callsOf('desktop.disableCommands') as { readonly ids: readonly string[] }[]).map(({ ids }) => ids);

beforeEach(() => {
  vi.useFakeTimers();
  bridge = new FakeBridge();
  bridge.answer('desktop.disableCommands', () => undefined);
  vi.stubGlobal('window', { api: bridge.api });
  useApp.setState({ status: 'ready' });
  useUi.setState({ dialog: undefined });
  useOpenConversation.setState(emptyConversation);
  stop = followCommands();
});

afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('tells what cannot be done, and only what has changed since', async () => {
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told()).toHaveLength(1);
  expect(told()[0]).toContain('turn.stopAll');
  expect(told()[0]).not.toContain('theme.dark');
  const live = someAnswer('answer-1', { status: 'answering' });
  useOpenConversation.setState({ status: 'ready', live: { 'answer-1': live } });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told()).toHaveLength(2);
  expect(told()[1]).not.toContain('turn.stopAll');
  for (let part = 0; part < 100; part++) {
    useOpenConversation.setState({ live: { 'answer-1': { ...live, text: `${part}` } } });
    await vi.advanceTimersByTimeAsync(20);
  }
  expect(told()).toHaveLength(2);
});

it('tells that nothing behind a dialog can be used', async () => {
  useUi.setState({ dialog: { kind: 'shortcuts' } });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told().at(-1)).toContain('transfer.import');
  expect(told().at(-1)).not.toContain('palette.open');
});
