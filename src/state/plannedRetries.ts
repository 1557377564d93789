import { create } from 'zustand';
import type { AnswerId } from '../shared/domain/ids';
import { answerOf, useOpenConversation } from './openConversation';
import { type AnswerPlace, askAgain, modelToAskAgain, regenerate } from './turns';

/** Answers that will be asked for again once the time has come that their vendor named. Wall clock, milliseconds since 1970 UTC. */
export const usePlannedRetries = create<{ readonly atMs: { readonly [answerId: string]: number } }>()(() => ({
  atMs: {},
}));

const timers = new Map<AnswerId, ReturnType<typeof setTimeout>>();

/** Asks again at a moment, for as long as the page lives; the user may think better of it until then. */
export function planRetry(place: AnswerPlace, atMs: number): void {
  cancelRetry(place.answerId);
  usePlannedRetries.setState(state => ({ atMs: { ...state.atMs, [place.answerId]: atMs } }));
  // By then another conversation may be on the screen, and nothing tells any more who gave the answer.
  const model = modelToAskAgain(place);
  const run = () => {
    cancelRetry(place.answerId);
    const isShown = answerOf(useOpenConversation.getState(), place.answerId) !== undefined;
    if (isShown) askAgain(place);
    else regenerate(place, model);
  };
  timers.set(place.answerId, setTimeout(run, Math.max(0, atMs - Date.now())));
}

export function cancelRetry(answerId: AnswerId): void {
  clearTimeout(timers.get(answerId));
  timers.delete(answerId);
  usePlannedRetries.setState(state => {
    const { [answerId]: _dropped, ...atMs } = state.atMs;
    return { atMs };
  });
}
