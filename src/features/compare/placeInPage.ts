import { findSought, type Sought } from '../../shared/domain/finding';
import { sameOccurrence } from '../../shared/domain/occurrence';
import { maxMatches } from '../../state/findMatches';
import type { FoundPlace } from '../../state/jump';
import { answerOf, useOpenConversation } from '../../state/openConversation';
import { readShownText } from '../../ui/shownText';

/** Where a place stands in the page. */
export interface PlaceInPage {
  /** The prompt or the answer that holds it. */
  readonly element: HTMLElement;
  /** The very words; undefined where they are not shown, as the address behind a link. */
  readonly range: Range | undefined;
}

/** Texts of a conversation that can be marked, inside an element of the page. */
export const markedTexts = '[data-prompt-text], [data-answer-text], [data-reasoning]';

/** The prompt or the answer that holds a place, in an area; undefined while its turn is not in the page. */
export function holderInPage(
  area: HTMLElement,
  { part, turnId, laneId, answerId }: FoundPlace,
): HTMLElement | undefined {
  if (part === 'prompt') {
    const pane = area.closest(`[data-lane-id="${laneId}"]`) ?? area;
    return pane.querySelector<HTMLElement>(`[data-turn-id="${turnId}"] [data-anchor="${turnId}"]`) ?? undefined;
  }
  const lane =
    area.closest<HTMLElement>('[data-lane-id]') ?? area.querySelector<HTMLElement>(`[data-lane-id="${laneId}"]`);
  return lane?.querySelector<HTMLElement>(`[data-answer-id="${answerId}"][data-anchor="${turnId}"]`) ?? undefined;
}

/** Finds a place in an area; undefined while its turn is not in the page. */
export function placeInPage(area: HTMLElement, place: FoundPlace, sought: Sought): PlaceInPage | undefined {
  const element = holderInPage(area, place);
  if (element === undefined) return undefined;
  const root = place.part === 'reasoning' ? reasoningOf(element) : textOf(element, place.part);
  if (root === null) return { element, range: undefined };
  const shown = readShownText(root);
  const ranges = findSought(shown.text, sought, maxMatches);
  const range =
    place.occurrence === undefined
      ? sameOccurrence(sourceOf(place), place.offset, shown.text, ranges)
      : ranges[place.occurrence];
  return { element, range: range && shown.rangeAt(range) };
}

function textOf(element: HTMLElement, part: 'prompt' | 'answer'): Element | null {
  return element.querySelector(part === 'prompt' ? '[data-prompt-text]' : '[data-answer-text]');
}

/** Reasoning that is read as the answer stands in the answer's place. */
function reasoningOf(element: HTMLElement): Element | null {
  return element.querySelector('[data-reasoning]') ?? element.querySelector('[data-answer-text]');
}

function sourceOf({ part, turnId, answerId }: FoundPlace): string {
  const state = useOpenConversation.getState();
  if (part === 'prompt') return state.turns.get(turnId)?.prompt ?? '';
  const answer = answerOf(state, answerId);
  return (part === 'reasoning' ? answer?.reasoning : answer?.text) ?? '';
}
