import type { Answer } from '../shared/domain/answer';
import type { LaneId } from '../shared/domain/ids';
import { findModel, useConnections } from './connections';
import { plainParameters, updateLane } from './lanes';
import { useOpenConversation } from './openConversation';
import { showToast } from './toasts';

/**
 * Twice the limit an answer was cut at, no more than its model can write; undefined when there is no more room or the limit is not known.
 * Tokens.
 */
export function raisedLimit(
  limit: number | undefined,
  usedTokens: number | undefined,
  modelLimit: number | undefined,
): number | undefined {
  const reached = limit ?? usedTokens;
  if (reached === undefined || reached < 1) return undefined;
  const raised = Math.min(Math.max(reached * 2, 1_024), modelLimit ?? Number.POSITIVE_INFINITY);
  return raised > reached ? raised : undefined;
}

/** The higher limit that is offered for an answer that was cut. */
export function useRaisedLimit(answer: Answer, laneId: LaneId): number | undefined {
  const lane = useOpenConversation(state => state.lanes[laneId]);
  const modelLimit = useConnections(state => findModel(state, answer.connectionId, answer.modelId)?.maxOutputTokens);
  return raisedLimit(lane?.parameters.maxOutputTokens, answer.usage?.outputTokens, modelLimit);
}

/** Sets the output limit of a lane; a toast leads back. Answers whether it was taken. */
export async function setOutputLimit(laneId: LaneId, maxOutputTokens: number): Promise<boolean> {
  const lane = useOpenConversation.getState().lanes[laneId];
  if (lane === undefined) return false;
  const { parameters } = lane;
  const isTaken = await updateLane(laneId, { parameters: plainParameters({ ...parameters, maxOutputTokens }) });
  if (isTaken) showToast({ kind: 'limit-raised', laneId, before: parameters, now: maxOutputTokens });
  return isTaken;
}
