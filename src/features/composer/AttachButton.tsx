import { Paperclip } from 'lucide-react';
import { useRef } from 'react';
import { attachFiles } from '../../state/attachments';
import type { ComposerKey } from '../../state/drafts';
import { IconButton } from '../../ui/IconButton';

interface AttachButtonProps {
  readonly composerKey: ComposerKey;
  readonly label: string;
  /** Files were chosen; the prompt that goes along with them is written next. */
  readonly onChosen: () => void;
}

/** Asks for files in a dialog of the system. */
export function AttachButton({ composerKey, label, onChosen }: AttachButtonProps) {
  const files = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        onChange={event => {
          void attachFiles(composerKey, [...(event.target.files ?? [])]);
          event.target.value = '';
          onChosen();
        }}
      />
      <IconButton label={label} icon={<Paperclip size={16} />} onClick={() => files.current?.click()} />
    </>
  );
}
