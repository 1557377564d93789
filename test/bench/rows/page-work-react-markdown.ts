import type { Row } from '../row';

export const row: Row = {
  name: 'page-work-react-markdown',
  title: 'page work per chunk, 4 lanes at 32k tokens, against react-markdown',
  limit: 0.03,
  direction: 'atMost',
  runsIn: 'page',
  timeoutMs: 470_000,
  repetitions: 2,
  measure: async context =>
    (await import('../page/streamingWork')).compareScenes(
      context,
      { renderer: 'product', paneCount: 4, kind: 'mixed', tokens: 32_000 },
      { name: 'react-markdown', renderer: 'react-markdown', paneCount: 4, kind: 'mixed', tokens: 32_000 },
    ),
};
