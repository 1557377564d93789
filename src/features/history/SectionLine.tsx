import { ChevronRight } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { monthOf, type SectionName } from '../../state/conversationList';
import { useFormat } from '../../state/format';
import { classes } from '../../ui/classes';

interface SectionLineProps {
  readonly rowKey: string;
  readonly section: SectionName;
  readonly isOpen: boolean;
  /** Cannot be folded. */
  readonly isFixed: boolean;
  readonly isActive: boolean;
  readonly isTarget: boolean;
}

/** The heading of a part of the list; it can be folded away. */
export const SectionLine = memo(function SectionLine(props: SectionLineProps) {
  const { rowKey, section, isOpen, isFixed, isActive, isTarget } = props;
  const words = useSectionWords(section);
  return (
    <div
      role="treeitem"
      data-row={rowKey}
      tabIndex={isActive ? 0 : -1}
      aria-level={1}
      aria-expanded={isFixed ? undefined : isOpen}
      aria-selected={false}
      className={classes(
        'group mt-2.5 mb-0.5 flex h-6.5 items-center gap-1 rounded-md px-2.5 text-xs font-medium text-faint -outline-offset-2',
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
    </div>
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
