/** Over generated states: what follows from a read is what the server answers itself, before an apply and after it. */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { collect } from '../../src/connectors/kit/collect.ts';
import { connect } from '../../src/connectors/postgres/connect.ts';
import type { Live } from '../../src/model/entitlement.ts';
import { testPorts } from '../connectors/test-ports.ts';
import { type Bed, type Place, PASSWORD, READER, identity, onEachServer, outcomes } from './postgres-bed.ts';
import { closureOf } from './postgres-closure.ts';

/** The gate plays the same states each time; by hand others, and more: `NHI_PROPERTY_SEED=random NHI_PROPERTY_RUNS=200`. */
const SEED = process.env['NHI_PROPERTY_SEED'] ?? '20261124';
const runsOn = (version: 15 | 18): number => Number(process.env['NHI_PROPERTY_RUNS'] ?? (version === 18 ? 16 : 8));

/** What random states found, and is played each time. */
const FOUND: readonly string[][] = [
  // The option of bot0 goes without a word, since it has the owner's rights: what it gave is left.
  [
    'alter database app owner to bot0',
    'grant CREATE on schema public to bot0 with grant option; set local role bot0; grant CREATE on schema public to bot1; set local role none; grant CREATE on schema public to bot1',
  ],
];

const BOTS = ['bot0', 'bot1', 'bot2'];
const ROLES = [...BOTS, 'r3', 'r4', 'r5'];
const TABLE = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'];
const SYSTEM = ['pg_read_all_data', 'pg_write_all_data', 'pg_monitor', 'pg_database_owner'];

interface Thing {
  /** As the connector names it. */
  readonly name: string;
  /** As SQL names it behind ON. */
  readonly on: string;
  /** The argument of has_…_privilege; of a column two. */
  readonly asked: readonly string[];
  readonly privileges: readonly string[];
  /** ALTER … OWNER TO, where it is ours to change. */
  readonly owned?: string;
}
const table = (path: string, owned = `table ${path}`): Thing => ({
  name: `table:app.${path}`,
  on: `table ${path}`,
  asked: [path],
  privileges: TABLE,
  owned,
});
const THINGS: readonly Thing[] = [
  table('s1.t1'),
  table('s1.t2'),
  table('public.v', 'view public.v'),
  { name: 'column:app.s1.t1.a', on: 's1.t1', asked: ['s1.t1', 'a'], privileges: ['SELECT', 'INSERT', 'UPDATE', 'REFERENCES'] },
  { name: 'column:app.s1.t2.b', on: 's1.t2', asked: ['s1.t2', 'b'], privileges: ['SELECT', 'INSERT', 'UPDATE', 'REFERENCES'] },
  { name: 'sequence:app.s1.q', on: 'sequence s1.q', asked: ['s1.q'], privileges: ['USAGE', 'SELECT', 'UPDATE'], owned: 'sequence s1.q' },
  {
    name: 'function:app.s1.f(integer)',
    on: 'function s1.f(int)',
    asked: ['s1.f(int)'],
    privileges: ['EXECUTE'],
    owned: 'function s1.f(int)',
  },
  { name: 'schema:app.s1', on: 'schema s1', asked: ['s1'], privileges: ['CREATE', 'USAGE'], owned: 'schema s1' },
  { name: 'schema:app.public', on: 'schema public', asked: ['public'], privileges: ['CREATE', 'USAGE'] },
  { name: 'database:app', on: 'database app', asked: ['app'], privileges: ['CREATE', 'CONNECT', 'TEMPORARY'], owned: 'database app' },
  { name: 'database:side', on: 'database side', asked: ['side'], privileges: ['CREATE', 'CONNECT', 'TEMPORARY'], owned: 'database side' },
  // What comes with the server, closed: whoever was let in later must be seen.
  { name: 'table:app.pg_catalog.pg_authid', on: 'table pg_catalog.pg_authid', asked: ['pg_catalog.pg_authid'], privileges: ['SELECT'] },
  {
    name: 'column:app.pg_catalog.pg_authid.rolpassword',
    on: 'pg_catalog.pg_authid',
    asked: ['pg_catalog.pg_authid', 'rolpassword'],
    privileges: ['SELECT'],
  },
  {
    name: 'function:app.pg_catalog.pg_read_file(text)',
    on: 'function pg_catalog.pg_read_file(text)',
    asked: ['pg_catalog.pg_read_file(text)'],
    privileges: ['EXECUTE'],
  },
];

