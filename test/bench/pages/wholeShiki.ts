import { createHighlighterCore, type HighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';

let highlighter: Promise<HighlighterCore> | undefined;

/** What most chat programs do with a code block that streams: with each piece the whole block is read and written again. */
export class WholeShiki {
  private code = '';

  static async open(host: HTMLElement): Promise<WholeShiki> {
    highlighter ??= createHighlighterCore({
      themes: [import('shiki/themes/github-light.mjs')],
      langs: [import('shiki/langs/typescript.mjs')],
      engine: createJavaScriptRegexEngine(),
    });
    return new WholeShiki(host, await highlighter);
  }

  private constructor(
    private readonly host: HTMLElement,
    private readonly engine: HighlighterCore,
  ) {}

  append(text: string): void {
    this.code += text;
    const source = this.code.replace(/^```ts\n/, '');
    this.host.innerHTML = this.engine.codeToHtml(source, { lang: 'typescript', theme: 'github-light' });
  }
}
