// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, it } from 'vitest';
import { PromptsDialog } from '../../../src/features/composer/PromptsDialog';
import { savePrompt, usePrompts } from '../../../src/state/prompts';
import { useToasts } from '../../../src/state/toasts';
import { drawnPage } from '../../support/drawnPage';
import '../../../src/state/i18n';
import { FakeBridge, Refusal } from '../../support/pageRows';

const { draw } = drawnPage();
let bridge: FakeBridge;
const saved = (name: string) => ({ id: `id-${name}`, name, text: `Text of ${name}`, updatedAt: 1 });

beforeEach(() => {
  bridge = new FakeBridge();
  Object.assign(window, { api: bridge.api });
  bridge.answer('prompt.list', () => [saved('Review')]);
  bridge.answer('prompt.remove', () => undefined);
  bridge.answer('prompt.save', (input: object) => ({ updatedAt: 1, ...input }));
  usePrompts.setState({ saved: undefined, hasFailed: false });
  useToasts.setState({ entries: [] });
});

const page = () => document.body.textContent ?? '';
const names = () => usePrompts.getState().saved?.map(({ name }) => name);
const press = (label: string) =>
  act(async () =>
    [...document.querySelectorAll('button')]
      .find(one => (one.getAttribute('aria-label') ?? one.textContent?.trim()) === label)
      ?.click(),
  );

it('the dialog shows the saved prompts also where no composer has read them', async () => {
  await draw(<PromptsDialog />);
  expect(page()).toContain('Text of Review');
});

it('saved prompts that cannot be read are not called none, and are read again on demand', async () => {
  bridge.answer('prompt.list', () => new Refusal('E_STORAGE'));
  await draw(<PromptsDialog />);
  expect(page()).toContain('Your prompts could not be read.');
  expect(page()).not.toContain('None yet');
  bridge.answer('prompt.list', () => [saved('Review')]);
  await press('Try again');
  expect(page()).toContain('Text of Review');
});

it('one that is saved before the others were read does not stand for all of them', async () => {
  await savePrompt({ name: 'Sum up', text: 'Sum up' });
  expect(names()).toEqual(['Review', 'Sum up']);
});

it('a deleted one whose name was given to another meanwhile comes back under a further name', async () => {
  await draw(<PromptsDialog />);
  await press('Delete Review');
  bridge.answer('prompt.save', (input: { readonly name: string }) =>
    input.name === 'Review' ? new Refusal('E_CONFLICT', 'prompt-name') : { updatedAt: 1, ...input },
  );
  act(() => usePrompts.setState({ saved: [{ ...saved('Review'), id: 'other' }] }));
  await press('Undo');
  expect(names()).toEqual(['Review', 'Review 2']);
  expect(page()).not.toContain('Undo');
});

it('a deleted one that cannot be brought back can still be', async () => {
  await draw(<PromptsDialog />);
  await press('Delete Review');
  bridge.answer('prompt.save', () => new Refusal('E_STORAGE', 'disk-full'));
  await press('Undo');
  expect(page()).toContain('Undo');
  expect(useToasts.getState().entries).toHaveLength(1);
});
