import { Copy } from 'lucide-react';
import { memo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerId } from '../../shared/domain/ids';
import { estimateTokens } from '../../shared/domain/tokenEstimate';
import { openLink, useApp } from '../../state/app';
import { useNow } from '../../state/clock';
import { useFormat } from '../../state/format';
import { setFold, useUi } from '../../state/ui';
import { classes } from '../../ui/classes';
import { Fold } from '../../ui/Fold';
import { IconButton } from '../../ui/IconButton';
import { Markdown, type MarkdownLabels } from '../../ui/markdown/Markdown';
import { copyAnswer } from './copyAnswer';

interface ReasoningProps {
  readonly answerId: AnswerId;
  readonly text: string;
  readonly isThinking: boolean;
  /** Nothing follows it: it is all there is to read. */
  readonly isAll: boolean;
  /** Wall clock, milliseconds since 1970 UTC. */
  readonly startedAt: number;
  readonly firstTokenMs: number | undefined;
  readonly reasoningEndMs: number | undefined;
  /** As the vendor counted them. */
  readonly tokens: number | undefined;
  readonly labels: MarkdownLabels;
}

/** What the model thought: in sight while it thinks, folded once it answers, unless the user wants it otherwise. */
export const Reasoning = memo(function Reasoning(props: ReasoningProps) {
  const { answerId, text, isThinking, isAll, startedAt, firstTokenMs, reasoningEndMs, tokens, labels } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(isThinking);
  const wish = useApp(state => state.settings.reasoningFold);
  const left = useUi(state => state.folds[answerId]);
  const isOpen = left === undefined ? wish === 'open' || (wish === 'auto' && (isThinking || isAll)) : left !== 'closed';
  // What opened by itself keeps to a few lines and shows the newest: the answer then begins where the reader looks.
  const isClipped = left === undefined && wish === 'auto' && !isAll;
  const estimate = useEstimate(text);

  const lastMs = isThinking ? now - startedAt : reasoningEndMs;
  const duration =
    firstTokenMs === undefined || lastMs === undefined ? undefined : format.seconds(Math.max(0, lastMs - firstTokenMs));
  const count = tokens ?? Math.max(1, estimate);

  return (
    <Fold
      isOpen={isOpen}
      onChange={open => setFold(answerId, open ? 'open' : 'closed')}
      title={
        <span className="min-w-0 truncate tabular-nums">
          {duration === undefined
            ? t('reasoning.title')
            : t(isThinking ? 'reasoning.thinkingFor' : 'reasoning.thoughtFor', { duration })}
          <span className="text-faint" title={tokens === undefined ? t('reasoning.estimateHint') : undefined}>
            {' '}
            · {tokens === undefined && '~'}
            {t('reasoning.tokens', { count, shown: format.count(count) })}
          </span>
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
          <Markdown text={text} isStreaming={isThinking} onLink={openLink} labels={labels} />
        </div>
      </div>
    </Fold>
  );
});

/** The estimate for a text that grows: only what is new is counted. Rounded, so that it does not pretend to be exact. */
function useEstimate(text: string): number {
  const counted = useRef({ length: 0, tokens: 0 });
  if (text.length < counted.current.length) counted.current = { length: 0, tokens: 0 };
  const { length, tokens } = counted.current;
  if (text.length > length) {
    counted.current = { length: text.length, tokens: tokens + estimateTokens(text.slice(length)) };
  }
  const total = counted.current.tokens;
  const step = total < 100 ? 5 : 10 ** (Math.floor(Math.log10(total)) - 1);
  return Math.round(total / step) * step;
}
