import type { ImageReference, MarkdownHandlers, MarkdownLabels } from '../labels';
import type { BlockNode } from '../parser/blockNodes';
import type { ParseEnvironment } from '../parser/parseEnvironment';
import type { BlockView } from './blockView';
import type { DefinitionIndex } from './definitionIndex';
import type { HeadingOutline } from './headingOutline';

/** What every part of one answer's rendering shares. */
export interface RenderContext {
  /** Aborted when nobody shows this any more: what still waits for its turn need not be done. */
  readonly signal: AbortSignal;
  readonly labels: MarkdownLabels;
  readonly handlers: MarkdownHandlers;
  readonly definitions: DefinitionIndex;
  readonly outline: HeadingOutline;
  /** Environment of the parse that is being shown. */
  environment: ParseEnvironment;
  readonly createView: (node: BlockNode, context: RenderContext) => BlockView;
  /** What an element was made for; looked up when it is clicked, so nothing from a model lands in an attribute. */
  readonly images: WeakMap<Element, ImageReference>;
  readonly footnoteCalls: WeakMap<Element, string>;
  readonly footnoteTargets: Map<string, HTMLElement>;
}
