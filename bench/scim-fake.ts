/** A SCIM server on loopback that answers from texts made beforehand, each answer after a while; it counts what it is asked. */
import { createServer } from 'node:http';

export interface ScimFake {
  /** Of one of the tenants, which are all alike. */
  readonly url: (tenant: number) => string;
  readonly origin: string;
  requests: number;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface Seed {
  readonly users: number;
  readonly groups?: number;
  readonly pageSize: number;
  /** What each answer waits, like a server some way off. */
  readonly delayMs: number;
}

const listOf = (total: number, startIndex: number, rows: readonly object[]): string =>
  JSON.stringify({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: total,
    startIndex,
    itemsPerPage: rows.length,
    Resources: rows,
  });

const user = (i: number): object => ({ id: `u-${i}`, userName: `svc-${i}`, active: true, meta: { resourceType: 'User' } });
const group = (i: number): object => ({ id: `g-${i}`, displayName: `group-${i}` });

function pagesOf(total: number, pageSize: number, row: (i: number) => object): ReadonlyMap<number, string> {
  const pages = new Map<number, string>();
  for (let start = 1; start === 1 || start <= total; start += pageSize) {
    const rows = Array.from({ length: Math.min(pageSize, total - start + 1) }, (_, i) => row(start + i));
    pages.set(start, listOf(total, start, rows));
  }
  return pages;
}

export async function startScimFake({ users, groups = 0, pageSize, delayMs }: Seed): Promise<ScimFake> {
  const lists: Readonly<Record<string, ReadonlyMap<number, string>>> = {
    Users: pagesOf(users, pageSize, user),
    Groups: pagesOf(groups, pageSize, group),
  };
  const server = createServer((request, response) => {
    fake.requests += 1;
    const url = new URL(request.url ?? '/', 'http://loopback');
    const [, , endpoint = '', id] = url.pathname.split('/');
    const page = lists[endpoint]?.get(Number(url.searchParams.get('startIndex') ?? '1'));
    // Members of a group: one of them, so that it is neither empty nor cut.
    const one = id === undefined ? null : JSON.stringify({ id, displayName: `group-${id.slice(2)}`, members: [{ value: 'u-1' }] });
    const body = one ?? page ?? null;
    setTimeout(() => {
      response.writeHead(body === null ? 404 : 200, { 'content-type': 'application/scim+json' });
      response.end(body ?? '{}');
    }, delayMs);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const fake: ScimFake = {
    origin,
    url: (tenant) => `${origin}/t${tenant}`,
    requests: 0,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
  return fake;
}
