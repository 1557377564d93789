import { Info, X } from 'lucide-react';
import type { AppNotice } from '../../shared/contract/appState';
import { dismissNotice, useApp } from '../../state/app';
import { useTranslation } from '../../state/translation';
import { IconButton } from '../../ui/IconButton';

/** What the program must say once: something was set aside, was cut, or could not be saved. */
export function Notices() {
  const { t } = useTranslation();
  const notices = useApp(state => state.notices);
  return notices.map(notice => (
    <div
      key={notice.id}
      role={isUrgent(notice) ? 'alert' : 'status'}
      className="flex shrink-0 items-center gap-3 border-b border-line bg-warn-soft py-1.5 pr-2 pl-5 text-sm"
    >
      <Info size={16} className="shrink-0 text-warn" />
      <span className="flex-1">
        {notice.kind === 'answers-interrupted'
          ? t('appNotice.answers-interrupted', { count: Number(notice.detail ?? 1) })
          : t(`appNotice.${notice.kind}`, { detail: notice.detail ?? '' })}
      </span>
      <IconButton
        size="small"
        label={t('action.dismiss')}
        icon={<X size={15} />}
        onClick={() => dismissNotice(notice.id)}
      />
    </div>
  ));
}

const urgentKinds: ReadonlySet<AppNotice['kind']> = new Set([
  'disk-full',
  'storage-failed',
  'storage-busy',
  'data-folder-gone',
]);

function isUrgent({ kind }: AppNotice): boolean {
  return urgentKinds.has(kind);
}
