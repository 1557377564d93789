import { join } from 'node:path';
import { app, dialog, type Session, safeStorage, shell, utilityProcess } from 'electron';
import type { AppState } from '../src/shared/contract/routes';
import type { Answer } from '../src/shared/domain/answer';
import type { ConversationSummary } from '../src/shared/domain/conversation';
import { CallError } from '../src/shared/domain/errors';
import type { ConnectionId, ConversationId } from '../src/shared/domain/ids';
import { Backups } from './backups/backups';
import { createDailyBackup } from './backups/dailyBackup';
import { accessConnection, asideParameters, describeConnection } from './connections/access';
import { ConnectionChecks } from './connections/connectionChecks';
import { Connections } from './connections/connections';
import { findLocalEngines } from './connections/localEngines';
import { testNetwork } from './connections/networkTest';
import type { VendorCalls } from './connections/ports';
import { ProxyAccess } from './connections/proxyAccess';
import { previewRequest } from './connections/requestPreview';
import { createDemoFetch } from './demo/demoFetch';
import { diskProcesses, endDiskProcesses } from './diskProcesses';
import type { DocumentPage } from './exports/documentPage';
import { Exports } from './exports/exports';
import type { PrintPage } from './exports/printPage';
import { withoutAdded } from './exports/withoutAdded';
import { Imports } from './imports/imports';
import type { ReaderMessage } from './imports/readerMessages';
import { ReaderProcess } from './imports/readerProcess';
import { Attention } from './ipc/attention';
import { liveDetail } from './ipc/conversationHandlers';
import type { HandlerParts } from './ipc/handlerParts';
import type { Push } from './ipc/push';
import { createSafeStorageBackend } from './keyring/safeStorageBackend';
import { fetchBalance } from './llm/balance';
import { listModels } from './llm/modelList';
import { createNetwork } from './llm/network';
import type { Notices } from './notices';
import { openUpdates } from './openUpdates';
import { othersRun } from './othersRun';
import { SearchService } from './search/searchService';
import { copyPicture } from './shell/copyPicture';
import type { Farewell } from './shell/lifecycle';
import type { Log } from './shell/log';
import { oneQuestion } from './shell/oneQuestion';
import { PlaceWatch } from './shell/placeWatch';
import { TransferDialogs } from './shell/transferDialogs';
import { askAboutUnsaved, chooseAnswersFile } from './shell/unsavedQuestion';
import { chooseLanguage, type Words } from './shell/words';
import { type AttachmentFiles, openAttachmentFiles } from './store/attachments';
import type { BackUpOutcome } from './store/backups';
import { openConnectionReports } from './store/connectionReports';
import type { openCopyPlace } from './store/copyPlace';
import { markDamaged } from './store/damageMark';
import { writeFileDurably } from './store/durableFile';
import type { History } from './store/history';
import { HistoryCheck } from './store/historyCheck';
import { showsDamage } from './store/integrityCheck';
import { keepLastAnswers, rescuePlaces } from './store/lastAnswers';
import { openModelLists } from './store/modelLists';
import { historyPaths } from './store/open';
import { isOwnFile } from './store/ownFile';
import { openSecretStore, type SecretStore } from './store/secretStore';
import type { SettingsStore } from './store/settings';
import type { Clock, EndedAnswer } from './turns/ports';
import { createRunner } from './turns/runner';
import { TitleWriter } from './turns/titleWriter';

export interface ProgramOptions {
  readonly folder: string;
  /** Several starts before this one never got through: nothing is done that can wait. */
  readonly isCareful: boolean;
  readonly history: History;
  readonly settings: SettingsStore;
  /** Outlives the history: keys that are kept for the session are still there after another one was put in its place. */
  readonly secrets: SecretStore;
  readonly copyPlace: ReturnType<typeof openCopyPlace>;
  /** The pages that make documents, one of each in the whole program. */
  readonly documents: DocumentPage;
  readonly printing: PrintPage;
  /** Shuts this program down, puts the prepared copy in the place of the history and builds another program. */
  readonly replaceHistory: (preparedPath: string) => void;
  readonly push: Push;
  readonly notices: Notices;
  readonly log: Log;
  readonly words: Words;
  readonly session: Session;
  /** Where the built main file stands, and beside it the process that reads imports. */
  readonly mainFolder: string;
  readonly clock: Clock;
  readonly openLink: (url: string) => Promise<boolean>;
  readonly systemLanguages: () => readonly string[];
  /** The built entry of the search's thread. */
  readonly searchWorkerFile: string;
}

