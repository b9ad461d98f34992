/** What each identity is declared to hold: lines, roles and groups → entries and `never`, with their terms and origins. */
import type { Entitlement, Key, Kind, Text } from '../model/entitlement.ts';
import { fold } from '../model/fold.ts';
import { keyOf, keyWithoutFacets } from '../model/key.ts';
import { canonicalJson, isSame, sortedBy } from '../model/order.ts';
import type { DeclaredEntry, Never, Origin, Terms } from '../model/policy.ts';
import { builtByParameter, fillForm, type Account, type Filled } from './accounts.ts';
import type { Holder } from './holders.ts';
import { LIMITS } from './limits.ts';
import type { FormLine, GrantLine } from './lines.ts';
import { didYouMean } from './nearest.ts';
import { textOf, type Spot } from './positions.ts';
import type { Report } from './problems.ts';
import { quoted } from './quoted.ts';
import { roleGrants, tellGiven, type Roles, type Values } from './roles.ts';
import { canonicalOf, type Instance, type Targets } from './targets.ts';
import { BUILT_IN, fill, hasParameters, parametersOf, type Template } from './template.ts';
import { isEmpty, within } from './terms.ts';

interface Collected {
  readonly entry: Entitlement;
  readonly identity: string;
  readonly terms: Map<string, Terms>;
  readonly origins: Origin[];
}

/** All that the compiling of entries adds to, and what it remembers so that a shared line is looked at once. */
export interface Collector {
  readonly entries: Map<Key, Collected>;
  readonly never: Map<Key, Never>;
  readonly places: WeakMap<FormLine, readonly Instance[] | null>;
  readonly checked: Map<Instance, WeakMap<FormLine, Kind | null>>;
  lines: number;
}

export const makeCollector = (): Collector => ({
  entries: new Map(),
  never: new Map(),
  places: new WeakMap(),
  checked: new Map(),
  lines: 0,
});

export function declaredEntries(collector: Collector): { readonly entries: Map<Key, DeclaredEntry>; readonly never: Map<Key, Never> } {
  const entries = new Map<Key, DeclaredEntry>();
  for (const [key, { entry, identity, terms, origins }] of collector.entries) {
    entries.set(key, { entry, identity, terms: terms.size === 1 ? [...terms.values()] : sortedBy(terms.values(), canonicalJson), origins });
  }
  return { entries, never: collector.never };
}

interface Context {
  readonly collector: Collector;
  readonly targets: Targets;
  readonly roles: Roles;
  readonly report: Report;
  readonly holder: Holder;
  readonly accounts: readonly Account[];
  /** Of the identity. */
  readonly terms: Terms;
  /** What its `never` lines forbid: keys without facets, of folded names. */
  readonly forbidden: Set<Key>;
}

/** Of an active identity. */
export function compileEntries(
  collector: Collector,
  targets: Targets,
  roles: Roles,
  holder: Holder,
  accounts: readonly Account[],
  terms: Terms,
  report: Report,
): void {
  const context: Context = { collector, targets, roles, report, holder, accounts, terms, forbidden: new Set() };
  if (collector.lines > LIMITS.expandedLines) return;
  for (const account of accounts) imply(context, account);
  for (const line of holder.never) forbid(context, line);
  for (const line of holder.access) {
    const spot = holder.lineSpot('access', line);
    grant(context, line, holder.values, spot, { at: textOf(spot), via: [] });
  }
  for (const line of holder.roles) {
    const spot = holder.lineSpot('roles', line);
    const at = textOf(spot);
    const role = roles.find(line.role, line.spot, report);
    if (!role || !tellGiven(role, line, new Set([...holder.values.keys(), ...BUILT_IN]), report)) continue;
    for (const found of roleGrants(roles, line, holder.values, spot, report))
      grant(context, found.line, found.values, spot, { at, via: found.via });
  }
  if (collector.lines > LIMITS.expandedLines)
    report.add('too-many-lines', holder.spot, `more than ${LIMITS.expandedLines} in the whole policy`);
}

/** An account implies itself and its logins, and nothing else. */
function imply(context: Context, account: Account): void {
  const { instance, managed, ref, words } = account;
  if (!instance.kinds || !managed) return;
  const origin = { at: textOf(account.spot), via: [] };
  for (const kind of instance.kinds.values()) {
    const implied = kind.role === 'login' || (kind.role === 'account' && kind.name === ref.type);
    if (!implied || !managed.has(kind.name)) continue;
    const entry = canonicalOf(
      instance,
      { target: ref.target, account: words, kind: kind.name, name: ref.name, facets: {}, facts: defaultsOf(kind) },
      account.spot,
      context.report,
    );
    if (entry) put(context, entry, context.terms, origin, account.spot);
  }
}

