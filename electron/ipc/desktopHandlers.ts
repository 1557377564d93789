import type { Route } from '../../src/shared/contract/routes';
import type { CommandId } from '../../src/shared/domain/commands';
import type { DesktopState } from '../../src/shared/domain/desktop';
import type { ConversationId } from '../../src/shared/domain/ids';
import type { HandlerParts } from './handlerParts';
import type { Handlers } from './router';

/** What calls may do with the windows. */
export interface DesktopCalls {
  readonly state: () => DesktopState;
  readonly zoom: (step: 'in' | 'out' | 'reset') => void;
  readonly toggleFullScreen: () => void;
  readonly disableCommands: (ids: readonly CommandId[]) => void;
  readonly noteUnsaved: (isUnsaved: boolean) => void;
  readonly pauseQuickAsk: (isPaused: boolean) => void;
  readonly hideQuickAsk: () => void;
  readonly openConversation: (id: ConversationId) => void;
}

type DesktopRoute = Extract<Route, `desktop.${string}` | `quickAsk.${string}` | 'palette.conversations'>;

/** Calls about the windows and what stands around them. */
export function desktopHandlers(
  { read }: Pick<HandlerParts, 'read'>,
  desktop: DesktopCalls,
): Pick<Handlers, DesktopRoute> {
  return {
    'desktop.state': () => desktop.state(),
    'desktop.zoom': ({ step }) => desktop.zoom(step),
    'desktop.toggleFullScreen': () => desktop.toggleFullScreen(),
    'desktop.disableCommands': ({ ids }) => desktop.disableCommands(ids),
    'desktop.noteUnsaved': ({ isUnsaved }) => desktop.noteUnsaved(isUnsaved),
    'desktop.pauseQuickAsk': ({ isPaused }) => desktop.pauseQuickAsk(isPaused),
    'palette.conversations': ({ words, limit }) => read.titled(words, limit),
    'quickAsk.hide': () => desktop.hideQuickAsk(),
    'quickAsk.done': ({ conversationId }) => {
      desktop.hideQuickAsk();
      desktop.openConversation(conversationId);
    },
  };
}
