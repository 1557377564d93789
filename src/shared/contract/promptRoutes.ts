import { z } from 'zod';
import { maxPromptCharacters, maxPromptNameCharacters, type SavedPrompt } from '../domain/savedPrompt';
import { route } from './define';
import * as schema from './schemas';

/** Calls about what was or could be written into the composer. */
export const promptRoutes = {
  /** By name. */
  'prompt.list': route(z.strictObject({}), 5).returns<readonly SavedPrompt[]>(),
  /** Makes or changes the prompt with this id. E_CONFLICT `prompt-name` when another has the name, E_LIMIT `prompts`. */
  'prompt.save': route(
    z.strictObject({
      id: schema.promptId,
      name: z.string().trim().min(1).max(maxPromptNameCharacters),
      text: z.string().min(1).max(maxPromptCharacters),
    }),
    10,
  ).returns<SavedPrompt>(),
  /** Saving it again under its id brings it back. */
  'prompt.remove': route(z.strictObject({ id: schema.promptId }), 10).returns<void>(),
  /** What was asked last in other conversations, newest first, each text once. Very long ones are left out. */
  'prompt.earlier': route(z.strictObject({ except: schema.conversationId.optional() }), 5).returns<readonly string[]>(),
} as const;
