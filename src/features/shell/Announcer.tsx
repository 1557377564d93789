import { useEffect, useState } from 'react';
import { useConnections } from '../../state/connections';
import { modelName } from '../../state/names';
import { useOpenConversation } from '../../state/openConversation';
import { useTranslation } from '../../state/translation';

interface Sentence {
  readonly key: number;
  readonly text: string;
}

/** Enough for the answers of all lanes that end in one moment. */
const keptSentences = 16;

/**
 * Tells people who cannot see the page how answers end. Never the words of an answer: those can be read in peace. Each sentence is an element
 * of its own: the same words once more would change nothing in the page and so would not be read.
 */
export function Announcer() {
  const { t } = useTranslation();
  const [sentences, setSentences] = useState<readonly Sentence[]>([]);
  useEffect(
    () =>
      useOpenConversation.subscribe((state, before) => {
        if (state.live === before.live || state.id !== before.id) return;
        const ended = Object.keys(before.live).flatMap(id =>
          state.live[id] === undefined ? (state.answers.get(id) ?? []) : [],
        );
        if (ended.length === 0) return;
        const texts = ended.map(answer =>
          t('announce.answer', {
            model: modelName(useConnections.getState(), answer.connectionId, answer.modelId),
            status: t(`status.${answer.status}`),
          }),
        );
        setSentences(said => {
          const from = (said.at(-1)?.key ?? 0) + 1;
          return [...said, ...texts.map((text, index) => ({ key: from + index, text }))].slice(-keptSentences);
        });
      }),
    [t],
  );
  return (
    <div aria-live="polite" role="log" className="sr-only">
      {sentences.map(({ key, text }) => (
        <p key={key}>{text}</p>
      ))}
    </div>
  );
}
