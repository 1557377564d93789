import type { ExportedConversation } from '../../src/shared/domain/exportFormat';
import { boundedPieces } from '../store/boundedPieces';

const emptyRows = { turns: [], turnLanes: [], answers: [] };
type RowName = keyof typeof emptyRows;
type Rows = Pick<ExportedConversation, RowName>;

/** Everything of a conversation but its rows, or some of its rows: taken over in some milliseconds unless one row alone is longer. */
export interface ConversationPiece extends Rows {
  /** In the first piece only. */
  readonly head?: Omit<ExportedConversation, RowName> | undefined;
  readonly isLast: boolean;
}

/** Rows, and characters of their JSON. */
const bounds = { mostRows: 1_000, mostSize: 500_000 };

/** Cuts a conversation into pieces, of which `joinPieces` makes it again. Answers them one after the other, undefined after the last one. */
export function pieceTaker(conversation: ExportedConversation): () => ConversationPiece | undefined {
  const pieces = piecesOf(conversation);
  // One ahead, so that the last one is known as such.
  let next = pieces.next();
  return () => {
    if (next.done === true) return undefined;
    const piece = next.value;
    next = pieces.next();
    return { ...piece, isLast: next.done === true };
  };
}

function* piecesOf(conversation: ExportedConversation): Generator<Omit<ConversationPiece, 'isLast'>> {
  const { turns, turnLanes, answers, ...head } = conversation;
  const cut = <Row>(rows: readonly Row[]) => boundedPieces(rows, bounds, row => JSON.stringify(row).length);
  yield { ...emptyRows, head };
  for (const some of cut(turns)) yield { ...emptyRows, turns: some };
  for (const some of cut(turnLanes)) yield { ...emptyRows, turnLanes: some };
  for (const some of cut(answers)) yield { ...emptyRows, answers: some };
}

/** The conversation that was cut, from all its pieces in their order. */
export function joinPieces(pieces: readonly ConversationPiece[]): ExportedConversation {
  const head = pieces[0]?.head;
  if (head === undefined) throw new Error('The first piece of a conversation is missing.');
  return {
    ...head,
    turns: pieces.flatMap(piece => piece.turns),
    turnLanes: pieces.flatMap(piece => piece.turnLanes),
    answers: pieces.flatMap(piece => piece.answers),
  };
}
