/** The one client against a real server and a proxy that makes it fail. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Auth } from '../../../src/connectors/kit/auth.ts';
import { ConnectorError } from '../../../src/connectors/kit/errors.ts';
import { type HttpLimits, type HttpRequest, httpTarget } from '../../../src/connectors/kit/http.ts';
import { closed } from '../../servers/scim-server.ts';
import { type FaultProxy, type FaultRow, startFaultProxy } from '../../servers/fault-proxy.ts';
import { testPorts } from '../test-ports.ts';

const CANARY = 'canary-secret-0123456789';
let server: Server;
let other: Server;
let origin: string;
let elsewhere: string;
let proxy: FaultProxy;
const got: { method: string; url: string; headers: Record<string, unknown>; body: string }[] = [];
const strayed: string[] = [];

const listen = async (made: Server): Promise<string> => {
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(made.address() as AddressInfo).port}`;
};

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      got.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      if (request.url === '/token')
        response.setHeader('content-type', 'application/json').end(
          JSON.stringify({
            access_token: `token-${got.filter(({ url }) => url === '/token').length}-canary`,
            token_type: 'Bearer',
            expires_in: 3600,
          }),
        );
      else if (request.url?.startsWith('/api/big') === true)
        response.setHeader('content-type', 'application/json').end(JSON.stringify({ a: 'x'.repeat(100_000) }));
      else if (request.url === '/api/none') response.writeHead(204).end();
      else response.setHeader('content-type', 'application/json').end('{"ok":true}');
    });
  });
  other = createServer((request, response) => {
    strayed.push(request.url ?? '');
    response.end('{}');
  });
  [origin, elsewhere] = await Promise.all([listen(server), listen(other)]);
  proxy = await startFaultProxy(origin);
});
afterAll(async () => {
  await Promise.all([proxy.close(), closed(server), closed(other)]);
});
beforeEach(() => {
  got.splice(0);
  proxy.set([]);
});

const bearer: Auth = { kind: 'bearer', read: { secret: 'NHI_R' }, write: { secret: 'NHI_W' } };
interface Setting {
  readonly auth?: Auth;
  readonly use?: 'read' | 'write';
  readonly limits?: Partial<HttpLimits>;
  readonly url?: string;
  readonly origins?: readonly string[];
}
function client({ auth = bearer, use = 'read', limits = {}, url, origins }: Setting = {}) {
  const bound = { value: CANARY, origins: origins ?? [proxy.origin] };
  const test = testPorts({ NHI_R: bound, NHI_W: bound });
  const target = httpTarget(
    { target: 'crm', url: url ?? `${proxy.origin}/api`, auth, use, mediaType: 'application/json', limits },
    test.ports,
  );
  return { ...test, target, session: target.session() };
}
const get: HttpRequest = { method: 'GET', path: '/list', doing: 'listing things' };
const post: HttpRequest = { method: 'POST', path: '/things', body: { a: 1 }, doing: 'making a thing' };
async function failure(promise: Promise<unknown>): Promise<ConnectorError> {
  const error = await promise.then(
    () => new Error('it passed'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ConnectorError);
  const { message } = error as ConnectorError;
  expect(message).toMatch(/^crm: /);
  expect(message).not.toContain('\n');
  expect(JSON.stringify([message, (error as Error).cause, (error as Error).stack])).not.toContain(CANARY);
  return error as ConnectorError;
}

describe('requests', () => {
  it('sends query, headers and JSON, and gives JSON back', async () => {
    const { session } = client();
    const answer = await session.request({ ...get, query: { filter: 'a eq "b c&d"', cursor: '' } });
    expect(answer).toMatchObject({ status: 200, json: { ok: true } });
    expect(got[0]?.url).toBe('/api/list?filter=a%20eq%20%22b%20c%26d%22&cursor=');
    expect(got[0]?.headers).toMatchObject({ authorization: `Bearer ${CANARY}`, accept: 'application/json, application/json' });
    await session.request(post);
    expect(got[1]).toMatchObject({ method: 'POST', body: '{"a":1}' });
    expect(await session.request({ ...get, path: '/none' })).toMatchObject({ status: 204, json: null });
  });
  it('does nothing before the first request', () => {
    const { asked } = client({ url: 'nonsense' });
    expect(asked).toEqual([]);
  });
});

describe('authentication', () => {
  it.each<[Auth, Record<string, string>]>([
    [bearer, { authorization: `Bearer ${CANARY}` }],
    [
      { kind: 'basic', read: { user: 'bot', secret: 'NHI_R' } },
      { authorization: `Basic ${Buffer.from(`bot:${CANARY}`).toString('base64')}` },
    ],
    [{ kind: 'header', header: 'x-api-key', read: { secret: 'NHI_R' } }, { 'x-api-key': CANARY }],
  ])('sends %j', async (auth, headers) => {
    await client({ auth }).session.request(get);
    expect(got[0]?.headers).toMatchObject(headers);
  });
  it('sends none for kind none', async () => {
    const named = testPorts({ NHI_R: { value: '', origins: [proxy.origin] } });
    await httpTarget({ target: 'crm', url: proxy.origin, auth: { kind: 'none' }, use: 'read', mediaType: 'application/json' }, named.ports)
      .session()
      .request(get);
    expect(got[0]?.headers).not.toHaveProperty('authorization');
    expect(named.asked).toEqual([]);
  });
  const oauth = (): Auth => ({ kind: 'oauth', tokenUrl: `${origin}/token`, scope: 'scim', read: { clientId: 'me', secret: 'NHI_R' } });
  it('fetches an OAuth token once and asks for another when it was refused', async () => {
    const { session, asked } = client({ auth: oauth(), origins: [proxy.origin, origin] });
    proxy.set([{ name: 'refused', after: 2, times: 1, fault: { do: 'status', status: 401 } }]);
    await session.request(get);
    await session.request(get);
    await session.request(get);
    expect(proxy.fired['refused']).toBe(1);
    expect(got.filter(({ url }) => url === '/token').map(({ body }) => new URLSearchParams(body).get('grant_type'))).toEqual([
      'client_credentials',
      'client_credentials',
    ]);
    expect(proxy.seen.slice(-4).map(({ authorization }) => authorization)).toEqual([
      'Bearer token-1-canary',
      'Bearer token-1-canary',
      'Bearer token-1-canary',
      'Bearer token-2-canary',
    ]);
    expect(new Set(asked.map(([, to]) => to))).toEqual(new Set([proxy.origin, origin]));
  });
  it.each([[[0]], [[1]]])('sends no token unless both origins are bound (%j)', async (which) => {
    const origins = [proxy.origin, origin].filter((_, at) => which.includes(at));
    const { session, ports } = client({ auth: oauth(), origins });
    expect((await failure(session.request(get))).code).toBe('forbidden');
    expect(got).toEqual([]);
    expect(ports).toBeDefined();
  });
  it('says which part of auth is missing', async () => {
    expect(await failure(client({ auth: { kind: 'bearer', read: { secret: 'NHI_R' } }, use: 'write' }).session.request(get))).toMatchObject(
      { code: 'forbidden', message: expect.stringContaining('auth.write') as string },
    );
  });
  it.each(['', 'two\nlines', ' edge', 'snow☃'])('refuses a secret that no header can carry (%j)', async (value) => {
    const bad = testPorts({ NHI_R: { value, origins: [proxy.origin] } });
    const target = httpTarget({ target: 'crm', url: proxy.origin, auth: bearer, use: 'read', mediaType: 'application/json' }, bad.ports);
    const error = await failure(target.session().request(get));
    expect(error.code).toBe('unauthenticated');
    if (value !== '') expect(error.message).not.toContain(value);
  });
});

describe('addresses', () => {
  it('asks for no secret of an origin that is not bound, and sends nothing', async () => {
    const { session } = client({ origins: ['https://elsewhere.example'] });
    expect((await failure(session.request(get))).code).toBe('forbidden');
    expect(got).toEqual([]);
  });
  it.each(['http://127.0.0.1:1/evil', 'https://evil.example/x', '//evil.example/x', '/\\evil.example', 'javascript:1', 'http://'])(
    'refuses a link to %s',
    async (path) => {
      const { session } = client();
      const error = await failure(session.request({ ...get, path, isLink: true }));
      expect(error.code).toBe('badResponse');
      expect(got).toEqual([]);
    },
  );
  it('refuses a link that brings a user along', async () => {
    const path = proxy.origin.replace('http://', 'http://user:pw@');
    expect((await failure(client().session.request({ ...get, path, isLink: true }))).code).toBe('badResponse');
  });
  it('refuses a path that walks up', async () => {
    expect((await failure(client().session.request({ ...get, path: '/../admin' }))).code).toBe('badResponse');
  });
  it('follows a link inside the origin', async () => {
    for (const path of [`${proxy.origin}/api/list?page=2`, '/api/list?page=2'])
      await client().session.request({ ...get, path, isLink: true });
    expect(got.map(({ url }) => url)).toEqual(['/api/list?page=2', '/api/list?page=2']);
  });
  it.each([301, 302, 303, 307, 308])('refuses a redirect (%i)', async (status) => {
    proxy.set([{ name: 'away', fault: { do: 'redirect', to: `${elsewhere}/x`, status } }]);
    expect((await failure(client().session.request(get))).code).toBe('badResponse');
    expect(proxy.fired['away']).toBe(1);
  });
});

describe('statuses', () => {
  it.each<[number, string]>([
    [400, 'badResponse'],
    [401, 'unauthenticated'],
    [403, 'forbidden'],
    [404, 'badResponse'],
    [409, 'conflict'],
    [412, 'conflict'],
    [413, 'badResponse'],
    [429, 'throttled'],
    [500, 'unavailable'],
    [501, 'unsupported'],
    [503, 'unavailable'],
  ])('%i is %s, for a read and for a write', async (status, code) => {
    proxy.set([{ name: 'x', fault: { do: 'status', status, body: `{"detail":"${CANARY}"}` } }]);
    const read = await failure(client().session.request(get));
    const write = await failure(client({ use: 'write' }).session.request(post));
    expect([read.code, write.code]).toEqual([code, code]);
    expect(read.message).toContain(`listing things answered ${status}; that can mean `);
    expect(write.message).toContain(status >= 500 && status !== 501 ? 'may have been carried out' : 'nothing was changed');
  });
  it('gives the caller an answer that it expects', async () => {
    proxy.set([{ name: 'x', fault: { do: 'status', status: 404 } }]);
    expect(await client().session.request({ ...get, expects: ({ status }) => status === 404 })).toMatchObject({
      status: 404,
      json: { detail: 'injected' },
    });
  });
});

describe('retries', () => {
  const after = (fault: FaultRow['fault'], times: number): FaultRow[] => [{ name: 'x', times, fault }];
  it('tries a safe request again after what the server asked for', async () => {
    proxy.set(after({ do: 'status', status: 429, retryAfter: '2.5' }, 2));
    const { session, pauses } = client();
    await session.request(get);
    expect(pauses).toEqual([2625, 2625]);
    expect(proxy.fired['x']).toBe(2);
  });
  it('reads a date', async () => {
    proxy.set(after({ do: 'status', status: 503, retryAfter: { dateIn: 10 } }, 1));
    const { session, pauses } = client();
    await session.request(get);
    expect(pauses[0]).toBeGreaterThan(8000);
    expect(pauses[0]).toBeLessThan(10_200);
  });
  it.each<[string, FaultRow['fault']]>([
    ['500', { do: 'status', status: 500 }],
    ['reset', { do: 'reset' }],
    ['a lost answer', { do: 'loseAnswer' }],
    ['half a body', { do: 'halfBody' }],
  ])('survives %s once', async (_, fault) => {
    proxy.set(after(fault, 1));
    const { session, pauses } = client();
    expect(await session.request(get)).toMatchObject({ json: { ok: true } });
    expect(pauses).toHaveLength(1);
  });
  it('gives up after so many tries', async () => {
    proxy.set([{ name: 'x', fault: { do: 'status', status: 503, retryAfter: '1' } }]);
    const { session } = client({ limits: { attempts: 3 } });
    expect(await failure(session.request(get))).toMatchObject({ code: 'unavailable', retryAfterSeconds: 1 });
    expect(proxy.fired['x']).toBe(3);
  });
  it('does not wait longer than it may', async () => {
    proxy.set([{ name: 'x', fault: { do: 'status', status: 429, retryAfter: '3600' } }]);
    const { session, pauses } = client();
    expect(await failure(session.request(get))).toMatchObject({ code: 'throttled', retryAfterSeconds: 3600 });
    expect(pauses).toEqual([]);
  });
  it.each<[string, FaultRow['fault'], string]>([
    ['429', { do: 'status', status: 429, retryAfter: '1' }, 'throttled'],
    ['503', { do: 'status', status: 503 }, 'unavailable'],
    ['reset', { do: 'reset' }, 'unavailable'],
    ['a lost answer', { do: 'loseAnswer' }, 'unavailable'],
    ['half a body', { do: 'halfBody' }, 'unavailable'],
  ])('never repeats a write after %s', async (_, fault, code) => {
    proxy.set([{ name: 'x', fault }]);
    const { session, pauses } = client({ use: 'write' });
    const error = await failure(session.request(post));
    expect(error.code).toBe(code);
    if (code === 'unavailable') expect(error.message).toContain('may have been carried out');
    expect([proxy.fired['x'], pauses.length]).toEqual([1, 0]);
  });
});

describe('bounds', () => {
  const tight = { attempts: 1, answerMs: 150, wholeMs: 300 };
  it.each<[string, FaultRow['fault']]>([
    ['silence', { do: 'silence' }],
    ['a slow drip', { do: 'drip', everyMs: 50 }],
  ])('ends %s in time', async (_, fault) => {
    proxy.set([{ name: 'x', fault }]);
    const begun = Date.now();
    expect(await failure(client({ limits: tight }).session.request(get))).toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('no whole answer in time') as string,
    });
    expect(Date.now() - begun).toBeLessThan(2000);
  });
  it('reads no more than it may', async () => {
    expect((await failure(client({ limits: { bodyBytes: 5000 } }).session.request({ ...get, path: '/big' }))).code).toBe('badResponse');
    const { target } = client({ limits: { sessionBytes: 150_000 } });
    const session = target.session();
    await session.request({ ...get, path: '/big' });
    await session.request({ ...get, path: '/big' });
    expect((await failure(session.request(get))).code).toBe('unproven');
    await target.session().request(get);
  });
  it('sends no more requests than it may', async () => {
    const { session } = client({ limits: { requests: 2 } });
    await session.request(get);
    await session.request(get);
    expect((await failure(session.request(get))).code).toBe('unproven');
    expect(got).toHaveLength(2);
  });
  it('stops when the run stops', async () => {
    proxy.set([{ name: 'x', fault: { do: 'silence' } }]);
    const { session, abort } = client();
    const error = failure(session.request(get));
    setTimeout(abort, 50);
    expect((await error).code).toBe('unavailable');
  });
});

describe('answers that are none', () => {
  it.each<[string, FaultRow['fault'], string]>([
    ['HTML', { do: 'html' }, 'HTML'],
    ['half JSON that ends as if whole', { do: 'halfBody', whole: true }, 'something instead of JSON from line 1, column '],
  ])('%s is badResponse', async (_, fault, said) => {
    proxy.set([{ name: 'x', fault }]);
    expect(await failure(client().session.request(get))).toMatchObject({
      code: 'badResponse',
      message: expect.stringContaining(said) as string,
    });
  });
  it('nobody listens', async () => {
    const { session } = client({ url: 'http://127.0.0.1:9', origins: ['http://127.0.0.1:9'], limits: { attempts: 1 } });
    expect((await failure(session.request(get))).code).toBe('unavailable');
  });
});

it('nothing was ever sent elsewhere', () => {
  expect(strayed).toEqual([]);
});
