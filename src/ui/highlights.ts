import './highlights.css';

export type HighlightName = 'found' | 'found-now';

/** Marks ranges of the page in a colour of their own without changing its elements. An empty list takes the marks away. */
export function highlight(name: HighlightName, ranges: readonly Range[]): void {
  if (ranges.length === 0) {
    CSS.highlights.delete(name);
    return;
  }
  const marks = new Highlight(...ranges);
  marks.priority = name === 'found-now' ? 1 : 0;
  CSS.highlights.set(name, marks);
}
