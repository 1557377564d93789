import { useMemo } from 'react';
import { create } from 'zustand';
import { CallFailureError, call } from '../bridge';
import { newId } from '../shared/domain/ids';
import { numberedName } from '../shared/domain/numberedName';
import type { SavedPrompt } from '../shared/domain/savedPrompt';
import { updateSettings, useApp } from './app';
import { showFailure } from './toasts';
import { useTranslation } from './translation';

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

interface PromptsData {
  /** Undefined until they were read. */
  readonly saved: readonly SavedPrompt[] | undefined;
  /** The last reading of them failed. */
  readonly hasFailed: boolean;
}

export const usePrompts = create<PromptsData>()(() => ({ saved: undefined, hasFailed: false }));

let reading: Promise<void> | undefined;

/** Reads the saved prompts, once. Never rejects. */
export function loadPrompts(): Promise<void> {
  if (usePrompts.getState().saved !== undefined) return Promise.resolve();
  reading ??= readPrompts().finally(() => {
    reading = undefined;
  });
  return reading;
}

async function readPrompts(): Promise<void> {
  usePrompts.setState({ hasFailed: false });
  try {
    usePrompts.setState({ saved: await call('prompt.list', {}) });
  } catch (failure) {
    usePrompts.setState({ hasFailed: true });
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
  // The others are there first: what is saved would stand for all of them otherwise.
  await loadPrompts();
  try {
    const saved = await call('prompt.save', { id: prompt.id ?? newId<never>(), name: prompt.name, text: prompt.text });
    usePrompts.setState(state => ({
      saved: state.saved && [...state.saved.filter(({ id }) => id !== saved.id), saved].sort(byName),
    }));
    return { saved };
  } catch (failure) {
    if (failure instanceof CallFailureError && failure.reason === 'prompt-name') return { problem: 'name-taken' };
    showFailure(failure);
    return { problem: 'failed' };
  }
}

/** Brings a deleted prompt back; under another name where its own was given to another one meanwhile. Answers whether that worked. */
export async function restorePrompt(prompt: Pick<SavedPrompt, 'id' | 'name' | 'text'>): Promise<boolean> {
  const restored = await savePrompt(prompt);
  if ('saved' in restored) return true;
  if (restored.problem !== 'name-taken') return false;
  return 'saved' in (await savePrompt({ ...prompt, name: freePromptName(prompt.name) }));
}

/** Deletes a saved prompt; `restorePrompt` brings it back. Answers whether that worked. */
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
