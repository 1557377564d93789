import { CallError } from '../../src/shared/domain/errors';
import type { AnswerId, ConnectionId, ConversationId, LaneId, TurnId } from '../../src/shared/domain/ids';
import type { SearchChoices, SearchedPart, SearchFilters, SearchHit, SearchPage } from '../../src/shared/domain/search';
import { findAnyTerms, findTerms, mergeRanges, type TextRange } from '../../src/shared/domain/searchMatches';
import { type SearchTerm, searchTerms } from '../../src/shared/domain/searchTerms';
import { bestStart, makeSnippet } from '../../src/shared/domain/snippet';
import type { Reader } from '../store/db';
import { denseCount, factExpression, kindToken, modelToken, type TokenCount, termExpression } from './indexTokens';
import { slotOf, slotSpread } from './slots';
import { documentKinds } from './sourceRows';
import { partTable, readParts, type WordPart } from './wordParts';

export interface SearchQuery {
  readonly text: string;
  readonly filters: SearchFilters;
  /** Where the page before ended. */
  readonly cursor?: number | undefined;
  readonly limit: number;
}

export interface SearchRun {
  readonly history: Reader;
  /** Asked again after each pause: the index may have been made anew meanwhile. */
  readonly index: () => Reader;
  readonly query: SearchQuery;
  /** True once nobody waits for the answer any more. */
  readonly isCancelled: () => boolean;
  /** Lets other work of the thread go on. */
  readonly pause: () => Promise<void>;
  readonly nowMs: () => number;
}

/** Rows read from the index at once. */
const chunkRows = 60;
/** Texts read at once: one statement for each takes as long as the reading itself, and each may be of megabytes. */
const groupRows = 16;
/** A search that has to read texts for long hands over what it has, and goes on when asked for more. */
const longestMs = 1_500;
/** Parts of the index without hits are passed at once for so long: at each pause a search may wait for a step of indexing. */
const unbrokenMs = 20;

type DocumentTuple = readonly [row: number, kind: number, sourceRow: number, conversationRow: number, date: number];

/**
 * Finds what holds all terms of a query, newest first. The index names the candidates; each is then compared with its own text, so that
 * signs count, and what changed or went since then is left out.
 */
export async function runSearch(run: SearchRun): Promise<SearchPage> {
  const { query } = run;
  const terms = searchTerms(query.text);
  if (terms.length === 0) return { hits: [] };
  const match = matchExpression(run.index(), terms, query.filters);
  if (match === undefined) return { hits: [] };
  const startedMs = run.nowMs();
  const conversations = new Conversations(run.history, query.filters);
  const hits: SearchHit[] = [];
  const from = query.filters.fromMs === undefined ? 0 : slotOf(query.filters.fromMs);
  let before = query.cursor ?? lastRow(query.filters);
  let pausedMs = startedMs;
  let parts = readParts(run.index());
  for (;;) {
    if (run.isCancelled()) throw new CallError('E_CANCELLED', 'newer-search');
    const { rows, nextBefore } = readRows(run.index(), parts, match, from, before);
    for (let start = 0; start < rows.length; ) {
      // No more than can be hits: most candidates are.
      const group = rows.slice(start, start + Math.min(groupRows, query.limit - hits.length));
      start += group.length;
      const candidates = readCandidates(run.history, conversations, query.filters, group);
      for (const tuple of group) {
        before = tuple[0];
        const hit = toHit(candidates.get(tuple), terms, tuple);
        if (hit !== undefined) hits.push(hit);
        if (hits.length === query.limit || run.nowMs() - startedMs > longestMs) return { hits, cursor: before };
      }
    }
    if (nextBefore === undefined) return { hits };
    before = nextBefore;
    if (rows.length < chunkRows && run.nowMs() - pausedMs < unbrokenMs) continue;
    await run.pause();
    pausedMs = run.nowMs();
    parts = readParts(run.index());
  }
}

