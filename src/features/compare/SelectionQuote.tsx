import { Quote } from 'lucide-react';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { quoteIntoComposer } from '../../state/quoting';
import { useTranslation } from '../../state/translation';
import { Button } from '../../ui/Button';

interface Marked {
  readonly text: string;
  readonly left: number;
  readonly top: number;
}

const roomPx = 44;

/** A button at the end of a selection inside an answer that quotes it into the composer. */
export function SelectionQuote() {
  const { t } = useTranslation();
  const [marked, setMarked] = useState<Marked>();
  useEffect(() => {
    let isPointerDown = false;
    const read = () => setMarked(markedText());
    const onDown = () => {
      isPointerDown = true;
    };
    const onUp = () => {
      isPointerDown = false;
      // The browser drops a selection that was pressed into only after this event.
      setTimeout(read, 0);
    };
    // While the pointer draws, the button would run along with it.
    const onChange = () => !isPointerDown && read();
    const hide = () => setMarked(undefined);
    document.addEventListener('pointerdown', onDown, true);
    document.addEventListener('pointerup', onUp, true);
    document.addEventListener('selectionchange', onChange);
    document.addEventListener('scroll', hide, { capture: true, passive: true });
    return () => {
      document.removeEventListener('pointerdown', onDown, true);
      document.removeEventListener('pointerup', onUp, true);
      document.removeEventListener('selectionchange', onChange);
      document.removeEventListener('scroll', hide, { capture: true });
    };
  }, []);
  if (marked === undefined) return null;
  return createPortal(
    <div className="fixed z-30 animate-rise shadow-floating" style={{ left: marked.left, top: marked.top }}>
      <Button
        size="small"
        // A press would take the selection away before it is read.
        onPointerDown={event => event.preventDefault()}
        onClick={() => {
          quoteIntoComposer(marked.text);
          document.getSelection()?.removeAllRanges();
          setMarked(undefined);
        }}
      >
        <Quote size={13} /> {t('answer.quote')}
      </Button>
    </div>,
    document.body,
  );
}

function markedText(): Marked | undefined {
  const selection = document.getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const text = selection.toString();
  const answer = answerAround(selection.anchorNode);
  if (text.trim() === '' || answer === null || answer !== answerAround(selection.focusNode)) return undefined;
  const box = selection.getRangeAt(0).getBoundingClientRect();
  if (box.bottom < 0 || box.top > innerHeight) return undefined;
  const below = box.bottom + 8;
  return {
    text,
    left: Math.max(8, Math.min(box.left, innerWidth - 140)),
    top: below + roomPx < innerHeight ? below : Math.max(8, box.top - roomPx),
  };
}

function answerAround(node: Node | null): Element | null {
  const element = node instanceof Element ? node : (node?.parentElement ?? null);
  return element?.closest('main [data-answer-text]') ?? null;
}
