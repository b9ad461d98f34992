/** The postgres connector as a subject of the contract suite: one real server for all checks, emptied before each of them. */
import pg from 'pg';
import type { Ports } from '../../src/connectors/kit/contract.ts';
import { connect } from '../../src/connectors/postgres/connect.ts';
import { failures, kinds } from '../../src/connectors/postgres/kinds.ts';
import type { Entitlement } from '../../src/model/entitlement.ts';
import { testPorts } from '../connectors/test-ports.ts';
import { type PostgresRelay, startPostgresRelay } from '../servers/postgres-relay.ts';
import type { PostgresServer } from '../servers/postgres-server.ts';
import { type Fault, HOSTILE_NAMES, type Subject, type Words, type World, changeOf } from './suite.ts';

export const READER = 'nhi_read';
const WRITER = 'nhi_write';
const READ_CANARY = 'canary-read:pass word%1';
const WRITE_CANARY = 'canary-write/pass"word2';

const q = pg.escapeIdentifier;

interface PostgresWorld extends World {
  readonly relay: PostgresRelay;
  readonly server: PostgresServer;
  /** As the superuser, in the database `app`. */
  sql(text: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
}

// ---- the server, by hand

const both = (change: string): readonly string[] => ['app', 'side'].map((database) => `alter database ${database} ${change}`);

/** Roles go by DROP OWNED, which takes along what they hold in the database that it is said in. */
async function emptied(server: PostgresServer): Promise<void> {
  const databases = await server.sql('postgres', `select datname as name from pg_database where datname in ('app', 'side')`);
  if (databases.length === 0) for (const name of ['app', 'side']) await server.sql('postgres', `create database ${name}`);
  await server.sql(
    'postgres',
    [...both('allow_connections true'), ...both('connection limit -1'), 'grant connect on database side to public'].join(';'),
  );
  const roles = (await server.sql('postgres', 'select rolname::text as name from pg_roles where oid >= 16384')).map(({ name }) =>
    q(String(name)),
  );
  await server.sql(
    'app',
    [
      'drop schema public cascade; drop schema if exists sales cascade; create schema public; grant usage on schema public to public',
      'grant select on pg_catalog.pg_roles, pg_catalog.pg_auth_members to public',
      ...(roles.length === 0 ? [] : [`drop owned by ${roles.join(', ')} cascade`, `drop role ${roles.join(', ')}`]),
      `create role ${READER} login password ${pg.escapeLiteral(READ_CANARY)}`,
      `create role ${WRITER} superuser login password ${pg.escapeLiteral(WRITE_CANARY)}`,
    ].join(';'),
  );
}

interface Thing {
  readonly make: string;
  /** Between GRANT or REVOKE and TO or FROM. */
  readonly on: (privilege: string) => string;
  readonly before?: string;
}

const TABLE = 'table:app.public.';
const tableNamed = (name: string): Thing => ({
  make: `create table if not exists public.${q(name)} (id int)`,
  on: (privilege) => `${privilege} on table public.${q(name)}`,
});

const THINGS: Readonly<Record<string, Thing>> = {
  'database:app': { make: 'select 1', on: (privilege) => `${privilege} on database app` },
  'schema:app.sales': { make: 'create schema if not exists sales', on: (privilege) => `${privilege} on schema sales` },
  'sequence:app.public.ids': { make: 'create sequence if not exists public.ids', on: (privilege) => `${privilege} on sequence public.ids` },
  'function:app.public.total(integer)': {
    make: `create or replace function public.total(int) returns int language sql as 'select 1'`,
    on: (privilege) => `${privilege} on function public.total(int)`,
  },
  'column:app.public.orders.id': { make: tableNamed('orders').make, on: (privilege) => `${privilege} (id) on table public.orders` },
  'default-table:app.public.postgres': {
    make: 'select 1',
    before: 'alter default privileges for role postgres in schema public',
    on: (privilege) => `${privilege} on tables`,
  },
  ...Object.fromEntries(['orders', 'mine'].map((name) => [`${TABLE}${name}`, tableNamed(name)])),
};

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
/** In the spelling of a policy. */
const HOSTILE_TABLES = new Map(HOSTILE_NAMES.map((name) => [`${TABLE}${quoted(name)}`, tableNamed(name)]));

function thing(written: string): Thing {
  const found = HOSTILE_TABLES.get(written) ?? THINGS[written];
  if (found === undefined) throw new Error(`No ${written} in this test.`);
  return found;
}

const nameOf = (account: string): string => account.slice(account.indexOf('/') + 1);

/** What an administrator types to bring it about; roles are there already. */
function giving({ account, kind, name, facts }: Words): readonly string[] {
  const who = q(nameOf(account));
  switch (kind) {
    case 'login':
      return [`alter role ${who} login valid until ${pg.escapeLiteral(facts['validUntil'] ?? 'infinity')}`];
    case 'role':
      return [`grant ${q(name)} to ${who}${facts['admin'] === 'true' ? ' with admin option' : ''}`];
    case 'attribute':
      return [`alter role ${who} ${name}`];
    case 'privilege': {
      const [written, privilege] = parted(name);
      const { make, on, before } = thing(written);
      return [make, `${before ?? ''} grant ${on(privilege)} to ${who}${facts['grantable'] === 'true' ? ' with grant option' : ''}`];
    }
    case 'owner':
      return [thing(name).make, `alter table public.${q(name.slice(TABLE.length))} owner to ${who}`];
    default:
      return [];
  }
}

function taking({ account, kind, name }: Words): string {
  const who = q(nameOf(account));
  switch (kind) {
    case 'login':
      return `alter role ${who} nologin`;
    case 'role':
      return `revoke ${q(name)} from ${who}`;
    case 'attribute':
      return `alter role ${who} no${name}`;
    case 'privilege': {
      const [written, privilege] = parted(name);
      const { on, before } = thing(written);
      return `${before ?? ''} revoke ${on(privilege)} from ${who}`;
    }
    case 'owner':
      return `alter table public.${q(name.slice(TABLE.length))} owner to postgres`;
    default:
      return `drop role ${who}`;
  }
}

const parted = (name: string): readonly [string, string] => [name.slice(0, name.lastIndexOf(':')), name.slice(name.lastIndexOf(':') + 1)];

/** Everything but SELECT, SET, SHOW, BEGIN and COMMIT writes, and so does a SELECT that ends a session. */
function writes(text: string): boolean {
  const isReading = text.split(';').every((part) => /^\s*(?:select|set|show|begin|commit|rollback)\b/i.test(part) || part.trim() === '');
  return !isReading || /pg_terminate_backend/i.test(text);
}

async function start(server: PostgresServer): Promise<PostgresWorld> {
  await emptied(server);
  const relay = await startPostgresRelay(server.port);
  const byHand = await server.session('app', server.superuser.user, server.superuser.password);
  const sql: PostgresWorld['sql'] = async (text, values) =>
    (await byHand.query<Record<string, unknown>>(text, values === undefined ? undefined : [...values])).rows;
  const config = {
    url: relay.url,
    databases: ['app', 'side'],
    auth: { read: { secret: 'NHI_PG_READ', user: READER }, write: { secret: 'NHI_PG_WRITE', user: WRITER } },
    tls: { mode: 'disable' },
    settles: '1m',
    connectTimeout: '5s',
  };
  const origins = [relay.url];
  const { ports } = testPorts({ NHI_PG_READ: { value: READ_CANARY, origins }, NHI_PG_WRITE: { value: WRITE_CANARY, origins } });
  const unused: Ports['fetch'] = () => Promise.reject(new Error('a PostgreSQL target is not reached by HTTP'));
  return {
    target: 'postgres',
    config,
    // The suite compares whole reads, and the instants in them.
    ports: { ...ports, fetch: unused, now: () => 0 },
    server,
    relay,
    sql,
    async put(entries) {
      const wanted = new Set(entries.flatMap(({ account, kind, name }) => [nameOf(account), ...(kind === 'role' ? [name] : [])]));
      const there = await sql('select rolname::text as name from pg_roles where rolname = any($1::text[])', [[...wanted]]);
      const known = new Set(there.map(({ name }) => name));
      const made = [...wanted].filter((name) => !known.has(name)).map((name) => `create role ${q(name)} nologin`);
      for (const text of [...made, ...entries.flatMap(giving)]) await sql(text);
    },
    async take(entries) {
      for (const entry of entries) await sql(taking(entry));
    },
    countWrites: async () => (await server.statements('nhi-reconcile')).filter(({ text }) => writes(text)).length,
    pageSizes: { sizes: [1, 7, 20_000], configFor: (pageSize) => ({ ...config, pageSize }) },
    async cuts() {
      const before = relay.answers;
      await using reader = connect.reader('postgres', config, ports);
      const pages = reader.read();
      while ((await pages.next()).done !== true);
      return Array.from({ length: relay.answers - before }, (_, answers) => async () => {
        relay.cutAfter(answers);
        return { [Symbol.asyncDispose]: async () => relay.cutAfter(null) };
      });
    },
    async [Symbol.asyncDispose]() {
      await byHand.end();
      await relay.close();
    },
  };
}

// ---- the subject

const words = (account: string, kind: string, name: string, facts: Words['facts'] = {}): Words => ({
  account,
  kind,
  name,
  facets: {},
  facts,
});
const here = (kind: string, name: string, facts?: Words['facts']): Words => words('user/nightly_etl', kind, name, facts);
const SEED = [
  here('user', 'nightly_etl'),
  here('login', 'nightly_etl'),
  here('role', 'reporters'),
  here('attribute', 'createdb'),
  here('privilege', `${TABLE}orders:SELECT`),
  here('privilege', 'schema:app.sales:USAGE'),
  here('owner', `${TABLE}mine`),
  words('user/agent two', 'user', 'agent two'),
  words('user/agent two', 'login', 'agent two', { validUntil: '2031-01-01T00:00:00Z' }),
  words('user/agent two', 'role', 'reporters', { admin: 'true' }),
  words('user/quiet', 'user', 'quiet'),
];

/** In a database that the config does not name. */
const NO_PRIVILEGE = 'table:elsewhere.public.orders:SELECT';
const at = (world: World): PostgresWorld => world as PostgresWorld;
const bySql = (on: Fault['on'], text: string): Fault => ({ on, provoke: async (world) => void (await at(world).sql(text)) });
const byStep = (role: string, entry: Pick<Entitlement, 'kind' | 'name'>): Fault => ({
  on: 'apply',
  async provoke(world) {
    const [row] = await at(world).sql('select oid::text as oid from pg_roles where rolname = $1', [role]);
    return [changeOf({ verb: 'grant', entry: { target: world.target, account: String(row?.['oid']), facets: {}, facts: {}, ...entry } })];
  },
});
const byRelay = (on: Fault['on'], fault: (relay: PostgresRelay) => void): Fault => ({
  on,
  provoke: async (world) => fault(at(world).relay),
});

export function postgresSubject(server: () => PostgresServer): Subject {
  const give = (entry: Words) => ({ verb: 'grant' as const, entry });
  const take = (entry: Words) => ({ verb: 'revoke' as const, entry });
  const change = (entry: Words, before: Words['facts']) => ({ verb: 'adjust' as const, entry, before });
  const privileges = [
    'table:app.public.orders:INSERT',
    'column:app.public.orders.id:UPDATE',
    'sequence:app.public.ids:USAGE',
    'function:app.public.total(integer):EXECUTE',
    'schema:app.sales:CREATE',
    'database:app:TEMPORARY',
    'default-table:app.public.postgres:SELECT',
  ];
  return {
    kinds,
    connect,
    start: () => start(server()),
    seed: SEED,
    samples: [
      give(words('user/quiet', 'role', 'reporters')),
      take(here('role', 'reporters')),
      change(here('role', 'writers', { admin: 'true' }), { admin: 'false' }),
      give(words('user/quiet', 'login', 'quiet', { validUntil: '2030-06-30T00:00:00Z' })),
      take(here('login', 'nightly_etl')),
      change(words('user/agent two', 'login', 'agent two', { validUntil: 'infinity' }), { validUntil: '2031-01-01T00:00:00Z' }),
      give(here('attribute', 'createrole')),
      take(here('attribute', 'createdb')),
      give(words('user/new one', 'user', 'new one')),
      // Given by hand once and taken, so that the object is there.
      ...privileges.map((name) => take(words('user/quiet', 'privilege', name))),
      give(words('user/quiet', 'privilege', `${TABLE}orders:SELECT`)),
      give(words('user/agent two', 'privilege', 'schema:app.sales:USAGE', { grantable: 'true' })),
      change(here('privilege', `${TABLE}orders:SELECT`, { grantable: 'true' }), { grantable: 'false' }),
    ],
    hostile: HOSTILE_NAMES.filter((name) => !name.includes('\0')).flatMap((name) => [
      words(`user/${name}`, 'user', name),
      here('role', name),
      here('privilege', `${TABLE}${quoted(name)}:SELECT`),
    ]),
    failures,
    faults: {
      unauthenticated: [bySql('read', `alter role ${READER} password 'another'`), bySql('apply', `alter role ${WRITER} nologin`)],
      forbidden: [
        bySql('read', 'revoke select on pg_catalog.pg_roles from public'),
        byStep(WRITER, { kind: 'attribute', name: 'createdb' }),
      ],
      unavailable: [
        byRelay('read', (relay) => relay.cutAfter(0)),
        byRelay('apply', (relay) => relay.cutAfter(0)),
        bySql('read', `alter role ${READER} connection limit 0`),
        bySql('read', both('connection limit 0').join(';')),
        { on: 'read', provoke: async (world) => void (await at(world).server.sql('postgres', both('allow_connections false').join(';'))) },
      ],
      unproven: [
        bySql('read', 'revoke connect on database side from public'),
        bySql('read', 'revoke select on pg_catalog.pg_auth_members from public'),
      ],
      conflict: [
        bySql('apply', 'alter role reporters rename to reporters_once; drop role reporters_once'),
        bySql('apply', 'select pg_advisory_lock(7235689, 1919247215)'),
      ],
      badResponse: [byRelay('read', (relay) => relay.spoilNumbers(true))],
      unsupported: [
        byStep('quiet', { kind: 'privilege', name: NO_PRIVILEGE }),
        byStep('postgres', { kind: 'attribute', name: 'createdb' }),
        byStep('nightly_etl', { kind: 'privilege', name: `${TABLE}mine:SELECT` }),
      ],
    },
    canaries: [READ_CANARY, WRITE_CANARY],
    writeSecrets: ['NHI_PG_WRITE'],
  };
}
