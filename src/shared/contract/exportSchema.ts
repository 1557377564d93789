import { z } from 'zod';
import { errorClasses } from '../domain/errors';
import type { ExportedConversation } from '../domain/exportFormat';
import { finishReasons, type JsonValue, streamNotices } from '../domain/part';
import { keptTitle } from './schemas';

/**
 * What is accepted from a file. Unknown fields are left out, so that a later version may add some; what a file made by hand may lack has a
 * value; a wrong type refuses the conversation.
 * Texts are capped far above what the program itself writes.
 */
const id = z.string().min(1).max(200);
/** Absent, or null as many programs write it. */
const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().transform(value => value ?? undefined);
/** The same for what has a value where it is left out. */
const orElse = <Schema extends z.ZodType>(schema: Schema, value: z.output<Schema>) =>
  schema.nullish().transform(given => given ?? value);
/** One of these words; a later version may know more of them. */
const oneOf = <const Words extends readonly string[], Other>(words: Words, other: Other) =>
  z.enum(words).or(
    z
      .string()
      .max(100)
      .transform(() => other),
  );
const optionalId = maybe(id);
const text = z.string().max(40_000_000);
const moment = z.number();
const count = maybe(z.number().min(0).max(Number.MAX_SAFE_INTEGER));
const shortText = maybe(z.string().max(4_000));

const connection = z.object({ name: z.string().max(500), vendorId: z.string().max(100) });

const parameters = z.object({
  thinking: z.enum(['default', 'on', 'off']).catch('default'),
  effort: z.string().max(20).optional().catch(undefined),
  temperature: z.number().min(0).max(2).optional().catch(undefined),
  topP: z.number().min(0).max(1).optional().catch(undefined),
  maxOutputTokens: z.number().int().min(1).max(2_000_000).optional().catch(undefined),
  thinkingBudgetTokens: z.number().int().min(1).max(2_000_000).optional().catch(undefined),
  seed: z.number().int().min(0).max(2_147_483_647).optional().catch(undefined),
  stop: z.array(z.string().min(1).max(200)).max(16).optional().catch(undefined),
});

const lane = z.object({
  id,
  position: z.number().int().min(0).max(1_000_000),
  connection,
  modelId: z.string().min(1).max(300),
  parameters: orElse(parameters, { thinking: 'default' }),
  systemPrompt: orElse(z.string().max(200_000), ''),
  width: z.number().min(0.05).max(20).catch(1),
  headTurnId: optionalId,
  isRemoved: orElse(z.boolean(), false),
});

const turn = z.object({
  id,
  sequence: z.number().int().min(0).max(1_000_000_000),
  prompt: text,
  attachments: orElse(
    z
      .array(
        z.object({
          name: z.string().max(1_000),
          mediaType: z.string().max(200),
          sizeBytes: z.number().min(0),
          sha256: z.string().regex(/^[0-9a-f]{64}$/),
        }),
      )
      .max(50),
    [],
  ),
  createdAt: moment,
  editedFromTurnId: optionalId,
});

const turnLane = z.object({
  turnId: id,
  laneId: id,
  parentTurnId: optionalId,
  chosenAnswerId: optionalId,
  copiedAnswerId: optionalId,
});

const error = z.object({
  class: oneOf(errorClasses, 'unknown' as const),
  reason: shortText,
  httpStatus: count,
  vendorCode: shortText,
  detail: shortText,
  requestId: shortText,
  retryAfterMs: count,
  parameter: shortText,
  limitTokens: count,
  blocked: maybe(z.enum(['question', 'answer'])),
  isRetryable: z.boolean(),
});

const price = z.object({
  currency: z.enum(['USD', 'CNY']),
  inputPerMillion: z.number(),
  cachedInputPerMillion: maybe(z.number()),
  cacheWritePerMillion: maybe(z.number()),
  outputPerMillion: z.number(),
  thinkingOutputPerMillion: maybe(z.number()),
  longInput: maybe(
    z.object({
      aboveInputTokens: z.number(),
      inputPerMillion: z.number(),
      cachedInputPerMillion: maybe(z.number()),
      outputPerMillion: z.number(),
    }),
  ),
  upToInputTokens: maybe(z.number()),
  peak: maybe(
    z.object({
      factor: z.number(),
      days: z.array(z.number()).max(7),
      hoursUtc: z.array(z.tuple([z.number(), z.number()])).max(24),
    }),
  ),
  source: z.string().max(2_000),
  readOn: z.string().max(20),
});

const answer = z.object({
  id,
  turnId: id,
  laneId: id,
  sequence: z.number().int().min(0).max(1_000_000_000),
  status: z.enum(['done', 'stopped', 'interrupted', 'failed']),
  connection,
  modelId: z.string().min(1).max(300),
  returnedModelId: maybe(z.string().max(300)),
  text,
  reasoning: orElse(text, ''),
  finishReason: maybe(oneOf(finishReasons, 'other' as const)),
  finishReasonRaw: shortText,
  error: maybe(error),
  notices: orElse(z.array(oneOf(streamNotices, undefined)).max(100), []).transform(notices =>
    notices.filter(notice => notice !== undefined),
  ),
  usage: z
    .object({
      inputTokens: count,
      cachedInputTokens: count,
      cacheWriteTokens: count,
      outputTokens: count,
      reasoningTokens: count,
      largestInputTokens: count,
      isPartial: maybe(z.boolean()),
    })
    .nullish()
    .transform(usage => usage ?? undefined),
  price: maybe(price),
  requestId: shortText,
  startedAt: moment,
  timings: z
    .object({
      sentMs: count,
      headersMs: count,
      firstTokenMs: count,
      firstTextMs: count,
      reasoningEndMs: count,
      endMs: count,
    })
    .nullish()
    .transform(timings => timings ?? {}),
  replay: maybe(
    z.object({
      reasoningDetails: maybe(z.array(z.json().transform((value): JsonValue => value)).max(10_000)),
      isReasoningInline: maybe(z.boolean()),
    }),
  ),
  isDemo: orElse(z.boolean(), false),
});

/** One conversation of an export, as `docs/export-format.md` tells it. */
export const exportedConversation: z.ZodType<ExportedConversation> = z.object({
  id,
  title: keptTitle,
  isTitleByUser: orElse(z.boolean(), true),
  createdAt: moment,
  updatedAt: moment,
  isPinned: orElse(z.boolean(), false),
  isArchived: orElse(z.boolean(), false),
  folder: maybe(z.string().min(1).max(500)),
  layout: z.enum(['columns', 'grid', 'tabs']).catch('columns'),
  scrolling: z.enum(['shared', 'own', 'matched']).catch('shared'),
  draft: orElse(z.string().max(8_000_000), ''),
  lanes: z.array(lane).max(1_000),
  turns: z.array(turn).max(100_000),
  turnLanes: z.array(turnLane).max(400_000),
  answers: z.array(answer).max(400_000),
});

export const exportedContent = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  base64: z.string().max(30_000_000),
});
