import type { Attachment, ConversationDetail, Turn, TurnLane, TurnOutline } from './conversation';
import type { AnswerId, ConversationId, TurnId } from './ids';

/** A conversation whose rows all stand where they belong. */
export function withoutOutline({ outline, ...detail }: ConversationDetail): ConversationDetail {
  if (outline === undefined) return detail;
  return {
    ...detail,
    turns: [...outlineTurns(outline, detail.conversation.id), ...detail.turns],
    turnLanes: [...detail.turnLanes, ...outlineTurnLanes(outline)],
  };
}

/** The turns of an outline, without their prompts. */
export function outlineTurns({ turns, attachments }: TurnOutline, conversationId: ConversationId): readonly Turn[] {
  const [sequences, createdAt, edited] = [turns.sequences, turns.createdAt, turns.editedFromTurnIds].map(values);
  return values(turns.ids).map((id, index) => {
    const editedFromTurnId = edited?.[index] ?? '';
    return {
      id: id as TurnId,
      conversationId,
      sequence: Number(sequences?.[index]),
      prompt: '',
      attachments: attachments[id] ?? none,
      createdAt: Number(createdAt?.[index]),
      ...(editedFromTurnId !== '' && { editedFromTurnId: editedFromTurnId as TurnId }),
    };
  });
}

/** What lanes took part in. */
export function outlineTurnLanes({ lanes }: TurnOutline): readonly TurnLane[] {
  return lanes.flatMap(lane => {
    const [parents, chosen, copied] = [lane.parentTurnIds, lane.chosenAnswerIds, lane.copiedAnswerIds].map(values);
    return values(lane.turnIds).map(
      (turnId, index): TurnLane => ({
        turnId: turnId as TurnId,
        laneId: lane.laneId,
        parentTurnId: valueAt<TurnId>(parents, index),
        chosenAnswerId: valueAt<AnswerId>(chosen, index),
        copiedAnswerId: valueAt<AnswerId>(copied, index),
      }),
    );
  });
}

const none: readonly Attachment[] = [];

function values(column: string): readonly string[] {
  return column === '' ? [] : column.split(',');
}

function valueAt<Id extends string>(column: readonly string[] | undefined, index: number): Id | undefined {
  const value = column?.[index] ?? '';
  return value === '' ? undefined : (value as Id);
}
