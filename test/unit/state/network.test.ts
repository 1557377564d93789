import { describe, expect, it } from 'vitest';
import { proxyFields, proxyUrl } from '../../../src/state/network';

describe('the address of a proxy', () => {
  it.each([
    [{ address: '127.0.0.1:7890', user: '', password: '' }, 'http://127.0.0.1:7890/'],
    [{ address: ' socks5://localhost:1080 ', user: '', password: '' }, 'socks5://localhost:1080'],
    [{ address: 'http://proxy:8080', user: 'me', password: 'p@ss:word/1' }, 'http://me:p%40ss%3Aword%2F1@proxy:8080/'],
    [{ address: 'http://me:secret@proxy:8080', user: '', password: '' }, 'http://me:secret@proxy:8080/'],
  ])('is made of its fields: %j', (fields, url) => {
    expect(proxyUrl(fields)).toBe(url);
  });

  it.each(['', 'ftp://proxy:21', 'javascript:alert(1)', 'a b', 'http://'])('is refused: %j', address => {
    expect(proxyUrl({ address, user: '', password: '' })).toBeUndefined();
  });

  it.each(['100%', '50%41', 'a b', 'm@e', '名'])('gives back the user name that was typed: %s', user => {
    const url = proxyUrl({ address: 'proxy:8080', user, password: '' });
    expect(url).toBeDefined();
    expect(proxyFields(url ?? '').user).toBe(user);
  });

  it('keeps a password that looks as if it were encoded as it is', () => {
    const url = new URL(proxyUrl({ address: 'proxy:8080', user: 'me', password: '50%41' }) ?? '');
    expect(decodeURIComponent(url.password)).toBe('50%41');
  });

  it('can be looked at although an older version saved a lone per cent sign in it', () => {
    expect(proxyFields('http://100%@proxy:8080/').user).toBe('100%');
  });

  it('is taken apart again, with the name as it was meant', () => {
    expect(proxyFields('http://m%40e@proxy:8080/')).toEqual({
      address: 'http://proxy:8080',
      user: 'm@e',
      password: '',
    });
  });
});
