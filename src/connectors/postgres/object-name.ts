/** How an object of a cluster and a privilege on it are written: `type:database[.schema[.object[.column]]][:PRIVILEGE]`. */
import { argumentType, part, splitArguments } from './argument-type.ts';
import { DEFAULTS, DEFAULT_TYPES, OBJECT_TYPES, PRIVILEGES, isDefaultType } from './privileges.ts';
import type { DefaultType, ObjectType } from './privileges.ts';

export type ObjectName =
  | { readonly type: 'database'; readonly database: string }
  | { readonly type: 'schema'; readonly database: string; readonly schema: string }
  | { readonly type: 'table' | 'sequence'; readonly database: string; readonly schema: string; readonly object: string }
  | { readonly type: 'column'; readonly database: string; readonly schema: string; readonly object: string; readonly column: string }
  | {
      readonly type: 'function';
      readonly database: string;
      readonly schema: string;
      readonly object: string;
      readonly args: readonly string[];
    }
  /** Default privileges of what `owner` will create; `schema` null: in any schema. */
  | { readonly type: DefaultType; readonly database: string; readonly schema: string | null; readonly owner: string };

export type Parsed<T> = { readonly ok: T } | { readonly refused: string };

/** NAMEDATALEN - 1: the server cuts a longer name, and so would touch another object. */
const LONGEST_NAME = 63;

/** Why a name cannot be the name of anything in a cluster, or null. */
export function badName(name: string): string | null {
  if (name === '') return 'is empty';
  if (name.includes('\0')) return 'holds a NUL';
  if (!name.isWellFormed()) return 'is not valid Unicode';
  return new TextEncoder().encode(name).length > LONGEST_NAME ? `is longer than ${LONGEST_NAME} bytes; the server would cut it` : null;
}

export function printObject(o: ObjectName): string {
  const path = (...parts: readonly string[]) => `${o.type}:${parts.map(part).join('.')}`;
  switch (o.type) {
    case 'database':
      return path(o.database);
    case 'schema':
      return path(o.database, o.schema);
    case 'table':
    case 'sequence':
      return path(o.database, o.schema, o.object);
    case 'column':
      return path(o.database, o.schema, o.object, o.column);
    case 'function':
      return `${path(o.database, o.schema, o.object)}(${o.args.join(',')})`;
    default:
      return o.schema === null ? path(o.database, o.owner) : path(o.database, o.schema, o.owner);
  }
}

export const printPrivilege = (o: ObjectName, privilege: string): string => `${printObject(o)}:${privilege}`;

/** The object form alone, as the kind `owner` names it: no columns, no default privileges. */
export function parseOwned(text: string): Parsed<ObjectName> {
  const read = parseFront(text);
  if ('refused' in read) return read;
  const { object, rest } = read.ok;
  if (rest !== '') return { refused: `"${rest}" stands behind the object; an owner is written without a privilege` };
  if (object.type === 'column' || isDefaultType(object.type)) return { refused: `a ${object.type} has no owner of its own` };
  return { ok: object };
}

export function parsePrivilege(text: string): Parsed<{ readonly object: ObjectName; readonly privilege: string }> {
  const read = parseFront(text);
  if ('refused' in read) return read;
  const { object, rest } = read.ok;
  if (!rest.startsWith(':'))
    return { refused: `the privilege is missing: write ${printObject(object)}:${PRIVILEGES[object.type][0] ?? ''}` };
  const word = rest.slice(1).trim().toUpperCase();
  const privilege = word === 'TEMP' ? 'TEMPORARY' : word;
  if (!PRIVILEGES[object.type].includes(privilege))
    return {
      refused: `a ${object.type} has no privilege "${word}"; it has ${PRIVILEGES[object.type].join(', ')}, each in a line of its own`,
    };
  return { ok: { object, privilege } };
}

