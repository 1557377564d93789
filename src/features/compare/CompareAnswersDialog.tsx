import { useMemo, useState } from 'react';
import { isLive } from '../../shared/domain/answer';
import { type DiffRun, diffWords } from '../../shared/domain/diff';
import type { AnswerId, TurnId } from '../../shared/domain/ids';
import { openLink } from '../../state/app';
import { useTranslation } from '../../state/translation';
import { closeDialog } from '../../state/ui';
import { isComposingKey } from '../../ui/composing';
import { Modal } from '../../ui/Modal';
import { Markdown } from '../../ui/markdown/Markdown';
import { plainText } from '../../ui/markdown/plainText';
import { Select } from '../../ui/Select';
import { Toggle } from '../../ui/Toggle';
import { DiffText } from './DiffText';
import { type NamedAnswer, useTurnAnswers } from './turnAnswers';
import { useMarkdownLabels } from './useMarkdownLabels';

/** Two answers of one turn side by side, as they are or with the words marked in which they differ. */
export function CompareAnswersDialog({ answerId, turnId }: { readonly answerId: AnswerId; readonly turnId: TurnId }) {
  const { t } = useTranslation();
  const labels = useMarkdownLabels();
  const answers = useTurnAnswers(turnId);
  const [leftId, setLeft] = useState(answerId);
  const [rightId, setRight] = useState<AnswerId>();
  const [isDiff, setDiff] = useState(false);
  const left = answers.find(({ answer }) => answer.id === leftId) ?? answers[0];
  const others = answers.filter(({ answer }) => answer.id !== left?.answer.id);
  const right = others.find(({ answer }) => answer.id === rightId) ?? others[0];
  const isRunning = [left, right].some(side => side !== undefined && isLive(side.answer.status));
  const isDiffShown = isDiff && !isRunning;
  const runs = useDiff(left?.answer.text, right?.answer.text, isDiffShown);

  const step = (by: 1 | -1) => {
    const place = others.findIndex(({ answer }) => answer.id === right?.answer.id);
    setRight(others[(place + by + others.length) % others.length]?.answer.id);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const isInField = event.target instanceof Element && event.target.closest('select') !== null;
    if (isInField || event.ctrlKey || event.metaKey || event.altKey || isComposingKey(event.nativeEvent)) return;
    if (event.key === 'd' && !isRunning) setDiff(!isDiff);
    else if (event.key === 'ArrowRight') step(1);
    else if (event.key === 'ArrowLeft') step(-1);
    else return;
    event.preventDefault();
  };

  const column = (side: NamedAnswer, kind: 'left' | 'right') => (
    <section aria-label={side.name} className="min-w-0 px-5 py-4" data-side={kind}>
      <h3 className="sr-only">{side.name}</h3>
      {isDiffShown ? (
        <DiffText runs={runs} side={kind} />
      ) : (
        <div className="answer-text min-w-0 text-base">
          <Markdown
            key={side.answer.id}
            text={side.answer.text}
            isStreaming={isLive(side.answer.status)}
            onLink={openLink}
            labels={labels}
          />
        </div>
      )}
    </section>
  );
  const choice = (
    side: NamedAnswer,
    label: string,
    choices: readonly NamedAnswer[],
    onValue: (id: AnswerId) => void,
  ) => (
    <Select
      aria-label={label}
      value={side.answer.id}
      options={choices.map(({ answer, name }) => ({ value: answer.id, label: name }))}
      onValue={onValue}
    />
  );

  return (
    <Modal
      title={t('compareAnswers.title')}
      closeLabel={t('action.close')}
      width="full"
      onClose={closeDialog}
      footer={
        <>
          <span className="mr-auto text-xs text-faint">
            {t(isRunning ? 'compareAnswers.stillRunning' : 'compareAnswers.keys')}
          </span>
          {/* The switch carries the same name for those who cannot see it. */}
          <span aria-hidden className="text-sm">
            {t('compareAnswers.differences')}
          </span>
          <Toggle
            label={t('compareAnswers.differences')}
            isOn={isDiffShown}
            isDisabled={isRunning || right === undefined}
            onChange={setDiff}
          />
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys that are pressed anywhere in the dialog, each with a control of its own. */}
      <div onKeyDown={onKeyDown} tabIndex={-1} ref={focusOnce} className="grid min-h-full outline-none">
        {left === undefined || right === undefined ? (
          <p className="px-6 py-10 text-center text-sm text-soft">{t('compareAnswers.onlyOne')}</p>
        ) : (
          <div className="grid grid-cols-2 grid-rows-[auto_1fr] divide-x divide-line">
            <div className="sticky top-0 z-1 border-b border-line bg-paper px-5 py-2">
              {choice(left, t('compareAnswers.left'), answers, id => {
                if (id === right.answer.id) setRight(left.answer.id);
                setLeft(id);
              })}
            </div>
            <div className="sticky top-0 z-1 border-b border-line bg-paper px-5 py-2">
              {choice(right, t('compareAnswers.right'), others, setRight)}
            </div>
            {column(left, 'left')}
            {column(right, 'right')}
          </div>
        )}
      </div>
    </Modal>
  );
}

/** The keys work from the first moment. */
function focusOnce(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true });
}

function useDiff(left: string | undefined, right: string | undefined, isWanted: boolean): readonly DiffRun[] {
  return useMemo(
    () => (isWanted && left !== undefined && right !== undefined ? diffWords(plainText(left), plainText(right)) : []),
    [left, right, isWanted],
  );
}
