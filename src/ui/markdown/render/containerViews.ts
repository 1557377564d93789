import { revealHidden } from '../hiddenCharacters';
import type { BlockNode, FootnoteNode, ItemNode, ListNode, QuoteNode } from '../parser/blockNodes';
import type { BlockView, Phase, RenderNode } from './blockView';
import { ChildBlocks } from './childBlocks';
import type { RenderContext } from './renderContext';

export class QuoteView implements BlockView<QuoteNode> {
  readonly element = document.createElement('blockquote');
  readonly children: ChildBlocks<BlockNode>;

  constructor(context: RenderContext) {
    this.element.className = 'cm-block cm-quote';
    this.children = new ChildBlocks(this.element, node => context.createView(node, context));
  }

  get hasClosedPart(): boolean {
    return this.children.hasClosed;
  }

  accepts(node: RenderNode): node is QuoteNode {
    return node.kind === 'quote';
  }

  update(node: QuoteNode, phase: Phase): void {
    this.children.reconcile(node.children, phase);
  }
}

export class FootnoteView implements BlockView<FootnoteNode> {
  readonly element = document.createElement('div');
  readonly children: ChildBlocks<BlockNode>;

  constructor(
    private readonly node: FootnoteNode,
    context: RenderContext,
  ) {
    this.element.className = 'cm-block cm-footnote';
    this.element.setAttribute('role', 'note');
    const label = document.createElement('span');
    label.className = 'cm-footnote-label';
    label.textContent = revealHidden(node.label);
    const body = document.createElement('div');
    body.className = 'cm-footnote-body';
    this.element.append(label, body);
    this.children = new ChildBlocks(body, child => context.createView(child, context));
    if (!context.footnoteTargets.has(node.label)) context.footnoteTargets.set(node.label, this.element);
  }

  get hasClosedPart(): boolean {
    return this.children.hasClosed;
  }

  accepts(node: RenderNode): node is FootnoteNode {
    return node.kind === 'footnote' && node.label === this.node.label;
  }

  update(node: FootnoteNode, phase: Phase): void {
    this.children.reconcile(node.children, phase);
  }
}

export class ListView implements BlockView<ListNode> {
  readonly element: HTMLElement;
  readonly items: ChildBlocks<ItemNode>;
  private readonly isOrdered: boolean;
  /** A list that is loose once stays so, whatever the part of it that is still read looks like. */
  private isLoose = false;

  constructor(node: ListNode, context: RenderContext) {
    this.isOrdered = node.isOrdered;
    const element = document.createElement(node.isOrdered ? 'ol' : 'ul');
    element.className = 'cm-block cm-list cm-list-tight';
    if (element instanceof HTMLOListElement && node.start !== 1) element.start = node.start;
    this.element = element;
    this.items = new ChildBlocks(element, item => new ItemView(item, context));
  }

  get hasClosedPart(): boolean {
    return this.items.hasClosed;
  }

  accepts(node: RenderNode): node is ListNode {
    return node.kind === 'list' && node.isOrdered === this.isOrdered;
  }

  update(node: ListNode, phase: Phase): void {
    this.showLoose(node.isLoose);
    if (phase === 'final') this.settleLoose(node);
    this.items.reconcile(node.items, phase);
  }

  settleLoose(node: ListNode): void {
    if (node.isLoose) this.isLoose = true;
    this.showLoose(node.isLoose);
  }

  private showLoose(isLoose: boolean): void {
    this.element.classList.toggle('cm-list-tight', !(this.isLoose || isLoose));
  }
}

export class ItemView implements BlockView<ItemNode> {
  readonly element = document.createElement('li');
  readonly children: ChildBlocks<BlockNode>;
  private readonly task: ItemNode['task'];

  constructor(
    node: ItemNode,
    private readonly context: RenderContext,
  ) {
    this.task = node.task;
    this.element.className = 'cm-item';
    if (node.task !== 'none') this.addCheckbox(node.task === 'done');
    this.children = new ChildBlocks(this.element, child => context.createView(child, context));
  }

  get hasClosedPart(): boolean {
    return this.children.hasClosed;
  }

  accepts(node: RenderNode): node is ItemNode {
    // Behind a closed first paragraph the box can no longer be seen in the source.
    return node.kind === 'item' && (node.task === this.task || this.children.hasClosed);
  }

  update(node: ItemNode, phase: Phase): void {
    this.children.reconcile(node.children, phase);
  }

  private addCheckbox(isDone: boolean): void {
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.className = 'cm-task';
    box.disabled = true;
    box.checked = isDone;
    box.setAttribute('aria-label', isDone ? this.context.labels.taskDone : this.context.labels.taskOpen);
    this.element.classList.add('cm-item-task');
    this.element.appendChild(box);
  }
}
