import type { TFunction } from 'i18next';
import { type Answer, isLive } from '../shared/domain/answer';

/** How an answer ended, when that needs words in a document. */
export function endWords(answer: Answer | undefined, t: TFunction): string | undefined {
  if (answer === undefined) return t('document.noAnswer');
  const hasWords = answer.text !== '' || answer.reasoning !== '';
  if (isLive(answer.status)) return t('document.running');
  if (answer.status === 'failed') {
    const detail = answer.error?.detail ?? '';
    return detail === '' ? t('document.failed') : t('document.failedBecause', { detail });
  }
  if (answer.status === 'interrupted') return t('answer.interrupted');
  if (answer.status === 'stopped') return t(hasWords ? 'answer.stopped' : 'answer.stoppedEmpty');
  if (answer.finishReason === 'length' && answer.text !== '') return t('answer.lengthReached');
  if (answer.finishReason === 'content-filter') return t('answer.contentFilter');
  if (answer.text === '') return t(answer.reasoning === '' ? 'answer.empty' : 'answer.onlyReasoning');
  return undefined;
}
