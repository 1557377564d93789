import type { Reader } from '../store/db';

/** What one row of the index stands for. The numbers are kept in the index. */
export const documentKinds = { prompt: 0, answer: 1, title: 2 } as const;
export type DocumentKind = (typeof documentKinds)[keyof typeof documentKinds];

/** A prompt, an answer or a title, as it goes into the index. */
export interface SourceDocument {
  readonly kind: DocumentKind;
  readonly sourceRow: number;
  readonly conversationRow: number;
  readonly date: number;
  readonly prompt?: string;
  readonly title?: string;
  readonly answer?: string;
  readonly reasoning?: string;
  readonly modelId?: string;
}

type PromptTuple = readonly [row: number, conversationRow: number, date: number, prompt: string, id: string];
type AnswerTuple = readonly [
  row: number,
  conversationRow: number,
  date: number,
  text: string,
  reasoning: string,
  modelId: string,
];
type TitleTuple = readonly [row: number, date: number, title: string];

const promptSql = `SELECT turns.row, conversations.row, turns.created_at, turns.prompt, turns.id
  FROM turns CROSS JOIN conversations ON conversations.id = turns.conversation_id`;
const answerSql = `SELECT answers.row, conversations.row, answers.started_at, answers.text, answers.reasoning, answers.model_id
  FROM answers CROSS JOIN turns ON turns.id = answers.turn_id CROSS JOIN conversations ON conversations.id = turns.conversation_id`;
const isEnded = "answers.status NOT IN ('queued', 'connecting', 'waiting', 'thinking', 'answering')";
const titleSql = 'SELECT row, created_at, title FROM conversations';

/** One row as it is now; undefined when it is gone or holds nothing to be found. */
export function readSource(history: Reader, kind: DocumentKind, row: number): SourceDocument | undefined {
  if (kind === documentKinds.prompt) {
    const [tuple] = history.tuples<PromptTuple>(`${promptSql} WHERE turns.row = :row`, { row });
    return tuple && toPrompt(tuple);
  }
  if (kind === documentKinds.answer) {
    const [tuple] = history.tuples<AnswerTuple>(`${answerSql} WHERE answers.row = :row AND ${isEnded}`, { row });
    return tuple && toAnswer(tuple);
  }
  const [tuple] = history.tuples<TitleTuple>(`${titleSql} WHERE row = :row`, { row });
  return tuple && toTitle(tuple);
}

/** Titles of the conversations before a row, newest first. */
export function readTitlesBefore(history: Reader, row: number, limit: number): readonly SourceDocument[] {
  return history
    .tuples<TitleTuple>(`${titleSql} WHERE row < :row ORDER BY row DESC LIMIT :limit`, { row, limit })
    .map(toTitle);
}

/** One turn with its ended answers: the newest one before a row; undefined when there is none. */
export function readTurnBefore(
  history: Reader,
  row: number,
): { readonly row: number; readonly documents: readonly SourceDocument[] } | undefined {
  const [turn] = history.tuples<PromptTuple>(`${promptSql} WHERE turns.row < :row ORDER BY turns.row DESC LIMIT 1`, {
    row,
  });
  if (turn === undefined) return undefined;
  const answers = history.tuples<AnswerTuple>(`${answerSql} WHERE answers.turn_id = :turnId AND ${isEnded}`, {
    turnId: turn[4],
  });
  return { row: turn[0], documents: [toPrompt(turn), ...answers.map(toAnswer)] };
}

function toPrompt([sourceRow, conversationRow, date, prompt]: PromptTuple): SourceDocument {
  return { kind: documentKinds.prompt, sourceRow, conversationRow, date, prompt };
}

function toAnswer([sourceRow, conversationRow, date, answer, reasoning, modelId]: AnswerTuple): SourceDocument {
  return { kind: documentKinds.answer, sourceRow, conversationRow, date, answer, reasoning, modelId };
}

function toTitle([sourceRow, date, title]: TitleTuple): SourceDocument {
  return { kind: documentKinds.title, sourceRow, conversationRow: sourceRow, date, title };
}
