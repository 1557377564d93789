import type { Route } from '../../src/shared/contract/routes';
import type { Runner } from '../turns/runner';
import { liveDetail } from './conversationHandlers';
import type { HandlerParts } from './handlerParts';
import type { Handlers } from './router';

type TransferRoute = Extract<Route, `export.${string}` | `import.${string}`>;

/** Calls that write conversations into files and read them from files. */
export function transferHandlers(parts: HandlerParts): Pick<Handlers, TransferRoute> {
  const { read, runner, exports: exporting, imports: importing } = parts;
  return {
    'export.run': ({ ids, format, options }) => exporting.run({ ids, format, options }),
    'export.preview': async ({ id, turnCount }) => {
      const beginning = await read.beginning(id, turnCount);
      const shown = new Set<string>(beginning.detail.turns.map(turn => turn.id));
      const liveAnswers: Runner['liveAnswers'] = of => runner.liveAnswers(of).filter(({ turnId }) => shown.has(turnId));
      return {
        ...beginning,
        detail: liveDetail(beginning.detail, { liveAnswers, liveSequences: runner.liveSequences }),
      };
    },
    'export.cancel': () => exporting.cancel(),
    'export.reveal': () => exporting.reveal(),
    'export.picture': ({ target, ...subject }) => exporting.picture(subject, target),

    'import.choose': () => importing.choose(),
    'import.run': async ({ importId, chosen, systemPrompts }) => {
      const report = await importing.run(importId, chosen, systemPrompts);
      parts.pushArrived();
      return report;
    },
    'import.cancel': () => importing.cancel(),
    'import.undo': async ({ importId }) => {
      const removed = await importing.undo(importId);
      for (const id of removed) runner.abortConversation(id);
      if (removed.length > 0) parts.pushRemovedMany(removed);
      return { removed };
    },
  };
}
