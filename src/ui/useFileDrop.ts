import { useEffect, useRef, useState } from 'react';

/** What was dropped: files, the names of folders, which cannot be read, and the place that was meant; empty for the page as a whole. */
export type FileDrop = (files: readonly File[], folderNames: readonly string[], place: string) => void;

/**
 * Takes files that are dropped anywhere on the page. Answers over which place some are being held: the `data-drop-place` around the pointer,
 * empty for the rest of the page; undefined while there are none.
 */
export function useFileDrop(onFiles: FileDrop): string | undefined {
  const [place, setPlace] = useState<string>();
  const take = useRef(onFiles);
  take.current = onFiles;

  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const onDragOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setPlace(placeOf(event));
    };
    const onDragLeave = (event: DragEvent) => {
      // Leaving one element for another inside the page has a related target; leaving the page has none.
      if (event.relatedTarget === null) setPlace(undefined);
    };
    const onDrop = (event: DragEvent) => {
      setPlace(undefined);
      if (!hasFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      const { files, folderNames } = droppedFiles(event.dataTransfer);
      take.current(files, folderNames, placeOf(event));
    };
    addEventListener('dragover', onDragOver);
    addEventListener('dragleave', onDragLeave);
    addEventListener('drop', onDrop);
    return () => {
      removeEventListener('dragover', onDragOver);
      removeEventListener('dragleave', onDragLeave);
      removeEventListener('drop', onDrop);
    };
  }, []);
  return place;
}

function placeOf({ target }: DragEvent): string {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-drop-place]') : null;
  return element?.dataset.dropPlace ?? '';
}

/** Files and folders of a drop or of a clipboard. A folder looks like an empty file; only its entry tells. */
export function droppedFiles(transfer: DataTransfer): {
  readonly files: readonly File[];
  readonly folderNames: readonly string[];
} {
  const files: File[] = [];
  const folderNames: string[] = [];
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry();
    const file = item.getAsFile();
    if (entry?.isDirectory === true) folderNames.push(entry.name);
    else if (file !== null) files.push(file);
  }
  return { files, folderNames };
}
