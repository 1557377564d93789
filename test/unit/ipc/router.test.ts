import { beforeEach, describe, expect, it } from 'vitest';
import { type Caller, createRouter, type Handlers } from '../../../electron/ipc/router';
import { maxCallCharacters } from '../../../src/shared/contract/channels';
import { routes } from '../../../src/shared/contract/routes';
import type { ConversationDetail } from '../../../src/shared/domain/conversation';
import { CallError } from '../../../src/shared/domain/errors';
import { type ConversationId, newId } from '../../../src/shared/domain/ids';
import { turnsOfOthers } from '../../support/turnsOfOthers';

const page: Caller = { isMainFrame: true, url: 'app://couplet/index.html' };
const seen: { route: string; input: unknown }[] = [];
const failures: unknown[] = [];
const clock = { ms: 0, isOpen: true };
let eventsSent: Promise<void> | undefined;

beforeEach(() => {
  seen.length = 0;
  failures.length = 0;
  clock.ms = 0;
  clock.isOpen = true;
  eventsSent = undefined;
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
    eventsSent: () => eventsSent,
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

  it('refuses an object with names without end before it is put together', async () => {
    const names = Array.from({ length: 200_000 }, (_none, index) => `"k${index}":{}`).join(',');
    for (const json of [`{${names}}`, `{"modelOverrides":{${names}}}`]) {
      await expect(router()(page, 'settings.update', json)).resolves.toEqual({
        ok: false,
        error: { code: 'E_BAD_REQUEST', reason: 'not-json' },
      });
    }
  });

  it('lets everything else run while a long input is checked', async () => {
    const handle = router();
    const file = JSON.stringify({ name: 'a.png', mediaType: 'image/png', base64: 'QUJD'.repeat(3_000_000) });
    expect(await turnsOfOthers(() => handle(page, 'attachment.add', file))).toBeGreaterThan(10);
    const draft = JSON.stringify({ id: newId<ConversationId>(), draft: 'x'.repeat(1_000_000) });
    expect(await turnsOfOthers(() => handle(page, 'conversation.saveDraft', draft))).toBeGreaterThan(2);
    expect(seen.map(({ route }) => route)).toEqual(['attachment.add', 'conversation.saveDraft']);
  });

  it('begins calls in their order, also behind one whose input is long, and waits for no file', async () => {
    const handle = router();
    const id = newId<ConversationId>();
    const draft = (text: string) => JSON.stringify({ id, draft: text });
    const file = JSON.stringify({ name: 'a.png', mediaType: 'image/png', base64: 'QUJD'.repeat(3_000_000) });
    const calls = [
      handle(page, 'attachment.add', file),
      handle(page, 'conversation.saveDraft', draft('x'.repeat(2_000_000))),
      handle(page, 'turn.abort', JSON.stringify({ conversationId: id })),
      handle(page, 'conversation.saveDraft', draft('y'.repeat(1_000_000))),
      handle(page, 'conversation.saveDraft', draft('')),
    ];
    await new Promise(resolve => setImmediate(resolve));
    calls.push(handle(page, 'app.state', '{}'));
    for (const result of await Promise.all(calls)) expect(result).toMatchObject({ ok: true });
    const begun = seen.map(({ route, input }) => `${route} ${(input as { draft?: string }).draft?.[0] ?? ''}`.trim());
    expect(begun).toEqual([
      ...['conversation.saveDraft x', 'turn.abort', 'conversation.saveDraft y', 'conversation.saveDraft', 'app.state'],
      'attachment.add',
    ]);
  });

  it('goes on behind a long input that is refused', async () => {
    const handle = router();
    const long = handle(page, 'conversation.saveDraft', JSON.stringify({ id: '1', draft: 'x'.repeat(1_000_000) }));
    const next = handle(page, 'app.state', '{}');
    await expect(long).resolves.toMatchObject({ error: { code: 'E_BAD_REQUEST', reason: 'id' } });
    await expect(next).resolves.toMatchObject({ ok: true });
  });

  it('begins nothing any more once the program shuts down while an input is checked', async () => {
    const handle = router();
    const draft = JSON.stringify({ id: newId<ConversationId>(), draft: 'x'.repeat(1_000_000) });
    const calls = [handle(page, 'conversation.saveDraft', draft), handle(page, 'app.state', '{}')];
    clock.isOpen = false;
    for (const call of calls) await expect(call).resolves.toMatchObject({ error: { code: 'E_CANCELLED' } });
    expect(seen).toEqual([]);
  });

  it('answers after the events of the call are sent', async () => {
    let tell = () => {};
    eventsSent = new Promise(resolve => {
      tell = resolve;
    });
    let isAnswered = false;
    const answer = router()(page, 'app.state', '{}').then(() => {
      isAnswered = true;
    });
    await new Promise(resolve => setImmediate(resolve));
    expect([seen.length, isAnswered]).toEqual([1, false]);
    tell();
    await answer;
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
