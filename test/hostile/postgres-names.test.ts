/** Names that break what is careless: each is read, given, taken and offboarded by a whole policy, and the server's catalogue is asked afterwards. */
import pg from 'pg';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { type Place, WRITER, flat, onEachServer } from './postgres-bed.ts';

const ALL_NAMES: readonly string[] = [
  'Capital',
  'with space',
  'dot.dot',
  'quote"quote',
  '"quoted"',
  "apo'strophe",
  "'; drop role tom; --",
  '"; drop role tom; --',
  'back\\slash',
  '\\',
  '$$',
  '$1',
  '$x$',
  'select',
  'user',
  'all',
  'current_user',
  'session_user',
  'grant',
  'a/b',
  '/',
  '../..',
  'a:b',
  ':',
  'a:SELECT',
  'a%b',
  '%s%I',
  '%2F',
  'a,b',
  '(integer)',
  'f(x)',
  '[]',
  '*',
  '?',
  '-dash',
  '#hash',
  '0123',
  'true',
  '~',
  '__proto__',
  'constructor',
  '<b>',
  '::error::x',
  'naïve',
  '鍵',
  '🤖',
  'x'.repeat(63),
  `${'é'.repeat(31)}x`,
  '鍵'.repeat(21),
  `${'🤖'.repeat(15)}abc`,
];
/** Of these also a database and a new account are made, which takes its time. */
const HARD: readonly string[] = [
  'Capital',
  'with space',
  'quote"quote',
  "'; drop role tom; --",
  'back\\slash',
  '$$',
  'a/b',
  'a:b',
  '%s%I',
  '*',
  '鍵'.repeat(21),
  `${'é'.repeat(31)}x`,
];
/** What no policy can say, since people could not see it: only read, and taken where somebody gave it by hand. */
const UNSEEN: readonly string[] = [
  ' lead and trail ',
  '${x}',
  'new\nline',
  'tab\tand\rreturn',
  'nai\u0308ve',
  'right\u202eto left',
  'zero\u200bwidth',
  '\u007f',
];
/** Cut to what one identifier holds, at the edge of a letter. */
const cut = (name: string): string => {
  const letters = [...name];
  while (new TextEncoder().encode(letters.join('')).length > 63) letters.pop();
  return letters.join('');
};
const groupOf = (name: string): string => cut(`1 ${name}`);
const newOf = (name: string): string => cut(`2 ${name}`);
/** Somebody with a name alike, who holds the same and is in no policy. */
const neighbourOf = (name: string): string => cut(`3 ${name}`);
const q = pg.escapeIdentifier;
const part = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const privilegesOf = (name: string): readonly string[] => {
  const p = part(name);
  return [
    ...(HARD.includes(name) ? [`database:${p}:TEMPORARY`] : []),
    `schema:app.${p}:USAGE`,
    `table:app.${p}.${p}:SELECT`,
    `column:app.${p}.${p}.${p}:UPDATE`,
    `function:app.${p}.${p}(integer):EXECUTE`,
    `default-table:app.${p}.${p}:INSERT`,
  ];
};

/** What a role holds, as the server has it: by oids and has_… functions, with no name in a text. */
const HELD = `
  select array_remove(array[
    case when r.rolcanlogin then 'login' end,
    case when exists (select from pg_auth_members m join pg_roles g on g.oid = m.roleid where m.member = r.oid and g.rolname = $3) then 'member' end,
    case when exists (select from pg_database d, aclexplode(d.datacl) a where d.datname = $2 and a.grantee = r.oid and a.privilege_type = 'TEMPORARY') then 'database' end,
    case when has_schema_privilege(r.oid, n.oid, 'usage') then 'schema' end,
    case when has_table_privilege(r.oid, c.oid, 'select') then 'table' end,
    case when has_column_privilege(r.oid, c.oid, $2::text, 'update') and not has_table_privilege(r.oid, c.oid, 'update') then 'column' end,
    case when has_function_privilege(r.oid, p.oid, 'execute') then 'function' end,
    case when exists (select from pg_default_acl d, aclexplode(d.defaclacl) a where d.defaclnamespace = n.oid and a.grantee = r.oid and a.privilege_type = 'INSERT') then 'default' end
  ], null) as held
  from pg_roles r left join pg_namespace n on n.nspname = $2 left join pg_class c on c.relnamespace = n.oid and c.relname = $2 left join pg_proc p on p.pronamespace = n.oid and p.proname = $2
  where r.rolname = $1`;
const ALL = ['login', 'member', 'database', 'schema', 'table', 'column', 'function', 'default'];

