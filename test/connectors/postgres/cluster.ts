/** What the tests of this connector share: a server, the connector on it, and words in place of ids. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from 'pg';
import { connect } from '../../../src/connectors/postgres/connect.ts';
import { collect } from '../../../src/connectors/kit/collect.ts';
import type { Outcome, Ports, Writer } from '../../../src/connectors/kit/contract.ts';
import { keyOf } from '../../../src/model/key.ts';
import type { Entitlement, Live, Text, Verb } from '../../../src/model/entitlement.ts';
import type { Change } from '../../../src/model/plan.ts';
import { missing, startPostgres } from '../../servers/postgres-server.ts';
import type { Certificate, PostgresServer, PostgresVersion } from '../../servers/postgres-server.ts';

export const TARGET = 'postgres.main';
export const READ_PASSWORD = 'canary-read:pass word%1';
export const WRITE_PASSWORD = 'canary-write/pass"word2';
/** The writer of the tests: what a careful administrator gives. Those that need a superuser say so. */
export const WRITER = 'nhi_write';
export const READER = 'nhi_read';

export const SECRETS: Text = {
  NHI_READ: READ_PASSWORD,
  NHI_WRITE: `${WRITER}:${WRITE_PASSWORD}`,
  NHI_WRITE_PASSWORD: WRITE_PASSWORD,
  NHI_SUPER: 'only-for-tests',
  NHI_WRONG: 'canary-wrong-password',
};

export function portsWith(more: Partial<Ports> = {}): Ports {
  return {
    fetch: () => Promise.reject(new Error('no fetch here')),
    now: () => 0,
    signal: new AbortController().signal,
    secret: (name) => Promise.resolve(SECRETS[name] ?? ''),
    originNamed: () => true,
    fileRoot: '/nowhere',
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    random: () => 0,
    ...more,
  };
}

export interface Cluster {
  readonly server: PostgresServer;
  /** As the superuser, in `app`. */
  sql(text: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  config(more?: object): object;
  read(more?: object, only?: readonly string[]): Promise<Live>;
  /** `holder` and, for a membership, `name` are names of roles. */
  apply(verb: Verb, kind: string, holder: string, name: string, facts?: Text, more?: object): Promise<Outcome['outcome']>;
  /** In words, as people see them, of one account. */
  holdings(holder: string, kind: string): Promise<readonly string[]>;
  oid(role: string): Promise<string>;
}

export function onEachVersion(
  options: { readonly log?: boolean; readonly tls?: Certificate },
  tests: (cluster: Cluster, version: PostgresVersion) => void,
): void {
  for (const version of [18, 15] as const) {
    const why = missing(version);
    if (why !== null)
      describe(`PostgreSQL ${version}`, () => {
        test(`skipped: ${String(why)}`, () => {
          expect(process.env['CI'], 'CI must have every version').not.toBe('true');
        });
      });
    if (why === null)
      describe(`PostgreSQL ${version}`, () => {
        let server: PostgresServer | undefined;
        beforeAll(async () => {
          server = await startPostgres({ version, ...options });
          await prepare(server);
        });
        const { cluster, close } = clusterOf(() => {
          if (server === undefined) throw new Error('The server did not start.');
          return server;
        });
        afterAll(async () => {
          await close();
          await server?.close();
        });
        tests(cluster, version);
      });
  }
}

async function prepare(server: PostgresServer): Promise<void> {
  await server.sql('postgres', 'create database app');
  await server.sql('postgres', 'create database "Other.Db"');
  await server.sql('postgres', `create role ${READER} login password '${READ_PASSWORD}'`);
  await server.sql('postgres', `create role ${WRITER} login createrole password '${WRITE_PASSWORD}'`);
  await server.sql('postgres', `grant pg_signal_backend to ${WRITER}`);
}

function clusterOf(server: () => PostgresServer): { readonly cluster: Cluster; readonly close: () => Promise<void> } {
  const sql: Cluster['sql'] = async (text, values) => await server().sql('app', text, values);
  // Kept open, since opening is what takes time.
  let looking: Promise<Client> | undefined;
  const writers = new Map<string, Writer>();
  const oid = async (role: string) => {
    if (role === 'public') return '0';
    looking ??= server().session('postgres', server().superuser.user, server().superuser.password);
    const { rows } = await (
      await looking
    ).query<{ readonly oid: string }>('select oid::text as oid from pg_roles where rolname = $1', [role]);
    return rows[0]?.oid ?? '999999999';
  };
  const writerWith = (settings: object): Writer => {
    const key = JSON.stringify(settings);
    const writer = writers.get(key) ?? connect.writer(TARGET, settings, portsWith());
    writers.set(key, writer);
    return writer;
  };
  const config = (more: object = {}) => ({
    url: server().url,
    databases: ['app', 'Other.Db'],
    auth: { read: { secret: 'NHI_READ', user: READER }, write: { secret: 'NHI_SUPER', user: 'postgres' } },
    tls: { mode: 'disable' },
    ...more,
  });
  const read: Cluster['read'] = async (more, only) => {
    await using reader = connect.reader(TARGET, config(more), portsWith());
    return await collect(reader, { target: TARGET, now: () => 0, ...(only === undefined ? {} : { only }) });
  };
  const cluster: Cluster = {
    get server() {
      return server();
    },
    sql,
    config,
    read,
    oid,
    async apply(verb, kind, holder, name, facts = {}, more = {}) {
      const words = kind === 'user';
      const account = words ? `user/${holder}` : await oid(holder);
      const entry: Entitlement = {
        target: TARGET,
        account,
        kind,
        name: words ? name : kind === 'login' ? account : kind === 'role' ? await oid(name) : name,
        facets: {},
        facts,
      };
      const [outcome] = await writerWith(config(more)).apply([changeOf(verb, entry)]);
      if (outcome === undefined) throw new Error('no outcome');
      return outcome.outcome;
    },
    async holdings(holder, kind) {
      const id = await oid(holder);
      const live = await read({}, [id]);
      const name = (entry: Entitlement) =>
        kind === 'role' ? (live.refs.find((ref) => ref.id === entry.name)?.name ?? '?') : kind === 'login' ? '' : entry.name;
      return live.entries
        .filter((entry) => entry.account === id && entry.kind === kind)
        .map((entry) => [name(entry), ...Object.values(entry.facts)].filter((text) => text !== '').join(' '))
        .sort();
    },
  };
  const close = async () => {
    for (const writer of writers.values()) await writer[Symbol.asyncDispose]();
    await (await looking)?.end();
  };
  return { cluster, close };
}

export const changeOf = (verb: Verb, entry: Entitlement): Change => ({
  id: `change-${verb}`,
  verb,
  key: keyOf(entry),
  identity: 'someone',
  entry,
  label: 'a label',
  before: null,
  because: { authority: 'review', source: 'test', at: 0 },
  verdict: verb === 'revoke' ? 'toRevoke' : verb === 'grant' ? 'toGrant' : 'toAdjust',
  mode: 'enforce',
  needs: [],
  risk: 'low',
});
