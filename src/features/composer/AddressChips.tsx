import { X } from 'lucide-react';
import type { Lane } from '../../shared/domain/conversation';
import type { ConversationId } from '../../shared/domain/ids';
import { focusComposer } from '../../state/composerFocus';
import { address } from '../../state/drafts';
import { useLaneTitles } from '../../state/names';
import { useLaneColours } from '../../state/shownConversation';
import { useTranslation } from '../../state/translation';

interface AddressChipsProps {
  readonly id: ConversationId;
  readonly lanes: readonly Lane[];
  /** Those that alone get the next prompt. */
  readonly asked: readonly Lane[];
}

/** The lanes that the next prompt goes to, where these are not all. */
export function AddressChips({ id, lanes, asked }: AddressChipsProps) {
  const { t } = useTranslation();
  const titles = useLaneTitles(lanes);
  const colours = useLaneColours();
  return (
    <ul aria-label={t('composer.addressed')} className="flex flex-wrap items-center gap-1.5 px-3 pt-2.5">
      {asked.map(lane => {
        const name = titles[lane.id]?.model ?? lane.modelId;
        return (
          <li
            key={lane.id}
            className="flex max-w-64 items-center gap-1.5 rounded-full bg-sunken py-0.5 pr-0.5 pl-2.5 text-xs"
          >
            <span className="size-2 shrink-0 rounded-full" style={{ background: colours[lane.id] }} />
            <span className="truncate">{name}</span>
            <button
              type="button"
              aria-label={t('composer.unaddress', { name })}
              title={t('composer.unaddress', { name })}
              onClick={() => {
                address(
                  id,
                  asked.filter(other => other !== lane).map(other => other.id),
                );
                focusComposer();
              }}
              className="inline-flex size-5 items-center justify-center rounded-full text-soft hover:bg-hover hover:text-ink"
            >
              <X size={12} />
            </button>
          </li>
        );
      })}
      <li className="text-xs text-faint">{t('composer.onlyThese', { count: asked.length })}</li>
    </ul>
  );
}
