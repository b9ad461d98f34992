/** The same policy in other words: tables, folders, roles within roles, parameters, environments, groups. What it means stays. */
import { matchesAny } from '../../src/model/pattern.ts';
import type { Draft, IdentityDraft, Spelling } from './draft.ts';
import { accountOf } from './repair.ts';
import { plainGrants } from './vocabulary.ts';

export type Document = Readonly<Record<string, unknown>>;

export interface Written {
  /** Without `.yaml`. */
  readonly path: string;
  readonly document: Document;
}

type Respell = (written: readonly Written[], spelling: Spelling, draft: Draft) => readonly Written[];

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const nameOf = ({ document }: Written): string => textOf(document['name']);
const isA = (kind: string, { document }: Written): boolean => document['kind'] === kind;

/** The documents of a kind, each made into those that stand in its place. */
const each =
  (kind: string, make: (written: Written, spelling: Spelling, draft: Draft) => readonly Written[]): Respell =>
  (written, spelling, draft) =>
    written.flatMap((w) => (isA(kind, w) ? make(w, spelling, draft) : [w]));

const changed = ({ path, document }: Written, fields: Document): Written => ({ path, document: { ...document, ...fields } });

/** A grant line's written form, wherever it stands. */
const withForm = (line: unknown, make: (form: string) => string): unknown =>
  typeof line === 'string' ? make(line) : { ...(line as Document), grant: make(textOf((line as Document)['grant'])) };

const asMap = (line: unknown): Document => (typeof line === 'string' ? { grant: line } : (line as Document));

const holdersOf = (role: string, draft: Draft): readonly (readonly [string, IdentityDraft])[] =>
  Object.entries(draft.identities).filter(([, i]) => i.roles.includes(role));

/** A fact that is as it is without being named. */
function withDefaults(line: unknown): unknown {
  const { grant, facts, ...rest } = asMap(line);
  const isRole = textOf(grant).includes('/role/');
  return facts === undefined && isRole ? { grant, facts: { admin: 'false' }, ...rest } : line;
}

const sayingAll = (written: Written, { explicit }: Spelling): readonly Written[] => [
  explicit.includes(nameOf(written)) ? changed(written, { access: listOf(written.document['access']).map(withDefaults) }) : written,
];

/** Each holder's account there, where all are called after their holders. */
const naming = each('Role', (written, { named }, draft) => {
  const role = nameOf(written);
  const lines = draft.roles[role]?.access ?? [];
  if (!named.includes(role)) return [written];
  const access = listOf(written.document['access']).map((line, i) => {
    const drafted = lines[i];
    const isAfterHolder = ([name, { accounts }]: readonly [string, IdentityDraft]): boolean =>
      drafted !== undefined && accountOf(drafted, accounts, draft) === `user/svc-${name}`;
    const isOpen = asMap(line)['account'] === undefined && holdersOf(role, draft).every(isAfterHolder);
    return isOpen ? { ...asMap(line), account: 'user/svc-${name}' } : line;
  });
  return [changed(written, { access })];
});

/** The name of the role's first grant; null: it must stand as it is, for a parameter builds no name that stands out. */
function parameterOf(role: string, spelling: Spelling, draft: Draft): string | null {
  const line = draft.roles[role]?.access[0];
  if (line === undefined || !Object.hasOwn(spelling.parameters, role) || !plainGrants.includes(line.grant)) return null;
  const target = draft.targets[line.target];
  const isPlain = target !== undefined && !matchesAny([...target.privileged, ...target.protected], line.grant);
  return isPlain ? line.grant.slice(line.grant.indexOf('/') + 1) : null;
}

const parametrizing: Respell = (written, spelling, draft) =>
  written.map((w) => {
    if (isA('Identity', w)) {
      const roles = listOf(w.document['roles']).map((role) => {
        const what = parameterOf(textOf(role), spelling, draft);
        return what === null ? role : { [textOf(role)]: { what } };
      });
      return changed(w, { roles });
    }
    const what = isA('Role', w) ? parameterOf(nameOf(w), spelling, draft) : null;
    if (what === null) return w;
    const [first, ...rest] = listOf(w.document['access']);
    const made = withForm(first, (form) => `${form.slice(0, form.length - what.length)}\${what}`);
    return changed(w, { parameters: { what: { match: spelling.parameters[nameOf(w)] } }, access: [made, ...rest] });
  });

const nesting = each('Role', (written, { nested }) => {
  const { document } = written;
  const role = nameOf(written);
  if (!nested.includes(role)) return [written];
  const { rollout: _, ...inner } = document;
  const within = `${role}-lines`;
  const [first, ...rest] = listOf(document['access']);
  // The parameter stands in the first line, which goes within, and is drawn from the role around it.
  return [
    changed(written, { roles: [within], access: rest }),
    { path: `${written.path}-lines`, document: { ...inner, name: within, access: [first].filter((line) => line !== undefined) } },
  ];
});

const inInstance = /^([a-z]+)\.main\//;
const placed = (form: string, part: string): string => form.replace(inInstance, (_, target: string) => `${target}.${part}/`);

const byEnvironment = each('Role', (written, { environment }) => [
  environment === null
    ? written
    : changed(written, {
        access: listOf(written.document['access']).map((line) => withForm(line, (form) => placed(form, '${environment}'))),
      }),
]);

