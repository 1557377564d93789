import type { AnswerId, ConversationId } from '../../src/shared/domain/ids';
import type { Settings } from '../../src/shared/domain/settings';
import type { FinishedTurn, Outcome } from './finishedTurns';
import type { Words } from './words';

/** One notification as the system shows it: plain text only. */
export interface Notice {
  readonly title: string;
  readonly body: string;
  readonly isSilent: boolean;
  readonly conversationId: ConversationId;
}

export interface NotifierPorts {
  readonly words: Words;
  readonly settings: () => Pick<Settings, 'isNotifying' | 'isNotifyingSilently' | 'isNotifyingWithText'>;
  /** One of the program's windows has the keyboard. */
  readonly isLookedAt: () => boolean;
  /** Undefined when the conversation is gone. */
  readonly title: (id: ConversationId) => string | undefined;
  readonly text: (id: AnswerId) => string | undefined;
  readonly show: (notice: Notice) => void;
  /** How many conversations have news that nobody has looked at. */
  readonly mark: (count: number) => void;
  readonly nowMs: () => number;
}

const mostPerMinute = 4;
const longestTitle = 80;
const longestText = 140;

/** Tells that answers have ended while no window is looked at: once per turn, and never more than a few times a minute. */
export class Notifier {
  readonly #ports: NotifierPorts;
  readonly #unseen = new Set<ConversationId>();
  #shownMs: number[] = [];

  constructor(ports: NotifierPorts) {
    this.#ports = ports;
  }

  turnFinished({ conversationId, answers }: FinishedTurn): void {
    const ended = answers.filter(({ outcome }) => outcome !== 'stopped');
    // Whoever stopped it knows.
    if (ended.length === 0 || this.#ports.isLookedAt()) return;
    const { isNotifying, isNotifyingSilently, isNotifyingWithText } = this.#ports.settings();
    const title = this.#ports.title(conversationId);
    if (!isNotifying || title === undefined) return;
    this.#unseen.add(conversationId);
    this.#ports.mark(this.#unseen.size);
    const nowMs = this.#ports.nowMs();
    this.#shownMs = this.#shownMs.filter(shownMs => nowMs - shownMs < 60_000);
    if (this.#shownMs.length >= mostPerMinute) return;
    this.#shownMs.push(nowMs);
    const done = ended.find(({ outcome }) => outcome === 'done');
    const text =
      isNotifyingWithText && done !== undefined ? plainLine(this.#ports.text(done.id) ?? '', longestText) : '';
    this.#ports.show({
      title: plainLine(title, longestTitle) || this.#ports.words('native.untitled'),
      body: [outcomeWords(ended, this.#ports.words), text].filter(Boolean).join('\n'),
      isSilent: isNotifyingSilently,
      conversationId,
    });
  }

  /** The user has come back to a window. */
  lookedAt(): void {
    if (this.#unseen.size === 0) return;
    this.#unseen.clear();
    this.#ports.mark(0);
  }
}

function outcomeWords(ended: readonly { readonly outcome: Outcome }[], words: Words): string {
  const count = (wanted: Outcome) => ended.filter(({ outcome }) => outcome === wanted).length;
  const [done, failed, interrupted] = [count('done'), count('failed'), count('interrupted')];
  if (ended.length === 1) {
    if (failed === 1) return words('native.answerFailed');
    return words(interrupted === 1 ? 'native.answerInterrupted' : 'native.answerDone');
  }
  if (done === ended.length) return words('native.answersDone', { count: String(done) });
  return [
    words('native.answersDoneOf', { done: String(done), count: String(ended.length) }),
    failed > 0 ? words('native.answersFailed', { count: String(failed) }) : '',
    interrupted > 0 ? words('native.answersInterrupted', { count: String(interrupted) }) : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

/**
 * One line of plain text, cut at a length. Signs that some systems read as markup are replaced by ones that look like them, and
 * characters that cannot be seen or that turn the writing round are left out.
 */
export function plainLine(text: string, longest: number): string {
  const line = text
    .slice(0, longest * 8)
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replaceAll(/&(?=#?\w+;)/g, '＆')
    .trim();
  const letters = [...line];
  return letters.length > longest
    ? `${letters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`
    : line;
}
