import { doJob } from './job';

await doJob();
process.exit();
