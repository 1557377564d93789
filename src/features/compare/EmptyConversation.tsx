import { Layers, Plus } from 'lucide-react';
import { startWithSet, useLaneSets } from '../../state/laneSets';
import { useTranslation } from '../../state/translation';
import { openDialog } from '../../state/ui';
import { Button } from '../../ui/Button';
import { NamedChoices } from '../../ui/NamedChoices';

interface EmptyConversationProps {
  readonly laneCount: number;
  /** Rows of lanes on the screen; the words stand in the first. */
  readonly rows: number;
}

/** As many sets as fit without crowding; the menu has all of them. */
const shownSets = 6;

/** What a conversation says before its first prompt. */
export function EmptyConversation({ laneCount, rows }: EmptyConversationProps) {
  const { t } = useTranslation();
  const kind = laneCount === 0 ? 'noLanes' : laneCount === 1 ? 'oneLane' : 'empty';
  const sets = useLaneSets().slice(0, shownSets);
  return (
    <div
      className="pointer-events-none absolute inset-x-0 top-14 flex items-center justify-center p-8"
      style={{ bottom: `${100 - 100 / rows}%` }}
    >
      <div className="max-w-lg rounded-2xl bg-paper px-6 py-4 text-center">
        <p className="font-serif text-2xl leading-snug text-balance text-ink">{t(`compare.${kind}Title`)}</p>
        <p className="mt-3 text-sm text-balance text-soft">{t(`compare.${kind}Text`)}</p>
        {laneCount < 2 && (
          <Button
            look={laneCount === 0 ? 'primary' : 'plain'}
            className="pointer-events-auto mt-5"
            onClick={() => openDialog({ kind: 'pick-model', purpose: { kind: 'add-lane' } })}
          >
            <Plus size={15} /> {t(laneCount === 0 ? 'lane.add' : 'compare.addSecond')}
          </Button>
        )}
        {sets.length > 0 && (
          <div className="pointer-events-auto mt-6">
            <NamedChoices
              legend={t('laneSets.startWith')}
              icon={<Layers size={13} />}
              choices={sets.map(set => ({ id: set.id, name: set.name, onChoose: () => void startWithSet(set) }))}
            />
          </div>
        )}
      </div>
    </div>
  );
}
