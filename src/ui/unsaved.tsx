import { createContext, useContext, useEffect, useRef } from 'react';

export interface UnsavedForm {
  /** Something was typed that would be lost. */
  readonly isChanged: () => boolean;
  /** Gives the keyboard back to where in the form it was last. */
  readonly takeFocus: () => void;
}

export interface UnsavedForms {
  /** Answers what takes the form out again. */
  readonly add: (form: UnsavedForm) => () => void;
  /** Goes on at once where nothing would be lost, and else when the user wants it. */
  readonly leave: (goOn: () => void) => void;
}

/** What the dialog around a form offers; outside of one nothing asks. */
export const UnsavedContext = createContext<UnsavedForms>({ add: () => () => undefined, leave: goOn => goOn() });

interface OpenDialog {
  readonly leave: UnsavedForms['leave'];
  /** Leaving it would be asked about. */
  readonly isChanged: () => boolean;
}

const openDialogs: OpenDialog[] = [];

/** Makes the forms of an open dialog known to what leads away from the whole page behind it. Answers what takes them out again. */
export function addOpenDialog(dialog: OpenDialog): () => void {
  openDialogs.push(dialog);
  tellChange();
  return () => {
    openDialogs.splice(openDialogs.indexOf(dialog), 1);
    tellChange();
  };
}

/** For what takes the place of the open dialog without having been chosen in it, such as a command: its forms are asked first. */
export function leaveOpenDialog(goOn: () => void): void {
  const dialog = openDialogs.at(-1);
  if (dialog === undefined) goOn();
  else dialog.leave(goOn);
}

let told = false;
let listen: (isUnsaved: boolean) => void = () => undefined;

/** Says who is told whenever the first thing is typed that closing the page would lose, and whenever there is no such thing any more. */
export function followUnsaved(listener: (isUnsaved: boolean) => void): void {
  listen = listener;
}

function tellChange(): void {
  const isUnsaved = openDialogs.some(dialog => dialog.isChanged());
  if (isUnsaved === told) return;
  told = isUnsaved;
  listen(isUnsaved);
}

/** Stands in a form and tells the dialog around it whether something was typed there that closing would lose. */
export function Unsaved({ isChanged }: Pick<UnsavedForm, 'isChanged'>) {
  const { add } = useContext(UnsavedContext);
  const marker = useRef<HTMLSpanElement>(null);
  const newest = useRef(isChanged);
  useEffect(() => {
    newest.current = isChanged;
    tellChange();
  });
  useEffect(() => {
    const form = marker.current?.parentElement;
    let last: EventTarget | null = null;
    const note = ({ target }: FocusEvent) => {
      last = target;
    };
    // Fields may keep to themselves what they hold, as long as it cannot be taken over.
    const tellLater = () => setTimeout(tellChange);
    form?.addEventListener('focusin', note);
    form?.addEventListener('input', tellLater);
    const takeFocus = () => {
      if (last instanceof HTMLElement) last.focus();
    };
    const remove = add({ isChanged: () => newest.current(), takeFocus });
    tellChange();
    return () => {
      form?.removeEventListener('focusin', note);
      form?.removeEventListener('input', tellLater);
      remove();
      tellChange();
    };
  }, [add]);
  return <span ref={marker} hidden />;
}

/** What leaves a form without closing its dialog, such as another tab, goes through this. */
export function useLeave(): (goOn: () => void) => void {
  return useContext(UnsavedContext).leave;
}
