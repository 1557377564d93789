import { maxLanes } from '../../src/shared/domain/conversation';
import type {
  ExportedAnswer,
  ExportedAttachment,
  ExportedConnection,
  ExportedConversation,
  ExportedTurnLane,
} from '../../src/shared/domain/exportFormat';
import { readableText, withoutSecrets } from '../../src/shared/domain/foreignText';

/** One answer of another program. */
export interface ForeignAnswer {
  readonly text: string;
  readonly reasoning: string;
  readonly modelId: string;
  readonly connection: ExportedConnection;
  readonly startedAt: number;
  readonly status: 'done' | 'stopped' | 'failed';
  /** The program's own words for what went wrong. */
  readonly errorDetail?: string | undefined;
  readonly isChosen: boolean;
}

/** One prompt of another program with all of its answers. */
export interface ForeignTurn {
  readonly id: string;
  readonly parentId: string | undefined;
  readonly prompt: string;
  readonly attachments: readonly ExportedAttachment[];
  readonly createdAt: number;
  readonly answers: readonly ForeignAnswer[];
}

/** A conversation of another program, parents before their children. */
export interface ForeignConversation {
  readonly id: string;
  readonly title: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly isPinned: boolean;
  readonly isArchived: boolean;
  readonly folder?: string | undefined;
  readonly systemPrompt: string;
  readonly turns: readonly ForeignTurn[];
  /** Last prompt of the branch that was on the screen. */
  readonly headId: string | undefined;
  /** Models that answered the same prompt stand side by side; otherwise all answers are variants in one lane. */
  readonly hasLanePerModel: boolean;
  /** For a conversation in which nothing was answered. */
  readonly fallback: { readonly modelId: string; readonly connection: ExportedConnection };
}

/**
 * The same conversation as ours: lanes, turns and variants. Prompts with the same parent are versions of each other. What we did not
 * measure (times, tokens, cost) stays unknown.
 */
export function treeConversation(foreign: ForeignConversation): ExportedConversation {
  const { turns } = foreign;
  const keyOf = foreign.hasLanePerModel ? modelKeys(turns) : modelIdOf;
  const models = foreign.hasLanePerModel ? modelsOf(turns, keyOf) : [];
  const laneIds = models.length > 1 ? models.map((_, index) => `lane-${index}`) : ['lane-0'];
  const laneOf = (answer: ForeignAnswer) =>
    models.length > 1 ? `lane-${models.findIndex(model => keyOf(model) === keyOf(answer))}` : 'lane-0';
  const takesPart = new Set<string>();
  for (const turn of turns) {
    // A prompt without an answer belongs to every lane: it was asked there.
    const lanes = turn.answers.length === 0 ? laneIds : turn.answers.map(laneOf);
    for (const laneId of lanes) takesPart.add(`${laneId}/${turn.id}`);
  }
  /** For each turn and lane: the turn itself where the lane takes part in it, else the nearest above. Parents stand before their children. */
  const nearest = new Map<string, string | undefined>();
  for (const { id, parentId } of turns) {
    for (const laneId of laneIds) {
      const cell = `${laneId}/${id}`;
      nearest.set(cell, takesPart.has(cell) ? id : nearest.get(`${laneId}/${parentId}`));
    }
  }
  const ancestor = (laneId: string, turnId: string | undefined) =>
    turnId === undefined ? undefined : nearest.get(`${laneId}/${turnId}`);
  const answers: ExportedAnswer[] = [];
  const turnLanes: ExportedTurnLane[] = [];
  for (const turn of turns) {
    for (const laneId of laneIds) {
      if (!takesPart.has(`${laneId}/${turn.id}`)) continue;
      const own = turn.answers.filter(answer => laneOf(answer) === laneId);
      const ids = own.map((_, index) => `${turn.id}/${laneId}/${index}`);
      for (const [index, answer] of own.entries()) {
        answers.push(exportedAnswer(answer, ids[index] ?? '', turn.id, laneId, answers.length + 1));
      }
      const chosen = own.findLastIndex(answer => answer.isChosen);
      turnLanes.push({
        turnId: turn.id,
        laneId,
        parentTurnId: ancestor(laneId, turn.parentId),
        chosenAnswerId: ids[chosen < 0 ? ids.length - 1 : chosen],
      });
    }
  }
  const firstOf = new Map<string | undefined, string>();
  for (const turn of turns) if (!firstOf.has(turn.parentId)) firstOf.set(turn.parentId, turn.id);
  const last = turns.flatMap(turn => turn.answers).at(-1) ?? foreign.fallback;
  return {
    id: foreign.id,
    title: foreign.title,
    isTitleByUser: foreign.title !== '',
    createdAt: foreign.createdAt,
    updatedAt: foreign.updatedAt,
    isPinned: foreign.isPinned,
    isArchived: foreign.isArchived,
    folder: foreign.folder,
    layout: 'columns',
    scrolling: 'shared',
    draft: '',
    lanes: laneIds.map((id, position) => {
      const { modelId, connection } = models.length > 1 ? (models[position] ?? last) : last;
      return {
        id,
        position,
        connection,
        modelId,
        parameters: { thinking: 'default' },
        systemPrompt: foreign.systemPrompt,
        width: 1,
        headTurnId: ancestor(id, foreign.headId),
        isRemoved: false,
      };
    }),
    turns: turns.map(({ id, parentId, prompt, attachments, createdAt }, index) => {
      const first = firstOf.get(parentId);
      return {
        id,
        sequence: index + 1,
        prompt,
        attachments,
        createdAt,
        editedFromTurnId: first === id ? undefined : first,
      };
    }),
    turnLanes,
    answers,
  };
}

