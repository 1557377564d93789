import { exportedConversation } from '../../src/shared/contract/exportSchema';
import { linkProblem } from '../../src/shared/domain/exportedLinks';
import type { ExportedConversation } from '../../src/shared/domain/exportFormat';

/** The last word on every conversation, whatever program it came from: types, sizes and links. Undefined: it cannot be taken over. */
export function checkedConversation(conversation: ExportedConversation): ExportedConversation | undefined {
  try {
    const { data } = exportedConversation.safeParse(conversation);
    return data === undefined || linkProblem(data) !== undefined ? undefined : data;
  } catch {
    // JSON nested a hundred thousand deep ends the stack.
    return undefined;
  }
}
