import type { AnswerId } from '../../shared/domain/ids';
import { answerOf, useOpenConversation } from '../../state/openConversation';
import { useUi } from '../../state/ui';
import { revealHidden } from '../../ui/markdown/hiddenCharacters';
import { plainText } from '../../ui/markdown/plainText';
import { copyAndTell } from './copyAndTell';

export type CopyForm = 'markdown' | 'plain' | 'with-reasoning' | 'reasoning';

/** Copies an answer. Characters that cannot be seen are made visible: a terminal or an editor would obey them. */
export async function copyAnswer(answerId: AnswerId, form: CopyForm): Promise<void> {
  await copyAndTell(revealHidden(textToCopy(answerId, form)));
}

/** The text of an answer as it is read: its reasoning, where that was all there is and is shown as the answer. */
export function readText(answerId: AnswerId): string {
  const answer = answerOf(useOpenConversation.getState(), answerId);
  if (answer === undefined || answer.text !== '') return answer?.text ?? '';
  return useUi.getState().folds[answerId] === 'answer' ? answer.reasoning : '';
}

function textToCopy(answerId: AnswerId, form: CopyForm): string {
  const text = readText(answerId);
  const reasoning = answerOf(useOpenConversation.getState(), answerId)?.reasoning ?? '';
  switch (form) {
    case 'markdown':
      return text;
    case 'plain':
      return plainText(text);
    case 'with-reasoning':
      // A quotation keeps what was thought apart from what was said, in every editor.
      return `${reasoning.trim().replaceAll(/^/gm, '> ')}\n\n${text}`.trim();
    case 'reasoning':
      return reasoning;
  }
}
