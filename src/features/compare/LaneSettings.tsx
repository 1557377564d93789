import { useEffect, useRef, useState } from 'react';
import type { Lane } from '../../shared/domain/conversation';
import type { ConnectionId, LaneId } from '../../shared/domain/ids';
import { loadModels, useConnections } from '../../state/connections';
import { useDiscardWords } from '../../state/discardWords';
import { laneOptions } from '../../state/laneOptions';
import { isDraftOf, plainParameters, updateLane } from '../../state/lanes';
import { useLaneTitles } from '../../state/names';
import { useOpenConversation } from '../../state/openConversation';
import { useShownLanes } from '../../state/shownConversation';
import { useTranslation } from '../../state/translation';
import { closeDialog, type LaneDraft, openDialog, replaceDialog, useClosedWithout } from '../../state/ui';
import { Button } from '../../ui/Button';
import { Field, inputClass } from '../../ui/Field';
import { Modal } from '../../ui/Modal';
import { Unsaved } from '../../ui/unsaved';
import { LaneParameterFields } from './LaneParameterFields';

interface LaneSettingsProps {
  readonly laneId: LaneId;
  /** What was being written when another model was chosen. */
  readonly draft?: LaneDraft | undefined;
}

/** What a lane asks with, from its next prompt on. */
export function LaneSettings({ laneId, draft }: LaneSettingsProps) {
  const lane = useOpenConversation(state => state.lanes[laneId]);
  useClosedWithout(lane);
  return lane === undefined ? null : (
    <LaneForm key={`${lane.connectionId}/${lane.modelId}`} lane={lane} first={draft ?? lane} />
  );
}

function LaneForm({ lane, first }: { readonly lane: Lane; readonly first: LaneDraft }) {
  const { t } = useTranslation();
  const discardWords = useDiscardWords();
  const lanes = useShownLanes();
  const title = useLaneTitles(lanes)[lane.id];
  const connections = useConnections();
  const options = laneOptions(connections, lane.connectionId, lane.modelId);
  const [parameters, setParameters] = useState(first.parameters);
  const [systemPrompt, setSystemPrompt] = useState(first.systemPrompt);
  const [isSaving, setSaving] = useState(false);
  const fields = useRef<HTMLDivElement>(null);

  useEffect(() => {
    void loadModels(lane.connectionId as ConnectionId).catch(() => undefined);
  }, [lane.connectionId]);

  const wrongField = () => fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]') ?? undefined;
  const isChanged = () => isDraftOf(lane, { systemPrompt, parameters }) || wrongField() !== undefined;
  const save = async () => {
    // What a wrong field holds was not taken over; saving without it would save something that nobody meant.
    const wrong = wrongField();
    if (wrong !== undefined) {
      wrong.focus();
      return;
    }
    setSaving(true);
    const isTaken = await updateLane(lane.id, { parameters: plainParameters(parameters), systemPrompt });
    setSaving(false);
    if (isTaken) closeDialog();
  };

  const pickModel = () => {
    const purpose = { kind: 'change-lane', laneId: lane.id, draft: { systemPrompt, parameters } } as const;
    // What a wrong field holds cannot be handed on.
    const open = wrongField() === undefined ? replaceDialog : openDialog;
    open({ kind: 'pick-model', purpose });
  };

  return (
    <Modal
      title={t('laneSettings.title')}
      description={title?.full}
      closeLabel={t('action.close')}
      discardWords={discardWords}
      onClose={closeDialog}
      footer={
        <>
          <Button className="mr-auto" onClick={pickModel}>
            {t('laneSettings.changeModel')}
          </Button>
          <Button look="quiet" onClick={closeDialog}>
            {t('action.cancel')}
          </Button>
          <Button look="primary" disabled={isSaving} onClick={() => void save()}>
            {t('action.save')}
          </Button>
        </>
      }
    >
      <div ref={fields} className="flex flex-col gap-5 px-6 pt-1 pb-6">
        <Unsaved isChanged={isChanged} />
        <Field label={t('laneSettings.systemPrompt')} hint={t('laneSettings.systemPromptHint')}>
          {ids => (
            <textarea
              {...ids}
              value={systemPrompt}
              maxLength={200_000}
              onChange={event => setSystemPrompt(event.target.value)}
              className={`${inputClass} field-sizing-content h-auto max-h-60 min-h-20 resize-none py-2`}
            />
          )}
        </Field>
        <LaneParameterFields options={options} value={parameters} onChange={setParameters} />
      </div>
    </Modal>
  );
}
