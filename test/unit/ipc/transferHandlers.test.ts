import { expect, it } from 'vitest';
import { backupHandlers } from '../../../electron/ipc/backupHandlers';
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

it('what an import or a backup brought is told of, whatever became of the page that had asked for it', async () => {
  const steps: string[] = [];
  const parts = {
    imports: { run: async () => ({ importId: 'import', conversationCount: 1, messageCount: 2 }) },
    backups: { copyOut: async () => ['copy'] },
    pushArrived: () => steps.push('told'),
  } as unknown as HandlerParts;
  await transferHandlers(parts)['import.run']({ importId: 'import', chosen: [0], systemPrompts: [] });
  expect(steps).toEqual(['told']);
  await backupHandlers(parts)['backup.copyOut']({ id: 'history-1.db', conversationIds: [] });
  expect(steps).toEqual(['told', 'told']);
});
