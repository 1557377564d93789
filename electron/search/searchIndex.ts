import { CallError } from '../../src/shared/domain/errors';
import type { SearchStatus } from '../../src/shared/domain/search';
import { type Connection, connect, type SqlParameters } from '../store/db';
import { documentTokens } from './indexTokens';
import { openSearchFile, removeSearchFile } from './searchFile';
import { freeSlot, slotOf } from './slots';
import {
  type DocumentKind,
  documentKinds,
  readSource,
  readTitlesBefore,
  readTurnBefore,
  type SourceDocument,
} from './sourceRows';
import { isFull, partOf, partSchema, partStarts, partTable, readParts, type WordPart } from './wordParts';

export interface SearchIndexOptions {
  /** The database of the history; it is only read. */
  readonly historyPath: string;
  /** The file of the index, which is made when it is not there. */
  readonly indexPath: string;
  /** Prompts of one part of a new index; the usual number when left out. */
  readonly turnsPerPart?: number | undefined;
}

/** Characters and rows of one step: some 30 ms of work, so that a query never waits longer. */
const stepCharacters = 80_000;
const stepTurns = 30;
const stepTitles = 400;
const stepChanges = 64;

/** Free pages are given back when they are more than one in so many, and so many at a time: some 10 ms of work. */
const freeShare = 50;
const givenBackPages = 200;

/**
 * Pages kept in memory while the thread lives: what one more typed character asks for is mostly what was read for the characters before it.
 * With SQLite's usual 2 MB a query over a million messages reads most of its pages anew.
 */
const indexCacheKilobytes = 16_384;
const historyCacheKilobytes = 8_192;

const afterAll = Number.MAX_SAFE_INTEGER;

/**
 * Keeps an index of the history in a file of its own. Everything is done in small steps; a step that is cut off leaves nothing behind.
 * A new index begins at the newest turn and goes back in time, while what changes meanwhile is taken from the log of the history.
 */
export class SearchIndex {
  readonly history: Connection;
  #index: Connection;
  readonly #options: SearchIndexOptions;
  #total = 0;
  #done = 0;
  /** The newest first. */
  #parts: readonly WordPart[] = [];
  /** Numbers of parts whose pieces are together. */
  readonly #tidyParts = new Set<number>();

  constructor(options: SearchIndexOptions) {
    this.#options = options;
    this.history = connect(options.historyPath, { isReadOnly: true });
    this.history.pragma(`cache_size=-${historyCacheKilobytes}`);
    try {
      this.#index = openCached(options.indexPath);
      this.#begin();
    } catch (error) {
      this.history.close();
      throw error;
    }
  }

  get index(): Connection {
    return this.#index;
  }

