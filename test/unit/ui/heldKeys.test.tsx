// @vitest-environment happy-dom
import { act, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { laterPart } from '../../../src/ui/laterPart';

const saved: string[] = [];
const sent: string[] = [];
let root: Root;
let composer: HTMLInputElement;

/** A dialog with a field that takes the keyboard and its text, as the one for a new title. */
function TitleDialog({ onClose }: { readonly onClose: () => void }) {
  const [title, setTitle] = useState('old');
  return (
    <div role="dialog">
      <input
        value={title}
        ref={field => field?.focus()}
        onFocus={event => event.target.select()}
        onChange={event => setTitle(event.target.value)}
        onKeyDown={event => {
          if (event.key === 'Enter') saved.push(title);
          if (event.key === 'Escape') onClose();
        }}
      />
    </div>
  );
}

/** A key of the keyboard: what has the keyboard hears of it, and writes it unless somebody took it. */
function type(key: string, modifiers: KeyboardEventInit = {}): boolean {
  const target = document.activeElement ?? document.body;
  const isLeft = target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...modifiers }),
  );
  if (isLeft && target instanceof HTMLInputElement && key.length === 1 && modifiers.ctrlKey !== true) {
    target.value += key;
  }
  return isLeft;
}

/** Without `act`, which would keep what React has to do until its end. */
async function settle(): Promise<void> {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false);
  await new Promise(resolve => setTimeout(resolve, 100));
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  saved.length = 0;
  sent.length = 0;
  document.body.innerHTML = '<input id="composer"><div id="host"></div>';
  composer = document.querySelector('#composer') as HTMLInputElement;
  composer.addEventListener('keydown', event => event.key === 'Enter' && sent.push(composer.value));
  root = createRoot(document.querySelector('#host') as HTMLElement);
  composer.focus();
});

afterEach(() => {
  act(() => root.unmount());
  vi.unstubAllGlobals();
});

function drawLater() {
  let finish: (component: typeof TitleDialog) => void = () => undefined;
  const { Part } = laterPart<{ onClose: () => void }>(
    () =>
      new Promise(resolve => {
        finish = resolve;
      }),
    { takesKeys: '[role="dialog"]' },
  );
  act(() => root.render(<Part onClose={() => root.render(null)} />));
  return () => act(async () => finish(TitleDialog));
}

it('what is typed before a dialog is there is typed in the dialog, and what stood in the composer is not sent', async () => {
  composer.value = 'half a question';
  const finish = drawLater();
  for (const key of ['n', 'e', 'x', 'Backspace', 'w', 'Enter']) type(key);
  await finish();
  await settle();
  expect(saved).toEqual(['new']);
  expect(sent).toEqual([]);
  expect(composer.value).toBe('half a question');
});

it('what is typed while the first keys are handed on comes after them', async () => {
  const finish = drawLater();
  for (const key of 'one ') type(key);
  await finish();
  for (const key of 'two') type(key);
  type('Enter');
  await settle();
  expect(saved).toEqual(['one two']);
});

it('commands are not held back', () => {
  drawLater();
  expect(type('k', { ctrlKey: true })).toBe(true);
  expect(type('k')).toBe(false);
});

it('a dialog that is closed before it is there leaves the keyboard as it was', async () => {
  drawLater();
  type('a');
  act(() => root.render(null));
  type('b');
  type('Enter');
  await settle();
  expect(composer.value).toBe('b');
  expect(sent).toEqual(['b']);
});

it('Esc typed before a dialog is there closes it, and the keys are free again', async () => {
  const finish = drawLater();
  type('Escape');
  await finish();
  await settle();
  expect(document.querySelector('[role="dialog"]')).toBeNull();
  composer.focus();
  type('a');
  expect(composer.value).toBe('a');
});

it('a dialog that takes no keyboard holds no keys for long', async () => {
  const { Part } = laterPart<object>(async () => () => <p>nothing to type in</p>, { takesKeys: '[role="dialog"]' });
  await act(async () => root.render(<Part />));
  await act(() => new Promise(resolve => setTimeout(resolve, 700)));
  type('a');
  expect(composer.value).toBe('a');
});
