/** What is asked of the catalogue. Each text is one SELECT; `$1` is null for everything, or the oids of the accounts that are asked about. */
import { DEFAULTS } from './privileges.ts';
import { FIRST_USER_OID, PUBLIC_OID, hasMembershipOptions } from './quirks.ts';

/** Rights that a read needs, checked first: a statement that fails would end the snapshot. */
export const RIGHTS = `
  select has_table_privilege('pg_catalog.pg_roles', 'select') as roles,
    has_table_privilege('pg_catalog.pg_auth_members', 'select') as memberships,
    has_table_privilege('pg_catalog.pg_database', 'select') as databases,
    has_table_privilege('pg_catalog.pg_namespace', 'select') and has_table_privilege('pg_catalog.pg_class', 'select')
      and has_table_privilege('pg_catalog.pg_attribute', 'select') and has_table_privilege('pg_catalog.pg_proc', 'select')
      and has_table_privilege('pg_catalog.pg_default_acl', 'select') and has_table_privilege('pg_catalog.pg_init_privs', 'select') as objects`;

/** The roles that we act as; the names are those that the config gives. */
export const OWN = `select oid::text as oid from pg_roles where rolname in (current_user, session_user) or rolname = any($1::text[])`;

/** Spelled as valid-until.ts wants it. What ended before our era has ended for ever. */
const VALID_UNTIL = `case
    when rolvaliduntil is null or rolvaliduntil = 'infinity' then 'infinity'
    when rolvaliduntil < '0001-01-01 00:00:00+00' then '-infinity'
    else to_char(rolvaliduntil at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') end`;

/** A role that may not log in any more, and has a session open, still acts: its login is gone when the last session is. */
const ACTS = '(rolcanlogin or exists (select from pg_stat_activity a where a.usesysid = pg_roles.oid))';

export const ROLES = `
  select oid::text as oid, rolname::text as name, ${ACTS} as acts, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls, ${VALID_UNTIL} as valid_until
  from pg_roles`;

export const ROLE_COUNTS = `
  select count(*)::text as users, (count(*) filter (where ${ACTS}))::text as logins,
    coalesce(sum(rolsuper::int + rolcreaterole::int + rolcreatedb::int + rolreplication::int + rolbypassrls::int), 0)::text as attributes
  from pg_roles where $1::oid[] is null or oid = any($1)`;

/** One row a membership, folded over its grantors. */
export const memberships = (version: number): string =>
  hasMembershipOptions(version)
    ? `select roleid::text as role, member::text as member, bool_or(admin_option) as admin, bool_or(inherit_option) as inherit, bool_or(set_option) as set
       from pg_auth_members where $1::oid[] is null or member = any($1) group by roleid, member`
    : `select m.roleid::text as role, m.member::text as member, bool_or(m.admin_option) as admin, bool_or(r.rolinherit) as inherit, true as set
       from pg_auth_members m join pg_roles r on r.oid = m.member where $1::oid[] is null or m.member = any($1) group by m.roleid, m.member`;

export const MEMBERSHIP_COUNT = `select count(*)::text as n from (select distinct roleid, member from pg_auth_members where $1::oid[] is null or member = any($1)) m`;

/** Temporary schemas live as long as a session. */
const lasts = (schema: string) => `${schema} !~ '^pg_(toast_)?temp_'`;
/** The server's own roles or everybody hold it, in a schema of the server's own. */
const isServers = (holder: string, schema: string) =>
  `(${holder} < ${FIRST_USER_OID} and (${schema} = 'information_schema' or ${schema} ~ '^pg_'))`;
const asked = (holder: string) => `($1::oid[] is null or ${holder} = any($1))`;

/** The relations that a GRANT ON TABLE takes: tables, partitioned tables, views, materialized views, foreign tables. */
const TABLES = `('r', 'p', 'v', 'm', 'f')`;
const RELATION_TYPE = `case c.relkind when 'S' then 'sequence' else 'table' end`;
const ARGUMENTS = `array(select format_type(t.type, null) from unnest(p.proargtypes) with ordinality t(type, at) order by t.at)`;

interface Columns {
  readonly type: string;
  readonly schema?: string;
  readonly object?: string;
  readonly column?: string;
  readonly args?: string;
}
interface Acl {
  readonly stored: string;
  /** A NULL acl means this, not nothing. */
  readonly builtIn: string;
  readonly owner: string;
  /** Of what lies in a schema: how pg_init_privs names it. */
  readonly key?: string;
}

/**
 * What came with initdb is left out: it is nobody's grant. What was added to it is not, whoever holds it: a pg_read_file that
 * everybody may call is a way in. information_schema is filled after initdb has noted what there is.
 */
const cameAlong = (schema: string, { stored, builtIn, key }: Acl) => `${isServers('a.grantee', schema)} and (
    ${stored} is null
    or (${schema} = 'information_schema' and a.grantee = ${PUBLIC_OID} and a.privilege_type in ('SELECT', 'USAGE', 'EXECUTE'))
    or exists (
      select from aclexplode(coalesce((select i.initprivs from pg_init_privs i where (i.classoid, i.objoid, i.objsubid) = ${key ?? 'null'}), ${builtIn})) b
      where b.grantee = a.grantee and b.privilege_type = a.privilege_type and (b.is_grantable or not a.is_grantable)))`;

/**
 * One row a grantee and privilege, folded over the grantors. Owners' own entries say nothing: an owner can give them to
 * himself again at any time (docs/current/ddl-priv), so the kind `owner` stands for them.
 */
