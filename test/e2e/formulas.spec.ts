import { FakeVendor } from '../support/fakeVendor';
import { expect, test } from './couplet';
import { call, seedConnections } from './seed';

const formulas = [
  String.raw`\frac{x_i^2}{\sqrt{i+1}} + \dfrac{1}{1+\dfrac{1}{1+x}}`,
  String.raw`\sum_{i=1}^{n} \int_0^\infty e^{-t^2}\,dt \prod_{k}^{K} a_k^{b^{c^d}}`,
  String.raw`\begin{pmatrix}1&2\\3&4\\5&6\\7&8\\9&0\\1&2\\3&4\end{pmatrix}\begin{cases}a&b\\c&\frac12\end{cases}`,
  String.raw`\sqrt[3]{\frac{a}{b}} \hat{x} \widehat{xyz} \overline{AB} \underline{CD} \vec v \tilde n`,
  String.raw`\overbrace{a+b}^{\text{both}} \underbrace{c}_{d} \xrightarrow[under]{over} \overset{!}{=} \underset{x}{\min}`,
  String.raw`\left(\frac{\left[\frac{a}{b}\right]}{c}\right) \binom{n}{k} \left\{\begin{array}{c|c}1&2\\\hline3&4\end{array}\right.`,
  String.raw`\cancel{ab} \bcancel{c} \boxed{E=mc^2} \colorbox{yellow}{a} \fbox{b} \sout{c} \phantom{x} \raisebox{1em}{u}\raisebox{-3em}{d}`,
  String.raw`\text{速度}=\frac{\text{路程}}{\text{时间}} \tag{1}`,
  String.raw`\lim_{x\to0}\frac{\sin x}{x} {}_a^b X_c^d \stackrel{a}{b} \mathbb{R}^{n\times m} \substack{i<j\\k}`,
  String.raw`\begin{aligned}a&=b+c\\&=\frac{d}{e}\\&=\sqrt{\frac{\frac12}{\frac13}}\end{aligned}`,
];

test('no part of a formula stands elsewhere than KaTeX puts it', async ({ couplet: { page } }) => {
  const vendor = await FakeVendor.start({ style: 'qwen' });
  try {
    const text = formulas
      .map(source => `Inline $${source.replace(' \\tag{1}', '')}$ and\n\n$$\n${source}\n$$\n`)
      .join('\n');
    vendor.next({ kind: 'answer', text });
    const [connectionId = '' as never] = await seedConnections(page, [{ vendorId: 'custom', baseUrl: vendor.baseUrl }]);
    const { id } = await call(page, 'conversation.create', { lanes: [{ connectionId, modelId: 'fake-model' }] });
    await page.evaluate(last => localStorage.setItem('couplet.lastConversation', last), id);
    await page.reload();
    await page.getByRole('textbox', { name: 'Message all lanes' }).fill('Formulas, please');
    await page.keyboard.press('Enter');
    await expect(page.locator('article[data-status="done"]')).toBeVisible();
    await expect.poll(() => page.locator('article .katex-html').count()).toBe(2 * formulas.length);
    expect(await page.locator('article .katex-error').count()).toBe(0);

    const found = await page.evaluate(() => {
      const answer = document.querySelector('article[data-status="done"]') as HTMLElement;
      // What is out of sight has no places.
      for (const group of answer.querySelectorAll<HTMLElement>('.cm-group, .cm-section'))
        group.style.contentVisibility = 'visible';
      const places = () => {
        const origin = answer.getBoundingClientRect();
        const list: number[][] = [];
        const add = ({ x, y, width, height }: DOMRect) => list.push([x - origin.x, y - origin.y, width, height]);
        const walker = document.createTreeWalker(answer, NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          range.selectNodeContents(node);
          add(range.getBoundingClientRect());
        }
        for (const line of answer.querySelectorAll('.katex svg, .katex .frac-line, .katex .rule, .katex .hline'))
          add(line.getBoundingClientRect());
        return list;
      };
      const ours = places();
      // The same formulas as KaTeX made them.
      let changed = 0;
      for (const strut of answer.querySelectorAll<HTMLElement>('.pstrut')) strut.style.overflow = 'hidden';
      for (const part of answer.querySelectorAll<HTMLElement>('.vlist, .vlist > span')) {
        if (part.style.position !== 'static') continue;
        changed += 1;
        part.style.removeProperty('position');
        const { marginTop } = part.style;
        if (marginTop === '') continue;
        part.style.removeProperty('margin-top');
        part.style.removeProperty('margin-bottom');
        part.style.top = marginTop;
      }
      return { changed, ours, theirs: places() };
    });
    expect(found.changed).toBeGreaterThan(300);
    expect(found.ours.length).toBeGreaterThan(400);
    expect(found.ours.length).toBe(found.theirs.length);
    const apart = found.ours.flatMap((place, index) => {
      const theirs = found.theirs[index] ?? [];
      return place.some((value, side) => Math.abs(value - (theirs[side] ?? Number.NaN)) > 0.1 || Number.isNaN(value))
        ? [{ index, place, theirs }]
        : [];
    });
    expect(apart).toEqual([]);
  } finally {
    await vendor.close();
  }
});
