/**
 * A real SCIM server on loopback: scimmy speaks the protocol, the store, the tokens and the versions are ours. For tests and
 * for the demo.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type RequestHandler } from 'express';
import SCIMMY from 'scimmy';
import SCIMMYRouters from 'scimmy-routers';
import { Agent } from './scim-agent.ts';
import { type Cursors, cursorPaging } from './scim-cursors.ts';

export { AGENT_SCHEMA } from './scim-agent.ts';

export interface Valued {
  readonly value: string;
  readonly type?: string;
}
export interface SeedAccount {
  readonly id?: string;
  readonly name: string;
  /** true if left out; null: the server does not say. */
  readonly active?: boolean | null;
  readonly roles?: readonly Valued[];
  readonly entitlements?: readonly Valued[];
}
export interface SeedGroup {
  readonly id?: string;
  readonly name: string;
  /** Names of users or agents, or ids. */
  readonly members?: readonly string[];
}
export interface Seed {
  readonly users?: readonly SeedAccount[];
  readonly agents?: readonly SeedAccount[];
  readonly groups?: readonly SeedGroup[];
}

type Row = Readonly<Record<string, unknown>> & { readonly id: string };
type TypeName = 'User' | 'Agent' | 'Group';
type Tables = Readonly<Record<TypeName, ReadonlyMap<string, Row>>>;

export interface Seen {
  readonly method: string;
  readonly url: string;
}

export interface ScimServerOptions {
  readonly readToken?: string;
  readonly writeToken?: string;
  /** 0: any that is free. */
  readonly port?: number;
  readonly latencyMs?: number;
  /** Reads show the store as it was so long ago, and never what came later. */
  readonly staleMs?: number;
  /** Do users show the groups they are in? */
  readonly userGroups?: boolean;
  /** Does it give and check versions (RFC 7644 §3.14)? */
  readonly etags?: boolean;
  /** Does it page by cursor? */
  readonly cursors?: Cursors;
  /** A last word on each JSON answer, to play a server that does things otherwise. Returns the answer to send. */
  readonly rewrite?: (
    request: { readonly method: string; readonly path: string; readonly query: Readonly<Record<string, unknown>> },
    body: Record<string, unknown>,
  ) => unknown;
}

export interface ScimServer {
  /** Base address, as a target's `url`. */
  readonly url: string;
  readonly origin: string;
  readonly readToken: string;
  readonly writeToken: string;
  /** Returns name → id. */
  seed(seed: Seed): Readonly<Record<string, string>>;
  /** By hand, past the protocol, as an administrator at the console would. */
  setActive(id: string, active: boolean): void;
  addMember(group: string, id: string): void;
  removeMember(group: string, id: string): void;
  remove(id: string): void;
  rename(id: string, name: string): void;
  members(group: string): readonly string[];
  account(id: string): Row | null;
  /** Counted where the request arrives: what the tokens or the router refuse counts too. */
  readonly counts: { readonly requests: number; readonly writes: number };
  readonly seen: readonly Seen[];
  resetCounts(): void;
  close(): Promise<void>;
}

interface Store {
  tables(): Tables;
  /** What a read sees. */
  view(): Tables;
  put(type: TypeName, row: Row): Row;
  drop(type: TypeName, id: string): void;
  nextId(): string;
}

interface Context {
  readonly store: Store;
  readonly tables: Tables;
  readonly userGroups: boolean;
}

function makeStore(staleMs: number): Store {
  const log: { readonly at: number; readonly tables: Tables }[] = [
    { at: 0, tables: { User: new Map(), Agent: new Map(), Group: new Map() } },
  ];
  let [ids, versions] = [0, 0];
  const latest = (): Tables => log[log.length - 1]?.tables as Tables;
  const change = (type: TypeName, edit: (rows: Map<string, Row>) => void) => {
    const rows = new Map(latest()[type]);
    edit(rows);
    const at = Date.now();
    log.push({ at, tables: { ...latest(), [type]: rows } });
    // One entry older than the horizon stays: it is what a read sees.
    while (log.length > 1 && (log[1]?.at ?? at) <= at - staleMs) log.shift();
  };
  return {
    tables: latest,
    view: () => log.findLast(({ at }) => at <= Date.now() - staleMs)?.tables ?? (log[0]?.tables as Tables),
    put(type, row) {
      const before = latest()[type].get(row.id) as { meta?: { created?: Date } } | undefined;
      const now = new Date();
      const stored = { ...row, meta: { created: before?.meta?.created ?? now, lastModified: now, version: `W/"${(versions += 1)}"` } };
      change(type, (rows) => void rows.set(row.id, stored));
      return stored;
    },
    drop: (type, id) => change(type, (rows) => void rows.delete(id)),
    nextId: () => `${(ids += 1).toString(16).padStart(8, '0')}-0000-4000-8000-0000000000ab`,
  };
}

