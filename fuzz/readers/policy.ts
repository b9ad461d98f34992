/** The policy reader under foreign text: one file of many documents, compiled with the kinds of the real connectors. */
import policySchema from '../../schema/policy.schema.json' with { type: 'json' };
import { kinds as file } from '../../src/connectors/file/kinds.ts';
import { kinds as postgres } from '../../src/connectors/postgres/kinds.ts';
import { kinds as scim } from '../../src/connectors/scim/kinds.ts';
import { compile } from '../../src/policy/compile.ts';
import { hasErrors } from '../../src/policy/problems.ts';
import { canonicalJson } from '../../src/model/order.ts';
import { SAMPLE } from '../../test/policy/sample-policy.ts';
import type { Chance } from '../chance.ts';
import { demand, type Reader } from '../reader.ts';

const connectors = new Map([file, scim, postgres].map((c) => [c.connector, c]));

const SETTINGS = 'kind: Settings\nversion: 1\n';
const TEAM = 'kind: Team\nname: data\n';
const TARGET =
  'kind: Target\nname: wh\nconnector: file\nowner: data\nceiling: enforce\nconfig: { path: a/b.jsonl, format: jsonl, facts: { role: [admin] } }\ninstances: { eu: {}, us: {} }\ngroups: { all: [eu, us] }\nscope:\n  - { accounts: "account/*-etl", kinds: [account, login, credential, role] }\n';
const IDENTITY =
  'kind: Identity\nname: x\ntype: ci\nowner: data\ndirectory: none\naccounts: [wh.eu/account/x-etl, wh.us/account/x-etl]\nroles:\n  - r: { s: a }\naccess:\n  - wh.eu/role/reader\n  - grant: wh.all/role/writer\n    facts: { admin: true }\n    until: 2027-01-31\n    because: why\n';
const ROLE = 'kind: Role\nname: r\nowner: data\nparameters: { s: { match: "[a-z]+" } }\naccess: ["wh.eu/role/${s}-read"]\n';
const TABLE =
  'kind: IdentitySet\nname: t\neach: "${s}-b"\ntype: ci\nowner: data\ndirectory: none\ncolumns: { s: { match: "[a-z]+" } }\naccounts: ["wh.eu/account/${s}-etl"]\nroles: []\nrows:\n  - { s: a }\n  - { s: b, until: 2026-12-31 }\n';
const small = [SETTINGS, TEAM, TARGET, IDENTITY, ROLE, TABLE];

// ---- the grammar: the project's own schema, in the names that the other documents use

type Schema = Readonly<Record<string, unknown>>;
const definitions = policySchema.$defs as unknown as Readonly<Record<string, Schema>>;

const NAMES = ['data', 'wh', 'eu', 'us', 'all', 'x', 'r', 't', 's', 'y', 'a', 'reader', 'account', 'role', 'file', 'scim', 'postgres'];
const KINDS = ['account', 'login', 'credential', 'role', 'group', 'permission', 'user'];
const written = (chance: Chance): string =>
  `${chance.of(['wh', 'wh.eu', 'wh.all', 'y', 'wh.${s}', '*'])}/${chance.of(KINDS)}/${chance.of([...NAMES, '${s}', '*', 'id:7', 'x-etl', 'a b', 'ä'])}`;

/** What mostly stands in a field, so that what one document says holds for the others too. */
const FIELDS: Readonly<Record<string, (chance: Chance) => unknown>> = {
  name: (chance) => `${chance.of(NAMES)}${chance.below(1_000)}`,
  owner: () => 'data',
  connector: () => 'file',
  config: () => ({ path: 'c.jsonl', format: 'jsonl' }),
  directory: () => 'none',
  roles: (chance) => chance.of([[], [{ r: { s: 'a' } }]]),
  accounts: (chance) => ['wh.eu', 'wh.us'].map((target) => `${target}/account/n${chance.below(100_000)}-etl`),
  access: (chance) => Array.from({ length: chance.below(3) }, () => grantLine(chance)),
  never: (chance) => chance.of([[], ['wh.eu/role/root']]),
  scope: () => [{ accounts: 'account/*-etl', kinds: ['account', 'role'] }],
  rule: (chance) => chance.of(NAMES),
  instances: () => ({ eu: {} }),
  groups: () => ({ all: ['eu'] }),
  environment: (chance) => chance.of(['prod', 'eu']),
  limit: () => 'wh.eu/role',
  for: (chance) => [chance.of(['x', 't', 'a-b'])],
  columns: () => ({ s: { match: '[a-z]+' } }),
  rows: (chance) => Array.from({ length: chance.below(3) }, (_, i) => ({ s: `q${'ab'[i] ?? ''}`, until: '2027-01-31' })),
  each: () => '${s}-t',
  parameters: () => ({ s: { match: '[a-z]+' } }),
};

