import { expect, it } from 'vitest';
import { requestText } from '../../../electron/llm/requestText';
import { turnsOfOthers } from '../../support/turnsOfOthers';

const open = new AbortController().signal;
const long = { model: 'm', messages: [{ role: 'user', content: '长“引号”😀\n'.repeat(300_000) }], stream: true };

it('is the JSON of a short request', async () => {
  const body = { model: 'm', messages: [{ role: 'user', content: 'Hello 你好' }], stream: true };
  expect(await requestText(body, open)).toBe(JSON.stringify(body));
});

it('is written out in pieces between which everything else runs, where the request is long', async () => {
  let text: string | Blob = '';
  const turns = await turnsOfOthers(async () => {
    text = await requestText(long, open);
  });
  expect(turns).toBeGreaterThan(5);
  expect(await new Response(text).text()).toBe(JSON.stringify(long));
});

it('ends as soon as nobody wants it any more', async () => {
  const controller = new AbortController();
  let turns = 0;
  setImmediate(() => {
    turns += 1;
    controller.abort();
  });
  await expect(requestText(long, controller.signal)).rejects.toThrow('aborted');
  expect(turns).toBe(1);
});

it('is read in pieces between which everything else runs, by a reader that never has to wait', async () => {
  const text = await requestText(long, open);
  expect(text).toBeInstanceOf(Blob);
  expect((text as Blob).size).toBe(Buffer.byteLength(JSON.stringify(long)));
  let bytes = 0;
  const turns = await turnsOfOthers(async () => {
    for await (const chunk of (text as Blob).stream() as unknown as AsyncIterable<Uint8Array>)
      bytes += chunk.byteLength;
  });
  expect(bytes).toBe((text as Blob).size);
  expect(turns).toBeGreaterThan(5);
});
