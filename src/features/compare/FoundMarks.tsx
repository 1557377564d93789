import { useEffect } from 'react';
import { findSought, type Sought } from '../../shared/domain/finding';
import { soughtOf, useFind } from '../../state/find';
import { maxMatches } from '../../state/findMatches';
import { endJump, type FoundPlace, type JumpTarget, useJump } from '../../state/jump';
import { highlight } from '../../ui/highlights';
import { readShownText } from '../../ui/shownText';
import { holderInPage, markedTexts, placeInPage } from './placeInPage';

/** What changes in the page is marked anew so much later. */
const repaintMs = 150;
/** Marks of a search hit go by themselves; those of the find bar stay for as long as it is open. */
const hitShownMs = 15_000;

/** Marks in the page what is looked for: every place while the find bar is open, or the text of the search hit that was gone to. */
export function FoundMarks() {
  const find = useFind(state => state);
  const target = useJump(state => state.target);
  const sought = soughtOf(find) ?? target?.sought;
  const isFinding = find.isOpen;
  const current = isFinding ? find.matches[find.current] : target;

  useEffect(() => {
    if (isFinding || target === undefined) return undefined;
    const timer = setTimeout(endJump, hitShownMs);
    return () => clearTimeout(timer);
  }, [isFinding, target]);

  useEffect(() => {
    if (sought === undefined) return undefined;
    const onlyIn = isFinding ? undefined : target;
    let holder: HTMLElement | undefined;
    const paint = () => {
      holder = holderOf(current);
      mark(sought, current, onlyIn);
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new MutationObserver(() => {
      // What was gone to is marked in the very picture in which it comes into the page.
      if (current !== undefined && holderOf(current) !== holder) paint();
      timer ??= setTimeout(() => {
        timer = undefined;
        paint();
      }, repaintMs);
    });
    paint();
    const main = document.querySelector('main');
    if (main !== null) observer.observe(main, { childList: true, characterData: true, subtree: true });
    return () => {
      observer.disconnect();
      clearTimeout(timer);
      highlight('found', []);
      highlight('found-now', []);
    };
  }, [sought, current, isFinding, target]);
  return null;
}

/** All areas of lanes, also those that are not on the screen: to ask for that would have the page laid out. */
function areasInPage(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('.lane-scroller')];
}

function holderOf(place: FoundPlace | undefined): HTMLElement | undefined {
  if (place === undefined) return undefined;
  for (const area of areasInPage()) {
    const holder = holderInPage(area, place);
    if (holder !== undefined) return holder;
  }
  return undefined;
}

function mark(sought: Sought, current: FoundPlace | undefined, onlyIn: JumpTarget | undefined): void {
  const areas = areasInPage().filter(area => area.clientHeight > 0);
  const now = current && areas.map(area => placeInPage(area, current, sought)).find(place => place !== undefined);
  const roots =
    onlyIn === undefined
      ? areas.flatMap(area => [...area.querySelectorAll(markedTexts)])
      : [...(now?.element.querySelectorAll(markedTexts) ?? [])];
  const ranges = roots.flatMap(root => {
    const shown = readShownText(root);
    return findSought(shown.text, sought, maxMatches).flatMap(place => shown.rangeAt(place) ?? []);
  });
  highlight('found', ranges);
  highlight('found-now', now?.range === undefined ? [] : [now.range]);
}
