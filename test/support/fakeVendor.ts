import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { frameText } from '../../electron/demo/demoFetch';
import { type DemoRequest, demoWireAnswer, pieces } from '../../electron/demo/demoRequest';
import { frames, type WireAnswer, type WireStyle } from '../../electron/demo/wireStyles';

/** What the server does with one chat request instead of answering it in full. */
export type Behaviour =
  | {
      readonly kind: 'answer';
      readonly text: string;
      readonly reasoning?: string;
      readonly pieceMs?: number;
      /** Streams in pieces of so many characters, for long answers; else word by word. */
      readonly pieceCharacters?: number;
      /** The second half of its frames is held back until then. */
      readonly until?: Promise<void>;
    }
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly body: unknown;
      readonly headers?: Record<string, string>;
    }
  /** Sends so many frames, then nothing more; the connection stays open. */
  | { readonly kind: 'stall'; readonly afterFrames: number }
  /** Sends so many frames, then resets the connection. */
  | { readonly kind: 'reset'; readonly afterFrames: number };

export interface SeenRequest {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: DemoRequest & { readonly messages?: readonly { readonly role: string; readonly content: unknown }[] };
}

export interface FakeVendorOptions {
  readonly style: WireStyle;
  /** Keys that are accepted; any key when left out. */
  readonly keys?: readonly string[];
  readonly modelIds?: readonly string[];
  readonly pieceMs?: number;
  /** Left of the account's money, in US dollars, told in DeepSeek's way. */
  readonly balance?: number;
}

/** A server on loopback that speaks one vendor's wire format, keeps a journal, and misbehaves when told to. */
export class FakeVendor {
  readonly requests: SeenRequest[] = [];
  /** Chat streams whose connection is open right now. */
  openStreams = 0;
  /** The most of them that were ever open together. */
  mostOpenStreams = 0;
  /** Chat streams that the client closed before they were finished. */
  abortedStreams = 0;
  readonly #options: FakeVendorOptions;
  readonly #behaviours: Behaviour[] = [];
  readonly #server = createServer((request, response) => void this.#handle(request, response));

  private constructor(options: FakeVendorOptions) {
    this.#options = options;
  }

  static async start(options: FakeVendorOptions): Promise<FakeVendor> {
    const vendor = new FakeVendor(options);
    await new Promise<void>(resolve => vendor.#server.listen(0, '127.0.0.1', resolve));
    return vendor;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  /** Chat requests only. */
  get chats(): readonly SeenRequest[] {
    return this.requests.filter(({ path }) => path.endsWith('/chat/completions'));
  }

  /** The next chat requests behave like this, in order; later ones are answered again. */
  next(...behaviours: Behaviour[]): void {
    this.#behaviours.push(...behaviours);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await bodyOf(request);
    const body = text === '' ? {} : JSON.parse(text);
    const path = request.url ?? '';
    const { authorization } = request.headers;
    this.requests.push({ path, authorization, body });
    const { keys } = this.#options;
    if (keys !== undefined && !keys.some(key => authorization === `Bearer ${key}`)) {
      sendJson(response, 401, { error: { message: 'Incorrect API key provided', type: 'incorrect_api_key_error' } });
    } else if (path === '/v1/models') {
      const ids = this.#options.modelIds ?? ['fake-model'];
      sendJson(response, 200, { object: 'list', data: ids.map(id => ({ id, object: 'model' })) });
    } else if (path === '/user/balance' && this.#options.balance !== undefined) {
      const { balance } = this.#options;
      const balance_infos = [{ currency: 'USD', total_balance: balance.toFixed(2) }];
      sendJson(response, 200, { is_available: balance > 0, balance_infos });
    } else if (path.endsWith('/chat/completions')) await this.#chat(body, response);
    else sendJson(response, 404, { error: { message: 'not found' } });
  }

  async #chat(body: DemoRequest, response: ServerResponse): Promise<void> {
    const behaviour = this.#behaviours.shift();
    if (behaviour?.kind === 'error') {
      sendJson(response, behaviour.status, behaviour.body, behaviour.headers);
      return;
    }
    const answer = demoWireAnswer(this.#options.style, body, Date.now());
    const isScripted = behaviour?.kind === 'answer';
    const list = frames(
      this.#options.style,
      isScripted
        ? {
            ...answer,
            text: piecesOf(behaviour),
            reasoning: pieces(behaviour.reasoning ?? ''),
            finishReason: 'stop',
            usage: scriptedUsage(answer.usage, behaviour),
          }
        : answer,
    );
    const pieceMs = (isScripted ? behaviour.pieceMs : undefined) ?? this.#options.pieceMs ?? 2;
    const limit = behaviour?.kind === 'stall' || behaviour?.kind === 'reset' ? behaviour.afterFrames : list.length;
    this.openStreams += 1;
    this.mostOpenStreams = Math.max(this.mostOpenStreams, this.openStreams);
    let isClosed = false;
    response.on('close', () => {
      isClosed = true;
      this.openStreams -= 1;
      if (!response.writableFinished) this.abortedStreams += 1;
    });
    response.writeHead(200, { 'content-type': 'text/event-stream', 'x-request-id': `request-${this.requests.length}` });
    for (const [index, frame] of list.slice(0, limit).entries()) {
      if (isScripted && index === Math.floor(list.length / 2)) await behaviour.until;
      if (isClosed) return;
      response.write(frameText(frame));
      await new Promise(resolve => setTimeout(resolve, pieceMs));
    }
    if (behaviour?.kind === 'reset') response.socket?.resetAndDestroy();
    else if (behaviour?.kind !== 'stall') response.end();
  }
}

function piecesOf({ text, pieceCharacters }: Behaviour & { readonly kind: 'answer' }): readonly string[] {
  if (pieceCharacters === undefined) return pieces(text);
  return text.match(new RegExp(`[^]{1,${pieceCharacters}}`, 'gu')) ?? [];
}

/** Counts of tokens that fit what was said. */
function scriptedUsage(usage: WireAnswer['usage'], said: Behaviour & { readonly kind: 'answer' }): WireAnswer['usage'] {
  const reasoning = pieces(said.reasoning ?? '').length;
  return { ...usage, reasoning, completion: reasoning + pieces(said.text).length };
}

function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
