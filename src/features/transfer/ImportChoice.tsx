import { useState } from 'react';
import type { ImportPreview } from '../../shared/domain/transfer';
import { useFormat } from '../../state/format';
import { runImport } from '../../state/transfer';
import { useTranslation } from '../../state/translation';
import { Button } from '../../ui/Button';
import { Modal } from '../../ui/Modal';
import { VirtualList } from '../../ui/VirtualList';
import { SystemPromptChoice } from './SystemPromptChoice';

interface ImportChoiceProps {
  readonly preview: ImportPreview;
  readonly onClose: () => void;
}

const listPx = { line: 44, most: 308 };

/** What stands in a file that was read, and what of it is taken over. */
export function ImportChoice({ preview, onClose }: ImportChoiceProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { conversations } = preview;
  const fresh = conversations.flatMap(({ isKnown }, place) => (isKnown ? [] : [place]));
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set(fresh));
  const [systemPrompts, setSystemPrompts] = useState<ReadonlySet<number>>(new Set());
  const knownCount = conversations.length - fresh.length;
  const isAll = chosen.size === conversations.length;
  const toggle = (place: number) => {
    const next = new Set(chosen);
    if (!next.delete(place)) next.add(place);
    setChosen(next);
  };
  return (
    <Modal
      title={t('import.title')}
      description={t('import.from', { name: preview.fileName, kind: t(`import.kind.${preview.kind}`) })}
      closeLabel={t('action.close')}
      width="large"
      onClose={onClose}
      footer={
        <>
          <span className="mr-auto text-sm text-soft tabular-nums">
            {t('import.chosen', { chosen: format.count(chosen.size), count: conversations.length })}
          </span>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            look="primary"
            disabled={chosen.size === 0}
            onClick={() => void runImport([...chosen], [...systemPrompts])}
          >
            {t('import.run')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4 px-6 pb-5 text-sm">
        <div className="flex flex-col gap-1">
          <p>
            {t('import.found', {
              count: conversations.length,
              shown: format.count(conversations.length),
              messages: t('import.messages', {
                count: preview.messageCount,
                shown: format.count(preview.messageCount),
              }),
            })}
          </p>
          {knownCount > 0 && <p className="text-soft">{t('import.known', { count: knownCount })}</p>}
          {preview.skipped.map(({ reason, count }) => (
            <p key={reason} className="text-soft">
              {t(`import.skipped.${reason}`, { count, shown: format.count(count) })}
            </p>
          ))}
          {preview.damaged.length > 0 && (
            <ul className="ml-5 list-disc break-words text-xs text-soft">
              {preview.damaged.map(({ number, title, field }) => (
                <li key={number}>
                  {t('import.damagedPlace', {
                    number: format.count(number),
                    title: title === '' ? t('conversation.untitled') : title,
                    field,
                  })}
                </li>
              ))}
            </ul>
          )}
          {preview.hasSettings && <p className="text-soft">{t('import.settingsIgnored')}</p>}
        </div>
        <div hidden={conversations.length === 0} className="overflow-hidden rounded-xl border border-line">
          <label className="flex h-10 cursor-pointer items-center gap-3 border-b border-line bg-sunken px-4 font-medium">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={isAll}
              ref={box => {
                if (box !== null) box.indeterminate = !isAll && chosen.size > 0;
              }}
              onChange={() => setChosen(new Set(isAll ? [] : conversations.keys()))}
            />
            {t('import.all')}
          </label>
          <VirtualList
            style={{ height: Math.min(listPx.most, conversations.length * listPx.line) }}
            data={conversations}
          >
            {(conversation, place) => (
              <label key={place} className="flex h-11 cursor-pointer items-center gap-3 px-4 hover:bg-hover">
                <input
                  type="checkbox"
                  className="size-4 accent-accent"
                  checked={chosen.has(place)}
                  onChange={() => toggle(place)}
                />
                <span className="min-w-0 flex-1">
                  <span className="block truncate">
                    {conversation.title === '' ? t('conversation.untitled') : conversation.title}
                  </span>
                  <span className="block truncate text-xs text-faint">{conversation.models.join(' · ')}</span>
                </span>
                {conversation.isKnown && (
                  <span className="shrink-0 rounded bg-warn-soft px-1.5 text-2xs font-medium text-warn">
                    {t(chosen.has(place) ? 'import.asCopy' : 'import.isKnown')}
                  </span>
                )}
                <span className="shrink-0 text-right text-xs text-faint tabular-nums">
                  {t('import.messages', {
                    count: conversation.messageCount,
                    shown: format.count(conversation.messageCount),
                  })}
                  <br />
                  {format.time(conversation.updatedAt)}
                </span>
              </label>
            )}
          </VirtualList>
        </div>
        {preview.systemPrompts.length > 0 && (
          <SystemPromptChoice
            systemPrompts={preview.systemPrompts}
            accepted={systemPrompts}
            onAccepted={setSystemPrompts}
          />
        )}
      </div>
    </Modal>
  );
}
