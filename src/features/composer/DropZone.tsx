import { Paperclip } from 'lucide-react';
import { maxAttachments } from '../../shared/domain/conversation';
import { useTranslation } from '../../state/translation';
import { classes } from '../../ui/classes';

/** Says what will happen to the files that are held over the page. Seen through where a lane's own composer could take them instead. */
export function DropZone({ isSeeThrough }: { readonly isSeeThrough: boolean }) {
  const { t } = useTranslation();
  return (
    <div
      className={classes(
        'pointer-events-none fixed inset-0 z-50 flex items-center justify-center p-6',
        isSeeThrough ? 'bg-paper/80' : 'bg-paper/95',
      )}
    >
      <div className="flex size-full flex-col items-center justify-center gap-3 rounded-3xl border-2 border-dashed border-accent text-center">
        <Paperclip size={28} className="text-accent" />
        <p className="font-serif text-2xl">{t('composer.dropTitle')}</p>
        <p className="max-w-md text-sm text-balance text-soft">{t('composer.dropText', { count: maxAttachments })}</p>
      </div>
    </div>
  );
}
