import { describe, expect, it } from 'vitest';
import { withExtension } from '../../../electron/shell/withExtension';

describe('a path chosen in a dialog', () => {
  const exists = (path: string) => ['/a/notes.md', '/a/notes (2).md', '/a/Notes.MD'].includes(path);

  it('stays as it is where its extension was typed: the dialog has asked about that file', () => {
    expect(withExtension('/a/notes.md', 'md', exists)).toBe('/a/notes.md');
    expect(withExtension('/a/Notes.MD', 'md', exists)).toBe('/a/Notes.MD');
  });

  it('gets its extension, and replaces no file that nobody was asked about', () => {
    expect(withExtension('/a/new', 'md', exists)).toBe('/a/new.md');
    expect(withExtension('/a/notes', 'md', exists)).toBe('/a/notes (3).md');
  });
});
