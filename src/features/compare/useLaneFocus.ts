import { type RefObject, useRef } from 'react';
import type { Lane } from '../../shared/domain/conversation';
import { focusComposer } from '../../state/composerFocus';
import { type FocusTrail, useKeptFocus } from '../../ui/useKeptFocus';

/**
 * Where the keyboard goes when what has it among the lanes leaves the page: to the same button at the version of a prompt that is shown now, to the pencil of the prompt, the menu of the answer or that of the
 * head that it stood in, else to the lane, and where the lane was removed to the one that takes its place.
 */
export function useLaneFocus(area: RefObject<HTMLElement | null>, lanes: readonly Lane[]): void {
  /** Of lanes that were removed the last place they had. */
  const places = useRef(new Map<string, number>());
  for (const [place, lane] of lanes.entries()) places.current.set(lane.id, place);

  useKeptFocus(area, trail => {
    const lane = trail.find(element => element instanceof HTMLElement && element.dataset.laneId !== undefined);
    const place = places.current.get((lane as HTMLElement | undefined)?.dataset.laneId ?? '') ?? 0;
    const others = [...(area.current?.querySelectorAll('[data-lane-id]:not([hidden])') ?? [])];
    const home = lane?.isConnected === true && !lane.hasAttribute('hidden') ? lane : undefined;
    const candidates = [
      sameStep(trail, home ?? area.current),
      nearPencil(trail),
      nearMenu(trail),
      nearTab(trail),
      home,
      others[Math.min(place, others.length - 1)],
      area.current?.querySelector('button'),
    ];
    const next = candidates.find(element => element instanceof HTMLElement);
    if (next === undefined) focusComposer();
    else next.focus({ preventScroll: true });
  });
}

function sameStep([button, ...around]: FocusTrail, place: Element | null): Element | null | undefined {
  const stepper = around.find(element => element.matches('[data-versions]'));
  if (!(stepper instanceof HTMLElement && button instanceof HTMLElement)) return undefined;
  const { versions = '' } = stepper.dataset;
  return place?.querySelector(`[data-versions="${CSS.escape(versions)}"] [data-step="${button.dataset.step}"]`);
}

function nearPencil(trail: FocusTrail): Element | null | undefined {
  return trail
    .find(element => element.isConnected && element.matches('.prompt-row'))
    ?.querySelector('[data-edit-prompt]');
}

function nearMenu(trail: FocusTrail): Element | null | undefined {
  const part = trail.find(element => element.isConnected && element.matches('[data-answer-id], header'));
  const foot = part?.querySelector('footer') ?? part;
  return foot?.querySelector('[aria-haspopup="menu"]');
}

/** A tab of a lane that was removed gives it to the one that is shown now. */
function nearTab(trail: FocusTrail): Element | null | undefined {
  const tabs = trail.find(element => element.isConnected && element.matches('[role="tablist"]'));
  return tabs?.querySelector('[role="tab"][aria-selected="true"]');
}
