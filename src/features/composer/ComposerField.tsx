import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect } from 'react';
import type { Lane } from '../../shared/domain/conversation';
import type { ConversationId, LaneId } from '../../shared/domain/ids';
import { useApp } from '../../state/app';
import { address, leaveDraft, useDrafts, writeDraft } from '../../state/drafts';
import { useFormat } from '../../state/format';
import { useLaneTitles } from '../../state/names';
import { leaveHistory, stepBack, stepForward } from '../../state/promptHistory';
import { useTranslation } from '../../state/translation';
import { classes } from '../../ui/classes';
import { isComposingKey, isSendKey } from '../../ui/composing';
import type { ComposerMenuState } from './useComposerMenu';
import { usePaste } from './usePaste';

interface ComposerFieldProps {
  readonly ref: RefObject<HTMLTextAreaElement | null>;
  readonly id: ConversationId;
  readonly text: string;
  readonly lanes: readonly Lane[];
  readonly asked: readonly Lane[];
  readonly addressed: readonly LaneId[];
  readonly menu: ComposerMenuState;
  readonly isTall: boolean;
  readonly onSend: () => void;
}

/** The text of the prompt. Grows up to two fifths of the window, or is as tall as the user wants it. */
export function ComposerField(props: ComposerFieldProps) {
  const { ref, id, text, lanes, asked, addressed, menu, isTall, onSend } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const titles = useLaneTitles(lanes);
  const sendKey = useApp(state => state.settings.sendKey);
  const { onPaste, onKeyUp, noteKey } = usePaste(id);
  const recalled = useDrafts(state => state.recalled[id]);
  const isForSome = asked.length < lanes.length;
  const names = format.list(asked.map(lane => titles[lane.id]?.model ?? lane.modelId));

  // The caret stands where the next arrow up goes on from.
  useLayoutEffect(() => {
    if (recalled !== undefined) ref.current?.setSelectionRange(0, 0);
  }, [recalled, ref]);
  useEffect(() => leaveDraft, []);

  const keyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const hasModifier = ctrlKey || metaKey;
    noteKey(event);
    if (isComposingKey(event.nativeEvent) || menu.takesKey(event)) return;
    const { selectionStart, selectionEnd, value } = event.currentTarget;
    const isCaret = selectionStart === selectionEnd;
    const isAlone = !hasModifier && !altKey && !shiftKey;
    const takeIf = (isTaken: boolean) => {
      if (isTaken) event.preventDefault();
    };
    if (isSendKey(event.nativeEvent, sendKey)) {
      event.preventDefault();
      onSend();
    } else if (key.toLowerCase() === 'p' && hasModifier && shiftKey && !altKey) {
      event.preventDefault();
      menu.openPrompts();
    } else if (key === 'Escape') takeIf(leaveHistory(id));
    else if (key === 'Backspace' && isAlone && isCaret && selectionStart === 0 && isForSome) {
      event.preventDefault();
      address(id, addressed.slice(0, -1));
    } else if (key === 'ArrowUp' && isAlone && isCaret && selectionStart === 0) takeIf(stepBack(id));
    else if (key === 'ArrowDown' && isAlone && isCaret && (selectionStart === 0 || selectionStart === value.length)) {
      takeIf(stepForward(id));
    }
  };

  return (
    <textarea
      ref={ref}
      data-composer
      aria-label={isForSome ? t('composer.labelSome', { names }) : t('composer.label')}
      aria-autocomplete="list"
      {...menu.fieldProps}
      placeholder={
        isForSome ? t('composer.placeholderSome', { names }) : t('composer.placeholder', { count: lanes.length })
      }
      value={text}
      rows={1}
      onChange={event => {
        writeDraft(id, event.target.value);
        menu.follow(event.target);
      }}
      onSelect={event => menu.follow(event.currentTarget)}
      onBlur={() => {
        leaveDraft();
        menu.close();
      }}
      onPaste={onPaste}
      onKeyDown={keyDown}
      onKeyUp={onKeyUp}
      className={classes(
        'w-full resize-none rounded-t-2xl bg-transparent px-4 pt-3.5 pb-1 text-base outline-none',
        isTall ? 'h-[60vh]' : 'field-sizing-content max-h-[40vh] min-h-12',
      )}
    />
  );
}
