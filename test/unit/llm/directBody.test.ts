import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { HookedRequestInit } from '../../../electron/llm/connectionHooks';
import { DirectStream } from '../../../electron/llm/directBody';
import { createNetwork, type Network } from '../../../electron/llm/network';
import { type RawConnection, type RawServer, startRawServer } from '../../support/rawServer';
import { until } from '../../support/streams';

const open: { close: () => unknown }[] = [];

afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});

const hooks = { connectTimeoutMs: 5_000, onConnecting: () => undefined, onConnected: () => undefined };

async function bodyFrom(handle: (connection: RawConnection) => Promise<void>, init: HookedRequestInit = {}) {
  const network: Network = createNetwork({ proxy: () => ({ settings: { mode: 'none' } }) });
  const server: RawServer = await startRawServer(handle);
  open.push(network, server);
  const request: HookedRequestInit = { connectionHooks: hooks, ...init };
  const { body } = await network.fetch(`${server.baseUrl}/chat/completions`, request);
  if (body === null) throw new Error('no body');
  return body;
}

function digest(pieces: readonly Uint8Array[]): string {
  return createHash('sha256').update(Buffer.concat(pieces)).digest('hex');
}

async function readAll(body: ReadableStream<Uint8Array>): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  const reader = body.getReader();
  for (let next = await reader.read(); next.value !== undefined; next = await reader.read()) {
    pieces.push(next.value);
    for (let more = takeMore(body); more !== undefined; more = takeMore(body)) pieces.push(more);
  }
  return pieces;
}

function takeMore(body: ReadableStream<Uint8Array>): Uint8Array | undefined {
  return body instanceof DirectStream ? body.takeMore() : undefined;
}

describe('a body taken from the connection', () => {
  it('arrives whole and in order, and waits in the connection as long as nobody reads it', async () => {
    const part = Buffer.alloc(1024 * 1024);
    const sent = Array.from({ length: 48 }, (_, index) => Buffer.from(part.fill(index + 1)));
    let writtenParts = 0;
    const body = await bodyFrom(async connection => {
      await connection.streamHead();
      for (const piece of sent) {
        await connection.write(piece);
        writtenParts += 1;
      }
      connection.end();
    });
    expect(body).toBeInstanceOf(DirectStream);
    await new Promise(resolve => setTimeout(resolve, 500));
    expect(writtenParts).toBeLessThan(sent.length);
    expect(digest(await readAll(body))).toBe(digest(sent));
  });

  it('is read as far as it came when the connection breaks', async () => {
    let isBroken = false;
    const body = await bodyFrom(async connection => {
      await connection.streamHead({ 'content-length': '1000' });
      await connection.write('so far');
      await new Promise(resolve => setTimeout(resolve, 100));
      connection.reset();
      isBroken = true;
    });
    await until(() => isBroken);
    await new Promise(resolve => setTimeout(resolve, 100));
    const reader = body.getReader();
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe('so far');
    await expect(reader.read()).rejects.toThrow();
  });

  it('is left to be unpacked where it is packed, whatever the letters of the header', async () => {
    const body = await bodyFrom(async connection => {
      await connection.streamHead({ 'Content-ENCODING': 'gzip' });
      await connection.write(gzipSync('packed'));
      connection.end();
    });
    expect(body).not.toBeInstanceOf(DirectStream);
    expect(Buffer.concat(await readAll(body)).toString()).toBe('packed');
  });

  it('is that of fetch where nobody asked for more', async () => {
    const handle = async (connection: RawConnection) => {
      await connection.streamHead();
      await connection.write('plain');
      connection.end();
    };
    const body = await bodyFrom(handle, { connectionHooks: undefined });
    expect(body).not.toBeInstanceOf(DirectStream);
    expect(Buffer.concat(await readAll(body)).toString()).toBe('plain');
  });

  it('closes its connection when it is let go, also while it waits', async () => {
    let isClosed = false;
    const body = await bodyFrom(async connection => {
      connection.socket.once('close', () => {
        isClosed = true;
      });
      await connection.streamHead();
    });
    const reader = body.getReader();
    const waiting = reader.read();
    await reader.cancel();
    expect((await waiting).done).toBe(true);
    await until(() => isClosed);
  });
});
