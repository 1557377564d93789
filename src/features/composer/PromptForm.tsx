import { useState } from 'react';
import { promptVariables } from '../../shared/domain/promptTemplate';
import { maxPromptCharacters, maxPromptNameCharacters } from '../../shared/domain/savedPrompt';
import { useFormat } from '../../state/format';
import { freePromptName, hideStarter, type OfferedPrompt, type PromptProblem, savePrompt } from '../../state/prompts';
import { useTranslation } from '../../state/translation';
import { Button } from '../../ui/Button';
import { classes } from '../../ui/classes';
import { Field, inputClass } from '../../ui/Field';
import { Unsaved } from '../../ui/unsaved';

interface PromptFormProps {
  /** The one that is changed; undefined for a new one. */
  readonly prompt: OfferedPrompt | undefined;
  readonly onDone: () => void;
}

/** Name and text of a saved prompt. */
export function PromptForm({ prompt, onDone }: PromptFormProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [first] = useState(() => ({
    name: prompt === undefined ? '' : prompt.isStarter ? freePromptName(prompt.name) : prompt.name,
    text: prompt?.text ?? '',
  }));
  const [name, setName] = useState(first.name);
  const [text, setText] = useState(first.text);
  const [problem, setProblem] = useState<PromptProblem>();
  const variables = promptVariables(text);
  const isComplete = name.trim() !== '' && text.trim() !== '';
  const save = async () => {
    if (!isComplete) return;
    const id = prompt?.isStarter === false ? prompt.id : undefined;
    const outcome = await savePrompt({ id, name: name.trim(), text });
    if ('problem' in outcome) {
      setProblem(outcome.problem);
      return;
    }
    // The user's own one stands in its place.
    if (prompt?.isStarter === true) await hideStarter(prompt.id, true);
    onDone();
  };
  return (
    <form
      className="flex h-full flex-col gap-4 px-6 pt-1 pb-6"
      onSubmit={event => {
        event.preventDefault();
        void save();
      }}
    >
      <Unsaved isChanged={() => name !== first.name || text !== first.text} />
      <Field label={t('prompts.name')} error={problem === 'name-taken' ? t('prompts.nameTaken') : undefined}>
        {ids => (
          <input
            {...ids}
            // biome-ignore lint/a11y/noAutofocus: the form was opened in order to write.
            autoFocus
            value={name}
            maxLength={maxPromptNameCharacters}
            onChange={event => {
              setName(event.target.value);
              setProblem(undefined);
            }}
            className={inputClass}
          />
        )}
      </Field>
      <Field
        label={t('prompts.promptText')}
        hint={
          variables.length === 0
            ? t('prompts.variablesHint', { example: '{{name}}', withDefault: '{{name|default}}', date: '{{date}}' })
            : t('prompts.variables', { names: format.list(variables.map(variable => variable.name)) })
        }
      >
        {ids => (
          <textarea
            {...ids}
            value={text}
            maxLength={maxPromptCharacters}
            onChange={event => setText(event.target.value)}
            className={classes(inputClass, 'h-80 resize-y py-2')}
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>{t('action.cancel')}</Button>
        <Button type="submit" look="primary" disabled={!isComplete}>
          {t('action.save')}
        </Button>
      </div>
    </form>
  );
}
