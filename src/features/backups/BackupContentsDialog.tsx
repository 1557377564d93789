import { useCallback, useEffect, useMemo, useState } from 'react';
import { type BackedUpConversation, maxCopiedOut } from '../../shared/domain/backup';
import type { ConversationId } from '../../shared/domain/ids';
import { cancelBackup, copyOut, findBackup, readBackedUp, useBackups } from '../../state/backups';
import { useFailureWords } from '../../state/failureWords';
import { useFormat } from '../../state/format';
import { useTranslation } from '../../state/translation';
import { closeDialog, openSettings } from '../../state/ui';
import { Button } from '../../ui/Button';
import { classes } from '../../ui/classes';
import { inputClass } from '../../ui/Field';
import { Modal } from '../../ui/Modal';
import { ReadFailed } from '../../ui/ReadFailed';
import { Spinner } from '../../ui/Spinner';
import { VirtualList } from '../../ui/VirtualList';
import { BackupProgressBar } from './BackupProgressBar';

const listPx = { line: 44, most: 396 };

/** The conversations inside a backup, of which copies can be brought here. */
export function BackupContentsDialog({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useFailureWords();
  const backup = useBackups(state => findBackup(state, id));
  const [conversations, setConversations] = useState<readonly BackedUpConversation[]>();
  const [chosen, setChosen] = useState<ReadonlySet<ConversationId>>(new Set());
  const [wanted, setWanted] = useState('');
  const [failure, setFailure] = useState<unknown>();
  const [isRunning, setRunning] = useState(false);
  const [isUnread, setUnread] = useState(false);
  const read = useCallback(() => {
    setUnread(false);
    readBackedUp(id).then(setConversations, () => setUnread(true));
  }, [id]);
  useEffect(read, [read]);
  const isTooMany = chosen.size > maxCopiedOut;
  const shown = useMemo(() => {
    const needle = wanted.trim().toLocaleLowerCase();
    return (conversations ?? []).filter(({ title }) => title.toLocaleLowerCase().includes(needle));
  }, [conversations, wanted]);
  const close = () => {
    // Nothing half-written stays.
    if (isRunning) cancelBackup();
    openSettings('backups');
  };
  const run = async () => {
    setRunning(true);
    setFailure(undefined);
    try {
      await copyOut(id, [...chosen]);
      closeDialog();
    } catch (refusal) {
      setFailure(refusal);
      setRunning(false);
    }
  };
  const toggle = (conversationId: ConversationId) => {
    const next = new Set(chosen);
    if (!next.delete(conversationId)) next.add(conversationId);
    setChosen(next);
  };
  return (
    <Modal
      title={t('copyOut.title')}
      description={backup === undefined ? '' : t('restore.of', { time: format.time(backup.createdAt) })}
      closeLabel={t('action.close')}
      width="large"
      onClose={close}
      footer={
        isRunning ? (
          <BackupProgressBar />
        ) : (
          <>
            <span
              role={isTooMany ? 'alert' : undefined}
              className={classes(
                'mr-auto min-w-0 flex-1 text-sm tabular-nums',
                isTooMany ? 'text-danger' : 'text-soft',
              )}
            >
              {isTooMany
                ? t('copyOut.tooMany', { limit: maxCopiedOut, count: chosen.size })
                : t('export.picked', { count: chosen.size })}
            </span>
            <Button onClick={close}>{t('action.cancel')}</Button>
            <Button look="primary" disabled={chosen.size === 0 || isTooMany} onClick={() => void run()}>
              {t('copyOut.run')}
            </Button>
          </>
        )
      }
    >
      <div className="flex flex-col gap-3 px-6 pb-5 text-sm">
        <p className="text-soft">{t('copyOut.about')}</p>
        <input
          type="search"
          className={inputClass}
          aria-label={t('export.filter')}
          placeholder={t('export.filter')}
          value={wanted}
          onChange={event => setWanted(event.target.value)}
        />
        {failure !== undefined && (
          <p role="alert" className="text-danger">
            {words(failure)}
          </p>
        )}
        {isUnread && <ReadFailed text={t('copyOut.failed')} tryAgainLabel={t('action.tryAgain')} onTryAgain={read} />}
        {conversations === undefined && !isUnread && <Spinner />}
        {conversations !== undefined && shown.length === 0 && <p className="text-soft">{t('export.nothingFound')}</p>}
        {shown.length > 0 && (
          <div className="overflow-hidden rounded-xl border border-line">
            <VirtualList style={{ height: Math.min(listPx.most, shown.length * listPx.line) }} data={shown}>
              {conversation => (
                <label
                  key={conversation.id}
                  className="flex h-11 cursor-pointer items-center gap-3 px-4 hover:bg-hover"
                >
                  <input
                    type="checkbox"
                    className="size-4 accent-accent"
                    checked={chosen.has(conversation.id)}
                    onChange={() => toggle(conversation.id)}
                  />
                  <span className="min-w-0 flex-1 truncate">
                    {conversation.title === '' ? t('conversation.untitled') : conversation.title}
                  </span>
                  <span className="shrink-0 text-xs text-soft">{t(`copyOut.now.${conversation.now}`)}</span>
                  <span className="shrink-0 text-right text-xs text-faint tabular-nums">
                    {t('copyOut.prompts', {
                      count: conversation.promptCount,
                      shown: format.count(conversation.promptCount),
                    })}
                    <br />
                    {format.time(conversation.updatedAt)}
                  </span>
                </label>
              )}
            </VirtualList>
          </div>
        )}
      </div>
    </Modal>
  );
}