const grantLine = (chance: Chance): unknown => {
  const grant = `${chance.of(['wh.eu', 'wh.us', 'wh.all'])}/role/${chance.of([...NAMES, 'ä', 'a b'])}`;
  return chance.oneIn(2)
    ? grant
    : { grant, until: chance.of(['2027-01-31', '2028-02-29T18:00:00Z']), because: 'why', facts: { admin: chance.of([true, 'x']) } };
};

/** What a definition's texts look like; any other text is a name. */
const TEXTS: Readonly<Record<string, (chance: Chance) => unknown>> = {
  name: (chance) => chance.of(NAMES),
  parameterName: (chance) => chance.of(['s', 'a', 'x']),
  kindName: (chance) => chance.of(KINDS),
  sentence: (chance) => chance.of(['why', 'see #142', 'a: b', '- x']),
  written,
  typeName: (chance) => `${chance.of(KINDS)}/${chance.of([...NAMES, 'id:7', 'x-etl'])}`,
  pattern: (chance) => chance.of(['*', 'account/*-etl', 'role/*', 'role/*-admin', 'wh/*', 'x*y*z']),
  instant: (chance) =>
    chance.of([
      '2027-01-31',
      '2027-02-28',
      '2028-02-29',
      '2027-01-31T18:00:00Z',
      '2027-01-31T18:00:00.5+01:00',
      '2026-02-30',
      '0000-01-01',
    ]),
  duration: (chance) => chance.of(['0s', '1h', '90d', '999999999w']),
  match: (chance) => chance.of(['[a-z]+', '[a-z0-9-]{1,20}', 'a|b', '[', 'a*a*a*b', '(a)']),
};

function instance(schema: Schema | boolean, chance: Chance, depth: number): unknown {
  if (typeof schema === 'boolean') return chance.of(NAMES);
  const ref = typeof schema['$ref'] === 'string' ? schema['$ref'].replace('#/$defs/', '') : null;
  if (ref !== null) return TEXTS[ref]?.(chance) ?? instance(definitions[ref] ?? {}, chance, depth);
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum'])) return chance.of(schema['enum'] as unknown[]);
  for (const several of ['oneOf', 'anyOf']) {
    if (Array.isArray(schema[several])) {
      const form = chance.of(schema[several] as Schema[]);
      return instance(together(schema, several, form), chance, depth);
    }
  }
  switch (Array.isArray(schema['type']) ? chance.of(schema['type'] as string[]) : schema['type']) {
    case 'boolean':
      return chance.oneIn(2);
    case 'integer':
    case 'number':
      return chance.of([0, 1, 5, 20, 100, 1_000_000]);
    case 'null':
      return null;
    case 'array':
      return Array.from({ length: depth > 6 ? 0 : chance.below(4) }, () => instance((schema['items'] ?? {}) as Schema, chance, depth + 1));
    case 'object':
      return objectOf(schema, chance, depth);
    default:
      return 'items' in schema || 'properties' in schema ? objectOf(schema, chance, depth) : chance.of([...NAMES, written(chance)]);
  }
}

/** One form of several: what it forbids goes, what it demands comes. */
function together(schema: Schema, several: string, form: Schema): Schema {
  const { [several]: _, ...rest } = schema;
  if (!('properties' in rest)) return { ...rest, ...form };
  const given = (form['properties'] ?? {}) as Readonly<Record<string, unknown>>;
  const properties = Object.entries(rest['properties'] as object).filter(([name]) => given[name] !== false);
  return {
    ...rest,
    properties: Object.fromEntries(properties),
    required: [...((rest['required'] ?? []) as string[]), ...((form['required'] ?? []) as string[])],
  };
}

function objectOf(schema: Schema, chance: Chance, depth: number): Readonly<Record<string, unknown>> {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
  const required = (schema['required'] ?? []) as readonly string[];
  const named = Object.entries(properties).filter(
    ([name]) => !chance.oneIn(300) && (required.includes(name) || (depth < 6 && chance.oneIn(2))),
  );
  const more = schema['additionalProperties'];
  const free =
    typeof more === 'object' && depth < 6 ? Array.from({ length: chance.below(3) }, () => [chance.of(NAMES), more as Schema] as const) : [];
  return Object.fromEntries(
    [...named, ...free].map(([name, inner]) => {
      const mostly = FIELDS[name];
      return [name, mostly === undefined || chance.oneIn(60) ? instance(inner, chance, depth + 1) : mostly(chance)];
    }),
  );
}