  status(): Pick<SearchStatus, 'done' | 'total'> & { readonly isComplete: boolean } {
    return { done: Math.min(this.#done, this.#total), total: this.#total, isComplete: this.#isBackfilled() };
  }

  /** The change of the history up to which the index is complete: older ones need not be kept. */
  seenSequence(): number {
    return this.#fact('seen') ?? 0;
  }

  /** Takes over some of what changed. False when nothing is left to do. */
  catchUp(): boolean {
    return this.#guarded(() => {
      const changes = this.history.tuples<readonly [sequence: number, stamp: number, kind: string, row: number]>(
        'SELECT sequence, stamp, kind, source_row FROM search_changes WHERE sequence > :seen ORDER BY sequence LIMIT :limit',
        { seen: this.seenSequence(), limit: stepChanges },
      );
      const last = changes.at(-1);
      if (last === undefined) return false;
      const rows = new Map<string, readonly [kind: DocumentKind, row: number]>();
      for (const [, , kind, row] of changes) {
        const documentKind = kindOf(kind);
        if (documentKind !== undefined) rows.set(`${documentKind} ${row}`, [documentKind, row]);
      }
      const documents: SourceDocument[] = [];
      const gone: (readonly [kind: DocumentKind, row: number])[] = [];
      for (const [kind, row] of rows.values()) {
        const document = readSource(this.history, kind, row);
        if (document === undefined) gone.push([kind, row]);
        else documents.push(document);
      }
      this.#write(() => {
        for (const [kind, row] of gone) this.#remove(kind, row);
        this.#put(documents);
        this.#setFact('seen', last[0]);
        this.#setFact('stamp', last[1]);
      });
      return changes.length === stepChanges;
    });
  }

  /** Adds some of what was there before the index was. False when nothing is left to do. */
  backfill(): boolean {
    return this.#guarded(() => {
      const titlesBefore = this.#fact('titles-before');
      if (titlesBefore !== undefined) {
        const titles = readTitlesBefore(this.history, titlesBefore, stepTitles);
        this.#write(() => {
          this.#put(titles);
          this.#setFact('titles-before', titles.length < stepTitles ? undefined : titles.at(-1)?.sourceRow);
        });
        return true;
      }
      let before = this.#fact('turns-before');
      if (before === undefined) return false;
      const documents: SourceDocument[] = [];
      let turns = 0;
      let characters = 0;
      while (turns < stepTurns && characters < stepCharacters) {
        const turn = readTurnBefore(this.history, before);
        if (turn === undefined) break;
        before = turn.row;
        turns += 1;
        documents.push(...turn.documents);
        for (const { prompt, answer, reasoning } of turn.documents) {
          characters += (prompt?.length ?? 0) + (answer?.length ?? 0) + (reasoning?.length ?? 0);
        }
      }
      const isEnd = turns < stepTurns && characters < stepCharacters;
      this.#write(() => {
        this.#put(documents);
        this.#setFact('turns-before', isEnd ? undefined : before);
      });
      this.#done = isEnd ? this.#total : this.#done + turns;
      return !isEnd;
    });
  }

  /** Puts pieces of the index together, so that later searches read less, and gives free room back. False when nothing is left to do. */
  tidy(): boolean {
    return this.#guarded(() => {
      for (const { number } of this.#parts) {
        if (this.#tidyParts.has(number)) continue;
        if (this.#merge(number)) return true;
        this.#tidyParts.add(number);
      }
      return this.#giveBack();
    });
  }

  #merge(number: number): boolean {
    const table = partTable(number);
    const changes = () => this.#index.get<{ n: number }>('SELECT total_changes() AS n')?.n ?? 0;
    const before = changes();
    this.#write(() => this.#change(`INSERT INTO ${table} (${table}, rank) VALUES ('merge', 100)`));
    return changes() - before >= 2;
  }

  #giveBack(): boolean {
    const free = Number(this.#index.pragma('freelist_count') ?? 0);
    if (free * freeShare < Number(this.#index.pragma('page_count') ?? 0)) return false;
    this.#index.relaxed(() => this.#index.all(`PRAGMA incremental_vacuum(${givenBackPages})`));
    return Number(this.#index.pragma('freelist_count') ?? 0) < free;
  }

  close(): void {
    this.#index.close();
    this.history.close();
  }

  /** Begins anew with an empty index. */
  startOver(): void {
    this.#index.close();
    removeSearchFile(this.#options.indexPath);
    this.#index = openCached(this.#options.indexPath);
    this.#begin();
  }

  #begin(): void {
    if (!this.#belongsToHistory()) {
      if (this.#fact('seen') !== undefined) {
        this.startOver();
        return;
      }
      const [last] = this.history.tuples<readonly [number, number]>(
        'SELECT sequence, stamp FROM search_changes ORDER BY sequence DESC LIMIT 1',
      );
      this.#write(() => {
        this.#setFact('seen', last?.[0] ?? 0);
        this.#setFact('stamp', last?.[1] ?? 0);
        this.#setFact('titles-before', afterAll);
        this.#setFact('turns-before', afterAll);
        for (const fromRow of partStarts(this.#turnRows(), this.#options.turnsPerPart)) this.#addPart(fromRow);
      });
    }
    this.#parts = readParts(this.#index);
    this.#tidyParts.clear();
    this.#total = this.history.get<{ n: number }>('SELECT count(*) AS n FROM turns')?.n ?? 0;
    const before = this.#fact('turns-before');
    const left =
      before === undefined
        ? 0
        : (this.history.get<{ n: number }>('SELECT count(*) AS n FROM turns WHERE row < :before', { before })?.n ?? 0);
    this.#done = this.#total - left;
  }

  /** The last change that the index saw must be one of this very history: a backup that was put back, or another file, is not. */
  #belongsToHistory(): boolean {
    const seen = this.#fact('seen');
    if (seen === undefined) return false;
    const sql = 'SELECT stamp FROM search_changes WHERE sequence = :seen';
    return this.history.get<{ stamp: number }>(sql, { seen })?.stamp === this.#fact('stamp');
  }

  #isBackfilled(): boolean {
    return this.#fact('titles-before') === undefined && this.#fact('turns-before') === undefined;
  }

  /** Documents by time: the index takes them in that order without writing a part of its own for each. */
  #put(documents: readonly SourceDocument[]): void {
    const placed = new Map<number, SourceDocument>();
    for (const document of [...documents].sort((a, b) => a.date - b.date)) {
      const known = this.#rowOf(document.kind, document.sourceRow);
      if (known !== undefined) this.#removeWords(known);
      const row = known ?? this.#newRow(document.date);
      this.#change(
        `INSERT OR REPLACE INTO documents (row, kind, source_row, conversation_row, date)
         VALUES (:row, :kind, :sourceRow, :conversationRow, :date)`,
        {
          row,
          kind: document.kind,
          sourceRow: document.sourceRow,
          conversationRow: document.conversationRow,
          date: document.date,
        },
      );
      placed.set(row, document);
    }
    const added = new Map<number, number>();
    for (const [row, document] of [...placed].sort(([a], [b]) => a - b)) {
      const { number } = partOf(this.#parts, row);
      this.#tidyParts.delete(number);
      const model = document.modelId === undefined ? undefined : this.#modelNumber(document.modelId);
      this.#change(`INSERT INTO ${partTable(number)} (rowid, tokens) VALUES (:row, :tokens)`, {
        row,
        tokens: documentTokens(document, model),
      });
      added.set(number, (added.get(number) ?? 0) + 1);
    }
    for (const [number, count] of added) this.#count(number, count);
  }

  /** A free row for a moment, in a part of its own where the newest one is full. */
  #newRow(date: number): number {
    const row = freeSlot(this.#index, date);
    if (isFull(this.#parts[0]) && row > this.#lastRow()) this.#addPart(row);
    return row;
  }

  #addPart(fromRow: number): void {
    const sql = 'INSERT INTO parts (from_row) VALUES (:fromRow) RETURNING number';
    const number = this.#index.get<{ number: number }>(sql, { fromRow })?.number ?? 0;
    this.#index.exec(partSchema(number));
    this.#parts = readParts(this.#index);
  }

  #lastRow(): number {
    return this.#index.get<{ row: number }>('SELECT row FROM documents ORDER BY row DESC LIMIT 1')?.row ?? 0;
  }

  #count(number: number, more: number): void {
    this.#change('UPDATE parts SET document_count = document_count + :more WHERE number = :number', { number, more });
    this.#parts = readParts(this.#index);
  }

  /** Where the prompts of the history belong. */
  #turnRows(): readonly number[] {
    return this.history.tuples<readonly [number]>('SELECT created_at FROM turns').map(([date]) => slotOf(date));
  }

  #removeWords(row: number): void {
    const { number } = partOf(this.#parts, row);
    this.#tidyParts.delete(number);
    this.#change(`DELETE FROM ${partTable(number)} WHERE rowid = :row`, { row });
    this.#count(number, -1);
  }

  #remove(kind: DocumentKind, sourceRow: number): void {
    const row = this.#rowOf(kind, sourceRow);
    if (row === undefined) return;
    this.#removeWords(row);
    this.#change('DELETE FROM documents WHERE row = :row', { row });
  }

  #rowOf(kind: DocumentKind, sourceRow: number): number | undefined {
    const sql = 'SELECT row FROM documents WHERE source_row = :sourceRow AND kind = :kind';
    return this.#index.get<{ row: number }>(sql, { sourceRow, kind })?.row;
  }

  #modelNumber(id: string): number {
    this.#change('INSERT INTO models (id) VALUES (:id) ON CONFLICT (id) DO NOTHING', { id });
    return this.#index.get<{ number: number }>('SELECT number FROM models WHERE id = :id', { id })?.number ?? 0;
  }

  #fact(key: string): number | undefined {
    return this.#index.get<{ value: number }>('SELECT value FROM facts WHERE key = :key', { key })?.value;
  }

  #setFact(key: string, value: number | undefined): void {
    if (value === undefined) this.#change('DELETE FROM facts WHERE key = :key', { key });
    else {
      const sql =
        'INSERT INTO facts (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = excluded.value';
      this.#change(sql, { key, value });
    }
  }

  /**
   * Not by `run`: deleting from the index leaves the connection with a last row number that no JavaScript number can hold, and the driver
   * would refuse to tell it.
   */
  #change(sql: string, parameters?: SqlParameters): void {
    this.#index.get(sql, parameters);
  }

  /** Commits without waiting for the disk: what a power cut takes is indexed again. */
  #write(steps: () => void): void {
    this.#index.relaxed(() => this.#index.transaction(steps));
  }

  /** A damaged index is made anew; a damaged history is none of this index's business. */
  #guarded(step: () => boolean): boolean {
    try {
      return step();
    } catch (error) {
      if (!(error instanceof CallError) || error.reason !== 'damaged') throw error;
      this.startOver();
      return true;
    }
  }
}

function openCached(path: string): Connection {
  const index = openSearchFile(path);
  index.pragma(`cache_size=-${indexCacheKilobytes}`);
  return index;
}

function kindOf(word: string): DocumentKind | undefined {
  return Object.hasOwn(documentKinds, word) ? documentKinds[word as keyof typeof documentKinds] : undefined;
}
