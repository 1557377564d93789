import type { UpdateProblem } from '../../src/shared/domain/update';

/** A step of an update that failed for a reason that the page can word. */
export class UpdateFailure extends Error {
  constructor(
    readonly problem: UpdateProblem,
    detail: string,
  ) {
    super(`${problem}: ${detail}`);
  }
}

/** The reason for the page; `otherwise` for what has none of its own. */
export function problemOf(error: unknown, otherwise: UpdateProblem): UpdateProblem {
  if (error instanceof UpdateFailure) return error.problem;
  const code = (error as { readonly code?: unknown } | undefined)?.code;
  return code === 'ENOSPC' || code === 'EDQUOT' ? 'no-space' : otherwise;
}
