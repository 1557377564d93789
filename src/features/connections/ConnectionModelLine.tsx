import { Eye, EyeOff, SlidersHorizontal, Star } from 'lucide-react';
import type { ConnectionId } from '../../shared/domain/ids';
import type { ModelInfo } from '../../shared/domain/model';
import { setFavourite, setHidden } from '../../state/modelChoices';
import { useModelWords } from '../../state/modelWords';
import { useTranslation } from '../../state/translation';
import { classes } from '../../ui/classes';
import { IconButton } from '../../ui/IconButton';
import { revealHidden } from '../../ui/markdown/hiddenCharacters';

interface ConnectionModelLineProps {
  readonly connectionId: ConnectionId;
  readonly model: ModelInfo;
  readonly isHidden: boolean;
  readonly isFavourite: boolean;
  readonly onEdit: () => void;
}

/** One model of a connection, with what can be chosen about it. */
export function ConnectionModelLine(props: ConnectionModelLineProps) {
  const { connectionId, model, isHidden, isFavourite, onEdit } = props;
  const { t } = useTranslation();
  const words = useModelWords()(model);
  const name = revealHidden(model.name);
  const choice = { connectionId, modelId: model.id };
  return (
    <div className="flex h-12 items-center gap-1 border-b border-line pr-1.5 pl-1.5">
      <IconButton
        size="small"
        label={t(isFavourite ? 'models.unfavourite' : 'models.favourite', { name })}
        aria-pressed={isFavourite}
        icon={<Star size={14} className={isFavourite ? 'fill-current text-warn' : ''} />}
        onClick={() => void setFavourite(choice, !isFavourite)}
      />
      <span className={classes('min-w-0 flex-1 pl-1', isHidden && 'opacity-60')}>
        <span className="block truncate text-sm">{name}</span>
        <span className="flex gap-1.5 truncate text-xs text-faint">
          {model.name !== model.id && <span className="truncate">{revealHidden(model.id)}</span>}
          {isHidden && <span>{t('models.isHidden')}</span>}
          {model.isUnlisted === true && <span className="text-warn">{t('pick.unlisted')}</span>}
          {words.retires !== undefined && <span className="text-warn">{words.retires}</span>}
        </span>
      </span>
      <span className="flex flex-col items-end px-2 text-xs whitespace-nowrap text-faint tabular-nums">
        <span>{words.context}</span>
        <span title={words.priceHint}>
          {words.price}
          {(words.isOwnPrice || model.replaced?.contextTokens !== undefined) && (
            <span className="ml-1 text-accent">{t('pick.yours')}</span>
          )}
        </span>
      </span>
      <IconButton
        size="small"
        label={t('models.values', { name })}
        icon={<SlidersHorizontal size={14} />}
        onClick={onEdit}
      />
      <IconButton
        size="small"
        label={t(isHidden ? 'models.unhide' : 'models.hide', { name })}
        icon={isHidden ? <EyeOff size={14} /> : <Eye size={14} />}
        onClick={() => void setHidden(choice, !isHidden)}
      />
    </div>
  );
}
