import { WebSocket } from 'undici';

interface Reply {
  readonly id?: number;
  readonly result?: {
    readonly result?: { readonly value?: unknown };
    readonly exceptionDetails?: { readonly exception?: { readonly description?: string } };
  };
}

/** The main process of a package, asked through Node's inspector: a package lets nobody drive its pages from outside. */
export class MainInspector {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const reply = JSON.parse(String(data)) as Reply;
      if (reply.id !== undefined) this.#waiting.get(reply.id)?.(reply);
    });
  }

  /** `errorOutput`: all that the program wrote there so far; `--inspect` names the address of the inspector in it. */
  static async connect(errorOutput: string): Promise<MainInspector> {
    const address = /Debugger listening on (ws:\S+)/.exec(errorOutput)?.[1];
    if (address === undefined) throw new Error(`No inspector: ${errorOutput}`);
    const socket = new WebSocket(address);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', () => reject(new Error('no inspector')));
    });
    return new MainInspector(socket);
  }

  /** The value of an expression in main, in which `electron` is the module. */
  async evaluate(expression: string): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    const reply = new Promise<Reply>(resolve => this.#waiting.set(id, resolve));
    const electron = "process.getBuiltinModule('module').createRequire(process.execPath)('electron')";
    const params = {
      expression: `(async electron => (${expression}))(${electron})`,
      awaitPromise: true,
      returnByValue: true,
    };
    this.#socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }));
    const { result } = await reply;
    const problem = result?.exceptionDetails?.exception?.description;
    if (problem !== undefined) throw new Error(problem);
    return result?.result?.value;
  }

  /** The value of an expression in the page of the first window. */
  inPage(expression: string): Promise<unknown> {
    return this.evaluate(
      `electron.BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(${JSON.stringify(expression)}, true)`,
    );
  }

  close(): void {
    this.#socket.close();
  }
}
