import type { Answer } from '../shared/domain/answer';
import type { LanePart } from '../shared/domain/part';

/** The last part of a text that grows, see `sliceGrowing`. */
interface TextEnding {
  readonly start: number;
  readonly text: string;
}

export interface AnswerEndings {
  readonly text?: TextEnding | undefined;
  readonly reasoning?: TextEnding | undefined;
}

/** An ending that became this long is cut to the shorter length, so that no piece costs more the longer the answer is. */
const longestEnding = 8_192;
const keptEnding = 2_048;

/** By the answer as it was after a piece. An answer without an entry is simply read whole. */
const endings = new WeakMap<Answer, AnswerEndings>();

/** The endings of what an answer says, if it has grown since the page got it. */
export function endingsOf(answer: Answer | undefined): AnswerEndings | undefined {
  return answer === undefined ? undefined : endings.get(answer);
}

/** Notes how a part made an answer grow. */
export function noteGrowth(before: Answer, after: Answer, part: LanePart): void {
  if (after === before) return;
  const known = endings.get(before);
  const text = grown(known?.text, before.text, after.text, part.type === 'text-delta' ? part.text : '');
  const reasoning = grown(
    known?.reasoning,
    before.reasoning,
    after.reasoning,
    part.type === 'reasoning-delta' ? part.text : '',
  );
  if (text !== undefined || reasoning !== undefined) endings.set(after, { text, reasoning });
}

function grown(ending: TextEnding | undefined, before: string, after: string, added: string): TextEnding | undefined {
  // Text that moved to the reasoning, or back.
  if (after.length !== before.length + added.length) return undefined;
  if (added === '') return ending;
  const { start, text } = ending ?? { start: before.length, text: '' };
  const next = text + added;
  if (next.length <= longestEnding) return { start, text: next };
  return { start: start + next.length - keptEnding, text: next.slice(-keptEnding) };
}
