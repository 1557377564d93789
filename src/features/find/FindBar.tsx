import { Brain, CaseSensitive, ChevronDown, ChevronUp, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { TurnId } from '../../shared/domain/ids';
import { focusComposer } from '../../state/composerFocus';
import { changeFind, closeFind, stepFind, useFind } from '../../state/find';
import { maxMatches } from '../../state/findMatches';
import { useFormat } from '../../state/format';
import { useTranslation } from '../../state/translation';
import { isComposingKey } from '../../ui/composing';
import { IconButton } from '../../ui/IconButton';

/** Finds in the open conversation, also in turns that are not in the page. */
export function FindBar() {
  const isOpen = useFind(state => state.isOpen);
  return isOpen ? <OpenFindBar /> : null;
}

function OpenFindBar() {
  const { t } = useTranslation();
  const format = useFormat();
  const field = useRef<HTMLInputElement>(null);
  const bar = useRef<HTMLElement>(null);
  /** What had the keyboard before the bar, and gets it back. */
  const before = useRef<Element | null>(null);
  const { text, isCaseSensitive, isReasoningSearched, matches, current, openedCount } = useFind();

  // biome-ignore lint/correctness/useExhaustiveDependencies: asking for the open bar again brings the keyboard back to it.
  useEffect(() => {
    if (bar.current?.contains(document.activeElement) !== true) before.current = document.activeElement;
    field.current?.focus();
    field.current?.select();
    changeFind({}, topTurnId);
  }, [openedCount]);

  const close = () => {
    closeFind();
    const element = before.current;
    if (element instanceof HTMLElement && element.isConnected) element.focus({ preventScroll: true });
    // What was found may lie so far away that it is drawn no longer.
    else focusComposer();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposingKey(event.nativeEvent)) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      close();
    } else if (event.key === 'Enter' && event.target === field.current) {
      event.preventDefault();
      stepFind(event.shiftKey ? -1 : 1);
    }
  };
  const total = matches.length >= maxMatches ? `${format.count(maxMatches)}+` : format.count(matches.length);
  const count =
    text.trim() === ''
      ? ''
      : matches.length === 0
        ? t('find.nothing')
        : t('find.position', { position: format.count(current + 1), total });
  return (
    <search
      ref={bar}
      aria-label={t('find.label')}
      onKeyDown={onKeyDown}
      className="flex shrink-0 items-center justify-end gap-1 border-b border-line px-3 pb-1.5"
    >
      <input
        ref={field}
        type="text"
        aria-label={t('find.field')}
        placeholder={t('find.field')}
        value={text}
        spellCheck={false}
        onChange={event => changeFind({ text: event.target.value }, topTurnId)}
        className="h-8 w-64 min-w-24 rounded-lg border border-strong bg-paper px-2.5 text-sm outline-offset-0"
      />
      <span role="status" className="min-w-20 px-1.5 text-center text-xs whitespace-nowrap text-soft tabular-nums">
        {count}
      </span>
      <IconButton
        label={t('find.previous')}
        icon={<ChevronUp size={16} />}
        disabled={matches.length === 0}
        onClick={() => stepFind(-1)}
      />
      <IconButton
        label={t('find.next')}
        icon={<ChevronDown size={16} />}
        disabled={matches.length === 0}
        onClick={() => stepFind(1)}
      />
      <IconButton
        label={t('find.caseSensitive')}
        icon={<CaseSensitive size={17} />}
        aria-pressed={isCaseSensitive}
        onClick={() => changeFind({ isCaseSensitive: !isCaseSensitive }, topTurnId)}
      />
      <IconButton
        label={t('find.reasoningToo')}
        icon={<Brain size={15} />}
        aria-pressed={isReasoningSearched}
        onClick={() => changeFind({ isReasoningSearched: !isReasoningSearched }, topTurnId)}
      />
      <IconButton label={t('find.close')} icon={<X size={16} />} onClick={close} />
    </search>
  );
}

/** The turn at the top of the window: from there on it is looked for first. */
function topTurnId(): TurnId | undefined {
  for (const element of document.querySelectorAll<HTMLElement>('.lane-scroller [data-anchor]')) {
    const area = element.closest('.lane-scroller')?.getBoundingClientRect();
    const box = element.getBoundingClientRect();
    if (area !== undefined && box.height > 0 && box.bottom > area.top + 60) return element.dataset.anchor as TurnId;
  }
  return undefined;
}
