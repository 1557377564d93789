import { Pencil, RefreshCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { type LaneSet, resolveLaneSet } from '../../shared/domain/laneSet';
import { useConnections } from '../../state/connections';
import { removeLaneSet, type SaveProblem, startWithSet, updateLaneSet } from '../../state/laneSets';
import { useShownLanes } from '../../state/shownConversation';
import { useTranslation } from '../../state/translation';
import { closeDialog, openDialog } from '../../state/ui';
import { Button } from '../../ui/Button';
import { classes } from '../../ui/classes';
import { IconButton } from '../../ui/IconButton';
import { LaneSetName } from './LaneSetName';

interface LaneSetCardProps {
  readonly set: LaneSet;
  /** The user wanted to begin with it, and something is in the way. */
  readonly isWanted: boolean;
  readonly onProblem: (problem: SaveProblem) => void;
}

/** One set: its lanes, what is missing, and what can be done with it. */
export function LaneSetCard({ set, isWanted, onProblem }: LaneSetCardProps) {
  const { t } = useTranslation();
  const connections = useConnections(state => state.connections);
  const hasLanes = useShownLanes().length > 0;
  const [isRenamed, setRenamed] = useState(false);
  const { usable, missing } = resolveLaneSet(set, connections);
  const start = (isMissingLeftOut: boolean) => {
    closeDialog();
    void startWithSet(set, isMissingLeftOut);
  };
  return (
    <section
      aria-label={set.name}
      className={classes('rounded-xl border bg-surface px-4 py-3', isWanted ? 'border-accent' : 'border-line')}
    >
      <div className="flex items-center gap-1">
        {isRenamed ? (
          <LaneSetName set={set} onDone={() => setRenamed(false)} onProblem={onProblem} />
        ) : (
          <h3 className="min-w-0 flex-1 truncate text-sm font-semibold">{set.name}</h3>
        )}
        <IconButton label={t('laneSets.rename')} icon={<Pencil size={14} />} onClick={() => setRenamed(true)} />
        <IconButton
          label={t('laneSets.update')}
          icon={<RefreshCw size={14} />}
          disabled={!hasLanes}
          onClick={() => void updateLaneSet(set.id).then(onProblem)}
        />
        <IconButton
          label={t('laneSets.remove')}
          icon={<Trash2 size={14} />}
          onClick={() => void removeLaneSet(set.id)}
        />
      </div>
      <ul className="mt-1 flex flex-col gap-1.5 text-sm">
        {set.lanes.map((lane, index) => {
          const reason = missing.find(entry => entry.index === index)?.reason;
          const connection = connections.find(({ id }) => id === lane.connectionId)?.name ?? lane.connectionName;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same model may stand in a set twice, and only its place tells it apart.
            <li key={index} className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span className={classes('min-w-0 truncate', reason !== undefined && 'text-faint line-through')}>
                {lane.modelName}
              </span>
              <span className="min-w-0 truncate text-xs text-faint">{connection}</span>
              {reason !== undefined && (
                <>
                  <span className="text-xs text-warn">{t(`laneSets.missing.${reason}`)}</span>
                  <Button
                    size="small"
                    onClick={() =>
                      openDialog({ kind: 'pick-model', purpose: { kind: 'set-lane', setId: set.id, index } })
                    }
                  >
                    {t('laneSets.chooseOther')}
                  </Button>
                </>
              )}
            </li>
          );
        })}
      </ul>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        {missing.length === 0 ? (
          <Button size="small" look="primary" onClick={() => start(false)}>
            {t('laneSets.start')}
          </Button>
        ) : (
          <>
            <p className="mr-auto text-xs text-soft">
              {t(usable.length === 0 ? 'laneSets.allMissing' : 'laneSets.someMissing')}
            </p>
            {usable.length > 0 && (
              <Button size="small" onClick={() => start(true)}>
                {t('laneSets.startWithout')}
              </Button>
            )}
          </>
        )}
      </div>
    </section>
  );
}