/** Everything behind the page, wired together. */
export interface Program {
  readonly handlerParts: HandlerParts;
  /** To be called once the window can be used: touches the keyring, looks at the disk, writes the daily copy. */
  readonly startBackgroundWork: () => Promise<void>;
  /** What the user is looking at; to be reset when the window goes. */
  readonly attention: Attention;
  /** Tells of every answer that ends, from now on. Answers the function that ends it. */
  readonly onAnswerEnded: (listener: (ended: EndedAnswer) => void) => () => void;
  /** False from the moment at which it shuts down. */
  readonly isOpen: () => boolean;
  readonly interruptStreams: (reason: string) => void;
  /** Saves what has arrived of the answers that run. */
  readonly flush: () => void;
  /** The user was about to quit and goes on. */
  readonly noteStay: () => void;
  /** The page of the main window is gone, or is loaded anew. */
  readonly forgetPage: () => void;
  /** Without a farewell another history takes the place of this one. */
  readonly shutDown: (farewell?: Farewell) => Promise<void>;
  /** Puts a newer version that was fetched in the place of this one; for the very end, when everything is on the disk. Never rejects. */
  readonly installUpdate: () => Promise<void>;
}

/** Where keys are kept; nothing but the file is looked at yet. */
export function openSecrets(folder: string, log: Log): SecretStore {
  return openSecretStore({
    folder,
    appName: app.getName(),
    appVersion: app.getVersion(),
    backend: createSafeStorageBackend({
      safeStorage,
      platform: process.platform,
      environment: process.env,
      appName: app.getName(),
      log: log.write,
    }),
    log: log.write,
  });
}