const document = (chance: Chance): string => {
  const form = chance.of(['Target', 'Team', 'Role', 'Identity', 'IdentitySet', 'Rule', 'Exception', 'BreakGlass']);
  return yamlOf(instance(definitions[form] ?? {}, chance, 0), chance, '');
};

/** One of the ways to write a value in YAML. */
function yamlOf(value: unknown, chance: Chance, indent: string): string {
  if (value === null || typeof value !== 'object') return `${scalarOf(value, chance)}\n`;
  const items = Array.isArray(value)
    ? value.map((item: unknown) => ['- ', item] as const)
    : Object.entries(value).map(([k, v]) => [`${k}: `, v] as const);
  if (items.length === 0 || (indent !== '' && chance.oneIn(3))) return `${JSON.stringify(value)}\n`;
  const inner = `${indent}${chance.of(['  ', ' ', '    '])}`;
  const lines = items.map(([before, item]) => {
    const isInner = typeof item === 'object' && item !== null;
    const text = yamlOf(item, chance, inner);
    return isInner && !/^[[{]/.test(text) ? `${indent}${before.trimEnd()}\n${text}` : `${indent}${before}${text}`;
  });
  return lines.join('');
}

function scalarOf(value: unknown, chance: Chance): string {
  if (typeof value !== 'string') return String(value);
  const plain = /^[a-z0-9][\w./*-]*$/i.test(value) && !chance.oneIn(6);
  return plain ? value : chance.oneIn(2) ? JSON.stringify(value) : `'${value.replaceAll("'", "''")}'`;
}

// ---- the oracle

/** These are about no place: the whole is what they are about. */
const WITHOUT_PLACE = new Set(['no-settings', 'too-many-problems', 'too-large-in-all']);

export const policyReader: Reader = {
  corpus: [...SAMPLE.values(), ...small, small.join('---\n')],
  words: [
    '---\n',
    '...\n',
    '- ',
    ': ',
    ' #',
    '&a ',
    '*a',
    '!!str ',
    '%YAML 1.1\n',
    '|\n',
    '>-\n',
    '? ',
    '<<: ',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '${',
    '}',
    '${s}',
    '\\u0000',
    '\\ud800',
    '\\x85',
    '__proto__: 1\n',
    'kind: ',
    'name: ',
    'yes',
    'null',
    '~',
    '.nan',
    '0o7',
    '1e3',
    '2026-02-30',
    'id:',
    'wh.eu/role/',
    ...new Set([...JSON.stringify(policySchema).matchAll(/"([A-Za-z]{2,16})":\{/g)].map(([, name]) => `${name}: `)),
  ],
  make: (chance) => {
    const before = chance.oneIn(8) ? [] : small.slice(0, 3 + chance.below(4));
    return [...before, ...Array.from({ length: 1 + chance.below(3) }, () => document(chance))].join('---\n');
  },
  read(text) {
    const { declared, problems } = compile(new Map([['x.yaml', text]]), (name) => connectors.get(name));
    const lines = text.split('\n');
    for (const { at, rule, subject, remedy } of problems) {
      demand(subject !== '' && remedy !== '', `${rule} says what and what to do`);
      const [, line = '0', column = '0'] = /^x\.yaml:(\d+):(\d+)$/.exec(at ?? '') ?? [];
      const stands =
        Number(line) >= 1 &&
        Number(line) <= lines.length &&
        Number(column) >= 1 &&
        Number(column) <= (lines[Number(line) - 1]?.length ?? 0) + 1;
      demand(stands || (at === null && WITHOUT_PLACE.has(rule)), `${rule} stands at a place of the text`);
      demand(!/[\p{Cc}\p{Cf}\p{Cs}]/u.test(subject + remedy), `${rule} holds nothing that cannot be seen`);
      demand(subject.length + remedy.length < 6_000, `${rule} is short`);
    }
    const refused = hasErrors(problems);
    // What is accepted can be kept: it is JSON, of a bounded depth.
    if (!refused) canonicalJson(declared);
    return refused ? 'refused' : 'accepted';
  },
};
