/** The text of an element as it is shown, with the way from a place in it back to the page. */
export interface ShownText {
  readonly text: string;
  readonly rangeAt: (place: { readonly start: number; readonly end: number }) => Range | undefined;
}

const inlineTags: ReadonlySet<string> = new Set(
  'A ABBR B BDI BDO CITE CODE DEL EM I INS KBD LABEL MARK Q S SAMP SMALL SPAN STRONG SUB SUP U VAR'.split(' '),
);
/** Controls, captions, what is drawn rather than written, and what only screen readers get. */
const leftOut =
  'button, svg, style, script, .sr-only, .cm-code-header, .cm-line-rest, .cm-image-chip, .cm-formula, .cm-formula-block';

/** Reads the text of an element. Where a block ends there is a line end, so that nothing is found across two paragraphs. */
export function readShownText(root: Element): ShownText {
  const nodes: Text[] = [];
  const starts: number[] = [];
  const pieces: string[] = [];
  let length = 0;
  let lastBlock: Element | null = null;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, node =>
    node instanceof Element
      ? node.matches(leftOut)
        ? NodeFilter.FILTER_REJECT
        : node.tagName === 'BR'
          ? NodeFilter.FILTER_ACCEPT
          : NodeFilter.FILTER_SKIP
      : NodeFilter.FILTER_ACCEPT,
  );
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Element) {
      pieces.push('\n');
      length += 1;
      continue;
    }
    const text = node as Text;
    if (text.data === '') continue;
    const block = blockOf(text, root);
    if (lastBlock !== null && block !== lastBlock) {
      pieces.push('\n');
      length += 1;
    }
    lastBlock = block;
    nodes.push(text);
    starts.push(length);
    pieces.push(text.data);
    length += text.data.length;
  }
  const locate = (offset: number, isEnd: boolean) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      const start = starts[middle] ?? 0;
      if (isEnd ? start < offset : start <= offset) low = middle;
      else high = middle - 1;
    }
    const node = nodes[low];
    return node && { node, offset: Math.min(node.data.length, Math.max(0, offset - (starts[low] ?? 0))) };
  };
  return {
    text: pieces.join(''),
    rangeAt: ({ start, end }) => {
      const from = locate(start, false);
      const to = locate(end, true);
      if (from === undefined || to === undefined) return undefined;
      const range = document.createRange();
      range.setStart(from.node, from.offset);
      range.setEnd(to.node, to.offset);
      return range;
    },
  };
}

function blockOf(node: Node, root: Element): Element {
  let element = node.parentElement ?? root;
  while (element !== root && inlineTags.has(element.tagName) && !element.classList.contains('cm-line')) {
    element = element.parentElement ?? root;
  }
  return element;
}
