/** Stands in front of an HTTP server on loopback and tells of each request that writes, before and after it is carried out. */
import { createServer, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';

type Heard = (nth: number, when: 'before' | 'after') => 'drop' | undefined;

export interface CountingProxy extends AsyncDisposable {
  /** The url of the server behind, by way of this one. */
  through(url: string): string;
  readonly origin: string;
  /** Writing requests since the last `watch`. */
  readonly writes: readonly string[];
  /** Counts anew; `heard` is told of the nth write before it is passed on, unless it says `drop`, and before it is answered. */
  watch(heard?: Heard): void;
}

export async function startCountingProxy(behind: string): Promise<CountingProxy> {
  const { hostname, port, origin: real } = new URL(behind);
  let writes: string[] = [];
  let heard: Heard = () => undefined;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      pass().catch(() => request.socket.destroy());
    });
    async function pass(): Promise<void> {
      const isWrite = request.method !== 'GET' && request.method !== 'HEAD';
      const nth = isWrite ? writes.push(`${request.method ?? ''} ${request.url ?? ''}`) : 0;
      if (isWrite && heard(nth, 'before') === 'drop') return void request.socket.destroy();
      const answer = await new Promise<{
        readonly status: number;
        readonly headers: NodeJS.Dict<string | string[]>;
        readonly body: Buffer;
      }>((resolve, reject) => {
        const forward = ask({ hostname, port, method: request.method, path: request.url, headers: request.headers }, (got) => {
          const body: Buffer[] = [];
          got.on('data', (part: Buffer) => body.push(part));
          got.on('end', () => resolve({ status: got.statusCode ?? 502, headers: got.headers, body: Buffer.concat(body) }));
          got.on('error', reject);
        });
        forward.on('error', reject);
        forward.end(Buffer.concat(parts));
      });
      if (isWrite) heard(nth, 'after');
      const headers = { ...answer.headers };
      delete headers['transfer-encoding'];
      response.writeHead(answer.status, { ...headers, 'content-length': String(answer.body.length) }).end(answer.body);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    through: (url) => url.replace(real, origin),
    get writes() {
      return writes;
    },
    watch(tell = () => undefined) {
      writes = [];
      heard = tell;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
