import { z } from 'zod';
import type { Timings } from '../../src/shared/domain/answer';
import type { LaneParameters } from '../../src/shared/domain/conversation';
import { type AppError, errorClasses } from '../../src/shared/domain/errors';
import { type JsonValue, type Replay, type StreamNotice, streamNotices } from '../../src/shared/domain/part';
import type { Price } from '../../src/shared/domain/price';
import type { Usage } from '../../src/shared/domain/usage';

/**
 * Columns that hold JSON are read loosely: what does not fit is left out, down to the single field, so that one damaged value never hides
 * a conversation.
 */
const number = z.number().optional().catch(undefined);
const string = z.string().optional().catch(undefined);

const timingsSchema: z.ZodType<Timings> = z.object({
  sentMs: number,
  headersMs: number,
  firstTokenMs: number,
  firstTextMs: number,
  reasoningEndMs: number,
  endMs: number,
});

const usageSchema: z.ZodType<Usage> = z.object({
  inputTokens: number,
  cachedInputTokens: number,
  cacheWriteTokens: number,
  outputTokens: number,
  reasoningTokens: number,
  largestInputTokens: number,
  isPartial: z.boolean().optional().catch(undefined),
});

/** Strict in its numbers: a price with a part missing would compute a wrong cost, and no cost is better than a wrong one. */
const priceSchema: z.ZodType<Price> = z.object({
  currency: z.enum(['USD', 'CNY']),
  inputPerMillion: z.number(),
  cachedInputPerMillion: z.number().optional(),
  cacheWritePerMillion: z.number().optional(),
  outputPerMillion: z.number(),
  thinkingOutputPerMillion: z.number().optional(),
  longInput: z
    .object({
      aboveInputTokens: z.number(),
      inputPerMillion: z.number(),
      cachedInputPerMillion: z.number().optional(),
      outputPerMillion: z.number(),
    })
    .optional(),
  upToInputTokens: z.number().optional(),
  peak: z
    .object({
      factor: z.number(),
      days: z.array(z.number()),
      hoursUtc: z.array(z.tuple([z.number(), z.number()])),
    })
    .optional(),
  source: z.string().catch(''),
  readOn: z.string().catch(''),
});

/** Error of a request, of whatever version wrote it. */
export const errorSchema: z.ZodType<AppError> = z.object({
  class: z.enum(errorClasses).catch('unknown'),
  reason: string,
  httpStatus: number,
  vendorCode: string,
  detail: string,
  requestId: string,
  host: string,
  retryAfterMs: number,
  parameter: string,
  limitTokens: number,
  blocked: z.enum(['question', 'answer']).optional().catch(undefined),
  isRetryable: z.boolean().catch(false),
});

const noticesSchema = z
  .array(z.enum(streamNotices).optional().catch(undefined))
  .transform((notices): readonly StreamNotice[] => notices.filter(notice => notice !== undefined));

const replaySchema: z.ZodType<Replay> = z.object({
  reasoningDetails: z
    .array(z.json().transform((value): JsonValue => value))
    .optional()
    .catch(undefined),
  isReasoningInline: z.boolean().optional().catch(undefined),
});

const parametersSchema: z.ZodType<LaneParameters> = z.object({
  thinking: z.enum(['default', 'on', 'off']).catch('default'),
  effort: string,
  temperature: number,
  topP: number,
  maxOutputTokens: number,
  thinkingBudgetTokens: number,
  seed: number,
  stop: z.array(z.string()).optional().catch(undefined),
});

const idsSchema = z.array(z.string().optional().catch(undefined)).transform(ids => ids.filter(id => id !== undefined));

/** Result of one column, undefined when it is empty or cannot be read. */
function readColumn<Value>(text: string | null, schema: z.ZodType<Value>): Value | undefined {
  if (text === null) return undefined;
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** The same few prices stand in thousands of answers. */
const knownPrices = new Map<string, Price | undefined>();
const maxKnownPrices = 500;

/** Timings of an answer; empty when unreadable. */
export function readTimings(text: string): Timings {
  return (text === '{}' ? undefined : readColumn(text, timingsSchema)) ?? {};
}

/** Token counts of an answer. */
export function readUsage(text: string | null): Usage | undefined {
  return readColumn(text, usageSchema);
}

/** Price an answer was computed with; undefined when any number of it is unreadable. */
export function readPrice(text: string | null): Price | undefined {
  if (text === null) return undefined;
  if (!knownPrices.has(text)) {
    if (knownPrices.size >= maxKnownPrices) knownPrices.clear();
    knownPrices.set(text, readColumn(text, priceSchema));
  }
  return knownPrices.get(text);
}

/** Error of an answer. */
export function readError(text: string | null): AppError | undefined {
  return readColumn(text, errorSchema);
}

/** Notices of an answer; unknown ones are left out. */
export function readNotices(text: string | null): readonly StreamNotice[] {
  return readColumn(text, noticesSchema) ?? [];
}

/** What a vendor wants back of an answer. */
export function readReplay(text: string | null): Replay | undefined {
  return readColumn(text, replaySchema);
}

/** Parameters of a lane; unreadable ones are not sent. */
export function readParameters(text: string): LaneParameters {
  return readColumn(text, parametersSchema) ?? { thinking: 'default' };
}

/** Ids in a list; what is none is left out. */
export function readIds<Id extends string>(text: string): readonly Id[] {
  return (readColumn(text, idsSchema) ?? []).map(id => id as Id);
}

/** Text of a JSON column; NULL for an absent value. */
export function writeJson(value: object | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
