/** Identities as they are written, one by one or as rows of a table, brought into one form. */
import { compareText } from '../model/order.ts';
import type { Doc, Documents } from './documents.ts';
import {
  checkValue,
  readForm,
  readForms,
  readGrants,
  readParameters,
  readRoleLines,
  readTemplate,
  type FormLine,
  type GrantLine,
  type RoleLine,
  type Surroundings,
} from './lines.ts';
import { didYouMean } from './nearest.ts';
import { spotOfItem, spotOfKey, spotOfValue, type Source, type Spot } from './positions.ts';
import type { Report } from './problems.ts';
import { quoted } from './quoted.ts';
import { textOfValue, type RawFields, type RawIdentity, type RawIdentitySet, type RawValue } from './raw.ts';
import type { Values } from './roles.ts';
import type { FolderTeam, Teams } from './teams.ts';
import { BUILT_IN, fill, parametersOf, type Template } from './template.ts';

export interface Holder {
  readonly name: string;
  readonly source: Source;
  /** The document, or the row. */
  readonly spot: Spot;
  readonly fields: RawFields;
  /** Where a line of a field stands: its own place, or the row where the table gives it to many. */
  lineSpot(field: keyof RawFields, line: { readonly spot: Spot }): Spot;
  fieldSpot(field: keyof RawFields): Spot;
  /** The mapping in which a field is written. */
  home(field: keyof RawFields): object;
  readonly owner: string | null;
  /** Columns and built-ins. */
  readonly values: Values;
  readonly accounts: readonly FormLine[];
  readonly access: readonly GrantLine[];
  readonly never: readonly FormLine[];
  readonly roles: readonly RoleLine[];
  readonly directory: FormLine | null;
}

const FIELDS: ReadonlySet<string> = new Set<keyof RawFields>([
  'type',
  'owner',
  'environment',
  'purpose',
  'directory',
  'accounts',
  'roles',
  'access',
  'never',
  'state',
  'mode',
  'from',
  'until',
]);

/** In the order of files, documents and rows; one at a time, so that the lines of one can go before the next is read. */
export function* readHolders(documents: Documents, teams: Teams, report: Report): Generator<Holder, void, undefined> {
  const singles = documents.Identity.map((doc) => ({ doc, make: () => [readIdentity(doc, teams, report)] }));
  const tables = documents.IdentitySet.map((doc) => ({ doc, make: () => readTable(doc, teams, report) }));
  const setNames = new Set<string>();
  for (const doc of documents.IdentitySet) {
    if (setNames.has(doc.value.name))
      report.add('duplicate-name', spotOfValue(doc.source, doc.value, 'name'), `the IdentitySet ${quoted(doc.value.name)}`);
    setNames.add(doc.value.name);
  }
  const inOrder = [...singles, ...tables].sort(
    (a, b) => compareText(a.doc.source.path, b.doc.source.path) || a.doc.spot.offset - b.doc.spot.offset,
  );
  const seen = new Set<string>();
  for (const { make } of inOrder) {
    for (const holder of make()) {
      if (seen.has(holder.name)) report.add('duplicate-name', holder.spot, `the Identity ${quoted(holder.name)}`);
      else yield holder;
      seen.add(holder.name);
    }
  }
}

/** Lines of one list, read once for all rows that share it. */
interface Lines {
  forms(texts: readonly string[] | undefined): readonly FormLine[];
  grants(lines: RawFields['access']): readonly GrantLine[];
  roles(lines: RawFields['roles']): readonly RoleLine[];
  directory(fields: RawFields, home: object): FormLine | null;
}

function lineReader(around: Surroundings, report: Report): Lines {
  const known = new Map<object, unknown>();
  const once = <T>(key: object, make: () => T): T => {
    if (!known.has(key)) known.set(key, make());
    return known.get(key) as T;
  };
  return {
    forms: (texts) => (texts ? once(texts, () => readForms(texts, around, report)) : []),
    grants: (lines) => (lines ? once(lines, () => readGrants(lines, around, report)) : []),
    roles: (lines) => (lines ? once(lines, () => readRoleLines(lines, around, report)) : []),
    directory(fields, home) {
      const raw = fields.directory;
      if (raw === undefined) return null;
      const [text, at] =
        typeof raw === 'string'
          ? [raw, spotOfValue(around.source, home, 'directory')]
          : [raw.account, spotOfValue(around.source, raw, 'account')];
      return text === 'none' ? null : once(typeof raw === 'string' ? home : raw, () => readForm(text, at, around, report));
    },
  };
}

function ownerOf(fields: RawFields, folder: FolderTeam | null): string | null {
  return fields.owner ?? folder?.name ?? null;
}

function builtIns(name: string | null, owner: string | null, environment: string | null): [string, string][] {
  const values: readonly (readonly [string, string | null])[] = [
    ['name', name],
    ['owner', owner],
    ['environment', environment],
  ];
  return values.flatMap(([key, value]) => (value === null ? [] : [[key, value] as [string, string]]));
}

