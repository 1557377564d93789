import { code } from '@streamdown/code';
import { math } from '@streamdown/math';
import i18next from 'i18next';
import { type ReactNode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import ReactMarkdown from 'react-markdown';
import rehypeKatex from 'rehype-katex';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import { Streamdown } from 'streamdown';
import { markdownLabels } from '../../../src/export/markdownLabels';
import '../../../src/state/i18n';
import { Markdown } from '../../../src/ui/markdown/Markdown';
import type { TextEnding } from '../../../src/ui/markdown/textEnding';
import { PlainText } from './plainText';
import { WholeShiki } from './wholeShiki';

/** Ways to show an answer that streams. `markdown` is the product's own component, the others are what it is measured against. */
export type Renderer = 'markdown' | 'plain-text' | 'react-markdown' | 'streamdown' | 'whole-shiki';

/** Areas side by side, each of which shows one growing answer and stays scrolled to its end. */
export interface Panes {
  /** Adds text to all of them. */
  readonly append: (texts: readonly string[]) => void;
}

const remarkPlugins = [remarkGfm, remarkMath];
const rehypePlugins = [rehypeKatex];
const streamdownPlugins = { code, math };

interface Shown {
  readonly text: string;
  readonly ending?: TextEnding;
}

/** One React component per pane, which is given the whole text each time, as chat programs do. */
function elementOf(renderer: Renderer, { text, ending }: Shown): ReactNode {
  switch (renderer) {
    case 'markdown':
      return <Markdown text={text} ending={ending} isStreaming labels={labels} />;
    case 'react-markdown':
      return (
        <ReactMarkdown remarkPlugins={remarkPlugins} rehypePlugins={rehypePlugins}>
          {text}
        </ReactMarkdown>
      );
    case 'streamdown':
      return <Streamdown plugins={streamdownPlugins}>{text}</Streamdown>;
    default:
      return null;
  }
}

const labels = markdownLabels(i18next.t);

interface PaneProps {
  readonly renderer: Renderer;
  readonly onReady: (show: (shown: Shown) => void) => void;
}

function Pane({ renderer, onReady }: PaneProps) {
  const [shown, setShown] = useState<Shown>({ text: '' });
  useEffect(() => onReady(setShown), [onReady]);
  return elementOf(renderer, shown);
}

/** Puts so many panes into an element. */
export async function openPanes(host: HTMLElement, renderer: Renderer, count: number): Promise<Panes> {
  host.replaceChildren();
  host.className = 'bench-panes';
  const show: ((added: string) => void)[] = [];
  for (let index = 0; index < count; index++) {
    const scroller = document.createElement('div');
    scroller.className = 'bench-pane';
    const content = document.createElement('div');
    content.className = 'bench-content text-base';
    scroller.append(content);
    host.append(scroller);
    new ResizeObserver(() => {
      scroller.scrollTop = scroller.scrollHeight;
    }).observe(content);
    if (renderer === 'plain-text') {
      const plain = new PlainText(content);
      show.push(added => plain.append(added));
    } else if (renderer === 'whole-shiki') {
      const shiki = await WholeShiki.open(content);
      show.push(added => shiki.append(added));
    } else {
      let text = '';
      let last = '';
      const setShown = await new Promise<(shown: Shown) => void>(resolve =>
        createRoot(content).render(<Pane renderer={renderer} onReady={resolve} />),
      );
      show.push(added => {
        text += added;
        // As the page of the product keeps it, see textEndings.
        const ending = { start: text.length - added.length - last.length, text: last + added };
        last = ending.text.slice(-2_048);
        setShown({ text, ending });
      });
    }
  }
  return {
    append: texts => {
      for (const [index, text] of texts.entries()) show[index]?.(text);
    },
  };
}
