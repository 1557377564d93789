import { useEffect, useRef, useState } from 'react';
import { type LaneSet, maxLaneSetNameCharacters } from '../../shared/domain/laneSet';
import { renameLaneSet, type SaveProblem } from '../../state/laneSets';
import { useTranslation } from '../../state/translation';
import { isComposingKey } from '../../ui/composing';
import { takesEscape } from '../../ui/escape';

interface LaneSetNameProps {
  readonly set: LaneSet;
  readonly onDone: () => void;
  readonly onProblem: (problem: SaveProblem) => void;
}

/** A set's name while it is changed. Enter or leaving keeps it, Esc does not. */
export function LaneSetName({ set, onDone, onProblem }: LaneSetNameProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  const [name, setName] = useState(set.name);
  useEffect(() => field.current?.select(), []);
  const finish = (isKept: boolean) => {
    if (isDone.current) return;
    isDone.current = true;
    if (isKept && name !== set.name) void renameLaneSet(set.id, name).then(onProblem);
    onDone();
  };
  return (
    <input
      {...takesEscape}
      ref={field}
      aria-label={t('laneSets.name')}
      value={name}
      maxLength={maxLaneSetNameCharacters}
      onChange={event => setName(event.target.value)}
      onBlur={() => finish(true)}
      onKeyDown={event => {
        if (isComposingKey(event.nativeEvent)) return;
        if (event.key === 'Enter') finish(true);
        if (event.key === 'Escape') {
          event.preventDefault();
          event.stopPropagation();
          finish(false);
        }
      }}
      className="h-8 min-w-0 flex-1 rounded-lg border border-accent bg-surface px-2.5 text-sm outline-none"
    />
  );
}
