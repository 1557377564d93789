import { Copy } from 'lucide-react';
import type { Answer } from '../../shared/domain/answer';
import type { AnswerId } from '../../shared/domain/ids';
import { type Format, useFormat } from '../../state/format';
import { useAnswer } from '../../state/shownConversation';
import { useTranslation } from '../../state/translation';
import { closeDialog, useClosedWithout } from '../../state/ui';
import { Button } from '../../ui/Button';
import { Modal } from '../../ui/Modal';
import { revealHidden } from '../../ui/markdown/hiddenCharacters';
import { copyAndTell } from './copyAndTell';

/**
 * What the vendor sent besides the text. All of it is saved with the answer and lives as long: the error body cut to 2,000 characters with
 * anything like a key taken out, no headers and no raw frames, so nothing has to be kept or dropped apart.
 */
export function ResponseDialog({ answerId }: { readonly answerId: AnswerId }) {
  const { t } = useTranslation();
  const format = useFormat();
  const answer = useAnswer(answerId);
  useClosedWithout(answer);
  if (answer === undefined) return null;
  const facts = responseFacts(answer, format).filter(
    (fact): fact is readonly [ResponseFact, string] => fact[1] !== undefined && fact[1] !== '',
  );
  const lines = facts.map(([name, value]) => `${t(`response.${name}`)}: ${revealHidden(value)}`);
  return (
    <Modal
      title={t('response.title')}
      description={t('response.description')}
      closeLabel={t('action.close')}
      width="large"
      onClose={closeDialog}
      footer={
        <Button onClick={() => void copyAndTell(lines.join('\n'))}>
          <Copy size={14} /> {t('action.copy')}
        </Button>
      }
    >
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 px-6 pb-6 text-sm">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-soft">{t(`response.${name}`)}</dt>
            <dd className="min-w-0 font-mono text-xs leading-5 break-words whitespace-pre-wrap">
              {revealHidden(value)}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}

type ResponseFact =
  | 'status'
  | 'host'
  | 'requestId'
  | 'askedModel'
  | 'returnedModel'
  | 'finish'
  | 'error'
  | 'code'
  | 'body'
  | 'usage'
  | 'asked'
  | 'timings';

function responseFacts(answer: Answer, format: Format): readonly (readonly [ResponseFact, string | undefined])[] {
  const { error, timings, usage } = answer;
  // The wire tells a status other than 2xx as an error only; the exact number of a good one is not kept.
  const status = error?.httpStatus?.toString() ?? (timings.headersMs === undefined ? undefined : '2xx');
  const marks = (['sentMs', 'headersMs', 'firstTokenMs', 'firstTextMs', 'reasoningEndMs', 'endMs'] as const).flatMap(
    name => (timings[name] === undefined ? [] : [`${name.slice(0, -2)} ${format.count(timings[name])} ms`]),
  );
  return [
    ['status', status],
    ['host', error?.host],
    ['requestId', error?.requestId ?? answer.requestId],
    ['askedModel', answer.modelId],
    ['returnedModel', answer.returnedModelId],
    ['finish', answer.finishReasonRaw],
    ['error', error === undefined ? undefined : [error.class, error.reason].filter(Boolean).join(' / ')],
    ['code', error?.vendorCode],
    ['body', error?.detail],
    ['usage', usage === undefined ? undefined : JSON.stringify(usage, null, 1)],
    ['asked', format.time(answer.startedAt)],
    ['timings', marks.join('\n')],
  ];
}
