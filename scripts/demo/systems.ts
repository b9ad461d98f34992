/** The systems of the demo: real servers on loopback, what is in them at the beginning, and what people do there by hand. */
import type { Client } from 'pg';
import { type PostgresServer, startPostgres } from '../../test/servers/postgres-server.ts';
import { type ScimServer, startScimServer } from '../../test/servers/scim-server.ts';
import type { Ending } from './ending.ts';

export interface Systems {
  readonly directory: ScimServer;
  readonly helpdesk: ScimServer;
  readonly postgres: PostgresServer;
  /** What the command is given: its secrets, each bound to one server. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Who is in a group of the helpdesk, read by SCIM. */
  members(group: string): Promise<readonly string[]>;
  /** `active` of an account of the helpdesk, read by SCIM. */
  isActive(user: string): Promise<boolean>;
  /** Whether a role of PostgreSQL is held, read by SQL. */
  holds(account: string, role: string): Promise<boolean>;
  /** At the console of the helpdesk. */
  addToGroup(group: string, user: string): void;
  removeFromGroup(group: string, user: string): void;
  /** At the console of the directory. */
  disable(agent: string): void;
  /** Tom, an administrator, with psql. */
  grantByTom(role: string, account: string): Promise<void>;
  /** A session that the owner of an account opens with its own password. */
  login(account: string): Promise<Client>;
}

const [READER, WRITER, TOM] = ['nhi_read', 'nhi_write', 'tom'] as const;
const passwordOf = (login: string): string => `${login}-has-this-password`;
const ACCOUNTS = [
  'svc_payments_etl',
  'svc_payments_deployer',
  'svc_old_importer',
  'agent_support',
  'bot_triage',
  'bot_desk_apac',
  'bot_desk_emea',
];
const ROLES = [
  'payments_rw',
  'payments_admin',
  'ledger_read',
  'payroll_read',
  'schema_deploy',
  'incident_debug',
  'tickets_read',
  'articles_read',
];
const DESKS = ['agent_support', 'bot_triage', 'bot_desk_apac', 'bot_desk_emea'];
/** Who holds what before anybody wrote a policy: mostly right, a little too much, and one account that nobody knows. */
const HELD: readonly (readonly [role: string, account: string])[] = [
  ...DESKS.map((account) => ['tickets_read', account] as const),
  ['payments_rw', 'svc_payments_etl'],
  ['ledger_read', 'svc_payments_etl'],
  ['payments_admin', 'svc_payments_etl'],
  ['schema_deploy', 'svc_payments_deployer'],
  ['payments_rw', 'svc_old_importer'],
];

export async function startSystems(ending: Ending): Promise<Systems> {
  const directory = await startScim(ending, 'the directory', 'directory');
  const helpdesk = await startScim(ending, 'the helpdesk', 'helpdesk');
  // Registered before it runs: an interruption waits for the start, then stops what was started.
  const starting = startPostgres({ version: 18 });
  ending.add('PostgreSQL', async () => (await starting.catch(() => null))?.close());
  const postgres = await starting;
  ending.signal.throwIfAborted();
  await seedPostgres(postgres);
  const ids = { ...seedDirectory(directory), ...seedHelpdesk(helpdesk) };
  const idOf = (name: string): string => ids[name] ?? name;
  return {
    directory,
    helpdesk,
    postgres,
    secrets: {
      NHI_DIRECTORY_READ: directory.readToken,
      NHI_HELPDESK_READ: helpdesk.readToken,
      NHI_HELPDESK_WRITE: helpdesk.writeToken,
      NHI_PG_MAIN_READ: passwordOf(READER),
      NHI_PG_MAIN_WRITE: passwordOf(WRITER),
      NHI_ORIGINS: JSON.stringify({
        NHI_DIRECTORY_READ: [directory.origin],
        NHI_HELPDESK_READ: [helpdesk.origin],
        NHI_HELPDESK_WRITE: [helpdesk.origin],
        NHI_PG_MAIN_READ: [postgres.url],
        NHI_PG_MAIN_WRITE: [postgres.url],
      }),
    },
    async members(group) {
      const [users, groups] = [await list(helpdesk, 'Users'), await list(helpdesk, 'Groups')];
      const found = groups.find((row) => row.displayName === group);
      return (found?.members ?? []).map(({ value }) => users.find(({ id }) => id === value)?.userName ?? value);
    },
    isActive: async (user) => (await list(helpdesk, 'Users')).find((row) => row.userName === user)?.active === true,
    async holds(account, role) {
      const rows = await postgres.sql(
        'postgres',
        'select 1 from pg_auth_members m join pg_roles r on r.oid = m.roleid join pg_roles a on a.oid = m.member where r.rolname = $1 and a.rolname = $2',
        [role, account],
      );
      return rows.length > 0;
    },
    addToGroup: (group, user) => helpdesk.addMember(idOf(group), idOf(user)),
    removeFromGroup: (group, user) => helpdesk.removeMember(idOf(group), idOf(user)),
    disable: (agent) => directory.setActive(idOf(agent), false),
    async grantByTom(role, account) {
      const tom = await postgres.session('app', TOM, passwordOf(TOM));
      await tom.query(`grant ${role} to ${account}`);
      await tom.end();
    },
    login: (account) => postgres.session('app', account, passwordOf(account)),
  };
}

