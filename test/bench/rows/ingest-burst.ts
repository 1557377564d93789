import type { Row } from '../row';

export const row: Row = {
  name: 'ingest-burst',
  title: 'CPU per chunk of reading 8 streams at full speed, against the AI SDK',
  limit: 1 / 40,
  direction: 'atMost',
  runsIn: 'electron-main',
  measure: async context => (await import('../main/ingest')).measureIngest(context, 'AI SDK', { chunkCount: 4_000 }),
};