/** Builds the parts and hands them to each other. */
export function buildProgram(options: ProgramOptions): Program {
  const { folder, history, settings, secrets, push, notices, log, words, clock } = options;
  const modelLists = openModelLists(folder, clock.wallMs);
  const reports = openConnectionReports(folder);
  const proxy = new ProxyAccess(secrets);
  const network = createNetwork({
    proxy: () => ({ settings: settings.settings().proxy, password: proxy.password }),
    resolveProxy: url => options.session.resolveProxy(url),
  });
  const demoFetch = createDemoFetch();
  const connections = new Connections({
    storage: {
      list: settings.connections,
      save: settings.saveConnection,
      remove: settings.removeConnection,
      reorder: settings.orderConnections,
    },
    secrets,
    confirmAddress: oneQuestion((host: string) => confirmAddress(host, words), false),
    fetchFor: vendor => (vendor.kind === 'demo' ? demoFetch : network.fetch),
    forgetModels: modelLists.remove,
    forgetReport: reports.remove,
    onChange: list => push.event('connections.changed', list),
    wallMs: clock.wallMs,
    setTimer: clock.setTimer,
    log: log.write,
  });
  const calls: VendorCalls = {
    listModels: (endpoint, signal) => listModels({ ...endpoint, signal }),
    balance: (endpoint, signal) => fetchBalance({ ...endpoint, signal }),
  };
  const checks = new ConnectionChecks({
    connections,
    calls,
    cache: modelLists,
    reports,
    overrides: () => settings.settings().modelOverrides,
    onReport: (id, report) => push.event('connection.reported', { id, report }),
    monotonicMs: clock.monotonicMs,
    wallMs: clock.wallMs,
  });
  const attachments = openAttachmentFiles({ folder, isUsed: history.read.isContentUsed });
  const accessPorts = {
    connections,
    cache: modelLists,
    loadStreamChat: async () => (await import('./llm/stream')).streamChat,
    priceOverride: (key: string) => settings.settings().modelOverrides[key]?.price,
    accountCurrency: (id: ConnectionId) => checks.accountCurrency(id),
    log: log.write,
  };
  const search = new SearchService({
    workerFile: options.searchWorkerFile,
    historyPath: historyPaths(folder).database,
    indexPath: join(folder, 'search.db'),
    onStatus: status => push.event('search.status', status),
    onSeen: sequence => {
      try {
        history.write.forgetChanges(sequence);
      } catch (error) {
        // They are only in the way; the next time will do.
        log.failure('forgetting changes', error);
      }
    },
    setTimer: clock.setTimer,
    log: log.write,
  });
  const answerListeners = new Set<(ended: EndedAnswer) => void>();
  const runner = createRunner({
    read: history.read,
    write: history.write,
    describe: (id, modelId) => describeConnection(accessPorts, id, modelId),
    access: (id, modelId) => accessConnection(accessPorts, id, modelId),
    markKeyRefused: (id, keyVersion) => connections.markKeyRefused(id, keyVersion),
    learnLimit: (id, maxConcurrent) => connections.learnLimit(id, maxConcurrent),
    noteNoMoney: id => void checks.noteNoMoney(id),
    readImage: attachments.readImage,
    readText: attachments.readText,
    pushParts: batch => {
      push.parts(batch);
      search.noteChange();
    },
    pushChange: (conversationId, change) => {
      push.event('conversation.changed', { conversationId, change });
      search.noteChange();
    },
    onAnswerEnded: ended => {
      for (const listener of answerListeners) {
        try {
          listener(ended);
        } catch (error) {
          log.failure('end of an answer', error);
        }
      }
    },
    reportStorageError: error => {
      log.failure('saving', error);
      const isFull = error instanceof CallError && error.reason === 'disk-full';
      const isBusy = error instanceof CallError && error.reason === 'busy';
      if (isFull) notices.addDiskFull();
      else notices.add(isBusy ? 'storage-busy' : 'storage-failed');
    },
    clock,
    log: log.write,
  });

  const dialogs = new TransferDialogs(words, folder, writeFileDurably);
  const exports = new Exports({
    dataFolder: folder,
    conversationIds: history.read.conversationIds,
    detail: async (id, check) => withoutAdded(liveDetail(await history.read.detailInPieces(id, check), runner)),
    title: id => {
      const summary = history.read.summary(id);
      if (summary === undefined) throw new CallError('E_NOT_FOUND', 'conversation');
      return summary.title;
    },
    folderName: history.read.folderName,
    connections: () => connections.list(),
    readBytes: attachments.readBytes,
    language: () => chooseLanguage(settings.settings().language, options.systemLanguages()),
    appVersion: app.getVersion(),
    wallMs: clock.wallMs,
    untitled: () => words('native.untitled'),
    dialogs: {
      chooseFile: (name, extension) => dialogs.chooseFile(name, extension),
      chooseFolder: () => dialogs.chooseFolder(),
    },
    documents: options.documents,
    printing: options.printing,
    copyPicture,
    reveal: path => shell.showItemInFolder(path),
    onProgress: (done, total) => push.event('transfer.progressed', { kind: 'export', done, total }),
  });
  const imports = new Imports({
    chooseFile: () => dialogs.chooseImport(),
    startReader: onProgress => startImportReader(options.mainFolder, onProgress),
    knownOrigins: history.read.knownOrigins,
    stage: history.write.stageConversation,
    publish: history.write.publishStaged,
    discard: history.write.discardStaged,
    remove: history.write.removeConversations,
    attachments,
    connections: () => connections.list(),
    wallMs: clock.wallMs,
    onProgress: progress => push.event('transfer.progressed', progress),
    log: log.write,
  });

  const backups = new Backups({
    folder,
    place: options.copyPlace,
    backUp: history.backUp,
    startDiskProcess: diskProcesses(options.mainFolder),
    changeTimes: history.read.changeTimes,
    liveCount: () => runner.liveCount(),
    rule: () => settings.settings().backups,
    chooseFolder: () => dialogs.chooseCopyFolder(),
    reveal: path => shell.showItemInFolder(path),
    replaceHistory: options.replaceHistory,
    onProgress: progress => push.event('backup.progressed', progress),
    onDaily: isRunning => push.event('backup.daily', { isRunning }),
    onCopyFailed: (folderName, error) => {
      log.failure('copy of a backup', error);
      notices.add('backup-copy-failed', folderName);
    },
    connections: () => connections.list(),
    readBytes: attachments.readBytes,
    whileKept: attachments.whileKept,
    stage: history.write.stageConversation,
    publish: history.write.publishStaged,
    discard: history.write.discardStaged,
    wallMs: clock.wallMs,
  });

  const updates = openUpdates(folder, {
    fetch: network.fetch,
    isAutomatic: () => settings.settings().isLookingForUpdates,
    liveCount: runner.liveCount,
    onState: state => push.event('update.changed', state),
    wallMs: clock.wallMs,
    setTimer: clock.setTimer,
    log: log.write,
  });
  answerListeners.add(() => updates.noteAnswerEnded());

  const endStatus = secrets.onStatus(status => {
    push.event('secret.changed', status);
    connections.announce();
    // A keyring that was locked at the start, or a passphrase that came later.
    void proxy.loadMissing(settings.settings().proxy);
  });
  if (history.interruptedCount > 0) notices.add('answers-interrupted', String(history.interruptedCount));

  const pushListed = (conversation: ConversationSummary) => {
    push.event('conversation.listed', conversation);
    push.event('conversation.changed', { conversationId: conversation.id, change: { conversation } });
  };
  const markUnread = (id: ConversationId, hasUnread: boolean) => {
    try {
      const changed = history.write.setUnread(id, hasUnread);
      if (changed !== undefined) push.event('conversation.listed', changed);
    } catch (error) {
      log.failure('unread mark', error);
    }
  };
  const attention = new Attention({ onSeen: id => markUnread(id, false) });
  const titles = new TitleWriter({
    settings: () => settings.settings().titles,
    read: history.read,
    ask: runner.askAside,
    parametersFor: ({ connectionId, modelId }) => asideParameters(accessPorts, connectionId, modelId),
    isDemo: id => describeConnection(accessPorts, id as ConnectionId, '')?.isDemo,
    setTitle: history.write.suggestTitle,
    onTitled: pushListed,
    log: log.write,
  });
  const endedInMain = (ended: EndedAnswer) => {
    // What ends because the program does, or because the user stopped it, is no news.
    if (!isOpen || ended.answer.status === 'stopped') return;
    if (!attention.isLookedAt(ended.conversationId)) markUnread(ended.conversationId, true);
    void titles.noteEnded(ended).catch(error => log.failure('title', error));
  };
  answerListeners.add(endedInMain);
  const placeWatch = new PlaceWatch({
    isInPlace: history.isInPlace,
    onGone: () => notices.add('data-folder-gone'),
    setTimer: clock.setTimer,
  });
  answerListeners.add(() => {
    if (isOpen) placeWatch.look();
  });

  /** The data folder takes nothing: the user is asked, where there is time for that. */
  const keepWithUser = (answers: readonly Answer[], { ending, waitFor }: Farewell) =>
    keepLastAnswers({
      folder,
      answers,
      save: () => {
        try {
          history.write.saveAnswers(answers);
          return true;
        } catch {
          return history.keepUnsaved(answers);
        }
      },
      ask: failure =>
        waitFor(askAboutUnsaved({ count: answers.length, folder, failure, signal: ending }, options.words)),
      chooseFile: () => waitFor(chooseAnswersFile(options.words, path => !isOwnFile(folder, path))),
      places: rescuePlaces(),
      nowMs: clock.wallMs(),
      ending,
    });

  let isOpen = true;
  let endDailyLook = () => {};
  const backUpDaily = createDailyBackup({ backups, notices, log });
  const noteDamage = () => {
    notices.add('history-damaged');
    markDamaged(folder, clock.wallMs());
  };
  const historyCheck = new HistoryCheck({
    check: () => history.check(),
    onRunning: isRunning => push.event('history.checking', { isRunning }),
    onDamaged: noteDamage,
    log: log.write,
  });
  /** A program that runs for weeks writes its daily copy too. */
  const lookDaily = () => {
    if (!isOpen) return;
    endDailyLook = clock.setTimer(() => void backUpDaily().finally(lookDaily), dailyLookMs);
  };
  const appState = (): AppState => ({
    version: app.getVersion(),
    isCareful: options.isCareful,
    platform: process.platform,
    systemLanguages: options.systemLanguages(),
    settings: settings.settings(),
    connections: connections.list(),
    secret: secrets.status(),
    conversations: history.read.list({ kind: 'dated' }, undefined, firstPageSize),
    pinned: history.read.pinned(),
    folders: history.read.folders(),
    notices: notices.list,
    isCheckingHistory: historyCheck.isRunning,
  });

  return {
    handlerParts: {
      appState,
      openLink: options.openLink,
      dismissNotice: id => notices.dismiss(id),
      updateSettings: async change => {
        const accepted = change.proxy === undefined ? undefined : await proxy.accept(change.proxy);
        const changed = settings.update({ ...change, proxy: accepted });
        push.event('settings.changed', changed);
        if (change.isLookingForUpdates !== undefined) updates.follow();
        return changed;
      },
      read: history.read,
      write: history.write,
      writable: history.writable,
      readable: history.readable,
      attachments,
      secrets,
      connections,
      checks,
      findLocalEngines: () => findLocalEngines(calls, network.fetch),
      network: {
        hasPassword: () => proxy.password !== undefined,
        forgetPassword: () => proxy.forget(),
        test: tried =>
          testNetwork(
            {
              connections: () => connections.list(),
              resolveProxy: url => options.session.resolveProxy(url),
              passwordFor: wanted => proxy.passwordFor(wanted),
              monotonicMs: clock.monotonicMs,
            },
            tried,
          ),
      },
      runner,
      search,
      exports,
      imports,
      backups,
      updates,
      previewRequest: (id, lane) => previewRequest(connections, modelLists, id, lane),
      flushEvents: () => push.flush(),
      pushChange: (conversationId, change) => push.event('conversation.changed', { conversationId, change }),
      pushListed: conversation => {
        push.event('conversation.listed', conversation);
        search.noteChange();
      },
      pushRemoved: conversationId => push.event('conversation.removed', { conversationId }),
      pushListedMany: conversations => {
        if (conversations.length > 0) push.event('conversations.listed', conversations);
      },
      pushRemovedMany: ids => push.event('conversations.removed', ids),
      pushCopying: (conversationId, share) => push.event('conversation.copying', { conversationId, share }),
      pushFolders: () => push.event('folders.changed', history.read.folders()),
      pushArrived: () => push.event('conversations.arrived', {}),
      attention,
      suggestTitle: id => titles.suggest(id),
      removeFiles: attachments.remove,
    },
    isOpen: () => isOpen,
    attention,
    onAnswerEnded: listener => {
      answerListeners.add(listener);
      return () => answerListeners.delete(listener);
    },
    startBackgroundWork: async () => {
      if (isOpen) placeWatch.start();
      // Not behind the keyring, which may ask its user; a search before that starts it at once.
      clock.setTimer(() => isOpen && search.start(), searchDelayMs);
      exports.removeRest();
      await secrets.start();
      await connections.endEarlierRemovals();
      await proxy.load(settings.settings().proxy);
      updates.follow();
      if (options.isCareful) return;
      // The first request shall not wait for the client library to load; where nobody can be asked, it would only take memory.
      if (connections.list().length > 0) await import('./llm/stream').then(({ preloadStreams }) => preloadStreams());
      // Begins to count now, whatever becomes of what follows.
      lookDaily();
      if (isOpen && history.isAfterUncleanExit) await historyCheck.run();
      await tidyUp(options, backUpDaily, () => isOpen, attachments, noteDamage).catch(error =>
        log.failure('tidying up', error),
      );
    },
    interruptStreams: reason => {
      network.renew();
      runner.interruptAll(reason);
    },
    flush: () => {
      if (isOpen) runner.saveDrafts();
    },
    noteStay: () => updates.noteStay(),
    forgetPage: () => imports.forgetPage(),
    shutDown: async farewell => {
      isOpen = false;
      const searchEnded = search.close();
      const exported = exports.close();
      imports.cancel();
      endDiskProcesses();
      backups.close();
      updates.stop();
      endDailyLook();
      placeWatch.end();
      endStatus();
      const interruptedCount = runner.liveCount();
      const ended = runner.shutdown();
      // Everything is saved by now; what follows waits for sockets and for the keyring.
      history.noteInterrupted(interruptedCount);
      // What is half done now would be taken back at the next start.
      const settled = Promise.race([
        Promise.all([history.write.settled(), exported]),
        new Promise(resolve => setTimeout(resolve, longestEndMs)),
      ]);
      await Promise.all([ended, searchEnded, settled]);
      const unsaved = runner.unsaved();
      if (!history.keepUnsaved(unsaved) && farewell !== undefined) await keepWithUser(unsaved, farewell);
      push.flush();
      // A keyring that asks its user must not hold up the end; what is left is ended at the next start.
      await Promise.race([connections.endRemovals(), new Promise(resolve => setTimeout(resolve, longestEndMs))]);
      await network.close();
      history.close();
    },
    installUpdate: () => updates.close(),
  };
}

