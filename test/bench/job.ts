import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BenchContext, Measurement, Row } from './row';

/** What the runner asks of the process that measures one row; as JSON in the variable below. */
export interface Job {
  readonly rowName: string;
  /** Receives an `Outcome` as JSON. */
  readonly outcomeFile: string;
  readonly context: Omit<BenchContext, 'say'>;
}

export type Outcome =
  | { readonly kind: 'measured'; readonly measurement: Measurement }
  | { readonly kind: 'not-run'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string };

const jobVariable = 'COUPLET_BENCH_JOB';

/** Measures the row that the environment names and leaves what came out. Never rejects. */
export async function doJob(): Promise<void> {
  const job: Job = JSON.parse(process.env[jobVariable] ?? '');
  // What the row starts is no such process.
  delete process.env[jobVariable];
  writeFileSync(job.outcomeFile, JSON.stringify(await outcomeOf(job)));
}

async function outcomeOf({ rowName, context }: Job): Promise<Outcome> {
  try {
    const file = pathToFileURL(join(context.repository, 'out', 'bench', 'rows', `${rowName}.js`));
    const { row }: { row: Row } = await import(/* @vite-ignore */ file.href);
    const measurement = await row.measure({ ...context, say: text => console.log(`  ${text}`) });
    return { kind: 'measured', measurement };
  } catch (error) {
    // By name: the row's bundle may carry its own copy of the class.
    if (error instanceof Error && error.constructor.name === 'NotRun')
      return { kind: 'not-run', reason: error.message };
    return { kind: 'failed', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
