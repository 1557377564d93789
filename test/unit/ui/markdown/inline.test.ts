// @vitest-environment happy-dom
import './katexEnvironment';
import { describe, expect, it } from 'vitest';
import { renderAtOnce, renderings } from './rendering';

/** Inline markup of the only paragraph, without classes and link attributes. */
function inline(host: Element): string {
  return (host.querySelector('p')?.innerHTML ?? '').replace(/ (?:class|title|rel|draggable|target)="[^"]*"/g, '');
}

describe.each(renderings)('emphasis, %s', (_name, render) => {
  it.each([
    ['**“你好”**是', '<strong>“你好”</strong>是'],
    ['这是**“引号”**里的', '这是<strong>“引号”</strong>里的'],
    ['**注意：**请看', '<strong>注意：</strong>请看'],
    ['他说**（重要）**的话', '他说<strong>（重要）</strong>的话'],
    ['**Kimi（月之暗面）**发布', '<strong>Kimi（月之暗面）</strong>发布'],
    ['一*两*三', '一<em>两</em>三'],
    ['~~删除。~~保留', '<s>删除。</s>保留'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['snake_case_name', 'snake_case_name'],
    ['a ** b ** c', 'a ** b ** c'],
  ])('%s', (source, expected) => {
    expect(inline(render(source))).toBe(expected);
  });
});

describe.each(renderings)('addresses, %s', (_name, render) => {
  it.each([
    ['见https://example.com/a，然后', 'https://example.com/a'],
    ['（https://example.com/a）', 'https://example.com/a'],
    ['访问 https://example.com/a。', 'https://example.com/a'],
    ['访问https://example.com查看', 'https://example.com'],
    ['https://zh.wikipedia.org/wiki/北京，首都', 'https://zh.wikipedia.org/wiki/%E5%8C%97%E4%BA%AC'],
    ['“https://example.com/x”', 'https://example.com/x'],
    ['(https://example.com/a_(b))', 'https://example.com/a_(b)'],
    ['https://example.com/a_b_c.', 'https://example.com/a_b_c'],
    ['<https://example.com/a>', 'https://example.com/a'],
    ['**https://example.com/a**', 'https://example.com/a'],
    ['https://a.com/x、https://b.com', 'https://a.com/x https://b.com/'],
  ])('are found in %s', (source, expected) => {
    const hrefs = [...render(source).querySelectorAll('a')].map(link => link.getAttribute('href'));
    expect(hrefs.map(href => new URL(href ?? '').href)).toEqual(expected.split(' ').map(href => new URL(href).href));
  });

  it.each([
    'README.md',
    'see example.com',
    'git@github.com:a/b',
    'user@example.com',
    'ftp://example.com/a',
    '//example.com',
    'https://',
  ])('are not seen in %s', source => {
    expect(render(source).querySelector('a')).toBeNull();
  });
});

describe.each(renderings)('inline content, %s', (_name, render) => {
  it('keeps the line breaks of the model', () => {
    expect(inline(render('姓名：张三\n年龄：30'))).toBe('姓名：张三<br>年龄：30');
  });

  it('reads <br> as a line break and no other tag', () => {
    const host = render('| a |\n|---|\n| one<br>two<br/>three <b>four</b> |');
    expect(host.querySelector('td')?.innerHTML).toBe('one<br>two<br>three &lt;b&gt;four&lt;/b&gt;');
  });

  it('shows entities and escapes as their characters', () => {
    expect(render('&lt;a&gt; &copy; \\* \\[x]').textContent).toBe('<a> © * [x]');
  });

  it('explains references by definitions that come later, in every kind of block', () => {
    const host = render(
      'See [the docs][d] and [d].\n\n- item [d]\n\n| [d] |\n|---|\n| **[d]** |\n\n> # [d]\n\nlast\n\n[d]: https://example.com/d "title"\n\nend',
    );
    expect([...host.querySelectorAll('a')].map(link => link.textContent)).toEqual([
      'the docs',
      'd',
      'd',
      'd',
      'd',
      'd',
    ]);
    expect(host.textContent).not.toContain('[d]:');
  });

  it('lets the first of two definitions win', () => {
    const host = render('[d]: https://example.com/1\n\n[d]\n\n[d]: https://example.com/2\n\n[d]');
    expect([...host.querySelectorAll('a')].map(link => link.getAttribute('href'))).toEqual([
      'https://example.com/1',
      'https://example.com/1',
    ]);
  });

  it('calls a footnote by its label and shows it where it was written', () => {
    const host = render('Text[^n] and [^other].\n\nMore.\n\n[^n]: The *note*.\n    More of it.');
    expect(host.querySelector('sup button')?.getAttribute('aria-label')).toBe('Footnote n');
    expect(host.querySelector('.cm-footnote')?.textContent).toBe('nThe note.More of it.');
    expect(host.querySelector('p')?.textContent).toBe('Textn and [^other].');
  });
});

describe('embedded images', () => {
  const png = (width: number, height: number) => {
    const bytes = [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52];
    for (const value of [width, height])
      bytes.push(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
    return `data:image/png;base64,${btoa(String.fromCharCode(...bytes, 8, 6, 0, 0, 0))}`;
  };

  it('are shown with the size their header names', () => {
    const image = renderAtOnce(`![dot](${png(12, 7)})`).querySelector('img');
    expect(image?.getAttribute('width')).toBe('12');
    expect(image?.getAttribute('height')).toBe('7');
    expect(image?.alt).toBe('dot');
  });

  /** Its screen is ten by ten; browsers make it as wide as the first frame. */
  const gif = (frameWidth: number) => {
    const frame = [0x2c, 0, 0, 0, 0, frameWidth & 255, frameWidth >> 8, 255, 255, 0, 2, 2, 0x44, 1, 0, 0x3b];
    const bytes = [...'GIF89a'].map(character => character.charCodeAt(0));
    return `data:image/gif;base64,${btoa(String.fromCharCode(...bytes, 10, 0, 10, 0, 0, 0, 0, 0x21, 0xfe, 1, 65, 0, ...frame))}`;
  };

  it('are shown as large as their first frame', () => {
    expect(
      renderAtOnce(`![dot](${gif(200)})`)
        .querySelector('img')
        ?.getAttribute('height'),
    ).toBe('65535');
  });

  it.each([
    ['unpack to gigabytes', png(50_000, 50_000)],
    ['unpack to gigabytes behind a small screen', gif(50_000)],
    ['have no size', png(0, 10)],
    ['are cut short', 'data:image/png;base64,iVBORw0KGgo='],
    ['say they are something else', png(10, 10).replace('png', 'webp')],
  ])('are not shown when they %s', (_why, source) => {
    const host = renderAtOnce(`![dot](${source})`);
    expect(host.querySelector('img')).toBeNull();
    expect(host.querySelector('button')?.textContent).toBe('Image: dot ()');
  });

  it('longer than the limit are not shown', () => {
    const host = renderAtOnce(`![dot](data:image/png;base64,${'A'.repeat(600_000)})`);
    expect(host.querySelector('img')).toBeNull();
  });

  it.each(['data:image/svg+xml;base64,PHN2Zy8+', 'data:text/html;base64,PHA+', 'data:image/png,raw'])(
    'stay text when they are %s',
    source => {
      const host = renderAtOnce(`![dot](${source})`);
      expect(host.querySelector('img, button')).toBeNull();
      expect(host.textContent).toContain('![dot]');
    },
  );
});
