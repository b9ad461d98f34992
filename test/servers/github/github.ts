/**
 * A stateful GitHub on loopback, over real bare git repositories: REST, the part of GraphQL that is used, and `git fetch`. Every request and
 * every answer is judged by GitHub's own OpenAPI description; what breaks it is kept, and closing the server throws it, so
 * that the test that made it fails. What people do by hand is in `hands.ts`.
 *
 *   await using github = await startGitHub();
 *   const repository = addRepository(github.world, 'octo/policies', { visibility: 'private' });
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Fault,
  faultFor,
  type FaultKind,
  type Limits,
  type LimitSettings,
  newLimits,
  secondary,
  type Seen,
  type When,
} from './faults.ts';
import { answerGit, gitRequestOf } from './git-http.ts';
import { answerGraphql } from './graphql.ts';
import { type Fields, type Judge, theJudge } from './judge.ts';
import { notFound, Refusal } from './refusal.ts';
import { type Asker, askerOf, demand } from './rights.ts';
import type { Answer } from './route.ts';
import { matchRoute, type Matched } from './routes.ts';
import { newWorld, repositoryNamed, type World } from './world.ts';

export interface GitHub extends AsyncDisposable {
  readonly world: World;
  readonly origin: string;
  /** As the runner tells them: `GITHUB_API_URL`, `GITHUB_GRAPHQL_URL`, `GITHUB_SERVER_URL`. */
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly serverUrl: string;
  readonly requests: readonly Seen[];
  /** Those that are no questions. */
  readonly writes: readonly Seen[];
  forget(): void;
  /** What broke the description; `forgive` returns it and forgets it. */
  readonly violations: readonly string[];
  forgive(): readonly string[];
  /** For the next `times` requests that fit. The result counts how often it came. */
  fault(when: When, kind: FaultKind, times?: number): { readonly fired: number };
  /** Called, and waited for, before each request is carried out: another run, a kill, a push between two requests. */
  before(hook: (seen: Seen) => void | Promise<void>): void;
  readonly limits: LimitSettings;
}

export interface GitHubOptions {
  /** Epoch ms; what `world.pass` adds comes on top. */
  readonly now?: () => number;
  /** As Enterprise Server has it: the API under /api. */
  readonly enterprise?: boolean;
  readonly port?: number;
}

