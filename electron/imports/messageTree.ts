import type { ExportedAttachment, ExportedConnection } from '../../src/shared/domain/exportFormat';
import type { ForeignAnswer, ForeignTurn } from './treeConversation';

/** One message of another program, at its place in the tree of its conversation. */
export interface TreeMessage {
  readonly id: string;
  /** A message that comes before it in the list; undefined at a root. */
  readonly parentId: string | undefined;
  readonly role: 'user' | 'assistant';
  readonly text: string;
  readonly reasoning: string;
  readonly createdAt: number;
  readonly attachments: readonly ExportedAttachment[];
  /** Of an answer: who gave it, where the program says so. */
  readonly modelId?: string | undefined;
  readonly connection?: ExportedConnection | undefined;
  readonly status?: ForeignAnswer['status'] | undefined;
  readonly errorDetail?: string | undefined;
  /** It stands on the branch that was on the screen. */
  readonly isCurrent: boolean;
}

export interface TurnTree {
  readonly turns: readonly ForeignTurn[];
  readonly headId: string | undefined;
}

/** A conversation with more is a fault or an attack; the work below grows with it. */
const maxTurns = 20_000;
const maxChain = 2_000;

interface OpenTurn extends Omit<ForeignTurn, 'answers'> {
  readonly answers: ForeignAnswer[];
  isCurrent: boolean;
}

interface Place {
  readonly turn: OpenTurn;
  /** The last message of the answer that is being given here; undefined behind a prompt. */
  readonly said: Said | undefined;
}

/** A message of an answer behind the one before it: tools make a model speak several times. Answers that branch share what they begin with. */
interface Said {
  readonly message: TreeMessage;
  readonly before: Said | undefined;
  readonly count: number;
  /** Of this message and all before it. */
  readonly characters: number;
}

/** What a message costs that stands in several answers, besides its text. */
const messageCharacters = 100;

/**
 * Prompts with all answers that were ever given to them. Several messages of a model in a row are one answer; several paths below a prompt
 * are variants. What comes before the first prompt becomes an answer to an empty one. Undefined when it is larger than any conversation, or
 * when `takesExtra` says that what several answers have in common would take too much room: each of them holds it whole.
 */
export function turnsOfTree(
  messages: readonly TreeMessage[],
  fallback: { readonly modelId: string; readonly connection: ExportedConnection },
  takesExtra: (characters: number) => boolean,
): TurnTree | undefined {
  const turns: OpenTurn[] = [];
  const places = new Map<string, Place>();
  const leaves = new Map<string, { readonly turn: OpenTurn; readonly said: Said }>();
  let ownCharacters = 0;
  const open = (message: TreeMessage, parent: OpenTurn | undefined, isPrompt: boolean): OpenTurn => {
    const turn = {
      id: message.id,
      parentId: parent?.id,
      prompt: isPrompt ? message.text : '',
      attachments: isPrompt ? message.attachments : [],
      createdAt: message.createdAt,
      answers: [],
      isCurrent: message.isCurrent,
    };
    turns.push(turn);
    return turn;
  };
  for (const message of messages) {
    const above = message.parentId === undefined ? undefined : places.get(message.parentId);
    if (message.role === 'user') {
      places.set(message.id, { turn: open(message, above?.turn, true), said: undefined });
    } else {
      const before = above?.said;
      const characters = message.text.length + message.reasoning.length + messageCharacters;
      ownCharacters += characters;
      const said = {
        message,
        before,
        count: (before?.count ?? 0) + 1,
        characters: (before?.characters ?? 0) + characters,
      };
      const place = { turn: above?.turn ?? open(message, undefined, false), said };
      if (before !== undefined) leaves.delete(before.message.id);
      leaves.set(message.id, place);
      places.set(message.id, place);
      if (said.count > maxChain) return undefined;
    }
    if (turns.length > maxTurns) return undefined;
  }
  let characters = 0;
  for (const { said } of leaves.values()) characters += said.characters;
  if (!takesExtra(Math.max(0, characters - ownCharacters))) return undefined;
  for (const { turn, said } of leaves.values()) {
    const chain = chainOf(said);
    const last = said.message;
    const author = chain.findLast(message => message.modelId !== undefined);
    turn.answers.push({
      text: joined(chain.map(message => message.text)),
      reasoning: joined(chain.map(message => message.reasoning)),
      modelId: author?.modelId ?? fallback.modelId,
      connection: author?.connection ?? fallback.connection,
      startedAt: chain[0]?.createdAt ?? last.createdAt,
      status: last.status ?? 'done',
      errorDetail: last.errorDetail,
      isChosen: last.isCurrent,
    });
  }
  return { turns, headId: (turns.findLast(turn => turn.isCurrent) ?? turns.at(-1))?.id };
}

function chainOf(last: Said): readonly TreeMessage[] {
  const chain: TreeMessage[] = [];
  for (let said: Said | undefined = last; said !== undefined; said = said.before) chain.push(said.message);
  return chain.reverse();
}

/** Several texts as one, with a blank line between them. */
export function joined(texts: readonly string[]): string {
  return texts.filter(text => text !== '').join('\n\n');
}
