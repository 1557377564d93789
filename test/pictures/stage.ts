import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Layout, Scrolling } from '../../src/shared/domain/conversation';
import type { ConnectionId, ConversationId } from '../../src/shared/domain/ids';
import { type Couplet, expect } from '../e2e/couplet';
import { call, seedConnections } from '../e2e/seed';
import { type Behaviour, FakeVendor } from '../support/fakeVendor';

/** The vendors on the stage: each a server of its own on loopback, with the name that its user would give the connection. */
const cast = {
  kimi: { vendorId: 'moonshot', style: 'kimi', name: 'Kimi' },
  deepseek: { vendorId: 'deepseek', style: 'deepseek', name: 'DeepSeek' },
  qwen: { vendorId: 'alibaba', style: 'qwen', name: 'Alibaba Cloud' },
  minimax: { vendorId: 'minimax', style: 'minimax', name: 'MiniMax' },
  ernie: { vendorId: 'baidu', style: 'ernie', name: 'Baidu' },
  host: { vendorId: 'siliconflow', style: 'qwen', name: 'SiliconFlow' },
} as const;

export type Role = keyof typeof cast;

/** One lane of a scene and what its model says to each prompt, in order. */
export interface Part {
  readonly role: Role;
  readonly modelId: string;
  readonly says: readonly Behaviour[];
}

export interface Scene {
  readonly prompts: readonly string[];
  readonly parts: readonly Part[];
  readonly layout?: Layout;
  readonly scrolling?: Scrolling;
}

/** What a model says, from a file of the folder `content`. */
export function said(file: string, reasoning?: string): Behaviour {
  return {
    kind: 'answer',
    text: readFileSync(join(import.meta.dirname, 'content', `${file}.md`), 'utf8').trim(),
    pieceMs: 4,
    ...(reasoning === undefined ? {} : { reasoning }),
  };
}

/** The running program with vendors that say what a scene wants. */
export class Stage {
  readonly page: Page;
  readonly #couplet: Couplet;
  readonly #servers = new Map<Role, { readonly server: FakeVendor; readonly connectionId: ConnectionId }>();

  constructor(couplet: Couplet) {
    this.#couplet = couplet;
    this.page = couplet.page;
  }

  async resize(width: number, height: number): Promise<void> {
    await this.#couplet.app.evaluate(
      ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h),
      [width, height] as const,
    );
    await expect.poll(() => this.page.evaluate(() => window.innerWidth)).toBe(width);
  }

  /** Makes the connections that are wanted and not there yet. */
  async connect(roles: readonly Role[]): Promise<void> {
    for (const role of roles) {
      if (this.#servers.has(role)) continue;
      const { vendorId, style, name } = cast[role];
      const server = await FakeVendor.start({ style, modelIds: [] });
      const key = `sk-0123456789abcdef${role.padEnd(12, '0')}`;
      const [id = '' as ConnectionId] = await seedConnections(this.page, [{ vendorId, baseUrl: server.baseUrl, key }]);
      await call(this.page, 'connection.update', { id, name });
      this.#servers.set(role, { server, connectionId: id });
    }
  }

  connectionOf(role: Role): ConnectionId {
    return this.#entry(role).connectionId;
  }

  serverOf(role: Role): FakeVendor {
    return this.#entry(role).server;
  }

  #entry(role: Role) {
    const entry = this.#servers.get(role);
    if (entry === undefined) throw new Error(`${role} is not connected`);
    return entry;
  }

  /** Plays a scene to its end; its conversation is then open. */
  async play(scene: Scene): Promise<ConversationId> {
    const id = await this.open(scene);
    for (let turn = 0; turn < scene.prompts.length; turn += 1) {
      await this.ask(scene, turn);
      await this.settle();
    }
    return id;
  }

  /** Opens the conversation of a scene before its first prompt. */
  async open(scene: Scene): Promise<ConversationId> {
    await this.connect(scene.parts.map(({ role }) => role));
    const { id } = await call(this.page, 'conversation.create', {
      lanes: scene.parts.map(({ role, modelId }) => ({ connectionId: this.connectionOf(role), modelId })),
      layout: scene.layout ?? 'columns',
      scrolling: scene.scrolling ?? 'shared',
    });
    // The program opens with the conversation that was last on the screen.
    await this.page.evaluate(last => localStorage.setItem('couplet.lastConversation', last), id);
    await this.page.reload();
    return id;
  }

  /** Sends one prompt of a scene; returns when all of its answers have begun. */
  async ask({ prompts, parts }: Scene, turn: number): Promise<void> {
    for (const { role, says } of parts) {
      const behaviour = says[turn];
      if (behaviour !== undefined) this.serverOf(role).next(behaviour);
    }
    await this.page
      .getByRole('textbox')
      .last()
      .fill(prompts[turn] ?? '');
    await this.page.keyboard.press('Enter');
    // Of a long conversation the first turns are not in the page.
    const last = this.page.locator('article[data-status]').last();
    await expect(last).toHaveAccessibleName(new RegExp(`${turn + 1}`));
  }

  /** Waits until nothing streams any more and everything stands still. */
  async settle(): Promise<void> {
    await expect(
      this.page.locator(
        ['queued', 'connecting', 'waiting', 'thinking', 'answering']
          .map(status => `article[data-status="${status}"]`)
          .join(),
      ),
    ).toHaveCount(0, { timeout: 120_000 });
    await this.page.evaluate(async () => {
      await document.fonts.ready;
      for (let frame = 0; frame < 20; frame += 1) await new Promise(requestAnimationFrame);
    });
  }

  /** Begins of all lanes, as one reads them. */
  async toTop(): Promise<void> {
    await this.page.evaluate(() => {
      for (const scroller of document.querySelectorAll('.lane-scroller')) {
        scroller.dispatchEvent(new WheelEvent('wheel', { deltaY: -1 }));
        scroller.scrollTop = 0;
      }
    });
    await this.settle();
  }

  async close(): Promise<void> {
    for (const { server } of this.#servers.values()) await server.close();
  }
}
