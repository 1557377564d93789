import type { ImportPreview } from '../../shared/domain/transfer';
import { useTranslation } from '../../state/translation';

interface SystemPromptChoiceProps {
  readonly systemPrompts: ImportPreview['systemPrompts'];
  readonly accepted: ReadonlySet<number>;
  readonly onAccepted: (accepted: ReadonlySet<number>) => void;
}

/** System prompts steer every later answer, so none is taken over that was not looked at. */
export function SystemPromptChoice({ systemPrompts, accepted, onAccepted }: SystemPromptChoiceProps) {
  const { t } = useTranslation();
  const toggle = (place: number) => {
    const next = new Set(accepted);
    if (!next.delete(place)) next.add(place);
    onAccepted(next);
  };
  return (
    <section aria-label={t('import.systemPrompts')} className="flex flex-col gap-2">
      <h3 className="font-medium">{t('import.systemPrompts')}</h3>
      <p className="text-soft">{t('import.systemPromptsText')}</p>
      <ul className="max-h-56 overflow-y-auto rounded-xl border border-line">
        {systemPrompts.map(({ text, laneCount }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is what the choice names.
          <li key={place} className="border-b border-line px-4 py-2.5 last:border-0">
            <label className="flex cursor-pointer items-start gap-3">
              <input
                type="checkbox"
                className="mt-0.5 size-4 shrink-0 accent-accent"
                checked={accepted.has(place)}
                onChange={() => toggle(place)}
              />
              <span className="min-w-0 flex-1">
                <span className="line-clamp-4 text-sm break-words whitespace-pre-wrap">{text}</span>
                <span className="text-xs text-faint">{t('import.systemPromptIn', { count: laneCount })}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </section>
  );
}
