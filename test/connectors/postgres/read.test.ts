import { describe, expect, test } from 'vitest';
import { kinds } from '../../../src/connectors/postgres/kinds.ts';
import { READER, onEachVersion } from './cluster.ts';

const NASTY = [
  'Capital',
  'with space',
  'dot.dot',
  'quote"quote',
  "apostrophe's",
  '"; DROP ROLE x; --',
  'naïve-ключ-鍵',
  'back\\slash',
  '$$',
  'new\nline',
  'x'.repeat(63),
];
const id = (name: string) => `"${name.replaceAll('"', '""')}"`;

onEachVersion({ log: true }, (cluster, version) => {
  describe('a read', () => {
    test('is a fixed point of canonical, over every nasty name', async () => {
      for (const name of NASTY) {
        await cluster.sql(`create role ${id(name)} login; create schema ${id(name)}; create table ${id(name)}.${id(name)}(${id(name)} int);
          create type ${id(name)}."T ""y""" as (a int); create function ${id(name)}.${id(name)}(${id(name)}."T ""y""", int[], "char", timestamptz) returns int language sql as 'select 1';
          create sequence ${id(name)}.${id(`${name.slice(0, 60)}_s`)};
          grant usage on schema ${id(name)} to ${id(name)}; grant select, update on ${id(name)}.${id(name)} to ${id(name)};
          grant insert (${id(name)}) on ${id(name)}.${id(name)} to ${id(name)} with grant option;
          grant execute on function ${id(name)}.${id(name)} to ${id(name)}; grant usage on sequence ${id(name)}.${id(`${name.slice(0, 60)}_s`)} to ${id(name)};
          alter default privileges for role ${id(name)} in schema ${id(name)} grant select on tables to ${READER}`);
      }
      const live = await cluster.read();
      expect(live.error).toBeNull();
      for (const entry of live.entries) expect(kinds.canonical(entry)).toEqual(entry);
      for (const name of NASTY) {
        expect(live.refs).toContainEqual({ kind: 'user', id: await cluster.oid(name), name });
        expect(await cluster.holdings(name, 'privilege')).toHaveLength(6);
      }
      expect((await cluster.holdings(READER, 'privilege')).filter((held) => held.startsWith('default-table:'))).toHaveLength(NASTY.length);
    });

    test('brings the same with any size of page', async () => {
      const [large, small, one] = [await cluster.read(), await cluster.read({ pageSize: 7 }), await cluster.read({ pageSize: 1 })];
      expect(small).toEqual(large);
      expect(one).toEqual(large);
    });

    test('is proven by a count for each kind', async () => {
      const live = await cluster.read();
      expect(Object.keys(live.proofs).sort()).toEqual(['attribute', 'login', 'owner', 'privilege', 'role', 'user']);
      for (const [kind, proof] of Object.entries(live.proofs)) {
        expect(proof, kind).toMatchObject({ by: 'count', read: proof.claimed });
        expect(live.entries.filter((entry) => entry.kind === kind)).toHaveLength(proof.read);
      }
    });

    test('asks and never writes, by the word of the server', async () => {
      await cluster.read();
      const asked = await cluster.server.statements('nhi-reconcile');
      expect(asked.length).toBeGreaterThan(20);
      const kindsOf = new Set(
        asked.map(({ text }) =>
          /^(begin transaction isolation level repeatable read read only|[a-z]+)/i.exec(text)?.[1]?.replaceAll(/\s+/g, ' '),
        ),
      );
      expect(kindsOf).toEqual(new Set(['set', 'select', 'begin transaction isolation level repeatable read read only', 'commit']));
      expect(new Set(asked.map(({ user }) => user))).toEqual(new Set([READER]));
      expect(asked.some(({ text }) => text.includes('default_transaction_read_only = on'))).toBe(true);
    });

    test('names the accounts that we act as', async () => {
      const live = await cluster.read();
      expect(live.own).toEqual([await cluster.oid('postgres'), await cluster.oid(READER)].sort());
    });

    test('shows logins with their end, attributes, and everybody as the account public', async () => {
      await cluster.sql(
        `create role ends login valid until '2027-01-31 12:00:00.25+01' createdb; create role forever login valid until 'infinity' bypassrls; create role never_in nologin; create role past login valid until '-infinity'`,
      );
      expect(await cluster.holdings('ends', 'login')).toEqual(['2027-01-31T11:00:00.25Z']);
      expect(await cluster.holdings('forever', 'login')).toEqual(['infinity']);
      expect(await cluster.holdings('past', 'login')).toEqual(['-infinity']);
      expect(await cluster.holdings('never_in', 'login')).toEqual([]);
      expect(await cluster.holdings('ends', 'attribute')).toEqual(['createdb']);
      expect(await cluster.holdings('forever', 'attribute')).toEqual(['bypassrls']);
      const live = await cluster.read();
      expect(live.refs).toContainEqual({ kind: 'user', id: '0', name: 'public' });
      expect(live.entries.filter((entry) => entry.account === '0' && entry.kind === 'user')).toHaveLength(1);
      expect(await cluster.holdings('public', 'privilege')).toContain('database:app:CONNECT false');
    });

    test('folds one membership over its grantors', async () => {
      await cluster.sql(
        'create role grp; create role mem; create role adm1; create role adm2; grant grp to adm1 with admin option; grant grp to adm2 with admin option',
      );
      await cluster.sql('set role adm1; grant grp to mem');
      await cluster.sql('set role adm2; grant grp to mem with admin option');
      expect(await cluster.holdings('mem', 'role')).toEqual(['grp true true true']);
      if (version === 15) return;
      await cluster.sql(
        'grant grp to mem with inherit false, set false, admin false granted by adm2; grant grp to mem with inherit true, set false granted by adm1',
      );
      expect(await cluster.holdings('mem', 'role')).toEqual(['grp false true false']);
    });

    test('leaves out what comes with the server, but not what somebody was given there', async () => {
      await cluster.sql(
        'create role looks_in; grant execute on function pg_catalog.pg_read_file(text) to looks_in; grant select on pg_catalog.pg_authid to looks_in',
      );
      expect(await cluster.holdings('looks_in', 'privilege')).toEqual([
        'function:app.pg_catalog.pg_read_file(text):EXECUTE false',
        'table:app.pg_catalog.pg_authid:SELECT false',
      ]);
      const live = await cluster.read();
      const system = live.entries.filter((entry) => /[:.](pg_catalog|information_schema|pg_toast)\b/.test(entry.name));
      expect(new Set(system.map((entry) => entry.account))).toEqual(new Set([await cluster.oid('looks_in')]));
    });

    test('shows what was added to the server itself for everybody, or for its own roles', async () => {
      const changes = (verb: string, to: string) =>
        `${verb} execute on function pg_catalog.pg_read_file(text) ${to} public; ${verb} select on pg_catalog.pg_authid ${to} pg_monitor; ${verb} create on schema pg_catalog ${to} public; ${verb} insert on information_schema.sql_parts ${to} public`;
      const before = (await cluster.read()).entries;
      await cluster.sql(changes('grant', 'to'));
      const added = (await cluster.read()).entries.filter(
        (entry) => !before.some((one) => one.account === entry.account && one.name === entry.name),
      );
      await cluster.sql(changes('revoke', 'from'));
      const monitor = await cluster.oid('pg_monitor');
      expect(added.map(({ account, name }) => `${account === monitor ? 'pg_monitor' : account} ${name}`).sort()).toEqual([
        '0 function:app.pg_catalog.pg_read_file(text):EXECUTE',
        '0 schema:app.pg_catalog:CREATE',
        '0 table:app.information_schema.sql_parts:INSERT',
        'pg_monitor table:app.pg_catalog.pg_authid:SELECT',
      ]);
      expect((await cluster.read()).entries).toEqual(before);
    });

    test('tells owners by the kind owner, and not by their own privileges', async () => {
      await cluster.sql(
        'create role owns; create table public.owned(a int); alter table public.owned owner to owns; grant select on public.owned to owns; create role other; grant select on public.owned to other',
      );
      expect(await cluster.holdings('owns', 'owner')).toEqual(['table:app.public.owned']);
      expect(await cluster.holdings('owns', 'privilege')).toEqual([]);
      expect(await cluster.holdings('other', 'privilege')).toEqual(['table:app.public.owned:SELECT false']);
    });

    test('sees every database of the config, and each kind of relation', async () => {
      await cluster.server.sql(
        'Other.Db',
        'create table base(a int); create view v as select 1 as a; create materialized view mv as select 1 as a; create table parts(a int) partition by list (a); create role two; grant select on base, v, mv, parts to two; create procedure pr(int) language sql as $$ select 1 $$; grant execute on procedure pr(int) to two; grant create on database "Other.Db" to two',
      );
      expect(await cluster.holdings('two', 'privilege')).toEqual([
        'database:"Other.Db":CREATE false',
        'function:"Other.Db".public.pr(integer):EXECUTE false',
        'table:"Other.Db".public.base:SELECT false',
        'table:"Other.Db".public.mv:SELECT false',
        'table:"Other.Db".public.parts:SELECT false',
        'table:"Other.Db".public.v:SELECT false',
      ]);
    });

    test('tells default privileges in a schema and in any, without the built-in ones', async () => {
      await cluster.sql(`create role maker; create role taker; create schema made;
        alter default privileges for role maker in schema made grant select on tables to taker with grant option;
        alter default privileges for role maker grant usage on sequences to taker; alter default privileges for role maker grant execute on functions to taker;
        alter default privileges for role maker grant usage on types to taker; alter default privileges for role maker grant usage on schemas to taker`);
      expect(await cluster.holdings('taker', 'privilege')).toEqual([
        'default-function:app.maker:EXECUTE false',
        'default-schema:app.maker:USAGE false',
        'default-sequence:app.maker:USAGE false',
        'default-table:app.made.maker:SELECT true',
        'default-type:app.maker:USAGE false',
      ]);
      const live = await cluster.read();
      expect(live.entries.filter((entry) => entry.account === '0' && entry.name.startsWith('default-'))).toEqual([]);
    });

    test('asked for some accounts, brings these, proven, and the names of all', async () => {
      const only = [await cluster.oid('ends'), await cluster.oid('taker'), '4294967295', 'no-oid'];
      const [part, whole] = [await cluster.read({}, only), await cluster.read()];
      expect(part.error).toBeNull();
      expect(part.refs).toEqual(whole.refs);
      expect(part.entries).toEqual(whole.entries.filter((entry) => only.includes(entry.account)));
      expect(part.entries.length).toBeGreaterThan(5);
      for (const [kind, proof] of Object.entries(part.proofs))
        expect(part.entries.filter((entry) => entry.kind === kind)).toHaveLength(proof.read);
    });
  });

  describe('rights are what the server answers', () => {
    test('for privileges on tables and schemas, and for memberships', async () => {
      const roles = ['q0', 'q1', 'q2', 'q3'];
      const tables = ['t0', 't1', 't2'];
      const privileges = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'];
      // A fixed generator, so that a failure can be run again.
      let seed = 42;
      const below = (n: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % n;
      await cluster.sql(
        `create schema rights; ${roles.map((role) => `create role ${role}`).join(';')}; ${tables.map((table) => `create table rights.${table}(a int, b int)`).join(';')}; revoke all on schema rights from public`,
      );
      for (let i = 0; i < 60; i += 1) {
        const [table, role, privilege] = [tables[below(3)], roles[below(4)], privileges[below(7)]];
        await cluster.sql(
          `${below(3) === 0 ? `revoke ${privilege} on rights.${table} from` : `grant ${privilege} on rights.${table} to`} ${role}`,
        );
      }
      await cluster.sql('grant q1 to q0; grant q2 to q1');
      const live = await cluster.read();
      const ids: Record<string, string> = {};
      for (const role of roles) ids[role] = await cluster.oid(role);
      const member = (account: string | undefined, role: string | undefined) =>
        live.entries.some((entry) => entry.kind === 'role' && entry.account === account && entry.name === role);
      /** By inheritance, as far as one membership leads on to the next. */
      const reaches = (from: string, to: string): boolean =>
        from === to || roles.some((via) => via !== from && member(ids[from], ids[via]) && reaches(via, to));
      for (const role of roles) {
        for (const other of roles) {
          const [answer] = await cluster.sql(`select pg_has_role($1::name, $2::name, 'usage') as yes`, [role, other]);
          expect(reaches(role, other), `${role} ${other}`).toBe(answer?.['yes']);
        }
        for (const table of tables) {
          for (const privilege of privileges) {
            const [answer] = await cluster.sql('select has_table_privilege($1::name, $2, $3) as yes', [role, `rights.${table}`, privilege]);
            const held = roles.some(
              (via) =>
                reaches(role, via) &&
                live.entries.some(
                  (entry) =>
                    entry.kind === 'privilege' && entry.account === ids[via] && entry.name === `table:app.rights.${table}:${privilege}`,
                ),
            );
            expect(held, `${role} ${table} ${privilege}`).toBe(answer?.['yes']);
          }
        }
      }
    });
  });

  describe('what cannot be seen', () => {
    test('a database that does not let us in leaves privileges and owners unproven, and nothing else', async () => {
      const live = await cluster.read({ databases: ['app', 'not there'] });
      expect(Object.keys(live.proofs).sort()).toEqual(['attribute', 'login', 'role', 'user']);
      expect(live.error).toMatchObject({ code: 'unproven', message: expect.stringContaining('"not there"') as string });
    });

    test('a catalogue that is closed to us leaves its kind unproven', async () => {
      await cluster.sql('revoke select on pg_catalog.pg_auth_members from public');
      try {
        const live = await cluster.read();
        expect(Object.keys(live.proofs)).not.toContain('role');
        expect(Object.keys(live.proofs)).toContain('privilege');
        expect(live.error?.message).toContain('pg_auth_members');
      } finally {
        await cluster.sql('grant select on pg_catalog.pg_auth_members to public');
      }
    });

    test('a role that is closed to us is an error of the whole read', async () => {
      await cluster.sql('revoke select on pg_catalog.pg_roles from public');
      try {
        expect((await cluster.read()).error).toMatchObject({ code: 'forbidden' });
      } finally {
        await cluster.sql('grant select on pg_catalog.pg_roles to public');
      }
    });

    test('no database at all is the error of the first', async () => {
      expect((await cluster.read({ databases: ['nowhere'] })).error).toMatchObject({
        code: 'unavailable',
        message: expect.stringContaining('3D000') as string,
      });
    });
  });
});
