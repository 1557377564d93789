import { Copy, EyeOff, Pencil, Plus, Trash2, Undo2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useApp } from '../../state/app';
import { useDiscardWords } from '../../state/discardWords';
import {
  freePromptName,
  hideStarter,
  loadPrompts,
  type OfferedPrompt,
  removePrompt,
  restorePrompt,
  savePrompt,
  useOfferedPrompts,
  usePrompts,
  useStarters,
} from '../../state/prompts';
import { useTranslation } from '../../state/translation';
import { closeDialog } from '../../state/ui';
import { Button } from '../../ui/Button';
import { IconButton } from '../../ui/IconButton';
import { Modal } from '../../ui/Modal';
import { ReadFailed } from '../../ui/ReadFailed';
import { Spinner } from '../../ui/Spinner';
import { PromptForm } from './PromptForm';

/** What is being written: a new prompt, or a change of one. A changed starter becomes the user's own. */
type Edited = { readonly prompt: OfferedPrompt | undefined };

/** All prompts that `/` offers: makes, changes, copies and deletes them. */
export function PromptsDialog() {
  const { t } = useTranslation();
  const discardWords = useDiscardWords();
  const prompts = useOfferedPrompts();
  const [edited, setEdited] = useState<Edited>();
  /** The one that was deleted last, for as long as the dialog is open. */
  const [removed, setRemoved] = useState<OfferedPrompt>();
  const isRead = usePrompts(state => state.saved !== undefined);
  const hasFailed = usePrompts(state => state.hasFailed);
  useEffect(() => void loadPrompts(), []);
  const own = prompts.filter(({ isStarter }) => !isStarter);
  const starters = prompts.filter(({ isStarter }) => isStarter);
  const lines = (list: readonly OfferedPrompt[]) => (
    <ul className="flex flex-col">
      {list.map(prompt => (
        <PromptLine
          key={prompt.id}
          prompt={prompt}
          onEdit={() => setEdited({ prompt })}
          onRemoved={() => setRemoved(prompt)}
        />
      ))}
    </ul>
  );
  return (
    <Modal
      title={t('prompts.title')}
      description={t('prompts.text')}
      closeLabel={t('action.close')}
      width="large"
      isTall
      discardWords={discardWords}
      onClose={closeDialog}
      footer={
        edited !== undefined ? undefined : (
          <Button look="primary" className="mr-auto" onClick={() => setEdited({ prompt: undefined })}>
            <Plus size={15} /> {t('prompts.new')}
          </Button>
        )
      }
    >
      {edited !== undefined ? (
        <PromptForm prompt={edited.prompt} onDone={() => setEdited(undefined)} />
      ) : (
        <div className="flex flex-col gap-5 px-6 pb-6">
          <section aria-label={t('prompts.own')}>
            <h3 className="pb-1 text-xs text-faint">{t('prompts.own')}</h3>
            {removed !== undefined && (
              <p role="status" className="mb-1 flex items-center gap-3 rounded-lg bg-sunken py-1 pr-1 pl-3 text-sm">
                <span className="min-w-0 flex-1 truncate">{t('prompts.removed', { name: removed.name })}</span>
                <Button
                  size="small"
                  onClick={() =>
                    void restorePrompt(removed).then(
                      isBack => isBack && setRemoved(now => (now === removed ? undefined : now)),
                    )
                  }
                >
                  {t('action.undo')}
                </Button>
              </p>
            )}
            {isRead ? (
              own.length === 0 ? (
                <p className="text-sm text-soft">{t('prompts.none')}</p>
              ) : (
                lines(own)
              )
            ) : hasFailed ? (
              <ReadFailed
                text={t('prompts.readFailed')}
                tryAgainLabel={t('action.tryAgain')}
                onTryAgain={() => void loadPrompts()}
              />
            ) : (
              <Spinner />
            )}
          </section>
          <section aria-label={t('prompts.starters')}>
            <h3 className="pb-1 text-xs text-faint">{t('prompts.starters')}</h3>
            {lines(starters)}
            <HiddenStarters />
          </section>
        </div>
      )}
    </Modal>
  );
}

interface PromptLineProps {
  readonly prompt: OfferedPrompt;
  readonly onEdit: () => void;
  readonly onRemoved: () => void;
}

function PromptLine({ prompt, onEdit, onRemoved }: PromptLineProps) {
  const { t } = useTranslation();
  const { id, name, text, isStarter } = prompt;
  return (
    <li className="flex items-center gap-1 border-b border-line py-1.5 last:border-0">
      <div className="min-w-0 flex-1 pr-2">
        <p className="truncate text-sm font-medium">{name}</p>
        <p className="truncate text-xs text-faint">{text.slice(0, 300)}</p>
      </div>
      <IconButton label={t('prompts.edit', { name })} icon={<Pencil size={14} />} onClick={onEdit} />
      <IconButton
        label={t('prompts.duplicate', { name })}
        icon={<Copy size={14} />}
        onClick={() => void savePrompt({ name: freePromptName(name), text })}
      />
      {isStarter ? (
        <IconButton
          label={t('prompts.hide', { name })}
          icon={<EyeOff size={14} />}
          onClick={() => void hideStarter(id, true)}
        />
      ) : (
        <IconButton
          label={t('prompts.remove', { name })}
          icon={<Trash2 size={14} />}
          onClick={() => void removePrompt(id).then(isDone => isDone && onRemoved())}
        />
      )}
    </li>
  );
}

function HiddenStarters() {
  const { t } = useTranslation();
  const hidden = useApp(state => state.settings.hiddenStarters);
  const starters = useStarters().filter(({ id }) => hidden.includes(id));
  if (starters.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-1.5 pt-3">
      <span className="text-xs text-faint">{t('prompts.hidden')}</span>
      {starters.map(({ id, name }) => (
        <Button
          key={id}
          size="small"
          aria-label={t('prompts.show', { name })}
          onClick={() => void hideStarter(id, false)}
        >
          <Undo2 size={12} /> {name}
        </Button>
      ))}
    </div>
  );
}
