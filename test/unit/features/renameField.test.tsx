// @vitest-environment happy-dom
import { act } from 'react';
import { expect, it } from 'vitest';
import { RenameField } from '../../../src/features/history/RenameField';
import { drawnPage } from '../../support/drawnPage';

const { draw, host } = drawnPage();

async function drawField() {
  const saved: string[] = [];
  const field = (
    <RenameField
      label="Title"
      name="Before"
      maxCharacters={100}
      onSave={name => saved.push(name)}
      onDone={() => undefined}
    />
  );
  await draw(field);
  const input = host().querySelector('input');
  if (input === null) throw new Error('no field');
  const type = (text: string) =>
    act(() => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
  return { saved, input, type };
}

it('a name that is being typed is kept when its line goes elsewhere in the list', async () => {
  const { saved, type } = await drawField();
  type('After');
  await draw(null);
  expect(saved).toEqual(['After']);
});

it('a name that was given up is not kept afterwards', async () => {
  const { saved, input, type } = await drawField();
  type('After');
  act(() => void input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })));
  await draw(null);
  expect(saved).toEqual([]);
});