// ---- states

const roleOf = fc.constantFrom(...ROLES);
const holder = fc.oneof({ weight: 6, arbitrary: roleOf }, { weight: 1, arbitrary: fc.constantFrom('public', 'pg_monitor') });
/** Acting as somebody; what he may not do is left out. */
const as = (who: string | null, text: string): string => (who === null ? text : `set local role ${who}; ${text}; set local role none`);
const actor = fc.option(roleOf, { freq: 3 });
const thing = fc.constantFrom(...THINGS);

function privilegeOn({ on, privileges, name }: Thing, nth: number): string {
  const privilege = privileges[nth % privileges.length] ?? '';
  return name.startsWith('column:') ? `${privilege} (${name.slice(name.lastIndexOf('.') + 1)}) on table ${on}` : `${privilege} on ${on}`;
}

function statement(version: 15 | 18): fc.Arbitrary<string> {
  const truth = fc.constantFrom('true', 'false');
  const options =
    version === 15
      ? fc.constantFrom('', ' with admin option')
      : fc.tuple(truth, truth, truth).map(([a, i, s]) => ` with admin ${a}, inherit ${i}, set ${s}`);
  return fc.oneof(
    { weight: 6, arbitrary: fc.tuple(roleOf, roleOf, options, actor).map(([a, b, o, who]) => as(who, `grant ${a} to ${b}${o}`)) },
    // Let in to what comes with the server.
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom(...THINGS.filter(({ name }) => name.includes('pg_catalog'))), fc.constantFrom('public', 'pg_monitor'))
        .map(([t, to]) => `grant ${privilegeOn(t, 0)} to ${to}`),
    },
    // The same once more, by another who may pass it on.
    {
      weight: 4,
      arbitrary: fc
        .tuple(roleOf, roleOf, roleOf, options, options)
        .map(
          ([a, b, who, o, more]) =>
            `grant ${a} to ${who} with admin option; ${as(who, `grant ${a} to ${b}${o}`)}; grant ${a} to ${b}${more}`,
        ),
    },
    {
      weight: 3,
      arbitrary: fc.tuple(thing, fc.nat(6), roleOf, roleOf, fc.boolean()).map(([t, n, who, to, option]) => {
        const what = privilegeOn(t, n);
        return `grant ${what} to ${who} with grant option; ${as(who, `grant ${what} to ${to}${option ? ' with grant option' : ''}`)}; grant ${what} to ${to}`;
      }),
    },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...SYSTEM), roleOf, options).map(([a, b, o]) => `grant ${a} to ${b}${o}`) },
    { weight: 1, arbitrary: fc.tuple(roleOf, roleOf).map(([a, b]) => `revoke ${a} from ${b} cascade`) },
    {
      weight: 10,
      arbitrary: fc
        .tuple(thing, fc.nat(6), holder, fc.boolean(), actor)
        .map(([t, n, to, option, who]) =>
          as(who, `grant ${privilegeOn(t, n)} to ${to}${option && to !== 'public' ? ' with grant option' : ''}`),
        ),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(thing, fc.nat(6), holder, fc.boolean(), actor)
        .map(([t, n, from, option, who]) =>
          as(who, `revoke ${option ? 'grant option for ' : ''}${privilegeOn(t, n)} from ${from} cascade`),
        ),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom(...THINGS.flatMap(({ owned }) => owned ?? [])), roleOf)
        .map(([o, to]) => `alter ${o} owner to ${to}`),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(roleOf, fc.constantFrom('inherit', 'noinherit', 'createdb', 'createrole', 'bypassrls', 'login', 'superuser'))
        .map(([r, attribute]) => `alter role ${r} ${attribute}`),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(
          roleOf,
          fc.constantFrom('', ' in schema s1'),
          fc.constantFrom('grant', 'revoke'),
          fc.constantFrom('select on tables', 'insert on tables', 'execute on functions'),
          holder,
          fc.boolean(),
        )
        // A server that has given a maker his own defaults cannot DROP OWNED them, which is what tidies up here.
        .filter(([maker, , , , who]) => maker !== who)
        .map(
          ([maker, where, verb, what, who, option]) =>
            `alter default privileges for role ${maker}${where} ${verb} ${what} ${verb === 'grant' ? 'to' : 'from'} ${who}${option && verb === 'grant' && who !== 'public' ? ' with grant option' : ''}`,
        ),
    },
  );
}