const firstPageSize = 100;
const dailyLookMs = 60 * 60 * 1_000;
const longestEndMs = 2_000;
/** The page draws its first conversation in peace. */
const searchDelayMs = 1_500;

/** Memory that reading a file may take, in megabytes: the largest text that is accepted, parsed. */
const readerHeapMb = 3_500;

function startImportReader(mainFolder: string, onProgress: (done: number, total: number) => void): ReaderProcess {
  const child = utilityProcess.fork(join(mainFolder, 'importReader.cjs'), [], {
    serviceName: 'Couplet import',
    stdio: 'ignore',
    env: {},
    execArgv: [`--max-old-space-size=${readerHeapMb}`],
  });
  return new ReaderProcess(
    {
      postMessage: message => child.postMessage(message),
      onMessage: listener => child.on('message', (message: ReaderMessage) => listener(message)),
      onExit: listener => child.once('exit', listener),
      kill: () => child.kill(),
    },
    onProgress,
  );
}

async function tidyUp(
  { history }: ProgramOptions,
  backUpDaily: () => Promise<BackUpOutcome | undefined>,
  isOpen: () => boolean,
  attachments: Pick<AttachmentFiles, 'remove' | 'removeRests'>,
  noteDamage: () => void,
): Promise<void> {
  if (!isOpen()) return;
  await attachments.removeRests();
  const backup = await backUpDaily();
  // Copying reads every page, so it finds what no conversation has met yet.
  if (backup?.kind === 'failed' && backup.report.code !== undefined && showsDamage(backup.report)) noteDamage();
  // One at a time: the window and the streams go on in between.
  // Nothing of this is urgent: where another program holds the history for long, the next start does it.
  await history.writable();
  while (isOpen() && history.write.purgeOne()) {
    await othersRun();
    await history.writable();
  }
  if (isOpen()) attachments.remove(history.write.purge().unusedContents);
}

async function confirmAddress(host: string, words: Words): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    title: app.getName(),
    message: words('native.customAddress', { target: host }),
    detail: words('native.customAddressDetail', { target: host }),
    buttons: [words('native.useAddress'), words('native.cancel')],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}
