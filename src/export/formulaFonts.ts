/** Fonts of KaTeX by the path of their file; each is read only when a document has a formula. */
const fonts = import.meta.glob<string>('../../node_modules/katex/dist/fonts/*.woff2', {
  query: '?inline',
  import: 'default',
});

/** Font faces for formulas with the fonts inside, so that a document shows them without a network. */
export async function formulaFontFaces(): Promise<string> {
  const faces = await Promise.all(
    Object.entries(fonts).map(async ([path, load]) => {
      const [, family, style] = /(KaTeX_\w+)-(\w+)\.woff2$/.exec(path) ?? [];
      if (family === undefined || style === undefined) return '';
      const weight = style.includes('Bold') ? 700 : 400;
      const slant = style.includes('Italic') ? 'italic' : 'normal';
      return `@font-face{font-family:${family};font-style:${slant};font-weight:${weight};src:url(${await load()}) format("woff2")}`;
    }),
  );
  return faces.join('\n');
}