/** Each for itself: what the server refuses is not part of the state. */
const inOneGo = (statements: readonly string[]): string =>
  `do $do$ begin ${statements
    .map(
      (text) =>
        `begin ${text
          .split('; ')
          .map((one) => `execute $x$${one}$x$;`)
          .join(' ')} exception when others then null; end;`,
    )
    .join('\n')} end $do$`;

/** Roles keep their oids, so that a state saved once fits each time. */
const CLEAN = `
  alter database app owner to postgres; alter database side owner to postgres;
  reassign owned by ${ROLES.join(', ')} to postgres; ${ROLES.map((role) => `drop owned by ${role}`).join('; ')};
  do $do$ declare m record; begin
    for m in select distinct roleid::regrole::text as role, member::regrole::text as member, grantor::regrole::text as grantor from pg_auth_members where member::regrole::text = any ('{${ROLES.join(',')}}') loop
      execute format('revoke %s from %s cascade', m.role, m.member);
    end loop; end $do$;
  ${ROLES.map((role) => `alter role ${role} inherit nosuperuser nocreatedb nocreaterole nobypassrls nologin`).join(';')};
  drop schema if exists s1 cascade; drop schema public cascade; create schema public; grant usage on schema public to public; alter schema public owner to pg_database_owner;
  revoke all on pg_catalog.pg_authid from public, pg_monitor; revoke all (rolpassword) on pg_catalog.pg_authid from public, pg_monitor;
  revoke all on function pg_catalog.pg_read_file(text) from public, pg_monitor;
  ${['app', 'side'].map((name) => `revoke all on database ${name} from public, pg_monitor; grant connect, temporary on database ${name} to public`).join(';')};
  create schema s1; create table s1.t1(a int, b int); create table s1.t2(a int, b int); create view public.v as select 1 as a;
  create sequence s1.q; create function s1.f(int) returns int language sql as 'select 1'`;

// ---- both sides

async function read(bed: Bed): Promise<Live> {
  const origins = [bed.server.url];
  const { ports } = testPorts({ NHI_PG_READ: { value: PASSWORD, origins } });
  const config = {
    url: bed.server.url,
    databases: ['app'],
    auth: { read: { secret: 'NHI_PG_READ', user: READER } },
    tls: { mode: 'disable' },
  };
  await using reader = connect.reader('db', config, ports);
  const live = await collect(reader, { target: 'db', now: () => 0 });
  expect(live.error).toBeNull();
  return live;
}

interface Answered {
  readonly who: string;
  readonly name: string;
  readonly privilege: string;
  readonly plain: boolean;
  readonly option: boolean;
}

/** has_table_privilege and its like, for everybody, on everything, with and without the grant option. */
async function answers(bed: Bed): Promise<readonly Answered[]> {
  const selects = THINGS.flatMap(({ name, asked, privileges }) =>
    [...privileges, ...(name.startsWith('table:') && bed.version === 18 && name.includes('.s1.') ? ['MAINTAIN'] : [])].map((privilege) => {
      const type = name.slice(0, name.indexOf(':'));
      const on = asked.map((one) => `'${one}'`).join(', ');
      return `select who, '${name}' as name, '${privilege}' as privilege, has_${type}_privilege(who, ${on}, '${privilege}') as plain,
        has_${type}_privilege(who, ${on}, '${privilege} with grant option') as option from unnest($1::name[]) who`;
    }),
  );
  return (await bed.sql(selects.join(' union all '), [[...ROLES, 'public']])) as unknown as Answered[];
}

