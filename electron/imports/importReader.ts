import { type ConversationPiece, pieceTaker } from './conversationPiece';
import { ImportProblem } from './importProblem';
import type { OpenImport } from './importSummary';
import { openImport } from './openImport';
import type { NumberedQuestion, ReaderMessage, ReaderQuestion } from './readerMessages';

/**
 * The process that reads a file to be imported. It is apart from main, so that a file of any size neither stops a stream nor can take the
 * program down; it holds what it read until it is ended, and writes nothing.
 */
let open: OpenImport | undefined;
/** Hands over the conversation that was asked for last. */
let takePiece: (() => ConversationPiece | undefined) | undefined;

process.parentPort.on('message', ({ data }: { readonly data: NumberedQuestion }) => {
  void answer(data.question, data.number).then(
    message => post(message),
    error => post({ type: 'problem', number: data.number, ...problemOf(error) }),
  );
});

async function answer(question: ReaderQuestion, number: number): Promise<ReaderMessage> {
  switch (question.type) {
    case 'read': {
      const { path, nowMs } = question;
      await open?.close();
      open = undefined;
      open = await openImport({ path, nowMs, onProgress: followProgress() });
      const { kind, fileName, skipped, damaged, hasSettings, summaries } = open;
      return { type: 'read', number, result: { kind, fileName, skipped, damaged, hasSettings, summaries } };
    }
    case 'conversation': {
      if (open === undefined) throw new ImportProblem('import-unreadable');
      takePiece = pieceTaker(await open.conversation(question.index));
      return { type: 'conversation', number, piece: nextPiece() };
    }
    case 'piece':
      return { type: 'piece', number, piece: nextPiece() };
    case 'content':
      return { type: 'content', number, bytes: await open?.content(question.sha256) };
  }
}

function nextPiece(): ConversationPiece {
  const piece = takePiece?.();
  if (piece === undefined) throw new ImportProblem('import-unreadable');
  // It may be as large as a file: it is not kept beyond its end.
  if (piece.isLast) takePiece = undefined;
  return piece;
}

/** Tells of a step forward a hundred times at most. */
function followProgress(): (done: number, total: number) => void {
  let last = -1;
  return (done, total) => {
    const hundredths = total === 0 ? 0 : Math.floor((100 * done) / total);
    if (hundredths === last) return;
    last = hundredths;
    post({ type: 'progress', done, total });
  };
}

/** A fault of ours or too little memory reads as a file that cannot be read. */
function problemOf(error: unknown): { readonly reason: string; readonly place?: string | undefined } {
  if (!(error instanceof ImportProblem)) return { reason: 'import-unreadable' };
  const { reason, place } = error;
  return { reason, place };
}

function post(message: ReaderMessage): void {
  process.parentPort.postMessage(message);
}