function forbid(context: Context, line: FormLine): void {
  const { holder, report } = context;
  const spot = holder.lineSpot('never', line);
  const filled = fillForm(line, holder.values, spot, report);
  if (!filled) return;
  for (const instance of placesOf(context, line, filled, spot)) {
    const kind = kindOf(context, line, instance);
    const there = context.accounts.filter((account) => account.instance === instance);
    if (there.length === 0) tellNoAccount(context, line, instance, spot);
    if (!kind) continue;
    for (const account of there) {
      const made = entitlement(context, instance, kind, account, filled, {}, {}, spot);
      if (!made) continue;
      const entry: Entitlement = { target: made.target, account: made.account, kind: made.kind, name: made.name, facets: {}, facts: {} };
      const key = keyWithoutFacets(entry);
      context.forbidden.add(foldedKey(entry));
      context.collector.never.set(key, { entry, identity: holder.name });
    }
  }
}

function grant(context: Context, line: GrantLine, values: Values, spot: Spot, origin: Origin): void {
  const { report, collector } = context;
  collector.lines += 1;
  if (collector.lines > LIMITS.expandedLines) return;
  const filled = fillForm(line, values, spot, report);
  if (!filled) return;
  const terms = within(line.terms, context.terms);
  if (isEmpty(terms) && !isEmpty(line.terms) && !isEmpty(context.terms)) report.add('never-stands', spot, quoted(line.text));
  for (const instance of placesOf(context, line, filled, spot)) {
    const kind = kindOf(context, line, instance);
    const account = holderAccount(context, line, instance, values, spot);
    if (!kind || !account) continue;
    const facets = fillValues(line.facets, values, spot, report);
    const facts = fillValues(line.facts, values, spot, report);
    if (!facets || !facts) continue;
    const entry = entitlement(context, instance, kind, account, filled, facets, { ...defaultsOf(kind), ...facts }, spot);
    if (entry) put(context, entry, terms, origin, spot);
  }
}

/** The instances of a line; a place without parameters is looked up, and its fault told, once for all who share the line. */
function placesOf({ collector, targets, report }: Context, line: FormLine, filled: Filled, spot: Spot): readonly Instance[] {
  if (line.part && hasParameters(line.part)) return targets.place(line.target, filled.part, 'groups', spot, report) ?? [];
  const known = collector.places.get(line);
  if (known !== undefined) return known ?? [];
  const found = targets.place(line.target, filled.part, 'groups', line.spot, report);
  collector.places.set(line, found);
  return found ?? [];
}

/** The kind of a line in an instance; null: told, once, at the line, or not known. */
function kindOf({ collector, report }: Pick<Context, 'collector' | 'report'>, line: FormLine | GrantLine, instance: Instance): Kind | null {
  const byLine = collector.checked.get(instance) ?? new WeakMap<FormLine, Kind | null>();
  collector.checked.set(instance, byLine);
  const known = byLine.get(line);
  if (known !== undefined) return known;
  const kind = instance.kinds?.get(line.kind) ?? null;
  const fine = kind !== null && tellKind(line, kind, report);
  if (instance.kinds && !kind)
    report.add(
      'unknown-kind',
      line.spot,
      `the kind ${quoted(line.kind)} in ${quoted(line.text)}`,
      didYouMean(line.kind, instance.kinds.keys()),
    );
  byLine.set(line, fine ? kind : null);
  return fine ? kind : null;
}

function tellKind(line: FormLine | GrantLine, kind: Kind, report: Report): boolean {
  if (kind.role !== 'grant') {
    report.add('kind-not-grantable', line.spot, `${quoted(line.text)}: ${kind.name} is of the sort ${kind.role}`);
    return false;
  }
  if (!('facets' in line)) return true;
  for (const [name, , at] of line.facets)
    if (!kind.facets.includes(name))
      report.add('unknown-facet', at, `the facet ${quoted(name)} of ${quoted(line.text)}`, didYouMean(name, kind.facets));
  for (const [name, , at] of line.facts)
    if (!Object.hasOwn(kind.facts, name))
      report.add('unknown-fact', at, `the fact ${quoted(name)} of ${quoted(line.text)}`, didYouMean(name, Object.keys(kind.facts)));
  return true;
}

/** What a Role's lines are worth also where nobody holds it. */
export function tellRoleGrants(collector: Collector, targets: Targets, roles: Roles, report: Report): void {
  for (const role of roles.roles.values()) {
    for (const line of role.access) {
      if (line.part && hasParameters(line.part)) {
        // Any instance will do to look up the target's name; which of them is decided by each holder.
        if (!targets.byName.has(line.target)) targets.place(line.target, null, 'groups', line.spot, report);
        for (const instance of targets.byName.get(line.target)?.instances.values() ?? []) kindOf({ collector, report }, line, instance);
        continue;
      }
      const found = targets.place(line.target, line.part?.text ?? null, 'groups', line.spot, report);
      collector.places.set(line, found);
      for (const instance of found ?? []) kindOf({ collector, report }, line, instance);
    }
  }
}

