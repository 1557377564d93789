import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AppError, ErrorClass } from '../../../src/shared/domain/errors';
import { errorActions, errorWords } from '../../../src/state/errorWords';
import { failureKey } from '../../../src/state/failureWords';
import { raisedLimit } from '../../../src/state/outputLimit';

const words: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../../src/shared/locales/page.en.json'), 'utf8'),
);

/** Every class with the reasons that the main process gives, so far as something of their own is to be said. */
const told: { readonly [Class in ErrorClass]: readonly string[] } = {
  'bad-key': ['', 'refused-before', 'not-ascii'],
  'no-key': [''],
  'key-unreadable': [''],
  'no-money': [''],
  'rate-limit': ['', 'concurrency', 'daily', 'tokens', 'requests'],
  overloaded: ['', 'upstream-timeout', 'loading', 'broken-off'],
  'context-too-long': [''],
  moderation: [''],
  'model-gone': [''],
  permission: ['', 'region', 'removed', 'switched-off'],
  'bad-parameter': [''],
  network: ['', 'dns', 'refused', 'reset', 'unreachable', 'suspended', 'blocked-port'],
  tls: ['', 'expired', 'not-yet-valid', 'self-signed', 'unknown-issuer', 'revoked', 'wrong-host', 'handshake'],
  proxy: ['', 'authentication', 'refused'],
  timeout: ['', 'connect', 'first-byte', 'idle', 'upstream'],
  protocol: [
    '',
    'html',
    'redirect',
    'not-sse',
    'no-terminal-event',
    'wrong-path',
    'empty-body',
    'bad-http',
    'encoding',
    'line-cap',
    'total-cap',
  ],
  'too-large': ['', 'model-list', 'reasoning'],
  storage: ['', 'attachment-missing', 'unreadable'],
  unknown: [''],
};

const errors = Object.entries(told).flatMap(([errorClass, reasons]) =>
  reasons.map((reason): AppError => ({ class: errorClass as ErrorClass, reason, isRetryable: false })),
);

describe('an error of an answer', () => {
  it.each(errors)('has words and a button: $class $reason', error => {
    const key = errorWords(error);
    expect(words[key]).toBeTypeOf('string');
    if (error.reason !== '') expect(key).toBe(`error.${error.class}.${error.reason}`);
    expect(errorActions(error).length).toBeGreaterThan(0);
  });

  it('says whether the request was too large for the server or its answer for us', () => {
    const wordsOf = (reason?: string) => words[errorWords({ class: 'too-large', reason, isRetryable: false })];
    expect(wordsOf()).toContain('The request is too large');
    expect(wordsOf('model-list')).toContain('sent more than');
  });

  it.each([
    ['moonshot', 'error.bad-key'],
    ['minimax', 'error.bad-key'],
    ['deepseek', 'error.bad-key.one-site'],
    ['openrouter', 'error.bad-key.one-site'],
    ['custom', 'error.bad-key.one-site'],
    ['ollama', 'error.bad-key.one-site'],
  ])('speaks of sites in China and abroad only where the vendor has both: %s', (vendorId, told) => {
    const refused: AppError = { class: 'bad-key', isRetryable: false };
    expect(errorWords(refused, vendorId)).toBe(told);
    expect(words[told]).toBeTypeOf('string');
    expect(errorWords({ ...refused, reason: 'refused-before' }, vendorId)).toBe('error.bad-key.refused-before');
  });

  it('is told by its class when its reason is new', () => {
    expect(errorWords({ class: 'network', reason: 'something-else', isRetryable: false })).toBe('error.network');
  });

  it('offers to wait where the vendor names a wait, and to top up where money is missing', () => {
    expect(errorActions({ class: 'rate-limit', isRetryable: true })[0]).toBe('wait');
    expect(errorActions({ class: 'no-money', isRetryable: false })[0]).toBe('billing-page');
    expect(errorActions({ class: 'permission', reason: 'removed', isRetryable: false })).toEqual(['another-model']);
  });
});

describe('a refused call', () => {
  it.each([
    ['E_NOT_FOUND', 'lane'],
    ['E_CONFLICT', 'lanes'],
    ['E_STORAGE', 'attachment-damaged'],
    ['E_BAD_REQUEST', 'empty'],
  ] as const)('says what to do next: %s %s', (code, reason) => {
    expect(words[failureKey(code, reason)]).toBeTypeOf('string');
    expect(failureKey(code, reason)).toBe(`failure.${code}.${reason}`);
  });
});

describe('a higher output limit', () => {
  it('is twice the old one, at most what the model can write', () => {
    expect(raisedLimit(2_000, undefined, undefined)).toBe(4_000);
    expect(raisedLimit(2_000, 1_999, 3_000)).toBe(3_000);
    expect(raisedLimit(10, 10, undefined)).toBe(1_024);
  });

  it('is taken from what was written where no limit was set', () => {
    expect(raisedLimit(undefined, 4_096, 65_536)).toBe(8_192);
  });

  it('is not offered where there is no more room or nothing is known', () => {
    expect(raisedLimit(65_536, undefined, 65_536)).toBeUndefined();
    expect(raisedLimit(undefined, undefined, 65_536)).toBeUndefined();
  });
});
