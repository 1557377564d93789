import { join } from 'node:path';
import type { BrowserWindow, WebContents } from 'electron';
import { open } from '../../../electron/opening';
import { run } from '../../../electron/run';
import { eventChannel } from '../../../src/shared/contract/channels';
import type { Event } from '../../../src/shared/contract/events';
import type { InputOf, OutputOf, Route } from '../../../src/shared/contract/routes';
import type { ConnectionId, ConversationId } from '../../../src/shared/domain/ids';
import type { BenchContext } from '../row';
import { inPage } from './benchWindow';

const endTimeoutMs = 120_000;

/** The whole product, started in this very process, so that its main process can be measured from within; its profile is empty. */
export class Product {
  readonly window: BrowserWindow;
  readonly #listeners = new Set<(event: Event) => void>();

  private constructor(window: BrowserWindow) {
    this.window = window;
    const contents: Pick<WebContents, 'send'> = window.webContents;
    const send = contents.send.bind(contents);
    contents.send = (channel, ...values) => {
      send(channel, ...values);
      if (channel === eventChannel) for (const listener of this.#listeners) listener(values[0] as Event);
    };
  }

  /** Resolves when the page has loaded and the work that follows a start is over. One per process. */
  static async start({ repository }: BenchContext): Promise<Product> {
    const mainFolder = join(repository, 'out', 'main');
    const opening = open(mainFolder);
    const { window } = opening;
    await run(mainFolder, false, opening);
    if (window.webContents.isLoading()) {
      await new Promise<void>(resolve => window.webContents.once('did-finish-load', () => resolve()));
    }
    const product = new Product(window);
    await pause(4_000);
    await product.settle();
    return product;
  }

  /** Calls a route through page and preload, as the page would. */
  async call<R extends Route>(route: R, input: InputOf<R>): Promise<OutputOf<R>> {
    const json = JSON.stringify([route, input]);
    const result = await inPage<{ ok: boolean; data: OutputOf<R>; json?: string; error?: unknown }>(
      this.window,
      `window.api.call(...${json})`,
    );
    if (!result.ok) throw new Error(`${route} was refused: ${JSON.stringify(result.error)}`);
    return result.json === undefined ? result.data : JSON.parse(result.json);
  }

  /** Told of every event right after it was sent to the page. Answers the function that ends this. */
  onSent(listener: (event: Event) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  connect(baseUrl: string): Promise<ConnectionId> {
    return this.call('connection.create', { vendorId: 'vllm', baseUrl }).then(({ id }) => id);
  }

  /** A new conversation with so many lanes, open in the page. */
  async openConversation(connectionId: ConnectionId, laneCount: number): Promise<ConversationId> {
    const lanes = Array.from({ length: laneCount }, () => ({ connectionId, modelId: 'bench-model' }));
    const { id } = await this.call('conversation.create', { lanes });
    this.window.webContents.send(eventChannel, { name: 'conversation.wanted', payload: { conversationId: id } });
    await pause(500);
    return id;
  }

  /** Asks all lanes and waits until the last of them has ended. Throws when an answer is not complete. */
  async ask(conversationId: ConversationId, characters: number): Promise<void> {
    let open = Number.POSITIVE_INFINITY;
    let ended = 0;
    let onEnd = () => {};
    const isEnded = new Promise<void>(resolve => {
      onEnd = resolve;
    });
    const stop = this.onSent(event => {
      if (event.name !== 'answer.parts') return;
      for (const { parts } of event.payload) {
        const last = parts.at(-1)?.part.type;
        if (last === 'finish' || last === 'error') ended += 1;
      }
      if (ended >= open) onEnd();
    });
    try {
      const { answerIds } = await this.call('turn.start', { conversationId, prompt: 'Say something long.' });
      open = answerIds.length;
      if (ended >= open) onEnd();
      await withTimeout(isEnded);
    } finally {
      stop();
    }
    const { answers } = await this.call('conversation.open', { id: conversationId });
    const wrong = answers.filter(({ status, text }) => status !== 'done' || text.length < characters);
    if (wrong.length > 0) throw new Error(`an answer is ${wrong[0]?.status}: ${JSON.stringify(wrong[0]?.error)}`);
  }

  /** Waits until this process has next to nothing to do, so that what one measurement left behind is not counted in the next. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 3; ) {
      const before = process.cpuUsage();
      await pause(300);
      const { user, system } = process.cpuUsage(before);
      quiet = (user + system) / 1_000 < 15 ? quiet + 1 : 0;
    }
  }
}

export function pause(delayMs: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, delayMs));
}

async function withTimeout(promise: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the answers did not end')), endTimeoutMs);
  });
  try {
    await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
