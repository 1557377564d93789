import type { Row } from '../row';

export const row: Row = {
  name: 'page-work-streamdown',
  title: 'page work per chunk, 4 lanes at 32k tokens, against Streamdown',
  limit: 0.35,
  direction: 'atMost',
  runsIn: 'page',
  timeoutMs: 470_000,
  repetitions: 2,
  measure: async context =>
    (await import('../page/streamingWork')).compareScenes(
      context,
      { renderer: 'product', paneCount: 4, kind: 'mixed', tokens: 32_000 },
      { name: 'Streamdown', renderer: 'streamdown', paneCount: 4, kind: 'mixed', tokens: 32_000 },
    ),
};
