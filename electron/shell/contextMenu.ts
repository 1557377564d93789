import { type ContextMenuParams, clipboard, Menu, type MenuItemConstructorOptions, type WebContents } from 'electron';
import type { Words } from './words';

interface ContextMenuActions {
  readonly replace: (word: string) => void;
  readonly learn: (word: string) => void;
  readonly copyText: (text: string) => void;
}

/** What a right click offers: only what works on text, nothing that opens, saves or looks behind the page. */
export function contextMenuTemplate(
  clicked: Pick<
    ContextMenuParams,
    'isEditable' | 'selectionText' | 'linkURL' | 'misspelledWord' | 'dictionarySuggestions' | 'editFlags'
  >,
  words: Words,
  { replace, learn, copyText }: ContextMenuActions,
): MenuItemConstructorOptions[] {
  const { isEditable, linkURL, misspelledWord, editFlags } = clicked;
  const sections: MenuItemConstructorOptions[][] = [];
  if (isEditable && misspelledWord !== '') {
    const suggestions = clicked.dictionarySuggestions.slice(0, 6).map(word => ({
      // An "&" would mark a letter instead of being shown.
      label: word.replaceAll('&', '&&'),
      click: () => replace(word),
    }));
    sections.push(suggestions.length > 0 ? suggestions : [{ label: words('native.noSuggestions'), enabled: false }], [
      { label: words('native.learnWord'), click: () => learn(misspelledWord) },
    ]);
  }
  if (isEditable) {
    sections.push(
      [
        { role: 'undo', label: words('native.undo'), enabled: editFlags.canUndo },
        { role: 'redo', label: words('native.redo'), enabled: editFlags.canRedo },
      ],
      [
        { role: 'cut', label: words('native.cut'), enabled: editFlags.canCut },
        { role: 'copy', label: words('native.copy'), enabled: editFlags.canCopy },
        { role: 'paste', label: words('native.paste'), enabled: editFlags.canPaste },
        { role: 'pasteAndMatchStyle', label: words('native.pastePlain'), enabled: editFlags.canPaste },
        { role: 'selectAll', label: words('native.selectAll'), enabled: editFlags.canSelectAll },
      ],
    );
  } else if (clicked.selectionText.trim() !== '') sections.push([{ role: 'copy', label: words('native.copy') }]);
  if (/^(?:https?|mailto):/i.test(linkURL)) {
    sections.push([{ label: words('native.copyLink'), click: () => copyText(linkURL) }]);
  }
  return sections.flatMap((section, index) => (index === 0 ? section : [{ type: 'separator' as const }, ...section]));
}

/** Opens the menu at every right click that has something to offer. */
export function offerContextMenu(contents: WebContents, words: Words): void {
  contents.on('context-menu', (_event, clicked) => {
    const template = contextMenuTemplate(clicked, words, {
      replace: word => contents.replaceMisspelling(word),
      learn: word => contents.session.addWordToSpellCheckerDictionary(word),
      copyText: text => clipboard.writeText(text),
    });
    if (template.length > 0) Menu.buildFromTemplate(template).popup();
  });
}
