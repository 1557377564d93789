import { insertAnswer } from '../../../electron/store/answers';
import { writeJson } from '../../../electron/store/columns';
import type { Writer } from '../../../electron/store/db';
import { titleFromPrompt } from '../../../electron/store/title';
import { insertTurnLane } from '../../../electron/store/turns';
import type { Answer } from '../../../src/shared/domain/answer';
import type { AnswerId, ConnectionId, ConversationId, FolderId, LaneId, TurnId } from '../../../src/shared/domain/ids';
import type { ConversationPlan } from './plan';
import type { Random } from './random';
import type { TextMaker } from './texts';

export interface Made {
  readonly id: ConversationId;
  readonly turns: number;
  readonly answers: number;
  readonly characters: number;
}

export interface ConversationContext {
  readonly writer: Writer;
  readonly random: Random;
  readonly texts: TextMaker;
  readonly folderIds: readonly FolderId[];
  readonly endMs: number;
  readonly isChinese: boolean;
  readonly lengthFactor: number;
}

/** Lanes of a generated history belong to connections that are not there, as those of an import may. */
const models = [
  { vendorId: 'moonshot', connectionName: 'Kimi', modelId: 'kimi-k3', thinks: false },
  { vendorId: 'deepseek', connectionName: 'DeepSeek', modelId: 'deepseek-v4-pro', thinks: true },
  { vendorId: 'alibaba', connectionName: 'Alibaba Cloud', modelId: 'qwen3.8-max', thinks: true },
  { vendorId: 'minimax', connectionName: 'MiniMax', modelId: 'MiniMax-M3', thinks: true },
  { vendorId: 'baidu', connectionName: 'Baidu', modelId: 'ernie-5.1', thinks: false },
  { vendorId: 'siliconflow', connectionName: 'SiliconFlow', modelId: 'kimi-k3', thinks: false },
].map((model, index) => ({
  ...model,
  connectionId: `00000000-0000-7000-8000-00000000000${index + 1}` as ConnectionId,
}));

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

interface LaneState {
  readonly id: LaneId;
  readonly model: (typeof models)[number];
  head: TurnId | undefined;
  beforeHead: TurnId | undefined;
  answers: number;
}

/** Writes one conversation with exactly the planned number of messages: turns, branches, variants, follow-ups to single lanes. */
export function writeConversation(context: ConversationContext, plan: ConversationPlan): Made {
  const { writer, random, texts, endMs } = context;
  const id = random.id<ConversationId>(plan.startMs);
  const lanes = Array.from(
    { length: plan.lanes },
    (): LaneState => ({
      id: random.id(plan.startMs),
      model: random.pick(models),
      head: undefined,
      beforeHead: undefined,
      answers: 0,
    }),
  );
  insertFrame(context, id, plan, lanes);
  let atMs = plan.startMs;
  let left = plan.messages;
  let turns = 0;
  let answers = 0;
  let characters = 0;
  let title = '';

  const answer = (lane: LaneState, turnId: TurnId): Answer => {
    const made = makeAnswer(context, lane, turnId, atMs);
    answers += 1;
    left -= 1;
    characters += made.text.length + made.reasoning.length;
    return made;
  };

  while (left > 0) {
    const last = lanes.find(({ head }) => head !== undefined);
    if (last?.head !== undefined && (left === 1 || random.chance(0.03))) {
      addVariant(writer, answer(last, last.head));
      continue;
    }
    atMs = Math.min(
      endMs,
      atMs + (random.chance(0.05) && !plan.isLong ? random.below(3 * dayMs) : random.below(10 * minuteMs)),
    );
    const turnId = random.id<TurnId>(atMs);
    const prompt = texts.prompt();
    // An earlier prompt that was edited: the lanes that take part go back by one turn.
    const editedFrom = random.chance(0.03) ? lanes[0]?.head : undefined;
    const taking = random.chance(0.08) ? [random.pick(lanes)] : lanes;
    turns += 1;
    left -= 1;
    characters += prompt.length;
    insertTurn(writer, id, { turnId, sequence: turns, atMs, prompt, editedFrom });
    for (const lane of taking.slice(0, Math.max(1, left))) {
      const parent = editedFrom !== undefined && editedFrom === lane.head ? lane.beforeHead : lane.head;
      const made = answer(lane, turnId);
      insertTurnLane(writer, { turnId, laneId: lane.id, parentTurnId: parent, chosenAnswerId: made.id });
      insertAnswer(writer, made);
      lane.beforeHead = parent;
      lane.head = turnId;
    }
    if (title === '') title = titleFromPrompt(prompt);
  }
  for (const lane of lanes)
    writer.run('UPDATE lanes SET head_turn_id = :head WHERE id = :id', { id: lane.id, head: lane.head });
  writer.run('UPDATE conversations SET updated_at = :atMs, title = :title WHERE id = :id', { id, atMs, title });
  return { id, turns, answers, characters };
}

