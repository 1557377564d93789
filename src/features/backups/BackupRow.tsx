import { CircleAlert, CircleCheck, CircleDashed, MoreHorizontal } from 'lucide-react';
import type { BackupFacts, BackupLine } from '../../shared/domain/backup';
import { cancelVerifying, useBackups, verifyBackup } from '../../state/backups';
import { useFormat } from '../../state/format';
import { useTranslation } from '../../state/translation';
import { openDialog } from '../../state/ui';
import { Button } from '../../ui/Button';
import { IconButton } from '../../ui/IconButton';
import { Menu } from '../../ui/Menu';
import { Spinner } from '../../ui/Spinner';

/** One backup: when, how large, what is in it, whether it was looked at, and what can be done with it. */
export function BackupRow({ backup }: { readonly backup: BackupLine }) {
  const { t } = useTranslation();
  const format = useFormat();
  const isVerifying = useBackups(state => state.verifyingId === backup.id);
  const { id, kind, createdAt, sizeBytes, facts, place } = backup;
  const isBad = facts?.isSound === false;
  const contents =
    facts?.conversationCount === undefined
      ? undefined
      : t('backup.contents', {
          conversations: t('backup.conversations', {
            count: facts.conversationCount,
            shown: format.count(facts.conversationCount),
          }),
          answers: t('backup.answers', {
            count: facts.answerCount ?? 0,
            shown: format.count(facts.answerCount ?? 0),
          }),
        });
  return (
    <li className="flex items-center gap-3 border-b border-line px-4 py-2.5 last:border-0">
      <div className="min-w-0 flex-1">
        <p className="text-sm font-medium">
          {format.time(createdAt)}
          <span className="ml-2 text-xs font-normal text-soft">{t(`backup.kind.${kind}`)}</span>
        </p>
        <p className="text-xs text-soft tabular-nums">
          {[format.bytes(sizeBytes), contents, t(`backup.place.${place}`)].filter(Boolean).join(' · ')}
        </p>
        <Verified facts={facts} isVerifying={isVerifying} />
      </div>
      <Button size="small" disabled={isBad} onClick={() => openDialog({ kind: 'restore-backup', backupId: id })}>
        {t('backup.restore')}
      </Button>
      <Menu
        trigger={
          <IconButton
            size="small"
            label={t('backup.more', { time: format.time(createdAt) })}
            icon={<MoreHorizontal size={16} />}
          />
        }
        entries={[
          { label: t('backup.verify'), isDisabled: isVerifying, onSelect: () => void verifyBackup(id) },
          {
            label: t('backup.copyOut'),
            isDisabled: isBad,
            onSelect: () => openDialog({ kind: 'backup-contents', backupId: id }),
          },
        ]}
      />
    </li>
  );
}

interface VerifiedProps {
  readonly facts: BackupFacts | undefined;
  readonly isVerifying: boolean;
}

function Verified({ facts, isVerifying }: VerifiedProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const line = 'flex items-center gap-1.5 text-xs';
  if (isVerifying) {
    return (
      <p role="status" className={`${line} text-soft`}>
        <Spinner /> {t('backup.verifying')}
        <Button look="quiet" size="small" onClick={cancelVerifying}>
          {t('action.cancel')}
        </Button>
      </p>
    );
  }
  if (facts === undefined) {
    return (
      <p className={`${line} text-faint`}>
        <CircleDashed size={13} /> {t('backup.notVerified')}
      </p>
    );
  }
  return facts.isSound ? (
    <p className={`${line} text-soft`}>
      <CircleCheck size={13} className="text-accent" />
      {t('backup.verified', { time: format.time(facts.checkedAt) })}
    </p>
  ) : (
    <p className={`${line} text-danger`}>
      <CircleAlert size={13} /> {t('backup.isDamaged')}
    </p>
  );
}
