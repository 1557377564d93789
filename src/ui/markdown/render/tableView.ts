import type { ColumnAlignment, RowNode, TableNode } from '../parser/blockNodes';
import type { BlockView, Phase, RenderNode } from './blockView';
import { InlineContent } from './inlineContent';
import type { RenderContext } from './renderContext';

interface LiveRow {
  readonly element: HTMLTableRowElement;
  readonly cells: readonly InlineContent[];
}

/** The browser sizes the columns of an ordinary table by all of its rows: from this many rows on the columns are fixed. */
const largeTableRows = 50;
const rowsPerGroup = 25;
/** markdown-it ends a table that makes it invent this many cells; closed rows must count too. */
const maximumEmptyCells = 65_536;

/** A table whose finished rows are never read again. */
export class TableView implements BlockView<TableNode> {
  readonly element = document.createElement('div');
  private readonly table = document.createElement('table');
  private readonly headerCells: InlineContent[] = [];
  private readonly alignments: readonly ColumnAlignment[];
  private body: HTMLTableSectionElement | null = null;
  private rowCount = 0;
  private live: LiveRow[] = [];
  private closedRows = 0;
  private emptyCells = 0;
  private isLarge = false;
  private readonly widths: number[];

  constructor(
    node: TableNode,
    private readonly context: RenderContext,
  ) {
    this.alignments = node.alignments;
    this.widths = node.header.map(widthOf);
    this.element.className = 'cm-block cm-table';
    this.element.tabIndex = 0;
    this.element.setAttribute('role', 'group');
    this.element.setAttribute('aria-label', context.labels.table);
    const head = document.createElement('thead');
    const row = document.createElement('tr');
    node.header.forEach((content, column) => {
      // A head that says nothing, as over a column of names, is none.
      row.appendChild(this.createCell(content.trim() === '' ? 'td' : 'th', column, this.headerCells));
    });
    head.appendChild(row);
    this.table.appendChild(head);
    this.element.appendChild(this.table);
  }

  get hasClosedPart(): boolean {
    return this.closedRows > 0;
  }

  /** False once so many cells are empty that the rest is better read as text. */
  get canGrow(): boolean {
    return this.emptyCells <= maximumEmptyCells;
  }

  accepts(node: RenderNode): node is TableNode {
    return (
      node.kind === 'table' &&
      node.header.length === this.headerCells.length &&
      node.alignments.every((alignment, column) => alignment === this.alignments[column])
    );
  }

  update(node: TableNode, phase: Phase): void {
    const headerPhase = phase === 'open' ? 'closed' : phase;
    node.header.forEach((content, column) => {
      this.headerCells[column]?.update(content, headerPhase);
    });
    for (const row of this.live.splice(node.rows.length).reverse()) this.removeRow(row);
    node.rows.forEach((row, index) => {
      const isOpen = phase === 'open' && index === node.rows.length - 1;
      this.showRow(index, row, isOpen || phase !== 'open' ? phase : 'closed');
    });
  }

  /** Lets go of all rows of the node. */
  closeRows(node: TableNode): void {
    this.update(node, 'final');
    for (const row of node.rows) {
      row.cells.forEach(content => {
        if (content === '') this.emptyCells++;
      });
      this.closedRows++;
    }
    this.live = [];
  }

  private showRow(index: number, row: RowNode, phase: Phase): void {
    const live = this.live[index] ?? this.addRow();
    row.cells.forEach((content, column) => {
      live.cells[column]?.update(content, phase);
      if (!this.isLarge) this.widths[column] = Math.max(this.widths[column] ?? 0, widthOf(content));
    });
  }

  private addRow(): LiveRow {
    if (this.rowCount >= largeTableRows && !this.isLarge) this.becomeLarge();
    const isGroupFull = this.isLarge && this.rowCount % rowsPerGroup === 0;
    if (this.body === null || isGroupFull) {
      this.body = document.createElement('tbody');
      this.body.className = 'cm-rows';
      this.table.appendChild(this.body);
      if (this.isLarge) this.body.setAttribute('role', 'rowgroup');
    }
    const element = document.createElement('tr');
    const cells: InlineContent[] = [];
    this.alignments.forEach((_, column) => {
      element.appendChild(this.createCell('td', column, cells));
    });
    this.body.appendChild(element);
    if (this.isLarge) giveRoles(element);
    this.rowCount++;
    const row = { element, cells };
    this.live.push(row);
    return row;
  }

  private removeRow(row: LiveRow): void {
    row.element.remove();
    this.rowCount--;
    if (this.body !== null && this.body.childElementCount === 0) {
      this.body.remove();
      this.body = this.table.tBodies[this.table.tBodies.length - 1] ?? null;
    }
  }

  private createCell(tag: 'th' | 'td', column: number, contents: InlineContent[]): HTMLElement {
    const cell = document.createElement(tag);
    const alignment = this.alignments[column] ?? 'none';
    if (alignment !== 'none') cell.className = `cm-align-${alignment}`;
    contents.push(new InlineContent(cell, this.context));
    return cell;
  }

  /**
   * From here on rows are grids with the same columns, in groups that are skipped while out of sight. Table parts lose their meaning for
   * assistive technology when they are laid out otherwise, so it is given back by roles.
   */
  private becomeLarge(): void {
    this.isLarge = true;
    this.element.classList.add('cm-table-large');
    const columns = this.widths.map(width => {
      const size = Math.min(Math.max(width, 4), 40);
      return `minmax(${Math.min(size + 2, 24)}ch, ${size}fr)`;
    });
    this.table.style.setProperty('--cm-columns', columns.join(' '));
    this.table.setAttribute('role', 'table');
    for (const part of this.table.children) part.setAttribute('role', 'rowgroup');
    for (const row of this.table.rows) giveRoles(row);
  }
}

function giveRoles(row: HTMLTableRowElement): void {
  row.setAttribute('role', 'row');
  for (const cell of row.cells) cell.setAttribute('role', cell.tagName === 'TH' ? 'columnheader' : 'cell');
}

/** Rough width of a cell in characters; a full-width character counts twice. */
function widthOf(content: string): number {
  let width = 0;
  for (let index = 0; index < content.length && width < 80; index++)
    width += content.charCodeAt(index) > 0x2e7f ? 2 : 1;
  return width;
}
