import type { Motion } from '../shared/domain/settings';

/** Keeps the page still, or lets the system say whether things may move. */
export function applyMotion(motion: Motion): void {
  if (motion === 'reduced') document.documentElement.dataset.motion = 'reduced';
  else delete document.documentElement.dataset.motion;
}
