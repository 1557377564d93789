import { AlertDialog } from 'radix-ui';
import { useRef } from 'react';
import { Button } from './Button';

export interface DiscardWords {
  readonly title: string;
  readonly text: string;
  readonly keepLabel: string;
  readonly discardLabel: string;
}

interface DiscardQuestionProps {
  readonly words: DiscardWords;
  readonly onKeep: () => void;
  /** The question is gone and lets the keyboard out. */
  readonly onKept: () => void;
  readonly onDiscard: () => void;
}

/** Asks before something typed is lost. The keyboard stands on what keeps it, and Esc keeps it too. */
export function DiscardQuestion({ words, onKeep, onKept, onDiscard }: DiscardQuestionProps) {
  const keep = useRef<HTMLButtonElement>(null);
  return (
    <AlertDialog.Root open onOpenChange={isOpen => !isOpen && onKeep()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-50 bg-(--veil)" />
        <AlertDialog.Content
          onOpenAutoFocus={event => {
            event.preventDefault();
            keep.current?.focus();
          }}
          onCloseAutoFocus={event => {
            event.preventDefault();
            onKept();
          }}
          className="fixed top-1/2 left-1/2 z-50 w-[calc(100vw-2rem)] max-w-sm -translate-x-1/2 -translate-y-1/2 rounded-2xl bg-paper p-6 shadow-floating outline-none"
        >
          <AlertDialog.Title className="text-base font-semibold">{words.title}</AlertDialog.Title>
          <AlertDialog.Description className="mt-1 text-sm text-soft">{words.text}</AlertDialog.Description>
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <Button look="danger" onClick={onDiscard}>
              {words.discardLabel}
            </Button>
            <Button ref={keep} look="primary" onClick={onKeep}>
              {words.keepLabel}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
