/**
 * A proxy in front of any HTTP server on loopback that makes its answers fail by a table. Each row counts how often it fired,
 * so that a test can tell a fault that was survived from one that never came.
 */
import { Agent, createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly json: unknown;
}

export type Fault =
  /**
   * An answer in place of the server's; `retryAfter` verbatim, or in so many seconds as a date. `carriedOut`: the server
   * gets the request all the same.
   */
  | {
      readonly do: 'status';
      readonly status: number;
      readonly retryAfter?: string | { readonly dateIn: number };
      readonly body?: string | Uint8Array;
      readonly contentType?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly carriedOut?: boolean;
    }
  /** The server never hears of it, and the answer is what a GET of the same address gives: done, by its looks. */
  | { readonly do: 'swallow' }
  /** The server carries it out, and its answer never comes: the connection ends. */
  | { readonly do: 'loseAnswer' }
  /** The connection ends before the server hears of it. */
  | { readonly do: 'reset' }
  | { readonly do: 'html'; readonly status?: number }
  /** Half of the body, then the end: by its length cut off, or ending as if it were whole. */
  | { readonly do: 'halfBody'; readonly whole?: boolean }
  /** Headers at once, then a byte each so many milliseconds. */
  | { readonly do: 'drip'; readonly everyMs: number }
  | { readonly do: 'silence' }
  /** 200, and bytes for as long as somebody reads them. */
  | { readonly do: 'endless' }
  | { readonly do: 'redirect'; readonly to: string; readonly status?: number }
  /** Adds a Link header to the server's own answer. */
  | { readonly do: 'link'; readonly next: string }
  /** Rewrites the JSON that the server gave: pages without end, a total that moves, members left out. */
  | {
      readonly do: 'json';
      readonly change: (body: Record<string, unknown>, fired: number) => unknown;
      readonly withoutHeaders?: readonly string[];
    }
  /** Rewrites the whole answer; null: as it is. */
  | { readonly do: 'answer'; readonly change: (answer: Answered, fired: number, url: string) => Answered | null }
  /** Rewrites what the server is asked: an address that it reads otherwise, a body that it takes for something else. */
  | { readonly do: 'ask'; readonly url?: (url: string) => string; readonly body?: (body: unknown) => unknown }
  | { readonly do: 'delay'; readonly ms: number };

/** A body without some of its members, for `change`. */
export const without = (body: Readonly<Record<string, unknown>>, ...names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));

export interface FaultRow {
  readonly name: string;
  readonly method?: string | RegExp;
  /** Matched against path and query. */
  readonly url?: RegExp;
  /** Skips so many matching requests first: "cut at page N". */
  readonly after?: number;
  /** Then fires so often; forever if left out. */
  readonly times?: number;
  readonly fault: Fault;
}

export interface FaultProxy {
  readonly origin: string;
  /** The origin of the server behind, replaced by the proxy's: a target's url through it. */
  through(url: string): string;
  set(rows: readonly FaultRow[]): void;
  /** Row name → how often it fired since `set`. */
  readonly fired: Readonly<Record<string, number>>;
  /** Every request that arrived, with its authorization, so that a test can see where secrets went. */
  readonly seen: readonly { readonly method: string; readonly url: string; readonly authorization: string | undefined }[];
  close(): Promise<void>;
}

/** `now`: the clock of the dates that it tells. */
export async function startFaultProxy(behind: string, now: () => number = Date.now): Promise<FaultProxy> {
  const at = new URL(behind);
  const agent = new Agent({ keepAlive: true });
  let rows: readonly FaultRow[] = [];
  const matched = new Map<FaultRow, number>();
  const fired: Record<string, number> = {};
  const seen: { method: string; url: string; authorization: string | undefined }[] = [];

  function pick(request: IncomingMessage): FaultRow | null {
    for (const row of rows) {
      if (row.method !== undefined && !isMethod(row.method, request.method ?? '')) continue;
      if (row.url !== undefined && !row.url.test(request.url ?? '')) continue;
      const before = matched.get(row) ?? 0;
      matched.set(row, before + 1);
      if (before < (row.after ?? 0) || (row.times !== undefined && (fired[row.name] ?? 0) >= row.times)) continue;
      fired[row.name] = (fired[row.name] ?? 0) + 1;
      return row;
    }
    return null;
  }

  const server = createServer((request, response) => {
    seen.push({ method: request.method ?? '', url: request.url ?? '', authorization: request.headers.authorization });
    const row = pick(request);
    answer(at, request, response, row?.fault ?? null, { fired: fired[row?.name ?? ''] ?? 0, now, agent }).catch(() =>
      request.socket.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    through: (url) => url.replace(at.origin, origin),
    set(table) {
      rows = table;
      matched.clear();
      for (const name of Object.keys(fired)) delete fired[name];
      for (const { name } of table) fired[name] = 0;
    },
    fired,
    seen,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
        agent.destroy();
      }),
  };
}

const isMethod = (wanted: string | RegExp, method: string): boolean =>
  typeof wanted === 'string' ? wanted === method : wanted.test(method);

