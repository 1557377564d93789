import type { Answer } from '../../shared/domain/answer';
import type { Attachment } from '../../shared/domain/conversation';
import type { LaneId, TurnId } from '../../shared/domain/ids';
import { openLink } from '../../state/app';
import { findConnection, useConnections } from '../../state/connections';
import type { ErrorAction } from '../../state/errorWords';
import { useOpenConversation } from '../../state/openConversation';
import { useTranslation } from '../../state/translation';
import { askWithout } from '../../state/turns';
import { beginEdit, openDialog, openSettings } from '../../state/ui';
import { regionOf, vendorOf } from '../../state/vendors';
import { Button } from '../../ui/Button';
import { RegionButton } from './RegionButton';
import { RetryButton } from './RetryButton';
import { WaitButton } from './WaitButton';

interface ErrorButtonProps {
  readonly action: ErrorAction;
  readonly answer: Answer;
  readonly turnId: TurnId;
  readonly laneId: LaneId;
}

/** The button that does what helps against an error. Draws nothing where the vendor has no such page. */
export function ErrorButton({ action, answer, turnId, laneId }: ErrorButtonProps) {
  const { t } = useTranslation();
  const connection = useConnections(state => findConnection(state, answer.connectionId));
  const region = connection && regionOf(connection.vendorId, connection.regionId);
  const isKeyMatter = answer.error?.class === 'bad-key' || answer.error?.class === 'no-key';
  const turn = useOpenConversation(state => state.turns.get(turnId));
  const hasRegions = (vendorOf(answer.vendorId)?.regions.length ?? 0) > 1;

  const button = (label: string, run: () => void) => (
    <Button size="small" onClick={run}>
      {label}
    </Button>
  );
  const isImage = (attachment: Attachment) => attachment.mediaType.startsWith('image/');
  const isMissing = (attachment: Attachment) =>
    answer.error?.reason === 'attachment-missing' && attachment.name === answer.error.detail;
  const images = turn?.attachments.filter(isImage) ?? [];
  const missing = turn?.attachments.filter(isMissing) ?? [];
  const dropButton = (label: string, dropped: readonly Attachment[], isDropped: (one: Attachment) => boolean) => {
    // Without any words a prompt cannot go without its attachments.
    const isEmpty = turn?.prompt.trim() === '' && turn.attachments.length === dropped.length;
    return turn === undefined || dropped.length === 0 || isEmpty
      ? null
      : button(label, () => askWithout(turn, laneId, isDropped));
  };
  switch (action) {
    case 'wait':
      return <WaitButton answer={answer} turnId={turnId} laneId={laneId} />;
    case 'retry':
      return <RetryButton answer={answer} turnId={turnId} laneId={laneId} />;
    case 'edit-prompt':
      return turn === undefined
        ? null
        : button(t('error.editPrompt'), () => beginEdit({ turnId, text: turn.prompt, laneId }));
    case 'drop-images':
      return dropButton(t('error.dropImages', { count: images.length }), images, isImage);
    case 'drop-missing':
      return dropButton(t('error.dropMissing', { file: missing[0]?.name ?? '' }), missing, isMissing);
    case 'find-region':
      return hasRegions && connection?.regionId !== undefined ? <RegionButton connection={connection} /> : null;
    case 'another-model':
      return button(t('answer.askAnother'), () =>
        openDialog({ kind: 'pick-model', purpose: { kind: 'ask-another', turnId, laneId } }),
      );
    case 'lane-settings':
      return button(t('lane.settings'), () => openDialog({ kind: 'lane-settings', laneId }));
    case 'network-settings':
      return button(t('error.openNetwork'), () => openSettings('network'));
    case 'keys-settings':
      return button(t('error.openKeys'), () => openSettings('keys'));
    case 'open-connection':
      if (connection === undefined) return null;
      return button(
        t(isKeyMatter ? (hasRegions ? 'error.keyOrRegion' : 'error.enterKey') : 'error.openConnection'),
        () => openSettings('connections', connection.id),
      );
    case 'key-page':
      return region?.keyPage === undefined ? null : button(t('error.keyPage'), () => openLink(region.keyPage ?? ''));
    case 'billing-page':
      return region?.billingPage === undefined
        ? null
        : button(t('error.billingPage'), () => openLink(region.billingPage ?? ''));
  }
}
