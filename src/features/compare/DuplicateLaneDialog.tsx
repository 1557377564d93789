import { CopyPlus, SquareDashed } from 'lucide-react';
import type { ReactNode } from 'react';
import type { LaneId } from '../../shared/domain/ids';
import { duplicateLane } from '../../state/lanes';
import { useLaneTitles } from '../../state/names';
import { useShownLanes } from '../../state/shownConversation';
import { useTranslation } from '../../state/translation';
import { closeDialog } from '../../state/ui';
import { Modal } from '../../ui/Modal';

/** Asks with which history a second lane like this one begins. Model, parameters and system prompt are the same in both cases. */
export function DuplicateLaneDialog({ laneId }: { readonly laneId: LaneId }) {
  const { t } = useTranslation();
  const title = useLaneTitles(useShownLanes())[laneId];
  const take = (history: 'copy' | 'empty') => {
    closeDialog();
    void duplicateLane(laneId, history);
  };
  return (
    <Modal
      title={t('duplicate.title', { model: title?.model ?? '' })}
      description={t('duplicate.text')}
      closeLabel={t('action.close')}
      width="small"
      onClose={closeDialog}
    >
      <div className="flex flex-col gap-2 px-6 pt-1 pb-6">
        <HistoryChoice
          icon={<CopyPlus size={17} />}
          label={t('duplicate.copy')}
          text={t('duplicate.copyText')}
          onTake={() => take('copy')}
        />
        <HistoryChoice
          icon={<SquareDashed size={17} />}
          label={t('duplicate.empty')}
          text={t('duplicate.emptyText')}
          onTake={() => take('empty')}
        />
      </div>
    </Modal>
  );
}

interface HistoryChoiceProps {
  readonly icon: ReactNode;
  readonly label: string;
  readonly text: string;
  readonly onTake: () => void;
}

function HistoryChoice({ icon, label, text, onTake }: HistoryChoiceProps) {
  return (
    <button
      type="button"
      onClick={onTake}
      className="flex items-start gap-3 rounded-xl border border-line bg-surface px-4 py-3 text-left hover:border-strong hover:bg-hover"
    >
      <span className="mt-0.5 text-soft">{icon}</span>
      <span>
        <span className="block text-sm font-medium">{label}</span>
        <span className="block text-xs text-soft">{text}</span>
      </span>
    </button>
  );
}
