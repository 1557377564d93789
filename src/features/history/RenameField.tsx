import { useEffect, useRef, useState } from 'react';
import { isComposingKey } from '../../ui/composing';
import { takesEscape } from '../../ui/escape';
import { focusWhenShown } from '../../ui/focusWhenShown';

interface RenameFieldProps {
  readonly label: string;
  readonly name: string;
  readonly maxCharacters: number;
  readonly onSave: (name: string) => void;
  /** The name is no longer being changed; `isByKey` when the focus should go back to the line. */
  readonly onDone: (isByKey: boolean) => void;
}

/** A name while it is changed. Enter or leaving keeps it, Esc does not. */
export function RenameField({ label, name, maxCharacters, onSave, onDone }: RenameFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  const [text, setText] = useState(name);
  useEffect(() => focusWhenShown(() => field.current, { onFocused: () => field.current?.select() }), []);

  const keepAtEnd = useRef(() => {});
  useEffect(() => {
    keepAtEnd.current = () => {
      if (!isDone.current && text !== name) onSave(text);
    };
  });
  // A field that leaves the page with the keyboard in it, because its line goes elsewhere, tells nobody: leaving it keeps the name.
  useEffect(() => () => keepAtEnd.current(), []);

  const finish = (isKept: boolean, isByKey: boolean) => {
    if (isDone.current) return;
    isDone.current = true;
    if (isKept) onSave(text);
    onDone(isByKey);
  };
  return (
    <input
      {...takesEscape}
      ref={field}
      aria-label={label}
      value={text}
      maxLength={maxCharacters}
      onChange={event => setText(event.target.value)}
      onBlur={() => finish(true, false)}
      onKeyDown={event => {
        event.stopPropagation();
        if (isComposingKey(event.nativeEvent)) return;
        if (event.key === 'Enter') finish(true, true);
        if (event.key === 'Escape') {
          event.preventDefault();
          finish(false, true);
        }
      }}
      className="h-8 w-full min-w-0 rounded-lg border border-accent bg-surface px-2 text-sm outline-none"
    />
  );
}
