import { join } from 'node:path';
import { type ElectronApplication, _electron as electron, type Page } from '@playwright/test';
import type { InputOf, OutputOf, Route } from '../../../src/shared/contract/routes';
import type { ConversationId } from '../../../src/shared/domain/ids';
import { call, seedConnections } from '../../e2e/seed';
import type { BenchContext } from '../row';
import { PageMeter } from '../support/pageMeter';

/** The whole product in a process of its own, driven from outside. */
export class Program {
  private constructor(
    readonly app: ElectronApplication,
    readonly page: Page,
    readonly meter: PageMeter,
  ) {}

  /** Starts it with the profile in a folder; resolves when what follows a start is over. */
  static async start({ electron: runtime, repository }: BenchContext, profile: string): Promise<Program> {
    const app = await electron.launch({
      executablePath: runtime.executable,
      args: [...runtime.switches, repository, '--disable-gpu', '--lang=en-US', `--user-data-dir=${profile}`],
      env: { ...runtime.environment },
      timeout: 30_000,
    });
    const page = await app.firstWindow();
    await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.webContents.setBackgroundThrottling(false);
      window?.setContentSize(1_600, 1_000);
    });
    await page.waitForSelector('main');
    const session = await page.context().newCDPSession(page);
    const meter = await PageMeter.open((method, parameters) =>
      (session.send as (method: string, parameters?: object) => Promise<unknown>)(method, parameters),
    );
    const program = new Program(app, page, meter);
    await program.pause(3_000);
    return program;
  }

  call<R extends Route>(route: R, input: InputOf<R>): Promise<OutputOf<R>> {
    return call(this.page, route, input);
  }

  /** A conversation with lanes at a fake vendor, on the screen. */
  async openLanes(baseUrl: string, count: number): Promise<ConversationId> {
    const [connectionId] = await seedConnections(this.page, [
      { vendorId: 'custom', baseUrl, key: 'sk-0123456789-bench' },
    ]);
    if (connectionId === undefined) throw new Error('the connection was not made');
    const lanes = Array.from({ length: count }, () => ({ connectionId, modelId: 'bench-model' }));
    const { id } = await this.call('conversation.create', { lanes });
    await this.show(id);
    return id;
  }

  /** Loads the page anew with this conversation in it. */
  async show(id: ConversationId): Promise<void> {
    await this.page.evaluate(wanted => localStorage.setItem('couplet.lastConversation', wanted), id);
    await this.page.reload();
    await this.page.waitForSelector('[data-lane-columns], .lane-pane');
    await this.pause(2_500);
  }

  async send(prompt: string): Promise<void> {
    const field = this.page.getByRole('textbox').last();
    await field.fill(prompt);
    await field.press('Enter');
  }

  async stopAll(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.page.waitForFunction(() => document.querySelector('article[aria-busy="true"]') === null);
  }

  pause(ms: number): Promise<void> {
    return this.page.waitForTimeout(ms);
  }

  async close(): Promise<void> {
    const process = this.app.process();
    const gone = new Promise<void>(resolve => process.once('exit', () => resolve()));
    await this.app.evaluate(({ app }) => app.exit()).catch(() => undefined);
    await gone;
  }
}

/** Path of the profile of a row. */
export function profileOf({ folder }: BenchContext, name = 'profile'): string {
  return join(folder, name);
}
