import { create } from 'zustand';
import { call } from '../bridge';
import type { ConversationId } from '../shared/domain/ids';
import { showFailure } from './toasts';

/** A copy of a conversation that is being written. */
export interface RunningCopy {
  /** The conversation that is copied. */
  readonly id: ConversationId;
  /** Title of the copy. */
  readonly title: string;
  /** From 0 to 1; undefined until it is told. */
  readonly share: number | undefined;
  readonly isCancelling: boolean;
  /** It takes long enough to be told of. */
  readonly isSlow: boolean;
}

export const useCopies = create<{ readonly running: readonly RunningCopy[] }>()(() => ({ running: [] }));

/** A copy that is ready sooner needs no words. */
const slowMs = 1_000;

/** Shows that a copy is being written as long as `write` takes. Undefined where one of the same conversation is being written already. */
export async function whileCopying<Made>(
  id: ConversationId,
  title: string,
  write: () => Promise<Made>,
): Promise<Made | undefined> {
  const { running } = useCopies.getState();
  if (running.some(copy => copy.id === id)) return undefined;
  useCopies.setState({
    running: [...running, { id, title, share: undefined, isCancelling: false, isSlow: false }],
  });
  const timer = setTimeout(() => change(id, { isSlow: true }), slowMs);
  try {
    return await write();
  } finally {
    clearTimeout(timer);
    useCopies.setState(state => ({ running: state.running.filter(copy => copy.id !== id) }));
  }
}

export function applyCopying(id: ConversationId, share: number): void {
  change(id, { share });
}

/** Gives a copy up: nothing of it stays. */
export function cancelCopy(id: ConversationId): void {
  change(id, { isCancelling: true });
  call('conversation.cancelDuplicate', { id }).catch(failure => {
    change(id, { isCancelling: false });
    showFailure(failure);
  });
}

function change(id: ConversationId, changed: Partial<RunningCopy>): void {
  useCopies.setState(({ running }) => ({
    running: running.map(copy => (copy.id === id ? { ...copy, ...changed } : copy)),
  }));
}