function parseFront(text: string): Parsed<{ readonly object: ObjectName; readonly rest: string }> {
  const colon = text.indexOf(':');
  const type = colon < 0 ? '' : text.slice(0, colon).trim().toLowerCase();
  if (!isType(type)) return { refused: `it must begin with one of ${[...OBJECT_TYPES, ...DEFAULT_TYPES].map((t) => `${t}:`).join(' ')}` };
  const path = readPath(text.slice(colon + 1));
  if ('refused' in path) return path;
  const bad = path.ok.parts.map((name) => [name, badName(name)] as const).find(([, why]) => why !== null);
  if (bad !== undefined) return { refused: `a part of it ${bad[1]}: ${JSON.stringify(bad[0])}` };
  if (type !== 'function') return assemble(type, path.ok.parts, null, path.ok.rest);
  const args = readArguments(path.ok.rest);
  return 'refused' in args ? args : assemble(type, path.ok.parts, args.ok.args, args.ok.rest);
}

const isType = (text: string): text is ObjectType | DefaultType => Object.hasOwn(PRIVILEGES, text);

const PART = /(?:"((?:[^"]|"")*)"|([a-z0-9_]+))(\.?)/y;

function readPath(text: string): Parsed<{ readonly parts: readonly string[]; readonly rest: string }> {
  const parts: string[] = [];
  PART.lastIndex = 0;
  for (let at = 0; ; at = PART.lastIndex) {
    const found = PART.exec(text);
    if (found === null) return { refused: `the part at "${text.slice(at, at + 20)}" is neither [a-z0-9_]+ nor in double quotes` };
    parts.push(found[1] === undefined ? (found[2] ?? '') : found[1].replaceAll('""', '"'));
    if (found[3] === '') return { ok: { parts, rest: text.slice(PART.lastIndex) } };
  }
}

function readArguments(text: string): Parsed<{ readonly args: readonly string[]; readonly rest: string }> {
  const inside = /^\(((?:[^"()]|"(?:[^"]|"")*")*)\)/.exec(text);
  if (inside === null) return { refused: 'a function is written with the types of its arguments, as f(integer,text) or f()' };
  const items = splitArguments(inside[1] ?? '') ?? [''];
  const args = items.map(argumentType);
  const bad = args.indexOf(null);
  if (bad >= 0) return { refused: `argument ${bad + 1} is not the name of a type: "${items[bad] ?? ''}"` };
  return { ok: { args: args.filter((a) => a !== null), rest: text.slice(inside[0].length) } };
}

const SHAPES: Readonly<Record<ObjectType, string>> = {
  database: 'database',
  schema: 'database.schema',
  table: 'database.schema.table',
  column: 'database.schema.table.column',
  sequence: 'database.schema.sequence',
  function: 'database.schema.function(types)',
};

function assemble(
  type: ObjectType | DefaultType,
  parts: readonly string[],
  args: readonly string[] | null,
  rest: string,
): Parsed<{ readonly object: ObjectName; readonly rest: string }> {
  const object = shape(type, parts, args);
  if (object !== null) return { ok: { object, rest } };
  const wanted = isDefaultType(type) ? `database.owner${DEFAULTS[type].inSchema ? ' or database.schema.owner' : ''}` : SHAPES[type];
  return { refused: `a ${type} is written ${type}:${wanted}, and this has ${parts.length} part(s)` };
}

function shape(type: ObjectType | DefaultType, parts: readonly string[], args: readonly string[] | null): ObjectName | null {
  const [database, schema, object, column] = parts;
  if (database === undefined || parts.length > 4) return null;
  if (isDefaultType(type)) {
    if (parts.length === 2 && schema !== undefined) return { type, database, schema: null, owner: schema };
    return parts.length === 3 && schema !== undefined && object !== undefined && DEFAULTS[type].inSchema
      ? { type, database, schema, owner: object }
      : null;
  }
  if (type === 'database') return parts.length === 1 ? { type, database } : null;
  if (schema === undefined) return null;
  if (type === 'schema') return parts.length === 2 ? { type, database, schema } : null;
  if (object === undefined) return null;
  if (type === 'column') return column === undefined ? null : { type, database, schema, object, column };
  if (parts.length !== 3) return null;
  return type === 'function' ? { type, database, schema, object, args: args ?? [] } : { type, database, schema, object };
}
