// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FailureBoundary } from '../../../src/ui/FailureBoundary';
import { laterPart } from '../../../src/ui/laterPart';

let root: Root;
let host: HTMLElement;

interface NameProps {
  readonly name: string;
}

function Greeting({ name }: NameProps) {
  return <p>{`hello ${name}`}</p>;
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

it('a part that was loaded ahead is there with the first drawing', async () => {
  const load = vi.fn(async () => Greeting);
  const { Part, prefetch } = laterPart<NameProps>(load);
  await prefetch();
  act(() => root.render(<Part name="Li" />));
  expect(host.textContent).toBe('hello Li');
  act(() => root.render(<Part name="Wang" />));
  expect(host.textContent).toBe('hello Wang');
  expect(load).toHaveBeenCalledTimes(1);
});

it('a part that is not there yet comes as soon as it is', async () => {
  let finish: (component: typeof Greeting) => void = () => undefined;
  const { Part } = laterPart<NameProps>(
    () =>
      new Promise(resolve => {
        finish = resolve;
      }),
  );
  act(() => root.render(<Part name="Li" />));
  expect(host.textContent).toBe('');
  await act(async () => finish(Greeting));
  expect(host.textContent).toBe('hello Li');
});

it('a part that cannot be loaded says so, and trying again loads it anew', async () => {
  let isMissing = true;
  const { Part, prefetch } = laterPart<NameProps>(async () => {
    if (isMissing) throw new TypeError('Failed to fetch dynamically imported module');
    return Greeting;
  });
  await prefetch();
  await act(async () =>
    root.render(
      <FailureBoundary fallback={tryAgain => <button type="button" onClick={tryAgain} />}>
        <Part name="Li" />
      </FailureBoundary>,
    ),
  );
  const tryAgain = host.querySelector('button');
  expect(tryAgain).not.toBeNull();
  isMissing = false;
  await act(async () => tryAgain?.click());
  expect(host.textContent).toBe('hello Li');
});
