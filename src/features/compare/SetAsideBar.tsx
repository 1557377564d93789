import { Undo2 } from 'lucide-react';
import { useMemo } from 'react';
import type { ConversationId } from '../../shared/domain/ids';
import { useFormat } from '../../state/format';
import { useLaneTitles } from '../../state/names';
import { useOpenConversation } from '../../state/openConversation';
import { bringBack, useSetAside } from '../../state/setAside';
import { useTranslation } from '../../state/translation';
import { Button } from '../../ui/Button';

/** Says which lanes wait out of sight, and brings them back. */
export function SetAsideBar({ id }: { readonly id: ConversationId }) {
  const { t } = useTranslation();
  const format = useFormat();
  const aside = useSetAside(state => state.lanes[id]);
  const lanes = useOpenConversation(state => state.lanes);
  const waiting = useMemo(
    () => (aside ?? []).flatMap(laneId => (lanes[laneId]?.isRemoved === true ? [lanes[laneId]] : [])),
    [aside, lanes],
  );
  const titles = useLaneTitles(waiting);
  if (waiting.length === 0) return null;
  const names = format.list(waiting.map(lane => titles[lane.id]?.model ?? lane.modelId));
  return (
    <div className="flex shrink-0 items-center justify-center gap-3 border-t border-line px-4 py-1.5 text-xs text-soft">
      <span className="min-w-0 truncate">{t('setAside.waiting', { count: waiting.length, names })}</span>
      <Button size="small" onClick={() => void bringBack(id)}>
        <Undo2 size={13} /> {t('setAside.bringBack')}
      </Button>
    </div>
  );
}
