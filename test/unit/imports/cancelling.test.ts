import { describe, expect, it } from 'vitest';
import { Imports } from '../../../electron/imports/imports';
import type { NumberedQuestion, ReaderMessage } from '../../../electron/imports/readerMessages';
import { ReaderProcess } from '../../../electron/imports/readerProcess';
import type { AttachmentId, ConversationId } from '../../../src/shared/domain/ids';

const noRows = { turns: [], turnLanes: [], answers: [], isLast: true };
const sha256 = 'a'.repeat(64);

/** A reader that knows one conversation with one file, and a disk whose writing can be stopped in the middle. */
function setUp(chooseFile = async (): Promise<string | undefined> => 'file.json') {
  const readers = { started: 0, ended: 0 };
  const published: ConversationId[] = [];
  const discarded: ConversationId[] = [];
  let endSaving = () => {};
  let noteSaving = () => {};
  const isSaving = new Promise<void>(resolve => {
    noteSaving = resolve;
  });
  const imports = new Imports({
    chooseFile,
    startReader: onProgress => {
      readers.started += 1;
      let tell: (message: ReaderMessage) => void = () => {};
      const answer = ({ number, question }: NumberedQuestion): ReaderMessage => {
        if (question.type === 'conversation')
          return { type: 'conversation', number, piece: { ...noRows, head: { id: 'c', lanes: [] } as never } };
        if (question.type === 'piece') return { type: 'problem', number, reason: 'import-unreadable' };
        if (question.type === 'content') return { type: 'content', number, bytes: new Uint8Array([65]) };
        const summary = { id: 'c', title: 't', updatedAt: 1, messageCount: 1, models: [], systemPrompts: [] };
        const summaries = [{ ...summary, contents: [sha256] }];
        return {
          type: 'read',
          number,
          result: { kind: 'couplet', fileName: 'f', summaries, skipped: [], damaged: [], hasSettings: false },
        };
      };
      const child = {
        postMessage: (message: unknown) => queueMicrotask(() => tell(answer(message as NumberedQuestion))),
        onMessage: (listener: (message: ReaderMessage) => void) => {
          tell = listener;
        },
        onExit: () => {},
        kill: () => {
          readers.ended += 1;
        },
      };
      return new ReaderProcess(child, onProgress);
    },
    knownOrigins: async () => new Set(),
    stage: async () => 'conversation-1' as ConversationId,
    publish: async ids => void published.push(...ids),
    discard: async ids => void discarded.push(...ids),
    remove: async ids => ids,
    attachments: {
      whileKept: work => work(),
      save: async name => {
        noteSaving();
        await new Promise<void>(resolve => {
          endSaving = resolve;
        });
        return { id: 'attachment-1' as AttachmentId, name, mediaType: 'text/plain', sizeBytes: 1, sha256 };
      },
    },
    connections: () => [],
    wallMs: () => 1,
    onProgress: () => {},
    log: () => {},
  });
  return { imports, published, discarded, readers, isSaving, endSaving: () => endSaving() };
}

describe('an import that is cancelled', () => {
  it('brings nothing into sight, also when its last file was being saved', async () => {
    const { imports, published, discarded, isSaving, endSaving } = setUp();
    const preview = await imports.choose();
    const run = imports.run(preview?.importId ?? '', [0], []);
    run.catch(() => undefined);
    await isSaving;
    imports.cancel();
    endSaving();
    await expect(run).rejects.toMatchObject({ code: 'E_CANCELLED' });
    expect({ published, discarded }).toEqual({ published: [], discarded: ['conversation-1'] });
  });

  it('is published whole when nobody cancels it', async () => {
    const { imports, published, isSaving, endSaving } = setUp();
    const preview = await imports.choose();
    const run = imports.run(preview?.importId ?? '', [0], []);
    await isSaving;
    endSaving();
    await expect(run).resolves.toMatchObject({ conversationCount: 1 });
    expect(published).toEqual(['conversation-1']);
  });
});

describe('an import whose page is gone', () => {
  it('keeps no file open that nobody can choose from any more', async () => {
    const { imports, readers } = setUp();
    const preview = await imports.choose();
    imports.forgetPage();
    expect(readers).toEqual({ started: 1, ended: 1 });
    await expect(imports.run(preview?.importId ?? '', [0], [])).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
  });

  it.each(['forgetPage', 'cancel'] as const)('does not read a file that is chosen after %s', async way => {
    let choose = (_path: string) => {};
    const { imports, readers } = setUp(
      () =>
        new Promise(resolve => {
          choose = resolve;
        }),
    );
    const choosing = imports.choose();
    imports[way]();
    choose('file.json');
    await expect(choosing).resolves.toBeUndefined();
    expect(readers.started).toBe(0);
  });

  it('is still written to its end', async () => {
    const { imports, published, isSaving, endSaving } = setUp();
    const preview = await imports.choose();
    const run = imports.run(preview?.importId ?? '', [0], []);
    await isSaving;
    imports.forgetPage();
    endSaving();
    await expect(run).resolves.toMatchObject({ conversationCount: 1 });
    expect(published).toEqual(['conversation-1']);
  });
});
