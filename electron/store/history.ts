import type { Answer } from '../../src/shared/domain/answer';
import type {
  Attachment,
  ConversationBeginning,
  ConversationDetail,
  ConversationSummary,
  ConversationTexts,
  Lane,
  OutlinePiece,
  Turn,
  TurnHead,
  TurnLane,
} from '../../src/shared/domain/conversation';
import type {
  ConversationContents,
  ConversationCounts,
  ConversationView,
} from '../../src/shared/domain/conversationView';
import { CallError } from '../../src/shared/domain/errors';
import type { ExportedConversation } from '../../src/shared/domain/exportFormat';
import type { ConversationMark, Folder } from '../../src/shared/domain/folder';
import type { AnswerId, AttachmentId, ConversationId, FolderId, LaneId, TurnId } from '../../src/shared/domain/ids';
import type { SavedPrompt } from '../../src/shared/domain/savedPrompt';
import { othersRun } from '../othersRun';
import * as answers from './answers';
import { addAttachment, isContentUsed, readAttachment } from './attachmentRows';
import { type BackUpOptions, type BackUpOutcome, backUp } from './backups';
import { readBeginning } from './conversationBeginning';
import { type CopiedConversation, copyingOf } from './conversationCopy';
import * as marks from './conversationMarks';
import { readInPieces } from './conversationPieces';
import * as conversations from './conversations';
import * as texts from './conversationTexts';
import * as views from './conversationViews';
import type { Connection, Reader, Writer } from './db';
import { deleteStep } from './deletion';
import type { StartDiskProcess } from './diskTask';
import { attachmentSteps, type Erased, readAttached, readContents } from './erase';
import * as folders from './folders';
import { watchPlace } from './historyPlace';
import { checkIntegrity, type DiskWork, type IntegrityReport } from './integrityCheck';
import { type AddedLane, type LaneSource, laneCopyOf } from './laneCopy';
import * as lanes from './lanes';
import { saveNumber, takeNumber } from './metaNumbers';
import { migrations } from './migrations/list';
import { type OpenProblem, openDatabase, toProblem } from './open';
import * as paths from './paths';
import * as prompts from './prompts';
import { type Purged, purge, purgeOne } from './purge';
import { readRecent } from './recentDetail';
import { forgetChanges } from './searchChanges';
import * as staged from './stagedConversations';
import { isBusy } from './storageError';
import { readOutlineBefore } from './turnOutline';
import * as turns from './turns';
import { undoOne } from './undoLog';
import { keepUnsaved, takeUnsaved } from './unsavedAnswers';
import { WholeChanges } from './wholeChange';
import { WriteGate } from './writeGate';

export interface HistoryOptions {
  /** Data folder of the user; made when it is missing. */
  readonly folder: string;
  /** Milliseconds since 1970 UTC. */
  readonly wallMs: () => number;
  /** Called each time a write met a full disk, also when it then succeeded in the room that was kept for this. */
  readonly onDiskFull?: () => void;
  /** Starts processes for checks and copies; a thread does them when left out, which holds up the end of the program. */
  readonly startDiskProcess?: StartDiskProcess | undefined;
}

/** What is told while a conversation is copied; `share` from 0 to 1. */
interface CopyWatch {
  readonly check?: () => void;
  readonly onProgress?: (share: number) => void;
}

/** How long work in the background is ended and watched. */
type WorkControl = Omit<DiskWork, 'start'>;

export type HistoryOutcome = OpenProblem | { readonly kind: 'ready'; readonly history: History };

export interface History {
  readonly read: HistoryReader;
  readonly write: HistoryWriter;
  /** Answers that were running when the program ended last time; now interrupted, their text kept. */
  readonly interruptedCount: number;
  /** The program ends and has cut off so many answers: counted in `interruptedCount` of the next start. Never throws. */
  readonly noteInterrupted: (count: number) => void;
  /** False once the file or its log was moved, deleted or replaced under the running program: nothing that is written stays then. */
  readonly isInPlace: () => boolean;
  /** The program ends and could not save these: brought in by the next start. False when that cannot be written either. Never throws. */
  readonly keepUnsaved: (answers: readonly Answer[]) => boolean;
  /**
   * To be awaited before a write that the user asks for: resolves when no other program holds the history, or patience has run out. Undefined
   * where nothing has to be waited for. Throws E_STORAGE `gone` where the file was moved, deleted or replaced while
   * the program runs.
   */
  readonly writable: () => Promise<void> | undefined;
  /** The same before a read: only where the file system has no write-ahead log (some network folders) does it ever wait. */
  readonly readable: () => Promise<void> | undefined;
  /** The last end was not a clean one: `check` should run once the window stands. */
  readonly isAfterUncleanExit: boolean;
  /** Looks at every page in the background. No problems: all is well. */
  readonly check: (control?: WorkControl) => Promise<IntegrityReport>;
  /** Writes the daily copy in the background, unless there is a recent one. */
  readonly backUp: (options?: Omit<BackUpOptions, 'nowMs'>) => Promise<BackUpOutcome>;
  readonly close: () => void;
}

