import { useState } from 'react';
import { type SaveProblem, useLaneSets } from '../../state/laneSets';
import { useTranslation } from '../../state/translation';
import { closeDialog, openDialog } from '../../state/ui';
import { Button } from '../../ui/Button';
import { Modal } from '../../ui/Modal';
import { LaneSetCard } from './LaneSetCard';
import { problemKey } from './problemKey';

/** All saved sets of lanes. With `setId` it was opened because that set cannot be begun with as it is. */
export function LaneSetsDialog({ setId }: { readonly setId: string | undefined }) {
  const { t } = useTranslation();
  const sets = useLaneSets();
  const [problem, setProblem] = useState<SaveProblem>();
  const key = problemKey(problem);
  const wanted = sets.find(set => set.id === setId);
  const ordered = wanted === undefined ? sets : [wanted, ...sets.filter(set => set !== wanted)];
  return (
    <Modal
      title={t('laneSets.label')}
      description={t('laneSets.text')}
      closeLabel={t('action.close')}
      onClose={closeDialog}
      footer={
        <Button className="mr-auto" onClick={() => openDialog({ kind: 'save-lane-set' })}>
          {t('laneSets.save')}
        </Button>
      }
    >
      <div className="flex flex-col gap-3 px-6 pt-1 pb-6">
        {key !== undefined && (
          <p role="alert" className="text-sm text-danger">
            {t(key)}
          </p>
        )}
        {ordered.length === 0 && <p className="text-sm text-soft">{t('laneSets.none')}</p>}
        {ordered.map(set => (
          <LaneSetCard key={set.id} set={set} isWanted={set.id === setId} onProblem={setProblem} />
        ))}
      </div>
    </Modal>
  );
}
