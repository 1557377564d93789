import mermaid from 'mermaid';
import { receiveRequest, reportFailure, reportShown } from './host';

/** Draws a Mermaid diagram with everything switched off that a diagram could use to load, run or restyle something. */
async function show(): Promise<void> {
  const { source, theme } = await receiveRequest();
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    htmlLabels: false,
    suppressErrorRendering: true,
    theme: theme === 'dark' ? 'dark' : 'neutral',
    maxTextSize: 50_000,
    maxEdges: 1_000,
    fontFamily: 'system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif',
    // A diagram may not set these for itself.
    secure: [
      'secure',
      'securityLevel',
      'startOnLoad',
      'maxTextSize',
      'maxEdges',
      'suppressErrorRendering',
      'htmlLabels',
      'themeCSS',
      'fontFamily',
      'dompurifyConfig',
    ],
  });
  const { svg } = await mermaid.render('diagram', source);
  document.body.replaceChildren(document.importNode(parseSvg(svg), true));
  reportShown();
}

/** Only what draws is kept: no link, no image, no foreign content, no handler. */
function parseSvg(text: string): Element {
  const root = new DOMParser().parseFromString(text, 'text/html').querySelector('svg');
  if (root === null) throw new Error('The diagram is empty.');
  for (const element of root.querySelectorAll('script, image, foreignObject, iframe, object, embed, audio, video')) {
    element.remove();
  }
  for (const link of root.querySelectorAll('a')) link.replaceWith(...link.childNodes);
  for (const element of [root, ...root.querySelectorAll('*')]) {
    for (const { name } of [...element.attributes]) {
      if (/^on/i.test(name) || /^(xlink:)?href$/i.test(name)) {
        if (!(element.getAttribute(name) ?? '').startsWith('#')) element.removeAttribute(name);
      }
    }
  }
  return root;
}

show().catch(reportFailure);
