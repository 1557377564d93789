import { describe, expect, it, test } from 'vitest';
import { buildRequestBody } from '../../../electron/llm/requestBody';
import { streamChat } from '../../../electron/llm/stream';
import type { ChatImage } from '../../../src/shared/domain/chat';
import type { StreamPart } from '../../../src/shared/domain/part';
import { requestTo } from './requestCases';

const sized = (widthPx: number | undefined, heightPx: number | undefined): ChatImage => ({
  mediaType: 'image/png',
  base64: 'iVBORw0KGgo=',
  widthPx,
  heightPx,
});

const refusalOf = (vendorId: string, modelId: string, image: ChatImage) =>
  buildRequestBody(requestTo(vendorId, modelId, { messages: [{ role: 'user', text: 'Look', images: [image] }] }))
    .refusal;

describe('a picture of the newest prompt', () => {
  it.each<[string, string, number | undefined, number | undefined, string | undefined]>([
    ['alibaba', 'qwen3.8-max', 9, 100, 'side-too-short'],
    ['alibaba', 'qwen3.8-max', 10, 10, undefined],
    ['alibaba', 'qwen3.8-max', 10, 2_000, undefined],
    ['alibaba', 'qwen3.8-max', 2_001, 10, 'too-narrow'],
    ['alibaba', 'qwen3.8-max', undefined, undefined, undefined],
    ['baidu', 'ernie-5.0', 5_999, 5_999, undefined],
    ['baidu', 'ernie-5.0', 6_000, 10, 'side-too-long'],
    ['moonshot', 'kimi-k3', 1, 9_000, undefined],
    // It cannot see: no picture is sent, whatever its size.
    ['baidu', 'ernie-5.1', 6_000, 10, undefined],
  ])('at %s (%s), %s by %s pixels: %s', (vendorId, modelId, widthPx, heightPx, expected) => {
    expect(refusalOf(vendorId, modelId, sized(widthPx, heightPx))).toBe(expected);
  });
});

async function partsOf(vendorId: string, modelId: string, images: readonly ChatImage[]) {
  let isAsked = false;
  const request = requestTo(vendorId, modelId, { messages: [{ role: 'user', text: 'Look', images }] });
  const parts: StreamPart[] = [];
  const fetch = () => {
    isAsked = true;
    return Promise.reject(new Error('not reachable'));
  };
  for await (const part of streamChat({ ...request, apiKey: 'sk-1' }, { fetch }, new AbortController().signal)) {
    parts.push(part);
  }
  return { parts, isAsked };
}

test('one whose sides the vendor refuses ends the lane with the reason, and nothing is sent', async () => {
  const { parts, isAsked } = await partsOf('alibaba', 'qwen3.8-max', [sized(100, 100), sized(4, 100)]);
  expect(parts).toMatchObject([{ type: 'error', error: { class: 'too-large', reason: 'side-too-short' } }]);
  expect(isAsked).toBe(false);
});

test('pictures that are too large together end the lane, and nothing is sent', async () => {
  const heavy = { ...sized(100, 100), base64: 'A'.repeat(26_000_000) };
  const { parts, isAsked } = await partsOf('deepseek', 'deepseek-flash', [heavy, heavy]);
  expect(parts).toMatchObject([{ type: 'error', error: { class: 'too-large' } }]);
  expect(isAsked).toBe(false);
  expect(refusalOf('deepseek', 'deepseek-flash', heavy)).toBeUndefined();
});

test('one of an earlier prompt is left out, and the lane goes on', () => {
  const { body, dropped, refusal } = buildRequestBody(
    requestTo('alibaba', 'qwen3.8-max', {
      messages: [
        { role: 'user', text: 'Look', images: [sized(4, 100)] },
        { role: 'assistant', text: 'Yes.' },
        { role: 'user', text: 'And now?' },
      ],
    }),
  );
  expect(refusal).toBeUndefined();
  expect(dropped).toEqual([{ field: 'images', reason: 'side-too-short' }]);
  expect(JSON.stringify(body)).not.toContain('image_url');
});

test('a picture that is left out is told as a picture and not as a setting', async () => {
  const { parts } = await partsOf('deepseek', 'deepseek-v4-pro', [sized(100, 100)]);
  expect(parts.filter(({ type }) => type === 'notice')).toEqual([{ type: 'notice', notice: 'picture-left-out' }]);
});
