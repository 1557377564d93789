import OpenAI from 'openai';

/** What the bare client needs, made once. */
export type BareClient = InstanceType<typeof OpenAI>;

export function bareClient(baseURL: string): BareClient {
  return new OpenAI({ apiKey: 'bench', baseURL, maxRetries: 0 });
}

/** The loop of the `openai` client's own documentation: one stream, its text joined. Answers the number of characters. */
export async function readWithBareClient(client: BareClient): Promise<number> {
  const stream = await client.chat.completions.create({
    model: 'bench-model',
    messages: [{ role: 'user', content: 'Say something long.' }],
    stream: true,
    stream_options: { include_usage: true },
  });
  let text = '';
  for await (const chunk of stream) text += chunk.choices[0]?.delta?.content ?? '';
  return text.length;
}
