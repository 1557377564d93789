import { type Session, session, type WebContents } from 'electron';
import type { ConversationDetail } from '../../src/shared/domain/conversation';
import type { ExportOptions } from '../../src/shared/domain/transfer';
import { withHiddenView } from './hiddenView';
import { jsonPieces } from './jsonPieces';

/** What the page in `src/export` is asked for. */
export interface DocumentRequest {
  readonly detail: ConversationDetail;
  readonly connectionNames: { readonly [connectionId: string]: string };
  readonly language: string;
  readonly options: ExportOptions;
  readonly form: 'markdown' | 'html' | 'print' | 'picture';
  /** For a picture: what of the conversation is shown. */
  readonly subject?:
    | { readonly turnId: string; readonly laneId?: string | undefined; readonly answerId?: string | undefined }
    | undefined;
  readonly nowMs: number;
}

/** Answers the document in pieces, so that a long one is never one step of the main process. */
export type RenderDocument = (request: DocumentRequest) => Promise<readonly string[]>;

const pageAddress = 'app://couplet/export/document.html';
/** A conversation of thousands of long answers takes seconds; the whole run may take hours and is watched per document. */
const documentTimeoutMs = 120_000;
const runTimeoutMs = 24 * 60 * 60 * 1000;

/**
 * Opens the page that turns conversations into documents and hands it to `work`. It is the program's own page in a process of its own, with
 * the same Markdown pipeline, and has neither a network nor a bridge: what it makes is text that comes back.
 */
export class DocumentPage {
  readonly #prepareSession: (session: Session) => void;
  #session: Session | undefined;

  /** `prepareSession` closes the network of a session and serves the program's own page in it; called once. */
  constructor(prepareSession: (session: Session) => void) {
    this.#prepareSession = prepareSession;
  }

  use<Result>(signal: AbortSignal, work: (render: RenderDocument) => Promise<Result>): Promise<Result> {
    const options = { session: this.#ownSession(), hasScripts: true };
    return withHiddenView(options, signal, runTimeoutMs, async contents => {
      await contents.loadURL(pageAddress);
      return await work(request => bounded(render(contents, request)));
    });
  }

  #ownSession(): Session {
    if (this.#session === undefined) {
      this.#session = session.fromPartition('couplet-document');
      this.#prepareSession(this.#session);
    }
    return this.#session;
  }
}

/** The request crosses as the text of a JSON text, which nothing inside it can end. */
async function render(contents: WebContents, { detail, ...request }: DocumentRequest): Promise<readonly string[]> {
  const { turns, turnLanes, answers, ...head } = detail;
  const put = (piece: string) => contents.executeJavaScript(`globalThis.putRequest(${JSON.stringify(piece)})`);
  await put(`${JSON.stringify(request).slice(0, -1)},"detail":`);
  for (const piece of jsonPieces(head, { turns, turnLanes, answers })) await put(piece);
  await put('}');
  const pieceCount: unknown = await contents.executeJavaScript('globalThis.makeDocument()');
  const pieces: string[] = [];
  for (let index = 0; index < Number(pieceCount); index += 1) {
    const piece: unknown = await contents.executeJavaScript(`globalThis.takeDocument(${index})`);
    if (typeof piece !== 'string') throw new Error('The page made no document.');
    pieces.push(piece);
  }
  return pieces;
}

function bounded<Result>(work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('A document took too long.')), documentTimeoutMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
