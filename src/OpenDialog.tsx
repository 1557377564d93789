import { BackupContentsDialog } from './features/backups/BackupContentsDialog';
import { BackupsPanel } from './features/backups/BackupsPanel';
import { RestoreDialog } from './features/backups/RestoreDialog';
import { CompareAnswersDialog } from './features/compare/CompareAnswersDialog';
import { DuplicateLaneDialog } from './features/compare/DuplicateLaneDialog';
import { LaneSettings } from './features/compare/LaneSettings';
import { PickModelDialog } from './features/compare/PickModelDialog';
import { ReadAnswerDialog } from './features/compare/ReadAnswerDialog';
import { RequestDialog } from './features/compare/RequestDialog';
import { ResponseDialog } from './features/compare/ResponseDialog';
import { FillPromptDialog } from './features/composer/FillPromptDialog';
import { PromptsDialog } from './features/composer/PromptsDialog';
import { ConnectionsPanel } from './features/connections/ConnectionsPanel';
import { KeysPanel } from './features/connections/KeysPanel';
import { EraseDialog } from './features/history/EraseDialog';
import { MoveDialog } from './features/history/MoveDialog';
import { RenameDialog } from './features/history/RenameDialog';
import { LaneSetsDialog } from './features/laneSets/LaneSetsDialog';
import { SaveLaneSetDialog } from './features/laneSets/SaveLaneSetDialog';
import { CommandPalette } from './features/palette/CommandPalette';
import { ShortcutsDialog } from './features/palette/ShortcutsDialog';
import { SearchDialog } from './features/search/SearchDialog';
import { SettingsDialog } from './features/settings/SettingsDialog';
import { DataPanel } from './features/transfer/DataPanel';
import { ExportDialog } from './features/transfer/ExportDialog';
import { ImportDialog } from './features/transfer/ImportDialog';
import { openSearch } from './state/search';
import type { Dialog } from './state/ui';

/** The one dialog that lies over the page. */
export function OpenDialog({ dialog }: { readonly dialog: Dialog }) {
  switch (dialog.kind) {
    case 'settings':
      return (
        <SettingsDialog
          tab={dialog.tab}
          connections={<ConnectionsPanel key={dialog.connectionId} openedId={dialog.connectionId} />}
          keys={<KeysPanel />}
          data={<DataPanel />}
          backups={<BackupsPanel />}
        />
      );
    case 'pick-model':
      return <PickModelDialog purpose={dialog.purpose} />;
    case 'duplicate-lane':
      return <DuplicateLaneDialog laneId={dialog.laneId} />;
    case 'lane-sets':
      return <LaneSetsDialog setId={dialog.setId} />;
    case 'export':
      return <ExportDialog ids={dialog.ids ?? []} />;
    case 'import':
      return <ImportDialog />;
    case 'restore-backup':
      return <RestoreDialog id={dialog.backupId} />;
    case 'backup-contents':
      return <BackupContentsDialog id={dialog.backupId} />;
    case 'move-conversations':
      return <MoveDialog ids={dialog.ids} />;
    case 'erase-conversations':
      return <EraseDialog ids={dialog.ids} />;
    case 'save-lane-set':
      return <SaveLaneSetDialog />;
    case 'palette':
      return <CommandPalette onSearchEverything={openSearch} />;
    case 'shortcuts':
      return <ShortcutsDialog />;
    case 'rename-conversation':
      return <RenameDialog id={dialog.id} />;
    case 'search':
      return <SearchDialog />;
    case 'lane-settings':
      return <LaneSettings laneId={dialog.laneId} draft={dialog.draft} />;
    case 'prompts':
      return <PromptsDialog />;
    case 'fill-prompt':
      return <FillPromptDialog promptId={dialog.promptId} start={dialog.start} end={dialog.end} />;
    case 'request':
      return <RequestDialog answerId={dialog.answerId} />;
    case 'response':
      return <ResponseDialog answerId={dialog.answerId} />;
    case 'read-answer':
      return <ReadAnswerDialog answerId={dialog.answerId} turnId={dialog.turnId} />;
    case 'compare-answers':
      return <CompareAnswersDialog answerId={dialog.answerId} turnId={dialog.turnId} />;
  }
}