const NAME: Readonly<Record<TypeName, string>> = { User: 'userName', Agent: 'name', Group: 'displayName' };

type ScimError = new (status: number, type: string | null, message: string) => Error;
const refuse = (status: number, type: string | null, message: string): Error =>
  new (SCIMMY.Types.Error as unknown as ScimError)(status, type, message);

function egress(type: TypeName) {
  return (resource: { id?: string; filter?: { match(rows: unknown[]): unknown[] } }, { tables, userGroups }: Context) => {
    const shown = (row: Row): Row =>
      type === 'Group' || !userGroups
        ? row
        : {
            ...row,
            groups: [...tables.Group.values()]
              .filter((group) => membersOf(group).some(({ value }) => value === row.id))
              .map(({ id }) => ({ value: id })),
          };
    if (resource.id !== undefined) {
      const row = tables[type].get(resource.id);
      if (row === undefined) throw refuse(404, null, `Resource ${resource.id} not found`);
      return shown(row);
    }
    const rows = [...tables[type].values()].map(shown);
    return resource.filter === undefined ? rows : resource.filter.match(rows);
  };
}

function ingress(type: TypeName) {
  return (resource: { id?: string }, instance: object, { store }: Context) => {
    const id = resource.id ?? store.nextId();
    if (resource.id !== undefined && !store.tables()[type].has(id)) throw refuse(404, null, `Resource ${id} not found`);
    // The library's filters fail on a complex attribute that is not there.
    const row = { ...(type === 'Group' ? { members: [] } : {}), ...(JSON.parse(JSON.stringify(instance)) as object), id } as Row;
    const name = String(row[NAME[type]]).toLowerCase();
    const taken = [...store.tables()[type].values()].some((other) => other.id !== id && String(other[NAME[type]]).toLowerCase() === name);
    // userName is unique (RFC 7643 §4.1); displayName of a group is not.
    if (taken && type !== 'Group') throw refuse(409, 'uniqueness', 'The name is taken');
    return store.put(type, row);
  };
}

function degress(type: TypeName) {
  return (resource: { id?: string }, { store }: Context) => {
    if (!store.tables()[type].has(resource.id ?? '')) throw refuse(404, null, 'Resource not found');
    store.drop(type, resource.id ?? '');
  };
}

const membersOf = (group: Row | undefined): readonly { readonly value: string }[] =>
  (group?.['members'] as { value: string }[] | undefined) ?? [];

/** The library keeps its resource types for the whole process; the store comes with each request. */
let declared = false;
function declare(): void {
  if (declared) return;
  declared = true;
  for (const [type, resource] of [
    ['User', SCIMMY.Resources.User],
    ['Group', SCIMMY.Resources.Group],
    ['Agent', Agent],
  ] as const) {
    (SCIMMY.Resources.declare(resource as never) as unknown as typeof Agent)
      .ingress(ingress(type) as never)
      .egress(egress(type) as never)
      .degress(degress(type) as never);
  }
}

const bearerOf = (request: IncomingMessage): string => /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
const isRead = (method: string | undefined): boolean => method === 'GET' || method === 'HEAD';

