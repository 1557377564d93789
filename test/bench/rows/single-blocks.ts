import type { Row } from '../row';

export const row: Row = {
  name: 'single-blocks',
  title: 'page work per chunk of an answer that is one block of 8k tokens, the dearest kind',
  limit: 4,
  direction: 'atMost',
  runsIn: 'page',
  timeoutMs: 470_000,
  repetitions: 1,
  measure: async context => (await import('../page/streamingWork')).measureSingleBlocks(context),
};
