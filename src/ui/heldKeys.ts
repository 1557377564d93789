import { isComposingKey } from './composing';

type HeldKey = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>;

/** How long keys are kept for something that never takes the keyboard. */
const longestWaitMs = 500;

/**
 * Keeps what is typed from now on away from what has the keyboard, for something that is about to take it: an Enter meant for a dialog must not
 * send what stands in the composer. Keys held with Ctrl, Alt or Meta are commands and go on.
 * @param selector fits what is waited for once it is drawn
 * @returns ends it: `deliver` when what was waited for is drawn: the keys go to what has the keyboard in it, as soon as something there has it;
 * `drop` when it will not come, or is gone again
 */
export function holdKeys(selector: string): { readonly deliver: () => void; readonly drop: () => void } {
  const held: HeldKey[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isPressing = false;

  const onKeyDown = (event: KeyboardEvent) => {
    const isCommand = (event.ctrlKey || event.altKey || event.metaKey) && !event.getModifierState('AltGraph');
    if (isPressing || isCommand || isComposingKey(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    held.push({ key: event.key, code: event.code, shiftKey: event.shiftKey });
  };
  const hasKeyboard = () => document.activeElement?.closest(selector) != null;
  const end = () => {
    clearTimeout(timer);
    removeEventListener('keydown', onKeyDown, true);
    removeEventListener('focusin', onFocusIn);
  };
  /** One key at a time, as they come from a keyboard: what hears of one sees what the one before did. */
  const replay = () => {
    const key = held.shift();
    if (key === undefined || !hasKeyboard()) return end();
    isPressing = true;
    press(key);
    isPressing = false;
    timer = setTimeout(replay, 0);
  };
  const startReplay = () => {
    clearTimeout(timer);
    removeEventListener('focusin', onFocusIn);
    // What takes the keyboard in steps (the dialog, then its field) has done so by then.
    timer = setTimeout(replay, 0);
  };
  const onFocusIn = () => {
    if (hasKeyboard()) startReplay();
  };
  addEventListener('keydown', onKeyDown, true);
  return {
    deliver: () => {
      if (hasKeyboard()) return startReplay();
      addEventListener('focusin', onFocusIn);
      timer = setTimeout(end, longestWaitMs);
    },
    drop: end,
  };
}

/** Does what the key does: everything hears of it, and a field writes it. */
function press({ key, code, shiftKey }: HeldKey): void {
  const target = document.activeElement ?? document.body;
  if (!target.dispatchEvent(new KeyboardEvent('keydown', { key, code, shiftKey, bubbles: true, cancelable: true })))
    return;
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
  const { value, selectionStart: start, selectionEnd: end } = target;
  if (start === null || end === null) return;
  if ([...key].length === 1) write(target, value.slice(0, start), key, value.slice(end));
  else if (key === 'Backspace')
    write(target, value.slice(0, start === end ? Math.max(0, start - 1) : start), '', value.slice(end));
}

function write(field: HTMLInputElement | HTMLTextAreaElement, before: string, text: string, after: string): void {
  // By the field's own setter: React puts one before it, and would take the text for its own.
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, before + text + after);
  const place = before.length + text.length;
  field.setSelectionRange(place, place);
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