export type HistoryReader = ReturnType<typeof readFunctions>;
export type HistoryWriter = ReturnType<typeof writeFunctions>;

/**
 * Opens the history of a data folder. Whatever stands in the way is an outcome for the recovery screen, and nothing is changed then.
 * All reads and writes are synchronous; refusals are CallError (E_NOT_FOUND, E_CONFLICT, E_STORAGE with a StorageReason).
 */
export function openHistory(options: HistoryOptions): HistoryOutcome {
  const { folder, wallMs, onDiskFull, startDiskProcess } = options;
  const outcome = openDatabase({
    folder,
    migrations,
    nowMs: wallMs(),
    ...(onDiskFull === undefined ? {} : { onDiskFull }),
  });
  if (outcome.kind !== 'ready') return outcome;
  const { connection, isAfterUncleanExit, close } = outcome.database;
  let interruptedCount: number;
  try {
    takeUnsaved(folder, connection);
    // What was cut off in between.
    while (undoOne(connection));
    interruptedCount = answers.markInterrupted(connection) + takeNumber(connection, interruptedKey);
  } catch (error) {
    connection.close();
    return toProblem(error, folder);
  }
  // From here on there is a window, which must not stand still while another program holds the history: `writable` waits for that instead.
  connection.exec(`PRAGMA busy_timeout=${busyTimeoutMs}`);
  // Without a write-ahead log our own copies and searches hold up writes too, and others hold up reading.
  const gate = new WriteGate({
    isLocked: connection.isLocked,
    ...(!connection.isWal && { patienceMs: journalPatienceMs }),
  });
  const readGate = new WriteGate({ isLocked: connection.isUnreadable });
  const isInPlace = watchPlace(connection);
  const refuseElsewhere = () => {
    if (!isInPlace()) throw new CallError('E_STORAGE', 'gone');
  };
  return {
    kind: 'ready',
    history: {
      read: readFunctions({ ...connection, whenReadable: () => readGate.whenFree() }),
      write: writeFunctions(connection, wallMs, gate, refuseElsewhere),
      isInPlace,
      writable: () => {
        refuseElsewhere();
        return gate.whenFree();
      },
      readable: () => (connection.isWal ? undefined : readGate.whenFree()),
      interruptedCount,
      noteInterrupted: count => noteInterrupted(connection, count),
      keepUnsaved: unsaved => keepUnsaved(folder, unsaved),
      isAfterUncleanExit,
      check: control => checkIntegrity(connection.path, { ...control, start: startDiskProcess }),
      backUp: async options => {
        // What stands under the name now is not what is in use.
        refuseElsewhere();
        return await backUp(folder, { ...options, nowMs: wallMs(), start: startDiskProcess });
      },
      close,
    },
  };
}

/** Enough for the moments in which SQLite itself holds a lock. */
const busyTimeoutMs = 5;
const journalPatienceMs = 15_000;
/** Characters; from here on a write takes milliseconds. */
const longText = 500_000;
/** Long work waits so long at each of its steps before it gives up, and nothing of it stays. */
const longWorkPatienceMs = 60_000;
const longWorkAttempts = 3;

const interruptedKey = 'interrupted-at-exit';

function noteInterrupted(connection: Connection, count: number): void {
  if (count === 0) return;
  try {
    saveNumber(connection, interruptedKey, count);
  } catch {
    // A full disk must not keep the program from ending; each answer says by itself that it was cut off.
  }
}

