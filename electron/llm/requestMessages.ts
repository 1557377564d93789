import type { ChatImage, ChatMessage } from '../../src/shared/domain/chat';
import type { DroppedField } from '../../src/shared/domain/droppedField';
import type { JsonValue } from '../../src/shared/domain/part';
import { pictureRefusal, type SideRefusal, sideRefusal } from '../../src/shared/vendors/pictures';
import type { RequestRules } from '../../src/shared/vendors/types';
import type { ModelFacts } from './requestParameters';
import type { ChatRequest } from './types';

type WireMessage = { readonly [field: string]: JsonValue };

/** A request whose model and rules are settled. */
export interface MessageSource extends Pick<ChatRequest, 'vendor' | 'modelId' | 'messages' | 'continuation'> {
  readonly rules: RequestRules;
  readonly model: ModelFacts;
  /** False where the vendor's own way to continue an answer cannot be used at this address. */
  readonly canPrefix: boolean;
}

export interface WireMessages {
  readonly messages: readonly WireMessage[];
  readonly dropped: readonly DroppedField[];
  /** Of all pictures that are sent; nothing else comes near to a limit of a request. */
  readonly imageCharacters: number;
}

/** What stands for a picture in a message that would otherwise be empty. */
const imagePlaceholder = '[image]';

const continueInstruction =
  'Your last message was cut off. Go on exactly where it stops: repeat nothing and make no remark about the interruption.';

/**
 * The history as the vendor wants it: one system message, then user and assistant in turn. Texts are plain strings, arrays only where a
 * picture is. Turns with nothing in them are left out, and neighbours of the same role joined, because several vendors refuse both.
 */
export function wireMessages(source: MessageSource): WireMessages {
  const dropped: DroppedField[] = [];
  const system = source.messages
    .filter(({ role, text }) => role === 'system' && text.trim() !== '')
    .map(({ text }) => text)
    .join('\n\n');
  const turns = inTurn(source.messages.filter(({ role }) => role !== 'system').filter(hasContent(dropped)));
  return {
    messages: [
      ...(system === '' ? [] : [{ role: 'system', content: system }]),
      ...turns.map(message =>
        message.role === 'user' ? userMessage(message, source, dropped) : assistantMessage(message, source),
      ),
      ...continuationMessages(source, dropped),
    ],
    dropped: unique(dropped),
    imageCharacters: turns.reduce((sum, { images = [] }) => {
      const sent = images.filter(image => imageRefusal(image, source.rules, source.model) === undefined);
      return sum + sent.reduce((own, { base64 }) => own + base64.length, 0);
    }, 0),
  };
}

function hasContent(dropped: DroppedField[]): (message: ChatMessage) => boolean {
  return ({ role, text, images = [] }) => {
    const isKept = text.trim() !== '' || (role === 'user' && images.length > 0);
    if (!isKept) dropped.push({ field: 'messages', reason: 'empty' });
    return isKept;
  };
}

/** Joins neighbours of the same role. Reasoning of joined answers stays out: it belongs to neither as received. */
function inTurn(messages: readonly ChatMessage[]): ChatMessage[] {
  const turns: ChatMessage[] = [];
  for (const message of messages) {
    const before = turns.at(-1);
    if (before?.role !== message.role) turns.push(message);
    else {
      turns[turns.length - 1] = {
        role: message.role,
        text: [before.text, message.text].filter(text => text !== '').join('\n\n'),
        images: [...(before.images ?? []), ...(message.images ?? [])],
      };
    }
  }
  return turns;
}

function userMessage(message: ChatMessage, { rules, model }: MessageSource, dropped: DroppedField[]): WireMessage {
  const images = (message.images ?? []).filter(image => {
    const reason = imageRefusal(image, rules, model);
    if (reason !== undefined) dropped.push({ field: 'images', reason });
    return reason === undefined;
  });
  if (images.length === 0)
    return { role: 'user', content: message.text.trim() === '' ? imagePlaceholder : message.text };
  const parts = images.map(({ mediaType, base64 }) => ({
    type: 'image_url',
    image_url: { url: `data:${mediaType};base64,${base64}` },
  }));
  const text = message.text.trim() === '' ? [] : [{ type: 'text', text: message.text }];
  return { role: 'user', content: [...parts, ...text] };
}

