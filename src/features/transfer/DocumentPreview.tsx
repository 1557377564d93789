import { useEffect, useMemo, useRef, useState } from 'react';
import { settleTexts } from '../../export/answerText';
import { conversationView } from '../../export/conversationView';
import { documentModel } from '../../export/documentModel';
import { documentStyles } from '../../export/documentStyles';
import { markdownDocument } from '../../export/markdownDocument';
import type { ConversationBeginning } from '../../shared/domain/conversation';
import type { ConversationId } from '../../shared/domain/ids';
import type { ExportOptions } from '../../shared/domain/transfer';
import { useConnections } from '../../state/connections';
import { useFormat } from '../../state/format';
import { readBeginning } from '../../state/transfer';
import { useTranslation } from '../../state/translation';
import { ReadFailed } from '../../ui/ReadFailed';

interface DocumentPreviewProps {
  readonly id: ConversationId;
  readonly isMarkdown: boolean;
  readonly options: ExportOptions;
}

/** More is written in the file; here it would only be scrolled past, and a long conversation takes long to read. */
const shownTurns = 5;

/** The beginning of the document as it will be, made by what makes the document. */
export function DocumentPreview({ id, isMarkdown, options }: DocumentPreviewProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const connections = useConnections(state => state.connections);
  const [beginning, setBeginning] = useState<ConversationBeginning | 'failed'>();
  const [tryCount, setTryCount] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once more for each try.
  useEffect(() => {
    let isWanted = true;
    setBeginning(undefined);
    readBeginning(id, shownTurns).then(
      read => isWanted && setBeginning(read),
      () => isWanted && setBeginning('failed'),
    );
    return () => {
      isWanted = false;
    };
  }, [id, tryCount]);
  const read = beginning === 'failed' ? undefined : beginning;
  const shown = useMemo(() => {
    if (read === undefined) return undefined;
    const names = Object.fromEntries(connections.map(connection => [connection.id, connection.name]));
    return documentModel(read.detail, names);
  }, [read, connections]);
  const host = useRef<HTMLDivElement>(null);
  const markdown = useMemo(
    () => (shown !== undefined && isMarkdown ? markdownDocument(shown, options, t, format, Date.now()) : undefined),
    [shown, isMarkdown, options, t, format],
  );

  useEffect(() => {
    if (host.current === null || shown === undefined || isMarkdown) return;
    // Its styles stay inside, and those of the page outside.
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' });
    const style = document.createElement('style');
    style.textContent = documentStyles;
    const view = conversationView(shown, {
      options,
      isOpen: false,
      isPart: false,
      t,
      format,
      nowMs: Date.now(),
    });
    root.replaceChildren(style, view);
    void settleTexts(view);
  }, [shown, isMarkdown, options, t, format]);

  return (
    <div className="flex h-full flex-col">
      <section
        aria-label={t('export.preview')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
        tabIndex={0}
        className="min-h-0 flex-1 overflow-auto outline-offset-[-2px]"
      >
        {beginning === undefined && <p className="p-6 text-sm text-soft">{t('history.loading')}</p>}
        {beginning === 'failed' && (
          <ReadFailed
            text={t('export.previewFailed')}
            tryAgainLabel={t('action.tryAgain')}
            onTryAgain={() => setTryCount(count => count + 1)}
            className="p-6"
          />
        )}
        {markdown !== undefined && (
          <pre className="p-4 font-mono text-xs break-words whitespace-pre-wrap">{markdown}</pre>
        )}
        {!isMarkdown && <div ref={host} />}
      </section>
      {read !== undefined && read.turnCount > shownTurns && (
        <p className="border-t border-line px-4 py-2 text-xs text-soft">
          {t('export.previewPart', { count: shownTurns, total: read.turnCount })}
        </p>
      )}
    </div>
  );
}
