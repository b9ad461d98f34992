/** Which object of the catalogue a written name means, and how a GRANT names it. */
import { quoteIdentifier } from '../kit/encode.ts';
import { argumentType } from './argument-type.ts';
import type { ObjectName } from './object-name.ts';
import { DEFAULTS, isDefaultType } from './privileges.ts';
import { field } from './session.ts';
import type { Step } from './transaction.ts';

export interface Found {
  readonly owner: { readonly oid: string; readonly name: string };
  /** What stands behind ON; of a column its table. */
  readonly on: string;
  /** SELECT of the object's acl, built-in rights included, as rows of aclexplode `a`; takes `values` as $1, $2 … */
  readonly acl: string;
  readonly values: readonly string[];
  /** Of a column: its name, quoted. */
  readonly column: string | null;
  /** Of a table: where rights on its columns are kept. */
  readonly columns: string | null;
}

const q = quoteIdentifier;

export async function lookUp(step: Step, object: ObjectName): Promise<Found | null> {
  if (isDefault(object)) return await defaultsOf(step, object);
  switch (object.type) {
    case 'database':
      return await one(step, `pg_database o where o.datname = $1::text`, 'o.datdba', [object.database], {
        on: `database ${q(object.database)}`,
        acl: acl('pg_database', 'datacl', 'd', 'datdba'),
      });
    case 'schema':
      return await one(step, `pg_namespace o where o.nspname = $1::text`, 'o.nspowner', [object.schema], {
        on: `schema ${q(object.schema)}`,
        acl: acl('pg_namespace', 'nspacl', 'n', 'nspowner'),
      });
    case 'function':
      return await routine(step, object);
    default:
      return await relation(step, object);
  }
}

const isDefault = (object: ObjectName): object is Extract<ObjectName, { readonly owner: string }> => isDefaultType(object.type);

const acl = (catalogue: string, column: string, code: string, owner: string) =>
  `pg_catalog.${catalogue} o cross join lateral aclexplode(coalesce(o.${column}, acldefault('${code}', o.${owner}))) a where o.oid = $1::oid`;

async function one(
  step: Step,
  from: string,
  owner: string,
  values: readonly string[],
  rest: Pick<Found, 'on' | 'acl'>,
): Promise<Found | null> {
  const [row] = await step.query(
    `select o.oid::text as oid, ${owner}::text as owner, pg_get_userbyid(${owner})::text as owner_name from pg_catalog.${from}`,
    values,
  );
  if (row === undefined) return null;
  const oid = field(step.place, row, 'oid');
  step.objects.push({ sql: `select 1 as one from pg_catalog.${from} and o.oid = $${values.length + 1}::oid`, values: [...values, oid] });
  return { owner: ownerOf(step, row), column: null, columns: null, values: [oid], ...rest };
}

const ownerOf = (step: Step, row: Readonly<Record<string, unknown>>) => ({
  oid: field(step.place, row, 'owner'),
  name: field(step.place, row, 'owner_name'),
});

async function relation(
  step: Step,
  object: Extract<ObjectName, { readonly type: 'table' | 'sequence' | 'column' }>,
): Promise<Found | null> {
  const kinds = object.type === 'sequence' ? `('S')` : `('r', 'p', 'v', 'm', 'f')`;
  const path = `${q(object.schema)}.${q(object.object)}`;
  const from = `pg_class o join pg_catalog.pg_namespace n on n.oid = o.relnamespace where n.nspname = $1::text and o.relname = $2::text and o.relkind in ${kinds}`;
  const on = `${object.type === 'sequence' ? 'sequence' : 'table'} ${path}`;
  const table = await one(step, from, 'o.relowner', [object.schema, object.object], {
    on,
    acl: acl('pg_class', 'relacl', object.type === 'sequence' ? 's' : 'r', 'relowner'),
  });
  if (table === null || object.type === 'sequence') return table;
  const columns = `pg_catalog.pg_attribute o cross join lateral aclexplode(o.attacl) a where o.attrelid = $1::oid and o.attacl is not null and not o.attisdropped`;
  if (!('column' in object)) return { ...table, columns };
  const there = await step.query(
    `select 1 as one from pg_catalog.pg_attribute where attrelid = $1::oid and attname = $2::text and not attisdropped`,
    [...table.values, object.column],
  );
  return there.length === 0
    ? null
    : { ...table, column: q(object.column), acl: `${columns} and o.attname = $2::text`, values: [...table.values, object.column] };
}

/** By the canonical spelling of the argument types, in which both sides are written. */
async function routine(step: Step, object: Extract<ObjectName, { readonly type: 'function' }>): Promise<Found | null> {
  const rows = await step.query(
    `select p.oid::text as oid, p.oid::regprocedure::text as signature, p.proowner::text as owner, pg_get_userbyid(p.proowner)::text as owner_name,
       array(select format_type(t.type, null) from unnest(p.proargtypes) with ordinality t(type, at) order by t.at) as args
     from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace where n.nspname = $1::text and p.proname = $2::text`,
    [object.schema, object.object],
  );
  const wanted = object.args.join(',');
  const row = rows.find(
    ({ args }) => Array.isArray(args) && args.map((arg: unknown) => argumentType(String(arg)) ?? String(arg)).join(',') === wanted,
  );
  if (row === undefined) return null;
  const oid = field(step.place, row, 'oid');
  step.objects.push({
    sql: `select 1 as one from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace where n.nspname = $1::text and p.proname = $2::text and p.oid = $3::oid`,
    values: [object.schema, object.object, oid],
  });
  // regprocedure is quoted by the server itself; with an empty search path it names the schemas of all types.
  return {
    owner: ownerOf(step, row),
    on: `routine ${field(step.place, row, 'signature')}`,
    acl: acl('pg_proc', 'proacl', 'f', 'proowner'),
    values: [oid],
    column: null,
    columns: null,
  };
}

async function defaultsOf(step: Step, object: Extract<ObjectName, { readonly owner: string }>): Promise<Found | null> {
  const { code, plural } = DEFAULTS[object.type];
  const [row] = await step.query(
    `select r.oid::text as owner, r.rolname::text as owner_name from pg_catalog.pg_roles r where r.rolname = $1::text`,
    [object.owner],
  );
  if (row === undefined) return null;
  const schemas =
    object.schema === null
      ? []
      : await step.query(`select oid::text as oid from pg_catalog.pg_namespace where nspname = $1::text`, [object.schema]);
  if (object.schema !== null && schemas.length === 0) return null;
  const schema = schemas[0] === undefined ? '0' : field(step.place, schemas[0], 'oid');
  const owner = ownerOf(step, row);
  step.roles.set(owner.oid, owner.name);
  return {
    owner,
    on: plural.toLowerCase(),
    acl: `pg_catalog.pg_default_acl o cross join lateral aclexplode(o.defaclacl) a where o.defaclrole = $1::oid and o.defaclnamespace = $2::oid and o.defaclobjtype = '${code}'`,
    values: [owner.oid, schema],
    column: null,
    columns: null,
  };
}
