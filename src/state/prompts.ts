import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import { CallFailureError, call } from '../bridge';
import { newId } from '../shared/domain/ids';
import { numberedName } from '../shared/domain/numberedName';
import type { SavedPrompt } from '../shared/domain/savedPrompt';
import { updateSettings, useApp } from './app';
import { showFailure } from './toasts';

/** Prompts that come with the program, in the order in which they are offered. Their words are in the translations. */
const starterIds = ['improve', 'translate', 'summarise', 'explain', 'review'] as const;
type StarterId = (typeof starterIds)[number];

/** One that can be chosen: a saved one, or one that comes with the program. */
export interface OfferedPrompt {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly isStarter: boolean;
}

const usePrompts = create<{ readonly saved: readonly SavedPrompt[] | undefined }>()(() => ({
  saved: undefined,
}));

/** Reads the saved prompts, once. */
export async function loadPrompts(): Promise<void> {
  if (usePrompts.getState().saved !== undefined) return;
  try {
    usePrompts.setState({ saved: await call('prompt.list', {}) });
  } catch (failure) {
    showFailure(failure);
  }
}

/** Everything that can be chosen: the user's own by name, then what comes with the program. */
export function useOfferedPrompts(): readonly OfferedPrompt[] {
  const saved = usePrompts(state => state.saved);
  const hidden = useApp(state => state.settings.hiddenStarters);
  const starters = useStarters();
  return useMemo(
    () => [
      ...(saved ?? []).map(prompt => ({ ...prompt, isStarter: false })),
      ...starters.filter(({ id }) => !hidden.includes(id)),
    ],
    [saved, hidden, starters],
  );
}

/** What comes with the program, hidden ones too. */
export function useStarters(): readonly OfferedPrompt[] {
  const { t } = useTranslation();
  return useMemo(
    () =>
      starterIds.map((id: StarterId) => ({
        id,
        name: t(`starter.${id}.name`),
        // In the translations double braces would be filled by the translating library.
        text: t(`starter.${id}.text`).replace(/\[\[(.*?)\]\]/g, '{{$1}}'),
        isStarter: true,
      })),
    [t],
  );
}

export type PromptProblem = 'name-taken' | 'failed';

/** Saves a prompt, new without an id. Answers what stands in the way. */
export async function savePrompt(
  prompt: Pick<SavedPrompt, 'name' | 'text'> & { readonly id?: string | undefined },
): Promise<{ readonly saved: SavedPrompt } | { readonly problem: PromptProblem }> {
  try {
    const saved = await call('prompt.save', { id: prompt.id ?? newId<never>(), name: prompt.name, text: prompt.text });
    usePrompts.setState(state => ({
      saved: [...(state.saved ?? []).filter(({ id }) => id !== saved.id), saved].sort(byName),
    }));
    return { saved };
  } catch (failure) {
    if (failure instanceof CallFailureError && failure.reason === 'prompt-name') return { problem: 'name-taken' };
    showFailure(failure);
    return { problem: 'failed' };
  }
}

/** Deletes a saved prompt; saving it under its id brings it back. Answers whether that worked. */
export async function removePrompt(id: string): Promise<boolean> {
  try {
    await call('prompt.remove', { id });
    usePrompts.setState(state => ({ saved: state.saved?.filter(prompt => prompt.id !== id) }));
    return true;
  } catch (failure) {
    showFailure(failure);
    return false;
  }
}

/** Puts a prompt that comes with the program out of sight, or back. */
export async function hideStarter(id: string, isHidden: boolean): Promise<void> {
  const others = useApp.getState().settings.hiddenStarters.filter(hidden => hidden !== id);
  await updateSettings({ hiddenStarters: isHidden ? [...others, id] : others });
}

/** A name that no saved prompt has yet. */
export function freePromptName(name: string): string {
  const taken = new Set((usePrompts.getState().saved ?? []).map(prompt => prompt.name.toLocaleLowerCase()));
  return numberedName(name, candidate => taken.has(candidate.toLocaleLowerCase()));
}

const lastValues = new Map<string, { readonly [variable: string]: string }>();

/** What was entered for the variables of a prompt the last time, until the page is left. */
export function lastPromptValues(id: string): { readonly [variable: string]: string } {
  return lastValues.get(id) ?? {};
}

export function rememberPromptValues(id: string, values: { readonly [variable: string]: string }): void {
  lastValues.set(id, values);
}

function byName(a: SavedPrompt, b: SavedPrompt): number {
  return a.name.localeCompare(b.name, undefined, { sensitivity: 'base' });
}
