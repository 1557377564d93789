import { useEffect } from 'react';
import { ComparePanel } from './features/compare/ComparePanel';
import { LaneComposer } from './features/composer/LaneComposer';
import type { ConversationId } from './shared/domain/ids';
import { provideMarkdownReader } from './state/find';
import { formulaRenderer } from './ui/markdown/formula/formulaRenderer';
import { shownMarkdown } from './ui/markdown/shownMarkdown';

provideMarkdownReader(shownMarkdown);

/** The answers of a conversation, and what can only be done where there are some. */
export function OpenConversation({ id }: { readonly id: ConversationId }) {
  // While the conversation is being read: so its formulas stand in their form when it is first seen, and nothing below them moves afterwards.
  useEffect(() => void formulaRenderer.load(), []);
  return <ComparePanel id={id} laneComposer={LaneComposer} />;
}