function holderAccount(context: Context, line: GrantLine, instance: Instance, values: Values, spot: Spot): Account | null {
  const there = context.accounts.filter((account) => account.instance === instance);
  if (there.length === 0) {
    tellNoAccount(context, line, instance, spot);
    return null;
  }
  if (!line.account) {
    if (there.length === 1) return there[0] ?? null;
    context.report.add(
      'account-choice',
      spot,
      `${quoted(line.text)} of ${quoted(context.holder.name)}`,
      `There are: ${there
        .slice(0, 5)
        .map((account) => quoted(account.words))
        .join(', ')}.`,
    );
    return null;
  }
  const wanted = fillTemplate(line.account, values, spot, context.report);
  if (wanted === null) return null;
  // Both spellings: as written, and as the connector spells it.
  const slash = wanted.indexOf('/');
  const made = instance.kinds
    ? instance.canonical({
        target: instance.policy.name,
        account: wanted,
        kind: wanted.slice(0, slash),
        name: wanted.slice(slash + 1),
        facets: {},
        facts: {},
      })
    : null;
  const name = made && !('refused' in made) ? `${made.kind}/${made.name}` : wanted;
  const account = there.find(({ words }) => words === wanted || words === name);
  if (!account)
    context.report.add(
      'grant-without-account',
      spot,
      `${quoted(line.text)} of ${quoted(context.holder.name)}, account ${quoted(wanted)} in ${instance.policy.name}`,
      didYouMean(
        wanted,
        there.map(({ words }) => words),
      ),
    );
  return account ?? null;
}

function tellNoAccount({ holder, report }: Context, line: FormLine, instance: Instance, spot: Spot): void {
  report.add('grant-without-account', spot, `${quoted(line.text)} of ${quoted(holder.name)}, in ${instance.policy.name}`);
}

function fillTemplate(template: Template, values: Values, spot: Spot, report: Report): string | null {
  const missing = parametersOf(template).find((name) => !values.has(name));
  if (missing === undefined) return fill(template, (name) => values.get(name) ?? '');
  report.add(
    missing === 'environment' ? 'no-environment' : 'missing-parameter',
    spot,
    `the parameter ${quoted(missing)} in ${quoted(template.text)}`,
  );
  return null;
}

const NOTHING: Text = {};

function fillValues(pairs: GrantLine['facets'], values: Values, spot: Spot, report: Report): Text | null {
  if (pairs.length === 0) return NOTHING;
  const filled: [string, string][] = [];
  for (const [name, template] of pairs) {
    const text = fillTemplate(template, values, spot, report);
    if (text === null) return null;
    filled.push([name, text]);
  }
  return Object.fromEntries(filled);
}

const defaults = new WeakMap<Kind, Text>();

/** A fact's default makes it compared where no line names it. */
function defaultsOf(kind: Kind): Text {
  const known = defaults.get(kind);
  if (known) return known;
  const made: Text = Object.fromEntries(
    Object.entries(kind.facts).flatMap(([name, fact]) => (fact.default === undefined ? [] : [[name, fact.default]])),
  );
  defaults.set(kind, made);
  return made;
}

/** Spelt by the connector, and checked as spelt: scope, and what a parameter has built. */
function entitlement(
  context: Context,
  instance: Instance,
  kind: Kind,
  account: Account,
  filled: Filled,
  facets: Text,
  facts: Text,
  spot: Spot,
): Entitlement | null {
  const { report } = context;
  const written = { target: instance.policy.name, account: account.words, kind: kind.name, name: filled.name, facets, facts };
  const entry = canonicalOf(instance, written, spot, report);
  if (!entry) return null;
  const label = `${entry.target}/${entry.kind}/${entry.name}`;
  if (account.managed && !account.managed.has(kind.name)) {
    report.add('kind-not-managed', spot, `${quoted(label)} for ${quoted(account.words)}`);
    return null;
  }
  if (filled.veiled !== null && builtByParameter(instance, kind, entry.name, filled.veiled))
    report.add('privileged-by-parameter', spot, `the grant ${quoted(label)}`);
  return entry;
}

/** Stable ids may differ in case alone. */
const foldedKey = (entry: Entitlement): Key =>
  keyWithoutFacets(entry.name.startsWith('id:') ? entry : { ...entry, name: fold(entry.name) });

function put(context: Context, entry: Entitlement, terms: Terms, origin: Origin, spot: Spot): void {
  const { collector, holder, report } = context;
  if (context.forbidden.size > 0 && context.forbidden.has(foldedKey(entry)))
    report.add('never-forbids', spot, quoted(`${entry.target}/${entry.kind}/${entry.name}`));
  const key = keyOf(entry);
  const words = `${terms.from ?? ''} ${terms.until ?? ''} ${terms.forSeconds ?? ''} ${terms.because ?? ''}`;
  const known = collector.entries.get(key);
  if (!known) {
    collector.entries.set(key, { entry, identity: holder.name, terms: new Map([[words, terms]]), origins: [origin] });
    return;
  }
  if (!isSame(known.entry.facts, entry.facts))
    report.add(
      'facts-differ',
      spot,
      `${quoted(`${entry.target}/${entry.kind}/${entry.name}`)}, also at ${known.origins[0]?.at ?? 'another line'}`,
    );
  known.terms.set(words, terms);
  known.origins.push(origin);
}