export async function startScimServer(options: ScimServerOptions = {}): Promise<ScimServer> {
  declare();
  const {
    readToken = 'read-token-of-the-scim-test-server',
    writeToken = 'write-token-of-the-scim-test-server',
    latencyMs = 0,
    staleMs = 0,
    userGroups = true,
    etags = false,
  } = options;
  const store = makeStore(staleMs);
  const seen: Seen[] = [];
  const app = express();
  if (etags) app.set('etag', false);
  const late: RequestHandler = (_, __, next) => void setTimeout(next, latencyMs);
  const rights: RequestHandler = (request, response, next) => {
    if (bearerOf(request) === readToken && !isRead(request.method))
      response
        .status(403)
        .type('application/scim+json')
        .send({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '403', detail: 'This token may only read' });
    else next();
  };
  const context = (request: { method: string }): Context => ({
    store,
    tables: isRead(request.method) ? store.view() : store.tables(),
    userGroups,
  });
  app.use(late, rights, ...(etags ? [versions(store)] : []), ...(options.rewrite === undefined ? [] : [rewriting(options.rewrite)]));
  if (options.cursors !== undefined) app.use(cursorPaging(options.cursors));
  app.use(
    '/scim/v2',
    new SCIMMYRouters({
      type: 'bearer',
      handler: (request) => {
        if (![readToken, writeToken].includes(bearerOf(request))) throw new Error('Unknown token');
        return 'tester';
      },
      context,
      baseUri: (request) => `http://${request.headers.host ?? 'localhost'}`,
    }) as unknown as RequestHandler,
  );
  const server = createServer(app);
  server.prependListener('request', (request) => void seen.push({ method: request.method ?? '', url: request.url ?? '' }));
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const edit = (type: TypeName, id: string, change: (row: Row) => object) => {
    const row = store.tables()[type].get(id);
    if (row === undefined) throw new Error(`no ${type} ${id}`);
    store.put(type, { ...row, ...change(row), id });
  };
  const typeOf = (id: string): TypeName => (['User', 'Agent', 'Group'] as const).find((type) => store.tables()[type].has(id)) ?? 'User';
  return {
    url: `${origin}/scim/v2`,
    origin,
    readToken,
    writeToken,
    seed: (seed) => seedStore(store, seed),
    setActive: (id, active) => edit(typeOf(id), id, () => ({ active })),
    addMember: (group, id) =>
      edit('Group', group, (row) => ({
        members: [...membersOf(row), { value: id, ...(typeOf(id) === 'Agent' ? {} : { type: typeOf(id) }) }],
      })),
    removeMember: (group, id) => edit('Group', group, (row) => ({ members: membersOf(row).filter(({ value }) => value !== id) })),
    remove: (id) => store.drop(typeOf(id), id),
    rename: (id, name) => edit(typeOf(id), id, () => ({ [NAME[typeOf(id)]]: name })),
    members: (group) => membersOf(store.tables().Group.get(group)).map(({ value }) => value),
    account: (id) => store.tables().User.get(id) ?? store.tables().Agent.get(id) ?? null,
    get counts() {
      return { requests: seen.length, writes: seen.filter(({ method }) => !isRead(method)).length };
    },
    seen,
    resetCounts: () => void seen.splice(0),
    close: () => closed(server),
  };
}

export function closed(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}

function seedStore(store: Store, seed: Seed): Readonly<Record<string, string>> {
  const ids = new Map<string, string>();
  const accounts = [
    ...(seed.users ?? []).map((row) => ['User', row] as const),
    ...(seed.agents ?? []).map((row) => ['Agent', row] as const),
  ];
  for (const [type, { id = store.nextId(), name, active = true, roles, entitlements }] of accounts) {
    ids.set(name, id);
    store.put(type, {
      id,
      [NAME[type]]: name,
      ...(active === null ? {} : { active }),
      ...(roles === undefined ? {} : { roles }),
      ...(entitlements === undefined ? {} : { entitlements }),
    });
  }
  for (const { id = store.nextId(), name, members = [] } of seed.groups ?? []) {
    ids.set(name, id);
    const known = (member: string): string =>
      ids.get(member) ??
      [...store.tables().User.values(), ...store.tables().Agent.values()].find(
        (row) => row['userName'] === member || row['name'] === member,
      )?.id ??
      member;
    store.put('Group', { id, displayName: name, members: members.map((member) => ({ value: known(member) })) });
  }
  return Object.fromEntries(ids);
}

/** ETag from meta.version, and 412 for a stale If-Match: what the library leaves out. */
function versions(store: Store): RequestHandler {
  return (request, response, next) => {
    const [, type, id] = /\/(User|Agent|Group)s\/([^/?]+)/.exec(request.path) ?? [];
    const version = () =>
      (store.tables()[type as TypeName].get(decodeURIComponent(id ?? '')) as { meta?: { version?: string } } | undefined)?.meta?.version;
    if (type === undefined) return next();
    const wanted = request.headers['if-match'];
    if (wanted !== undefined && wanted !== '*' && wanted !== version())
      return void response.status(412).type('application/scim+json').send({ status: '412' });
    if (isRead(request.method) && version() !== undefined) response.setHeader('ETag', version() ?? '');
    next();
  };
}

function rewriting(rewrite: NonNullable<ScimServerOptions['rewrite']>): RequestHandler {
  return (request, response, next) => {
    const send = response.send.bind(response);
    const { method, path, query } = request;
    // An object comes first, then express comes back with its text.
    response.send = (body: unknown) =>
      send(
        typeof body === 'object' && body !== null && !Buffer.isBuffer(body)
          ? rewrite({ method, path, query }, JSON.parse(JSON.stringify(body)) as Record<string, unknown>)
          : body,
      );
    next();
  };
}
