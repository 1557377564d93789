import { useEffect } from 'react';
import { useFailureWords } from '../../state/failureWords';
import { useFormat } from '../../state/format';
import { cancelImport, chooseImport, clearImport, openImported, undoImport, useTransfer } from '../../state/transfer';
import { useTranslation } from '../../state/translation';
import { closeDialog } from '../../state/ui';
import { Button } from '../../ui/Button';
import { Modal } from '../../ui/Modal';
import { ImportChoice } from './ImportChoice';
import { TransferProgressBar } from './TransferProgressBar';

/** From a file to conversations: what can be read, what stands in it, what came of it. */
export function ImportDialog() {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useFailureWords();
  const importing = useTransfer(state => state.importing);
  useEffect(clearImport, []);
  const close = () => {
    cancelImport();
    closeDialog();
  };
  const frame = (children: React.ReactNode, footer: React.ReactNode) => (
    <Modal title={t('import.title')} closeLabel={t('action.close')} width="medium" onClose={close} footer={footer}>
      <div className="flex flex-col gap-3 px-6 pb-6 text-sm">{children}</div>
    </Modal>
  );
  switch (importing.stage) {
    case 'none':
      return frame(
        <>
          <p>{t('import.about')}</p>
          <ul className="ml-5 list-disc space-y-1 text-soft">
            <li>{t('import.kindCouplet')}</li>
            <li>{t('import.kindChatgpt')}</li>
            <li>{t('import.kindCherry')}</li>
            <li>{t('import.kindChatbox')}</li>
          </ul>
          <p className="text-soft">{t('import.safe')}</p>
        </>,
        <>
          <Button onClick={close}>{t('action.cancel')}</Button>
          <Button look="primary" onClick={() => void chooseImport()}>
            {t('import.choose')}
          </Button>
        </>,
      );
    case 'reading':
    case 'writing':
      return frame(
        <TransferProgressBar label={t(importing.stage === 'reading' ? 'import.reading' : 'import.writing')} />,
        <Button onClick={cancelImport}>{t('action.cancel')}</Button>,
      );
    case 'failed':
      return frame(
        <>
          <p role="alert" className="text-danger">
            {words(importing.failure)}
          </p>
          {importing.where !== undefined && (
            <p className="break-words font-mono text-xs text-soft">{importing.where}</p>
          )}
          <p className="text-soft">{t('import.nothingChanged')}</p>
        </>,
        <>
          <Button onClick={close}>{t('action.close')}</Button>
          <Button look="primary" onClick={() => void chooseImport()}>
            {t('import.chooseOther')}
          </Button>
        </>,
      );
    case 'ready':
      return <ImportChoice key={importing.preview.importId} preview={importing.preview} onClose={close} />;
    case 'done': {
      const { report } = importing;
      return frame(
        <>
          <p role="status" className="font-medium">
            {t('import.done', {
              count: report.conversationCount,
              messages: t('import.messages', { count: report.messageCount, shown: format.count(report.messageCount) }),
              shown: format.count(report.conversationCount),
            })}
          </p>
          <p className="text-soft">{t('import.lanesNote')}</p>
        </>,
        <>
          <Button onClick={() => void undoImport(report)}>{t('import.undo')}</Button>
          <Button
            look="primary"
            onClick={() => {
              close();
              void openImported(report);
            }}
          >
            {t('import.open')}
          </Button>
        </>,
      );
    }
  }
}