function readIdentity({ source, value, spot }: Doc<RawIdentity>, teams: Teams, report: Report): Holder {
  const lines = lineReader({ source, parameters: null }, report);
  const folder = teams.ofFile(source.path);
  const owner = ownerOf(value, folder);
  return {
    name: value.name,
    source,
    spot,
    fields: value,
    lineSpot: (_, line) => line.spot,
    fieldSpot: (field) => spotOfValue(source, value, field),
    home: () => value,
    owner,
    values: new Map(builtIns(value.name, owner, value.environment ?? folder?.environment ?? null)),
    accounts: lines.forms(value.accounts),
    access: lines.grants(value.access),
    never: lines.forms(value.never),
    roles: lines.roles(value.roles),
    directory: lines.directory(value, value),
  };
}

function readTable(doc: Doc<RawIdentitySet>, teams: Teams, report: Report): Holder[] {
  const { source, value } = doc;
  const columns = readParameters(value.columns, source, report);
  for (const name of columns.keys()) {
    if (FIELDS.has(name) || name === 'name')
      report.add('column-name', spotOfKey(source, value.columns ?? {}, name), `the column ${quoted(name)}`);
  }
  const around: Surroundings = { source, parameters: new Set([...columns.keys(), ...BUILT_IN]) };
  const lines = lineReader(around, report);
  const each = readTemplate(
    value.each,
    spotOfValue(source, value, 'each'),
    { source, parameters: new Set([...columns.keys(), 'owner', 'environment']) },
    report,
  );
  const folder = teams.ofFile(source.path);
  return value.rows.flatMap((row, i): Holder[] => {
    const spot = spotOfItem(source, value.rows, i);
    const values = columnValues(row, columns, source, spot, report);
    const { name: _name, each: _each, columns: _columns, rows: _rows, ...shared } = value;
    const own = Object.fromEntries(Object.entries(row).filter(([key]) => FIELDS.has(key))) as RawFields;
    const fields: RawFields = { ...shared, ...own };
    const home = (field: keyof RawFields): object => (Object.hasOwn(row, field) ? row : value);
    for (const field of ['type', 'accounts', 'directory'] as const) {
      if (fields[field] === undefined) report.add('missing-key', spot, `the key ${quoted(field)} is missing, in the row and in its table`);
    }
    const owner = ownerOf(fields, folder);
    const environment = fields.environment ?? folder?.environment ?? null;
    if (!values || !each) return [];
    const name = nameOf(each, new Map([...values, ...builtIns(null, owner, environment)]), spot, report);
    if (name === null) return [];
    return [
      {
        name,
        source,
        spot,
        fields,
        lineSpot: (field, line) => (Object.hasOwn(row, field) ? line.spot : spot),
        fieldSpot: (field) => spotOfValue(source, home(field), field),
        home,
        owner,
        values: new Map([...values, ...builtIns(name, owner, environment)]),
        accounts: lines.forms(fields.accounts),
        access: lines.grants(fields.access),
        never: lines.forms(fields.never),
        roles: lines.roles(fields.roles),
        directory: lines.directory(fields, home('directory')),
      },
    ];
  });
}

function columnValues(
  row: Readonly<Record<string, unknown>>,
  columns: ReturnType<typeof readParameters>,
  source: Source,
  spot: Spot,
  report: Report,
): Map<string, string> | null {
  const values = new Map<string, string>();
  let fine = true;
  for (const key of Object.keys(row)) {
    if (FIELDS.has(key) || columns.has(key)) continue;
    report.add('unknown-key', spotOfKey(source, row, key), `the column ${quoted(key)}`, didYouMean(key, [...columns.keys(), ...FIELDS]));
  }
  for (const [column, pattern] of columns) {
    if (!Object.hasOwn(row, column)) {
      report.add('missing-parameter', spot, `the column ${quoted(column)}`);
      fine = false;
      continue;
    }
    const text = textOfValue(row[column] as RawValue);
    fine = checkValue(column, text, pattern, spotOfValue(source, row, column), report) && fine;
    values.set(column, text);
  }
  return fine ? values : null;
}

function nameOf(each: Template, values: Values, spot: Spot, report: Report): string | null {
  const missing = parametersOf(each).find((parameter) => !values.has(parameter));
  if (missing !== undefined) {
    report.add(missing === 'environment' ? 'no-environment' : 'no-owner', spot, `the name ${quoted(each.text)}`);
    return null;
  }
  const name = fill(each, (parameter) => values.get(parameter) ?? '');
  if (/^[a-z0-9][a-z0-9-]{0,127}$/.test(name)) return name;
  report.add('bad-value', spot, `the name ${quoted(name)}`, 'Names are small letters, digits and hyphens.');
  return null;
}
