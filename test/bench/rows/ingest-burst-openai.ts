import type { Row } from '../row';

export const row: Row = {
  name: 'ingest-burst-openai',
  title: 'CPU per chunk of reading 8 streams at full speed, against the openai client',
  limit: 1 / 9,
  direction: 'atMost',
  runsIn: 'electron-main',
  measure: async context => (await import('../main/ingest')).measureIngest(context, 'openai', { chunkCount: 4_000 }),
};
