// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, it } from 'vitest';
import { FindBar } from '../../../src/features/find/FindBar';
import { openFind } from '../../../src/state/find';
import { conversationState } from '../../../src/state/foldEvents';
import '../../../src/state/i18n';
import { useOpenConversation } from '../../../src/state/openConversation';
import { drawnPage } from '../../support/drawnPage';
import { FakeBridge, someDetail } from '../../support/pageRows';

const { draw, host } = drawnPage();

beforeEach(() => {
  Object.assign(window, { api: new FakeBridge().api });
  useOpenConversation.setState(conversationState(someDetail()));
});

const page = (hasButton: boolean) => (
  <>
    <FindBar />
    {hasButton && <button type="button">A button in a turn</button>}
    <textarea data-composer />
  </>
);

async function findFromButton(): Promise<HTMLButtonElement | null> {
  await draw(page(true));
  const button = host().querySelector<HTMLButtonElement>('button');
  button?.focus();
  await act(async () => openFind('blue'));
  expect(document.activeElement?.getAttribute('type')).toBe('text');
  return button;
}

const pressEscape = () =>
  act(async () => {
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }),
    );
    await new Promise(requestAnimationFrame);
  });

it('gives the keyboard back to what had it', async () => {
  const button = await findFromButton();
  await pressEscape();
  expect(document.activeElement).toBe(button);
});

it('gives the keyboard to the composer when what had it is drawn no longer', async () => {
  await findFromButton();
  await draw(page(false));
  await pressEscape();
  expect(document.activeElement?.tagName).toBe('TEXTAREA');
});
