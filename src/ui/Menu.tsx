import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { type ReactNode, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { classes } from './classes';

type MenuEntry =
  | {
      /** Needed where two entries may have the same words. */
      readonly key?: string | undefined;
      readonly label: string;
      readonly icon?: ReactNode;
      readonly shortcut?: string | undefined;
      readonly isDisabled?: boolean | undefined;
      readonly isDanger?: boolean | undefined;
      /** One of several, or on and off; undefined where the entry does something. */
      readonly check?: 'one' | 'any' | undefined;
      readonly isChecked?: boolean | undefined;
      readonly onSelect: () => void;
    }
  | 'separator';

export interface MenuProps {
  /** The button that opens it; takes a ref and button properties. */
  readonly trigger: ReactNode;
  readonly entries: readonly MenuEntry[];
  readonly align?: 'start' | 'end';
  /** For a menu that is opened by something else than its trigger, which then only says where it hangs. */
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
  /** Runs when the menu has closed; `preventDefault` keeps the focus where it is then. */
  readonly onCloseAutoFocus?: (event: Event) => void;
}

/** A menu that drops from a button. */
export function Menu({ trigger, entries, align = 'end', isOpen, onOpenChange, onCloseAutoFocus }: MenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [landmark, setLandmark] = useState<HTMLElement>();
  // It belongs to the part of the page that its button is in; those who walk by landmarks find it there.
  const findLandmark = useCallback(
    () => setLandmark(button.current?.closest<HTMLElement>('main, nav') ?? undefined),
    [],
  );
  useLayoutEffect(() => {
    if (isOpen === true) findLandmark();
  }, [isOpen, findLandmark]);
  return (
    <DropdownMenu.Root
      modal={false}
      {...(isOpen !== undefined && { open: isOpen })}
      onOpenChange={opens => {
        if (opens) findLandmark();
        onOpenChange?.(opens);
      }}
    >
      <DropdownMenu.Trigger ref={button} asChild>
        {trigger}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={landmark}>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          {...(onCloseAutoFocus && { onCloseAutoFocus })}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-52 animate-rise overflow-y-auto rounded-xl bg-surface p-1 text-sm shadow-floating"
        >
          {entries.map((entry, index) =>
            entry === 'separator' ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: separators have nothing else to be told apart by.
              <DropdownMenu.Separator key={index} className="mx-2 my-1 h-px bg-line" />
            ) : (
              <MenuLine key={entry.key ?? entry.label} entry={entry} />
            ),
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function MenuLine({ entry }: { readonly entry: Exclude<MenuEntry, 'separator'> }) {
  const look = {
    disabled: entry.isDisabled ?? false,
    onSelect: entry.onSelect,
    className: classes(
      'flex min-h-8 items-center gap-2.5 rounded-lg px-2.5 py-1 outline-none select-none data-disabled:opacity-40 data-highlighted:bg-hover',
      entry.isDanger === true && 'text-danger',
    ),
  };
  const content = (
    <>
      <span className="flex w-4 shrink-0 justify-center text-soft">{entry.icon}</span>
      <span className="max-w-72 flex-1 truncate">{entry.label}</span>
      {entry.shortcut !== undefined && <kbd className="text-xs text-faint">{entry.shortcut}</kbd>}
      {entry.check !== undefined && (
        <span className="flex w-4 justify-center text-accent">{entry.isChecked === true && <Check size={15} />}</span>
      )}
    </>
  );
  return entry.check === undefined ? (
    <DropdownMenu.Item {...look}>{content}</DropdownMenu.Item>
  ) : (
    <DropdownMenu.CheckboxItem
      role={entry.check === 'one' ? 'menuitemradio' : 'menuitemcheckbox'}
      checked={entry.isChecked ?? false}
      {...look}
    >
      {content}
    </DropdownMenu.CheckboxItem>
  );
}
