import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { classes } from './classes';
import type { DiscardWords } from './DiscardQuestion';
import { leaveEscapeInside } from './escape';
import { IconButton } from './IconButton';
import { UnsavedContext } from './unsaved';
import { useReturnFocus } from './useReturnFocus';
import { useUnsavedForms } from './useUnsavedForms';

const widths = {
  small: 'max-w-md',
  medium: 'max-w-xl',
  wide: 'max-w-3xl',
  large: 'max-w-4xl',
  full: 'max-w-[100rem]',
} as const;

export interface ModalProps {
  readonly title: string;
  readonly description?: string | undefined;
  readonly closeLabel: string;
  readonly width?: keyof typeof widths;
  /** Fixed height, for dialogs whose content changes while they are open. */
  readonly isTall?: boolean;
  /** Of a dialog with forms: what is asked before it is closed while one of them says that something would be lost. */
  readonly discardWords?: DiscardWords | undefined;
  /** Closing it loses nothing of its forms: it leads back to where they were begun. */
  readonly keepsFormsOnClose?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
}

/** A dialog over the page. Esc and a click beside it close it; the keyboard goes back to where it was. */
export function Modal(props: ModalProps) {
  const { title, description, closeLabel, width = 'medium', isTall = false, onClose, children, footer } = props;
  const returnFocus = useReturnFocus();
  const { forms, question } = useUnsavedForms(props.discardWords);
  const close = () => (props.keepsFormsOnClose === true ? onClose() : forms.leave(onClose));
  return (
    <Dialog.Root open onOpenChange={isOpen => !isOpen && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-(--veil)" />
        <Dialog.Content
          {...(description === undefined && { 'aria-describedby': undefined })}
          tabIndex={-1}
          onInteractOutside={event => {
            // What lies over the dialog, such as the offer to undo what was done in it, does not close it. It may be gone by now.
            if (event.target instanceof Element && event.target.closest('[data-over-dialogs]') !== null)
              event.preventDefault();
          }}
          onEscapeKeyDown={leaveEscapeInside}
          onCloseAutoFocus={returnFocus}
          onOpenAutoFocus={event => {
            // Its first button is the one that closes it; nothing is marked until the user moves.
            event.preventDefault();
            const content = event.currentTarget as HTMLElement | null;
            if (content !== null && !content.contains(document.activeElement)) content.focus();
          }}
          className={classes(
            'fixed top-1/2 left-1/2 z-40 flex max-h-[calc(100vh-3rem)] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col overflow-hidden rounded-2xl bg-paper shadow-floating outline-none',
            widths[width],
            isTall && 'h-[44rem]',
            width === 'full' && 'h-[calc(100vh-3rem)]',
          )}
        >
          <header className="flex items-start gap-4 px-6 pt-5 pb-3">
            <div className="min-w-0 flex-1">
              <Dialog.Title className="text-base font-semibold">{title}</Dialog.Title>
              {description !== undefined && (
                <Dialog.Description className="mt-0.5 text-sm text-soft">{description}</Dialog.Description>
              )}
            </div>
            <IconButton label={closeLabel} icon={<X size={16} />} onClick={close} className="-mt-1 -mr-2" />
          </header>
          {/* Room above for the ring around what is focused at its top. */}
          <div className="-mt-1 min-h-0 flex-1 overflow-y-auto pt-1">
            <UnsavedContext value={forms}>{children}</UnsavedContext>
          </div>
          {footer !== undefined && (
            <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-6 py-3.5">
              {footer}
            </footer>
          )}
        </Dialog.Content>
        {question}
      </Dialog.Portal>
    </Dialog.Root>
  );
}
