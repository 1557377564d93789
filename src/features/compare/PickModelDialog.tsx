import { useState } from 'react';
import { maxLanes } from '../../shared/domain/conversation';
import type { LaneId } from '../../shared/domain/ids';
import type { LaneChoice } from '../../shared/domain/settings';
import { updateSettings } from '../../state/app';
import { useDiscardWords } from '../../state/discardWords';
import { replaceSetLane } from '../../state/laneSets';
import { addLanes, isDraftOf, updateLane } from '../../state/lanes';
import { noteRecent } from '../../state/modelChoices';
import { useLaneTitles } from '../../state/names';
import { useOpenConversation } from '../../state/openConversation';
import { useShownLanes, useVisibleTurns } from '../../state/shownConversation';
import { useTranslation } from '../../state/translation';
import { regenerate } from '../../state/turns';
import { closeDialog, openDialog, openSettings, type PickPurpose, replaceDialog } from '../../state/ui';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { Modal } from '../../ui/Modal';
import { Select } from '../../ui/Select';
import { Unsaved } from '../../ui/unsaved';
import { ModelList } from './ModelList';

/** Picks one of all models of all connections, or several for new lanes, for one more answer or for a lane that goes on with it. */
export function PickModelDialog({ purpose }: { readonly purpose: PickPurpose }) {
  const { t } = useTranslation();
  const discardWords = useDiscardWords();
  const lanes = useShownLanes();
  const titles = useLaneTitles(lanes);
  const hasTurns = useVisibleTurns().length > 0;
  const [history, setHistory] = useState<'empty' | LaneId>('empty');

  const [picked, setPicked] = useState<readonly LaneChoice[]>([]);
  const isSeveral = purpose.kind === 'add-lane';

  const take = (choices: readonly LaneChoice[]) => {
    const [choice] = choices;
    if (choice === undefined) return;
    closeDialog();
    switch (purpose.kind) {
      case 'add-lane':
        void addLanes(choices, history === 'empty' ? undefined : history);
        return;
      case 'ask-another':
        noteRecent([choice]);
        regenerate(purpose, choice);
        return;
      case 'change-lane':
        noteRecent([choice]);
        void updateLane(purpose.laneId, { connectionId: choice.connectionId, modelId: choice.modelId });
        replaceDialog({ kind: 'lane-settings', laneId: purpose.laneId, draft: purpose.draft });
        return;
      case 'set-lane':
        void replaceSetLane(purpose.setId, purpose.index, choice);
        openDialog({ kind: 'lane-sets', setId: purpose.setId });
        return;
      case 'write-titles':
        void updateSettings({ titles: { by: 'model', model: choice } });
        openSettings('titles');
        return;
    }
  };

  const isDraftHeld = () => {
    if (purpose.kind !== 'change-lane' || purpose.draft === undefined) return false;
    const lane = useOpenConversation.getState().lanes[purpose.laneId];
    return lane !== undefined && isDraftOf(lane, purpose.draft);
  };

  const giveUp = () => {
    // What was being written in the settings of the lane is gone on with.
    if (purpose.kind === 'change-lane' && purpose.draft !== undefined)
      replaceDialog({ kind: 'lane-settings', laneId: purpose.laneId, draft: purpose.draft });
    else closeDialog();
  };

  return (
    <Modal
      title={t(`pick.${purpose.kind}`)}
      closeLabel={t('action.close')}
      width="wide"
      isTall
      discardWords={discardWords}
      keepsFormsOnClose
      onClose={giveUp}
      footer={
        <>
          {purpose.kind === 'add-lane' && hasTurns && (
            <div className="mr-auto w-72 max-w-full">
              <Field label={t('pick.history')}>
                {ids => (
                  <Select
                    {...ids}
                    value={history}
                    options={[
                      { value: 'empty', label: t('pick.emptyHistory') },
                      ...lanes.map(lane => ({
                        value: lane.id,
                        label: t('pick.copyOf', { model: titles[lane.id]?.full ?? lane.modelId }),
                      })),
                    ]}
                    onValue={setHistory}
                  />
                )}
              </Field>
            </div>
          )}
          <Button className="self-end" onClick={() => openSettings('connections')}>
            {t('pick.connections')}
          </Button>
          {isSeveral && (
            <Button className="self-end" look="primary" disabled={picked.length === 0} onClick={() => take(picked)}>
              {picked.length === 0 ? t('lane.add') : t('pick.addLanes', { count: picked.length })}
            </Button>
          )}
        </>
      }
    >
      <Unsaved isChanged={isDraftHeld} />
      <ModelList
        picked={isSeveral ? picked : undefined}
        maxPicked={maxLanes - lanes.length}
        onPicked={setPicked}
        onTake={take}
      />
    </Modal>
  );
}