/**
 * The next candidates before a row, newest first: from the newest part of the index that can hold any. `nextBefore`: where to go on;
 * undefined when nothing is left.
 */
function readRows(
  index: Reader,
  parts: readonly WordPart[],
  match: string,
  from: number,
  before: number,
): { readonly rows: readonly DocumentTuple[]; readonly nextBefore: number | undefined } {
  const part = match === '' ? undefined : parts.find(({ fromRow }) => fromRow < before);
  if (match !== '' && (part === undefined || before <= from)) return { rows: [], nextBefore: undefined };
  const rows =
    part === undefined
      ? index.tuples<DocumentTuple>(plainSql, { from, before, limit: chunkRows })
      : index.tuples<DocumentTuple>(matchSql(partTable(part.number)), { match, from, before, limit: chunkRows });
  if (rows.length === chunkRows) return { rows, nextBefore: rows.at(-1)?.[0] };
  return { rows, nextBefore: part === undefined || part.fromRow <= from ? undefined : part.fromRow };
}

/** What the filters of a search can name. */
export function readChoices(history: Reader, index: Reader): SearchChoices {
  return {
    modelIds: index.all<{ id: string }>('SELECT id FROM models ORDER BY id LIMIT 500').map(({ id }) => id),
    folders: history
      .all<{ id: string; name: string }>('SELECT id, name FROM folders ORDER BY position, id LIMIT 500')
      .map(({ id, name }) => ({ id, name })),
  };
}

const sampledParts = 3;
/** Tokens of one query that are counted. */
const countedTokens = 32;
/** Neither few nor many. */
const unknownCount = 1_000;
const countSql = (table: string) =>
  `SELECT count(*) AS n FROM (SELECT rowid FROM ${table} WHERE ${table} MATCH :expression ORDER BY rowid DESC LIMIT :limit)`;
const columns = 'documents.row, documents.kind, documents.source_row, documents.conversation_row, documents.date';
const matchSql = (
  table: string,
) => `SELECT ${columns} FROM ${table} CROSS JOIN documents ON documents.row = ${table}.rowid
  WHERE ${table} MATCH :match AND ${table}.rowid >= CAST(:from AS INTEGER)
    AND ${table}.rowid < CAST(:before AS INTEGER) ORDER BY ${table}.rowid DESC LIMIT :limit`;
const plainSql = `SELECT ${columns} FROM documents WHERE row >= :from AND row < :before ORDER BY row DESC LIMIT :limit`;

function lastRow({ toMs }: SearchFilters): number {
  return toMs === undefined ? Number.MAX_SAFE_INTEGER : slotOf(toMs) + slotSpread + 1_024;
}

/** The query as the index takes it: made of tokens alone, so that nothing typed can be an operator. Empty: signs alone. */
function matchExpression(index: Reader, terms: readonly SearchTerm[], filters: SearchFilters): string | undefined {
  const isReasoningSearched = filters.isReasoningSearched && filters.who !== 'mine';
  const count = tokenCount(index);
  const expressions = terms.flatMap(term => termExpression(term, isReasoningSearched, count) ?? []);
  if (filters.who === 'mine') expressions.push(factExpression(kindToken(documentKinds.prompt)));
  else if (filters.who === 'theirs') expressions.push(factExpression(kindToken(documentKinds.answer)));
  if (filters.modelId !== undefined) {
    const sql = 'SELECT number FROM models WHERE id = :id';
    const model = index.get<{ number: number }>(sql, { id: filters.modelId });
    if (model === undefined) return undefined;
    expressions.push(factExpression(modelToken(model.number)));
  }
  return expressions.join(' AND ');
}

