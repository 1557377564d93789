import type { Row } from '../row';

export const row: Row = {
  name: 'ingest-paced',
  title: 'CPU per chunk of reading 8 streams at 100 chunks/s, against the AI SDK',
  limit: 1 / 6,
  direction: 'atMost',
  runsIn: 'electron-main',
  measure: async context =>
    (await import('../main/ingest')).measureIngest(context, 'AI SDK', { chunkCount: 500, chunksPerSecond: 100 }),
};
