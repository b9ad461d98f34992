import { describe, expect, test } from 'vitest';
import { WRITER, onEachVersion } from './cluster.ts';

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
  'x'.repeat(63),
  '16385',
  'user',
  "a'; drop role x; --",
];
const id = (name: string) => `"${name.replaceAll('"', '""')}"`;
const code = (wanted: string) => expect.objectContaining({ name: 'ConnectorError', code: wanted }) as Error;

onEachVersion({}, (cluster, version) => {
  const once = async (...change: Parameters<typeof cluster.apply>) => {
    expect(await cluster.apply(...change)).toBe('changed');
    expect(await cluster.apply(...change)).toBe('unchanged');
  };
  const answer = async (sql: string, values: readonly unknown[] = []) => (await cluster.sql(`select (${sql}) as is`, values))[0]?.['is'];

  describe('accounts', () => {
    test.each(NASTY)('%j is made without login, once', async (name) => {
      await once('grant', 'user', name, name);
      expect(await answer('select rolcanlogin from pg_roles where rolname = $1', [name])).toBe(false);
      expect((await cluster.read()).refs.filter((ref) => ref.name === name)).toHaveLength(1);
    });

    test.each(['pg_mine', 'public', 'none', 'id:123', 'x'.repeat(64), ''])('%j is refused', async (name) => {
      await expect(cluster.apply('grant', 'user', name, name)).rejects.toEqual(code('unsupported'));
    });

    test('are never dropped', async () => {
      await expect(cluster.apply('revoke', 'user', 'Capital', 'Capital')).rejects.toEqual(code('unsupported'));
    });
  });

  describe('memberships', () => {
    test.each(NASTY)('of %j are given and taken', async (name) => {
      await cluster.sql(`create role ${id(`m_${name}`.slice(0, 63))}`);
      const member = `m_${name}`.slice(0, 63);
      await once('grant', 'role', member, name);
      expect(await answer(`pg_has_role($1::name, $2::name, 'usage')`, [member, name])).toBe(true);
      await once('revoke', 'role', member, name);
      expect(await answer(`pg_has_role($1::name, $2::name, 'member')`, [member, name])).toBe(false);
    });

    test('given by several are taken from all', async () => {
      await cluster.sql(
        'create role g1; create role m1; create role a1; create role a2; grant g1 to a1 with admin option; grant g1 to a2 with admin option',
      );
      for (const by of ['a1', 'a2', 'postgres']) await cluster.sql(`set role ${by}; grant g1 to m1`);
      await once('revoke', 'role', 'm1', 'g1');
      expect(await cluster.holdings('m1', 'role')).toEqual([]);
      expect(await cluster.holdings('a1', 'role')).toEqual(['g1 true true true']);
    });

    test('get and lose the admin option', async () => {
      await cluster.sql('create role g2; create role m2; grant g2 to m2');
      await once('adjust', 'role', 'm2', 'g2', { admin: 'true', inherit: 'true', set: 'true' });
      expect(await answer(`pg_has_role('m2'::name, 'g2'::name, 'usage with admin option')`)).toBe(true);
      await once('adjust', 'role', 'm2', 'g2', { admin: 'false' });
      expect(await cluster.holdings('m2', 'role')).toEqual(['g2 false true true']);
      expect(await cluster.apply('grant', 'role', 'm2', 'g2')).toBe('unchanged');
    });

    test('that are gone cannot be changed, and need not be taken', async () => {
      await cluster.sql('create role g3; create role m3');
      await expect(cluster.apply('adjust', 'role', 'm3', 'g3', { admin: 'true' })).rejects.toEqual(code('conflict'));
      expect(await cluster.apply('revoke', 'role', 'nobody at all', 'g3')).toBe('unchanged');
      await expect(cluster.apply('grant', 'role', 'm3', 'nobody at all')).rejects.toEqual(code('conflict'));
      await expect(cluster.apply('grant', 'role', 'nobody at all', 'g3')).rejects.toEqual(code('conflict'));
    });

    if (version === 15)
      test('have no options of their own: another wish is unsupported, what holds anyway is not', async () => {
        await cluster.sql('create role g4; create role m4; create role m4b noinherit');
        await expect(cluster.apply('grant', 'role', 'm4', 'g4', { inherit: 'false' })).rejects.toEqual(code('unsupported'));
        await expect(cluster.apply('grant', 'role', 'm4', 'g4', { set: 'false' })).rejects.toEqual(code('unsupported'));
        await expect(cluster.apply('grant', 'role', 'm4b', 'g4')).rejects.toEqual(code('unsupported'));
        await once('grant', 'role', 'm4b', 'g4', { inherit: 'false', set: 'true', admin: 'false' });
        expect(await cluster.holdings('m4b', 'role')).toEqual(['g4 false false true']);
      });

    if (version > 15)
      test('have options, which are set over all grantors', async () => {
        await cluster.sql('create role g4; create role m4; create role a4; grant g4 to a4 with admin option');
        await once('grant', 'role', 'm4', 'g4', { inherit: 'false', set: 'false', admin: 'true' });
        expect(await cluster.holdings('m4', 'role')).toEqual(['g4 true false false']);
        await cluster.sql('set role a4; grant g4 to m4 with inherit true, set true');
        expect(await cluster.holdings('m4', 'role')).toEqual(['g4 true true true']);
        await once('adjust', 'role', 'm4', 'g4', { inherit: 'false', set: 'true', admin: 'false' });
        expect(await cluster.holdings('m4', 'role')).toEqual(['g4 false false true']);
        expect(await answer(`pg_has_role('m4'::name, 'g4'::name, 'usage')`)).toBe(false);
        expect(await answer(`pg_has_role('m4'::name, 'g4'::name, 'set')`)).toBe(true);
      });

    if (version > 15)
      test('given to itself by a member with the admin option are taken, and become plain', async () => {
        await cluster.sql('create role g9; create role m9; grant g9 to m9 with admin option; set role m9; grant g9 to m9');
        await once('adjust', 'role', 'm9', 'g9', { admin: 'false', inherit: 'true', set: 'true' });
        await cluster.sql('grant g9 to m9 with admin option; set role m9; grant g9 to m9');
        await once('revoke', 'role', 'm9', 'g9');
        expect(await cluster.holdings('m9', 'role')).toEqual([]);
      });

    if (version > 15)
      test('that others depend on are a conflict, and stay whole', async () => {
        await cluster.sql('create role g5; create role m5; create role d5; grant g5 to m5 with admin option');
        await cluster.sql('set role m5; grant g5 to d5');
        await expect(cluster.apply('revoke', 'role', 'm5', 'g5')).rejects.toEqual(code('conflict'));
        await expect(cluster.apply('adjust', 'role', 'm5', 'g5', {})).rejects.toMatchObject({
          message: expect.stringContaining('never') as string,
        });
        expect(await cluster.holdings('m5', 'role')).toEqual(['g5 true true true']);
        expect(await cluster.holdings('d5', 'role')).toEqual(['g5 false true true']);
      });
  });

  describe('logins', () => {
    test('open, end, and close with their sessions', async () => {
      await cluster.sql(`create role enters nologin password 'pw'`);
      const enter = () => cluster.server.session('app', 'enters', 'pw');
      await expect(enter()).rejects.toMatchObject({ code: '28000' });
      await once('grant', 'login', 'enters', '');
      await (await enter()).end();
      await once('adjust', 'login', 'enters', '', { validUntil: '2001-01-01T00:00:00Z' });
      await expect(enter()).rejects.toMatchObject({ code: '28P01' });
      await once('adjust', 'login', 'enters', '', { validUntil: 'infinity' });
      const [one, two] = [await enter(), await enter()];
      const ended = new Promise((resolve) => one.once('error', resolve));
      expect(await cluster.apply('revoke', 'login', 'enters', '')).toBe('changed');
      expect(await ended).toMatchObject({ code: '57P01' });
      await expect(two.query('select 1')).rejects.toThrow(/terminat|not queryable/);
      await expect(enter()).rejects.toMatchObject({ code: '28000' });
      expect(await cluster.apply('revoke', 'login', 'enters', '')).toBe('unchanged');
      expect(await cluster.holdings('enters', 'login')).toEqual([]);
    });

    test('closed by hand still lose their sessions', async () => {
      await cluster.sql(`create role lingers login password 'pw'`);
      await cluster.server.session('app', 'lingers', 'pw');
      await cluster.sql('alter role lingers nologin');
      expect(await cluster.apply('revoke', 'login', 'lingers', '')).toBe('changed');
      expect(await answer(`select count(*)::int from pg_stat_activity where usename = 'lingers'`)).toBe(0);
      expect(await cluster.apply('revoke', 'login', 'lingers', '')).toBe('unchanged');
    });

    test('are given with their end, to the microsecond', async () => {
      await cluster.sql('create role until_then');
      await once('grant', 'login', 'until_then', '', { validUntil: '2030-01-31T11:00:00.000001Z' });
      expect(await cluster.holdings('until_then', 'login')).toEqual(['2030-01-31T11:00:00.000001Z']);
      await expect(cluster.apply('adjust', 'login', 'g1', '', {})).rejects.toEqual(code('conflict'));
      await expect(cluster.apply('grant', 'login', 'g1', '', { validUntil: `x'; drop role g1` })).rejects.toEqual(code('unsupported'));
    });

    test('whose sessions we may not end are closed all the same, and the rest is said', async () => {
      await cluster.sql(`create role stays login password 'pw'`);
      if (version !== 15) await cluster.sql(`grant stays to ${WRITER} with admin true, inherit false, set false`);
      await cluster.sql(`revoke pg_signal_backend from ${WRITER}`);
      const session = await cluster.server.session('app', 'stays', 'pw');
      const asWriter = { auth: { read: { secret: 'NHI_READ' }, write: { secret: 'NHI_WRITE' } } };
      await expect(cluster.apply('revoke', 'login', 'stays', '', {}, asWriter)).rejects.toMatchObject({
        code: 'forbidden',
        message: expect.stringContaining('1 session(s)') as string,
      });
      // Disabled is not dead: an open session is still a login, so the next round wants this again.
      expect(await cluster.holdings('stays', 'login')).toEqual(['infinity']);
      await cluster.sql(`grant pg_signal_backend to ${WRITER}`);
      expect(await cluster.apply('revoke', 'login', 'stays', '', {}, asWriter)).toBe('changed');
      await expect(session.query('select 1')).rejects.toThrow(/terminat|not queryable/);
    });
  });

  test.each(['superuser', 'createrole', 'createdb', 'replication', 'bypassrls'])(
    'the attribute %s is given and taken',
    async (attribute) => {
      await cluster.sql(`create role has_${attribute}`);
      await once('grant', 'attribute', `has_${attribute}`, attribute);
      expect(await cluster.holdings(`has_${attribute}`, 'attribute')).toEqual([attribute]);
      await once('revoke', 'attribute', `has_${attribute}`, attribute);
      expect(await cluster.holdings(`has_${attribute}`, 'attribute')).toEqual([]);
    },
  );

  describe('privileges', () => {
    const objects = (name: string) => [
      `database:"Other.Db":CREATE`,
      `schema:app.${id(name)}:USAGE`,
      `table:app.${id(name)}.${id(name)}:SELECT`,
      `column:app.${id(name)}.${id(name)}.${id(name)}:UPDATE`,
      `sequence:app.${id(name)}.s:USAGE`,
      `function:app.${id(name)}.${id(name)}(${id(name)}.${id(name)},integer[],"char"):EXECUTE`,
      `default-table:app.${id(name)}.${id(name)}:INSERT`,
      `default-sequence:app.${id(name)}:SELECT`,
    ];

    test.each(NASTY)('on every sort of object called %j', async (name) => {
      const holder = `h_${name}`.slice(0, 63);
      await cluster.sql(`create role ${id(holder)}; create schema ${id(name)}; create table ${id(name)}.${id(name)}(${id(name)} int); create sequence ${id(name)}.s;
        create function ${id(name)}.${id(name)}(${id(name)}.${id(name)}, int[], "char") returns int language sql as 'select 1'`);
      const { kinds } = await import('../../../src/connectors/postgres/kinds.ts');
      for (const written of objects(name)) {
        const spelled = kinds.canonical({ target: '', account: 'user/x', kind: 'privilege', name: written, facets: {}, facts: {} });
        const grant = 'refused' in spelled ? spelled.refused : spelled.name;
        await once('grant', 'privilege', holder, grant);
        expect(await cluster.holdings(holder, 'privilege')).toEqual([`${grant} false`]);
        if (name === NASTY[0]) {
          await once('adjust', 'privilege', holder, grant, { grantable: 'true' });
          expect(await cluster.holdings(holder, 'privilege')).toEqual([`${grant} true`]);
          await once('adjust', 'privilege', holder, grant, { grantable: 'false' });
          expect(await cluster.holdings(holder, 'privilege')).toEqual([`${grant} false`]);
        }
        await once('revoke', 'privilege', holder, grant);
        expect(await cluster.holdings(holder, 'privilege')).toEqual([]);
      }
    });

    test('stay where others lie: views, procedures, a second database', async () => {
      await cluster.server.sql(
        'Other.Db',
        'create view v as select 1 as a; create materialized view mv as select 1 as a; create procedure pr(int, out int) language sql as $$ select 1 $$; create role far',
      );
      for (const grant of [
        'table:"Other.Db".public.v:SELECT',
        'table:"Other.Db".public.mv:SELECT',
        'function:"Other.Db".public.pr(integer):EXECUTE',
      ]) {
        await once('grant', 'privilege', 'far', grant);
        expect(await cluster.holdings('far', 'privilege')).toEqual([`${grant} false`]);
        await once('revoke', 'privilege', 'far', grant);
      }
    });

    test('given by several are taken from each, as each', async () => {
      await cluster.sql(
        `create table public.shared(a int); create role s1; create role s2; create role s3; grant select on public.shared to s1, s2 with grant option`,
      );
      for (const by of ['s1', 's2']) await cluster.sql(`set role ${by}; grant select on public.shared to s3`);
      await cluster.sql('grant select on public.shared to s3');
      await expect(cluster.apply('revoke', 'privilege', 's1', 'table:app.public.shared:SELECT')).rejects.toEqual(code('conflict'));
      expect(await answer(`has_table_privilege('s1', 'public.shared', 'select')`)).toBe(true);
      await once('revoke', 'privilege', 's3', 'table:app.public.shared:SELECT');
      expect(await answer(`has_table_privilege('s3', 'public.shared', 'select')`)).toBe(false);
      await once('revoke', 'privilege', 's1', 'table:app.public.shared:SELECT');
      expect(await cluster.holdings('s2', 'privilege')).toEqual(['table:app.public.shared:SELECT true']);
    });

    test('given to itself by a role that may pass them on are taken, and become plain', async () => {
      await cluster.sql(`create table public.own(a int); create role own1; grant select on public.own to own1 with grant option; grant select (a) on public.own to own1 with grant option;
        set role own1; grant select on public.own to own1; grant select (a) on public.own to own1`);
      await once('adjust', 'privilege', 'own1', 'table:app.public.own:SELECT', { grantable: 'false' });
      expect(await cluster.holdings('own1', 'privilege')).toContain('table:app.public.own:SELECT false');
      await once('revoke', 'privilege', 'own1', 'column:app.public.own.a:SELECT');
      await cluster.sql('grant select on public.own to own1 with grant option; set role own1; grant select on public.own to own1');
      await once('revoke', 'privilege', 'own1', 'table:app.public.own:SELECT');
      expect(await cluster.holdings('own1', 'privilege')).toEqual([]);
    });

    test('given by a role that lost its grant option since are said to need a hand', async () => {
      // The server takes the option on the table, and leaves what hung on it at a column.
      await cluster.sql(`create table public.hung(a int); create role hung1; create role hung2; grant select on public.hung to hung1 with grant option;
        set role hung1; grant select (a) on public.hung to hung2; set role postgres; revoke select on public.hung from hung1 cascade`);
      expect(await cluster.holdings('hung2', 'privilege')).toEqual(['column:app.public.hung.a:SELECT false']);
      await expect(cluster.apply('revoke', 'privilege', 'hung2', 'column:app.public.hung.a:SELECT')).rejects.toThrow(
        'given by hung1, who may not pass it on any more',
      );
      expect(await cluster.holdings('hung2', 'privilege')).toEqual(['column:app.public.hung.a:SELECT false']);
    });

    test('given by a role that has the owner’s rights and no option of its own any more are said to need a hand, which helps', async () => {
      await cluster.sql(`create role deed1; create role deed2; create role deed3; create table public.deed(a int); alter table public.deed owner to deed1; grant deed1 to deed2;
        grant select on public.deed to deed2 with grant option; set role deed2; grant select on public.deed to deed3`);
      await once('revoke', 'privilege', 'deed2', 'table:app.public.deed:SELECT');
      await expect(cluster.apply('revoke', 'privilege', 'deed3', 'table:app.public.deed:SELECT')).rejects.toThrow(
        'given by deed2, who has the rights of the owner deed1 and no grant option of its own any more',
      );
      expect(await cluster.holdings('deed3', 'privilege')).toEqual(['table:app.public.deed:SELECT false']);
      await cluster.sql(
        'grant select on public.deed to deed2 with grant option; set role deed2; revoke select on public.deed from deed3; set role postgres; revoke select on public.deed from deed2',
      );
      expect(await cluster.holdings('deed3', 'privilege')).toEqual([]);
    });

    test('taken from a table leave those on its columns', async () => {
      await cluster.sql(`create table public.wide(a int, "B b" int); create role c1; create role c2; grant select on public.wide to c1 with grant option;
        grant select (a) on public.wide to c1; grant select ("B b") on public.wide to c1 with grant option`);
      await once('adjust', 'privilege', 'c1', 'table:app.public.wide:SELECT', { grantable: 'false' });
      expect(await cluster.holdings('c1', 'privilege')).toEqual([
        'column:app.public.wide."B b":SELECT true',
        'column:app.public.wide.a:SELECT false',
        'table:app.public.wide:SELECT false',
      ]);
      await once('revoke', 'privilege', 'c1', 'table:app.public.wide:SELECT');
      expect(await cluster.holdings('c1', 'privilege')).toEqual([
        'column:app.public.wide."B b":SELECT true',
        'column:app.public.wide.a:SELECT false',
      ]);
      await once('revoke', 'privilege', 'c1', 'column:app.public.wide.a:SELECT');
      expect(await cluster.holdings('c1', 'privilege')).toEqual(['column:app.public.wide."B b":SELECT true']);
    });

    test('on a system column, which can be granted too, are taken', async () => {
      await cluster.sql('create role sees_ctid; create table has_ctid(a int); grant select (ctid) on has_ctid to sees_ctid');
      expect(await cluster.holdings('sees_ctid', 'privilege')).toEqual(['column:app.public.has_ctid.ctid:SELECT false']);
      expect(await cluster.apply('revoke', 'privilege', 'sees_ctid', 'column:app.public.has_ctid.ctid:SELECT')).toBe('changed');
      expect(await cluster.holdings('sees_ctid', 'privilege')).toEqual([]);
    });

    test('by default reach what is made afterwards', async () => {
      await cluster.sql('create role maker; create role user_of; create schema later; grant all on schema later to maker');
      await once('grant', 'privilege', 'user_of', 'default-table:app.later.maker:SELECT');
      await cluster.sql('set role maker; create table later.t1(a int)');
      expect(await answer(`has_table_privilege('user_of', 'later.t1', 'select')`)).toBe(true);
      await once('revoke', 'privilege', 'user_of', 'default-table:app.later.maker:SELECT');
      await cluster.sql('set role maker; create table later.t2(a int)');
      expect(await answer(`has_table_privilege('user_of', 'later.t2', 'select')`)).toBe(false);
      expect(await cluster.holdings('user_of', 'privilege')).toEqual(['table:app.later.t1:SELECT false']);
    });

    if (version === 18)
      test('know MAINTAIN, and default privileges of large objects', async () => {
        await cluster.sql('create table public.kept(a int); create role keeper');
        await once('grant', 'privilege', 'keeper', 'table:app.public.kept:MAINTAIN');
        await once('grant', 'privilege', 'keeper', 'default-largeobject:app.keeper2:SELECT').catch((error: unknown) =>
          expect(error).toEqual(code('conflict')),
        );
        await once('grant', 'privilege', 'keeper', 'default-largeobject:app.postgres:SELECT');
        expect(await cluster.holdings('keeper', 'privilege')).toEqual([
          'default-largeobject:app.postgres:SELECT false',
          'table:app.public.kept:MAINTAIN false',
        ]);
      });

    if (version === 15)
      test('of later versions are unsupported', async () => {
        await cluster.sql('create table public.kept(a int); create role keeper');
        await expect(cluster.apply('grant', 'privilege', 'keeper', 'table:app.public.kept:MAINTAIN')).rejects.toEqual(code('unsupported'));
        await expect(cluster.apply('grant', 'privilege', 'keeper', 'default-largeobject:app.postgres:SELECT')).rejects.toEqual(
          code('unsupported'),
        );
      });

    test('on what is not there are a conflict to give, and nothing to take', async () => {
      for (const grant of [
        'table:app.public.gone:SELECT',
        'column:app.public.wide.gone:SELECT',
        'schema:app.gone:USAGE',
        'function:app.public.gone():EXECUTE',
        'database:gone:CONNECT',
        'default-table:app.gone:SELECT',
        'default-table:app.gone.postgres:SELECT',
        'sequence:app.public.wide:USAGE',
      ]) {
        await expect(cluster.apply('grant', 'privilege', 'c2', grant), grant).rejects.toEqual(code('conflict'));
        expect(await cluster.apply('revoke', 'privilege', 'c2', grant), grant).toBe('unchanged');
      }
    });

    test('outside the databases of the config are refused', async () => {
      await expect(cluster.apply('grant', 'privilege', 'c2', 'table:postgres.public.t:SELECT')).rejects.toEqual(code('unsupported'));
      await expect(cluster.apply('grant', 'privilege', 'c2', 'table:app.public.wide:FLY')).rejects.toEqual(code('unsupported'));
    });

    test('of an owner on what it owns are refused', async () => {
      await cluster.sql('create role owner_of; create table public.own_table(a int); alter table public.own_table owner to owner_of');
      await expect(cluster.apply('revoke', 'privilege', 'owner_of', 'table:app.public.own_table:SELECT')).rejects.toEqual(
        code('unsupported'),
      );
      await expect(cluster.apply('revoke', 'owner', 'owner_of', 'table:app.public.own_table')).rejects.toEqual(code('unsupported'));
    });
  });

  describe('as a writer that is no superuser', () => {
    const asWriter = { auth: { read: { secret: 'NHI_READ' }, write: { secret: 'NHI_WRITE' } } };

    test('accounts that it made are its to manage', async () => {
      expect(await cluster.apply('grant', 'user', 'made_by_us', 'made_by_us', {}, asWriter)).toBe('changed');
      expect(await cluster.apply('grant', 'login', 'made_by_us', '', {}, asWriter)).toBe('changed');
      expect(await cluster.apply('revoke', 'login', 'made_by_us', '', {}, asWriter)).toBe('changed');
    });

    test('what it may not do is forbidden, and nothing changes', async () => {
      await cluster.sql(
        'create role outside; create role other_g; create table public.not_ours(a int); grant select on public.not_ours to outside',
      );
      const before = await cluster.read();
      for (const change of [
        ['grant', 'privilege', 'made_by_us', 'table:app.public.not_ours:SELECT'],
        ['revoke', 'privilege', 'outside', 'table:app.public.not_ours:SELECT'],
        ['grant', 'attribute', 'made_by_us', 'superuser'],
        ['grant', 'role', 'made_by_us', 'pg_read_all_data'],
        ['grant', 'privilege', 'made_by_us', 'default-table:app.postgres:SELECT'],
      ] as const) {
        if (version === 15 && change[3] === 'pg_read_all_data') continue; // before 16 CREATEROLE may give any role
        await expect(cluster.apply(change[0], change[1], change[2], change[3], {}, asWriter), change.join(' ')).rejects.toEqual(
          code('forbidden'),
        );
      }
      expect(await cluster.read()).toEqual(before);
    });

    test('what it may pass on, and what a role it can become owns, it can', async () => {
      await cluster.sql(
        `create role app_owner; create table public.theirs(a int); alter table public.theirs owner to app_owner; grant app_owner to ${WRITER}${version === 15 ? '' : ' with inherit false, set true'}`,
      );
      expect(await cluster.apply('grant', 'privilege', 'outside', 'table:app.public.theirs:SELECT', {}, asWriter)).toBe('changed');
      expect(await cluster.apply('revoke', 'privilege', 'outside', 'table:app.public.theirs:SELECT', {}, asWriter)).toBe('changed');
      await cluster.sql(`create table public.passed(a int); grant select on public.passed to ${WRITER} with grant option`);
      expect(await cluster.apply('grant', 'privilege', 'outside', 'table:app.public.passed:SELECT', {}, asWriter)).toBe('changed');
      expect(await cluster.apply('revoke', 'privilege', 'outside', 'table:app.public.passed:SELECT', {}, asWriter)).toBe('changed');
    });

    test('a grant by another, which it cannot act for, is not half taken', async () => {
      await cluster.sql(`grant select on public.passed to outside`);
      expect(await cluster.holdings('outside', 'privilege')).toContain('table:app.public.passed:SELECT false');
      await expect(cluster.apply('revoke', 'privilege', 'outside', 'table:app.public.passed:SELECT', {}, asWriter)).rejects.toEqual(
        code('forbidden'),
      );
      expect(await cluster.holdings('outside', 'privilege')).toContain('table:app.public.passed:SELECT false');
    });
  });

  describe('never touched', () => {
    test.each(['public', 'pg_monitor', 'postgres'])('%s', async (account) => {
      await cluster.sql('create role if_needed').catch(() => undefined);
      await expect(cluster.apply('grant', 'role', account, 'if_needed')).rejects.toEqual(code('unsupported'));
      await expect(cluster.apply('revoke', 'privilege', account, 'database:app:CONNECT')).rejects.toEqual(code('unsupported'));
      await expect(cluster.apply('revoke', 'login', account, '')).rejects.toEqual(code('unsupported'));
      await expect(cluster.apply('revoke', 'attribute', account, 'superuser')).rejects.toEqual(code('unsupported'));
    });

    test('the roles that we act as, nor a membership in them', async () => {
      const asWriter = { auth: { read: { secret: 'NHI_READ', user: 'nhi_read' }, write: { secret: 'NHI_WRITE' } } };
      for (const ours of [WRITER, 'nhi_read']) {
        await expect(cluster.apply('revoke', 'login', ours, '', {}, asWriter)).rejects.toEqual(code('forbidden'));
        await expect(cluster.apply('grant', 'attribute', ours, 'createdb', {}, asWriter)).rejects.toEqual(code('forbidden'));
        await expect(cluster.apply('grant', 'role', 'if_needed', ours, {}, asWriter)).rejects.toEqual(code('forbidden'));
      }
    });
  });

  test('the neighbours of a change stay as they are', async () => {
    await cluster.sql(
      'create role before_it; create role after_it; create table public.n(a int); grant select, insert on public.n to before_it',
    );
    const before = await cluster.read();
    await cluster.apply('grant', 'privilege', 'after_it', 'table:app.public.n:SELECT');
    await cluster.apply('revoke', 'privilege', 'after_it', 'table:app.public.n:SELECT');
    expect(await cluster.read()).toEqual(before);
  });
});
