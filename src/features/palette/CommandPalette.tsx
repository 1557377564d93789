import { Command } from 'cmdk';
import { ChevronRight, Layers, MessageSquare, Search, TextSearch } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useRef, useState } from 'react';
import { performCommand } from '../../state/commands';
import { useTranslation } from '../../state/translation';
import { closeDialog } from '../../state/ui';
import { useReturnFocus } from '../../ui/useReturnFocus';
import { ShortcutKeys } from './ShortcutKeys';
import { type PaletteEntry, usePaletteEntries } from './usePaletteEntries';

const icons: { readonly [Kind in PaletteEntry['kind']]: React.ReactNode } = {
  command: <ChevronRight size={15} />,
  conversation: <MessageSquare size={15} />,
  set: <Layers size={15} />,
};

const lineClass =
  'flex min-h-9 items-center gap-2.5 rounded-lg px-2.5 py-1.5 text-sm outline-none select-none data-[disabled=true]:opacity-45 data-[selected=true]:bg-hover';

interface CommandPaletteProps {
  /** Looks for the text in everything that was ever said; the line that offers it is missing without. */
  readonly onSearchEverything?: ((text: string) => void) | undefined;
}

/** One field for everything: commands and conversations, found by a few of their letters. */
export function CommandPalette({ onSearchEverything }: CommandPaletteProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const groups = usePaletteEntries(typed);
  const returnFocus = useReturnFocus();
  const chosen = useRef<(() => void) | undefined>(undefined);

  // Carried out once the palette is gone and the focus is back where it came from, so that the command finds the page as it was.
  const choose = (perform: () => void) => {
    chosen.current = perform;
    closeDialog();
  };
  const use = (entry: PaletteEntry) =>
    choose(() => {
      entry.perform();
      if (entry.commandId !== undefined) performCommand(entry.commandId);
    });

  return (
    <Dialog.Root open onOpenChange={isOpen => !isOpen && closeDialog()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-(--veil)" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={event => {
            returnFocus(event);
            chosen.current?.();
          }}
          className="fixed top-[min(12vh,7rem)] left-1/2 z-40 flex max-h-[calc(100vh-min(24vh,14rem))] w-[calc(100vw-2rem)] max-w-2xl -translate-x-1/2 flex-col overflow-hidden rounded-2xl bg-paper shadow-floating outline-none"
        >
          <Dialog.Title className="sr-only">{t('palette.title')}</Dialog.Title>
          <Command
            label={t('palette.title')}
            shouldFilter={false}
            loop
            vimBindings={false}
            className="flex min-h-0 flex-1 flex-col"
          >
            <div className="flex shrink-0 items-center gap-3 border-b border-line px-4">
              <Search size={16} className="shrink-0 text-faint" />
              <Command.Input
                value={typed}
                onValueChange={setTyped}
                maxLength={200}
                placeholder={t('palette.placeholder')}
                className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none"
              />
            </div>
            <Command.List className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-2">
              {groups.length === 0 && (
                <p role="status" className="px-2.5 py-4 text-sm text-soft">
                  {t('palette.nothing')}
                </p>
              )}
              {groups.map(group => (
                <Command.Group
                  key={group.key}
                  heading={group.heading}
                  className="[&>[cmdk-group-heading]]:px-2.5 [&>[cmdk-group-heading]]:pt-2.5 [&>[cmdk-group-heading]]:pb-1 [&>[cmdk-group-heading]]:text-xs [&>[cmdk-group-heading]]:font-medium [&>[cmdk-group-heading]]:text-faint"
                >
                  {group.entries.map(entry => (
                    <Command.Item
                      key={entry.key}
                      value={entry.key}
                      disabled={entry.isDisabled ?? false}
                      onSelect={() => use(entry)}
                      className={lineClass}
                    >
                      <span className="shrink-0 text-faint">{icons[entry.kind]}</span>
                      <span className="min-w-0 flex-1 truncate">{entry.label}</span>
                      {entry.commandId !== undefined && <ShortcutKeys id={entry.commandId} />}
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
              {onSearchEverything !== undefined && typed.trim() !== '' && (
                <Command.Item
                  value="search-everything"
                  onSelect={() => choose(() => onSearchEverything(typed.trim()))}
                  className={lineClass}
                >
                  <TextSearch size={15} className="shrink-0 text-faint" />
                  <span className="min-w-0 flex-1 truncate">
                    {t('palette.searchEverything', { text: typed.trim() })}
                  </span>
                </Command.Item>
              )}
            </Command.List>
            <p className="shrink-0 border-t border-line px-4 py-2 text-xs text-faint">{t('palette.keys')}</p>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
