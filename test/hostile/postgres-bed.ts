/** A real server with a relay before it, and the commands as people run them, in this process, against it. */
import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registry } from '../../src/connectors/registry.ts';
import { plainPaint } from '../../src/report/terminal-layout.ts';
import { type Answer, type Setting, applyCommand, detectCommand, planCommand, validateCommand } from '../../src/runs/commands.ts';
import { type PostgresRelay, startPostgresRelay } from '../servers/postgres-relay.ts';
import { type PostgresServer, type PostgresVersion, missing, startPostgres } from '../servers/postgres-server.ts';

export const READER = 'nhi_read';
export const WRITER = 'nhi_write';
export const PASSWORD = 'canary-not-to-be-told';

export type Rows = readonly Readonly<Record<string, unknown>>[];

export interface Bed {
  readonly version: PostgresVersion;
  readonly server: PostgresServer;
  readonly relay: PostgresRelay;
  /** As the superuser, past the relay; another session than any of ours. */
  sql(text: string, values?: readonly unknown[], database?: string): Promise<Rows>;
  /** Until every session of ours is gone from the server, so that what was cut off is over there too. */
  quiet(): Promise<void>;
  /** A folder for policies and state. */
  place(): Place;
}

export interface Place {
  readonly folder: string;
  /** JSON is YAML. `documents`: beside Settings, Team and Target. `config` and `target` add to what the Target says. */
  policy(documents: readonly object[], more?: { readonly config?: object; readonly target?: object }): void;
  validate(): Promise<Answer>;
  plan(): Promise<Answer>;
  detect(): Promise<Answer>;
  apply(): Promise<Answer>;
  /** The same policies and state, as they stand now. */
  copy(): Place;
}

/** On the newest server and on the oldest that the connector knows. */
export function onEachServer(options: { readonly log?: boolean }, tests: (bed: Bed) => void): void {
  for (const version of [18, 15] as const) {
    const why = missing(version);
    describe(`PostgreSQL ${version}`, () => {
      if (why === null) onServer(version, options, tests);
      else
        test(`skipped: ${why}`, (context) => {
          expect(process.env['CI'], 'CI must have every version').not.toBe('true');
          context.skip(why);
        });
    });
  }
}

function onServer(version: PostgresVersion, options: { readonly log?: boolean }, tests: (bed: Bed) => void): void {
  let server: PostgresServer | undefined;
  let relay: PostgresRelay | undefined;
  const folders: string[] = [];
  const looking = new Map<string, Promise<Client>>();
  const there = <T>(thing: T | undefined): T => {
    if (thing === undefined) throw new Error('The server did not start.');
    return thing;
  };
  const sql: Bed['sql'] = async (text, values, database = 'app') => {
    const { superuser } = there(server);
    let session = looking.get(database);
    if (session === undefined) {
      session = there(server).session(database, superuser.user, superuser.password);
      looking.set(database, session);
      const forget = () => looking.delete(database);
      void session.then((client) => client.on('end', forget), forget);
    }
    const answer = await (await session).query<Record<string, unknown>>(text, values === undefined ? undefined : [...values]);
    return (Array.isArray(answer) ? (answer.at(-1) as typeof answer) : answer).rows;
  };
  const bed: Bed = {
    version,
    get server() {
      return there(server);
    },
    get relay() {
      return there(relay);
    },
    sql,
    async quiet() {
      const left = async () =>
        (await sql(`select count(*)::int as n from pg_stat_activity where application_name = 'nhi-reconcile'`))[0]?.['n'];
      while ((await left()) !== 0) await new Promise((resolve) => setTimeout(resolve, 5));
    },
    place: () => placeIn(folderIn(folders), there(relay).url, folders),
  };
  beforeAll(async () => {
    server = await startPostgres({ version, ...options });
    relay = await startPostgresRelay(server.port);
    await sql('create database app', [], 'postgres');
    await sql(`create role ${READER} login password '${PASSWORD}'`);
    await sql(`create role ${WRITER} superuser login password '${PASSWORD}'`);
  });
  afterAll(async () => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    await relay?.close();
    await server?.close();
  });
  tests(bed);
}

