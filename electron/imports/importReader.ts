import type { ExportedConversation } from '../../src/shared/domain/exportFormat';
import { ImportProblem } from './importProblem';
import { type ReadImport, readImport } from './importReading';
import type { NumberedQuestion, ReaderMessage, ReaderQuestion, ReadSummary } from './readerMessages';

/**
 * The process that reads a file to be imported. It is apart from main, so that a file of any size neither stops a stream nor can take the
 * program down; it holds what it read until it is ended, and writes nothing.
 */
let open: ReadImport | undefined;

const maxNamedModels = 8;

process.parentPort.on('message', ({ data }: { readonly data: NumberedQuestion }) => {
  void answer(data.question, data.number).then(
    message => post(message),
    error => post({ type: 'problem', number: data.number, reason: reasonOf(error) }),
  );
});

async function answer(question: ReaderQuestion, number: number): Promise<ReaderMessage> {
  switch (question.type) {
    case 'read': {
      const { path, nowMs } = question;
      open = await readImport({ path, nowMs, onProgress: (done, total) => post({ type: 'progress', done, total }) });
      const { kind, fileName, skipped, hasSettings, conversations } = open;
      return {
        type: 'read',
        number,
        result: { kind, fileName, skipped, hasSettings, summaries: conversations.map(summaryOf) },
      };
    }
    case 'conversation': {
      const conversation = open?.conversations[question.index];
      if (conversation === undefined) throw new ImportProblem('import-unreadable');
      return { type: 'conversation', number, conversation };
    }
    case 'content':
      return { type: 'content', number, bytes: await open?.content(question.sha256) };
  }
}

function summaryOf(conversation: ExportedConversation): ReadSummary {
  const { id, title, updatedAt, lanes, turns, answers } = conversation;
  const unique = (values: readonly string[]) => [...new Set(values)];
  return {
    id,
    title: title === '' ? (turns[0]?.prompt ?? '').slice(0, 120) : title,
    updatedAt,
    messageCount: turns.length + answers.length,
    models: unique(lanes.map(lane => lane.modelId)).slice(0, maxNamedModels),
    systemPrompts: unique(lanes.map(lane => lane.systemPrompt).filter(text => text !== '')),
    contents: unique(turns.flatMap(turn => turn.attachments.map(attachment => attachment.sha256))),
  };
}

/** A fault of ours or too little memory reads as a file that cannot be read. */
function reasonOf(error: unknown): string {
  return error instanceof ImportProblem ? error.reason : 'import-unreadable';
}

function post(message: ReaderMessage): void {
  process.parentPort.postMessage(message);
}
