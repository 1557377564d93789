import { useLayoutEffect, useRef } from 'react';
import { copyText } from '../copyText';
import type { MarkdownHandlers, MarkdownLabels } from './labels';
import { MarkdownFeed } from './markdownFeed';
import type { TextEnding } from './textEnding';
import 'katex/dist/katex.min.css';
import './code/codeButtons.css';
import './markdown.css';

export type { MarkdownLabels } from './labels';

interface MarkdownProps extends MarkdownHandlers {
  readonly text: string;
  /** The ending of `text`, if whoever lets it grow knows it: then only what is new is read of it. */
  readonly ending?: TextEnding | undefined;
  /** The text still grows. When this turns false everything takes its last form. */
  readonly isStreaming: boolean;
  /** Must stay the same object while the language does: new labels mean rendering anew. */
  readonly labels: MarkdownLabels;
}

/** Text of a model, rendered. React owns the element, the renderer what is in it. */
export function Markdown({ text, ending, isStreaming, labels, onLink, onImage, onCopyCode }: MarkdownProps) {
  const host = useRef<HTMLDivElement>(null);
  const feed = useRef<MarkdownFeed | null>(null);
  const handlers = useRef<MarkdownHandlers>({});
  handlers.current = { onLink, onImage, onCopyCode };

  useLayoutEffect(() => {
    if (host.current === null) return;
    const created = new MarkdownFeed(host.current, labels, {
      onLink: (href, linkText) => handlers.current.onLink?.(href, linkText),
      onImage: image => handlers.current.onImage?.(image),
      onCopyCode: copy => handlers.current.onCopyCode?.(copy) ?? copyText(copy.text),
    });
    feed.current = created;
    return () => created.destroy();
  }, [labels]);

  // After the effect above, so that a new feed gets the whole text in the same commit.
  // biome-ignore lint/correctness/useExhaustiveDependencies: new labels make a new feed, which has to be given the text
  useLayoutEffect(() => {
    feed.current?.show(text, isStreaming, ending);
  }, [text, isStreaming, labels]);

  return <div ref={host} className="cm-root" />;
}
