// @vitest-environment happy-dom
import { Tooltip } from 'radix-ui';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Prompt } from '../../../src/features/compare/Prompt';
import '../../../src/state/i18n';
import { someTurn } from '../../support/pageRows';

let root: Root;
let host: HTMLElement;
let isMeasured: boolean;
let layOut: () => void;

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(callback: () => void) {
        layOut = callback;
      }
      observe(): void {}
      disconnect(): void {}
    },
  );
  isMeasured = false;
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(192);
  vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockImplementation(() => {
    isMeasured = true;
    return 900;
  });
  host = document.createElement('div');
  root = createRoot(host);
});

afterEach(() => {
  act(() => root.unmount());
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('a long prompt is measured when the browser has laid it out, not while the page is put together, and can then be shown whole', () => {
  const turn = someTurn('turn-1', 1, { prompt: 'A long one' });
  act(() =>
    root.render(
      <Tooltip.Provider>
        <Prompt visible={{ turn, cells: {}, versionIds: [turn.id] }} number={1} askedNames={undefined} />
      </Tooltip.Provider>,
    ),
  );
  expect(isMeasured).toBe(false);
  act(() => layOut());
  const more = () => host.querySelector('button[aria-expanded]');
  expect(more()?.getAttribute('aria-expanded')).toBe('false');
  act(() => (more() as HTMLButtonElement).click());
  expect(more()?.getAttribute('aria-expanded')).toBe('true');
});