interface Behind {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

interface Playing {
  readonly agent: Agent;
  readonly fired: number;
  readonly now: () => number;
}

async function answer(at: URL, request: IncomingMessage, response: ServerResponse, fault: Fault | null, playing: Playing): Promise<void> {
  switch (fault?.do) {
    case 'status':
      if (fault.carriedOut === true) await forward(at, request, playing.agent);
      else request.resume();
      return respond(response, fault, playing.now);
    case 'reset':
      request.socket.destroy();
      return;
    case 'silence':
      request.resume();
      return;
    case 'endless':
      request.resume();
      return endless(response);
    case 'html':
      request.resume();
      response.writeHead(fault.status ?? 200, { 'content-type': 'text/html; charset=utf-8' }).end('<!doctype html><title>Sign in</title>');
      return;
    case 'redirect':
      request.resume();
      response.writeHead(fault.status ?? 302, { location: fault.to }).end();
      return;
    case 'delay':
      await sleep(fault.ms);
      break;
    default:
      break;
  }
  const behind = await forward(at, request, playing.agent, fault);
  if (fault?.do === 'loseAnswer') return void request.socket.destroy();
  const { status, headers, body } = spoiled(behind, fault, playing.fired, request.url ?? '');
  if (fault?.do === 'halfBody' && fault.whole === true)
    return void response
      .writeHead(status, { ...headers, 'content-length': String(body.length >> 1) })
      .end(body.subarray(0, body.length >> 1));
  response.writeHead(status, { ...headers, 'content-length': String(body.length) });
  if (fault?.do === 'halfBody') {
    response.write(body.subarray(0, body.length >> 1));
    await sleep(20);
    return void request.socket.destroy();
  }
  if (fault?.do === 'drip') return drip(response, body, fault.everyMs);
  response.end(body);
}

function respond(response: ServerResponse, fault: Fault & { readonly do: 'status' }, now: () => number): void {
  const after = fault.retryAfter;
  const header =
    after === undefined ? {} : { 'retry-after': typeof after === 'string' ? after : new Date(now() + after.dateIn * 1000).toUTCString() };
  response
    .writeHead(fault.status, { 'content-type': fault.contentType ?? 'application/json', ...header, ...fault.headers })
    .end(fault.status === 204 ? undefined : (fault.body ?? '{"detail":"injected"}'));
}

/** What of the server's own answer goes on. */
function spoiled(behind: Behind, fault: Fault | null, fired: number, url: string): Behind {
  const headers: IncomingMessage['headers'] = {
    ...behind.headers,
    ...(fault?.do === 'link' ? { link: `<${fault.next}>; rel="next"` } : {}),
  };
  delete headers['transfer-encoding'];
  if (fault?.do === 'json' && behind.body.length > 0) {
    for (const name of fault.withoutHeaders ?? []) delete headers[name];
    return { ...behind, headers, body: text(fault.change(JSON.parse(behind.body.toString()) as Record<string, unknown>, fired)) };
  }
  if (fault?.do !== 'answer') return { ...behind, headers };
  const plain = Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
  const json: unknown = behind.body.length === 0 ? null : JSON.parse(behind.body.toString());
  const changed = fault.change({ status: behind.status, headers: plain, json }, fired, url);
  return changed === null ? { ...behind, headers } : { ...changed, body: changed.json === null ? Buffer.alloc(0) : text(changed.json) };
}

const text = (json: unknown): Buffer => Buffer.from(JSON.stringify(json));

async function endless(response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json' });
  const chunk = Buffer.alloc(64 * 1024, ' ');
  const forEver = Readable.from(
    (function* () {
      for (;;) yield chunk;
    })(),
  );
  // Ends when the other side has had enough.
  await pipeline(forEver, response).catch(() => undefined);
}

async function drip(response: ServerResponse, body: Buffer, everyMs: number): Promise<void> {
  response.flushHeaders();
  for (const byte of body) {
    if (response.destroyed) return;
    response.write(Buffer.of(byte));
    await sleep(everyMs);
  }
  response.end();
}

async function forward(at: URL, request: IncomingMessage, agent: Agent, fault: Fault | null = null): Promise<Behind> {
  const asked: Buffer[] = [];
  for await (const chunk of request) asked.push(chunk as Buffer);
  const isSwallowed = fault?.do === 'swallow';
  const isAsked = fault?.do === 'ask';
  const body = isSwallowed
    ? Buffer.alloc(0)
    : isAsked && fault.body !== undefined && asked.length > 0
      ? text(fault.body(JSON.parse(Buffer.concat(asked).toString())))
      : Buffer.concat(asked);
  // What is about this connection stays on it.
  const { 'transfer-encoding': _, 'content-length': __, connection: ___, ...headers } = request.headers;
  return await new Promise((resolve, reject) => {
    const onward = ask(
      {
        host: at.hostname,
        port: at.port,
        method: isSwallowed ? 'GET' : request.method,
        path: isAsked && fault.url !== undefined ? fault.url(request.url ?? '') : request.url,
        headers: { ...headers, host: at.host, ...(body.length === 0 ? {} : { 'content-length': String(body.length) }) },
        agent,
      },
      (answered) => {
        const chunks: Buffer[] = [];
        answered.on('data', (chunk: Buffer) => chunks.push(chunk));
        answered.on('end', () => resolve({ status: answered.statusCode ?? 502, headers: answered.headers, body: Buffer.concat(chunks) }));
        answered.on('error', reject);
      },
    );
    onward.on('error', reject);
    onward.end(body);
  });
}
