// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { FillPromptDialog } from '../../../src/features/composer/FillPromptDialog';
import { usePrompts } from '../../../src/state/prompts';
import { drawnPage } from '../../support/drawnPage';
import '../../../src/state/i18n';

const { draw } = drawnPage();

it('a variable may be called like something that every object has', async () => {
  const prompt = { id: 'prompt-1', name: 'Explain', text: 'What does {{constructor}} do?', updatedAt: 1 };
  usePrompts.setState({ saved: [prompt] });
  await draw(<FillPromptDialog promptId={prompt.id} start={0} end={0} />);
  expect(document.querySelector('textarea')?.value).toBe('');
  expect(document.body.textContent).toContain('What does [constructor] do?');
});
