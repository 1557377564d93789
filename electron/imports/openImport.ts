import { stat } from 'node:fs/promises';
import { ImportProblem, maxJsonBytes } from './importProblem';
import { type ImportReadingOptions, readImport } from './importReading';
import { type OpenImport, summaryOf } from './importSummary';
import { openLargeExport } from './largeExport';

/** Opens a file to be imported: as a whole where it fits into one text, else piece by piece. `largeBytes`: what is more than that. */
export async function openImport(options: ImportReadingOptions, largeBytes = maxJsonBytes): Promise<OpenImport> {
  const size = (await stat(options.path).catch(() => undefined))?.size ?? 0;
  if (size > largeBytes && !options.path.toLowerCase().endsWith('.zip')) return await openLargeExport(options);
  const { kind, fileName, skipped, damaged, hasSettings, conversations, content, close } = await readImport(options);
  return {
    kind,
    fileName,
    skipped,
    damaged,
    hasSettings,
    summaries: conversations.map(summaryOf),
    conversation: async index => {
      const conversation = conversations[index];
      if (conversation === undefined) throw new ImportProblem('import-unreadable');
      return conversation;
    },
    content,
    close: async () => close(),
  };
}
