import { type ClipboardEvent, type KeyboardEvent, useRef } from 'react';
import { isPictureOfText } from '../../shared/domain/pastedText';
import { useApp } from '../../state/app';
import { attachFiles, attachText } from '../../state/attachments';
import type { ComposerKey } from '../../state/drafts';
import { useTranslation } from '../../state/translation';
import { droppedFiles } from '../../ui/useFileDrop';

/** What is pasted into a composer: files are attached, and so is a long text, unless it is pasted as plain text. */
export function usePaste(composerKey: ComposerKey) {
  const { t } = useTranslation();
  const longPaste = useApp(state => state.settings.longPaste);
  const isPlain = useRef(false);
  return {
    onPaste: (event: ClipboardEvent) => {
      const { clipboardData } = event;
      const pasted = clipboardData.getData('text/plain');
      const { files, folderNames } = droppedFiles(clipboardData);
      const hasFiles = files.length + folderNames.length > 0;
      if (hasFiles && !isPictureOfText(pasted, clipboardData.types, files)) {
        event.preventDefault();
        void attachFiles(composerKey, files, folderNames);
      } else if (longPaste.isFile && !isPlain.current && pasted.length >= longPaste.fromCharacters) {
        event.preventDefault();
        void attachText(composerKey, pasted, t('composer.pastedName'));
      }
    },
    /** To be told of each key that goes down: the one for plain text comes before its paste. */
    noteKey: ({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent) => {
      isPlain.current = (ctrlKey || metaKey) && shiftKey && key.toLowerCase() === 'v';
    },
    onKeyUp: () => {
      isPlain.current = false;
    },
  };
}
