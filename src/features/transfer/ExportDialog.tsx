import { useEffect, useState } from 'react';
import type { ConversationId } from '../../shared/domain/ids';
import { defaultExportOptions, type ExportFormat, type ExportOptions } from '../../shared/domain/transfer';
import { cancelExport, clearExport, runExport, useTransfer } from '../../state/transfer';
import { useTranslation } from '../../state/translation';
import { closeDialog } from '../../state/ui';
import { Button } from '../../ui/Button';
import { Choice } from '../../ui/Choice';
import { Modal } from '../../ui/Modal';
import { Toggle } from '../../ui/Toggle';
import { ConversationPicker } from './ConversationPicker';
import { DocumentPreview } from './DocumentPreview';
import { ExportResult } from './ExportResult';
import { TransferProgressBar } from './TransferProgressBar';

type Scope = 'this' | 'some' | 'all';

const formats: readonly ExportFormat[] = ['markdown', 'html', 'pdf', 'json'];
const readableParts = ['reasoning', 'figures', 'variants', 'attachments'] as const;

/** What is exported and how, with a look at it. Where no conversation is named all are offered. */
export function ExportDialog({ ids: named }: { readonly ids: readonly ConversationId[] }) {
  const { t } = useTranslation();
  const id = named.length === 1 ? named[0] : undefined;
  const [format, setFormat] = useState<ExportFormat>(named.length === 0 ? 'json' : 'markdown');
  const [scope, setScope] = useState<Scope>(named.length === 0 ? 'all' : id === undefined ? 'some' : 'this');
  const [options, setOptions] = useState<ExportOptions>(defaultExportOptions);
  const [picked, setPicked] = useState<ReadonlySet<ConversationId>>(new Set(named));
  const isExporting = useTransfer(state => state.isExporting);
  const exported = useTransfer(state => state.exported);
  useEffect(clearExport, []);

  const ids = scope === 'all' ? undefined : scope === 'this' && id !== undefined ? [id] : [...picked];
  const single = ids?.length === 1 ? ids[0] : undefined;
  const parts = format === 'json' ? (['attachments', 'pictureMetadata'] as const) : readableParts;
  const scopes: readonly Scope[] = id === undefined ? ['all', 'some'] : ['this', 'some', 'all'];
  const isDone = exported?.kind === 'done';
  return (
    <Modal
      title={t('export.title')}
      closeLabel={t('action.close')}
      width="large"
      isTall
      onClose={() => {
        cancelRunning(isExporting);
        closeDialog();
      }}
      footer={
        isExporting ? (
          <>
            <TransferProgressBar label={t('export.running')} />
            <Button onClick={cancelExport}>{t('action.cancel')}</Button>
          </>
        ) : (
          <>
            {exported !== undefined && <ExportResult outcome={exported} />}
            <Button onClick={closeDialog}>{t(isDone ? 'action.close' : 'action.cancel')}</Button>
            <Button
              look="primary"
              disabled={ids?.length === 0}
              onClick={() => void runExport({ ids, format, options })}
            >
              {t('export.run')}
            </Button>
          </>
        )
      }
    >
      <div className="flex h-full flex-col gap-5 px-6 pb-5 md:flex-row">
        <fieldset disabled={isExporting} className="flex shrink-0 flex-col gap-5 md:w-72">
          <Part name={t('export.format')}>
            <Choice
              label={t('export.format')}
              value={format}
              options={formats.map(value => ({ value, label: t(`export.format.${value}`) }))}
              onValue={setFormat}
            />
            <p className="mt-2 text-xs text-soft">{t(`export.about.${format}`)}</p>
          </Part>
          <Part name={t('export.scope')}>
            <Choice
              label={t('export.scope')}
              value={scope}
              options={scopes.map(value => ({ value, label: t(`export.scope.${value}`) }))}
              onValue={setScope}
            />
            {format !== 'json' && single === undefined && (
              <p className="mt-2 text-xs text-soft">{t('export.manyFiles')}</p>
            )}
          </Part>
          <Part name={t('export.with')}>
            <ul className="flex flex-col gap-2.5">
              {parts.map(part => (
                <li key={part} className="flex items-center justify-between gap-3 text-sm">
                  <span>{t(partWord(part, format))}</span>
                  <Toggle
                    label={t(partWord(part, format))}
                    isOn={options[part] ?? true}
                    isDisabled={isExporting || (part === 'pictureMetadata' && !options.attachments)}
                    onChange={isOn => setOptions({ ...options, [part]: isOn })}
                  />
                </li>
              ))}
            </ul>
            {format === 'json' && options.attachments && (
              <p className="mt-3 text-xs text-soft">
                {t(options.pictureMetadata === false ? 'export.picturesBare' : 'export.picturesWhole')}
              </p>
            )}
            <p className="mt-3 text-xs text-faint">{t('export.neverKeys')}</p>
          </Part>
        </fieldset>
        <div className="min-h-72 min-w-0 flex-1 overflow-hidden rounded-xl border border-line bg-sunken">
          {scope === 'some' ? (
            <ConversationPicker picked={picked} onPicked={setPicked} />
          ) : single !== undefined && format !== 'json' ? (
            <DocumentPreview id={single} isMarkdown={format === 'markdown'} options={options} />
          ) : (
            <p className="p-6 text-sm text-soft">{t(format === 'json' ? 'export.jsonNote' : 'export.allNote')}</p>
          )}
        </div>
      </div>
    </Modal>
  );
}

function partWord(part: (typeof readableParts)[number] | 'pictureMetadata', format: ExportFormat) {
  return part === 'attachments' && format === 'json' ? 'export.part.files' : (`export.part.${part}` as const);
}

function Part({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <p className="mb-2 text-sm font-medium">{name}</p>
      {children}
    </div>
  );
}

/** Closing the dialog ends what runs: nothing half-written stays. */
function cancelRunning(isExporting: boolean): void {
  if (isExporting) cancelExport();
}