type KeyOf = (answer: ForeignAnswer) => string;

const modelIdOf: KeyOf = ({ modelId }) => modelId;

/** What tells models apart: their ids, and beside them the providers of one that was asked of several at once. */
function modelKeys(turns: readonly ForeignTurn[]): KeyOf {
  const byBoth: KeyOf = ({ modelId, connection }) => JSON.stringify([modelId, connection.vendorId]);
  const several = new Set<string>();
  for (const { answers } of turns) {
    const vendors = new Map<string, string>();
    for (const { modelId, connection } of answers) {
      const known = vendors.get(modelId) ?? connection.vendorId;
      vendors.set(modelId, known);
      if (known !== connection.vendorId) several.add(modelId);
    }
  }
  return answer => (several.has(answer.modelId) ? byBoth(answer) : answer.modelId);
}

/** Models of the conversation, when some prompt was answered by more than one; none otherwise. */
function modelsOf(turns: readonly ForeignTurn[], keyOf: KeyOf): readonly ForeignAnswer[] {
  const isShared = turns.some(turn => new Set(turn.answers.map(keyOf)).size > 1);
  if (!isShared) return [];
  const models = new Map<string, ForeignAnswer>();
  for (const answer of turns.flatMap(turn => turn.answers)) {
    const key = keyOf(answer);
    if (!models.has(key)) models.set(key, answer);
  }
  return models.size > maxLanes ? [] : [...models.values()];
}

function exportedAnswer(
  answer: ForeignAnswer,
  id: string,
  turnId: string,
  laneId: string,
  sequence: number,
): ExportedAnswer {
  const { text, reasoning, modelId, connection, startedAt, status, errorDetail } = answer;
  return {
    id,
    turnId,
    laneId,
    sequence,
    status,
    connection,
    modelId,
    text,
    reasoning,
    ...(status === 'failed' && {
      error: {
        class: 'unknown' as const,
        detail: errorDetail && safeDetail(errorDetail),
        isRetryable: false,
      },
    }),
    notices: [],
    startedAt,
    timings: {},
    isDemo: false,
  };
}

/** The other program may have written down whatever it got, and what it sent. */
function safeDetail(words: string): string {
  return withoutSecrets(readableText(words.slice(0, maxDetailCharacters))).slice(0, maxDetailCharacters);
}

const maxDetailCharacters = 2_000;
