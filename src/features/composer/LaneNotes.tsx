import { TriangleAlert } from 'lucide-react';
import type { Attachment, Lane } from '../../shared/domain/conversation';
import type { ConversationId } from '../../shared/domain/ids';
import { useConnections } from '../../state/connections';
import { address } from '../../state/drafts';
import { useFormat } from '../../state/format';
import { blockingTroubles, type LaneTrouble, laneTroubles } from '../../state/laneTroubles';
import { useLaneTitles } from '../../state/names';
import type { PromptEstimate } from '../../state/promptEstimates';
import { useShownLanes } from '../../state/shownConversation';
import { useTranslation } from '../../state/translation';
import { openDialog, openSettings } from '../../state/ui';
import { Button } from '../../ui/Button';

interface LaneNotesProps {
  readonly id: ConversationId;
  /** The lanes that the prompt goes to. */
  readonly lanes: readonly Lane[];
  readonly attachments: readonly Attachment[];
  readonly estimate: PromptEstimate;
}

/** Which lanes cannot take what is being written, why, and what helps. */
export function LaneNotes({ id, lanes, attachments, estimate }: LaneNotesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const titles = useLaneTitles(useShownLanes());
  const connections = useConnections();
  const troubles = lanes.flatMap(lane => {
    const tokens = estimate.lanes.find(({ laneId }) => laneId === lane.id)?.inputTokens ?? 0;
    return laneTroubles(lane, connections, attachments, tokens);
  });
  if (troubles.length === 0) return null;
  const kinds = [...new Set(troubles.map(({ kind }) => kind))];
  return (
    <ul aria-label={t('composer.notes')} className="flex flex-col gap-1 px-4 pt-2.5">
      {kinds.map(kind => {
        const held = lanes.filter(lane =>
          troubles.some(trouble => trouble.kind === kind && trouble.laneId === lane.id),
        );
        const names = format.list(held.map(lane => titles[lane.id]?.model ?? lane.modelId));
        return (
          <li key={kind} className="flex min-h-7 flex-wrap items-center gap-x-2 gap-y-1 text-xs text-warn">
            <TriangleAlert size={13} className="shrink-0" />
            <span className="min-w-0 flex-1 basis-56">{t(`laneTrouble.${kind}`, { names, count: held.length })}</span>
            <NoteButtons id={id} kind={kind} held={held} lanes={lanes} />
          </li>
        );
      })}
    </ul>
  );
}

interface NoteButtonsProps {
  readonly id: ConversationId;
  readonly kind: LaneTrouble['kind'];
  readonly held: readonly Lane[];
  readonly lanes: readonly Lane[];
}

function NoteButtons({ id, kind, held, lanes }: NoteButtonsProps) {
  const { t } = useTranslation();
  const [first] = held;
  const others = lanes.filter(lane => !held.includes(lane));
  const isBlocked = blockingTroubles.has(kind) || kind === 'too-long';
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      {first !== undefined && <HelpButton kind={kind} lane={first} isAlone={held.length === 1} />}
      {isBlocked && others.length > 0 && (
        <Button
          size="small"
          look="quiet"
          onClick={() =>
            address(
              id,
              others.map(lane => lane.id),
            )
          }
        >
          {t('composer.askOthers')}
        </Button>
      )}
    </span>
  );
}

function HelpButton({ kind, lane, isAlone }: { kind: LaneTrouble['kind']; lane: Lane; isAlone: boolean }) {
  const { t } = useTranslation();
  const button = (label: string, run: () => void) => (
    <Button size="small" onClick={run}>
      {label}
    </Button>
  );
  switch (kind) {
    case 'removed':
    case 'too-long':
      return isAlone
        ? button(t('laneSettings.changeModel'), () =>
            openDialog({ kind: 'pick-model', purpose: { kind: 'change-lane', laneId: lane.id } }),
          )
        : null;
    case 'no-key':
    case 'key-refused':
      return button(t('error.enterKey'), () => openSettings('connections', lane.connectionId));
    case 'switched-off':
      return button(t('error.openConnection'), () => openSettings('connections', lane.connectionId));
    case 'key-unreadable':
      return button(t('error.openKeys'), () => openSettings('keys'));
    default:
      return null;
  }
}