const byGroup = each('Identity', (written, spelling) => {
  if (!spelling.byGroup.includes(nameOf(written))) return [written];
  const lines = (field: string): readonly unknown[] =>
    listOf(written.document[field]).map((line) => withForm(line, (form) => placed(form, 'all')));
  return [changed(written, { accounts: lines('accounts'), access: lines('access'), never: lines('never') })];
});

const grouping = each('Target', (written, { byGroup: all, environment }) => {
  const { instances } = written.document;
  const isWanted = instances !== undefined && (all.length > 0 || environment?.is === 'all');
  return [isWanted ? changed(written, { groups: { all: Object.keys(instances as Document) } }) : written];
});

const isInTable = (name: string, { tables }: Spelling): boolean => Object.values(tables).some((t) => t.of.includes(name));

/** Identities in their Team's folder, and what they need not say there. */
const inFolders: Respell = (written, spelling, draft) => {
  const { environment } = spelling;
  const isByTeam = environment?.saidBy === 'team';
  return written.map((w) => {
    const name = nameOf(w);
    if (isA('Team', w)) {
      const defaults = isByTeam ? { defaults: { environment: environment.is } } : {};
      return { path: `teams/${name}/team`, document: { ...w.document, ...defaults } };
    }
    if (!isA('Identity', w)) return w;
    const { owner, environment: own, ...rest } = w.document;
    const isOfTeam = Object.hasOwn(draft.teams, textOf(owner)) && !isInTable(name, spelling);
    const isThere = isOfTeam && (isByTeam || spelling.inFolders.includes(name));
    const said = environment === null ? own : isThere && isByTeam ? undefined : environment.is;
    const document = {
      ...rest,
      ...(isThere && spelling.inFolders.includes(name) ? {} : { owner }),
      ...(said === undefined ? {} : { environment: said }),
    };
    return { path: isThere ? `teams/${textOf(owner)}/identities/${name}` : w.path, document };
  });
};

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Columns that make the name, and the text that they make it by. */
const columnsOf = (name: string, isSplit: boolean): Readonly<Record<string, string>> =>
  isSplit ? { head: name.slice(0, 1), tail: name.slice(1) } : { who: name };

/** Accounts and records that are called after the identity; not where a name stands out, for no column may build such a one. */
function withColumns(document: Document, name: string, by: string, draft: Draft): Document {
  const isSharp = (form: string): boolean => {
    const [place = '', ...words] = form.split('/');
    const target = draft.targets[place] ?? draft.targets[place.replace('.all', '.main')];
    return target === undefined || matchesAny([...target.privileged, ...target.protected], words.join('/'));
  };
  const put = (form: string): string =>
    isSharp(form) ? form : form.replace(new RegExp(`(/(?:svc-)?)${name}$`), (_, before: string) => `${before}${by}`);
  const { accounts, directory } = document;
  const record =
    typeof directory === 'string'
      ? put(directory)
      : { ...(directory as Document), account: put(textOf((directory as Document)['account'])) };
  return { ...document, accounts: listOf(accounts).map((a) => put(textOf(a))), directory: record };
}

function table(name: string, { shared, isSplit, match }: Spelling['tables'][string], members: readonly Written[], draft: Draft): Written {
  const by = isSplit ? '${head}${tail}' : '${who}';
  const rows = members.map((w) => {
    const { kind: _, name: who, ...fields } = w.document;
    return { columns: columnsOf(textOf(who), isSplit), fields: withColumns(fields, textOf(who), by, draft) };
  });
  const [first] = rows;
  const common = shared ? Object.entries(first?.fields ?? {}).filter(([f, value]) => rows.every((r) => isSame(r.fields[f], value))) : [];
  const inTable = new Set(common.map(([f]) => f));
  const columns = Object.fromEntries(Object.keys(first?.columns ?? {}).map((c) => [c, { match }]));
  return {
    path: `tables/${name}`,
    document: {
      kind: 'IdentitySet',
      name,
      each: by,
      ...Object.fromEntries(common),
      columns,
      rows: rows.map((r) => ({ ...r.columns, ...Object.fromEntries(Object.entries(r.fields).filter(([f]) => !inTable.has(f))) })),
    },
  };
}

const inTables: Respell = (written, spelling, draft) => {
  const isMember = (w: Written, of: readonly string[]): boolean => isA('Identity', w) && of.includes(nameOf(w));
  const tables = Object.entries(spelling.tables).flatMap(([name, t]) => {
    const members = written.filter((w) => isMember(w, t.of));
    return members.length === 0 ? [] : [table(name, t, members, draft)];
  });
  return [
    ...written.filter(
      (w) =>
        !isMember(
          w,
          Object.values(spelling.tables).flatMap((t) => t.of),
        ),
    ),
    ...tables,
  ];
};

/** In this order: what draws on plain names first, what moves whole documents last. */
const all: readonly Respell[] = [
  each('Role', sayingAll),
  each('Identity', sayingAll),
  naming,
  parametrizing,
  nesting,
  byEnvironment,
  byGroup,
  grouping,
  inFolders,
  inTables,
];

export const respelled: Respell = (written, spelling, draft) => all.reduce((made, respell) => respell(made, spelling, draft), written);
