import { describe, expect, it } from 'vitest';
import { accessConnection } from '../../../electron/connections/access';
import { Connections } from '../../../electron/connections/connections';
import type { StreamChat } from '../../../electron/llm/types';
import type { ConnectionId } from '../../../src/shared/domain/ids';
import { connectionPorts } from '../../support/connectionPorts';
import { createGate } from '../../support/gate';

async function setUp() {
  let secret = 'sk-old-0123456789';
  /** The keyring answers once it is opened. */
  const keyring = createGate();
  const asked: (string | undefined)[] = [];
  const connections = new Connections(
    connectionPorts(secret, {
      secrets: {
        state: () => 'ok',
        get: async () => {
          const read = secret;
          await keyring.opened;
          return { state: 'ok', secret: read };
        },
        set: async (_id, _binding, text) => {
          secret = text;
        },
        remove: async () => undefined,
      },
    }),
  );
  const streamChat: StreamChat = async function* ({ apiKey }) {
    asked.push(apiKey);
    yield { type: 'finish', reason: 'stop', raw: 'stop' };
  };
  const { id } = await connections.create({ vendorId: 'deepseek' });
  /** What is given out when this happens while the keyring is waited for. */
  const accessWhile = async (change: (id: ConnectionId) => Promise<unknown>) => {
    const access = accessConnection(
      {
        connections,
        cache: { get: () => undefined, set: () => undefined, remove: () => undefined },
        loadStreamChat: async () => streamChat,
        priceOverride: () => undefined,
        accountCurrency: () => undefined,
        log: () => undefined,
      },
      id,
      'a-model',
    );
    await change(id);
    keyring.open();
    return access;
  };
  return { connections, accessWhile, asked };
}

describe('what is given out to ask a connection', () => {
  it.each(['removed', 'switched-off', 'without its key'] as const)(
    'is nothing when it is %s while the keyring is waited for',
    async what => {
      const { connections, accessWhile } = await setUp();
      const access = await accessWhile(id => {
        if (what === 'removed') return connections.remove(id);
        return what === 'switched-off' ? connections.update({ id, isEnabled: false }) : connections.removeKey(id);
      });
      expect(access).toMatchObject({
        isUsable: false,
        error: what === 'without its key' ? { class: 'no-key' } : { class: 'permission', reason: what },
      });
    },
  );

  it('is the new key when that is entered while the keyring is waited for', async () => {
    const { connections, accessWhile, asked } = await setUp();
    const access = await accessWhile(id => connections.setKey(id, 'sk-new-0123456789'));
    if (!access.isUsable) throw new Error(access.error.class);
    const request = { modelId: 'a-model', parameters: { thinking: 'default' }, messages: [] } as const;
    for await (const _part of access.stream(request, new AbortController().signal));
    expect(asked).toEqual(['sk-new-0123456789']);
    expect(access.keyVersion).toBe(connections.list().map(({ id }) => connections.keyVersion(id))[0]);
  });
});
