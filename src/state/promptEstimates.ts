import { useEffect, useMemo, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Attachment, Lane } from '../shared/domain/conversation';
import type { LaneId } from '../shared/domain/ids';
import type { ModelInfo } from '../shared/domain/model';
import {
  attachmentTokens,
  type CostRange,
  costRange,
  countAhead,
  historyTokens,
  sumByCurrency,
} from '../shared/domain/promptEstimate';
import { estimateTokens } from '../shared/domain/tokenEstimate';
import { cellKey } from '../shared/domain/visibleTurns';
import { requestRules } from '../shared/vendors';
import { findConnection, findModel, useConnections } from './connections';
import { laneOptions } from './laneOptions';
import { answerOf, type OpenConversation, useOpenConversation } from './openConversation';
import { inSlices } from './slices';
import { vendorOf } from './vendors';

/** What the prompt will be for one lane, roughly. */
export interface LaneEstimate {
  readonly laneId: LaneId;
  /** Everything that is sent: the lane's own past, the prompt, its files. */
  readonly inputTokens: number;
  readonly historyTokens: number;
  /** Undefined when it is not known. */
  readonly contextTokens: number | undefined;
  /** Undefined when the price is not known. */
  readonly cost: CostRange | undefined;
  /** It runs on this computer or is the demo: nobody bills it. */
  readonly isFree: boolean;
}

export interface PromptEstimate {
  /** The prompt and its text files. */
  readonly promptTokens: number;
  /** Pictures are counted by each vendor in its own way, so they are not. */
  readonly pictureCount: number;
  readonly lanes: readonly LaneEstimate[];
  readonly sums: readonly CostRange[];
  readonly hasUnknownPrice: boolean;
}

/** Models may write a hundred times as much and hardly ever do: with that the range would say nothing. It is named where the cost is shown. */
export const assumedAnswerTokens = 8_000;

const pauseMs = 200;
/** Counting this much takes as long as a frame may take. */
const longText = 200_000;
const longPauseMs = 1_000;
/** Counting ahead stops after this long for what else the page has to do. */
const sliceMs = 5;

/**
 * Tokens and cost of what is being written, for each of these lanes. Follows the text with a pause, and never reads the history again for
 * a letter: it is counted when a turn or an answer has ended.
 */
export function usePromptEstimate(
  lanes: readonly Lane[],
  text: string,
  attachments: readonly Attachment[],
): PromptEstimate {
  const textTokens = useTextTokens(text);
  const pasts = usePasts(lanes);
  const models = useConnections(state => state.models);
  const connections = useConnections(state => state.connections);
  return useMemo(() => {
    const state = { ...useConnections.getState(), models, connections };
    const promptTokens = textTokens + attachmentTokens(attachments);
    const estimates = lanes.map((lane): LaneEstimate => {
      const past = pasts[lane.id] ?? 0;
      const inputTokens = past + promptTokens;
      const { model } = laneOptions(state, lane.connectionId, lane.modelId);
      const kind = vendorOf(findConnection(state, lane.connectionId)?.vendorId ?? '')?.kind;
      // Only what the main process listed has the price of the region and account that the lane asks.
      const price = findModel(state, lane.connectionId, lane.modelId)?.price;
      return {
        laneId: lane.id,
        inputTokens,
        historyTokens: past,
        contextTokens: model?.contextTokens,
        cost: costRange(inputTokens, longestAnswer(lane, model), price, Date.now()),
        isFree: kind === 'local' || kind === 'demo',
      };
    });
    return {
      promptTokens,
      pictureCount: attachments.filter(({ mediaType }) => mediaType.startsWith('image/')).length,
      lanes: estimates,
      sums: sumByCurrency(estimates.flatMap(({ cost, isFree }) => (cost === undefined || isFree ? [] : [cost]))),
      hasUnknownPrice: estimates.some(({ cost, isFree }) => cost === undefined && !isFree),
    };
  }, [lanes, textTokens, pasts, attachments, models, connections]);
}

/** The lane's own limit, where the user set one; else an ordinary long answer, or less where the model cannot write that much. */
function longestAnswer({ parameters }: Lane, model: Pick<ModelInfo, 'maxOutputTokens'> | undefined): number {
  return parameters.maxOutputTokens ?? Math.min(assumedAnswerTokens, model?.maxOutputTokens ?? assumedAnswerTokens);
}

function useTextTokens(text: string): number {
  const [tokens, setTokens] = useState(() => (text.length < longText ? estimateTokens(text) : 0));
  useEffect(() => {
    if (text === '') {
      setTokens(0);
      return undefined;
    }
    const timer = setTimeout(() => setTokens(estimateTokens(text)), text.length < longText ? pauseMs : longPauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return tokens;
}

/** What goes along of each lane's past. Live answers count as far as they had come when something ended last. */
function usePasts(lanes: readonly Lane[]): { readonly [laneId: string]: number } {
  const { turns, turnLanes, answers } = usePastRows();
  const connections = useConnections(state => state.connections);
  return useMemo(() => {
    const state = { ...useOpenConversation.getState(), answers };
    return Object.fromEntries(
      lanes.map(lane => {
        const vendor = vendorOf(connections.find(({ id }) => id === lane.connectionId)?.vendorId ?? '');
        const isReasoningSent = vendor !== undefined && requestRules(vendor, lane.modelId).replay !== 'none';
        const tokens = historyTokens(lane, isReasoningSent, {
          turn: id => turns.get(id),
          turnLane: id => turnLanes.get(cellKey(id, lane.id)),
          answer: id => answerOf(state, id),
        });
        return [lane.id, tokens];
      }),
    );
  }, [lanes, turns, turnLanes, answers, connections]);
}

/** Rows of the open conversation. While the rest of a long one is being read they stay as they were: each piece would be counted anew. */
function usePastRows(): Pick<OpenConversation, 'id' | 'turns' | 'turnLanes' | 'answers'> {
  const rows = useOpenConversation(
    useShallow(({ id, turns, turnLanes, answers }) => ({ id, turns, turnLanes, answers })),
  );
  const isRead = useOpenConversation(state => state.textsFrom === undefined);
  const [kept, keep] = useState(rows);
  const isNew = kept !== rows && (isRead || kept.id !== rows.id || kept.turns.size === 0);
  if (isNew) keep(rows);
  // What has come is counted meanwhile, so that the end finds little to do.
  useEffect(() => {
    if (isRead) return undefined;
    let isWanted = true;
    void inSlices(countAhead(rows.turns.values(), rows.answers.values()), sliceMs, () => isWanted);
    return () => {
      isWanted = false;
    };
  }, [rows, isRead]);
  return isNew ? rows : kept;
}
