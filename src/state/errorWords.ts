import type { AppError } from '../shared/domain/errors';
import { hasSiteInChina } from './vendors';

/** What the user can do about an error with one press. */
export type ErrorAction =
  | 'wait'
  | 'retry'
  | 'edit-prompt'
  /** Asks without the attachments that may be what is refused. */
  | 'drop-images'
  | 'drop-missing'
  | 'find-region'
  | 'open-connection'
  | 'key-page'
  | 'billing-page'
  | 'another-model'
  | 'lane-settings'
  | 'network-settings'
  | 'keys-settings';

const actions: { readonly [Class in AppError['class']]: readonly ErrorAction[] } = {
  'bad-key': ['find-region', 'open-connection', 'key-page', 'retry'],
  'no-key': ['open-connection', 'key-page', 'retry'],
  'key-unreadable': ['keys-settings', 'open-connection', 'retry'],
  'no-money': ['billing-page', 'another-model', 'retry'],
  'rate-limit': ['wait', 'retry', 'another-model'],
  overloaded: ['wait', 'retry', 'another-model'],
  'context-too-long': ['another-model', 'edit-prompt', 'drop-images'],
  moderation: ['edit-prompt', 'drop-images', 'another-model', 'retry'],
  'model-gone': ['another-model', 'open-connection', 'retry'],
  permission: ['another-model', 'open-connection', 'retry'],
  'bad-parameter': ['lane-settings', 'drop-images', 'retry', 'another-model'],
  network: ['retry', 'network-settings', 'open-connection'],
  tls: ['retry', 'network-settings', 'open-connection'],
  proxy: ['network-settings', 'retry'],
  timeout: ['retry', 'open-connection', 'another-model'],
  protocol: ['retry', 'open-connection'],
  'too-large': ['drop-images', 'retry', 'another-model'],
  storage: ['drop-missing', 'retry'],
  unknown: ['retry', 'drop-images', 'another-model'],
};

/** Reasons against which something else helps than against the rest of their class. */
const actionsByReason: { readonly [classAndReason: string]: readonly ErrorAction[] } = {
  'permission/removed': ['another-model'],
  'permission/switched-off': ['open-connection', 'another-model', 'retry'],
  'permission/region': ['another-model', 'network-settings', 'retry'],
  'too-large/side-too-short': ['drop-images', 'another-model'],
  'too-large/side-too-long': ['drop-images', 'another-model'],
  'too-large/too-narrow': ['drop-images', 'another-model'],
  'rate-limit/daily': ['wait', 'another-model', 'billing-page', 'retry'],
  'network/blocked-port': ['open-connection'],
  'protocol/wrong-path': ['open-connection', 'retry'],
  'protocol/wrong-host': ['open-connection', 'retry'],
  'protocol/bad-http': ['open-connection', 'retry'],
  'protocol/no-terminal-event': ['retry', 'another-model'],
};

/** What helps against an error, the likeliest first. */
export function errorActions(error: AppError): readonly ErrorAction[] {
  return actionsByReason[`${error.class}/${error.reason ?? ''}`] ?? actions[error.class];
}

/** Reasons that have words of their own, by class; the others are told by their class. */
const reasonsWithWords = {
  network: ['dns', 'refused', 'reset', 'unreachable', 'suspended', 'blocked-port'],
  tls: ['expired', 'self-signed', 'wrong-host', 'not-yet-valid', 'unknown-issuer', 'handshake', 'revoked'],
  timeout: ['connect', 'first-byte', 'idle', 'upstream'],
  protocol: [
    'html',
    'redirect',
    'not-sse',
    'no-terminal-event',
    'wrong-path',
    'wrong-host',
    'empty-body',
    'no-list',
    'bad-http',
    'encoding',
    'line-cap',
    'total-cap',
  ],
  proxy: ['authentication', 'refused', 'dns', 'not-resolved', 'bad-address'],
  overloaded: ['loading', 'broken-off', 'upstream-timeout'],
  'rate-limit': ['daily', 'concurrency', 'tokens', 'requests'],
  permission: ['removed', 'switched-off', 'region'],
  'bad-parameter': ['named'],
  'context-too-long': ['limit'],
  'bad-key': ['refused-before', 'not-ascii', 'one-site'],
  'too-large': ['model-list', 'reasoning', 'side-too-short', 'side-too-long', 'too-narrow'],
  storage: ['attachment-missing', 'unreadable'],
  moderation: ['question', 'answer'],
  unknown: ['copied-while-running'],
} as const;

type WordedReasons = typeof reasonsWithWords;

export type ErrorWords =
  | `error.${AppError['class']}`
  | { [Class in keyof WordedReasons]: `error.${Class}.${WordedReasons[Class][number]}` }[keyof WordedReasons];

/** Names the sentence that tells an error. Without the vendor that it is an error of, what holds for most is told. */
export function errorWords(error: AppError, vendorId?: string): ErrorWords {
  const finer = finerReason(error, vendorId);
  const worded: { readonly [errorClass: string]: readonly string[] } = reasonsWithWords;
  return finer !== undefined && worded[error.class]?.includes(finer)
    ? (`error.${error.class}.${finer}` as ErrorWords)
    : `error.${error.class}`;
}

function finerReason(error: AppError, vendorId: string | undefined): string | undefined {
  if (error.class === 'bad-key' && vendorId !== undefined && !hasSiteInChina(vendorId)) {
    return reasonsWithWords['bad-key'].find(reason => reason === error.reason) ?? 'one-site';
  }
  if (error.class === 'moderation') return error.blocked;
  if (error.class === 'bad-parameter' && error.parameter !== undefined) return 'named';
  return error.class === 'context-too-long' && error.limitTokens !== undefined ? 'limit' : error.reason;
}
