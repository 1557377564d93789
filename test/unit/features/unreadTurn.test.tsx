// @vitest-environment happy-dom
import { Tooltip } from 'radix-ui';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AnswerCell } from '../../../src/features/compare/AnswerCell';
import { Prompt } from '../../../src/features/compare/Prompt';
import type { LaneId, TurnId } from '../../../src/shared/domain/ids';
import { foldTexts } from '../../../src/state/foldEvents';
import { useOpenConversation } from '../../../src/state/openConversation';
import { closeConversation, openConversation } from '../../../src/state/openingConversation';
import {
  conversationId,
  FakeBridge,
  someAnswer,
  someDetail,
  someLane,
  someTurn,
  someTurnLane,
} from '../../support/pageRows';
import '../../../src/state/i18n';

const turnId = 'turn-1' as TurnId;
const laneId = 'lane-1' as LaneId;
let root: Root;
let host: HTMLElement;

function Turn() {
  const turn = useOpenConversation(state => state.turns.get(turnId));
  if (turn === undefined) return null;
  return (
    <Tooltip.Provider>
      <Prompt visible={{ turn, cells: {}, versionIds: [turnId] }} number={1} askedNames={undefined} />
      <AnswerCell turnId={turnId} laneId={laneId} number={1} />
    </Tooltip.Provider>
  );
}

beforeEach(async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  const bridge = new FakeBridge();
  vi.stubGlobal('api', bridge.api);
  bridge.answer('conversation.open', () =>
    someDetail({
      lanes: [someLane('lane-1', { headTurnId: turnId })],
      turns: [someTurn('turn-1', 1, { prompt: '' }), someTurn('turn-2', 2)],
      turnLanes: [someTurnLane('turn-1', 'lane-1')],
      answers: [],
      textsFrom: 2,
    }),
  );
  bridge.answer('conversation.texts', () => new Promise(() => undefined));
  await openConversation(conversationId);
  host = document.createElement('div');
  root = createRoot(host);
});

afterEach(() => {
  act(() => root.unmount());
  closeConversation();
  vi.unstubAllGlobals();
});

it('a turn that is still being read says so and cannot be edited; it is shown as soon as its texts are here', () => {
  act(() => root.render(<Turn />));
  const buttons = () =>
    [...host.querySelectorAll('button')].filter(button => /prompt/i.test(button.getAttribute('aria-label') ?? ''));
  expect(host.querySelectorAll('[aria-busy]')).toHaveLength(2);
  expect(buttons().map(button => button.disabled)).toEqual([true, true]);
  const texts = { prompts: { 'turn-1': 'One' }, answers: [someAnswer('answer-1', { text: 'First' })] };
  act(() => useOpenConversation.setState(foldTexts(useOpenConversation.getState(), [texts])));
  expect(host.querySelector('[data-prompt-text]')?.textContent).toBe('One');
  expect(host.querySelector('article')?.getAttribute('aria-busy')).toBe('false');
  expect(buttons().map(button => button.disabled)).toEqual([false, false]);
});

it('a turn that could not be read says so, with a button that reads it', async () => {
  act(() => root.render(<Turn />));
  act(() => useOpenConversation.setState({ hasTextsFailed: true }));
  expect(host.querySelectorAll('[aria-busy]')).toHaveLength(0);
  expect(host.textContent).toContain('This part of the conversation could not be read.');
  const again = [...host.querySelectorAll('button')].find(({ textContent }) => textContent === 'Try again');
  await act(async () => again?.click());
  expect(useOpenConversation.getState().hasTextsFailed).toBe(false);
  expect(host.querySelectorAll('[aria-busy]')).toHaveLength(2);
});
