import { ArrowLeft, ArrowRight, Copy, Ellipsis, Maximize2, MessageSquare, Minimize2, Settings2, X } from 'lucide-react';
import { shortcutsOf } from '../../shared/domain/commands';
import type { Lane } from '../../shared/domain/conversation';
import { maxLanes } from '../../shared/domain/conversation';
import { maximiseLane, restoreLanes } from '../../state/arrangement';
import { duplicateLane, moveLane, removeLane } from '../../state/lanes';
import type { LaneTitle } from '../../state/names';
import { useOpenConversation } from '../../state/openConversation';
import { useShortcutText } from '../../state/shortcutWords';
import { useShownLanes } from '../../state/shownConversation';
import { useTranslation } from '../../state/translation';
import { openDialog, useUi } from '../../state/ui';
import { IconButton } from '../../ui/IconButton';
import { Menu } from '../../ui/Menu';

/** Everything that can be done with a lane. */
export function LaneMenu({ lane, title }: { readonly lane: Lane; readonly title: LaneTitle }) {
  const { t } = useTranslation();
  const lanes = useShownLanes();
  const isMaximised = useUi(state => state.isLaneMaximised);
  const layout = useOpenConversation(state => state.layout);
  const [maximiseKeys] = shortcutsOf('lane.maximise', false);
  const textOf = useShortcutText();
  const place = lanes.findIndex(({ id }) => id === lane.id);
  return (
    <Menu
      trigger={<IconButton label={t('lane.menu')} icon={<Ellipsis size={16} />} />}
      entries={[
        {
          label: t('lane.settings'),
          icon: <Settings2 size={15} />,
          onSelect: () => openDialog({ kind: 'lane-settings', laneId: lane.id }),
        },
        {
          label: t('lane.askOnly'),
          icon: <MessageSquare size={15} />,
          onSelect: () => useUi.setState({ askedLaneId: lane.id }),
        },
        {
          label: t('lane.duplicate'),
          icon: <Copy size={15} />,
          isDisabled: lanes.length >= maxLanes,
          onSelect: () => {
            if (lane.headTurnId === undefined) void duplicateLane(lane.id, 'empty');
            else openDialog({ kind: 'duplicate-lane', laneId: lane.id });
          },
        },
        'separator',
        {
          label: t(isMaximised ? 'lane.restore' : 'lane.maximise'),
          icon: isMaximised ? <Minimize2 size={15} /> : <Maximize2 size={15} />,
          shortcut: maximiseKeys && textOf(maximiseKeys),
          isDisabled: lanes.length < 2 || (layout === 'tabs' && !isMaximised),
          onSelect: () => (isMaximised ? restoreLanes() : maximiseLane(lane.id)),
        },
        {
          label: t('lane.moveLeft'),
          icon: <ArrowLeft size={15} />,
          isDisabled: place <= 0,
          onSelect: () => moveLane(lane.id, -1),
        },
        {
          label: t('lane.moveRight'),
          icon: <ArrowRight size={15} />,
          isDisabled: place === lanes.length - 1,
          onSelect: () => moveLane(lane.id, 1),
        },
        'separator',
        {
          label: t('lane.remove'),
          icon: <X size={15} />,
          isDanger: true,
          onSelect: () => void removeLane(lane.id, title.model),
        },
      ]}
    />
  );
}