onEachServer({}, (bed) => {
  // The spelling is one for all versions; on the oldest the hardest will do.
  const NAMES = bed.version === 18 ? ALL_NAMES : HARD;
  const held = async (role: string, name: string): Promise<unknown> =>
    (await bed.sql(HELD, [role, name, groupOf(name)]))[0]?.['held'] ?? 'no such role';
  /** The names of which it does not hold. */
  const unlike = async (names: readonly string[], role: (name: string) => string, wish: readonly string[]): Promise<readonly string[]> => {
    const wrong: string[] = [];
    for (const name of names) {
      const found = await held(role(name), name);
      const expected = HARD.includes(name) ? wish : wish.filter((one) => one !== 'database');
      if (JSON.stringify(found) !== JSON.stringify(expected)) wrong.push(`${JSON.stringify(name)}: ${JSON.stringify(found)}`);
    }
    return wrong;
  };
  const self = (name: string) => name;

  const config = { databases: ['app', ...HARD.slice(0, 3)] };
  const target = { scope: [{ accounts: 'user/*', kinds: ['user', 'login', 'role', 'privilege'] }] };
  const wide = {
    kind: 'Exception',
    id: 'all-names',
    rule: 'wide-scope',
    for: ['db'],
    until: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
    owner: 'platform',
    because: 'Every name there can be',
  };
  const own = (name: string, accounts: readonly string[], access: readonly string[], more: object = {}) => ({
    kind: 'Identity',
    name,
    type: 'service',
    owner: 'platform',
    purpose: 'Has a name',
    directory: 'none',
    accounts,
    access,
    ...more,
  });
  const everything = (name: string) =>
    [`role/${groupOf(name)}`, ...privilegesOf(name).map((p) => `privilege/${p}`)].map((one) => `db/${one}`);
  /** Of each name an account that is there, and one that we make. */
  const policy = (place: Place, give: (name: string) => readonly string[], more: object = {}): void =>
    place.policy(
      [
        wide,
        ...NAMES.flatMap((name, nth) => [
          // What a role makes is its own, so the maker of the default privileges cannot be given them.
          own(
            `old-${nth}`,
            [`db/user/${name}`],
            give(name).filter((one) => !one.includes('default-')),
            more,
          ),
          ...(HARD.includes(name) ? [own(`new-${nth}`, [`db/user/${newOf(name)}`], give(name), more)] : []),
        ]),
      ],
      { config, target },
    );
  const ends = async (place: Place, run: 'apply' | 'detect' = 'apply') => {
    const { code, text } = await place[run]();
    expect(code, text.slice(0, 5000)).toBe(0);
  };

  beforeAll(async () => {
    await bed.sql('create role tom; create role "capital" login');
    for (const name of HARD) await bed.sql(`create database ${q(name)}`);
    for (const name of NAMES) {
      const [n, b] = [q(name), q(neighbourOf(name))];
      await bed.sql(`create role ${n} login; create role ${q(groupOf(name))}; create role ${b} login;
        create schema ${n}; create table ${n}.${n}(${n} int); create function ${n}.${n}(int) returns int language sql as 'select 1';
        revoke execute on function ${n}.${n}(int) from public; grant ${q(groupOf(name))} to ${b}; ${HARD.includes(name) ? `grant temporary on database ${n} to ${b};` : ''}
        grant usage on schema ${n} to ${b}; grant select, update (${n}) on ${n}.${n} to ${b}; grant execute on function ${n}.${n}(int) to ${b};
        alter default privileges for role ${n} in schema ${n} grant insert on tables to ${b}`);
    }
  }, 300_000);

  beforeEach(async () => {
    await bed.sql(`comment on role ${WRITER} is null`);
  });

  test('each is read, given and offboarded, and those beside it keep what is theirs', async () => {
    const place = bed.place();
    policy(place, everything);
    await ends(place);
    await ends(place, 'detect');
    expect(
      await unlike(
        NAMES,
        self,
        ALL.filter((one) => one !== 'default'),
      ),
    ).toEqual([]);
    expect(await unlike(HARD, newOf, ALL)).toEqual([]);

    policy(place, everything, { state: 'offboard' });
    await ends(place);
    expect(await unlike(NAMES, self, [])).toEqual([]);
    expect(await unlike(HARD, newOf, [])).toEqual([]);
    await ends(place, 'detect');
    expect(await unlike(NAMES, neighbourOf, ALL)).toEqual([]);
    expect(
      await bed.sql(`select rolname::text as name, rolcanlogin as login from pg_roles where rolname in ('tom', 'capital') order by 1`),
    ).toEqual([
      { name: 'capital', login: true },
      { name: 'tom', login: false },
    ]);
  });

  test('what people cannot see no line can say; given by hand it is told, and taken', async () => {
    const place = bed.place();
    const set = (documents: readonly object[]) => place.policy([wide, ...documents], { target });
    for (const name of UNSEEN) {
      set([own('unseen', [`db/user/${name}`], [`db/privilege/table:app.public.${part(name)}:SELECT`])]);
      const { code, problems } = await place.validate();
      expect(code, JSON.stringify(name)).toBe(1);
      expect(
        problems.map(({ rule }) => rule).filter((rule) => /^(name-|template-here)/.test(rule)),
        JSON.stringify(name),
      ).not.toEqual([]);
    }
    set([]);
    await place.apply();
    for (const name of UNSEEN) {
      const n = q(name);
      await bed.sql(`create role ${n}; create role ${q(groupOf(name))}; grant ${q(groupOf(name))} to ${n}; create table public.${n}(${n} int);
        grant select on public.${n} to ${n}; grant update (${n}) on public.${n} to ${n}`);
    }
    const before = await bed.sql(GIVEN, [UNSEEN]);
    expect(before).toEqual([{ members: UNSEEN.length, tables: UNSEEN.length, columns: UNSEEN.length }]);
    const { text } = await place.apply();
    expect(text).not.toMatch(/[\u202e\u200b\u007f]/);
    expect(await bed.sql(GIVEN, [UNSEEN])).toEqual([{ members: 0, tables: 0, columns: 0 }]);
  });

  test.each(['y'.repeat(64), '字'.repeat(22), 'ü'.repeat(32), `${'y'.repeat(60)}ßß`])(
    '%j is longer than the server keeps: refused, and what it would be cut to is left alone',
    async (name) => {
      const kept = cut(name);
      await bed.sql(`create role ${q(name)} login; create table public.${q(name)}(${q(name)} int)`);
      expect(await bed.sql('select rolname::text as name from pg_roles where rolname = $1', [kept]), 'the server cuts it').toEqual(
        kept === NAMES.find((one) => one === kept) ? [] : [{ name: kept }],
      );
      const place = bed.place();
      for (const [account, grant] of [
        [name, 'role/tom'],
        ['tom', `role/${name}`],
        ['tom', `privilege/table:app.public.${part(name)}:SELECT`],
        ['tom', `privilege/database:${part(name)}:TEMPORARY`],
        ['tom', `privilege/function:app.public.${part(name)}():EXECUTE`],
        ['tom', `privilege/column:app.public.t.${part(name)}:UPDATE`],
      ] as const) {
        place.policy([wide, own('long', [`db/user/${account}`], [`db/${grant}`])], { target });
        const { code, text } = await place.validate();
        expect(code, grant).toBe(1);
        expect(flat(text), grant).toContain('longer than 63 bytes');
      }
      await bed.sql(`drop role ${q(kept)}; drop table public.${q(kept)}`);
    },
  );

  test('a database in the config whose name the server would cut is not taken for the one that it is cut to', async () => {
    const name = '鍵'.repeat(22);
    // It would come out at the database of 21 letters, which is there.
    const place = bed.place();
    place.policy([wide, own('one', ['db/user/tom'], [])], { config: { databases: ['app', name] }, target });
    const { code, text } = await place.apply();
    expect(code).toBe(1);
    expect(flat(text)).toMatch(/63 bytes/);
  });

  test.each(['pg_mine', 'public', 'none'])(
    'the server keeps %s for itself: no account is made of it, and people are told',
    async (name) => {
      const place = bed.place();
      place.policy([wide, own('kept', [`db/user/${name}`], ['db/role/tom'])], { target });
      const answer = await place.apply();
      expect(answer.code, answer.text).not.toBe(0);
      expect(await bed.sql('select 1 as one from pg_roles where rolname = $1', [name])).toEqual([]);
      expect(flat(answer.text)).toMatch(/reserved by the server|vendor/);
    },
  );
});

/** How many of these names are still in the ACL of a table or column, or a member of something. */
const GIVEN = `
  select (select count(*)::int from pg_auth_members m join pg_roles r on r.oid = m.member where r.rolname = any($1)) as members,
    (select count(*)::int from pg_class c, aclexplode(c.relacl) a join pg_roles r on r.oid = a.grantee where r.rolname = any($1)) as tables,
    (select count(*)::int from pg_attribute t, aclexplode(t.attacl) a join pg_roles r on r.oid = a.grantee where r.rolname = any($1)) as columns`;
