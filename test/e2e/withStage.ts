import { Stage } from '../pictures/stage';
import type { Couplet } from './couplet';

/** Plays on a stage of its own, whose servers are closed in any case. */
export async function withStage(couplet: Couplet, use: (stage: Stage) => Promise<void>): Promise<void> {
  const stage = new Stage(couplet);
  await couplet.page.locator('main').waitFor();
  try {
    await use(stage);
  } finally {
    await stage.close();
  }
}
