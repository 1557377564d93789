import { FolderOpen } from 'lucide-react';
import type { ExportOutcome } from '../../shared/domain/transfer';
import { useFormat } from '../../state/format';
import { revealExport } from '../../state/transfer';
import { useTranslation } from '../../state/translation';
import { Button } from '../../ui/Button';

/** How an export ended, in words, with the way to it. */
export function ExportResult({ outcome }: { readonly outcome: ExportOutcome }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (outcome.kind === 'cancelled') return <Line text={t('export.cancelled')} />;
  if (outcome.kind === 'no-space') {
    return <Line isProblem text={t('export.noSpace', { megabytes: format.count(outcome.megabytes) })} />;
  }
  const notes = [
    t('export.done', { name: outcome.name, size: format.bytes(outcome.bytes) }),
    outcome.missingFiles > 0 ? t('export.missingFiles', { count: outcome.missingFiles }) : '',
    outcome.missingConversations > 0 ? t('export.missingConversations', { count: outcome.missingConversations }) : '',
  ];
  return (
    <>
      <Line text={format.sentences(notes)} />
      <Button onClick={revealExport}>
        <FolderOpen size={15} /> {t('export.reveal')}
      </Button>
    </>
  );
}

function Line({ text, isProblem = false }: { readonly text: string; readonly isProblem?: boolean }) {
  return (
    <p
      role={isProblem ? 'alert' : 'status'}
      className={`min-w-0 flex-1 basis-56 text-sm break-words ${isProblem ? 'text-danger' : 'text-soft'}`}
    >
      {text}
    </p>
  );
}