async function startScim(ending: Ending, what: string, name: string): Promise<ScimServer> {
  const server = await startScimServer({ readToken: `${name}-read-token`, writeToken: `${name}-write-token` });
  ending.add(what, () => server.close());
  return server;
}

const seedDirectory = (server: ScimServer): Readonly<Record<string, string>> =>
  server.seed({ agents: [{ name: 'nhi-sentinel' }, { name: 'support-agent' }, { name: 'triage-bot' }] });

const seedHelpdesk = (server: ScimServer): Readonly<Record<string, string>> =>
  server.seed({
    users: [{ name: 'anna' }, { name: 'agent-support' }, { name: 'bot-triage' }, { name: 'bot-desk-apac' }, { name: 'bot-desk-emea' }],
    groups: [
      { name: 'desk-apac', members: ['bot-triage', 'bot-desk-apac'] },
      { name: 'desk-emea', members: ['agent-support', 'bot-desk-emea'] },
      { name: 'macros', members: ['anna', 'agent-support', 'bot-triage', 'bot-desk-emea'] },
      { name: 'escalations', members: ['anna', 'bot-triage'] },
      { name: 'beta-testers', members: ['anna', 'bot-desk-emea'] },
      { name: 'knowledge-base', members: ['anna'] },
      { name: 'refunds', members: ['anna'] },
    ],
  });

async function seedPostgres(server: PostgresServer): Promise<void> {
  const login = (name: string, more = ''): string => `create role ${name} login ${more} password '${passwordOf(name)}'`;
  await server.sql('postgres', 'create database app');
  await server.sql(
    'app',
    [
      ...ROLES.map((role) => `create role ${role}`),
      ...ACCOUNTS.map((account) => login(account)),
      'create role dba',
      `grant ${[...ROLES, ...ACCOUNTS].join(', ')} to dba with admin true, inherit false, set false`,
      ...HELD.map(([role, account]) => `grant ${role} to ${account} granted by dba`),
      login(READER),
      // It may end sessions, and it administers through the group of the administrators, so that it can take what they gave.
      login(WRITER, 'createrole'),
      `grant pg_signal_backend, dba to ${WRITER}`,
      login(TOM),
      `grant dba to ${TOM}`,
    ].join(';\n'),
  );
}

interface Resource {
  readonly id: string;
  readonly userName?: string;
  readonly displayName?: string;
  readonly active?: boolean;
  readonly members?: readonly { readonly value: string }[];
}

async function list(server: ScimServer, type: 'Users' | 'Groups'): Promise<readonly Resource[]> {
  const answer = await fetch(`${server.url}/${type}?count=100`, { headers: { authorization: `Bearer ${server.readToken}` } });
  const body = (await answer.json()) as { readonly Resources?: readonly Resource[] };
  if (!answer.ok) throw new Error(`The helpdesk answered ${answer.status} to a question of the demo.`);
  return body.Resources ?? [];
}