/** Counts in one part that stands for the others: the fullest of the newest ones. */
function tokenCount(index: Reader): TokenCount {
  const newest = readParts(index).slice(0, sampledParts);
  const [part] = [...newest].sort((a, b) => b.documentCount - a.documentCount);
  let left = countedTokens;
  return expression => {
    left -= 1;
    // A beginning of many words is put together from all of them before the first is counted.
    if (part === undefined || left < 0 || expression.endsWith('*')) return unknownCount;
    const sql = countSql(partTable(part.number));
    return index.get<{ n: number }>(sql, { expression, limit: denseCount })?.n ?? unknownCount;
  };
}

type ConversationTuple = readonly [row: number, id: string, title: string, isArchived: number, folderId: string | null];

/** Conversations that are not deleted and pass the filters, each read once. */
class Conversations {
  readonly #history: Reader;
  readonly #filters: SearchFilters;
  readonly #known = new Map<number, ConversationTuple | undefined>();

  constructor(history: Reader, filters: SearchFilters) {
    this.#history = history;
    this.#filters = filters;
  }

  /** Reads those that are not known yet, all at once. */
  read(rows: readonly number[]): void {
    const unknown = [...new Set(rows)].filter(row => !this.#known.has(row));
    for (const row of unknown) this.#known.set(row, undefined);
    for (const tuple of readByRow<ConversationTuple>(this.#history, conversationsSql, unknown)) {
      if (this.#isWanted(tuple)) this.#known.set(tuple[0], tuple);
    }
  }

  get(row: number): ConversationTuple | undefined {
    return this.#known.get(row);
  }

  #isWanted([, , , isArchived, folder]: ConversationTuple): boolean {
    const { archived, folderId } = this.#filters;
    if (archived !== 'any' && (archived === 'only') !== (isArchived === 1)) return false;
    return folderId === undefined || folder === folderId;
  }
}

interface Candidate {
  readonly conversation: ConversationTuple;
  readonly texts: readonly { readonly part: SearchedPart; readonly text: string }[];
  readonly place: Pick<SearchHit, 'turnId' | 'laneId' | 'answerId' | 'modelId' | 'connectionId' | 'connectionName'>;
}

/** A candidate as a hit; undefined when it does not hold all terms. */
function toHit(
  candidate: Candidate | undefined,
  terms: readonly SearchTerm[],
  [, , , , date]: DocumentTuple,
): SearchHit | undefined {
  const found = candidate && findIn(candidate.texts, terms);
  if (candidate === undefined || found === undefined) return undefined;
  const [, id, title, isArchived] = candidate.conversation;
  const merged = mergeRanges(found.ranges);
  return {
    part: found.part,
    conversationId: id as ConversationId,
    title,
    isArchived: isArchived === 1,
    ...candidate.place,
    date,
    snippet: makeSnippet(found.text, found.ranges, merged),
    offset: bestStart(found.ranges, merged),
    matchCount: merged.length,
  };
}

function isWanted(kind: number, date: number, { who, modelId, fromMs, toMs }: SearchFilters): boolean {
  if (fromMs !== undefined && date < fromMs) return false;
  if (toMs !== undefined && date > toMs) return false;
  if (who === 'mine' && kind !== documentKinds.prompt) return false;
  return (who !== 'theirs' && modelId === undefined) || kind === documentKinds.answer;
}

const byRow = 'WHERE row IN (SELECT value FROM json_each(:rows))';
const conversationsSql = `SELECT row, id, title, is_archived, folder_id FROM conversations ${byRow} AND deleted_at IS NULL`;
const promptsSql = `SELECT row, id, prompt FROM turns ${byRow}`;
const answerColumns = 'row, id, turn_id, lane_id, model_id, connection_id, connection_name, text';
// Reasoning is often the longer one of both.
const answersSql = `SELECT ${answerColumns}, '' FROM answers ${byRow}`;
const reasoningSql = `SELECT ${answerColumns}, reasoning FROM answers ${byRow}`;

type PromptTuple = readonly [row: number, id: string, prompt: string];
type AnswerTuple = readonly [
  row: number,
  id: string,
  turnId: string,
  laneId: string,
  modelId: string,
  connectionId: string,
  connectionName: string,
  text: string,
  reasoning: string,
];

function readByRow<Tuple extends readonly [row: number, ...rest: readonly (string | number | null)[]]>(
  history: Reader,
  sql: string,
  rows: readonly number[],
): readonly Tuple[] {
  return rows.length === 0 ? [] : history.tuples<Tuple>(sql, { rows: JSON.stringify(rows) });
}

/** The texts of those documents that are still there and pass the filters. */
function readCandidates(
  history: Reader,
  conversations: Conversations,
  filters: SearchFilters,
  documents: readonly DocumentTuple[],
): ReadonlyMap<DocumentTuple, Candidate> {
  const dated = documents.filter(([, kind, , , date]) => isWanted(kind, date, filters));
  conversations.read(dated.map(([, , , conversationRow]) => conversationRow));
  const wanted = dated.filter(([, , , conversationRow]) => conversations.get(conversationRow) !== undefined);
  const rowsOf = (kind: number) => wanted.flatMap(([, one, row]) => (one === kind ? [row] : []));
  const prompts = new Map(
    readByRow<PromptTuple>(history, promptsSql, rowsOf(documentKinds.prompt)).map(tuple => [tuple[0], tuple]),
  );
  const sql = filters.isReasoningSearched ? reasoningSql : answersSql;
  const answers = new Map(
    readByRow<AnswerTuple>(history, sql, rowsOf(documentKinds.answer)).map(tuple => [tuple[0], tuple]),
  );
  const candidates = new Map<DocumentTuple, Candidate>();
  for (const document of wanted) {
    const [, kind, row, conversationRow] = document;
    const conversation = conversations.get(conversationRow);
    if (conversation === undefined) continue;
    const found =
      kind === documentKinds.title
        ? { texts: [{ part: 'title' as const, text: conversation[2] }], place: {} }
        : kind === documentKinds.prompt
          ? promptCandidate(prompts.get(row))
          : answerCandidate(answers.get(row), filters);
    if (found !== undefined) candidates.set(document, { conversation, ...found });
  }
  return candidates;
}

function promptCandidate(tuple: PromptTuple | undefined): Omit<Candidate, 'conversation'> | undefined {
  if (tuple === undefined) return undefined;
  const [, id, text] = tuple;
  return { texts: [{ part: 'prompt', text }], place: { turnId: id as TurnId } };
}

function answerCandidate(
  tuple: AnswerTuple | undefined,
  { isReasoningSearched }: SearchFilters,
): Omit<Candidate, 'conversation'> | undefined {
  if (tuple === undefined) return undefined;
  const [, answerId, turnId, laneId, modelId, connectionId, connectionName, text, reasoning] = tuple;
  return {
    texts: [
      { part: 'answer', text },
      ...(isReasoningSearched ? [{ part: 'reasoning' as const, text: reasoning }] : []),
    ],
    place: {
      answerId: answerId as AnswerId,
      turnId: turnId as TurnId,
      laneId: laneId as LaneId,
      modelId,
      connectionId: connectionId as ConnectionId,
      connectionName,
    },
  };
}

/** All terms in one of the texts, or else some here and some there: then the first text that holds any is shown. */
function findIn(
  texts: Candidate['texts'],
  terms: readonly SearchTerm[],
):
  | { readonly part: SearchedPart; readonly text: string; readonly ranges: readonly (readonly TextRange[])[] }
  | undefined {
  for (const { part, text } of texts) {
    const ranges = findTerms(text, terms);
    if (ranges !== undefined) return { part, text, ranges };
  }
  if (texts.length < 2) return undefined;
  const some = texts.map(({ part, text }) => ({ part, text, ranges: findAnyTerms(text, terms) }));
  const isAllFound = terms.every((_term, index) => some.some(({ ranges }) => (ranges[index]?.length ?? 0) > 0));
  return isAllFound ? some.find(({ ranges }) => ranges.some(list => list.length > 0)) : undefined;
}
