import type { Lane } from '../../shared/domain/conversation';
import type { CostRange } from '../../shared/domain/promptEstimate';
import { useFormat } from '../../state/format';
import { useLaneTitles } from '../../state/names';
import { assumedAnswerTokens, type LaneEstimate, type PromptEstimate } from '../../state/promptEstimates';
import { useShownLanes } from '../../state/shownConversation';
import { useTranslation } from '../../state/translation';
import { FooterPopover } from './FooterPopover';

interface EstimatePopoverProps {
  readonly estimate: PromptEstimate;
  /** The lanes that the prompt goes to. */
  readonly lanes: readonly Lane[];
}

/** About how many tokens the prompt is and what it may cost, in one line; lane by lane on request. */
export function EstimatePopover({ estimate, lanes }: EstimatePopoverProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const rangeWords = useRangeWords();
  const titles = useLaneTitles(useShownLanes());
  const total = estimate.lanes.reduce((sum, lane) => sum + lane.inputTokens, 0);
  const money = estimate.sums.map(rangeWords).join(' + ');
  return (
    <FooterPopover
      label={t('estimate.title')}
      className="w-[34rem] p-4"
      trigger={
        <button
          type="button"
          title={t('estimate.hint')}
          className="h-8 min-w-0 shrink-0 truncate rounded-lg px-2 text-xs text-soft tabular-nums hover:bg-hover hover:text-ink data-[state=open]:bg-hover"
        >
          {t('composer.roughTokens', { value: format.short(Math.max(1, Math.round(total))) })}
          {money !== '' && ` · ${money}`}
        </button>
      }
    >
      <h2 className="font-semibold">{t('estimate.title')}</h2>
      <div className="mt-2 max-h-[50vh] overflow-auto">
        <table className="w-full text-left tabular-nums">
          <thead className="text-xs text-faint">
            <tr>
              <th className="py-1 pr-3 font-normal">{t('estimate.lane')}</th>
              <th className="px-2 py-1 text-right font-normal">{t('estimate.past')}</th>
              <th className="px-2 py-1 text-right font-normal">{t('estimate.input')}</th>
              <th className="px-2 py-1 text-right font-normal">{t('estimate.context')}</th>
              <th className="py-1 pl-2 text-right font-normal">{t('estimate.cost')}</th>
            </tr>
          </thead>
          <tbody>
            {lanes.map(lane => (
              <LaneLine
                key={lane.id}
                name={titles[lane.id]?.model ?? lane.modelId}
                estimate={estimate.lanes.find(({ laneId }) => laneId === lane.id)}
              />
            ))}
          </tbody>
          {estimate.sums.length > 0 && lanes.length > 1 && (
            <tfoot>
              {estimate.sums.map((sum, index) => (
                <tr key={sum.currency} className="border-t border-line font-medium">
                  <td colSpan={4} className="py-1.5 pr-3">
                    {index === 0 && t('estimate.sum')}
                  </td>
                  <td className="py-1.5 pl-2 text-right whitespace-nowrap">{rangeWords(sum)}</td>
                </tr>
              ))}
            </tfoot>
          )}
        </table>
      </div>
      <p className="mt-2 text-xs text-faint">
        {t('estimate.text', { tokens: format.count(assumedAnswerTokens) })}
        {estimate.pictureCount > 0 && ` ${t('estimate.pictures', { count: estimate.pictureCount })}`}
        {estimate.hasUnknownPrice && ` ${t('estimate.unknownText')}`}
      </p>
    </FooterPopover>
  );
}

function LaneLine({ name, estimate }: { readonly name: string; readonly estimate: LaneEstimate | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rangeWords = useRangeWords();
  if (estimate === undefined) return null;
  const { inputTokens, historyTokens, contextTokens, cost, isFree } = estimate;
  const isOver = contextTokens !== undefined && inputTokens > contextTokens;
  return (
    <tr className="border-t border-line">
      <th scope="row" className="max-w-40 truncate py-1.5 pr-3 font-normal" title={name}>
        {name}
      </th>
      <td className="px-2 py-1.5 text-right">{format.short(Math.round(historyTokens))}</td>
      <td className={isOver ? 'px-2 py-1.5 text-right font-medium text-warn' : 'px-2 py-1.5 text-right'}>
        {format.short(Math.round(inputTokens))}
      </td>
      <td className="px-2 py-1.5 text-right text-soft">
        {contextTokens === undefined ? t('estimate.unknown') : format.short(contextTokens)}
      </td>
      <td className="py-1.5 pl-2 text-right whitespace-nowrap">
        {isFree ? t('estimate.free') : cost === undefined ? t('estimate.unknown') : rangeWords(cost)}
      </td>
    </tr>
  );
}

function useRangeWords(): (range: CostRange) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ currency, from, to }) => {
    const least = format.roughMoney(from, currency);
    if (to === undefined) return t('estimate.from', { from: least });
    const most = format.roughMoney(to, currency);
    return least === most ? most : t('estimate.range', { from: least, to: most });
  };
}
