import { z } from 'zod';
import type { UpdateState } from '../domain/update';
import { route } from './define';

const nothing = z.strictObject({});

/** Calls about newer versions. What there is to fetch, and from where, main alone decides. */
export const updateRoutes = {
  'update.state': route(nothing, 10).returns<UpdateState>(),
  /** Asks once, whether or not the program does so by itself. The answer comes as `update.changed`. */
  'update.check': route(nothing, 2).returns<void>(),
  'update.download': route(nothing, 2).returns<void>(),
  /** Stops a download, or takes back a restart that waits for answers. */
  'update.cancel': route(nothing, 5).returns<void>(),
  /** Restarts into the version that is ready, once no answer is being written. */
  'update.restart': route(nothing, 2).returns<void>(),
} as const;
