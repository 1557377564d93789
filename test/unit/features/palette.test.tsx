// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, it, vi } from 'vitest';
import { usePaletteEntries } from '../../../src/features/palette/usePaletteEntries';
import type { ConversationId } from '../../../src/shared/domain/ids';
import { useConversations } from '../../../src/state/conversations';
import '../../../src/state/i18n';
import { drawnPage } from '../../support/drawnPage';
import { FakeBridge, someSummary } from '../../support/pageRows';

const { draw, host } = drawnPage();
let bridge: FakeBridge;

function Entries({ typed }: { readonly typed: string }) {
  const entries = usePaletteEntries(typed).flatMap(group => group.entries);
  return <p>{entries.flatMap(({ kind, label }) => (kind === 'conversation' ? label : [])).join(', ')}</p>;
}

beforeEach(() => {
  bridge = new FakeBridge();
  Object.assign(window, { api: bridge.api });
  useConversations.setState({ byId: {}, lists: {}, running: {} });
});

it('the palette offers no conversation of what was typed before, unless it fits what is typed now', async () => {
  const titles = ['Moon and tide', 'Moonlight sonata'];
  bridge.answer('palette.conversations', () =>
    titles.map((title, index) => someSummary({ id: `conversation-${index}` as ConversationId, title })),
  );
  await draw(<Entries typed="moon" />);
  await vi.waitFor(async () => {
    await act(async () => {});
    expect(host().textContent).toBe('Moon and tide, Moonlight sonata');
  });
  bridge.answer('palette.conversations', () => new Promise(() => undefined));
  await draw(<Entries typed="moon tide" />);
  expect(host().textContent).toBe('Moon and tide');
  await draw(<Entries typed="zzz" />);
  expect(host().textContent).toBe('');
});
