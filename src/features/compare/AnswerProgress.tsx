import { useEffect, useRef } from 'react';
import type { AnswerId } from '../../shared/domain/ids';
import { useNow } from '../../state/clock';
import { errorWords } from '../../state/errorWords';
import { useFormat } from '../../state/format';
import { answerOf, useOpenConversation } from '../../state/openConversation';
import type { AnswerState } from '../../state/shownConversation';
import { useTranslation } from '../../state/translation';
import { retryNow, stopAnswer } from '../../state/turns';
import { useErrorNames } from '../../state/useErrorNames';
import { Button } from '../../ui/Button';
import { Spinner } from '../../ui/Spinner';

const slowAfterMs = 20_000;

/** What a running answer is waiting for, in words. Nothing while words come. */
export function AnswerProgress({ answer }: { readonly answer: AnswerState }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(true);
  const names = useErrorNames(answer, answer.retry?.error);
  const quietMs = useQuietMs(answer, now);
  const waitMs = useWaitMs(answer);

  if (answer.retry !== undefined) {
    return (
      <div className="flex flex-col gap-2 rounded-lg bg-sunken px-3 py-2.5 text-sm">
        <p>{t(errorWords(answer.retry.error, answer.vendorId), names)}</p>
        <div className="flex flex-wrap items-center gap-2">
          <span className="mr-auto text-xs text-soft tabular-nums">
            {t('answer.retryingIn', {
              seconds: Math.ceil(waitMs / 1_000),
              attempt: answer.retry.attempt,
              maxAttempts: answer.retry.maxAttempts,
            })}
          </span>
          <Button size="small" onClick={() => retryNow(answer.id)}>
            {t('answer.retryNow')}
          </Button>
          <Button size="small" look="quiet" onClick={() => stopAnswer(answer.id)}>
            {t('action.cancel')}
          </Button>
        </div>
      </div>
    );
  }
  const isSlow = quietMs >= slowAfterMs && answer.status !== 'queued';
  const isWaiting = !answer.hasText && !answer.hasReasoning;
  if (!isSlow && !isWaiting) return null;
  return (
    <div className="flex min-h-7 items-center gap-2 text-sm text-soft tabular-nums">
      <Spinner />
      <p className="mr-auto min-w-0">
        {isSlow
          ? t('answer.slow', { duration: format.seconds(quietMs) })
          : answer.status === 'queued'
            ? t('answer.queued', { count: answer.queueAhead ?? 0 })
            : t(answer.status === 'waiting' ? 'answer.waiting' : 'answer.connecting')}
      </p>
      {(isSlow || answer.status === 'queued') && (
        <Button size="small" look="quiet" onClick={() => stopAnswer(answer.id)}>
          {t(answer.status === 'queued' ? 'action.cancel' : 'answer.stop')}
        </Button>
      )}
    </div>
  );
}

/** What is left of the wait for a repeated try. Counted by a clock that nobody sets: the wall clock only tells where it began. */
function useWaitMs({ startedAt, retry }: AnswerState): number {
  const begun = useRef({ untilMs: Number.NaN, endMs: 0 });
  if (retry === undefined) return 0;
  if (begun.current.untilMs !== retry.untilMs) {
    const leftMs = Math.max(0, startedAt + retry.untilMs - Date.now());
    begun.current = { untilMs: retry.untilMs, endMs: performance.now() + leftMs };
  }
  return Math.max(0, begun.current.endMs - performance.now());
}

/** Milliseconds since the answer was asked or last brought a word, as seen from here. Words that come do not draw anything again. */
function useQuietMs({ id, startedAt, timings, hasText, hasReasoning }: AnswerState, now: number): number {
  const lastWordAt = useRef(startedAt + (timings.sentMs ?? 0));
  useEffect(() => {
    let length = lengthOf(id);
    return useOpenConversation.subscribe(() => {
      const next = lengthOf(id);
      if (next === length) return;
      length = next;
      lastWordAt.current = Date.now();
    });
  }, [id]);
  const askedAt = timings.sentMs === undefined ? now : startedAt + timings.sentMs;
  return Math.max(0, now - Math.max(lastWordAt.current, hasText || hasReasoning ? 0 : askedAt));
}

function lengthOf(id: AnswerId): number {
  const answer = answerOf(useOpenConversation.getState(), id);
  return (answer?.text.length ?? 0) + (answer?.reasoning.length ?? 0);
}
