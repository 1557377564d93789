import { type CommandId, shortcutsOf } from '../../shared/domain/commands';
import { useApp } from '../../state/app';
import { useShortcutWords } from '../../state/shortcutWords';

interface KeysProps {
  readonly shortcut: string;
}

/** One shortcut, key by key. */
export function Keys({ shortcut }: KeysProps) {
  const words = useShortcutWords();
  return (
    <span className="flex shrink-0 gap-1">
      {words(shortcut).map(key => (
        <kbd
          key={key}
          className="inline-flex h-5.5 min-w-5.5 items-center justify-center rounded-md border border-line bg-surface px-1.5 font-sans text-2xs text-soft"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}

/** The shortcut of a command, where it has one. */
export function ShortcutKeys({ id }: { readonly id: CommandId }) {
  const isMac = useApp(state => state.platform === 'darwin');
  const [shortcut] = shortcutsOf(id, isMac);
  return shortcut === undefined ? null : <Keys shortcut={shortcut} />;
}
