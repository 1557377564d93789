import type { SaveProblem } from '../../state/laneSets';

/** The words for why sets were not saved; undefined when they were, or when it was told already. */
export function problemKey(problem: SaveProblem) {
  switch (problem) {
    case 'too-many':
      return 'laneSets.tooMany';
    case 'too-long':
      return 'laneSets.tooLong';
    default:
      return undefined;
  }
}
