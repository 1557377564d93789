import type { DroppedField } from '../../src/shared/domain/droppedField';
import type { JsonValue } from '../../src/shared/domain/part';
import { currentModel, describeModel, regionAt, requestRules } from '../../src/shared/vendors/index';
import type { SideRefusal } from '../../src/shared/vendors/pictures';
import type { RequestRules } from '../../src/shared/vendors/types';
import { promptSideRefusal, wireMessages } from './requestMessages';
import { type ModelFacts, parameterFields } from './requestParameters';
import type { ChatRequest } from './types';

/** The JSON that is posted. */
export type RequestBody = { readonly [field: string]: JsonValue };

export interface BuiltRequest {
  readonly body: RequestBody;
  /** What the user set or the history holds and the request does not. */
  readonly dropped: readonly DroppedField[];
  /** Why it must not be sent: the vendor would refuse it. The class is `too-large`. */
  readonly refusal?: SideRefusal | 'whole' | undefined;
}

/** The part of a request that says where it goes. */
type Target = Pick<ChatRequest, 'vendor' | 'modelId' | 'baseUrl' | 'continuation'>;

/** The request as the vendor wants it, made from the vendor's data alone; the same input always gives the same body. */
export function buildRequestBody(request: ChatRequest): BuiltRequest {
  const { modelId, thinking } = currentModel(request.vendor, request.modelId);
  const rules = requestRules(request.vendor, modelId);
  const model = modelFacts(request, modelId);
  const parameters =
    request.parameters.thinking === 'default' && thinking !== undefined
      ? { ...request.parameters, thinking }
      : request.parameters;
  const settings = parameterFields(rules, model, parameters);
  const history = wireMessages({ ...request, modelId, rules, model, canPrefix: canPrefix(request) });
  return {
    body: {
      model: modelId,
      messages: history.messages,
      stream: true,
      stream_options: { include_usage: true },
      ...settings.fields,
      ...rules.extraFields,
    },
    dropped: [...settings.dropped, ...history.dropped],
    refusal:
      promptSideRefusal(request.messages, rules, model) ??
      (history.imageCharacters > (rules.maxRequestBytes ?? Number.POSITIVE_INFINITY) ? 'whole' : undefined),
  };
}

/** The address that the body is posted to: another path of the same host where a vendor continues answers there. */
export function requestUrl(request: Target): string {
  const { continuation, continuationPath } = rulesFor(request);
  const hasText = (request.continuation?.text.trim() ?? '') !== '';
  const isElsewhere = hasText && continuation === 'prefix' && continuationPath !== undefined && canPrefix(request);
  const base = isElsewhere ? `${new URL(request.baseUrl).origin}${continuationPath}` : request.baseUrl;
  return `${base.replace(/\/+$/, '')}/chat/completions`;
}

/** Headers of the request, in lower case. The key stands in one of them, so they must never be logged. */
export function requestHeaders(request: Pick<ChatRequest, 'vendor' | 'modelId' | 'apiKey'>): Record<string, string> {
  const { extraHeaders } = rulesFor(request);
  return {
    'content-type': 'application/json',
    accept: 'text/event-stream',
    ...(request.apiKey === undefined ? {} : { authorization: `Bearer ${request.apiKey}` }),
    ...extraHeaders,
  };
}

const samplingAndEffort = ['temperature', 'top_p', 'seed', 'stop', 'reasoning_effort', 'thinking_budget'];
const switches = ['thinking', 'enable_thinking', 'chat_template_kwargs', 'reasoning', 'reasoning_effort'];
const required = ['model', 'messages', 'stream'];

/**
 * The same request without the field that a server refused, for the one retry after a bad-parameter error. When the server names none
 * that is in the body, all sampling and effort goes, or when there is none of these the thinking switch. `dropped` is empty when there is
 * nothing to leave out: asking again would be refused again.
 */
export function withoutOptionalFields(body: RequestBody, parameter?: string): BuiltRequest {
  const fields = refusedFields(body, parameter);
  return {
    body: Object.fromEntries(Object.entries(body).filter(([name]) => !fields.includes(name))),
    dropped: fields.map(field => ({ field, reason: 'refused' })),
  };
}

/** `parameter` may be a path, as in `reasoning.effort` or `messages[0].content`. */
function refusedFields(body: RequestBody, parameter = ''): readonly string[] {
  const present = (name: string) => Object.hasOwn(body, name);
  const named = parameter.split(/[^A-Za-z_]+/).find(present);
  if (named !== undefined) return required.includes(named) ? [] : [named];
  const tuning = samplingAndEffort.filter(name => present(name) && body[name] !== 'none');
  return tuning.length > 0 ? tuning : switches.filter(present);
}

/** What the table or the vendor's list says of the model; where they do not know, what its family's rules say. */
function modelFacts(request: ChatRequest, modelId: string): ModelFacts {
  const described = describeModel(request.vendor, modelId);
  const given = request.model?.id === modelId ? request.model : undefined;
  if (given === undefined) return described;
  return {
    ...given,
    thinking: given.thinking === 'unknown' ? described.thinking : given.thinking,
    efforts: given.efforts ?? described.efforts,
  };
}

/** Continuing on another path works at the vendor's own hosts only; a relay at an address of the user's may not have it. */
function canPrefix({ vendor, modelId, baseUrl }: Target): boolean {
  return rulesFor({ vendor, modelId }).continuationPath === undefined || regionAt(vendor, baseUrl) !== undefined;
}

function rulesFor({ vendor, modelId }: Pick<ChatRequest, 'vendor' | 'modelId'>): RequestRules {
  return requestRules(vendor, currentModel(vendor, modelId).modelId);
}
