import type { Route } from '../../src/shared/contract/routes';
import type { HandlerParts } from './handlerParts';
import type { Handlers } from './router';

type TransferRoute = Extract<Route, `export.${string}` | `import.${string}`>;

/** Calls that write conversations into files and read them from files. */
export function transferHandlers(parts: HandlerParts): Pick<Handlers, TransferRoute> {
  const { exports: exporting, imports: importing } = parts;
  return {
    'export.run': ({ ids, format, options }) => exporting.run({ ids, format, options }),
    'export.cancel': () => exporting.cancel(),
    'export.reveal': () => exporting.reveal(),
    'export.picture': ({ target, ...subject }) => exporting.picture(subject, target),

    'import.choose': () => importing.choose(),
    'import.run': ({ importId, chosen, systemPrompts }) => importing.run(importId, chosen, systemPrompts),
    'import.cancel': () => importing.cancel(),
    'import.undo': async ({ importId }) => {
      const removed = await importing.undo(importId);
      if (removed.length > 0) parts.pushRemovedMany(removed);
      return { removed };
    },
  };
}
