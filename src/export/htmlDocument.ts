import { settleTexts } from './answerText';
import { documentStyles } from './documentStyles';
import { formulaFontFaces } from './formulaFonts';

/** What a document may do when it is opened: show itself. Images and fonts stand inside it. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none'";

/** The whole file for a view: without scripts, without anything that would be fetched. */
export async function htmlDocument(
  view: HTMLElement,
  { title, language, form }: { readonly title: string; readonly language: string; readonly form: string },
): Promise<string> {
  await settleTexts(view);
  const page = document.implementation.createHTMLDocument(title);
  page.documentElement.lang = language;
  page.documentElement.dataset.form = form;
  const charset = page.createElement('meta');
  charset.setAttribute('charset', 'utf-8');
  const contentPolicy = page.createElement('meta');
  contentPolicy.httpEquiv = 'Content-Security-Policy';
  contentPolicy.content = policy;
  const viewport = page.createElement('meta');
  viewport.name = 'viewport';
  viewport.content = 'width=device-width, initial-scale=1';
  const referrer = page.createElement('meta');
  referrer.name = 'referrer';
  referrer.content = 'no-referrer';
  const style = page.createElement('style');
  const fonts = view.querySelector('.katex') === null ? '' : await formulaFontFaces();
  style.textContent = `${documentStyles}\n${fonts}`;
  page.head.prepend(charset, contentPolicy, viewport, referrer);
  page.head.append(style);
  page.body.append(page.importNode(view, true));
  return `<!doctype html>\n${page.documentElement.outerHTML}\n`;
}
