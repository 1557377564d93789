import type { AnswerId } from '../../shared/domain/ids';
import { openLink } from '../../state/app';
import { useAnswer } from '../../state/shownConversation';
import { endingsOf } from '../../state/textEndings';
import { Markdown, type MarkdownLabels } from '../../ui/markdown/Markdown';

interface AnswerWordsProps {
  readonly answerId: AnswerId;
  readonly part: 'text' | 'reasoning';
  readonly isStreaming: boolean;
  readonly labels: MarkdownLabels;
}

/** What an answer says. The only thing around it that is drawn again with each streamed word. */
export function AnswerWords({ answerId, part, isStreaming, labels }: AnswerWordsProps) {
  const answer = useAnswer(answerId);
  return (
    <Markdown
      text={answer?.[part] ?? ''}
      ending={endingsOf(answer)?.[part]}
      isStreaming={isStreaming}
      onLink={openLink}
      labels={labels}
    />
  );
}
