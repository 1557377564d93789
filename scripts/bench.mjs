import './lib/nodeVersion.cjs';

// Loaded only now, so that an old Node gives one clear sentence and not a syntax error.
import('./lib/benchRun.mjs').then(module => module.main());
