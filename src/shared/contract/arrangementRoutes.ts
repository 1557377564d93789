import { z } from 'zod';
import { route } from './define';
import * as schema from './schemas';

/** How lanes stand on the screen. The last one wins: nothing is lost by that, so no revision is asked for. */
export const arrangementRoutes = {
  'conversation.arrange': route(
    z.strictObject({
      id: schema.conversationId,
      layout: schema.layout.optional(),
      scrolling: schema.scrolling.optional(),
    }),
  ).returns<void>(),
  /** Lanes that are not named keep their width. */
  'lane.resize': route(
    z.strictObject({
      conversationId: schema.conversationId,
      widths: z.array(z.strictObject({ id: schema.laneId, width: schema.laneWidth })).max(64),
    }),
  ).returns<void>(),
} as const;
