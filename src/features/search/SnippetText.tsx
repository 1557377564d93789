import type { Snippet } from '../../shared/domain/snippet';
import { revealHidden } from '../../ui/markdown/hiddenCharacters';

/** A piece of a text with what was found in it marked. Whatever it says is shown as text. */
export function SnippetText({ snippet: { text, ranges, isCutBefore, isCutAfter } }: { readonly snippet: Snippet }) {
  let position = 0;
  const parts = ranges.map(({ start, end }) => {
    const before = text.slice(position, start);
    position = end;
    return { start, before, found: text.slice(start, end) };
  });
  return (
    <>
      {isCutBefore && '…'}
      {parts.map(({ start, before, found }) => (
        <span key={start}>
          {revealHidden(before)}
          <mark className="rounded-xs bg-found text-found-ink">{revealHidden(found)}</mark>
        </span>
      ))}
      {revealHidden(text.slice(position))}
      {isCutAfter && '…'}
    </>
  );
}
