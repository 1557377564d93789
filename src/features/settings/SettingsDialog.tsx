import { Tabs } from 'radix-ui';
import type { ReactNode } from 'react';
import { useDiscardWords } from '../../state/discardWords';
import { useTranslation } from '../../state/translation';
import { closeDialog, replaceDialog, type SettingsTab } from '../../state/ui';
import { Modal } from '../../ui/Modal';
import { useLeave } from '../../ui/unsaved';
import { AppearancePanel } from './AppearancePanel';
import { DesktopPanel } from './DesktopPanel';
import { NetworkPanel } from './NetworkPanel';
import { SendingPanel } from './SendingPanel';
import { TitlesPanel } from './TitlesPanel';
import { UpdatesPanel } from './UpdatesPanel';

interface SettingsDialogProps {
  readonly tab: SettingsTab;
  /** Panels that belong to another feature. */
  readonly connections: ReactNode;
  readonly keys: ReactNode;
  readonly data: ReactNode;
  readonly backups: ReactNode;
}

const tabs: readonly SettingsTab[] = [
  'connections',
  'appearance',
  'sending',
  'titles',
  'desktop',
  'network',
  'keys',
  'data',
  'backups',
  'updates',
];

/** All settings of the program. */
export function SettingsDialog(props: SettingsDialogProps) {
  const { t } = useTranslation();
  const discardWords = useDiscardWords();
  return (
    <Modal
      title={t('settings.title')}
      closeLabel={t('action.close')}
      width="large"
      isTall
      discardWords={discardWords}
      onClose={closeDialog}
    >
      <SettingsTabs {...props} />
    </Modal>
  );
}

function SettingsTabs({ tab, connections, keys, data, backups }: SettingsDialogProps) {
  const { t } = useTranslation();
  const leave = useLeave();
  const panels: { readonly [Tab in SettingsTab]: ReactNode } = {
    connections,
    appearance: <AppearancePanel />,
    sending: <SendingPanel />,
    desktop: <DesktopPanel />,
    titles: <TitlesPanel />,
    network: <NetworkPanel />,
    keys,
    data,
    backups,
    updates: <UpdatesPanel />,
  };
  return (
    <Tabs.Root
      value={tab}
      onValueChange={chosen => {
        const next = tabs.find(known => known === chosen) ?? 'connections';
        leave(() => replaceDialog({ kind: 'settings', tab: next }));
      }}
      orientation="vertical"
      className="flex h-full flex-col sm:flex-row"
    >
      <Tabs.List
        aria-label={t('settings.title')}
        className="-mt-1 flex shrink-0 gap-0.5 overflow-x-auto px-4 pt-1 pb-3 sm:w-48 sm:flex-col sm:border-r sm:border-line"
      >
        {tabs.map(name => (
          <Tabs.Trigger
            key={name}
            value={name}
            className="h-9 shrink-0 rounded-lg px-3 text-left text-sm text-soft hover:bg-hover data-[state=active]:bg-hover data-[state=active]:font-medium data-[state=active]:text-ink"
          >
            {t(`settings.${name}`)}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {tabs.map(name => (
        <Tabs.Content
          key={name}
          value={name}
          className="min-h-0 flex-1 overflow-y-auto px-6 pb-6 outline-offset-[-2px]"
        >
          {panels[name]}
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}
