// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FailureBoundary } from '../../../src/ui/FailureBoundary';

let root: Root;
let host: HTMLElement;
let isBroken: boolean;

function Fragile() {
  if (isBroken) throw new RangeError('Invalid time value');
  return <p>shown</p>;
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  // What was caught is told there too.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  host = document.createElement('div');
  root = createRoot(host);
});

afterEach(() => {
  act(() => root.unmount());
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('a part that cannot be drawn leaves the rest of the page, and can be tried again', () => {
  isBroken = true;
  act(() =>
    root.render(
      <>
        <nav>list</nav>
        <FailureBoundary fallback={tryAgain => <button type="button" onClick={tryAgain} />}>
          <Fragile />
        </FailureBoundary>
      </>,
    ),
  );
  expect(host.textContent).toBe('list');
  const tryAgain = host.querySelector('button');
  expect(tryAgain).not.toBeNull();
  isBroken = false;
  act(() => tryAgain?.click());
  expect(host.textContent).toBe('listshown');
});
