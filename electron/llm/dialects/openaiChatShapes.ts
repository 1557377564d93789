import { isJsonObject } from '../errorFacts';
import { parseLenientJson } from '../lenientJson';
import type { JsonObject } from './openaiChatContent';

/** The frame, or the one inside of it, as the native formats of some vendors and gateways with a format of their own have it. */
export function frameBody(frame: JsonObject): JsonObject {
  if (frame.choices !== undefined) return frame;
  const { output, data, result } = frame;
  const inner = [output, data, result].find(value => isJsonObject(value) && Array.isArray(value.choices));
  return isJsonObject(inner) ? inner : frame;
}

/** The answers of a frame: a list, or what some servers make of one. */
export function choicesOf(body: JsonObject): readonly unknown[] {
  const { choices } = body;
  if (Array.isArray(choices)) return choices;
  if (choices === undefined) {
    const choice = nativeChoice(body);
    return choice === undefined ? [] : [choice];
  }
  return choicesIn(typeof choices === 'string' ? unpacked(choices) : choices);
}

/** Whether a document is an answer, of whatever shape. */
export function holdsAnswer(document: unknown): boolean {
  return isJsonObject(document) && (Array.isArray(document.choices) || choicesOf(frameBody(document)).length > 0);
}

/** A list, its only member alone, or an object whose names are numbers. */
function choicesIn(choices: unknown): readonly unknown[] {
  if (Array.isArray(choices)) return choices;
  if (!isJsonObject(choices)) return [];
  const names = Object.keys(choices);
  return names.length > 0 && names.every(name => /^\d{1,3}$/.test(name)) ? Object.values(choices) : [choices];
}

/** What was packed as a text once more. */
function unpacked(text: string): unknown {
  try {
    return parseLenientJson(text);
  } catch {
    return undefined;
  }
}

/** The one answer of a frame of another interface: DashScope's own, Baidu's first, Ollama's. */
function nativeChoice({ output, result, message, response, ...frame }: JsonObject): JsonObject | undefined {
  if (isJsonObject(output) && typeof output.text === 'string')
    return { delta: { content: output.text }, finish_reason: output.finish_reason };
  if (typeof result === 'string' && typeof frame.is_end === 'boolean')
    return { delta: { content: result }, finish_reason: frame.is_end ? (frame.finish_reason ?? 'stop') : null };
  const delta = isJsonObject(message) ? message : typeof response === 'string' ? { content: response } : undefined;
  if (typeof frame.done !== 'boolean' || delta === undefined) return undefined;
  return { delta, finish_reason: frame.done ? (frame.done_reason ?? 'stop') : null };
}

/** What the model said in MiniMax's first format, which has a list of messages by sender. */
export function saidIn(messages: unknown): string | undefined {
  if (!Array.isArray(messages)) return undefined;
  return messages
    .map(message => (isJsonObject(message) && typeof message.text === 'string' ? message.text : ''))
    .join('');
}
