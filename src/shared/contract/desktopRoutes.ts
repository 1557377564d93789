import { z } from 'zod';
import type { ConversationSummary } from '../domain/conversation';
import type { DesktopState } from '../domain/desktop';
import { route } from './define';
import * as schema from './schemas';

const nothing = z.strictObject({});

/** Calls about the windows and what the system offers around them. */
export const desktopRoutes = {
  'desktop.state': route(nothing).returns<DesktopState>(),
  'desktop.zoom': route(z.strictObject({ step: z.enum(['in', 'out', 'reset']) }), 20).returns<void>(),
  'desktop.toggleFullScreen': route(nothing, 5).returns<void>(),
  /** Commands that cannot be used as the page stands now: their lines in the menus are grey. */
  'desktop.disableCommands': route(z.strictObject({ ids: z.array(schema.commandId).max(200) }), 20).returns<void>(),
  /** Whether a form holds something that was typed and not saved: before the window goes, the user is asked. */
  'desktop.noteUnsaved': route(z.strictObject({ isUnsaved: z.boolean() }), 20).returns<void>(),
  /** While a shortcut is being chosen, the present one must reach the page as ordinary keys. */
  'desktop.pauseQuickAsk': route(z.strictObject({ isPaused: z.boolean() }), 10).returns<void>(),

  /** Conversations whose title holds all of these words, newest first. */
  'palette.conversations': route(
    z.strictObject({
      words: z.array(z.string().min(1).max(200)).min(1).max(10),
      limit: z.number().int().min(1).max(50),
    }),
    20,
  ).returns<readonly ConversationSummary[]>(),

  'quickAsk.hide': route(nothing, 10).returns<void>(),
  /** The quick-ask window has asked: it goes away and the main window shows the conversation. */
  'quickAsk.done': route(z.strictObject({ conversationId: schema.conversationId }), 5).returns<void>(),
} as const;
