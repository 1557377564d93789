import katexStyles from 'katex/dist/katex.min.css?inline';
import markdownStyles from '../ui/markdown/markdown.css?inline';
import ownStyles from './document.css?inline';

/** Without their font faces, whose files a document does not have beside it. */
const formulaStyles = katexStyles.replaceAll(/@font-face\s*\{[^}]*\}/g, '');

/** Everything a document or its preview is drawn with. */
export const documentStyles = [formulaStyles, markdownStyles, ownStyles].join('\n');
