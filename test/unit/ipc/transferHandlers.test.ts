import { expect, it } from 'vitest';
import type { HandlerParts } from '../../../electron/ipc/handlerParts';
import { transferHandlers } from '../../../electron/ipc/transferHandlers';

it('an import that is taken back asks nobody any more in what it had brought', async () => {
  const steps: string[] = [];
  const parts = {
    imports: { undo: () => Promise.resolve(['first', 'second']) },
    runner: { abortConversation: (id: string) => steps.push(`stopped ${id}`) },
    pushRemovedMany: (ids: readonly string[]) => steps.push(`told ${ids.join(' ')}`),
  } as unknown as HandlerParts;
  expect(await transferHandlers(parts)['import.undo']({ importId: 'import' })).toEqual({
    removed: ['first', 'second'],
  });
  expect(steps).toEqual(['stopped first', 'stopped second', 'told first second']);
});
