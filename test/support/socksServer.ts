import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

export interface SocksOptions {
  /** `host:port` to the port on this machine that stands for it; what is not named is refused. */
  readonly hosts: { readonly [place: string]: number };
  /** Who may pass; everybody when left out. */
  readonly user?: { readonly name: string; readonly password: string };
}

export interface SocksServer {
  readonly port: number;
  /** Names and passwords that were shown, as `name:password`. */
  readonly credentials: readonly string[];
  /** Places that were asked for. */
  readonly places: readonly string[];
  readonly close: () => Promise<void>;
}

const version = 5;
const noMethod = 0xff;
const withPassword = 2;
const hostUnreachable = 4;

/** A SOCKS5 proxy on loopback (RFC 1928 and 1929): it connects by name or address, straight or for those who know the password. */
export async function startSocksServer({ hosts, user }: SocksOptions): Promise<SocksServer> {
  const credentials: string[] = [];
  const places: string[] = [];
  const sockets = new Set<Socket>();

  const serve = async (socket: Socket) => {
    const read = reader(socket);
    const [, methodCount = 0] = await read(2);
    const methods = [...(await read(methodCount))];
    const method = user === undefined ? 0 : withPassword;
    if (!methods.includes(method)) {
      socket.end(Buffer.from([version, noMethod]));
      return;
    }
    socket.write(Buffer.from([version, method]));
    if (user !== undefined) {
      const text = async () => (await read((await read(1))[0] ?? 0)).toString();
      await read(1);
      const [name, password] = [await text(), await text()];
      credentials.push(`${name}:${password}`);
      const isRight = name === user.name && password === user.password;
      socket.write(Buffer.from([1, isRight ? 0 : 1]));
      if (!isRight) {
        socket.end();
        return;
      }
    }
    const [, , , kind] = await read(4);
    const host = kind === 1 ? [...(await read(4))].join('.') : (await read((await read(1))[0] ?? 0)).toString();
    const place = `${host}:${(await read(2)).readUInt16BE()}`;
    places.push(place);
    const port = hosts[place];
    const answer = (reply: number) => Buffer.from([version, reply, 0, 1, 127, 0, 0, 1, 0, 0]);
    if (port === undefined) {
      socket.end(answer(hostUnreachable));
      return;
    }
    const target = connect(port, '127.0.0.1', () => {
      socket.write(answer(0));
      target.pipe(socket).pipe(target);
    });
    sockets.add(target);
    target.on('error', () => socket.destroy());
    socket.on('close', () => target.destroy());
  };

  const server = createServer(socket => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    serve(socket).catch(() => socket.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    credentials,
    places,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise(resolve => server.close(() => resolve()));
    },
  };
}

/** Reads so many bytes, however they come in pieces; what comes after them stays in the socket. */
function reader(socket: Socket): (byteCount: number) => Promise<Buffer> {
  return async byteCount => {
    if (byteCount === 0) return Buffer.alloc(0);
    for (;;) {
      const bytes: Buffer | null = socket.read(byteCount);
      if (bytes?.length === byteCount) return bytes;
      if (socket.readableEnded || socket.destroyed) throw new Error('closed');
      await new Promise<void>(resolve => {
        const go = () => {
          socket.off('readable', go).off('close', go);
          resolve();
        };
        socket.on('readable', go).on('close', go);
      });
    }
  };
}
