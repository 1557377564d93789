import { useEffect, useMemo, useState } from 'react';
import { type CommandId, commandIds, commandMenus, commandOf } from '../../shared/domain/commands';
import type { ConversationSummary } from '../../shared/domain/conversation';
import { fuzzyScore } from '../../shared/domain/fuzzy';
import type { LaneSet } from '../../shared/domain/laneSet';
import { isCommandUsable } from '../../state/commands';
import { startWithSet, useLaneSets } from '../../state/laneSets';
import { openConversation } from '../../state/openingConversation';
import { findConversations, knownConversations, noteCommand, recentCommands } from '../../state/palette';
import { useTranslation } from '../../state/translation';

const maxConversations = 20;
const newestConversations = 6;
const searchDelayMs = 120;

const offered: readonly CommandId[] = commandIds.filter(id => id !== 'palette.open');

/** A line of the palette. */
export interface PaletteEntry {
  readonly key: string;
  readonly kind: 'command' | 'conversation' | 'set';
  readonly label: string;
  /** The command, for its shortcut. */
  readonly commandId?: CommandId;
  /** It cannot be used now; its line is grey. */
  readonly isDisabled?: boolean;
  readonly perform: () => void;
}

export interface PaletteGroup {
  readonly key: string;
  readonly heading: string;
  readonly entries: readonly PaletteEntry[];
}

/** What the palette offers for what was typed: what was used last on top, then what fits best. */
export function usePaletteEntries(typed: string): readonly PaletteGroup[] {
  const { t } = useTranslation();
  const sets = useLaneSets();
  const found = useFoundConversations(typed);
  // What can be used is looked up once, when the palette opens: nothing changes behind it.
  const [usable] = useState(() => offered.filter(isCommandUsable));
  const [recent] = useState(recentCommands);

  return useMemo(() => {
    const command = (id: CommandId): PaletteEntry => ({
      key: id,
      kind: 'command',
      label: t(`command.${id}`),
      commandId: id,
      isDisabled: !usable.includes(id),
      perform: () => noteCommand(id),
    });
    const set = (laneSet: LaneSet): PaletteEntry => ({
      key: `set ${laneSet.id}`,
      kind: 'set',
      label: t('palette.newWith', { name: laneSet.name }),
      perform: () => void startWithSet(laneSet),
    });
    const conversation = (summary: ConversationSummary): PaletteEntry => ({
      key: `conversation ${summary.id}`,
      kind: 'conversation',
      label: summary.title,
      perform: () => void openConversation(summary.id),
    });
    const canStart = usable.includes('conversation.new');
    const setEntries = canStart ? sets.map(set) : [];

    if (typed.trim() === '') {
      const used = recent.filter(id => usable.includes(id));
      return filled([
        { key: 'recent', heading: t('palette.recent'), entries: used.map(command) },
        {
          key: 'conversations',
          heading: t('palette.conversations'),
          entries: knownConversations('', newestConversations).map(conversation),
        },
        ...commandMenus.map(menu => ({
          key: menu,
          heading: t(`commandMenu.${menu}`),
          entries: [
            ...offered.filter(id => commandOf(id).menu === menu && !used.includes(id)).map(command),
            ...(menu === 'file' ? setEntries : []),
          ],
        })),
      ]);
    }
    const fitting = [...offered.map(command), ...setEntries]
      .map(entry => ({ entry, score: fuzzyScore(entry.label, typed) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => Number(a.entry.isDisabled ?? false) - Number(b.entry.isDisabled ?? false) || b.score - a.score)
      .map(({ entry }) => entry);
    const known = knownConversations(typed, maxConversations);
    const further = found.filter(summary => !known.some(other => other.id === summary.id));
    return filled([
      { key: 'commands', heading: t('palette.commands'), entries: fitting },
      {
        key: 'conversations',
        heading: t('palette.conversations'),
        entries: [...known, ...further].slice(0, maxConversations).map(conversation),
      },
    ]);
  }, [typed, sets, found, usable, recent, t]);
}

function filled(groups: readonly PaletteGroup[]): readonly PaletteGroup[] {
  return groups.filter(group => group.entries.length > 0);
}

/** Conversations that only the history knows; asked for when the typing pauses. Until then those of the text before, where they fit. */
function useFoundConversations(typed: string): readonly ConversationSummary[] {
  const [found, setFound] = useState<Found>({ typed: '', summaries: [] });
  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(() => {
      void findConversations(typed, maxConversations).then(summaries => isCurrent && setFound({ typed, summaries }));
    }, searchDelayMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [typed]);
  return useMemo(
    () =>
      found.typed === typed ? found.summaries : found.summaries.filter(({ title }) => fuzzyScore(title, typed) > 0),
    [found, typed],
  );
}

interface Found {
  /** What was looked for. */
  readonly typed: string;
  readonly summaries: readonly ConversationSummary[];
}