async function agree(bed: Bed, live: Live, name: string): Promise<readonly Answered[]> {
  const closure = closureOf(live, 'app');
  const id = (role: string) => (role === 'public' ? '0' : (live.refs.find((ref) => ref.name === role)?.id ?? '?'));
  const answered = await answers(bed);
  const wrong = answered.flatMap(({ who, name: on, privilege, plain, option }) =>
    [['', plain] as const, [' with grant option', option] as const].flatMap(([more, server]) => {
      const ours = closure.can(id(who), on, privilege, more !== '');
      // An owner always has the grant options; his own rights he may have taken from himself.
      const isAlike = ours === 'owner' ? more === '' || server : (ours === 'yes') === server;
      return isAlike ? [] : [`${who} ${on}:${privilege}${more}: the server says ${String(server)}, what was read says ${ours}`];
    }),
  );
  const modes = [['USAGE', 'inherit'], ['MEMBER', 'any'], ...(bed.version === 15 ? [] : [['SET', 'set']])] as const;
  const pairs = await bed.sql(
    `select a as from, b as to, ${modes.map(([mode]) => `pg_has_role(a, b, '${mode}') as "${mode}"`).join(', ')}, pg_has_role(a, b, 'USAGE WITH ADMIN OPTION') as admin
     from unnest($1::name[]) a, unnest($2::name[]) b`,
    [ROLES, [...ROLES, ...SYSTEM]],
  );
  for (const pair of pairs) {
    const [from, to] = [id(String(pair['from'])), id(String(pair['to']))];
    for (const [mode, way] of modes)
      if (closure.reaches(from, to, way as 'any') !== pair[mode])
        wrong.push(`pg_has_role ${String(pair['from'])} ${String(pair['to'])} ${mode}: ${String(pair[mode])}`);
    if (closure.administers(from, to) !== pair['admin'])
      wrong.push(`pg_has_role ${String(pair['from'])} ${String(pair['to'])} ADMIN: ${String(pair['admin'])}`);
  }
  expect(wrong, name).toEqual([]);
  return answered;
}

/** Direct grants: one entry for each grantee and privilege of an ACL, but the owner's own. */
async function direct(bed: Bed, live: Live): Promise<void> {
  const rows = await bed.sql(
    `with held(name, owner, acl) as (
       select 'table:app.' || oid::regclass, relowner, relacl from pg_class where relnamespace = 's1'::regnamespace and relkind = 'r'
       union all select 'column:app.' || c.oid::regclass || '.' || attname, relowner, attacl from pg_attribute join pg_class c on c.oid = attrelid where relnamespace = 's1'::regnamespace and attacl is not null
       union all select 'schema:app.' || nspname, nspowner, nspacl from pg_namespace where nspname = 's1'
       union all select 'database:' || datname, datdba, datacl from pg_database where datname in ('app', 'side'))
     select name || ':' || privilege_type as name, grantee::text as grantee, bool_or(is_grantable)::text as grantable
     from held, aclexplode(acl) where grantee <> owner group by 1, 2`,
  );
  const text = (holds: readonly (string | undefined)[][]) => holds.map((one) => one.join(' ')).sort();
  const ours = live.entries.filter(
    ({ kind, name }) => kind === 'privilege' && /^((table|column|schema):app\.s1|database:(app|side))\b/.test(name),
  );
  expect(text(ours.map(({ name, account, facts }) => [name, account, facts['grantable']]))).toEqual(
    text(rows.map(({ name, grantee, grantable }) => [String(name), String(grantee), String(grantable)])),
  );
}

/** Default privileges, by what the server gives on a thing that is made now. */
async function defaults(bed: Bed, live: Live): Promise<void> {
  const id = (role: string) => live.refs.find(({ name }) => name === role)?.id;
  const makers = ROLES.flatMap((role) =>
    [role, 'none']
      .map((who) => `set local role ${who}`)
      .join(`; create table s1.made_${role}(); create function s1.made_${role}() returns int language sql as 'select 1'; `),
  );
  const made = await bed.sql(
    `begin; grant all on schema s1 to ${ROLES.join(', ')}; ${makers.join('; ')};
     select 'table' as type, relname as made, grantee::text as grantee, privilege_type as privilege, is_grantable::text as grantable
       from pg_class, aclexplode(relacl) where relname ~ '^made_' and grantee <> relowner
     union all select 'function', proname, grantee::text, privilege_type, is_grantable::text from pg_proc, aclexplode(proacl) where proname ~ '^made_' and grantee <> proowner`,
  );
  await bed.sql('rollback');
  // That everybody may EXECUTE is built in, and no entry.
  const server = made
    .filter(({ type, grantee }) => type === 'table' || grantee !== '0')
    .map(({ type, made: of, grantee, privilege, grantable }) =>
      [String(type), id(String(of).slice('made_'.length)), String(grantee), String(privilege), String(grantable)].join(' '),
    );
  const ours = new Map<string, boolean>();
  for (const { kind, name, account, facts } of live.entries) {
    const [, type, maker, privilege] = /^default-(table|function):app\.(?:s1\.)?(\w+):(\w+)$/.exec(kind === 'privilege' ? name : '') ?? [];
    const owner = maker === undefined ? undefined : id(maker);
    if (type === undefined || owner === undefined || (type === 'function' && account === '0')) continue;
    const key = [type, owner, account, String(privilege)].join(' ');
    ours.set(key, (ours.get(key) ?? false) || facts['grantable'] === 'true');
  }
  expect([...ours].map(([key, grantable]) => `${key} ${String(grantable)}`).sort()).toEqual([...server].sort());
}

