import { Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { RequestPreview } from '../../shared/contract/routes';
import type { AnswerId } from '../../shared/domain/ids';
import { readRequest } from '../../state/requestPreview';
import { useTranslation } from '../../state/translation';
import { closeDialog } from '../../state/ui';
import { Button } from '../../ui/Button';
import { Modal } from '../../ui/Modal';
import { Spinner } from '../../ui/Spinner';
import { copyAndTell } from './copyAndTell';

/** What would be sent for an answer, for those who want to know. The key is masked before it comes here. */
export function RequestDialog({ answerId }: { readonly answerId: AnswerId }) {
  const { t } = useTranslation();
  const [request, setRequest] = useState<RequestPreview | 'failed'>();
  useEffect(() => {
    let isCurrent = true;
    readRequest(answerId).then(
      preview => isCurrent && setRequest(preview),
      () => isCurrent && setRequest('failed'),
    );
    return () => {
      isCurrent = false;
    };
  }, [answerId]);

  const text = request === undefined || request === 'failed' ? undefined : asText(request);
  return (
    <Modal
      title={t('request.title')}
      description={t('request.description')}
      closeLabel={t('action.close')}
      width="large"
      onClose={closeDialog}
      footer={
        text !== undefined && (
          <Button onClick={() => void copyAndTell(text)}>
            <Copy size={14} /> {t('action.copy')}
          </Button>
        )
      }
    >
      <div className="px-6 pb-6">
        {request === undefined && <Spinner size={18} />}
        {request === 'failed' && <p role="alert">{t('request.failed')}</p>}
        {text !== undefined && (
          <pre className="overflow-x-auto rounded-xl bg-sunken p-4 font-mono text-xs leading-relaxed break-words whitespace-pre-wrap">
            {text}
          </pre>
        )}
      </div>
    </Modal>
  );
}

function asText({ method, url, headers, body }: RequestPreview): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${url}`, ...lines, '', body].join('\n');
}
