/** Children that stay direct children: short answers, lists and quotes get no extra elements. */
const directCount = 16;
const groupsPerSection = 16;
/** Characters in a line of a column of ordinary width, and heights in the font size of the text. */
const charactersPerLine = 50;
const lineHeightEm = 1.7;
const rowHeightEm = 2.4;
const marginEm = 0.85;

/** Height of an element that nobody has seen yet, in the font size of the text. Only keeps the scroll bar roughly honest. */
export type EstimateHeight = (element: Element) => number;

/**
 * Appends children in groups that the browser skips while they are out of sight (`content-visibility: auto`), and groups in sections.
 * Without groups each frame pays for the length of the whole answer; one skipped box per child would already be too many.
 */
export class BlockGroups {
  private direct = 0;
  private group: HTMLElement | null = null;
  private section: HTMLElement | null = null;
  private sectionHeight = 0;

  constructor(
    private readonly host: HTMLElement,
    private readonly groupSize: number,
    private readonly groupClass: string,
    private readonly directLimit = directCount,
    private readonly estimate: EstimateHeight = estimateBlock,
  ) {}

  append(element: HTMLElement): void {
    if (this.direct < this.directLimit) {
      this.direct++;
      this.host.appendChild(element);
      return;
    }
    if (this.group === null || this.group.childElementCount >= this.groupSize) this.openGroup();
    this.group?.appendChild(element);
  }

  /** Takes the last appended child away again. */
  removeLast(element: HTMLElement): void {
    const parent = element.parentElement;
    element.remove();
    if (parent === this.host) {
      this.direct--;
    } else if (parent !== null && parent.childElementCount === 0) {
      const section = parent.parentElement;
      parent.remove();
      if (section !== null && section.childElementCount === 0) section.remove();
      const last = this.host.lastElementChild;
      this.section = last instanceof HTMLElement && last.classList.contains('cm-section') ? last : null;
      this.group = (this.section?.lastElementChild as HTMLElement | null | undefined) ?? null;
    }
  }

  /** Notes the expected height of the group that is being filled. */
  estimateOpenGroup(): void {
    if (this.group === null) return;
    let height = 0;
    for (const child of this.group.children) height += this.estimate(child);
    this.group.style.setProperty('--cm-height', `${Math.round(height)}em`);
    this.sectionHeight += height;
    this.section?.style.setProperty('--cm-height', `${Math.round(this.sectionHeight)}em`);
  }

  private openGroup(): void {
    this.estimateOpenGroup();
    if (this.section === null || this.section.childElementCount >= groupsPerSection) {
      this.sectionHeight = 0;
      this.section = this.createBox(`cm-section ${this.groupClass}-section`);
      this.host.appendChild(this.section);
    }
    this.group = this.createBox(`cm-group ${this.groupClass}`);
    this.section.appendChild(this.group);
  }

  private createBox(className: string): HTMLElement {
    const box = document.createElement('div');
    box.className = className;
    return box;
  }
}

function estimateBlock(element: Element): number {
  const rows = element.classList.contains('cm-table') ? element.querySelectorAll('tr').length : 0;
  if (rows > 0) return rows * rowHeightEm + marginEm;
  const text = element.textContent ?? '';
  let lineBreaks = 1;
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) lineBreaks++;
  return Math.max(Math.ceil(text.length / charactersPerLine), lineBreaks) * lineHeightEm + marginEm;
}
