import type { Row } from '../row';

export const row: Row = {
  name: 'main-cpu-burst',
  title: 'main process CPU per chunk, wire to page, 8 lanes at full speed, against the bare openai loop',
  limit: 1.5,
  direction: 'atMost',
  runsIn: 'electron-main',
  measure: async context => (await import('../main/mainCpu')).measureMainCpu(context, { chunkCount: 4_000 }),
};
