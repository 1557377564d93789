import { call } from '../bridge';
import type { ConversationSummary } from '../shared/domain/conversation';
import type { ConversationId } from '../shared/domain/ids';
import { useApp } from './app';
import { reportAttention } from './attending';
import { connectEvents } from './connect';
import { applyConnections, loadReports } from './connections';
import { applyStart, applySummaries, useConversations } from './conversations';
import { leaveDraft } from './drafts';
import { refreshCounts, useFolders } from './folders';
import { loadLanguage, loadRememberedLanguage, shownLanguage, speak } from './i18n';
import { followCommands } from './menuCommands';
import { applyMotion } from './motion';
import { lastOpenId, openConversation } from './openingConversation';
import { applyTheme, followSystemTheme, rememberedTheme } from './theme';

/** Brings the page to life: events, the state of the program, the last conversation. */
export async function startPage(): Promise<void> {
  followSettings();
  addEventListener('pagehide', leaveDraft);
  document.addEventListener('visibilitychange', leaveDraft);
  connectEvents();
  reportAttention();
  followCommands();
  await readState();
}

/** Keeps how the page looks, moves and speaks as the settings say. */
export function followSettings(): void {
  applyTheme(rememberedTheme());
  loadRememberedLanguage();
  useApp.subscribe(({ settings, systemLanguages }, before) => {
    if (settings.theme !== before.settings.theme) applyTheme(settings.theme);
    if (settings.motion !== before.settings.motion) applyMotion(settings.motion);
    if (settings.language !== before.settings.language || systemLanguages !== before.systemLanguages) {
      void speak(shownLanguage(settings.language, systemLanguages));
    }
  });
  followSystemTheme(() => useApp.getState().settings.theme);
}

/** Reads the state of the program; called again by the button that is shown when it failed. */
export async function readState(): Promise<void> {
  useApp.setState({ status: 'starting' });
  try {
    const last = lastOpenId();
    const [{ connections, conversations, pinned, folders, ...app }, found] = await Promise.all([
      call('app.state', {}),
      // It may lie in a folder or far down in the list, where no page has been read yet.
      last === undefined ? [] : call('conversation.lookUp', { ids: [last] }).catch(() => []),
    ]);
    // Nothing is shown in another language first.
    await loadLanguage(shownLanguage(app.settings.language, app.systemLanguages));
    applyConnections(connections);
    void loadReports();
    applyStart(conversations, pinned);
    applySummaries(found);
    useFolders.setState({ folders });
    refreshCounts();
    applyTheme(app.settings.theme);
    useApp.setState(app);
    const first = app.isCareful ? undefined : findFirst(last);
    const opened = first === undefined ? undefined : openConversation(first, nextPaint());
    // The list and the composer can be used before the turns are drawn, which takes far longer than they do.
    useApp.setState({ status: 'ready' });
    await opened;
  } catch {
    useApp.setState({ status: 'failed' });
  }
}

/** The conversation of the last time, or the one that changed last. */
function findFirst(last: ConversationId | undefined): ConversationId | undefined {
  const { byId } = useConversations.getState();
  const newest = Object.values(byId).reduce<ConversationSummary | undefined>(
    (found, summary) => (found === undefined || summary.updatedAt > found.updatedAt ? summary : found),
    undefined,
  );
  return last !== undefined && byId[last] !== undefined ? last : newest?.id;
}

/** A page that is not painted, because it is covered for instance, gets no frames. */
const longestPaintMs = 1_000;

/** Comes once what the page is about to show is on the screen: a long list measures its rows in a first frame and shows them in a second one. */
function nextPaint(): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, longestPaintMs);
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
  });
}
