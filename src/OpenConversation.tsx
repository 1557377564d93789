import { ComparePanel } from './features/compare/ComparePanel';
import { LaneComposer } from './features/composer/LaneComposer';
import type { ConversationId } from './shared/domain/ids';
import { provideMarkdownReader } from './state/find';
import { shownMarkdown } from './ui/markdown/shownMarkdown';

provideMarkdownReader(shownMarkdown);

/** The answers of a conversation, and what can only be done where there are some. */
export function OpenConversation({ id }: { readonly id: ConversationId }) {
  return <ComparePanel id={id} laneComposer={LaneComposer} />;
}