function imageRefusal(image: ChatImage, rules: RequestRules, model: ModelFacts): DroppedField['reason'] | undefined {
  if (rules.images === 'none' || !model.input.includes('image')) return 'not-accepted';
  return pictureRefusal({ ...image, sizeBytes: Math.floor((image.base64.length * 3) / 4) }, rules);
}

/**
 * Which side of a picture of the newest prompt the vendor would refuse. Asking without that picture would be about something else, where
 * one that the model cannot see at all is simply left out.
 */
export function promptSideRefusal(
  messages: readonly ChatMessage[],
  rules: RequestRules,
  model: ModelFacts,
): SideRefusal | undefined {
  const images = messages.findLast(({ role }) => role === 'user')?.images ?? [];
  const sent = images.filter(image => {
    const reason = imageRefusal(image, rules, model);
    return reason === undefined || isAboutSides(reason);
  });
  return sent.map(image => sideRefusal(image, rules)).find(refusal => refusal !== undefined);
}

function isAboutSides(reason: DroppedField['reason']): boolean {
  return reason === 'side-too-short' || reason === 'side-too-long' || reason === 'too-narrow';
}

/** An earlier answer, with the reasoning that its vendor wants back. */
function assistantMessage(message: ChatMessage, source: MessageSource): WireMessage {
  const { text } = message;
  const isOwn = cameFromHere(message, source);
  const reasoning = isOwn ? (message.reasoning ?? '') : '';
  const details = isOwn ? message.replay?.reasoningDetails : undefined;
  const plain = { role: 'assistant', content: text };
  const inField = reasoning === '' ? plain : { ...plain, reasoning_content: reasoning };
  switch (source.rules.replay) {
    case 'none':
      return plain;
    case 'stored-reasoning':
      return inField;
    case 'always-reasoning':
      return { ...plain, reasoning_content: reasoning };
    case 'reasoning-details':
      return details === undefined ? plain : { ...plain, reasoning_details: details };
    case 'as-received':
      if (details !== undefined) return { ...plain, reasoning_details: details };
      if (reasoning !== '' && message.replay?.isReasoningInline === true) {
        return { ...plain, content: `<think>${reasoning}</think>${text}` };
      }
      return inField;
  }
}

/**
 * True when reasoning may go back to where it came from. A host serves models of many makers, whose reasoning is no business of each
 * other, so there it must be the same model as well.
 */
function cameFromHere({ author }: ChatMessage, { vendor, modelId }: MessageSource): boolean {
  if (author?.vendorId !== vendor.id) return false;
  return vendor.kind === 'vendor' || author.modelId === modelId;
}

function continuationMessages(source: MessageSource, dropped: DroppedField[]): WireMessage[] {
  const { continuation, rules } = source;
  if (continuation === undefined) return [];
  const { text, reasoning } = continuation;
  if (text.trim() === '') {
    // Only reasoning had arrived, and an answer without text is refused in a history: the question is asked again.
    dropped.push({ field: 'continuation', reason: 'empty' });
    return [];
  }
  const partial = {
    role: 'assistant',
    content: text,
    ...(reasoning === '' ? {} : { reasoning_content: reasoning }),
  };
  if (rules.continuation === 'partial') return [{ ...partial, partial: true }];
  if (rules.continuation === 'prefix' && source.canPrefix) return [{ ...partial, prefix: true }];
  const author = { vendorId: source.vendor.id, modelId: source.modelId };
  return [
    assistantMessage({ role: 'assistant', text, reasoning, author }, source),
    { role: 'user', content: continueInstruction },
  ];
}

function unique(dropped: readonly DroppedField[]): DroppedField[] {
  return [...new Map(dropped.map(entry => [`${entry.field} ${entry.reason}`, entry])).values()];
}
