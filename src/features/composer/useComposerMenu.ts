import { type KeyboardEvent, type RefObject, useId, useMemo, useState } from 'react';
import { type ComposerTrigger, matchingNames, triggerAt } from '../../shared/domain/composerTrigger';
import type { Lane } from '../../shared/domain/conversation';
import type { ConversationId, LaneId } from '../../shared/domain/ids';
import { promptVariables } from '../../shared/domain/promptTemplate';
import { replaceInComposer } from '../../state/composerField';
import { address } from '../../state/drafts';
import { useLaneTitles } from '../../state/names';
import { type OfferedPrompt, useOfferedPrompts } from '../../state/prompts';
import { openDialog } from '../../state/ui';

/** One line of the menu. */
export type MenuItem =
  | { readonly kind: 'prompt'; readonly prompt: OfferedPrompt }
  | { readonly kind: 'manage' }
  | { readonly kind: 'all-lanes' }
  | {
      readonly kind: 'lane';
      readonly lane: Lane;
      readonly name: string;
      readonly connection: string;
      readonly isChosen: boolean;
    };

export interface ComposerMenuState {
  readonly listId: string;
  readonly sign: '/' | '@';
  /** Empty while the menu is closed. */
  readonly items: readonly MenuItem[];
  readonly active: number;
  readonly optionId: (index: number) => string;
  readonly setActive: (index: number) => void;
  readonly choose: (index: number) => void;
  /** Reads where the caret is. */
  readonly follow: (field: HTMLTextAreaElement) => void;
  readonly close: () => void;
  readonly openPrompts: () => void;
  /** Whether the key was for the menu; it is used up then. */
  readonly takesKey: (event: KeyboardEvent) => boolean;
  /** What ties the field to the list for screen readers. */
  readonly fieldProps: { readonly 'aria-controls'?: string; readonly 'aria-activedescendant'?: string };
}

interface MenuParts {
  readonly id: ConversationId;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  readonly lanes: readonly Lane[];
  readonly addressed: readonly LaneId[];
}

const maxQueryCharacters = 40;

/** What `/` and `@` offer in the composer, and which of it is marked. The keyboard stays in the field all the time. */
export function useComposerMenu({ id, field, text, lanes, addressed }: MenuParts): ComposerMenuState {
  const listId = useId();
  const [caret, setCaret] = useState<number>();
  /** The word whose menu was closed: it stays closed until that word is gone. */
  const [dismissed, setDismissed] = useState<string>();
  /** The menu was asked for here, without a sign in the text. */
  const [askedAt, setAskedAt] = useState<number>();
  const [marked, setMarked] = useState({ word: '', index: 0 });
  const prompts = useOfferedPrompts();
  const titles = useLaneTitles(lanes);

  const asked = askedTrigger(text, caret, askedAt);
  const trigger = asked ?? (caret === undefined ? undefined : triggerAt(text, caret));
  const word = trigger === undefined ? undefined : `${trigger.sign}${trigger.start}`;
  const { sign, query } = trigger ?? { sign: '/' as const, query: '' };
  const isClosed = trigger === undefined || word === dismissed;

  const items = useMemo((): readonly MenuItem[] => {
    if (isClosed) return [];
    if (sign === '/') {
      const found = matchingNames(prompts, prompt => prompt.name, query);
      if (found.length === 0 && query !== '') return [];
      return [...found.map(prompt => ({ kind: 'prompt' as const, prompt })), { kind: 'manage' }];
    }
    if (lanes.length < 2) return [];
    const named = lanes.map(lane => ({
      kind: 'lane' as const,
      lane,
      name: titles[lane.id]?.model ?? lane.modelId,
      connection: titles[lane.id]?.connection ?? '',
      isChosen: addressed.includes(lane.id),
    }));
    const found = matchingNames(named, ({ name }) => name, query);
    return query === '' ? [...found, { kind: 'all-lanes' }] : found;
  }, [isClosed, sign, query, prompts, lanes, titles, addressed]);

  const key = `${word} ${query}`;
  const active = marked.word === key ? Math.min(marked.index, items.length - 1) : 0;
  const setActive = (index: number) => setMarked({ word: key, index });
  const optionId = (index: number) => `${listId}-${index}`;

  const follow = (element: HTMLTextAreaElement) => {
    const next = element.selectionStart === element.selectionEnd ? element.selectionStart : undefined;
    setCaret(next);
    if (dismissed === undefined) return;
    const now = next === undefined ? undefined : triggerAt(element.value, next);
    // Walking out of the word and back is still the same word; it is gone when its sign is.
    const isSameSign = element.value[Number(dismissed.slice(1))] === dismissed[0];
    if (!isSameSign || (now !== undefined && `${now.sign}${now.start}` !== dismissed)) setDismissed(undefined);
  };
  const dismiss = () => {
    if (asked === undefined) setDismissed(word);
    setAskedAt(undefined);
  };

  const choose = (index: number) => {
    const item = items[index];
    if (item === undefined || trigger === undefined) return;
    const start = trigger.start;
    const end = caret ?? start;
    setAskedAt(undefined);
    if (item.kind === 'manage') {
      dismiss();
      openDialog({ kind: 'prompts' });
    } else if (item.kind === 'prompt') {
      if (promptVariables(item.prompt.text).length === 0) replaceInComposer(start, end, item.prompt.text);
      else {
        dismiss();
        openDialog({ kind: 'fill-prompt', promptId: item.prompt.id, start, end });
      }
    } else {
      replaceInComposer(start, end, '');
      address(id, item.kind === 'all-lanes' ? [] : toggled(addressed, item.lane.id));
    }
  };

  const takesKey = (event: KeyboardEvent): boolean => {
    if (items.length === 0 || event.ctrlKey || event.metaKey || event.altKey) return false;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setActive((active + step + items.length) % items.length);
    else if (event.key === 'Escape') dismiss();
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) choose(active);
    else return false;
    event.preventDefault();
    return true;
  };

  return {
    listId,
    sign,
    items,
    active,
    optionId,
    setActive,
    choose,
    follow,
    close: () => {
      setCaret(undefined);
      setAskedAt(undefined);
    },
    openPrompts: () => {
      const element = field.current;
      if (element === null) return;
      element.focus();
      element.setSelectionRange(element.selectionEnd, element.selectionEnd);
      setCaret(element.selectionEnd);
      setAskedAt(element.selectionEnd);
      setDismissed(undefined);
    },
    takesKey,
    fieldProps: items.length === 0 ? {} : { 'aria-controls': listId, 'aria-activedescendant': optionId(active) },
  };
}

/** The menu that was opened by its key: what is typed from there on narrows it. */
function askedTrigger(
  text: string,
  caret: number | undefined,
  askedAt: number | undefined,
): ComposerTrigger | undefined {
  if (askedAt === undefined || caret === undefined || caret < askedAt) return undefined;
  const query = text.slice(askedAt, caret);
  return query.length > maxQueryCharacters || /^\s|\n/.test(query) ? undefined : { sign: '/', start: askedAt, query };
}

function toggled(laneIds: readonly LaneId[], laneId: LaneId): readonly LaneId[] {
  return laneIds.includes(laneId) ? laneIds.filter(other => other !== laneId) : [...laneIds, laneId];
}
