/** How the type of a function's argument is spelled: as the server spells it when no schema is on the search path. */

/** docs/current/datatype, table 8.1 and the internal names: what SQL lets people write for one built-in type. */
const ALIASES: Readonly<Record<string, string>> = {
  int: 'integer',
  int4: 'integer',
  int8: 'bigint',
  int2: 'smallint',
  bool: 'boolean',
  float: 'double precision',
  float8: 'double precision',
  float4: 'real',
  decimal: 'numeric',
  varchar: 'character varying',
  'char varying': 'character varying',
  char: 'character',
  bpchar: 'character',
  varbit: 'bit varying',
  timestamptz: 'timestamp with time zone',
  timestamp: 'timestamp without time zone',
  timetz: 'time with time zone',
  time: 'time without time zone',
  any: '"any"',
};
/** Quoted, these are other types than unquoted, or words that cannot stand unquoted. */
const STAYS_QUOTED: ReadonlySet<string> = new Set(['char', 'any']);
const PART = /\s*(?:"((?:[^"]|"")+)"|([A-Za-z0-9_$\u0080-\uffff][A-Za-z0-9_$ \u0080-\uffff]*?))\s*(\.|$)/y;

/** A schema or type name: bare only where the server would not fold or refuse it. */
export const part = (name: string): string => (/^[a-z0-9_]+$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`);

/** The one spelling of a type, or null for what is not the name of a type. */
export function argumentType(text: string): string | null {
  const base = text.replace(/(\s*\[\s*\])+\s*$/, '');
  const suffix = base === text ? '' : '[]';
  const names: { readonly name: string; readonly quoted: boolean }[] = [];
  PART.lastIndex = 0;
  for (;;) {
    const found = PART.exec(base);
    if (found === null) return null;
    names.push(
      found[1] === undefined
        ? { name: (found[2] ?? '').replaceAll(/[A-Z]/g, (c) => c.toLowerCase()).replaceAll(/ +/g, ' '), quoted: false }
        : { name: found[1].replaceAll('""', '"'), quoted: true },
    );
    if (found[3] === '') break;
  }
  const [first, second] = names;
  if (first === undefined || names.length > 2) return null;
  if (second === undefined) return alone(first.name, first.quoted) + suffix;
  if (first.name === 'pg_catalog') return alone(second.name, true) + suffix;
  return `${part(first.name)}.${part(second.name)}${suffix}`;
}

function alone(name: string, quoted: boolean): string {
  if (quoted && STAYS_QUOTED.has(name)) return `"${name}"`;
  const known = Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined;
  if (known !== undefined) return known;
  return /^[a-z0-9_][a-z0-9_ ]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** Splits `a,"b,c"` at commas outside quotes; null where a quote does not end. */
export function splitArguments(text: string): readonly string[] | null {
  if (text.trim() === '') return [];
  const items = [''];
  let quoted = false;
  for (const c of text) {
    if (c === '"') quoted = !quoted;
    if (c === ',' && !quoted) items.push('');
    else items[items.length - 1] += c;
  }
  return quoted ? null : items;
}
