import { WebSocket } from 'undici';

/** A page asked through Chromium's debugging port, with nothing of it switched on but the evaluation of expressions. */
export class DebuggedPage {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#take(JSON.parse(String(data))));
    socket.addEventListener('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('the page is gone'));
    });
  }

  /** Waits for the first page behind a debugging port. */
  static async attach(port: number): Promise<DebuggedPage> {
    for (;;) {
      const address = await pageAddress(port);
      if (address !== undefined) {
        const socket = new WebSocket(address);
        await new Promise<void>((resolve, reject) => {
          socket.addEventListener('open', () => resolve(), { once: true });
          socket.addEventListener('error', () => reject(new Error('the page cannot be asked')), { once: true });
        });
        return new DebuggedPage(socket);
      }
      await new Promise(resolve => setTimeout(resolve, 10));
    }
  }

  /** The value of an expression, a promise's once it is there. */
  async evaluate<Value>(expression: string): Promise<Value> {
    const { result, exceptionDetails } = (await this.#send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    })) as { result: { value: Value }; exceptionDetails?: { exception?: { description?: string }; text: string } };
    if (exceptionDetails !== undefined) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value;
  }

  close(): void {
    this.#socket.close();
  }

  #send(method: string, params: object): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }

  #take({ id, result, error }: { id?: number; result?: unknown; error?: { message: string } }): void {
    const waiting = id === undefined ? undefined : this.#waiting.get(id);
    if (id === undefined || waiting === undefined) return;
    this.#waiting.delete(id);
    if (error === undefined) waiting.resolve(result);
    else waiting.reject(new Error(error.message));
  }
}

async function pageAddress(port: number): Promise<string | undefined> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/json/list`);
    const targets = (await response.json()) as { type: string; url: string; webSocketDebuggerUrl?: string }[];
    return targets.find(({ type, url }) => type === 'page' && url !== '' && url !== 'about:blank')
      ?.webSocketDebuggerUrl;
  } catch {
    return undefined;
  }
}
