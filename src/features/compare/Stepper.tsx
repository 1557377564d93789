import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../state/translation';
import { IconButton } from '../../ui/IconButton';

interface StepperProps {
  readonly label: string;
  /** Stays the same whichever version is shown: the keyboard stays with it when another version takes the place of all around it. */
  readonly family: string;
  readonly position: number;
  readonly count: number;
  readonly previousLabel: string;
  readonly nextLabel: string;
  readonly onStep: (step: -1 | 1) => void;
}

/** Goes through the versions of something: ‹ 2/3 ›. */
export function Stepper({ label, family, position, count, previousLabel, nextLabel, onStep }: StepperProps) {
  const { t } = useTranslation();
  const button = (step: -1 | 1, name: string, icon: ReactNode) => {
    const isEnd = step === -1 ? position <= 1 : position >= count;
    // One that were disabled would lose the keyboard at the last version.
    return (
      <IconButton
        size="small"
        label={name}
        icon={icon}
        data-step={step}
        aria-disabled={isEnd}
        onClick={() => !isEnd && onStep(step)}
      />
    );
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form.
    <div
      role="group"
      aria-label={label}
      data-versions={family}
      className="flex items-center text-xs text-soft tabular-nums"
    >
      {button(-1, previousLabel, <ChevronLeft size={14} />)}
      <span className="min-w-7 text-center">{t('stepper.position', { position, count })}</span>
      {button(1, nextLabel, <ChevronRight size={14} />)}
    </div>
  );
}
