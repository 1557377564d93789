import { join } from 'node:path';
import type { BenchContext, Measurement } from '../row';
import { Program } from '../support/program';
import { alternate } from '../support/statistics';
import { profileWithConversations } from './profile';

/** When the list is painted and the field for a prompt takes the focus. */
const usableAt = `new Promise(resolve => {
  const look = () => {
    const list = document.querySelectorAll('[role=treeitem][aria-level="2"]');
    const field = document.querySelector('textarea');
    field?.focus();
    if (list.length < 10 || field === null || document.activeElement !== field) return requestAnimationFrame(look);
    // The frame after this one has been painted when the next one begins.
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now())));
  };
  look();
})`;

/** When anything was painted, as the browser itself noted it. */
const paintedAt = `new Promise(resolve => {
  new PerformanceObserver(list => {
    const paint = list.getEntriesByName('first-contentful-paint')[0];
    if (paint !== undefined) resolve(performance.timeOrigin + paint.startTime);
  }).observe({ type: 'paint', buffered: true });
})`;

/** From the start of the process to a window that can be used, 10,000 conversations in the history, against an empty window. */
export async function measureStart(context: BenchContext): Promise<Measurement> {
  const profile = await profileWithConversations(context);
  const timed = async (start: () => Promise<Program>, moment: string) => {
    const program = await start();
    try {
      // A page that is about to be replaced loses what it was asked.
      for (let attempt = 1; ; attempt++) {
        try {
          return (await program.page.evaluate<number>(moment)) - program.startedAt;
        } catch (error) {
          if (attempt === 5) throw error;
        }
      }
    } finally {
      await program.end();
    }
  };
  const { own, peer, owns, peers } = await alternate(
    context.repetitions,
    () => timed(() => Program.product(context, profile), usableAt),
    () => timed(() => Program.empty(context, join(context.folder, 'empty')), paintedAt),
  );
  return { value: own, unit: 'ms', peer: { name: 'empty window', value: peer }, detail: { owns, peers } };
}
