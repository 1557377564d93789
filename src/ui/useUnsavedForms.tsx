import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { DiscardQuestion, type DiscardWords } from './DiscardQuestion';
import { addOpenDialog, type UnsavedForm, type UnsavedForms } from './unsaved';

/** Keeps what the forms of a dialog say of themselves, and the question that stands over it while the user is asked. */
export function useUnsavedForms(words: DiscardWords | undefined): {
  readonly forms: UnsavedForms;
  readonly question: ReactNode;
} {
  const known = useRef(new Set<UnsavedForm>());
  const [asked, setAsked] = useState<{ readonly form: UnsavedForm; readonly goOn: () => void }>();
  const canAsk = words !== undefined;
  const forms = useMemo(() => {
    const changed = () => (canAsk ? [...known.current].find(form => form.isChanged()) : undefined);
    return {
      add: (form: UnsavedForm) => {
        known.current.add(form);
        return () => void known.current.delete(form);
      },
      leave: (goOn: () => void) => {
        const form = changed();
        if (form === undefined) goOn();
        else setAsked({ form, goOn });
      },
      isChanged: () => changed() !== undefined,
    };
  }, [canAsk]);
  useEffect(() => addOpenDialog(forms), [forms]);
  const question = words !== undefined && asked !== undefined && (
    <DiscardQuestion
      words={words}
      onKeep={() => setAsked(undefined)}
      onKept={asked.form.takeFocus}
      onDiscard={() => {
        setAsked(undefined);
        asked.goOn();
      }}
    />
  );
  return { forms, question };
}