/** Takes a handle that cannot write, so that no read can change anything by accident. */
export function readFunctions(reader: Reader) {
  return {
    /** All conversations that are not deleted, newest first. */
    page: (before: views.PageStart | undefined, limit: number): views.ConversationPage =>
      views.readPage(reader, undefined, before, limit),
    list: (view: ConversationView, before: views.PageStart | undefined, limit: number): views.ConversationPage =>
      views.readPage(reader, view, before, limit),
    pinned: (): readonly ConversationSummary[] => views.readPinned(reader),
    removedPage: (before: views.RemovedStart | undefined, limit: number) => views.readRemoved(reader, before, limit),
    removedIds: (): readonly ConversationId[] => views.readRemovedIds(reader),
    changeTimes: (): ReadonlyMap<ConversationId, number> => views.readChangeTimes(reader),
    counts: (): ConversationCounts => views.readCounts(reader),
    contents: (ids: readonly ConversationId[]): Promise<ConversationContents> => readContents(reader, ids),
    folders: (): readonly Folder[] => folders.readFolders(reader),
    folderMembers: (id: FolderId): readonly ConversationId[] => folders.readMembers(reader, id),
    /** The first prompt of a conversation with an answer to it. */
    opening: (id: ConversationId) => turns.readOpening(reader, id),
    /** Conversations whose title holds all of these words, newest first. */
    titled: (words: readonly string[], limit: number): readonly ConversationSummary[] =>
      conversations.readTitled(reader, words, limit),
    /** False when the conversation is deleted or unknown. */
    hasConversation: (id: ConversationId): boolean => conversations.readSummary(reader, id) !== undefined,
    /** Undefined when the conversation is deleted or unknown. */
    summary: (id: ConversationId): ConversationSummary | undefined => conversations.readSummary(reader, id),
    /** Everything of one conversation, in one query per table. E_NOT_FOUND when it is deleted or unknown. `liveSequences` is empty. */
    detail: (id: ConversationId): ConversationDetail => readDetail(reader, id),
    /** The same without holding anything up: in pieces, see `readInPieces`. */
    detailInPieces: (id: ConversationId, check?: () => void): Promise<ConversationDetail> =>
      readInPieces(reader, id, { check }),
    /** The same with the texts of the last turns only, where it is long. */
    recentDetail: (id: ConversationId): Promise<ConversationDetail> => readRecent(reader, id),
    /** Only the first of the turns that are shown, and how many are shown in all. */
    beginning: (id: ConversationId, turnCount: number): Promise<ConversationBeginning> =>
      readBeginning(reader, id, turnCount),
    outlineBefore: (id: ConversationId, turnNumber: number): OutlinePiece => readOutlineBefore(reader, id, turnNumber),
    textsBefore: (id: ConversationId, turnNumber: number): Promise<ConversationTexts> =>
      texts.readTextsBefore(reader, id, turnNumber),
    lane: (id: LaneId): Lane | undefined => lanes.readLane(reader, id),
    /** Lanes that are not removed, by position. */
    lanes: (id: ConversationId): readonly Lane[] => lanes.readLanes(reader, id),
    turn: (id: TurnId): Turn | undefined => turns.readTurn(reader, id),
    turnHead: (id: TurnId): TurnHead | undefined => turns.readTurnHead(reader, id),
    turnLane: (turnId: TurnId, laneId: LaneId): TurnLane | undefined => turns.readTurnLane(reader, turnId, laneId),
    turnLanes: (turnId: TurnId): readonly TurnLane[] => turns.readTurnLanes(reader, turnId),
    answer: (id: AnswerId): Answer | undefined => answers.readAnswer(reader, id),
    variants: (turnId: TurnId, laneId: LaneId): readonly Answer[] => answers.readVariants(reader, turnId, laneId),
    path: (laneId: LaneId, upToTurnId: TurnId): readonly paths.PathStep[] => paths.readPath(reader, laneId, upToTurnId),
    pathLinks: (laneId: LaneId, upToTurnId: TurnId): readonly paths.PathLink[] =>
      paths.readPathLinks(reader, laneId, upToTurnId),
    pathInPieces: (links: readonly paths.PathLink[], pause: () => Promise<void>): Promise<readonly paths.PathStep[]> =>
      paths.readPathInPieces(reader, links, pause),
    branchEnd: (laneId: LaneId, turnId: TurnId): TurnId => paths.readBranchEnd(reader, laneId, turnId),
    nextTurnSequence: (id: ConversationId): number => turns.nextTurnSequence(reader, id),
    nextAnswerSequence: (id: LaneId): number => answers.nextAnswerSequence(reader, id),
    attachment: (id: AttachmentId): Attachment | undefined => readAttachment(reader, id),
    isContentUsed: (sha256: string): boolean => isContentUsed(reader, sha256),
    prompts: (): readonly SavedPrompt[] => prompts.readPrompts(reader),
    earlierPrompts: (except?: ConversationId): readonly string[] => prompts.readEarlierPrompts(reader, except),
    /** In the given order. E_NOT_FOUND when one is unknown. */
    attachments: (ids: readonly AttachmentId[]): readonly Attachment[] =>
      ids.map(id => {
        const attachment = readAttachment(reader, id);
        if (attachment === undefined) throw new CallError('E_NOT_FOUND', 'attachment');
        return attachment;
      }),

    /** Newest first, archived ones among them. */
    conversationIds: (): readonly ConversationId[] => staged.readConversationIds(reader),
    folderName: (id: ConversationId): string | undefined => staged.readFolderName(reader, id),
    knownOrigins: (kind: string, ids: readonly string[]): Promise<ReadonlySet<string>> =>
      staged.knownOrigins(reader, kind, ids),
    /** Lines of those that are not deleted, in the order of their names. */
    summaries: (ids: readonly ConversationId[]): Promise<readonly ConversationSummary[]> =>
      conversations.readSummariesInPieces(reader, ids),
  };
}

