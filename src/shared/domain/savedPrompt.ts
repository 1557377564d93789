/** A prompt that the user keeps under a name; it may hold variables, see promptTemplate. */
export interface SavedPrompt {
  /** UUIDv7; chosen by who makes it, so that one that was deleted can come back as itself. */
  readonly id: string;
  /** Unique among the saved prompts, whatever its case. */
  readonly name: string;
  readonly text: string;
  /** Milliseconds since 1970 UTC. */
  readonly updatedAt: number;
}

export const maxPromptNameCharacters = 80;
export const maxPromptCharacters = 100_000;
/** More than anyone looks through, few enough to be read at once. */
export const maxSavedPrompts = 1_000;
