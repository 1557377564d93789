// @vitest-environment happy-dom
import { act } from 'react';
import { expect, it } from 'vitest';
import type { AnswerId, TurnId } from '../../../src/shared/domain/ids';
import { conversationState, foldTexts } from '../../../src/state/foldEvents';
import { emptyConversation, useOpenConversation } from '../../../src/state/openConversation';
import { usePromptEstimate } from '../../../src/state/promptEstimates';
import { drawnPage } from '../../support/drawnPage';
import { conversationId, someAnswer, someDetail, someLane, someTurn, someTurnLane } from '../../support/pageRows';

const { host, draw } = drawnPage();
const lanes = [someLane('lane-1', { headTurnId: 'turn-3' as TurnId })];
const noAttachments: never[] = [];

function Estimate() {
  return usePromptEstimate(lanes, 'x', noAttachments).lanes[0]?.historyTokens;
}

const answer = (number: number) =>
  someAnswer(`answer-${number}`, {
    turnId: `turn-${number}` as TurnId,
    text: 'Twelve words are said here so that they can be counted well.',
  });
const piece = (number: number) => ({
  prompts: { [`turn-${number}`]: 'A prompt of seven words for this' },
  answers: [answer(number)],
  ...(number > 1 && { textsFrom: number }),
});

it('counts the past of a long conversation once its end is here and once all of it is, not with every piece', async () => {
  const cells = [1, 2, 3].map(number =>
    someTurnLane(`turn-${number}`, 'lane-1', {
      chosenAnswerId: `answer-${number}` as AnswerId,
      parentTurnId: number === 1 ? undefined : (`turn-${number - 1}` as TurnId),
    }),
  );
  const turns = [someTurn('turn-1', 1, { prompt: '' }), someTurn('turn-2', 2, { prompt: '' }), someTurn('turn-3', 3)];
  useOpenConversation.setState({ ...emptyConversation, id: conversationId, status: 'loading' });
  await draw(<Estimate />);
  const seen = [Number(host().textContent)];
  const step = (state: ReturnType<typeof conversationState>) => {
    act(() => useOpenConversation.setState(state));
    seen.push(Number(host().textContent));
  };
  step(conversationState(someDetail({ lanes, turns, turnLanes: cells, answers: [answer(3)], textsFrom: 3 })));
  step(foldTexts(useOpenConversation.getState(), [piece(2)]));
  step(foldTexts(useOpenConversation.getState(), [piece(1)]));
  const [loading, atEnd, halfRead, all] = seen;
  expect(loading).toBe(0);
  expect(atEnd).toBeGreaterThan(0);
  expect(halfRead).toBe(atEnd);
  expect(all).toBeGreaterThan(2 * Number(atEnd));
});