interface Running {
  readonly world: World;
  readonly judge: Judge;
  readonly limits: Limits;
  readonly faults: Fault[];
  readonly hooks: ((seen: Seen) => void | Promise<void>)[];
  readonly seen: Seen[];
  readonly violations: string[];
  readonly prefix: { readonly rest: string; readonly graphql: string };
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

export async function startGitHub(options: GitHubOptions = {}): Promise<GitHub> {
  const world = newWorld(options.now ?? Date.now);
  const settings: LimitSettings = { perHour: null, writesPerMinute: null };
  const running: Running = {
    world,
    judge: theJudge(),
    limits: newLimits(world, settings),
    faults: [],
    hooks: [],
    seen: [],
    violations: [],
    prefix: options.enterprise === true ? { rest: '/api/v3', graphql: '/api/graphql' } : { rest: '', graphql: '/graphql' },
  };
  const server = createServer((request, response) => {
    serve(running, request, response).catch((error: unknown) => {
      running.violations.push(`the stand-in failed at ${request.method ?? ''} ${request.url ?? ''}: ${String((error as Error).stack)}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const apiUrl = origin + running.prefix.rest;
  Object.assign(world.at, { api: apiUrl, site: origin });
  const forgive = (): readonly string[] => running.violations.splice(0);
  return {
    world,
    origin,
    apiUrl,
    graphqlUrl: origin + running.prefix.graphql,
    serverUrl: origin,
    requests: running.seen,
    get writes() {
      return running.seen.filter(isWrite);
    },
    forget: () => void running.seen.splice(0),
    violations: running.violations,
    forgive,
    fault(when, kind, times = 1) {
      const fault: Fault = { when, kind, left: times, fired: 0 };
      running.faults.push(fault);
      return fault;
    },
    before: (hook) => void running.hooks.push(hook),
    limits: settings,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      world[Symbol.dispose]();
      const broken = forgive();
      if (broken.length > 0) throw new Error(`against GitHub's description of its API:\n${broken.join('\n')}`);
    },
  };
}

/** GraphQL is always posted; only a mutation writes. */
const isWrite = ({ method, route, body }: Seen): boolean =>
  route === 'POST /graphql' ? /^\s*mutation\b/.test(String((body as { query?: string } | null)?.query)) : !['GET', 'HEAD'].includes(method);

async function serve(running: Running, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const [method, url] = [request.method ?? '', request.url ?? ''];
  const place = new URL(url, 'http://localhost');
  const fetched = gitRequestOf(method, place.pathname);
  if (fetched !== null) {
    const { status, headers, body } = answerGit(running.world, fetched, place.search.slice(1), request.headers, bytes);
    return void response.writeHead(status, headers).end(body);
  }
  const isGraphql = place.pathname === running.prefix.graphql;
  const matched = isGraphql ? null : matchRoute(method, place.pathname.slice(running.prefix.rest.length));
  const asker = attempt(() => askerOf(running.world, request.headers.authorization));
  const seen: Seen = {
    number: running.seen.length + 1,
    method,
    url,
    route: isGraphql ? 'POST /graphql' : (matched?.route ?? ''),
    body: parsed(bytes.toString()),
    by: asker instanceof Refusal ? null : (asker.account?.login ?? null),
    status: 0,
  };
  running.seen.push(seen);
  for (const hook of running.hooks) await hook(seen);
  const fault = faultFor(running.faults, seen);
  if (fault === 'dropBefore') return void response.destroy();
  if (fault === 'hang') return undefined;
  if (typeof fault === 'object' && fault !== null && 'delayMs' in fault) await sleep(fault.delayMs);
  const planted = plantedReply(fault);
  if (planted !== null && !planted.after) return send(response, seen, planted);
  const reply = isGraphql ? graphqlReply(running, asker, seen) : restReply(running, { asker, seen, matched, place, request });
  if (fault === 'dropAfter') return void response.destroy();
  return send(response, seen, planted ?? reply);
}

function attempt<T>(work: () => T): T | Refusal {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

const parsed = (text: string): unknown => {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** `after`: in place of the answer of a request that was carried out. */
function plantedReply(fault: FaultKind | null): (Reply & { readonly after: boolean }) | null {
  if (fault === 'secondary403' || fault === 'secondary429')
    return { ...refusalReply(secondary(fault === 'secondary403' ? 403 : 429)), after: false };
  if (fault === null || typeof fault === 'string' || !('status' in fault)) return null;
  const { status, body = '<html><title>Unicorn!</title></html>', headers = {}, after = false } = fault;
  return { status, body, headers, after };
}

const refusalReply = ({ status, body, headers }: Refusal): Reply => ({ status, body, headers });

function send(response: ServerResponse, seen: Seen, { status, body, headers }: Reply): void {
  seen.status = status;
  const text = body === null || status === 204 || status === 304 ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? 'text/html' : 'application/json; charset=utf-8';
  response
    .writeHead(status, { ...(text === '' ? {} : { 'content-type': type }), 'x-github-request-id': `STAND:${seen.number}`, ...headers })
    .end(text);
}

function graphqlReply(running: Running, asker: Asker | Refusal, seen: Seen): Reply {
  const result = attempt(() => {
    if (asker instanceof Refusal) throw asker;
    if (asker.account === null) throw new Refusal(401, 'This endpoint requires you to be authenticated.');
    const headers = running.limits.spend(asker.token, 1);
    const { body, violations } = answerGraphql(running.world, asker, seen.body ?? {});
    running.violations.push(...violations.map((one) => `GraphQL: ${one}`));
    return { status: 200, body, headers: { ...headers, 'x-ratelimit-resource': 'graphql' } };
  });
  return result instanceof Refusal ? refusalReply(result) : result;
}

interface Rest {
  readonly asker: Asker | Refusal;
  readonly seen: Seen;
  readonly matched: Matched | null;
  readonly place: URL;
  readonly request: IncomingMessage;
}

function restReply(running: Running, rest: Rest): Reply {
  const { seen, matched } = rest;
  const where = `${seen.method} ${seen.url}`;
  if (matched === null) {
    running.violations.push(`${where}: the stand-in does not serve it`);
    return refusalReply(notFound());
  }
  const result = attempt(() => carriedOut(running, rest, matched));
  const reply = result instanceof Refusal ? refusalReply(result) : result;
  if (reply.status !== 304) {
    const wrong = running.judge.answer(matched.route, reply.status, reply.body);
    running.violations.push(...wrong.map((one) => `${where}: the answer ${reply.status} ${one}`));
  }
  return reply;
}

function carriedOut(running: Running, { asker, seen, place, request }: Rest, matched: Matched): Reply {
  const { world, judge, limits } = running;
  if (asker instanceof Refusal) throw asker;
  if (request.headers['user-agent'] === undefined)
    throw new Refusal(403, 'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.');
  const query = Object.fromEntries(place.searchParams);
  const wrong = judge.request({ route: matched.route, params: matched.params, query, headers: headersOf(request), body: seen.body });
  if (wrong.length > 0) {
    running.violations.push(...wrong.map((one) => `${seen.method} ${seen.url}: the request ${one}`));
    throw new Refusal(422, `Invalid request.\n\n${wrong.join('\n')}`);
  }
  // The answer to the same question costs nothing where it has not changed.
  const headers = matched.route === 'GET /rate_limit' ? {} : limits.spend(asker.token, 1);
  if (isWrite(seen)) limits.write(asker.token);
  const asked = { world, by: asker, params: matched.params, query, body: (seen.body ?? {}) as Fields };
  const answer = matched.route === 'GET /rate_limit' ? rateLimit(limits, asker) : answered(world, asker, matched, asked);
  const { reply, link } = paged(answer, place, world.at.api + place.pathname.slice(running.prefix.rest.length));
  const more = { ...headers, ...(link === '' ? {} : { link }) };
  if (seen.method !== 'GET') return { ...reply, headers: more };
  const etag = `W/"${createHash('sha256').update(JSON.stringify(reply.body)).digest('hex')}"`;
  if (request.headers['if-none-match'] !== etag) return { ...reply, headers: { ...more, etag } };
  if (asker.token !== null) limits.spend(asker.token, -1);
  return { status: 304, body: null, headers: { ...more, etag } };
}

const headersOf = (request: IncomingMessage): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));

function answered(world: World, asker: Asker, matched: Matched, asked: Parameters<Extract<Matched, { of: 'any' }>['handle']>[0]): Answer {
  if (asker.token !== null && asker.token.isAppKey !== (matched.need === 'app'))
    throw new Refusal(401, 'A JSON web token could not be decoded');
  if (matched.of === 'any') return matched.handle(asked);
  const repository = repositoryNamed(world, asked.params['owner'] ?? '', asked.params['repo'] ?? '');
  if (repository === null) throw notFound();
  demand(world, asker, repository, matched.need);
  return matched.handle({ ...asked, repository });
}

const rateLimit = (limits: Limits, { token }: Asker): Answer => {
  const core = limits.limitOf(token);
  return { status: 200, body: { resources: { core, search: core, graphql: core }, rate: core } };
};

const MOST_PER_PAGE = 100;

function paged(answer: Answer, place: URL, address: string): { readonly reply: Omit<Reply, 'headers'>; readonly link: string } {
  if ('status' in answer) return { reply: answer, link: '' };
  const { items, show, wrap, cursor } = answer;
  const size = Math.min(Math.max(Number(place.searchParams.get('per_page') ?? 30), 1), MOST_PER_PAGE);
  const page = Math.max(Number(place.searchParams.get('page') ?? 1), 1);
  const from = cursor ? Number(place.searchParams.get('after') ?? 0) : (page - 1) * size;
  const shown = items.slice(from, from + size).map((item) => show(item as never));
  const last = Math.max(1, Math.ceil(items.length / size));
  const at = (name: string, value: number): string => {
    const query = new URLSearchParams(place.searchParams);
    query.set(name, String(value));
    return `<${address}?${query.toString()}>`;
  };
  const links = cursor
    ? from + size < items.length
      ? [`${at('after', from + size)}; rel="next"`]
      : []
    : [
        ...(page > 1 ? [`${at('page', page - 1)}; rel="prev"`] : []),
        ...(page < last ? [`${at('page', page + 1)}; rel="next"`, `${at('page', last)}; rel="last"`] : []),
        ...(page > 1 ? [`${at('page', 1)}; rel="first"`] : []),
      ];
  return { reply: { status: 200, body: wrap === null ? shown : wrap(shown, items.length) }, link: links.join(', ') };
}