onEachServer({}, (bed) => {
  let approved: Place;
  const GRANTS: Readonly<Record<string, readonly string[]>> = {
    bot0: ['role/r3', 'privilege/table:app.s1.t1:SELECT'],
    bot1: [],
    bot2: ['role/r4', 'privilege/column:app.s1.t2.b:UPDATE', 'privilege/schema:app.s1:USAGE'],
  };
  beforeAll(async () => {
    await bed.sql(`create database side`);
    for (const role of ROLES) await bed.sql(`create role ${role}`);
    await bed.sql(CLEAN);
    approved = bed.place();
    approved.policy(BOTS.map((bot) => identity(bot, GRANTS[bot] ?? [])));
    const { code, text } = await approved.apply();
    if (code !== 0) throw new Error(text);
  });

  test(
    'what was read explains each answer of the server; after an apply what was taken is not possible, or another way is told',
    { timeout: 3_600_000 },
    async () => {
      const seen = { yes: 0, no: 0, revoked: 0 };
      await fc.assert(
        fc.asyncProperty(fc.array(statement(bed.version), { minLength: 10, maxLength: 60 }), async (statements) => {
          await bed.sql(CLEAN);
          await bed.sql(inOneGo(statements));
          const live = await read(bed);
          for (const { plain } of await agree(bed, live, 'before')) seen[plain ? 'yes' : 'no'] += 1;
          await direct(bed, live);
          await defaults(bed, live);

          const answer = await approved.copy().apply();
          const after = await read(bed);
          await agree(bed, after, 'after');
          seen.revoked += revokedIsGone(answer, after);
        }),
        { numRuns: runsOn(bed.version), ...(SEED === 'random' ? {} : { seed: Number(SEED) }), examples: FOUND.map((one) => [one]) },
      );
      expect(Math.min(seen.yes, seen.no), 'both answers come').toBeGreaterThan(100);
      expect(seen.revoked).toBeGreaterThan(5);
    },
  );

  /** Each entry that an account of ours still holds was approved, or is told as not taken. How many were taken. */
  function revokedIsGone(answer: Awaited<ReturnType<Place['apply']>>, after: Live): number {
    const [plan] = answer.planned?.report.plan.targets ?? [];
    const told = new Set([
      ...(plan?.blocked ?? []).map(({ change }) => change.key),
      ...(plan?.changes ?? []).filter(({ id }) => answer.planned?.report.outcome?.[id]?.state !== 'verified').map(({ key }) => key),
    ]);
    const taken = (plan?.changes ?? []).filter(
      ({ id, verb }) => verb === 'revoke' && answer.planned?.report.outcome?.[id]?.state === 'verified',
    );
    const held = new Set(after.entries.map(({ account, kind, name }) => `${account} ${kind} ${name}`));
    for (const { entry, label } of taken) expect(held.has(`${entry.account} ${entry.kind} ${entry.name}`), label).toBe(false);
    const names = new Map(after.refs.map(({ id, name }) => [id, name]));
    const silent = after.entries.filter(({ account, kind, name }) => {
      const bot = names.get(account) ?? '';
      if (!BOTS.includes(bot) || kind === 'user' || kind === 'login') return false;
      const written = `${kind}/${kind === 'role' ? (names.get(name) ?? '') : name}`;
      return (
        !(GRANTS[bot] ?? []).includes(written) &&
        ![...told].some((key) => key.includes(account) && key.includes(kind) && key.includes(name))
      );
    });
    expect(silent, outcomes(answer).join('\n')).toEqual([]);
    expect(answer.code === 0 ? told.size : 1, answer.text).toBe(answer.code === 0 ? 0 : 1);
    // A superuser writes here: nothing that he takes stays for want of a right.
    expect(outcomes(answer).filter((text) => text.includes('had no effect'))).toEqual([]);
    return taken.length;
  }
});
