import type { ParsedInputOf, Route } from '../../src/shared/contract/routes';
import type { History } from '../store/history';
import type { Handlers } from './router';

/** Calls that change the history. The others must not wait for it. */
const writingRoutes = [
  'conversation.create',
  'conversation.update',
  'conversation.arrange',
  'conversation.saveDraft',
  'conversation.remove',
  'conversation.restore',
  'conversation.mark',
  'conversation.removeMany',
  'conversation.restoreMany',
  'conversation.erase',
  'conversation.duplicate',
  'conversation.takeBackTitle',
  'lane.add',
  'lane.update',
  'lane.remove',
  'lane.restore',
  'lane.resize',
  'lane.reorder',
  'folder.create',
  'folder.rename',
  'folder.reorder',
  'folder.remove',
  'folder.restore',
  'prompt.save',
  'prompt.remove',
  'attachment.add',
  'turn.start',
  'turn.edit',
  'turn.switchTo',
  'answer.regenerate',
  'answer.continue',
  'answer.choose',
  'import.undo',
] as const satisfies readonly Route[];

/** Calls that read the history and change nothing in it. */
const readingRoutes = [
  'app.state',
  'conversation.open',
  'conversation.outline',
  'conversation.texts',
  'conversation.list',
  'conversation.lookUp',
  'conversation.counts',
  'conversation.listRemoved',
  'conversation.removedIds',
  'conversation.contents',
  'palette.conversations',
  'prompt.list',
  'prompt.earlier',
  'answer.request',
  'attachment.text',
  'attachment.picture',
  'export.run',
  'export.preview',
  'export.picture',
  'import.choose',
  'backup.loss',
  'backup.contents',
] as const satisfies readonly Route[];

/**
 * The same handlers, those that change the history each behind `writable`: another program that holds it for a moment costs the user that
 * moment and no refusal. They run once, in the order of the calls. Those that read it are behind `readable`.
 */
export function waitingForHistory(
  handlers: Handlers,
  { writable, readable }: Pick<History, 'writable' | 'readable'>,
): Handlers {
  const waiting = <R extends Route>(route: R, whenFree: () => Promise<void> | undefined) => {
    const run = handlers[route] as Handlers[R];
    return (input: ParsedInputOf<R>) => {
      const isFree = whenFree();
      return isFree === undefined ? run(input) : isFree.then(() => run(input));
    };
  };
  return {
    ...handlers,
    ...Object.fromEntries(readingRoutes.map(route => [route, waiting(route, readable)])),
    ...Object.fromEntries(writingRoutes.map(route => [route, waiting(route, writable)])),
  };
}
