import type { ChatRequest } from '../../../electron/llm/types';
import { findVendor } from '../../../src/shared/vendors/index';

/** A request to a fake vendor, as the product makes it for "any OpenAI-compatible address". */
export function chatRequest(baseUrl: string): ChatRequest {
  const vendor = findVendor('custom');
  if (vendor === undefined) throw new Error('the vendor "custom" is gone');
  return {
    vendor,
    model: undefined,
    modelId: 'bench-model',
    baseUrl,
    apiKey: 'sk-bench-0123456789abcdef',
    parameters: { thinking: 'default' },
    messages: [{ role: 'user', text: 'Say something long.' }],
    timeouts: { connectMs: 15_000, firstByteMs: 60_000, idleMs: 60_000 },
  };
}
