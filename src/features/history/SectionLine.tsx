import { ChevronRight } from 'lucide-react';
import { memo } from 'react';
import { monthOf, type SectionName } from '../../state/conversationList';
import { useFormat } from '../../state/format';
import { useTranslation } from '../../state/translation';
import { classes } from '../../ui/classes';
import { TreeLine, type TreeLineProps } from './TreeLine';

interface SectionLineProps extends TreeLineProps {
  readonly section: SectionName;
  readonly isOpen: boolean;
  /** Cannot be folded. */
  readonly isFixed: boolean;
  readonly isTarget: boolean;
}

/** The heading of a part of the list; it can be folded away. */
export const SectionLine = memo(function SectionLine(props: SectionLineProps) {
  const { section, isOpen, isFixed, isTarget, ...line } = props;
  const words = useSectionWords(section);
  return (
    <TreeLine
      {...line}
      isOpen={isFixed ? undefined : isOpen}
      className={classes(
        'group mt-2.5 mb-0.5 flex h-6.5 items-center gap-1 rounded-md px-2.5 text-xs font-medium text-faint',
        isTarget && 'bg-accent-soft ring-1 ring-accent ring-inset',
      )}
    >
      <span className="block truncate first-letter:uppercase">{words}</span>
      {!isFixed && (
        <ChevronRight
          aria-hidden
          size={12}
          className={classes(
            'shrink-0 transition-transform',
            isOpen ? 'rotate-90 opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100' : '',
          )}
        />
      )}
    </TreeLine>
  );
});

function useSectionWords(section: SectionName): string {
  const { t } = useTranslation();
  const format = useFormat();
  const month = monthOf(section);
  const name = section as Exclude<SectionName, `month:${string}`>;
  if (month === undefined) return t(`history.${name}`);
  return format.monthName(month, new Date());
}
