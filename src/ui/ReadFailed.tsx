import { Button } from './Button';
import { classes } from './classes';

interface ReadFailedProps {
  /** What could not be read. */
  readonly text: string;
  readonly tryAgainLabel: string;
  readonly onTryAgain: () => void;
  /** One of many that say the same: it is not read out by itself. */
  readonly isQuiet?: boolean;
  readonly className?: string;
}

/** Stands where something should be that could not be read, and offers to read it once more. */
export function ReadFailed({ text, tryAgainLabel, onTryAgain, isQuiet = false, className }: ReadFailedProps) {
  return (
    <div className={classes('flex flex-wrap items-center gap-x-3 gap-y-2 text-sm text-soft', className)}>
      <p role={isQuiet ? undefined : 'alert'}>{text}</p>
      <Button size="small" onClick={onTryAgain}>
        {tryAgainLabel}
      </Button>
    </div>
  );
}
