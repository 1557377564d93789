import { type ComponentType, createContext } from 'react';
import type { Lane } from '../../shared/domain/conversation';

/** What stands at the foot of a lane that alone is asked. It belongs to another feature, so the page hands it in. */
export const LaneComposerSlot = createContext<ComponentType<{ readonly lane: Lane; readonly name: string }>>(
  () => null,
);
