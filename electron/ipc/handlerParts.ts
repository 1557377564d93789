import type { AppNotice, LocalEngine } from '../../src/shared/contract/appState';
import type { SuggestedTitle } from '../../src/shared/contract/conversationListRoutes';
import type { NetworkTest } from '../../src/shared/contract/networkRoutes';
import type { AppState } from '../../src/shared/contract/routes';
import type { ConversationChange } from '../../src/shared/domain/change';
import type { ConversationSummary } from '../../src/shared/domain/conversation';
import type { ConversationId } from '../../src/shared/domain/ids';
import type { ProxySettings, Settings } from '../../src/shared/domain/settings';
import type { Backups } from '../backups/backups';
import type { ConnectionChecks } from '../connections/connectionChecks';
import type { Connections } from '../connections/connections';
import type { RequestPreviewPorts } from '../connections/requestPreview';
import type { Exports } from '../exports/exports';
import type { Imports } from '../imports/imports';
import type { SearchService } from '../search/searchService';
import type { AttachmentFiles } from '../store/attachments';
import type { History, HistoryReader, HistoryWriter } from '../store/history';
import type { SecretStore } from '../store/secretStore';
import type { SettingsChange } from '../store/settings';
import type { Runner } from '../turns/runner';
import type { Updater } from '../updates/updater';
import type { Attention } from './attention';

/** The parts of the program that calls reach. */
export interface HandlerParts {
  readonly appState: () => AppState;
  readonly openLink: (url: string) => Promise<boolean>;
  readonly dismissNotice: (id: AppNotice['id']) => void;
  /** E_BAD_REQUEST when the proxy's address cannot be one. */
  readonly updateSettings: (change: SettingsChange) => Promise<Settings>;
  readonly read: HistoryReader;
  readonly write: HistoryWriter;
  /** See `History`. */
  readonly writable: History['writable'];
  readonly readable: History['readable'];
  readonly attachments: AttachmentFiles;
  readonly secrets: SecretStore;
  readonly connections: Connections;
  readonly checks: ConnectionChecks;
  readonly findLocalEngines: () => Promise<readonly LocalEngine[]>;
  readonly network: {
    /** Whether a password is kept for the proxy that is set. */
    readonly hasPassword: () => boolean;
    readonly forgetPassword: () => Promise<void>;
    readonly test: (proxy: ProxySettings) => Promise<NetworkTest>;
  };
  readonly runner: Runner;
  readonly search: Pick<SearchService, 'query' | 'choices' | 'status'>;
  readonly exports: Exports;
  readonly imports: Imports;
  readonly backups: Backups;
  readonly updates: Pick<Updater, 'state' | 'check' | 'download' | 'cancel' | 'restart'>;
  readonly previewRequest: RequestPreviewPorts['preview'];
  /** Sends what waits, so that a snapshot taken next is never behind an event that is still to come. */
  readonly flushEvents: () => void;
  readonly pushChange: (id: ConversationId, change: ConversationChange) => void;
  readonly pushListed: (conversation: ConversationSummary) => void;
  readonly pushRemoved: (id: ConversationId) => void;
  readonly pushListedMany: (conversations: readonly ConversationSummary[]) => void;
  readonly pushRemovedMany: (ids: readonly ConversationId[]) => void;
  readonly pushCopying: (id: ConversationId, share: number) => void;
  readonly pushFolders: () => void;
  /** Many conversations are here that no page knows of. */
  readonly pushArrived: () => void;
  /** What the user is looking at. */
  readonly attention: Attention;
  readonly suggestTitle: (id: ConversationId) => Promise<SuggestedTitle>;
  /** Deletes attachment files that nothing refers to. */
  readonly removeFiles: (sha256s: readonly string[]) => void;
}
