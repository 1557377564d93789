import type { Route } from '../../src/shared/contract/routes';
import type { HandlerParts } from './handlerParts';
import type { Handlers } from './router';

/** Calls about backups of the history. */
export function backupHandlers({
  backups,
  pushArrived,
}: HandlerParts): Pick<Handlers, Extract<Route, `backup.${string}`>> {
  return {
    'backup.list': () => backups.list(),
    'backup.make': () => backups.make(),
    'backup.cancel': () => backups.cancel(),
    'backup.verify': ({ id }) => backups.verify(id),
    'backup.loss': ({ id }) => backups.loss(id),
    'backup.restore': ({ id }) => backups.restore(id),
    'backup.contents': ({ id }) => backups.contents(id),
    'backup.copyOut': async ({ id, conversationIds }) => {
      const ids = await backups.copyOut(id, conversationIds);
      pushArrived();
      return { ids };
    },
    'backup.reveal': () => backups.reveal(),
    'backup.chooseCopies': () => backups.chooseCopies(),
    'backup.forgetCopies': () => backups.forgetCopies(),
  };
}
