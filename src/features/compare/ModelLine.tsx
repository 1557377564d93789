import { Brain, Check, Eye, EyeOff, Film, Image, Star } from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';
import type { ModelRow } from '../../state/modelSearch';
import { useModelWords } from '../../state/modelWords';
import { useTranslation } from '../../state/translation';
import { classes } from '../../ui/classes';
import { revealHidden } from '../../ui/markdown/hiddenCharacters';
import { Spinner } from '../../ui/Spinner';

interface ModelLineProps {
  readonly id: string;
  readonly row: ModelRow;
  readonly isMarked: boolean;
  /** Undefined where only one model is picked. */
  readonly isPicked: boolean | undefined;
  readonly areHiddenShown: boolean;
  readonly onMark: () => void;
  readonly onTake: () => void;
  readonly onPick: () => void;
  readonly onFavourite: () => void;
  readonly onHide: () => void;
}

/** One line of the list of models: a heading, a model, or an id that was typed. */
export function ModelLine(props: ModelLineProps) {
  const { id, row, isMarked, isPicked, areHiddenShown, onMark, onTake, onPick } = props;
  const { t } = useTranslation();
  if (row.kind === 'connection' || row.kind === 'group') {
    return (
      <div role="presentation" className="flex items-center gap-2 px-3 pt-4 pb-1 text-xs font-medium text-faint">
        {row.kind === 'group' ? t(`pick.group.${row.group}`) : row.connection.name}
        {row.kind === 'connection' && row.isUnread && <Spinner size={12} />}
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the search field, which keeps the focus.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isMarked}
      {...(isPicked !== undefined && row.kind !== 'hidden' && { 'aria-checked': isPicked })}
      onMouseMove={onMark}
      onClick={onTake}
      className={classes(
        'group flex min-h-11 items-center gap-2.5 rounded-lg py-1.5 pr-2 pl-3',
        isMarked && 'bg-hover',
      )}
    >
      {isPicked !== undefined && row.kind !== 'hidden' && <PickBox isPicked={isPicked} onPick={onPick} />}
      {row.kind === 'hidden' && (
        <span className="text-xs text-soft">
          {t('pick.hiddenCount', { count: row.count })} ·{' '}
          <span className="font-medium text-accent">{t(areHiddenShown ? 'pick.hideAgain' : 'pick.showHidden')}</span>
        </span>
      )}
      {row.kind === 'typed' && (
        <span className="min-w-0 text-sm break-words">
          {t('pick.typed', { id: revealHidden(row.modelId), connection: row.connection.name })}
        </span>
      )}
      {row.kind === 'model' && <ModelFacts {...props} row={row} />}
    </div>
  );
}

/** For the mouse; the keys and what is told to screen readers belong to the line. */
function PickBox({ isPicked, onPick }: { readonly isPicked: boolean; readonly onPick: () => void }) {
  return (
    <MouseSign onPress={onPick} className="-my-2 -ml-2 p-2">
      <span
        className={classes(
          'flex size-4 items-center justify-center rounded border',
          isPicked ? 'border-accent bg-accent text-on-accent' : 'border-strong bg-surface',
        )}
      >
        {isPicked && <Check size={12} strokeWidth={3} />}
      </span>
    </MouseSign>
  );
}

interface MouseSignProps {
  readonly title?: string;
  readonly className?: string;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

/** A sign that can be pressed by mouse; by keyboard its line has a key for the same. */
function MouseSign({ title, className, onPress, children }: MouseSignProps) {
  const press = (event: MouseEvent) => {
    event.stopPropagation();
    onPress();
  };
  return (
    <span aria-hidden title={title} onClick={press} className={classes('shrink-0', className)}>
      {children}
    </span>
  );
}

type FactsProps = Omit<ModelLineProps, 'row'> & { readonly row: ModelRow & { readonly kind: 'model' } };

function ModelFacts({ row, isMarked, onFavourite, onHide }: FactsProps) {
  const { t } = useTranslation();
  const { model, connection, group, isFavourite, isHidden } = row;
  const words = useModelWords()(model);
  const place = group === 'connection' ? undefined : connection.name;
  const id = model.name === model.id ? undefined : revealHidden(model.id);
  const name = revealHidden(model.name);
  const onlyOnHover = isMarked ? 'opacity-100' : 'opacity-0 group-hover:opacity-100';
  return (
    <>
      <span className={classes('min-w-0 flex-1', isHidden && 'opacity-60')}>
        <span className="block truncate text-sm" title={name}>
          {name}
          {isFavourite && <span className="sr-only"> {t('pick.isFavourite')}</span>}
          {isHidden && <span className="ml-2 text-xs text-faint">{t('models.isHidden')}</span>}
        </span>
        {(place ?? id) !== undefined && (
          <span className="block truncate text-xs text-faint" title={id}>
            {[place, id].filter(Boolean).join(' · ')}
          </span>
        )}
      </span>
      <span className="flex flex-col items-end text-xs whitespace-nowrap">
        {words.retires !== undefined && <span className="text-warn">{words.retires}</span>}
        {model.isUnlisted === true && (
          <span className="text-warn" title={t('pick.unlistedHint')}>
            {t('pick.unlisted')}
          </span>
        )}
        {model.isPreview === true && <span className="text-faint">{t('pick.preview')}</span>}
      </span>
      <span className="flex w-15 justify-end gap-1.5">
        {model.input.includes('video') && <Ability icon={<Film size={14} />} name={t('pick.seesVideo')} />}
        {model.input.includes('image') && <Ability icon={<Image size={14} />} name={t('pick.seesImages')} />}
        {words.thinking !== undefined && <Ability icon={<Brain size={14} />} name={words.thinking} />}
      </span>
      <span className="flex w-28 flex-col items-end text-xs whitespace-nowrap text-faint tabular-nums">
        <span>{words.context}</span>
        <span title={words.priceHint}>
          {words.price}
          {words.isOwnPrice && <span className="ml-1 text-accent">{t('pick.yours')}</span>}
        </span>
      </span>
      <span className="flex gap-0.5">
        <MouseSign
          title={t(isFavourite ? 'models.unfavourite' : 'models.favourite', { name })}
          className={classes('p-1.5', isFavourite ? 'text-warn' : classes('text-faint', onlyOnHover))}
          onPress={onFavourite}
        >
          <Star size={14} className={isFavourite ? 'fill-current' : ''} />
        </MouseSign>
        <MouseSign
          title={t(isHidden ? 'models.unhide' : 'models.hide', { name })}
          className={classes('p-1.5 text-faint', isHidden ? '' : onlyOnHover)}
          onPress={onHide}
        >
          {isHidden ? <Eye size={14} /> : <EyeOff size={14} />}
        </MouseSign>
      </span>
    </>
  );
}

function Ability({ icon, name }: { readonly icon: ReactNode; readonly name: string }) {
  return (
    <span role="img" aria-label={name} title={name} className="text-faint">
      {icon}
    </span>
  );
}
