// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FoundMarks } from '../../../src/features/compare/FoundMarks';
import type { AnswerId, LaneId, TurnId } from '../../../src/shared/domain/ids';
import { useJump } from '../../../src/state/jump';
import { conversationId } from '../../support/pageRows';

const marked = vi.hoisted(() => new Map<string, readonly Range[]>());
vi.mock('../../../src/ui/highlights', () => ({
  highlight: (name: string, ranges: readonly Range[]) => void marked.set(name, ranges),
}));

let root: Root;
let main: HTMLElement;

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(800);
  main = document.createElement('main');
  main.innerHTML = '<div class="lane-scroller"><section data-lane-id="lane-1"></section></div>';
  document.body.append(main);
  root = createRoot(document.createElement('div'));
});

afterEach(() => {
  act(() => root.unmount());
  main.remove();
  useJump.setState({ target: undefined });
  marked.clear();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('words that were gone to are marked in the same turn in which their answer comes into the page', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    act(() => root.render(<FoundMarks />));
    act(() =>
      useJump.setState({
        target: {
          key: 1,
          conversationId,
          part: 'answer',
          turnId: 'turn-1' as TurnId,
          laneId: 'lane-1' as LaneId,
          answerId: 'answer-1' as AnswerId,
          offset: 4,
          sought: { kind: 'terms', query: 'needle' },
          hasFocus: false,
        },
      }),
    );
    expect(marked.get('found-now')).toEqual([]);
    const article =
      '<article data-answer-id="answer-1" data-anchor="turn-1"><p data-answer-text>The needle</p></article>';
    main.querySelector('section')?.insertAdjacentHTML('beforeend', article);
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
    expect(marked.get('found-now')?.map(String)).toEqual(['needle']);
  } finally {
    vi.useRealTimers();
  }
});