const held = (columns: Columns, from: string, acl: Acl, where = 'true') => `
  select ${columns.type} as type, ${columns.schema ?? 'null'}::text as schema, ${columns.object ?? 'null'}::text as object,
    ${columns.column ?? 'null'}::text as col, ${columns.args ?? 'null'}::text[] as args,
    a.grantee::text as holder, a.privilege_type as privilege, bool_or(a.is_grantable) as grantable
  from ${from} cross join lateral aclexplode(coalesce(${acl.stored}, ${acl.builtIn})) a
  where ${asked('a.grantee')} and a.grantee <> ${acl.owner} and ${where}
    ${columns.schema === undefined || acl.key === undefined ? '' : `and ${lasts(columns.schema)} and not (${cameAlong(columns.schema, acl)})`}
  group by 1, 2, 3, 4, 5, 6, 7`;

export const DATABASE_PRIVILEGES = held({ type: `'database'`, object: 'd.datname' }, 'pg_database d', {
  stored: 'd.datacl',
  builtIn: `acldefault('d', d.datdba)`,
  owner: 'd.datdba',
});

const defaultType = `case d.defaclobjtype ${Object.entries(DEFAULTS)
  .map(([type, { code }]) => `when '${code}' then '${type}'`)
  .join(' ')} end`;
const builtIn = `acldefault(case d.defaclobjtype when 'S' then 's' else d.defaclobjtype end, d.defaclrole)`;

const keyed = (catalogue: string, oid: string, column = '0') => `('pg_catalog.${catalogue}'::regclass, ${oid}, ${column})`;

/** Of default privileges in any schema, which replace the built-in ones, those that are built in are left out. */
export const OBJECT_PRIVILEGES = [
  held({ type: `'schema'`, schema: 'n.nspname' }, 'pg_namespace n', {
    stored: 'n.nspacl',
    builtIn: `acldefault('n', n.nspowner)`,
    owner: 'n.nspowner',
    key: keyed('pg_namespace', 'n.oid'),
  }),
  held(
    { type: RELATION_TYPE, schema: 'n.nspname', object: 'c.relname' },
    'pg_class c join pg_namespace n on n.oid = c.relnamespace',
    {
      stored: 'c.relacl',
      builtIn: `acldefault(case c.relkind when 'S' then 's'::"char" else 'r' end, c.relowner)`,
      owner: 'c.relowner',
      key: keyed('pg_class', 'c.oid'),
    },
    `(c.relkind in ${TABLES} or c.relkind = 'S')`,
  ),
  held(
    { type: `'column'`, schema: 'n.nspname', object: 'c.relname', column: 't.attname' },
    'pg_attribute t join pg_class c on c.oid = t.attrelid join pg_namespace n on n.oid = c.relnamespace',
    // Without an acl a column has no rights of its own.
    { stored: 't.attacl', builtIn: `acldefault('c', c.relowner)`, owner: 'c.relowner', key: keyed('pg_class', 'c.oid', 't.attnum') },
    `t.attacl is not null and not t.attisdropped and c.relkind in ${TABLES}`,
  ),
  held(
    { type: `'function'`, schema: 'n.nspname', object: 'p.proname', args: ARGUMENTS },
    'pg_proc p join pg_namespace n on n.oid = p.pronamespace',
    { stored: 'p.proacl', builtIn: `acldefault('f', p.proowner)`, owner: 'p.proowner', key: keyed('pg_proc', 'p.oid') },
  ),
  held(
    { type: defaultType, schema: 'n.nspname', object: 'o.rolname' },
    'pg_default_acl d join pg_roles o on o.oid = d.defaclrole left join pg_namespace n on n.oid = d.defaclnamespace',
    { stored: 'd.defaclacl', builtIn, owner: 'd.defaclrole' },
    `${defaultType} is not null
     and not (d.defaclnamespace = 0 and exists (select from aclexplode(${builtIn}) b where b.grantee = a.grantee and b.privilege_type = a.privilege_type and b.is_grantable = a.is_grantable))`,
  ),
].join(' union all ');

const owned = (columns: Columns, from: string, owner: string, where: string) => `
  select ${columns.type} as type, ${columns.schema ?? 'null'}::text as schema, ${columns.object ?? 'null'}::text as object,
    null::text as col, ${columns.args ?? 'null'}::text[] as args, ${owner}::text as holder
  from ${from} where ${asked(owner)} and ${where}`;

export const DATABASE_OWNERS = owned({ type: `'database'`, object: 'd.datname' }, 'pg_database d', 'd.datdba', 'true');

const lasting = (owner: string) => `${lasts('n.nspname')} and not ${isServers(owner, 'n.nspname')}`;

export const OBJECT_OWNERS = [
  owned({ type: `'schema'`, schema: 'n.nspname' }, 'pg_namespace n', 'n.nspowner', lasting('n.nspowner')),
  owned(
    { type: RELATION_TYPE, schema: 'n.nspname', object: 'c.relname' },
    'pg_class c join pg_namespace n on n.oid = c.relnamespace',
    'c.relowner',
    `(c.relkind in ${TABLES} or c.relkind = 'S') and ${lasting('c.relowner')}`,
  ),
  owned(
    { type: `'function'`, schema: 'n.nspname', object: 'p.proname', args: ARGUMENTS },
    'pg_proc p join pg_namespace n on n.oid = p.pronamespace',
    'p.proowner',
    lasting('p.proowner'),
  ),
].join(' union all ');

export const counted = (select: string): string => `select count(*)::text as n from (${select}) counted`;