function folderIn(folders: string[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'nhi-hostile-'));
  folders.push(folder);
  return folder;
}

function placeIn(folder: string, url: string, folders: string[]): Place {
  const setting: Setting = {
    policies: path.join(folder, 'policies'),
    state: path.join(folder, '.nhi-state'),
    sealKey: null,
    only: null,
    format: 'text',
    paint: plainPaint,
    host: {
      now: () => Date.now(),
      pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      random: () => 0,
      uuid: randomUUID,
      connectors: registry,
      fetch: () => Promise.reject(new Error('a PostgreSQL target is not reached by HTTP')),
      signal: new AbortController().signal,
      secretValue: async () => PASSWORD,
      origins: { NHI_PG_READ: [url], NHI_PG_WRITE: [url] },
      fileRoot: folder,
      user: 'ann',
      mostMode: 'enforce',
      runId: '1',
      tell: () => undefined,
    },
  };
  const noSecrets = async (run: Promise<Answer>): Promise<Answer> => {
    const answer = await run;
    expect(JSON.stringify(answer)).not.toContain(PASSWORD);
    return answer;
  };
  return {
    folder,
    policy(documents, more = {}) {
      mkdirSync(setting.policies, { recursive: true });
      const all = [
        { kind: 'Settings', version: 1 },
        { kind: 'Team', name: 'platform' },
        {
          kind: 'Target',
          name: 'db',
          connector: 'postgres',
          owner: 'platform',
          ceiling: 'enforce',
          scope: [{ accounts: 'user/bot*', kinds: ['user', 'login', 'role', 'attribute', 'privilege', 'owner'] }],
          drift: { unauthorized: { do: 'revoke', after: 0 }, missing: { do: 'restore', after: 0 }, altered: { do: 'restore', after: 0 } },
          giveBack: 'restore',
          limits: { revoke: 1000, revokePercent: 100, offboard: 1000, grantPrivileged: 1000 },
          ...more.target,
          config: {
            url,
            databases: ['app'],
            auth: { read: { secret: 'NHI_PG_READ', user: READER }, write: { secret: 'NHI_PG_WRITE', user: WRITER } },
            tls: { mode: 'disable' },
            ...more.config,
          },
        },
        ...documents,
      ];
      writeFileSync(path.join(setting.policies, 'all.yaml'), all.map((document) => JSON.stringify(document, null, 2)).join('\n---\n'));
    },
    validate: () => noSecrets(validateCommand(setting)),
    plan: () => noSecrets(planCommand(setting)),
    detect: () => noSecrets(detectCommand(setting)),
    apply: () => noSecrets(applyCommand(setting, { waitMs: 60_000, setBack: [], confirm: async () => true })),
    copy() {
      const to = folderIn(folders);
      cpSync(folder, to, { recursive: true });
      return placeIn(to, url, folders);
    },
  };
}

/** `grants`: in written form without the target, or with facts. */
export const identity = (
  account: string,
  grants: readonly (string | { readonly grant: string; readonly facts: object })[],
  at = account,
) => ({
  kind: 'Identity',
  name: at.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
  type: 'service',
  owner: 'platform',
  purpose: 'Shows what holds after a fault',
  directory: 'none',
  accounts: [`db/user/${account}`],
  access: grants.map((one) => (typeof one === 'string' ? `db/${one}` : { ...one, grant: `db/${one.grant}` })),
});

/** One line, as a reader's eye joins it. */
export const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');

/** What became of each change, as `verb label: state error`. */
export const outcomes = ({ planned }: Answer): readonly string[] =>
  (planned?.report.plan.targets ?? []).flatMap(({ changes }) =>
    changes.map(({ id, verb, label }) => {
      const { state = '', error = '' } = planned?.report.outcome?.[id] ?? {};
      return `${verb} ${label}: ${state} ${error}`.trim();
    }),
  );
