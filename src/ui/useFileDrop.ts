import { useEffect, useRef, useState } from 'react';

/** What was dropped: files, and the names of folders, which cannot be read. */
export type FileDrop = (files: readonly File[], folderNames: readonly string[]) => void;

/** Takes files that are dropped anywhere on the page. Answers whether some are being held over it. */
export function useFileDrop(onFiles: FileDrop): boolean {
  const [isOver, setOver] = useState(false);
  const take = useRef(onFiles);
  take.current = onFiles;

  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const onDragOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onDragLeave = (event: DragEvent) => {
      // Leaving one element for another inside the page has a related target; leaving the page has none.
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setOver(false);
      if (!hasFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      const { files, folderNames } = droppedFiles(event.dataTransfer);
      take.current(files, folderNames);
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
  return isOver;
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
