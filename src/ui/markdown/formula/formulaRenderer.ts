import type { KatexOptions } from 'katex';
import { FrameBudget } from '../frameBudget';
import { placeByMargins } from './placedByMargins';

type RenderFormula = (source: string, element: HTMLElement, options?: KatexOptions) => void;

/** Longer sources are shown as source: typesetting them would take longer than a frame. */
const maximumSourceLength = 4_000;
const budgetMs = 10;
const cacheSize = 500;

const options: KatexOptions = {
  trust: false,
  throwOnError: false,
  strict: 'ignore',
  maxExpand: 200,
  maxSize: 30,
  errorColor: 'inherit',
};

/**
 * Typesets formulas with KaTeX, which is loaded when the first formula appears.
 * Finished formulas are kept by source (least recently used first out), so re-reading an open paragraph costs a copy.
 */
class FormulaRenderer {
  private render: RenderFormula | undefined;
  private loading: Promise<void> | undefined;
  private readonly cache = new Map<string, readonly Node[]>();
  private readonly budget = new FrameBudget(budgetMs);

  /** Loads KaTeX ahead of need. Resolves when it can be used, or when it cannot be had. */
  load(): Promise<void> {
    this.loading ??= import('katex').then(
      module => {
        this.render = module.default.render;
      },
      () => {
        // Without KaTeX formulas stay readable as source; the next formula tries again.
        this.loading = undefined;
      },
    );
    return this.loading;
  }

  /** Fills an element with the formula, now or in a later frame; until then with `fallback`. */
  show(element: HTMLElement, source: string, isDisplay: boolean, fallback: string): void {
    const key = (isDisplay ? 'd' : 'i') + source;
    if (this.showCached(element, key)) return;
    element.textContent = fallback;
    if (source.length > maximumSourceLength) return;
    const job = () => {
      // Meanwhile the same formula may have been set elsewhere, and the element may show something else.
      if (element.textContent !== fallback || this.showCached(element, key)) return;
      this.keep(key, this.typeset(source, isDisplay, fallback));
      this.showCached(element, key);
    };
    if (this.render === undefined) void this.load().then(() => this.budget.run(job));
    else this.budget.run(job);
  }

  /** Resolves when no formula waits any more. */
  async whenIdle(): Promise<void> {
    await this.loading;
    do await new Promise(resolve => setTimeout(resolve, 1));
    while (!this.budget.isIdle);
  }

  private typeset(source: string, isDisplay: boolean, fallback: string): readonly Node[] {
    const target = document.createElement('span');
    try {
      // A fresh `macros` object each time: \gdef in one formula must not reach another.
      this.render?.(source, target, { ...options, displayMode: isDisplay, macros: {} });
      placeByMargins(target);
    } catch {
      target.textContent = fallback;
    }
    return [...target.childNodes];
  }

  private showCached(element: HTMLElement, key: string): boolean {
    const nodes = this.cache.get(key);
    if (nodes === undefined) return false;
    this.cache.delete(key);
    this.cache.set(key, nodes);
    element.replaceChildren(...nodes.map(node => node.cloneNode(true)));
    return true;
  }

  private keep(key: string, nodes: readonly Node[]): void {
    if (this.render === undefined) return;
    this.cache.set(key, nodes);
    if (this.cache.size <= cacheSize) return;
    for (const oldest of this.cache.keys()) {
      this.cache.delete(oldest);
      break;
    }
  }
}

/** Shared by all answers of the page: the time is the page's, and lanes often show the same formula. */
export const formulaRenderer = new FormulaRenderer();
