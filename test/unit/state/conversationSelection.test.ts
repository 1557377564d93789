import { beforeEach, describe, expect, it } from 'vitest';
import type { ConversationId } from '../../../src/shared/domain/ids';
import {
  clearSelection,
  dropSelected,
  selectRange,
  startSelecting,
  toggleSelected,
  useSelection,
} from '../../../src/state/conversationSelection';

const ids = (...names: string[]) => names as ConversationId[];
const selected = () => [...useSelection.getState().ids];
/** `p` is pinned and lies in a folder, so it stands in two places; headings have no conversation. */
const order = [undefined, ...ids('p', 'x'), undefined, ...ids('f', 'p', 'g'), undefined, ...ids('a', 'b')];

beforeEach(clearSelection);

describe('the selection', () => {
  it('takes single ones in and out, and is over with the last one', () => {
    startSelecting('a' as ConversationId);
    toggleSelected('b' as ConversationId);
    toggleSelected('a' as ConversationId);
    expect([selected(), useSelection.getState().isMode]).toEqual([['b'], true]);
    toggleSelected('b' as ConversationId);
    expect([selected(), useSelection.getState().isMode]).toEqual([[], false]);
  });

  it('goes from where it began to the line that was shown, over headings, and shrinks again', () => {
    toggleSelected('f' as ConversationId);
    selectRange(order, 9, undefined);
    expect(selected()).toEqual(['f', 'p', 'g', 'a', 'b']);
    selectRange(order, 6, undefined);
    expect(selected()).toEqual(['f', 'p', 'g']);
    selectRange(order, 2, undefined);
    expect(selected()).toEqual(['x', 'f']);
  });

  it('begins at the nearer place of one that stands in two', () => {
    toggleSelected('p' as ConversationId);
    selectRange(order, 6, undefined);
    expect(selected()).toEqual(['p', 'g']);
  });

  it('begins at the open conversation when nothing was selected', () => {
    selectRange(order, 9, 'a' as ConversationId);
    expect(selected()).toEqual(['a', 'b']);
  });

  it('lets go of what was deleted', () => {
    selectRange(order, 9, 'a' as ConversationId);
    dropSelected(ids('a'));
    expect(selected()).toEqual(['b']);
    dropSelected(ids('b'));
    expect(useSelection.getState().anchor).toBeUndefined();
  });
});