function insertFrame(
  { writer, random, folderIds }: ConversationContext,
  id: ConversationId,
  plan: ConversationPlan,
  lanes: readonly LaneState[],
): void {
  writer.run(
    `INSERT INTO conversations (id, title, is_title_by_user, created_at, updated_at, is_pinned, is_archived, folder_id, has_unread)
     VALUES (:id, '', :isTitleByUser, :startMs, :startMs, :isPinned, :isArchived, :folderId, :hasUnread)`,
    {
      id,
      isTitleByUser: random.chance(0.1),
      startMs: plan.startMs,
      isPinned: random.chance(0.002),
      isArchived: !plan.isLong && random.chance(0.04),
      folderId: !plan.isLong && random.chance(0.15) ? random.pick(folderIds) : undefined,
      hasUnread: random.chance(0.001),
    },
  );
  for (const [position, lane] of lanes.entries()) {
    writer.run(
      `INSERT INTO lanes (id, conversation_id, position, connection_id, model_id, parameters, created_at, system_prompt)
       VALUES (:id, :conversationId, :position, :connectionId, :modelId, :parameters, :startMs, :systemPrompt)`,
      {
        id: lane.id,
        conversationId: id,
        position,
        connectionId: lane.model.connectionId,
        modelId: lane.model.modelId,
        parameters: writeJson({ thinking: 'default' }),
        startMs: plan.startMs,
        systemPrompt: random.chance(0.05) ? 'Answer briefly and in the language of the question.' : '',
      },
    );
  }
}

function insertTurn(
  writer: Writer,
  conversationId: ConversationId,
  turn: {
    readonly turnId: TurnId;
    readonly sequence: number;
    readonly atMs: number;
    readonly prompt: string;
    readonly editedFrom: TurnId | undefined;
  },
): void {
  writer.run(
    `INSERT INTO turns (id, conversation_id, sequence, created_at, edited_from_turn_id, prompt)
     VALUES (:turnId, :conversationId, :sequence, :atMs, :editedFrom, :prompt)`,
    { ...turn, conversationId },
  );
}

function addVariant(writer: Writer, answer: Answer): void {
  insertAnswer(writer, answer);
  const sql = 'UPDATE turn_lanes SET chosen_answer_id = :answerId WHERE turn_id = :turnId AND lane_id = :laneId';
  writer.run(sql, { answerId: answer.id, turnId: answer.turnId, laneId: answer.laneId });
}

function makeAnswer(
  { random, texts, isChinese, lengthFactor }: ConversationContext,
  lane: LaneState,
  turnId: TurnId,
  atMs: number,
): Answer {
  const { connectionId, connectionName, vendorId, modelId, thinks } = lane.model;
  lane.answers += 1;
  const usual = (isChinese ? 320 : 640) * lengthFactor;
  const text = texts.answer(usual * Math.exp(0.8 * random.normal()));
  const reasoning = thinks && random.chance(0.6) ? texts.reasoning(usual * Math.exp(0.9 * random.normal())) : '';
  const fate = random.next();
  const firstTokenMs = 200 + random.below(2_000);
  const reasoningEndMs = firstTokenMs + 8 * reasoning.length;
  return {
    id: random.id<AnswerId>(atMs),
    turnId,
    laneId: lane.id,
    sequence: lane.answers,
    status: fate < 0.96 ? 'done' : fate < 0.98 ? 'stopped' : fate < 0.99 ? 'interrupted' : 'failed',
    text,
    reasoning,
    connectionId,
    connectionName,
    vendorId,
    modelId,
    finishReason: fate < 0.96 ? 'stop' : undefined,
    finishReasonRaw: fate < 0.96 ? 'stop' : undefined,
    error:
      fate < 0.99
        ? undefined
        : { class: 'overloaded', reason: 'server-busy', httpStatus: 503, host: 'api.example.com', isRetryable: true },
    notices: [],
    usage: {
      inputTokens: 40 + random.below(4_000),
      outputTokens: Math.ceil((text.length + reasoning.length) / (isChinese ? 1.6 : 4)),
      ...(reasoning !== '' && { reasoningTokens: Math.ceil(reasoning.length / (isChinese ? 1.6 : 4)) }),
    },
    startedAt: atMs,
    timings: {
      sentMs: 2,
      headersMs: firstTokenMs - 50,
      firstTokenMs,
      firstTextMs: reasoningEndMs,
      ...(reasoning !== '' && { reasoningEndMs }),
      endMs: reasoningEndMs + 8 * text.length,
    },
    isDemo: false,
  };
}