function readDetail(reader: Reader, id: ConversationId): ConversationDetail {
  return {
    conversation: conversations.requireConversation(reader, id),
    ...conversations.readFrame(reader, id),
    lanes: lanes.readAllLanes(reader, id),
    turns: turns.readConversationTurns(reader, id),
    turnLanes: turns.readConversationTurnLanes(reader, id),
    answers: answers.readConversationAnswers(reader, id),
    liveSequences: {},
  };
}

/** Each call is one transaction and on the disk when it returns, except where it says otherwise. */
function writeFunctions(writer: Writer, wallMs: () => number, gate: WriteGate, refuseElsewhere: () => void) {
  const { transaction } = writer;
  /** A write of this text; a long one is folded into the file in a step of its own. */
  const lightly = <Result>(text: string, write: () => Result): Result =>
    text.length > longText ? writer.foldedLater(write) : write();
  const inWork = new Set<ConversationId>();

  /** Carries out steps that write a conversation out of sight; where one fails, nothing of it stays. */
  async function writeInSteps(id: ConversationId, steps: Iterable<() => void>, check: () => void): Promise<void> {
    inWork.add(id);
    let isFirst = true;
    try {
      for (const step of steps) {
        if (!isFirst) await othersRun();
        isFirst = false;
        check();
        refuseElsewhere();
        await patiently(gate, () => writer.relaxed(() => transaction(step)));
      }
    } catch (error) {
      await discard([id]);
      throw error;
    }
  }

  const changes = new WholeChanges({
    writer,
    patiently: write => patiently(gate, write),
    pause: othersRun,
    wallMs,
  });

  /** What is changed is looked up when its turn has come. */
  function changed<Result>(prepare: () => marks.ManyChanged<Result>): Promise<readonly Result[]> {
    return changes.run(prepare);
  }

  async function publish(ids: readonly ConversationId[]): Promise<void> {
    refuseElsewhere();
    await gate.whenFree(longWorkPatienceMs);
    await changed(() => marks.publishingOf(writer, ids));
    for (const id of ids) inWork.delete(id);
  }

  async function discard(ids: readonly ConversationId[]): Promise<void> {
    for (const id of ids) inWork.delete(id);
    await deleteAll(
      writer,
      gate,
      ids.filter(id => staged.isStaged(writer, id)),
    );
  }

  return {
    createConversation: (
      newLanes: readonly lanes.NewLane[],
      arrangement: conversations.ArrangementPatch = {},
    ): ConversationId =>
      transaction(() => {
        const id = conversations.insertConversation(writer, wallMs(), arrangement);
        for (const lane of newLanes) lanes.insertLane(writer, id, lane, wallMs());
        return id;
      }),
    /** E_CONFLICT when `revision` is not the current one. */
    updateConversation: (
      id: ConversationId,
      revision: number,
      patch: conversations.ConversationPatch,
    ): ConversationSummary => transaction(() => conversations.updateConversation(writer, id, revision, patch)),
    /** May be lost when the power fails. */
    arrangeConversation: (id: ConversationId, patch: conversations.ArrangementPatch): void =>
      writer.relaxed(() => conversations.arrangeConversation(writer, id, patch)),
    /** May be lost when the power fails. */
    saveComposerDraft: (id: ConversationId, draft: string, attachmentIds?: readonly AttachmentId[]): void =>
      lightly(draft, () => writer.relaxed(() => conversations.saveComposerDraft(writer, id, draft, attachmentIds))),
    /** Soft, for 30 days. E_CONFLICT when `revision` is not the current one. */
    removeConversation: (id: ConversationId, revision: number): void =>
      transaction(() => conversations.removeConversation(writer, id, revision, wallMs())),
    restoreConversation: (id: ConversationId): ConversationSummary =>
      transaction(() => conversations.restoreConversation(writer, id)),
    /** Resolves once no change of many rows is half done. */
    settled: (): Promise<void> => changes.settled(),
    /** Many in parts, as a whole or not at all; see `WholeChanges`. So are the others that answer a promise. */
    markConversations: (changes: readonly ConversationMark[]): Promise<readonly ConversationSummary[]> =>
      changed(() => marks.markingOf(writer, changes)),
    /** May be lost when the power fails. Undefined when nothing changed by it. */
    setUnread: (id: ConversationId, hasUnread: boolean): ConversationSummary | undefined =>
      writer.relaxed(() => marks.setUnread(writer, id, hasUnread)),
    /** Soft, for 30 days. Answers those that were there. */
    removeConversations: (ids: readonly ConversationId[]): Promise<readonly ConversationId[]> =>
      changed(() => marks.removalOf(writer, ids, wallMs())),
    restoreConversations: (ids: readonly ConversationId[]): Promise<readonly ConversationSummary[]> =>
      changed(() => marks.restoringOf(writer, ids)),
    /** Deletes for good those that the user had deleted before, in short steps between which everything else goes on. */
    eraseConversations: async (ids: readonly ConversationId[]): Promise<Erased> => {
      const erased = await changed(() => marks.erasureOf(writer, ids));
      const attached = await readAttached(writer, erased);
      await deleteAll(writer, gate, erased);
      const unusedContents: string[] = [];
      for (const step of attachmentSteps(writer, attached)) {
        unusedContents.push(...(await patiently(gate, () => transaction(step))));
        await othersRun();
      }
      return { count: erased.length, unusedContents };
    },
    /**
     * In short steps between which everything else goes on; seen nowhere before it is whole. `check` is called between the steps and throws
     * to end it: nothing of it stays then.
     */
    copyConversation: async (id: ConversationId, title: string, watch: CopyWatch = {}): Promise<CopiedConversation> => {
      const copy = copyingOf(writer, id, title, wallMs());
      await writeInSteps(copy.id, copy.steps, () => {
        watch.onProgress?.(copy.share());
        watch.check?.();
      });
      try {
        watch.check?.();
        await publish([copy.id]);
      } catch (error) {
        await discard([copy.id]);
        throw error;
      }
      return { id: copy.id, cutCount: copy.cutCount() };
    },
    /** Undefined when it did not fit any more: the conversation is gone, or has another title than `expected`. */
    suggestTitle: (id: ConversationId, title: string, expected: string): ConversationSummary | undefined =>
      transaction(() => conversations.suggestTitle(writer, id, title, expected)),
    /** Takes a suggested title back. E_CONFLICT when it has another title by now, E_NOT_FOUND when it is deleted. */
    takeBackTitle: (id: ConversationId, title: string, before: string): ConversationSummary =>
      transaction(() => conversations.takeBackTitle(writer, id, title, before)),

    createFolder: (name: string): Folder => transaction(() => folders.createFolder(writer, name, wallMs())),
    renameFolder: (id: FolderId, name: string): void => folders.renameFolder(writer, id, name),
    reorderFolders: (ids: readonly FolderId[]): void => transaction(() => folders.reorderFolders(writer, ids)),
    /** Answers the conversations that were in it. */
    removeFolder: (id: FolderId): Promise<readonly ConversationId[]> =>
      changed(() => folders.folderRemovalOf(writer, id)),
    /** Answers the conversations that are in it again. */
    restoreFolder: (id: FolderId): Promise<readonly ConversationId[]> =>
      changed(() => folders.folderRestoringOf(writer, id)),

    /** Without a history. */
    addLane: (id: ConversationId, lane: lanes.NewLane): Lane =>
      transaction(() => {
        conversations.requireConversation(writer, id);
        return lanes.insertLane(writer, id, lane, wallMs());
      }),
    copyLane: (id: ConversationId, lane: lanes.NewLane, source: LaneSource): Promise<AddedLane> =>
      changes.run(() => laneCopyOf(writer, id, lane, source, wallMs())),
    updateLane: (id: LaneId, change: lanes.LaneChange): Lane => transaction(() => lanes.updateLane(writer, id, change)),
    removeLane: (id: LaneId): Lane => transaction(() => lanes.removeLane(writer, id, wallMs())),
    restoreLane: (id: LaneId): Lane => transaction(() => lanes.restoreLane(writer, id)),
    /** All lanes, removed ones too, in the order they have now. E_CONFLICT when `laneIds` are not the lanes that stand. */
    reorderLanes: (id: ConversationId, laneIds: readonly LaneId[]): readonly Lane[] =>
      transaction(() => lanes.reorderLanes(writer, id, laneIds)),
    resizeLanes: (
      id: ConversationId,
      widths: readonly { readonly id: LaneId; readonly width: number }[],
    ): readonly Lane[] => transaction(() => lanes.resizeLanes(writer, id, widths)),
    setHead: (id: LaneId, turnId: TurnId | undefined): void => lanes.setHead(writer, id, turnId),

    addTurn: (turn: Turn, cells: readonly { readonly turnLane: TurnLane; readonly answer: Answer }[]): void =>
      lightly(turn.prompt, () => transaction(() => turns.addTurn(writer, turn, cells, wallMs()))),
    addVariant: (answer: Answer): void => transaction(() => turns.addVariant(writer, answer)),
    chooseAnswer: (turnId: TurnId, laneId: LaneId, answerId: AnswerId): void =>
      turns.chooseAnswer(writer, turnId, laneId, answerId),
    /** Text so far of a live answer. May be lost when the power fails; what ends an answer is not. */
    saveDraft: (answer: Answer): void => writer.relaxed(() => answers.updateLiveAnswer(writer, answer)),
    saveAnswer: (answer: Answer): void => answers.updateAnswer(writer, answer),

    /** Several at once, for one wait for the disk. Leaves out what was deleted for good, so that the others are saved all the same. */
    saveAnswers: (ended: readonly Answer[]): void =>
      transaction(() => {
        for (const answer of ended) {
          if (answers.readAnswer(writer, answer.id) !== undefined) answers.updateAnswer(writer, answer);
        }
      }),

    savePrompt: (prompt: Pick<SavedPrompt, 'id' | 'name' | 'text'>): SavedPrompt =>
      transaction(() => prompts.savePrompt(writer, prompt, wallMs())),
    removePrompt: (id: string): void => prompts.removePrompt(writer, id),

    addAttachment: (attachment: Attachment): void => addAttachment(writer, attachment, wallMs()),
    /** Drops changes that the search has taken over, all but the last of them. May be lost when the power fails. */
    forgetChanges: (upToSequence: number): void => writer.relaxed(() => forgetChanges(writer, upToSequence)),

    /**
     * One conversation of an import, out of sight, in short steps between which everything else goes on. May be lost when the power fails before
     * `publishStaged`, which makes all of them durable. `check` is called between the steps and throws to end it: nothing of it stays then.
     */
    stageConversation: async (
      conversation: ExportedConversation,
      context: staged.StagingContext,
      check: () => void = () => undefined,
    ): Promise<ConversationId> => {
      const { id, steps } = staged.stagingOf(writer, conversation, context, wallMs());
      await writeInSteps(id, steps, check);
      return id;
    },
    /** All or none. E_CONFLICT when one of them is gone. */
    publishStaged: publish,
    /** Deletes staged conversations for good, in short steps. Those that are published stay. */
    discardStaged: discard,
    /** The first step of `purge`, to be repeated until it answers false: one step at a time. May be lost when the power fails. */
    purgeOne: (): boolean => writer.relaxed(() => purgeOne(writer, wallMs(), inWork)),
    /** Deletes for good what was deleted more than 30 days ago. */
    purge: (): Purged => transaction(() => purge(writer, wallMs(), inWork)),
  };
}

/** One step of long work: a write that leaves nothing behind when it fails, again when another program came in between. */
async function patiently<Result>(gate: WriteGate, write: () => Result): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    await gate.whenFree(longWorkPatienceMs);
    try {
      return write();
    } catch (error) {
      if (!isBusy(error) || attempt === longWorkAttempts) throw error;
    }
  }
}

/** Deletes conversations for good that are seen nowhere any more. */
async function deleteAll(writer: Writer, gate: WriteGate, ids: readonly ConversationId[]): Promise<void> {
  for (const id of ids) {
    for (let hasMore = true; hasMore; ) {
      hasMore = await patiently(gate, () => deleteStep(writer, id));
      await othersRun();
    }
  }
}
