import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createUpdateKeys, signedManifest } from '../../scripts/lib/updateSigning.mjs';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

interface ReleaseWishes {
  readonly version?: string;
  readonly notes?: string;
  readonly kind?: string;
  /** Signed with this key instead of the right one. */
  readonly privatePem?: string;
  readonly url?: string;
}

/** A place where releases are published, on this machine: a signed description and the package that it names. */
export class ReleaseServer {
  readonly keys = createUpdateKeys();
  readonly content: Buffer;
  /** Paths that were asked for, in order. */
  readonly asked: string[] = [];
  readonly #server: Server;
  readonly #answers = new Map<string, Answer>();

  private constructor(content: Buffer) {
    this.content = content;
    this.#server = createServer((request, response) => {
      const path = request.url ?? '';
      this.asked.push(path);
      const answer = this.#answers.get(path);
      if (answer !== undefined) answer(request, response);
      else {
        response.statusCode = 404;
        response.end();
      }
    });
  }

  static async start(content = randomBytes(300_000)): Promise<ReleaseServer> {
    const server = new ReleaseServer(content);
    await new Promise<void>(resolve => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get base(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get feed(): string {
    return `${this.base}/couplet-update.json`;
  }

  /** What the program's own package.json says of this place. */
  get channel() {
    return { feed: this.feed, publicKey: this.keys.publicKey };
  }

  /** The signed description of the package that this server has. */
  manifest({
    version = '9.0.0',
    notes = 'Better.',
    kind = 'appimage',
    privatePem,
    url = 'package',
  }: ReleaseWishes = {}) {
    const sha512 = createHash('sha512').update(this.content).digest('base64');
    const file = { kind, arch: process.arch, url, sizeBytes: this.content.length, sha512 };
    return signedManifest({ version, notes, files: [file] }, privatePem ?? this.keys.privatePem);
  }

  /** Publishes a release: its description and its file. */
  publish(wishes: ReleaseWishes = {}): void {
    this.on('/couplet-update.json', (_request, response) => response.end(this.manifest(wishes)));
    this.on('/package', (_request, response) => {
      response.setHeader('content-length', this.content.length);
      response.end(this.content);
    });
  }

  /** How a path answers from now on. */
  on(path: string, answer: Answer): void {
    this.#answers.set(path, answer);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}
