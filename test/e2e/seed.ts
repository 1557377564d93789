import { expect, type Page } from '@playwright/test';
import type { InputOf, OutputOf, Route } from '../../src/shared/contract/routes';
import type { ConnectionId } from '../../src/shared/domain/ids';

/** Calls a route as the page would; fails the test when it is refused. */
export async function call<R extends Route>(page: Page, route: R, input: InputOf<R>): Promise<OutputOf<R>> {
  const result = await page.evaluate(
    ([name, value]) =>
      (window as unknown as { api: { call: (route: string, input: unknown) => Promise<unknown> } }).api.call(
        name,
        value,
      ),
    [route, input] as const,
  );
  const { ok, data, json, error } = result as { ok: boolean; data: OutputOf<R>; json?: string; error?: unknown };
  if (!ok) throw new Error(`${route} was refused: ${JSON.stringify(error)}`);
  return json === undefined ? data : JSON.parse(json);
}

export interface SeededConnection {
  readonly vendorId: string;
  readonly baseUrl: string;
  readonly key?: string;
}

/** Makes connections to servers on loopback; their keys are kept for the session. */
export async function seedConnections(page: Page, wanted: readonly SeededConnection[]): Promise<ConnectionId[]> {
  if (wanted.some(({ key }) => key !== undefined)) {
    await expect.poll(async () => (await call(page, 'app.state', {})).secret.state).not.toBe('starting');
    const { secret } = await call(page, 'app.state', {});
    if (secret.mode !== 'session') await call(page, 'secret.useSession', {});
  }
  const ids: ConnectionId[] = [];
  for (const { vendorId, baseUrl, key } of wanted) {
    const { id } = await call(page, 'connection.create', { vendorId, baseUrl });
    if (key !== undefined) await call(page, 'connection.setKey', { id, key });
    ids.push(id);
  }
  return ids;
}
