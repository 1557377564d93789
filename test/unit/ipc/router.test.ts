import { beforeEach, describe, expect, it } from 'vitest';
import { type Caller, createRouter, type Handlers } from '../../../electron/ipc/router';
import { maxCallCharacters } from '../../../src/shared/contract/channels';
import { routes } from '../../../src/shared/contract/routes';
import type { ConversationDetail } from '../../../src/shared/domain/conversation';
import { CallError } from '../../../src/shared/domain/errors';
import { type ConversationId, newId } from '../../../src/shared/domain/ids';

const page: Caller = { isMainFrame: true, url: 'app://couplet/index.html' };
const seen: { route: string; input: unknown }[] = [];
const failures: unknown[] = [];
const clock = { ms: 0, isOpen: true };

beforeEach(() => {
  seen.length = 0;
  failures.length = 0;
  clock.ms = 0;
  clock.isOpen = true;
});

function router(replace: Partial<Handlers> = {}) {
  const recording = Object.fromEntries(
    Object.keys(routes).map(route => [
      route,
      (input: unknown) => {
        seen.push({ route, input });
        return Promise.resolve();
      },
    ]),
  );
  return createRouter({
    handlers: { ...recording, ...replace } as unknown as Handlers,
    pageOrigin: 'app://couplet',
    nowMs: () => clock.ms,
    isOpen: () => clock.isOpen,
    onFailure: (route, error) => failures.push({ route, error }),
  });
}

describe('the one entry from the page', () => {
  it('runs the handler of a known route with checked input', async () => {
    const input = { theme: 'dark' };
    await expect(router()(page, 'settings.update', JSON.stringify(input))).resolves.toEqual({
      ok: true,
      data: undefined,
    });
    expect(seen).toEqual([{ route: 'settings.update', input }]);
  });

  it('answers a whole conversation in one piece of text', async () => {
    const id = newId<ConversationId>();
    const answers = [{ text: 'half a pair: \ud83d', reasoning: '', usage: undefined }];
    const handle = router({ 'conversation.open': () => ({ answers }) as unknown as ConversationDetail });
    const result = await handle(page, 'conversation.open', JSON.stringify({ id }));
    expect(Object.keys(result)).toEqual(['ok', 'json']);
    expect(JSON.parse((result as { json: string }).json)).toEqual({ answers });
  });

  it('listens to the quick-ask window too, which is the same page', async () => {
    const quick = { ...page, url: 'app://couplet/index.html?view=quick-ask' };
    await expect(router()(quick, 'quickAsk.hide', '{}')).resolves.toMatchObject({ ok: true });
  });

  it.each([
    ['a frame inside the page', { ...page, isMainFrame: false }],
    ['another scheme', { ...page, url: 'https://couplet/index.html' }],
    ['another host', { ...page, url: 'app://couplet.evil/index.html' }],
    ['an address that only ends like it', { ...page, url: 'app://evil/?app://couplet/index.html' }],
    ['an empty frame', { ...page, url: 'about:blank' }],
    ['no address', { ...page, url: '' }],
  ])('refuses %s', async (_name, caller) => {
    await expect(router()(caller, 'app.state', '{}')).resolves.toMatchObject({ error: { code: 'E_FORBIDDEN' } });
    expect(seen).toEqual([]);
  });

  it.each(['nothing.here', '__proto__', 'constructor', 'toString', 'hasOwnProperty', ''])(
    'knows no route named "%s"',
    async name => {
      await expect(router()(page, name, '{}')).resolves.toMatchObject({ error: { code: 'E_UNKNOWN_ROUTE' } });
    },
  );

  it.each([
    ['a number as route', 7, '{}'],
    ['no input', 'app.state', undefined],
    ['an object instead of text', 'app.state', {}],
    ['broken JSON', 'app.state', '{'],
    ['null', 'app.state', 'null'],
    ['a list', 'app.state', '[]'],
    ['an unknown field', 'app.state', '{"extra":1}'],
    ['a polluting field', 'settings.update', '{"__proto__":{"theme":"dark"}}'],
    ['a wrong type', 'settings.update', '{"theme":1}'],
    ['an id that is none', 'conversation.open', '{"id":"1"}'],
  ])('refuses %s', async (_name, route, json) => {
    await expect(router()(page, route, json)).resolves.toMatchObject({ ok: false, error: { code: 'E_BAD_REQUEST' } });
    expect(seen).toEqual([]);
  });

  it('refuses what is nested without end, and text that is no base64, before they can hold it up', async () => {
    const deep = `{"id":${'['.repeat(8_000_000)}${']'.repeat(8_000_000)}}`;
    await expect(router()(page, 'conversation.open', deep)).resolves.toEqual({
      ok: false,
      error: { code: 'E_BAD_REQUEST', reason: 'not-json' },
    });
    const file = (base64: string) => JSON.stringify({ name: 'a.png', mediaType: 'image/png', base64 });
    const large = 'QUJD'.repeat(6_900_000);
    await expect(router()(page, 'attachment.add', file(large))).resolves.toMatchObject({ ok: true });
    for (const wrong of [`${large}!`, `${large}=`, 'QUJ', 'Q=JD', '=', 'QU\nJD']) {
      await expect(router()(page, 'attachment.add', file(wrong))).resolves.toMatchObject({
        error: { code: 'E_BAD_REQUEST', reason: 'base64' },
      });
    }
  });

  it('refuses what is larger than the cap', async () => {
    const json = JSON.stringify({ draft: 'x'.repeat(maxCallCharacters) });
    await expect(router()(page, 'conversation.saveDraft', json)).resolves.toMatchObject({
      error: { code: 'E_TOO_LARGE' },
    });
  });

  it('answers a refusal of ours as code and reason, and any other error as E_INTERNAL without its message', async () => {
    const handle = router({
      'conversation.open': () => {
        throw new CallError('E_NOT_FOUND', 'conversation');
      },
      'app.state': () => Promise.reject(new Error('EACCES /home/alice/secrets sk-live-123')),
    });
    const id = '01890000-0000-7000-8000-000000000000';
    await expect(handle(page, 'conversation.open', JSON.stringify({ id }))).resolves.toEqual({
      ok: false,
      error: { code: 'E_NOT_FOUND', reason: 'conversation' },
    });
    const result = await handle(page, 'app.state', '{}');
    expect(result).toEqual({ ok: false, error: { code: 'E_INTERNAL', reason: undefined } });
    expect(failures).toHaveLength(1);
  });

  it('refuses everything once the program shuts down', async () => {
    clock.isOpen = false;
    await expect(router()(page, 'app.state', '{}')).resolves.toMatchObject({ error: { code: 'E_CANCELLED' } });
    expect(seen).toEqual([]);
  });

  it('refuses a flood of calls and recovers', async () => {
    const handle = router();
    const results = await Promise.all(Array.from({ length: 500 }, () => handle(page, 'app.state', '{}')));
    expect(results.filter(result => result.ok)).toHaveLength(routes['app.state'].perSecond * 2);
    clock.ms += 1000;
    await expect(handle(page, 'app.state', '{}')).resolves.toMatchObject({ ok: true });
  });
});
