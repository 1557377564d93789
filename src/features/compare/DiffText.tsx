import { memo } from 'react';
import type { DiffRun } from '../../shared/domain/diff';
import { revealHidden } from '../../ui/markdown/hiddenCharacters';

interface DiffTextProps {
  readonly runs: readonly DiffRun[];
  readonly side: 'left' | 'right';
}

/** One side of a comparison, with what only this side has marked by colour and line. */
export const DiffText = memo(function DiffText({ runs, side }: DiffTextProps) {
  const Mark = side === 'left' ? 'del' : 'ins';
  return (
    <p className="text-base break-words whitespace-pre-wrap" data-diff>
      {runs.map((run, index) =>
        run.kind === 'same' ? (
          revealHidden(run.text)
        ) : run.kind === side ? (
          <Mark
            // biome-ignore lint/suspicious/noArrayIndexKey: runs are made anew as a whole.
            key={index}
            className="rounded-sm bg-warn-soft decoration-warn decoration-2 underline-offset-2 [text-decoration-line:underline]"
          >
            {revealHidden(run.text)}
          </Mark>
        ) : null,
      )}
    </p>
  );
});
