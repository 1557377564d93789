import { Brain, MessageSquareText, Type, User } from 'lucide-react';
import { memo, type ReactNode, useEffect, useRef } from 'react';
import type { SearchedPart, SearchHit } from '../../shared/domain/search';
import { useFormat } from '../../state/format';
import { useModelName } from '../../state/names';
import { useTranslation } from '../../state/translation';
import { classes } from '../../ui/classes';
import { SnippetText } from './SnippetText';

const signs: { readonly [Part in SearchedPart]: ReactNode } = {
  title: <Type size={14} />,
  prompt: <User size={14} />,
  answer: <MessageSquareText size={14} />,
  reasoning: <Brain size={14} />,
};

interface SearchHitLineProps {
  readonly id: string;
  readonly hit: SearchHit;
  readonly isMarked: boolean;
  readonly onMark: () => void;
  readonly onTake: () => void;
}

/** One hit: who said it and when, and the words around what was found. */
export const SearchHitLine = memo(function SearchHitLine({ id, hit, isMarked, onMark, onTake }: SearchHitLineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const line = useRef<HTMLDivElement>(null);
  const model = useModelName(hit.connectionId ?? '', hit.modelId ?? '');
  useEffect(() => {
    if (isMarked) line.current?.scrollIntoView({ block: 'nearest' });
  }, [isMarked]);

  const who = hit.part === 'title' ? t('search.title') : hit.part === 'prompt' ? t('search.you') : model;
  return (
    // The field keeps the keyboard and names the marked line to readers of the screen.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
    <div
      ref={line}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isMarked}
      data-part={hit.part}
      onMouseMove={isMarked ? undefined : onMark}
      onClick={onTake}
      className={classes('flex scroll-my-10 gap-3 rounded-lg px-3 py-2', isMarked && 'bg-hover')}
    >
      <span aria-hidden className="mt-0.5 text-faint">
        {signs[hit.part]}
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex min-w-0 items-baseline gap-2 text-xs text-soft">
          <span className="truncate font-medium">{who}</span>
          {hit.connectionName !== undefined && hit.connectionName !== '' && hit.connectionName !== model && (
            <span className="truncate text-faint">{hit.connectionName}</span>
          )}
          {hit.part === 'reasoning' && <span className="shrink-0 text-faint">{t('search.inReasoning')}</span>}
          <span className="ml-auto shrink-0 text-faint tabular-nums">
            {hit.matchCount > 1 && `${t('search.matches', { count: hit.matchCount })} · `}
            <time dateTime={isoDate(hit.date)}>{format.time(hit.date)}</time>
          </span>
        </div>
        <p dir="auto" className="mt-0.5 line-clamp-3 text-sm break-words">
          <SnippetText snippet={hit.snippet} />
        </p>
      </div>
    </div>
  );
});

function isoDate(wallMs: number): string {
  const date = new Date(wallMs);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}
