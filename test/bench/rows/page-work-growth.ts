import type { Row } from '../row';

export const row: Row = {
  name: 'page-work-growth',
  title: 'page work per chunk, 4 lanes, answers of 32k tokens against 2k',
  limit: 1.25,
  direction: 'atMost',
  runsIn: 'page',
  timeoutMs: 470_000,
  repetitions: 3,
  measure: async context =>
    (await import('../page/streamingWork')).compareScenes(
      context,
      { renderer: 'product', paneCount: 4, kind: 'mixed', tokens: 32_000 },
      { name: 'the same at 2k', renderer: 'product', paneCount: 4, kind: 'mixed', tokens: 2_000 },
    ),
};
