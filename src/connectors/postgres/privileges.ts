/** Which privileges a sort of object knows, and how the catalogue and the grammar of GRANT call that sort. */

export const OBJECT_TYPES = ['database', 'schema', 'table', 'column', 'sequence', 'function'] as const;
export const DEFAULT_TYPES = [
  'default-table',
  'default-sequence',
  'default-function',
  'default-type',
  'default-schema',
  'default-largeobject',
] as const;

export type ObjectType = (typeof OBJECT_TYPES)[number];
export type DefaultType = (typeof DEFAULT_TYPES)[number];

const ON_TABLE = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN'];

/** docs/current/ddl-priv, "Summary of Access Privileges". MAINTAIN came with 17. */
export const PRIVILEGES: Readonly<Record<ObjectType | DefaultType, readonly string[]>> = {
  database: ['CREATE', 'CONNECT', 'TEMPORARY'],
  schema: ['CREATE', 'USAGE'],
  table: ON_TABLE,
  column: ['SELECT', 'INSERT', 'UPDATE', 'REFERENCES'],
  sequence: ['USAGE', 'SELECT', 'UPDATE'],
  function: ['EXECUTE'],
  'default-table': ON_TABLE,
  'default-sequence': ['USAGE', 'SELECT', 'UPDATE'],
  'default-function': ['EXECUTE'],
  'default-type': ['USAGE'],
  'default-schema': ['CREATE', 'USAGE'],
  'default-largeobject': ['SELECT', 'UPDATE'],
};

/** `code`: pg_default_acl.defaclobjtype. `acl`: the argument of acldefault, which spells sequences in lower case. `plural`: the word of ALTER DEFAULT PRIVILEGES. */
export const DEFAULTS: Readonly<
  Record<DefaultType, { readonly code: string; readonly acl: string; readonly plural: string; readonly inSchema: boolean }>
> = {
  'default-table': { code: 'r', acl: 'r', plural: 'TABLES', inSchema: true },
  'default-sequence': { code: 'S', acl: 's', plural: 'SEQUENCES', inSchema: true },
  'default-function': { code: 'f', acl: 'f', plural: 'ROUTINES', inSchema: true },
  'default-type': { code: 'T', acl: 'T', plural: 'TYPES', inSchema: true },
  'default-schema': { code: 'n', acl: 'n', plural: 'SCHEMAS', inSchema: false },
  'default-largeobject': { code: 'L', acl: 'L', plural: 'LARGE OBJECTS', inSchema: false },
};

/** Role attribute → its column of pg_roles and its word in ALTER ROLE. */
export const ATTRIBUTES: Readonly<Record<string, { readonly column: string; readonly word: string }>> = {
  superuser: { column: 'rolsuper', word: 'SUPERUSER' },
  createrole: { column: 'rolcreaterole', word: 'CREATEROLE' },
  createdb: { column: 'rolcreatedb', word: 'CREATEDB' },
  replication: { column: 'rolreplication', word: 'REPLICATION' },
  bypassrls: { column: 'rolbypassrls', word: 'BYPASSRLS' },
};

export const isDefaultType = (type: string): type is DefaultType => Object.hasOwn(DEFAULTS, type);
