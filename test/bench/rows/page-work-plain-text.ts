import type { Row } from '../row';

export const row: Row = {
  name: 'page-work-plain-text',
  title: 'page work per chunk, 4 lanes at 32k tokens, against plain text',
  limit: 2.5,
  direction: 'atMost',
  runsIn: 'page',
  timeoutMs: 470_000,
  repetitions: 3,
  measure: async context =>
    (await import('../page/streamingWork')).compareScenes(
      context,
      { renderer: 'product', paneCount: 4, kind: 'mixed', tokens: 32_000 },
      { name: 'plain text', renderer: 'plain-text', paneCount: 4, kind: 'mixed', tokens: 32_000 },
    ),
};
