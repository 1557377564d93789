import { useState } from 'react';
import { fillPrompt, type PromptVariable, promptVariables } from '../../shared/domain/promptTemplate';
import { replaceInComposer } from '../../state/composerField';
import { useDiscardWords } from '../../state/discardWords';
import { useDateWords } from '../../state/format';
import { lastPromptValues, rememberPromptValues, useOfferedPrompts } from '../../state/prompts';
import { useTranslation } from '../../state/translation';
import { closeDialog, useClosedWithout } from '../../state/ui';
import { Button } from '../../ui/Button';
import { classes } from '../../ui/classes';
import { isComposingKey } from '../../ui/composing';
import { Field, inputClass } from '../../ui/Field';
import { Modal } from '../../ui/Modal';
import { Unsaved } from '../../ui/unsaved';

interface FillPromptDialogProps {
  readonly promptId: string;
  /** What the prompt takes the place of in the composer. */
  readonly start: number;
  readonly end: number;
}

/** Asks for the variables of a saved prompt and puts it into the composer. */
export function FillPromptDialog({ promptId, start, end }: FillPromptDialogProps) {
  const { t } = useTranslation();
  const today = useDateWords();
  const prompt = useOfferedPrompts().find(({ id }) => id === promptId);
  const discardWords = useDiscardWords();
  const [first] = useState(() => lastPromptValues(promptId));
  const [values, setValues] = useState(first);
  useClosedWithout(prompt);
  if (prompt === undefined) return null;
  const asked = promptVariables(prompt.text).filter(({ kind }) => kind !== 'date');
  const insert = () => {
    const { clipboard: _clipboard, ...remembered } = values;
    rememberPromptValues(promptId, remembered);
    closeDialog();
    // The dialog gives the keyboard back first; the field would lose it again otherwise.
    setTimeout(() => replaceInComposer(start, end, fillPrompt(prompt.text, { ...values, date: today })), 50);
  };
  return (
    <Modal
      title={prompt.name}
      description={asked.length === 0 ? undefined : t('prompts.fillText')}
      closeLabel={t('action.close')}
      width="medium"
      discardWords={discardWords}
      onClose={closeDialog}
      footer={
        <>
          <Button onClick={closeDialog}>{t('action.cancel')}</Button>
          <Button type="submit" form="fill-prompt" look="primary">
            {t('prompts.insert')}
          </Button>
        </>
      }
    >
      <form
        id="fill-prompt"
        className="flex flex-col gap-4 px-6 pt-1 pb-6"
        onSubmit={event => {
          event.preventDefault();
          insert();
        }}
      >
        <Unsaved isChanged={() => asked.some(({ name }) => enteredOf(values, name) !== enteredOf(first, name))} />
        {asked.map((variable, index) => (
          <VariableField
            key={variable.name}
            variable={variable}
            isFirst={index === 0}
            value={enteredOf(values, variable.name)}
            onValue={value => setValues({ ...values, [variable.name]: value })}
            onSubmit={insert}
          />
        ))}
        <p className="line-clamp-6 rounded-lg bg-sunken px-3 py-2 text-xs whitespace-pre-wrap text-soft">
          {fillPrompt(prompt.text, { ...shownValues(asked, values), date: today })}
        </p>
      </form>
    </Modal>
  );
}

interface VariableFieldProps {
  readonly variable: PromptVariable;
  readonly isFirst: boolean;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly onSubmit: () => void;
}

function VariableField({ variable: { name, fallback, kind }, isFirst, value, onValue, onSubmit }: VariableFieldProps) {
  const { t } = useTranslation();
  const hint = kind === 'clipboard' ? t('prompts.clipboardHint') : undefined;
  return (
    <Field label={kind === 'clipboard' ? t('prompts.clipboard') : name} {...(hint !== undefined && { hint })}>
      {ids => (
        <textarea
          {...ids}
          // biome-ignore lint/a11y/noAutofocus: the form was opened in order to fill it in.
          autoFocus={isFirst}
          rows={1}
          value={value}
          placeholder={fallback === '' ? undefined : fallback}
          onChange={event => onValue(event.target.value)}
          onKeyDown={event => {
            if (event.key !== 'Enter' || event.shiftKey || isComposingKey(event.nativeEvent)) return;
            event.preventDefault();
            onSubmit();
          }}
          className={classes(inputClass, 'h-auto field-sizing-content max-h-40 min-h-9 resize-none py-1.5')}
        />
      )}
    </Field>
  );
}

/** A variable may be called like something that every object has. */
function enteredOf(values: { readonly [name: string]: string }, name: string): string {
  return Object.hasOwn(values, name) ? (values[name] ?? '') : '';
}

/** What is not filled in yet is shown by its name. */
function shownValues(asked: readonly PromptVariable[], values: { readonly [name: string]: string }) {
  return Object.fromEntries(
    asked.map(({ name, fallback }) => {
      const value = enteredOf(values, name);
      return [name, value !== '' ? value : fallback !== '' ? fallback : `[${name}]`];
    }),
  );
}
