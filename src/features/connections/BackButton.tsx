import { ArrowLeft } from 'lucide-react';
import { useTranslation } from '../../state/translation';
import { Button } from '../../ui/Button';

/** One step back on the way in. */
export function BackButton({ onBack }: { readonly onBack: () => void }) {
  const { t } = useTranslation();
  return (
    <div>
      <Button look="quiet" size="small" className="-ml-2" onClick={onBack}>
        <ArrowLeft size={15} /> {t('action.back')}
      </Button>
    </div>
  );
}
