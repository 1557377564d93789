import {
  ArrowDownToLine,
  ArrowUpFromLine,
  Brain,
  Columns2,
  Ellipsis,
  FileText,
  Focus,
  Image,
  ImageDown,
  Images,
  Maximize2,
  Quote,
  RefreshCw,
  Shuffle,
  TextQuote,
} from 'lucide-react';
import { useRef } from 'react';
import type { AnswerId, LaneId, TurnId } from '../../shared/domain/ids';
import { focusComposer } from '../../state/composerFocus';
import { useModelName } from '../../state/names';
import { useOpenConversation } from '../../state/openConversation';
import { quoteIntoComposer } from '../../state/quoting';
import { continueOnlyWith } from '../../state/setAside';
import { useShownLanes } from '../../state/shownConversation';
import { makePicture } from '../../state/transfer';
import { useTranslation } from '../../state/translation';
import { regenerate } from '../../state/turns';
import { openDialog } from '../../state/ui';
import { IconButton } from '../../ui/IconButton';
import { Menu, type MenuProps } from '../../ui/Menu';
import { copyAnswer, readText } from './copyAnswer';

interface AnswerMenuProps {
  readonly answerId: AnswerId;
  readonly turnId: TurnId;
  readonly laneId: LaneId;
  readonly hasText: boolean;
  readonly hasReasoning: boolean;
  readonly isRunning: boolean;
  /** Another model than the lane's has answered. */
  readonly isByOther: boolean;
}

/** What can be done with an answer and is not wanted so often. */
export function AnswerMenu(props: AnswerMenuProps) {
  const { answerId, turnId, laneId, hasText, hasReasoning, isRunning, isByOther } = props;
  const { t } = useTranslation();
  const isAlone = useShownLanes().length < 2;
  const lane = useOpenConversation(state => state.lanes[laneId]);
  const laneModel = useModelName(lane?.connectionId ?? '', lane?.modelId ?? '');
  const isQuoting = useRef(false);
  const conversationId = useOpenConversation(state => state.id);
  const entry = (label: string, icon: React.ReactNode, onSelect: () => void) => ({ label, icon, onSelect });
  const groups: MenuProps['entries'][] = [
    [
      ...(hasText
        ? [entry(t('answer.copyPlain'), <FileText size={15} />, () => void copyAnswer(answerId, 'plain'))]
        : []),
      ...(hasText && hasReasoning
        ? [
            entry(
              t('answer.copyWithReasoning'),
              <TextQuote size={15} />,
              () => void copyAnswer(answerId, 'with-reasoning'),
            ),
          ]
        : []),
      ...(hasReasoning
        ? [entry(t('answer.copyReasoning'), <Brain size={15} />, () => void copyAnswer(answerId, 'reasoning'))]
        : []),
    ],
    hasText
      ? [
          entry(t('answer.quote'), <Quote size={15} />, () => {
            isQuoting.current = true;
            quoteIntoComposer(readText(answerId));
          }),
          entry(t('answer.read'), <Maximize2 size={15} />, () => openDialog({ kind: 'read-answer', answerId, turnId })),
          entry(t('answer.compare'), <Columns2 size={15} />, () =>
            openDialog({ kind: 'compare-answers', answerId, turnId }),
          ),
        ]
      : [],
    isRunning || !hasText || conversationId === undefined
      ? []
      : [
          entry(
            t('picture.copyAnswer'),
            <Image size={15} />,
            () => void makePicture({ conversationId, turnId, laneId, answerId }, 'clipboard'),
          ),
          ...(isAlone
            ? []
            : [
                entry(
                  t('picture.copyTurn'),
                  <Images size={15} />,
                  () => void makePicture({ conversationId, turnId }, 'clipboard'),
                ),
              ]),
          entry(
            t('picture.saveAnswer'),
            <ImageDown size={15} />,
            () => void makePicture({ conversationId, turnId, laneId, answerId }, 'file'),
          ),
          ...(isAlone
            ? []
            : [
                entry(
                  t('picture.saveTurn'),
                  <ImageDown size={15} />,
                  () => void makePicture({ conversationId, turnId }, 'file'),
                ),
              ]),
        ],
    isRunning
      ? []
      : [
          ...(isByOther
            ? [
                entry(t('answer.askLaneModel', { model: laneModel }), <RefreshCw size={15} />, () =>
                  regenerate({ turnId, laneId }),
                ),
              ]
            : []),
          entry(t('answer.askAnother'), <Shuffle size={15} />, () =>
            openDialog({ kind: 'pick-model', purpose: { kind: 'ask-another', turnId, laneId } }),
          ),
        ],
    isAlone ? [] : [entry(t('answer.onlyThisLane'), <Focus size={15} />, () => void continueOnlyWith(laneId))],
    [
      entry(t('answer.showRequest'), <ArrowUpFromLine size={15} />, () => openDialog({ kind: 'request', answerId })),
      entry(t('answer.showResponse'), <ArrowDownToLine size={15} />, () => openDialog({ kind: 'response', answerId })),
    ],
  ];
  const filled = groups.filter(group => group.length > 0);
  return (
    <Menu
      align="start"
      trigger={<IconButton size="small" label={t('answer.more')} icon={<Ellipsis size={14} />} />}
      entries={filled.flatMap((group, index) => (index === 0 ? group : ['separator' as const, ...group]))}
      onCloseAutoFocus={event => {
        // The menu would take the keyboard back to its button.
        if (!isQuoting.current) return;
        isQuoting.current = false;
        event.preventDefault();
        focusComposer();
      }}
    />
  );
}
