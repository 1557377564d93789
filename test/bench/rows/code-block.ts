import type { Row } from '../row';

export const row: Row = {
  name: 'code-block',
  title: 'one coloured code block of 8k tokens, against Shiki reading it whole',
  limit: 0.02,
  direction: 'atMost',
  runsIn: 'page',
  timeoutMs: 470_000,
  repetitions: 3,
  measure: async context =>
    (await import('../page/streamingWork')).compareScenes(
      context,
      { renderer: 'markdown', paneCount: 1, kind: 'code', tokens: 8_000 },
      { name: 'Shiki', renderer: 'whole-shiki', paneCount: 1, kind: 'code', tokens: 8_000 },
    ),
};
