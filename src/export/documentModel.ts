import type { Answer } from '../shared/domain/answer';
import type { ConversationDetail, Lane, Turn } from '../shared/domain/conversation';
import { RowTable } from '../shared/domain/rowTable';
import { cellKey, shownAnswer, shownLanes, shownVariants, visibleTurns } from '../shared/domain/visibleTurns';
import { describeModel } from '../shared/vendors/resolve';
import { vendorOf } from '../state/vendors';

/** One lane of a document. */
interface DocumentLane {
  readonly id: string;
  readonly name: string;
  readonly connection: string;
  /** Number of its colour, as on the screen. */
  readonly colour: number;
}

/** What one lane said in one turn: the chosen answer, and the others that were given. */
export interface DocumentCell {
  readonly lane: DocumentLane;
  readonly answer: Answer | undefined;
  /** Name of the model that answered, where it is not the lane's own. */
  readonly otherModel: string | undefined;
  readonly position: number;
  readonly variants: readonly { readonly answer: Answer; readonly position: number; readonly model: string }[];
}

export interface DocumentTurn {
  readonly turn: Turn;
  readonly number: number;
  readonly cells: readonly DocumentCell[];
}

/** What a readable document shows of a conversation: the paths that are on the screen, with all variants of their answers. */
export interface DocumentModel {
  readonly title: string;
  readonly createdAt: number;
  readonly lanes: readonly DocumentLane[];
  readonly turns: readonly DocumentTurn[];
}

/** A part of a conversation: one turn, of it one lane, of it one answer. */
export interface DocumentSubject {
  readonly turnId: string;
  readonly laneId?: string | undefined;
  readonly answerId?: string | undefined;
}

const colourCount = 8;

/** Puts together what a document shows. `connectionNames` holds those that exist; others are named as they were when they answered. */
export function documentModel(
  detail: ConversationDetail,
  connectionNames: { readonly [connectionId: string]: string },
  subject?: DocumentSubject,
): DocumentModel {
  const rows = {
    lanes: Object.fromEntries(detail.lanes.map(lane => [lane.id, lane])),
    turns: RowTable.of(detail.turns.map(turn => [turn.id, turn])),
    turnLanes: RowTable.of(detail.turnLanes.map(cell => [cellKey(cell.turnId, cell.laneId), cell])),
  };
  const answersById = new Map<string, Answer>(detail.answers.map(answer => [answer.id, answer]));
  const answersByCell = new Map<string, Answer[]>();
  for (const answer of detail.answers) {
    const key = cellKey(answer.turnId, answer.laneId);
    answersByCell.set(key, [...(answersByCell.get(key) ?? []), answer]);
  }
  const lanes = documentLanes(detail, connectionNames);
  const turns = visibleTurns(rows).map(
    ({ turn, cells }, index): DocumentTurn => ({
      turn,
      number: index + 1,
      cells: lanes.flatMap((lane): readonly DocumentCell[] => {
        const cell = cells[lane.id];
        if (cell === undefined || (subject?.laneId !== undefined && subject.laneId !== lane.id)) return [];
        const copied = cell.copiedAnswerId === undefined ? undefined : answersById.get(cell.copiedAnswerId);
        const own = answersByCell.get(cellKey(turn.id, cell.laneId)) ?? [];
        const answers = copied === undefined || own.includes(copied) ? own : [copied, ...own];
        const variants = shownVariants(cell, answers);
        const wanted = variants.find(answer => answer.id === subject?.answerId);
        const answer = wanted ?? shownAnswer(cell, answers);
        const laneModel = rows.lanes[lane.id]?.modelId;
        return [
          {
            lane,
            answer,
            otherModel: answer === undefined || answer.modelId === laneModel ? undefined : modelName(answer),
            position: answer === undefined ? 0 : variants.indexOf(answer) + 1,
            variants: variants
              .map((variant, place) => ({ answer: variant, position: place + 1, model: modelName(variant) }))
              .filter(variant => variant.answer !== answer),
          },
        ];
      }),
    }),
  );
  return {
    title: detail.conversation.title,
    createdAt: detail.conversation.createdAt,
    lanes,
    turns: subject === undefined ? turns : turns.filter(({ turn }) => turn.id === subject.turnId),
  };
}

function documentLanes(
  detail: ConversationDetail,
  connectionNames: { readonly [connectionId: string]: string },
): readonly DocumentLane[] {
  const byAge = detail.lanes.map(lane => lane.id).sort();
  const seen = new Map<string, number>();
  return shownLanes(Object.fromEntries(detail.lanes.map(lane => [lane.id, lane]))).map(lane => {
    const answer = answerOfLane(detail, lane);
    const connection = connectionNames[lane.connectionId] ?? answer?.connectionName ?? '';
    const model = answer === undefined ? lane.modelId : modelName({ ...answer, modelId: lane.modelId });
    const key = `${model}\n${connection}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return {
      id: lane.id,
      name: count === 1 ? model : `${model} (${count})`,
      connection,
      colour: byAge.indexOf(lane.id) % colourCount,
    };
  });
}

function answerOfLane(detail: ConversationDetail, lane: Lane): Answer | undefined {
  const own = detail.answers.filter(answer => answer.laneId === lane.id);
  return own.findLast(answer => answer.connectionId === lane.connectionId) ?? own.at(-1);
}

function modelName({ vendorId, modelId }: Pick<Answer, 'vendorId' | 'modelId'>): string {
  const vendor = vendorOf(vendorId);
  return vendor === undefined ? modelId : describeModel(vendor, modelId).name;
}
