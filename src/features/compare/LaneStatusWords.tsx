import { useTranslation } from '../../state/translation';
import { StatusDot } from './StatusDot';
import type { LaneState } from './useLaneState';

/** What a lane is doing, in words and as a dot. */
export function LaneStatusWords({ state }: { readonly state: LaneState }) {
  const { t } = useTranslation();
  return (
    <>
      <StatusDot status={state.status} />
      <span className="min-w-0 truncate" data-lane-status={state.status}>
        {state.isRetrying
          ? t('status.retrying')
          : state.status === 'queued' && state.queueAhead > 0
            ? t('status.queuedAhead', { count: state.queueAhead })
            : t(`status.${state.status}`)}
      </span>
    </>
  );
}
