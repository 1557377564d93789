import { useState } from 'react';
import { maxLaneSetNameCharacters } from '../../shared/domain/laneSet';
import { type SaveProblem, saveLaneSet } from '../../state/laneSets';
import { useLaneTitles } from '../../state/names';
import { useShownLanes } from '../../state/shownConversation';
import { useTranslation } from '../../state/translation';
import { closeDialog } from '../../state/ui';
import { Button } from '../../ui/Button';
import { isComposingKey } from '../../ui/composing';
import { Field, inputClass } from '../../ui/Field';
import { Modal } from '../../ui/Modal';
import { problemKey } from './problemKey';

/** Names the lanes on the screen, so that other conversations can begin with them. */
export function SaveLaneSetDialog() {
  const { t } = useTranslation();
  const lanes = useShownLanes();
  const titles = useLaneTitles(lanes);
  const models = lanes.map(lane => titles[lane.id]?.model ?? lane.modelId);
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<SaveProblem>();
  const [isSaving, setSaving] = useState(false);
  const suggestion = models.join(', ').slice(0, maxLaneSetNameCharacters);

  const canSave = !isSaving && lanes.length > 0;
  const save = async () => {
    if (!canSave) return;
    setSaving(true);
    const found = await saveLaneSet(name.trim() === '' ? suggestion : name);
    setSaving(false);
    setProblem(found);
    if (found === undefined) closeDialog();
  };
  const key = problemKey(problem);
  return (
    <Modal
      title={t('laneSets.saveTitle')}
      description={t('laneSets.saveText', { count: lanes.length })}
      closeLabel={t('action.close')}
      width="small"
      onClose={closeDialog}
      footer={
        <>
          <Button look="quiet" onClick={closeDialog}>
            {t('action.cancel')}
          </Button>
          <Button look="primary" disabled={!canSave} onClick={() => void save()}>
            {t('action.save')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4 px-6 pt-1 pb-6">
        <Field label={t('laneSets.name')} error={key && t(key)}>
          {ids => (
            <input
              {...ids}
              value={name}
              placeholder={suggestion}
              maxLength={maxLaneSetNameCharacters}
              // biome-ignore lint/a11y/noAutofocus: the dialog is opened in order to type a name.
              autoFocus
              onChange={event => setName(event.target.value)}
              onKeyDown={event => {
                if (event.key === 'Enter' && !isComposingKey(event.nativeEvent)) void save();
              }}
              className={inputClass}
            />
          )}
        </Field>
        <ul className="flex flex-col gap-1 text-sm text-soft">
          {lanes.map(lane => (
            <li key={lane.id} className="truncate">
              {titles[lane.id]?.full}
            </li>
          ))}
        </ul>
      </div>
    </Modal>
  );
}
