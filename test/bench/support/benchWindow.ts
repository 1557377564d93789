import { join } from 'node:path';
import { BrowserWindow, session } from 'electron';
import { pageOrigin, servePage } from '../../../electron/shell/pageProtocol';
import { pagePreferences } from '../../../electron/shell/window';
import type { BenchContext } from '../row';

/** The session of the pages that only measure. */
const partition = 'bench';
let isServed = false;

/**
 * Opens `pages/<name>.html`, built like the product's own page and served by the same protocol under the same content policy, in a visible
 * window with the product's preferences. Resolves when the page has loaded. `isBridged` false leaves the product's preload out, for pages that
 * play the main process themselves.
 */
export async function openBenchPage(
  { repository }: BenchContext,
  name: string,
  { width = 1600, height = 1000, isBridged = true } = {},
): Promise<BrowserWindow> {
  const { protocol } = session.fromPartition(partition);
  if (!isServed) servePage(join(repository, 'out', 'bench', 'pages'), protocol);
  isServed = true;
  const { preload, ...preferences } = pagePreferences(join(repository, 'out', 'preload', 'preload.cjs'));
  const window = new BrowserWindow({
    width,
    height,
    useContentSize: true,
    webPreferences: { ...preferences, ...(isBridged && { preload }), partition },
  });
  await window.loadURL(`${pageOrigin}/test/bench/pages/${name}.html`);
  return window;
}

/** Runs an expression in the page; a promise is waited for. */
export function inPage<Result>(window: BrowserWindow, expression: string): Promise<Result> {
  return window.webContents.executeJavaScript(expression, true) as Promise<Result>;
}
