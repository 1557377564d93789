import { Download, Upload } from 'lucide-react';
import { useTranslation } from '../../state/translation';
import { openDialog } from '../../state/ui';
import { Button } from '../../ui/Button';

/** Everything out of the program and into it. */
export function DataPanel() {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col">
      <Row name={t('data.export')} text={t('data.exportText')}>
        <Button onClick={() => openDialog({ kind: 'export' })}>
          <Download size={15} /> {t('data.exportAll')}
        </Button>
      </Row>
      <Row name={t('data.import')} text={t('data.importText')}>
        <Button onClick={() => openDialog({ kind: 'import' })}>
          <Upload size={15} /> {t('data.importFile')}
        </Button>
      </Row>
    </div>
  );
}

interface RowProps {
  readonly name: string;
  readonly text: string;
  readonly children: React.ReactNode;
}

function Row({ name, text, children }: RowProps) {
  return (
    <div className="flex flex-col items-start gap-2 border-b border-line py-4 first:pt-0 last:border-0">
      <p className="text-sm font-medium">{name}</p>
      <p className="text-sm text-soft">{text}</p>
      <div className="pt-1">{children}</div>
    </div>
  );
}
