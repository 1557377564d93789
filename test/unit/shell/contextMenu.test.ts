import { describe, expect, it } from 'vitest';
import { contextMenuTemplate } from '../../../electron/shell/contextMenu';
import { createWords } from '../../../electron/shell/words';

const editFlags = {
  canUndo: true,
  canRedo: false,
  canCut: true,
  canCopy: true,
  canPaste: true,
  canDelete: true,
  canSelectAll: true,
  canEditRichly: false,
};
const nothing = {
  isEditable: false,
  selectionText: '',
  linkURL: '',
  misspelledWord: '',
  dictionarySuggestions: [] as string[],
  editFlags,
};
const done: string[] = [];
const offered = (clicked: Partial<typeof nothing>) =>
  contextMenuTemplate(
    { ...nothing, ...clicked },
    createWords(() => 'en'),
    {
      replace: word => done.push(`replace ${word}`),
      learn: word => done.push(`learn ${word}`),
      copyText: text => done.push(`copy ${text}`),
    },
  );
const labels = (clicked: Partial<typeof nothing>) =>
  offered(clicked).map(({ label, type }) => (type === 'separator' ? '—' : label));

describe('the menu of a right click', () => {
  it('does not come where there is nothing to do', () => {
    expect(offered({})).toEqual([]);
    expect(offered({ selectionText: '  ' })).toEqual([]);
  });

  it('offers to copy selected text', () => {
    expect(labels({ selectionText: 'words' })).toEqual(['Copy']);
  });

  it('offers to edit in a text field, what cannot be done being grey', () => {
    const items = offered({ isEditable: true });
    expect(items.map(({ label }) => label)).toContain('Paste without formatting');
    expect(items.find(({ role }) => role === 'redo')?.enabled).toBe(false);
  });

  it('offers better spellings on top', () => {
    const clicked = { isEditable: true, misspelledWord: 'helo', dictionarySuggestions: ['hello', 'help & co'] };
    expect(labels(clicked).slice(0, 5)).toEqual(['hello', 'help && co', '—', 'Add to dictionary', '—']);
    for (const item of offered(clicked).slice(0, 4)) (item.click as (() => void) | undefined)?.();
    expect(done).toEqual(['replace hello', 'replace help & co', 'learn helo']);
  });

  it('copies the address of a link, and never that of anything else', () => {
    expect(labels({ linkURL: 'https://example.org/' })).toEqual(['Copy link address']);
    expect(labels({ linkURL: 'app://couplet/index.html' })).toEqual([]);
    expect(labels({ linkURL: 'javascript:alert(1)' })).toEqual([]);
  });

  it('holds only safe roles', () => {
    const roles = offered({ isEditable: true, selectionText: 'x', linkURL: 'https://a.b' }).flatMap(
      ({ role }) => role ?? [],
    );
    const safe = ['undo', 'redo', 'cut', 'copy', 'paste', 'pasteAndMatchStyle', 'selectAll'];
    expect(roles.filter(role => !safe.includes(role))).toEqual([]);
  });
});
