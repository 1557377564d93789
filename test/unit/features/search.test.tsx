// @vitest-environment happy-dom
import { Tooltip } from 'radix-ui';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SearchDialog } from '../../../src/features/search/SearchDialog';
import type { SearchHit } from '../../../src/shared/domain/search';
import '../../../src/state/i18n';
import { noWishes, useSearch } from '../../../src/state/search';
import { useUi } from '../../../src/state/ui';
import { conversationId, FakeBridge } from '../../support/pageRows';

let root: Root;
const hit: SearchHit = {
  conversationId,
  title: 'A title',
  isArchived: false,
  part: 'title',
  date: 1_000,
  offset: 0,
  matchCount: 1,
  snippet: { text: 'A title', ranges: [], isCutBefore: false, isCutAfter: false },
};

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  Object.assign(window, { api: new FakeBridge().api });
  useUi.setState({ dialog: { kind: 'search' } });
  useSearch.setState({ text: 'title', wishes: noWishes, hits: [], cursor: undefined, marked: 0 });
  root = createRoot(document.createElement('div'));
});

afterEach(() => {
  act(() => root.unmount());
  vi.unstubAllGlobals();
});

function pressEnterIn(state: 'searching' | 'failed'): void {
  useSearch.setState({ state });
  act(() =>
    root.render(
      <Tooltip.Provider>
        <SearchDialog />
      </Tooltip.Provider>,
    ),
  );
  const event = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true });
  act(() => document.querySelector('[role="combobox"]')?.dispatchEvent(event));
}

const isOpen = () => useUi.getState().dialog?.kind === 'search';

describe('Enter in the search', () => {
  it('opens the first hit of a search that is under way', async () => {
    pressEnterIn('searching');
    await act(async () => useSearch.setState({ state: 'done', hits: [hit] }));
    expect(isOpen()).toBe(false);
  });

  it.each(['failed', 'idle'] as const)('is forgotten when the search is %s', async state => {
    pressEnterIn('searching');
    await act(async () => useSearch.setState({ state }));
    await act(async () => useSearch.setState({ state: 'done', hits: [hit] }));
    expect(isOpen()).toBe(true);
  });

  it('opens nothing by itself later when no search is under way', async () => {
    pressEnterIn('failed');
    await act(async () => useSearch.setState({ state: 'done', hits: [hit] }));
    expect(isOpen()).toBe(true);
  });
});
