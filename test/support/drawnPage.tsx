import { Tooltip } from 'radix-ui';
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, vi } from 'vitest';

/** Draws parts of the page into an empty document, anew for each test of the file that calls it, before that file's own preparation. */
export function drawnPage(): {
  readonly host: () => HTMLElement;
  readonly draw: (content: ReactNode) => Promise<void>;
} {
  let host: HTMLElement;
  let root: Root;
  beforeEach(() => {
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
    host = document.createElement('div');
    document.body.replaceChildren(host);
    root = createRoot(host);
  });
  afterEach(() => {
    act(() => root.unmount());
    vi.unstubAllGlobals();
  });
  return {
    host: () => host,
    draw: content => act(async () => root.render(<Tooltip.Provider>{content}</Tooltip.Provider>)),
  };
}
