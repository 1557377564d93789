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
    for (const tuple of rows) {
      before = tuple[0];
      const hit = toHit(run.history, conversations, query, terms, tuple);
      if (hit !== undefined) hits.push(hit);
      if (hits.length === query.limit || run.nowMs() - startedMs > longestMs) return { hits, cursor: before };
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

interface ConversationRow {
  readonly id: string;
  readonly title: string;
  readonly is_archived: number;
  readonly folder_id: string | null;
}

/** Conversations that are not deleted and pass the filters, each read once. */
class Conversations {
  readonly #history: Reader;
  readonly #filters: SearchFilters;
  readonly #known = new Map<number, ConversationRow | undefined>();

  constructor(history: Reader, filters: SearchFilters) {
    this.#history = history;
    this.#filters = filters;
  }

  get(row: number): ConversationRow | undefined {
    if (!this.#known.has(row)) this.#known.set(row, this.#read(row));
    return this.#known.get(row);
  }

  #read(row: number): ConversationRow | undefined {
    const sql = 'SELECT id, title, is_archived, folder_id FROM conversations WHERE row = :row AND deleted_at IS NULL';
    const found = this.#history.get<ConversationRow>(sql, { row });
    if (found === undefined) return undefined;
    const { archived, folderId } = this.#filters;
    if (archived !== 'any' && (archived === 'only') !== (found.is_archived === 1)) return undefined;
    return folderId === undefined || found.folder_id === folderId ? found : undefined;
  }
}

interface Candidate {
  readonly texts: readonly { readonly part: SearchedPart; readonly text: string }[];
  readonly place: Pick<SearchHit, 'turnId' | 'laneId' | 'answerId' | 'modelId' | 'connectionId' | 'connectionName'>;
}

function toHit(
  history: Reader,
  conversations: Conversations,
  { filters }: SearchQuery,
  terms: readonly SearchTerm[],
  [, kind, sourceRow, conversationRow, date]: DocumentTuple,
): SearchHit | undefined {
  const conversation = conversations.get(conversationRow);
  if (conversation === undefined || !isWanted(kind, date, filters)) return undefined;
  const candidate = readCandidate(history, kind, sourceRow, conversation, filters);
  const found = candidate && findIn(candidate.texts, terms);
  if (candidate === undefined || found === undefined) return undefined;
  const merged = mergeRanges(found.ranges);
  return {
    part: found.part,
    conversationId: conversation.id as ConversationId,
    title: conversation.title,
    isArchived: conversation.is_archived === 1,
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

const answerColumns = 'id, turn_id, lane_id, model_id, connection_id, connection_name, text';
// Reasoning is often the longer one of both.
const answerSql = `SELECT ${answerColumns}, '' FROM answers WHERE row = :row`;
const reasoningSql = `SELECT ${answerColumns}, reasoning FROM answers WHERE row = :row`;

function readCandidate(
  history: Reader,
  kind: number,
  row: number,
  conversation: ConversationRow,
  filters: SearchFilters,
): Candidate | undefined {
  if (kind === documentKinds.title) return { texts: [{ part: 'title', text: conversation.title }], place: {} };
  if (kind === documentKinds.prompt) {
    const [turn] = history.tuples<readonly [string, string]>('SELECT id, prompt FROM turns WHERE row = :row', { row });
    return turn && { texts: [{ part: 'prompt', text: turn[1] }], place: { turnId: turn[0] as TurnId } };
  }
  const [answer] = history.tuples<readonly [string, string, string, string, string, string, string, string]>(
    filters.isReasoningSearched ? reasoningSql : answerSql,
    { row },
  );
  if (answer === undefined) return undefined;
  const [answerId, turnId, laneId, modelId, connectionId, connectionName, text, reasoning] = answer;
  return {
    texts: [
      { part: 'answer', text },
      ...(filters.isReasoningSearched ? [{ part: 'reasoning' as const, text: reasoning }] : []),
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
