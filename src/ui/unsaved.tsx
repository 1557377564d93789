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

type Leave = UnsavedForms['leave'];

const openDialogs: Leave[] = [];

/** Makes the forms of an open dialog known to what leads away from the whole page behind it. Answers what takes them out again. */
export function addOpenDialog(leave: Leave): () => void {
  openDialogs.push(leave);
  return () => void openDialogs.splice(openDialogs.indexOf(leave), 1);
}

/** For what takes the place of the open dialog without having been chosen in it, such as a command: its forms are asked first. */
export function leaveOpenDialog(goOn: () => void): void {
  const leave = openDialogs.at(-1);
  if (leave === undefined) goOn();
  else leave(goOn);
}

/** Stands in a form and tells the dialog around it whether something was typed there that closing would lose. */
export function Unsaved({ isChanged }: Pick<UnsavedForm, 'isChanged'>) {
  const { add } = useContext(UnsavedContext);
  const marker = useRef<HTMLSpanElement>(null);
  const newest = useRef(isChanged);
  useEffect(() => {
    newest.current = isChanged;
  });
  useEffect(() => {
    const form = marker.current?.parentElement;
    let last: EventTarget | null = null;
    const note = ({ target }: FocusEvent) => {
      last = target;
    };
    form?.addEventListener('focusin', note);
    const takeFocus = () => {
      if (last instanceof HTMLElement) last.focus();
    };
    const remove = add({ isChanged: () => newest.current(), takeFocus });
    return () => {
      form?.removeEventListener('focusin', note);
      remove();
    };
  }, [add]);
  return <span ref={marker} hidden />;
}

/** What leaves a form without closing its dialog, such as another tab, goes through this. */
export function useLeave(): (goOn: () => void) => void {
  return useContext(UnsavedContext).leave;
}
