import { Check, Settings2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useLaneColours } from '../../state/shownConversation';
import { useTranslation } from '../../state/translation';
import { classes } from '../../ui/classes';
import type { ComposerMenuState, MenuItem } from './useComposerMenu';

/** What `/` or `@` offers, over the composer. The marked line is chosen with Enter or Tab. */
export function ComposerMenu({ menu }: { readonly menu: ComposerMenuState }) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  const { items, active, sign } = menu;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another marked line may be out of sight.
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active, items]);
  if (items.length === 0) return null;
  return (
    <div className="absolute inset-x-0 bottom-full z-30 mb-2 flex animate-rise flex-col overflow-hidden rounded-xl bg-surface shadow-floating">
      <div
        ref={list}
        id={menu.listId}
        role="listbox"
        aria-label={t(sign === '/' ? 'composer.promptMenu' : 'composer.laneMenu')}
        className="max-h-[min(22rem,40vh)] overflow-y-auto p-1"
      >
        {items.map((item, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the keyboard stays in the field, which names the marked line.
          // biome-ignore lint/a11y/useKeyWithClickEvents: its keys are those of the field.
          <div
            key={keyOf(item)}
            id={menu.optionId(index)}
            role="option"
            aria-selected={index === active}
            // A press must not take the keyboard out of the field.
            onMouseDown={event => event.preventDefault()}
            onMouseMove={() => index !== active && menu.setActive(index)}
            onClick={() => menu.choose(index)}
            className={classes(
              'flex min-h-9 items-center gap-2.5 rounded-lg px-2.5 py-1 text-sm select-none',
              index === active && 'bg-hover',
              item.kind === 'manage' && 'text-soft',
            )}
          >
            <MenuLine item={item} />
          </div>
        ))}
      </div>
      <p className="border-t border-line px-3.5 py-1.5 text-xs text-faint">{t('composer.menuHint')}</p>
    </div>
  );
}

function MenuLine({ item }: { readonly item: MenuItem }) {
  const { t } = useTranslation();
  const colours = useLaneColours();
  switch (item.kind) {
    case 'prompt':
      return (
        <>
          <span className="max-w-1/2 shrink-0 truncate font-medium">{item.prompt.name}</span>
          <span className="min-w-0 flex-1 truncate text-xs text-faint">{item.prompt.text.slice(0, 200)}</span>
        </>
      );
    case 'manage':
      return (
        <>
          <Settings2 size={14} className="shrink-0" /> {t('prompts.manage')}
        </>
      );
    case 'all-lanes':
      return <span className="font-medium">{t('composer.allLanes')}</span>;
    case 'lane':
      return (
        <>
          <span className="size-2 shrink-0 rounded-full" style={{ background: colours[item.lane.id] }} />
          <span className="truncate font-medium">{item.name}</span>
          <span className="min-w-0 flex-1 truncate text-xs text-faint">{item.connection}</span>
          {item.isChosen && <Check size={15} className="shrink-0 text-accent" />}
        </>
      );
  }
}

function keyOf(item: MenuItem): string {
  if (item.kind === 'prompt') return item.prompt.id;
  return item.kind === 'lane' ? item.lane.id : item.kind;
}
