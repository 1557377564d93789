import type { AppError, ErrorClass } from '../../src/shared/domain/errors';
import { redactSecrets } from './errorText';

/** Our finer word inside a class, where the status or the text tells it. */
export function reasonInside(errorClass: ErrorClass, status: number | undefined, text: string): string | undefined {
  if (errorClass === 'rate-limit') {
    if (/concurren/.test(text)) return 'concurrency';
    if (/per[- _]?day|daily|\b[rt]pd\b/.test(text)) return 'daily';
    if (/\btpm\b|tokens? per min/.test(text)) return 'tokens';
    return /\b[rq]pm\b|requests? per min/.test(text) ? 'requests' : undefined;
  }
  if (errorClass === 'overloaded')
    return status === 408 || status === 504
      ? 'upstream-timeout'
      : text.includes('loading model')
        ? 'loading'
        : undefined;
  if (errorClass === 'permission')
    return status === 451 || /country|region|territory/.test(text) ? 'region' : undefined;
  if (errorClass === 'protocol') return status === 405 ? 'wrong-path' : status === 421 ? 'wrong-host' : undefined;
  if (errorClass === 'timeout') return 'upstream';
  return errorClass === 'proxy' ? 'authentication' : undefined;
}

const limitPatterns: readonly RegExp[] = [
  /range of input length should be \[\s*\d+\s*,\s*([\d,]+)\s*\]/i,
  /(?:model )?token limit\s*:?\s*(?:is\s*)?([\d,]+)/i,
  /available context size \(?([\d,]+)/i,
  /(?:maximum|max|total|supported)?\s*context (?:length|window|size)(?: of| is| limit)*\s*(?:only\s*)?:?\s*\(?([\d,]+)/i,
  /must be <=? ?([\d,]+)/i,
  /max_seq_len\s*\(?\s*([\d,]+)/i,
  /max input tokens is ([\d,]+)/i,
  /maximum(?: allowed)?(?: number of| input length of)?\s*(?:tokens?)?\s*(?:is|of|:)?\s*([\d,]{4,})/i,
];

/** The limit in tokens that a text about a too long context names. */
export function limitOf(words: string): number | undefined {
  const text = words.slice(0, 4_000);
  for (const pattern of limitPatterns) {
    const digits = pattern.exec(text)?.[1]?.replaceAll(',', '');
    if (digits !== undefined && digits !== '' && Number(digits) > 0 && Number(digits) <= 1e9) return Number(digits);
  }
  return undefined;
}

/** Fields that we may send, as a text names them without saying that they are fields. */
const fieldNames =
  'tool_choice|temperature|top_p|top_k|reasoning_effort|enable_thinking|thinking_budget|thinking|max_completion_tokens|max_tokens|seed|presence_penalty|frequency_penalty|response_format|stream_options|reasoning_content';

const parameterPatterns: readonly RegExp[] = [
  /(?:unsupported|unknown|unrecognized|invalid|unexpected)(?: request)? (?:parameter|argument|field|name|property|key)(?: supplied)?s?:?\s*[`'"]?([a-z_][\w.]*)/i,
  /^invalid (?!request\b|params\b|parameters\b|input\b)([a-z_]\w*)\s*:/i,
  /value of the ([a-z_]\w*) parameter/i,
  /parameter\.([a-z_]\w*) must/i,
  /\([`'"]([a-z_]\w*)[`'"] (?:was|were) unexpected/i,
  /validation errors? for \w+\s+(?:body\.)?([a-z_][\w.]*)/i,
  new RegExp(`参数\\s*[\`'"“「]?(${fieldNames}|stop)(?!\\w)`, 'i'),
  new RegExp(`(?<![\\w.])(${fieldNames}|stop)[\`'"”」]?\\s*(?:参数|字段)`, 'i'),
  new RegExp(`(?<![\\w.])[\`'"]?(${fieldNames}|stop|n)[\`'"]? (?:is|must|should|does|in the|'specified')`, 'i'),
  new RegExp(`(?<![\\w.])[\`'"]?(${fieldNames})(?:'s value|[\`'"]?\\s*:)`, 'i'),
];

/** Name of the request field that was refused, as told or as the text names it. */
export function parameterOf(told: string | undefined, words: string, apiKey: string | undefined): string | undefined {
  const text = words.slice(0, 2_000);
  const found = told ?? parameterPatterns.map(pattern => pattern.exec(text)?.[1]).find(name => name !== undefined);
  return found === undefined ? undefined : redactSecrets(found, apiKey).slice(0, 100);
}

/** Which side a content filter blocked; undefined where neither the code nor the text nor the status tells. */
export function blockedSide(
  codes: readonly string[],
  text: string,
  httpStatus: number | undefined,
): AppError['blocked'] {
  if (codes.includes('1027') || /\boutput\b|\bresponse\b|\bcompletion\b/.test(text)) return 'answer';
  if (codes.includes('1026') || codes.some(code => code.endsWith('_unsafe')) || /\binput\b|\bprompt\b/.test(text))
    return 'question';
  // An answer that was never begun cannot have been blocked.
  return httpStatus === undefined ? undefined : 'question';
}
