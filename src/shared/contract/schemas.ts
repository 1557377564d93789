import { z } from 'zod';
import { mostBackups } from '../domain/backup';
import { type CommandId, commandIds } from '../domain/commands';
import { maxFolderNameCharacters } from '../domain/folder';
import type { AnswerId, AttachmentId, ConnectionId, ConversationId, FolderId, LaneId, TurnId } from '../domain/ids';
import { laneSetsProblem, maxLaneSetNameCharacters } from '../domain/laneSet';
import { isGlobalShortcut } from '../domain/shortcut';

const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);

export const conversationId = uuid.transform(text => text as ConversationId);
export const laneId = uuid.transform(text => text as LaneId);
export const turnId = uuid.transform(text => text as TurnId);
export const answerId = uuid.transform(text => text as AnswerId);
export const connectionId = uuid.transform(text => text as ConnectionId);
export const attachmentId = uuid.transform(text => text as AttachmentId);
export const folderId = uuid.transform(text => text as FolderId);

export const commandId = z.enum(commandIds as [CommandId, ...CommandId[]]);

/** A saved prompt. */
export const promptId = uuid;

export const title = z.string().min(1).max(500);
/** One that a conversation has: none, or also a longer one than a user may write, from an import. */
export const keptTitle = z.string().max(2_000);
export const folderName = z.string().trim().min(1).max(maxFolderNameCharacters);
export const modelId = z.string().min(1).max(300);
/** Up to 8 MB of text: far beyond any context size, small enough to be stored as one row. */
export const prompt = z.string().max(8_000_000);
/** A file of up to 20 MB, which is still to be looked through: see `isBase64InPieces`. zod's own check decodes it, which takes seconds. */
export const base64 = z.string().max(28_000_000);
export const revision = z.number().int().min(0);

export const laneParameters = z.strictObject({
  thinking: z.enum(['default', 'on', 'off']),
  effort: z.string().max(20).optional(),
  temperature: z.number().min(0).max(2).optional(),
  topP: z.number().min(0).max(1).optional(),
  maxOutputTokens: z.number().int().min(1).max(2_000_000).optional(),
  thinkingBudgetTokens: z.number().int().min(1).max(2_000_000).optional(),
  seed: z.number().int().min(0).max(2_147_483_647).optional(),
  stop: z.array(z.string().min(1).max(200)).max(16).optional(),
});

export const laneChoice = z.strictObject({ connectionId, modelId });

/** Share of the room beside other lanes; their mean is 1. */
export const laneWidth = z.number().min(0.05).max(20);

export const layout = z.enum(['columns', 'grid', 'tabs']);
export const scrolling = z.enum(['shared', 'own', 'matched']);

export const newLane = z.strictObject({
  connectionId,
  modelId,
  parameters: laneParameters.optional(),
  systemPrompt: z.string().max(200_000).optional(),
  width: laneWidth.optional(),
});

export const connectionLimits = z.strictObject({
  maxConcurrent: z.number().int().min(1).max(64),
  connectTimeoutMs: z.number().int().min(1_000).max(120_000),
  firstByteTimeoutMs: z.number().int().min(1_000).max(3_600_000),
  idleTimeoutMs: z.number().int().min(1_000).max(3_600_000),
});

const price = z.strictObject({
  currency: z.enum(['USD', 'CNY']),
  inputPerMillion: z.number().min(0).max(1_000_000),
  cachedInputPerMillion: z.number().min(0).max(1_000_000).optional(),
  cacheWritePerMillion: z.number().min(0).max(1_000_000).optional(),
  outputPerMillion: z.number().min(0).max(1_000_000),
  source: z.string().max(2_000),
  readOn: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
});

const laneSets = z
  .array(
    z.strictObject({
      id: z.string().regex(/^[0-9a-z-]{1,40}$/),
      name: z.string().trim().min(1).max(maxLaneSetNameCharacters),
      lanes: z
        .array(
          z.strictObject({
            connectionId,
            modelId,
            connectionName: z.string().max(200),
            modelName: z.string().max(300),
            parameters: laneParameters.optional(),
            systemPrompt: z.string().max(200_000).optional(),
          }),
        )
        .min(1)
        .max(8),
    }),
  )
  .refine(sets => laneSetsProblem(sets) === undefined);

export const proxySettings = z.union([
  z.strictObject({ mode: z.enum(['system', 'none']) }),
  z.strictObject({ mode: z.literal('custom'), url: z.string().min(1).max(2_000) }),
]);

const desktopSettings = {
  motion: z.enum(['system', 'reduced']).optional(),
  isNotifying: z.boolean().optional(),
  isNotifyingSilently: z.boolean().optional(),
  isNotifyingWithText: z.boolean().optional(),
  isTrayShown: z.boolean().optional(),
  isQuickAskOn: z.boolean().optional(),
  quickAskShortcut: z.string().max(80).refine(isGlobalShortcut).optional(),
  quickAskSetId: z
    .string()
    .regex(/^[0-9a-z-]{0,40}$/)
    .optional(),
  isSpellChecked: z.boolean().optional(),
  isLookingForUpdates: z.boolean().optional(),
  spellCheckLanguages: z
    .array(z.string().regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}$/))
    .max(8)
    .optional(),
};

export const settingsPatch = z.strictObject({
  ...desktopSettings,
  theme: z.enum(['system', 'light', 'dark']).optional(),
  language: z.enum(['system', 'en', 'zh-CN', 'it']).optional(),
  sendKey: z.enum(['enter', 'mod-enter']).optional(),
  reasoningFold: z.enum(['auto', 'open', 'closed']).optional(),
  longPaste: z
    .strictObject({ isFile: z.boolean(), fromCharacters: z.number().int().min(500).max(1_000_000) })
    .optional(),
  backups: z
    .strictObject({
      dailyCount: z.number().int().min(1).max(mostBackups.daily),
      weeklyCount: z.number().int().min(0).max(mostBackups.weekly),
    })
    .optional(),
  hiddenStarters: z.array(z.string().max(40)).max(100).optional(),
  proxy: proxySettings.optional(),
  defaultLanes: z.array(laneChoice).max(8).optional(),
  laneSets: laneSets.optional(),
  titles: z.strictObject({ by: z.enum(['first-words', 'model']), model: laneChoice.optional() }).optional(),
  arrangement: z.strictObject({ layout, scrolling }).optional(),
  modelOverrides: z
    .record(
      z.string().max(400),
      z.strictObject({ contextTokens: z.number().int().min(1).max(100_000_000).optional(), price: price.optional() }),
    )
    .refine(overrides => Object.keys(overrides).length <= 2_000)
    .optional(),
  favouriteModels: z.array(laneChoice).max(200).optional(),
  hiddenModels: z.array(laneChoice).max(5_000).optional(),
  recentModels: z.array(laneChoice).max(20).optional(),
});
