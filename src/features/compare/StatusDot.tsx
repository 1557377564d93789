import type { AnswerStatus } from '../../shared/domain/answer';
import { classes } from '../../ui/classes';

export type LaneStatus = AnswerStatus | 'idle';

const looks: { readonly [Status in LaneStatus]: string } = {
  idle: 'border border-strong',
  queued: 'border border-accent',
  connecting: 'bg-accent/50 animate-pulse',
  waiting: 'bg-accent/70 animate-pulse',
  thinking: 'bg-accent animate-pulse',
  answering: 'bg-accent',
  done: 'bg-strong',
  stopped: 'border border-faint',
  interrupted: 'bg-warn',
  failed: 'bg-danger',
};

/** Repeats a state in colour; the word must stand beside it. */
export function StatusDot({ status }: { readonly status: LaneStatus }) {
  return <span aria-hidden className={classes('inline-block size-1.5 shrink-0 rounded-full', looks[status])} />;
}
