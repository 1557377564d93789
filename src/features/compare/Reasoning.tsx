import { Copy } from 'lucide-react';
import { memo, useRef } from 'react';
import type { AnswerId } from '../../shared/domain/ids';
import { estimateTokens } from '../../shared/domain/tokenEstimate';
import { useApp } from '../../state/app';
import { useNow } from '../../state/clock';
import { useFormat } from '../../state/format';
import { useAnswer } from '../../state/shownConversation';
import { endingsOf } from '../../state/textEndings';
import { useTranslation } from '../../state/translation';
import { setFold, useUi } from '../../state/ui';
import { classes } from '../../ui/classes';
import { Fold } from '../../ui/Fold';
import { IconButton } from '../../ui/IconButton';
import type { MarkdownLabels } from '../../ui/markdown/labels';
import { sliceGrowing, type TextEnding } from '../../ui/markdown/textEnding';
import { AnswerWords } from './AnswerWords';
import { copyAnswer } from './copyAnswer';

interface ReasoningProps {
  readonly answerId: AnswerId;
  readonly isThinking: boolean;
  /** Nothing follows it: it is all there is to read. */
  readonly isAll: boolean;
  /** Wall clock, milliseconds since 1970 UTC. */
  readonly startedAt: number;
  readonly firstTokenMs: number | undefined;
  readonly reasoningEndMs: number | undefined;
  /** As the vendor counted them; undefined when it did not. */
  readonly tokens: number | undefined;
  readonly labels: MarkdownLabels;
}

/** What the model thought: in sight while it thinks, folded once it answers, unless the user wants it otherwise. */
export const Reasoning = memo(function Reasoning(props: ReasoningProps) {
  const { answerId, isThinking, isAll, startedAt, firstTokenMs, reasoningEndMs, tokens, labels } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(isThinking);
  const wish = useApp(state => state.settings.reasoningFold);
  const left = useUi(state => state.folds[answerId]);
  const isOpen = left === undefined ? wish === 'open' || (wish === 'auto' && (isThinking || isAll)) : left !== 'closed';
  // What opened by itself keeps to a few lines and shows the newest: the answer then begins where the reader looks.
  const isClipped = left === undefined && wish === 'auto' && !isAll;

  const lastMs = isThinking ? now - startedAt : reasoningEndMs;
  const duration =
    firstTokenMs === undefined || lastMs === undefined ? undefined : format.seconds(Math.max(0, lastMs - firstTokenMs));

  return (
    <Fold
      isOpen={isOpen}
      onChange={open => setFold(answerId, open ? 'open' : 'closed')}
      title={
        <span className="min-w-0 truncate tabular-nums">
          {duration === undefined
            ? t('reasoning.title')
            : t(isThinking ? 'reasoning.thinkingFor' : 'reasoning.thoughtFor', { duration })}
          <ReasoningCount answerId={answerId} tokens={tokens} />
        </span>
      }
      aside={
        <IconButton
          size="small"
          label={t('answer.copyReasoning')}
          icon={<Copy size={13} />}
          onClick={() => void copyAnswer(answerId, 'reasoning')}
        />
      }
    >
      <div
        data-reasoning
        className={classes(
          'mt-1 border-l-2 border-line pl-3 text-sm text-soft',
          isClipped && 'flex max-h-44 flex-col-reverse overflow-y-auto',
        )}
      >
        <div className="min-w-0">
          <AnswerWords answerId={answerId} part="reasoning" isStreaming={isThinking} labels={labels} />
        </div>
      </div>
    </Fold>
  );
});

/** How much was thought: as the vendor counted it, else an estimate. */
function ReasoningCount({ answerId, tokens }: Pick<ReasoningProps, 'answerId' | 'tokens'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const answer = useAnswer(answerId);
  const estimate = useEstimate(answer?.reasoning ?? '', endingsOf(answer)?.reasoning);
  const count = tokens ?? Math.max(1, estimate);
  return (
    <span className="text-faint" title={tokens === undefined ? t('reasoning.estimateHint') : undefined}>
      {' '}
      · {tokens === undefined && '~'}
      {t('reasoning.tokens', { count, shown: format.count(count) })}
    </span>
  );
}

/** The estimate for a text that grows: only what is new is counted. Rounded, so that it does not pretend to be exact. */
function useEstimate(text: string, ending: TextEnding | undefined): number {
  const counted = useRef({ length: 0, tokens: 0 });
  if (text.length < counted.current.length) counted.current = { length: 0, tokens: 0 };
  const { length, tokens } = counted.current;
  if (text.length > length) {
    counted.current = { length: text.length, tokens: tokens + estimateTokens(sliceGrowing(text, ending, length)) };
  }
  const total = counted.current.tokens;
  const step = total < 100 ? 5 : 10 ** (Math.floor(Math.log10(total)) - 1);
  return Math.round(total / step) * step;
}
