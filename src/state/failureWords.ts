import { CallFailureError } from '../bridge';
import type { CallErrorCode } from '../shared/domain/errors';
import { useTranslation } from './translation';

/** Reasons that have words of their own, by code; the others are told by their code. */
const wordedReasons = {
  E_SECRET: ['locked', 'undecided', 'wrong-passphrase', 'unavailable', 'starting'],
  E_LIMIT: ['lanes', 'too-many-queued', 'attachments', 'prompts', 'folders'],
  E_STORAGE: [
    'disk-full',
    'attachment-missing',
    'attachment-damaged',
    'unreadable',
    'damaged',
    'newer-version',
    'backup-folder',
    'busy',
    'read-only',
    'gone',
    'target-gone',
    'target-read-only',
    'target-name',
    'target-taken',
    'target-too-large',
  ],
  E_TOO_LARGE: ['file', 'text', 'pixels'],
  E_CONFLICT: ['revision', 'cannot-continue', 'lanes', 'transfer', 'import', 'backup'],
  E_NOT_FOUND: ['backup', 'lane', 'attachment', 'connection', 'key', 'folder', 'turn'],
  E_CANCELLED: ['quitting'],
  E_INTERNAL: ['hidden-page'],
  E_BAD_REQUEST: [
    'empty',
    'no-lanes',
    'plain-http',
    'file-type',
    'empty-file',
    'pdf',
    'folder',
    'unreadable-file',
    'proxy-address',
    'no-title-model',
    'own-file',
    'import-empty',
    'import-not-json',
    'import-truncated',
    'import-encoding',
    'import-too-large',
    'import-too-many',
    'import-unknown-format',
    'import-newer',
    'import-nothing',
    'import-unreadable',
    'import-copied-storage',
    'import-crashed',
    'import-zip-unsafe',
    'import-zip-bomb',
    'import-zip-damaged',
    'import-zip-encrypted',
  ],
} as const;

type Worded = typeof wordedReasons;

export type FailureWords =
  | `failure.${CallErrorCode}`
  | { [Code in keyof Worded]: `failure.${Code}.${Worded[Code][number]}` }[keyof Worded];

const keyReasons = [
  'empty',
  'too-short',
  'too-long',
  'space-inside',
  'several',
  'stand-in',
  'look-alike',
  'not-ascii',
  'control-character',
  'kimi-code-key',
  'coding-plan-key',
] as const;

export type KeyReason = `key.${(typeof keyReasons)[number]}` | 'key.other';

/** Names the sentence that tells why a text cannot be a key. */
export function keyReason(reason: string): KeyReason {
  const known = keyReasons.find(candidate => candidate === reason);
  return known === undefined ? 'key.other' : `key.${known}`;
}

/** Names the sentence that tells why a call was refused. */
export function failureKey(code: CallErrorCode, reason: string | undefined): FailureWords {
  const reasons: { readonly [code: string]: readonly string[] } = wordedReasons;
  return reason !== undefined && reasons[code]?.includes(reason)
    ? (`failure.${code}.${reason}` as FailureWords)
    : `failure.${code}`;
}

/** The sentence for a failure that was caught. */
export function useFailureWords(): (failure: unknown) => string {
  const { t } = useTranslation();
  return failure => {
    if (!(failure instanceof CallFailureError)) return t('failure.E_INTERNAL');
    const { code, reason } = failure;
    if (code === 'E_BAD_REQUEST' && keyReasons.some(known => known === reason)) return t(keyReason(reason ?? ''));
    return t(failureKey(code, reason));
  };
}

/** True when a key could not be kept because no place for it is open. */
export function isSecretFailure(failure: unknown): boolean {
  return failure instanceof CallFailureError && failure.code === 'E_SECRET';
}
