import { create } from 'zustand';
import type { Sought } from '../shared/domain/finding';
import type { TurnId } from '../shared/domain/ids';
import { type FindWishes, findMatches, firstMatchFrom, isSamePlace } from './findMatches';
import { endJump, type FoundPlace, jumpTo } from './jump';
import { useOpenConversation } from './openConversation';

export interface FindData extends FindWishes {
  readonly isOpen: boolean;
  /** Grows each time the bar is asked for, so that its field takes the keyboard again. */
  readonly openedCount: number;
  readonly matches: readonly FoundPlace[];
  /** Place of the match that is shown; -1 when there is none. */
  readonly current: number;
}

export const useFind = create<FindData>()(() => ({
  isOpen: false,
  openedCount: 0,
  text: '',
  isCaseSensitive: false,
  isReasoningSearched: false,
  matches: [],
  current: -1,
}));

const typingMs = 80;
const streamMs = 500;
const longestText = 500;

let typingTimer: ReturnType<typeof setTimeout> | undefined;
let streamTimer: ReturnType<typeof setTimeout> | undefined;
let endListening: (() => void) | undefined;

/** Opens the bar that finds in the open conversation; with a text that is looked for at once. */
export function openFind(text?: string): void {
  if (useOpenConversation.getState().status !== 'ready') return;
  useFind.setState(state => ({
    isOpen: true,
    openedCount: state.openedCount + 1,
    text: text === undefined ? state.text : text.slice(0, longestText),
  }));
  endListening ??= useOpenConversation.subscribe((state, before) => {
    if (state.id !== before.id || state.status !== 'ready') closeFind();
    else if (state !== before) streamTimer ??= setTimeout(findAgain, streamMs);
  });
  findAgain();
}

export function closeFind(): void {
  clearTimeout(typingTimer);
  clearTimeout(streamTimer);
  streamTimer = undefined;
  endListening?.();
  endListening = undefined;
  endJump();
  useFind.setState({ isOpen: false, matches: [], current: -1 });
}

/** Changes what is looked for, and goes to the first match from `topTurnId` on, the turn at the top of the window. */
export function changeFind(change: Partial<FindWishes>, topTurnId: () => TurnId | undefined): void {
  useFind.setState({ ...change, ...(change.text !== undefined && { text: change.text.slice(0, longestText) }) });
  clearTimeout(typingTimer);
  typingTimer = setTimeout(() => {
    const state = useOpenConversation.getState();
    const matches = findMatches(state, useFind.getState());
    const current = firstMatchFrom(matches, state.turns, topTurnId());
    useFind.setState({ matches, current });
    if (current < 0) endJump();
    else show(current);
  }, typingMs);
}

/** Goes to the next match, or the one before; round at the ends. */
export function stepFind(step: 1 | -1): void {
  const { matches, current } = useFind.getState();
  if (matches.length === 0) return;
  const next = current < 0 ? (step === 1 ? 0 : matches.length - 1) : (current + step + matches.length) % matches.length;
  useFind.setState({ current: next });
  show(next);
}

/** What is marked in the page; undefined while the bar is closed or empty. */
export function soughtOf({ isOpen, text, isCaseSensitive }: FindData): Sought | undefined {
  return isOpen && text.trim() !== '' ? { kind: 'literal', text, isCaseSensitive } : undefined;
}

/** Counts anew after the conversation changed, and keeps the match that is shown. */
function findAgain(): void {
  clearTimeout(streamTimer);
  streamTimer = undefined;
  const { matches: before, current } = useFind.getState();
  const matches = findMatches(useOpenConversation.getState(), useFind.getState());
  const kept = before[current];
  const same = matches.findIndex(match => isSamePlace(match, kept));
  useFind.setState({ matches, current: same >= 0 ? same : Math.min(current, matches.length - 1) });
}

function show(index: number): void {
  const find = useFind.getState();
  const place = find.matches[index];
  const sought = soughtOf(find);
  if (place !== undefined && sought !== undefined) jumpTo(place, sought, false);
}
