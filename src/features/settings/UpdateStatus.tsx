import { TriangleAlert } from 'lucide-react';
import type { Release, UpdateState } from '../../shared/domain/update';
import { useFormat } from '../../state/format';
import { showFailure } from '../../state/toasts';
import { useTranslation } from '../../state/translation';
import { performUpdate, type UpdateAction } from '../../state/updates';
import { Button } from '../../ui/Button';
import { ProgressBar } from '../../ui/ProgressBar';
import { Spinner } from '../../ui/Spinner';

/** Where an update stands, in words, with the one thing that can be done next. */
export function UpdateStatus({ state }: { readonly state: UpdateState }) {
  const { t } = useTranslation();
  const format = useFormat();
  switch (state.kind) {
    case 'no-channel':
      return <p className="text-sm text-soft">{t('update.no-channel')}</p>;
    case 'idle':
      return (
        <Lines text={state.checkedAt === undefined ? '' : t('update.newest', { time: format.time(state.checkedAt) })}>
          <Action action="check" label={t('update.check')} />
        </Lines>
      );
    case 'checking':
      return (
        <Lines text="">
          <Button disabled>
            <Spinner /> {t('update.checking')}
          </Button>
        </Lines>
      );
    case 'available': {
      const { version, sizeBytes } = state.release;
      const text = t('update.available', { version, size: format.bytes(sizeBytes) });
      return (
        <Lines text={state.isInstallable ? text : t('update.byHand', { version })} release={state.release}>
          {state.isInstallable && <Action action="download" label={t('update.download')} isMain />}
        </Lines>
      );
    }
    case 'downloading':
      return <Downloading release={state.release} doneBytes={state.doneBytes} />;
    case 'ready':
      return (
        <Lines
          text={state.isWaiting ? t('update.waiting') : t('update.ready', { version: state.release.version })}
          release={state.release}
        >
          {state.isWaiting ? (
            <Action action="cancel" label={t('action.cancel')} />
          ) : (
            <Action action="restart" label={t('update.restart')} isMain />
          )}
        </Lines>
      );
    case 'failed':
      return (
        <div className="flex flex-col items-start gap-3">
          <p role="alert" className="flex gap-2.5 rounded-xl bg-danger-soft px-3.5 py-3 text-sm">
            <TriangleAlert size={16} className="mt-0.5 shrink-0 text-danger" />
            {t(`update.failed.${state.problem}`)}
          </p>
          <Action action={state.release === undefined ? 'check' : 'download'} label={t('action.tryAgain')} />
        </div>
      );
  }
}

function Downloading({ release, doneBytes }: { readonly release: Release; readonly doneBytes: number }) {
  const { t } = useTranslation();
  const { version, sizeBytes } = release;
  const percent = Math.floor((100 * doneBytes) / sizeBytes);
  const isWhole = doneBytes >= sizeBytes;
  const text = isWhole ? t('update.preparing', { version }) : t('update.downloading', { version, percent });
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="text-sm tabular-nums">{text}</p>
      <ProgressBar label={text} share={percent / 100} />
      <Action action="cancel" label={t('action.cancel')} />
    </div>
  );
}

interface LinesProps {
  readonly text: string;
  readonly release?: Release;
  readonly children: React.ReactNode;
}

/** A sentence, what is new in plain text, and a button. */
function Lines({ text, release, children }: LinesProps) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col items-start gap-3">
      {text !== '' && (
        <p role="status" className="text-sm text-soft">
          {text}
        </p>
      )}
      {release !== undefined && release.notes !== '' && (
        <section aria-label={t('update.notes')} className="w-full">
          <h3 className="mb-1.5 text-sm font-medium">{t('update.notes')}</h3>
          <p className="max-h-64 overflow-y-auto rounded-xl bg-sunken px-3.5 py-3 text-sm break-words whitespace-pre-wrap">
            {release.notes}
          </p>
        </section>
      )}
      {children}
    </div>
  );
}

interface ActionProps {
  readonly action: UpdateAction;
  readonly label: string;
  readonly isMain?: boolean;
}

function Action({ action, label, isMain = false }: ActionProps) {
  return (
    <Button look={isMain ? 'primary' : 'plain'} onClick={() => void performUpdate(action).catch(showFailure)}>
      {label}
    </Button>
  );
}
