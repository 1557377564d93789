import { create } from 'zustand';
import type { Sought } from '../shared/domain/finding';
import type { TurnId } from '../shared/domain/ids';
import { type FindWishes, findMatches, firstMatchFrom, isSamePlace } from './findMatches';
import { endJump, type FoundPlace, jumpTo } from './jump';
import { useOpenConversation } from './openConversation';
import { inSlices } from './slices';

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
/** Searching goes on for so long before the page has its turn. */
const sliceMs = 12;
let searchCount = 0;
/** What was typed last is still being looked for. */
let isTypedSoughtFor = false;
/** A long answer that streams is read as a whole each time: the longer that takes, the more seldom it is done. */
let streamPauseMs = streamMs;

/** What the page shows of a text in Markdown; the room that draws it hands it in. */
let readMarkdown = (markdown: string): string => markdown;
/** Read once per text: a long conversation has thousands. One that streams is another text each time, so what is no longer read goes. */
const readTexts = new Map<string, string>();
/** What of them the search that runs has read. */
let stillRead = new Set<string>();

/** Says how texts in Markdown are read. Until then they are read as they stand. */
export function provideMarkdownReader(reader: (markdown: string) => string): void {
  readMarkdown = reader;
}

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
    else if (state !== before) findAgainLater();
  });
  void findAgain();
}

export function closeFind(): void {
  clearTimeout(typingTimer);
  clearTimeout(streamTimer);
  streamTimer = undefined;
  endListening?.();
  endListening = undefined;
  endJump();
  readTexts.clear();
  stillRead.clear();
  searchCount += 1;
  isTypedSoughtFor = false;
  streamPauseMs = streamMs;
  useFind.setState({ isOpen: false, matches: [], current: -1 });
}

/** All matches as things stand now; undefined when something else is looked for before they are there. The page is never held up. */
async function matchesNow(): Promise<FindData['matches'] | undefined> {
  searchCount += 1;
  const own = searchCount;
  stillRead = new Set();
  const search = findMatches(useOpenConversation.getState(), useFind.getState(), shownText);
  return await inSlices(search, sliceMs, () => own === searchCount);
}

function shownText(markdown: string): string {
  stillRead.add(markdown);
  const known = readTexts.get(markdown);
  if (known !== undefined) return known;
  const text = readMarkdown(markdown);
  readTexts.set(markdown, text);
  return text;
}

/** Changes what is looked for, and goes to the first match from `topTurnId` on, the turn at the top of the window. */
export function changeFind(change: Partial<FindWishes>, topTurnId: () => TurnId | undefined): void {
  useFind.setState({ ...change, ...(change.text !== undefined && { text: change.text.slice(0, longestText) }) });
  clearTimeout(typingTimer);
  typingTimer = setTimeout(() => {
    isTypedSoughtFor = true;
    void matchesNow().then(matches => {
      if (matches === undefined) return;
      isTypedSoughtFor = false;
      const current = firstMatchFrom(matches, useOpenConversation.getState().turns, topTurnId());
      useFind.setState({ matches, current });
      if (current < 0) endJump();
      else show(current);
    });
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

function findAgainLater(): void {
  streamTimer ??= setTimeout(() => void findAgain(), streamPauseMs);
}

/** Counts anew after the conversation changed, and keeps the match that is shown. */
async function findAgain(): Promise<void> {
  clearTimeout(streamTimer);
  streamTimer = undefined;
  if (isTypedSoughtFor) {
    findAgainLater();
    return;
  }
  const startMs = performance.now();
  const matches = await matchesNow();
  streamPauseMs = Math.max(streamMs, (performance.now() - startMs) * 10);
  if (matches === undefined) return;
  for (const text of readTexts.keys()) if (!stillRead.has(text)) readTexts.delete(text);
  const { matches: before, current } = useFind.getState();
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
