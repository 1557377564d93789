import { createRoot } from 'react-dom/client';
import ReactMarkdown from 'react-markdown';
import rehypeKatex from 'rehype-katex';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import './panes.css';
import 'katex/dist/katex.min.css';

/** What the measuring program drives: a conversation as the usual chat page shows it, with every message in the page. */
export interface MountedPage {
  /** Answers the milliseconds until the end of the conversation stands still on the screen. */
  readonly open: (messages: readonly string[]) => Promise<number>;
}

const remarkPlugins = [remarkGfm, remarkMath];
const rehypePlugins = [rehypeKatex];
const stillFrames = 3;

const page: MountedPage = {
  open: async messages => {
    const host = document.getElementById('root') as HTMLElement;
    host.className = 'bench-pane';
    const start = performance.now();
    createRoot(host).render(
      messages.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a list that never changes
        <div key={index} className="bench-content text-base">
          <ReactMarkdown remarkPlugins={remarkPlugins} rehypePlugins={rehypePlugins}>
            {text}
          </ReactMarkdown>
        </div>
      )),
    );
    let changedAt = start;
    let height = -1;
    for (let still = 0; still < stillFrames; ) {
      const now = await new Promise<number>(resolve => requestAnimationFrame(() => resolve(performance.now())));
      host.scrollTop = host.scrollHeight;
      still = host.childElementCount === messages.length && host.scrollHeight === height ? still + 1 : 0;
      if (still === 0) changedAt = now;
      height = host.scrollHeight;
    }
    return changedAt - start;
  },
};

Object.assign(window, { bench: page });
