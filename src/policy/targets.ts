/** Targets: instances with their config and kinds, groups, scope; and which instances a written place means. */
import type { ConnectorKinds } from '../model/connector-kinds.ts';
import type { Entitlement, Kind } from '../model/entitlement.ts';
import { isWide, matchesAny } from '../model/pattern.ts';
import type { DriftRule, Scope, TargetPolicy } from '../model/policy.ts';
import { tellConfigSecrets, type Doc, type Documents } from './documents.ts';
import { secondsOf } from './instants.ts';
import { didYouMean } from './nearest.ts';
import { spotOf, spotOfItem, spotOfKey, spotOfValue, type Spot } from './positions.ts';
import type { Report } from './problems.ts';
import { quoted } from './quoted.ts';
import type { RawDrift, RawScope, RawTarget } from './raw.ts';
import { tellConfigErrors } from './schema-errors.ts';
import { byName, type Teams } from './teams.ts';

export interface Instance {
  readonly policy: TargetPolicy;
  /** null: its config or connector is at fault, and what depends on kinds is not checked. */
  readonly kinds: ReadonlyMap<string, Kind> | null;
  readonly canonical: ConnectorKinds['canonical'];
}

export interface Target {
  readonly name: string;
  /** The name of an instance → it; of a target without instances the one under ''. */
  readonly instances: ReadonlyMap<string, Instance>;
  readonly groups: ReadonlyMap<string, readonly Instance[]>;
}

export interface Targets {
  readonly byName: ReadonlyMap<string, Target>;
  readonly policies: ReadonlyMap<string, TargetPolicy>;
  /** Instances by the name that entries carry: `vault.prod`. */
  readonly instances: ReadonlyMap<string, Instance>;
  /** A document names it, but could not be compiled. */
  isFaulty(name: string): boolean;
  /** The instances that `target.part` means; null: told. */
  place(target: string, part: string | null, groups: 'groups' | 'noGroups', spot: Spot, report: Report): readonly Instance[] | null;
}

export function compileTargets(
  documents: Documents,
  teams: Teams,
  connectors: (name: string) => ConnectorKinds | undefined,
  report: Report,
): Targets {
  const targets = new Map<string, Target>();
  for (const [name, doc] of byName('Target', documents.Target, (target) => target.name, report))
    targets.set(name, compileTarget(doc, teams, connectors, report));
  const instances = new Map(
    [...targets.values()].flatMap((target) => [...target.instances.values()].map((instance) => [instance.policy.name, instance] as const)),
  );
  return {
    byName: targets,
    instances,
    policies: new Map([...instances].map(([name, instance]) => [name, instance.policy])),
    isFaulty: (name) => documents.faulty.Target.has(name),
    place: (target, part, groups, spot, told) => placeOf(targets, documents, target, part, groups === 'groups', spot, told),
  };
}

function placeOf(
  targets: ReadonlyMap<string, Target>,
  documents: Documents,
  name: string,
  part: string | null,
  groups: boolean,
  spot: Spot,
  report: Report,
): readonly Instance[] | null {
  const target = targets.get(name);
  if (!target) {
    if (!documents.faulty.Target.has(name))
      report.add('unknown-target', spot, `the target ${quoted(name)}`, didYouMean(name, targets.keys()));
    return null;
  }
  const single = target.instances.get('');
  if (single) {
    if (part === null) return [single];
    report.add('instance-surplus', spot, quoted(`${name}.${part}`));
    return null;
  }
  if (part === null) {
    report.add(
      'instance-missing',
      spot,
      quoted(name),
      `There are: ${[...target.instances.keys(), ...target.groups.keys()].slice(0, 10).join(', ')}.`,
    );
    return null;
  }
  const instance = target.instances.get(part);
  if (instance) return [instance];
  const group = target.groups.get(part);
  if (group && groups) return group;
  if (group) report.add('group-not-allowed', spot, `the group ${quoted(`${name}.${part}`)}`);
  else
    report.add(
      'unknown-instance',
      spot,
      quoted(`${name}.${part}`),
      didYouMean(part, [...target.instances.keys(), ...target.groups.keys()]),
    );
  return null;
}

function compileTarget(
  doc: Doc<RawTarget>,
  teams: Teams,
  connectors: (name: string) => ConnectorKinds | undefined,
  report: Report,
): Target {
  const { source, value } = doc;
  teams.check(value.owner, spotOfValue(source, value, 'owner'), report);
  const connector = connectors(value.connector);
  if (!connector) report.add('unknown-connector', spotOfValue(source, value, 'connector'), `the connector ${quoted(value.connector)}`);
  tellDirectoryFields(doc, report);
  if (!value.scope && !value.authority) report.add('no-scope', doc.spot, `the Target ${quoted(value.name)}`);
  if (value.config) tellConfigSecrets(source, value.config, report);
  const written = value.instances ?? { '': {} };
  const instances = new Map<string, Instance>();
  for (const [name, own] of Object.entries(written)) {
    if (name !== '') tellConfigSecrets(source, own, report);
    instances.set(name, compileInstance(doc, name, own, connector, report));
  }
  return { name: value.name, instances, groups: compileGroups(doc, instances, report) };
}

function tellDirectoryFields({ source, value }: Doc<RawTarget>, report: Report): void {
  const spot = (key: keyof RawTarget): Spot => spotOfKey(source, value, key);
  if (!value.authority) {
    for (const key of ['sentinels', 'onDisabled', 'onAbsent'] as const) {
      if (value[key] !== undefined) report.add('lifecycle-only', spot(key), `the Target ${quoted(value.name)}, \`${key}\``);
    }
    return;
  }
  if (value.connector === 'file') report.add('lifecycle-file', spot('authority'), `the Target ${quoted(value.name)}`);
  if ((value.onAbsent ?? 'report') !== 'report' && !value.sentinels?.length)
    report.add('absent-without-sentinels', spot('onAbsent'), `the Target ${quoted(value.name)}`);
}

function compileInstance(
  doc: Doc<RawTarget>,
  part: string,
  own: Readonly<Record<string, unknown>>,
  connector: ConnectorKinds | undefined,
  report: Report,
): Instance {
  const { source, value } = doc;
  const name = part === '' ? value.name : `${value.name}.${part}`;
  const config: Readonly<Record<string, unknown>> = { ...value.config, ...own };
  const kinds = connector ? kindsOf(connector, config, doc, name, own, report) : null;
  const scopes = (value.scope ?? []).map((scope) => compileScope(scope));
  if (kinds) {
    for (const scope of value.scope ?? []) tellScope(doc, scope, kinds, report);
    for (const [i, sentinel] of (value.sentinels ?? []).entries())
      tellSentinel(sentinel, kinds, spotOfItem(source, value.sentinels ?? [], i), report);
  }
  const sentinels = (value.sentinels ?? []).map((sentinel, i) =>
    kinds && connector ? canonicalWords(connector, name, sentinel, spotOfItem(source, value.sentinels ?? [], i), report) : sentinel,
  );
  const lifecycle = value.authority ? { sentinels, onDisabled: value.onDisabled ?? 'disable', onAbsent: value.onAbsent ?? 'report' } : null;
  const drift = (raw: RawDrift | undefined, standard: DriftRule['do']): DriftRule => ({ do: raw?.do ?? standard, after: raw?.after ?? 1 });
  const policy: TargetPolicy = {
    name,
    connector: value.connector,
    owner: value.owner,
    lifecycle,
    ceiling: value.ceiling ?? 'observe',
    scopes,
    drift: {
      unauthorized: drift(value.drift?.unauthorized, 'revoke'),
      missing: drift(value.drift?.missing, 'propose'),
      altered: drift(value.drift?.altered, 'propose'),
    },
    giveBack: value.giveBack ?? 'propose',
    limits: {
      revoke: value.limits?.revoke ?? 10,
      revokePercent: value.limits?.revokePercent ?? 20,
      offboard: value.limits?.offboard ?? 5,
      grantPrivileged: value.limits?.grantPrivileged ?? 5,
    },
    privileged: value.privileged ?? [],
    protected: value.protected ?? [],
    withinSeconds: secondsOf(value.within ?? '1h'),
    config,
  };
  return { policy, kinds, canonical: (entry) => (kinds && connector ? connector.canonical(entry) : entry) };
}

/** What the connector says with this config; null: the config is at fault, and it is told. */
function kindsOf(
  connector: ConnectorKinds,
  config: object,
  doc: Doc<RawTarget>,
  name: string,
  own: object,
  report: Report,
): ReadonlyMap<string, Kind> | null {
  const { source, value } = doc;
  const about = `the config of ${quoted(name)}`;
  const fallback = value.instances && own !== value.config ? spotOf(source, own) : value.config ? spotOf(source, value.config) : doc.spot;
  if (!connector.checkConfig(config)) {
    // An instance's keys lie over the target's, so a fault is told where the key that counts is written.
    const home = (key: string) =>
      Object.hasOwn(own, key)
        ? (own as Readonly<Record<string, unknown>>)
        : value.config && Object.hasOwn(value.config, key)
          ? value.config
          : null;
    tellConfigErrors(source, connector.checkConfig.errors ?? [], home, fallback, about, report);
    return null;
  }
  try {
    return new Map(connector.kinds(config).map((kind) => [kind.name, kind]));
  } catch {
    report.add('config-schema', fallback, `${about}: the connector can make no kinds of it`);
    return null;
  }
}

const patternsOf = (accounts: string | readonly string[]): readonly string[] => (typeof accounts === 'string' ? [accounts] : accounts);

function compileScope(raw: RawScope): Scope {
  const scope = { kinds: raw.kinds, accounts: patternsOf(raw.accounts) };
  return raw.managedBy !== undefined && raw.fixAt !== undefined
    ? { ...scope, managedBy: { tool: raw.managedBy, fixAt: raw.fixAt } }
    : scope;
}

function tellScope({ source }: Doc<RawTarget>, scope: RawScope, kinds: ReadonlyMap<string, Kind>, report: Report): void {
  for (const [i, name] of scope.kinds.entries()) {
    const kind = kinds.get(name);
    const spot = spotOfItem(source, scope.kinds, i);
    if (!kind) report.add('unknown-kind', spot, `the kind ${quoted(name)}`, didYouMean(name, kinds.keys()));
    else if (kind.role === 'sink') report.add('unknown-kind', spot, `the kind ${quoted(name)}, which is not held by accounts`);
  }
  for (const [i, pattern] of patternsOf(scope.accounts).entries()) {
    const type = pattern.slice(0, pattern.indexOf('/'));
    const spot = typeof scope.accounts === 'string' ? spotOfValue(source, scope, 'accounts') : spotOfItem(source, scope.accounts, i);
    if (!pattern.includes('/') && !pattern.includes('*'))
      report.add('unknown-account-type', spot, `the pattern ${quoted(pattern)}`, 'A pattern is matched against `type/name`.');
    else if (pattern.includes('/') && !type.includes('*')) tellAccountType(type, kinds, spot, report);
  }
}

export function tellAccountType(type: string, kinds: ReadonlyMap<string, Kind>, spot: Spot, report: Report): boolean {
  if (kinds.get(type)?.role === 'account') return true;
  const types = [...kinds.values()].filter((kind) => kind.role === 'account').map((kind) => kind.name);
  report.add('unknown-account-type', spot, `the account type ${quoted(type)}`, didYouMean(type, types));
  return false;
}

const tellSentinel = (sentinel: string, kinds: ReadonlyMap<string, Kind>, spot: Spot, report: Report): boolean =>
  tellAccountType(sentinel.slice(0, sentinel.indexOf('/')), kinds, spot, report);

function compileGroups(
  { source, value }: Doc<RawTarget>,
  instances: ReadonlyMap<string, Instance>,
  report: Report,
): Map<string, readonly Instance[]> {
  const groups = new Map<string, readonly Instance[]>();
  for (const [name, members] of Object.entries(value.groups ?? {})) {
    const spot = spotOfKey(source, value.groups ?? {}, name);
    if (value.instances && Object.hasOwn(value.instances, name)) report.add('instance-and-group', spot, `the name ${quoted(name)}`);
    if (members.length === 0) report.add('empty-group', spot, `the group ${quoted(name)}`);
    for (const [i, member] of members.entries()) {
      if (!instances.has(member))
        report.add(
          'unknown-instance',
          spotOfItem(source, members, i),
          `the instance ${quoted(member)}`,
          didYouMean(member, Object.keys(value.instances ?? {})),
        );
    }
    groups.set(
      name,
      members.flatMap((member) => instances.get(member) ?? []),
    );
  }
  return groups;
}

/** Whether a scope pattern can mean the account. A stable id may have any name. */
export function mayMatch(patterns: readonly string[], type: string, name: string): boolean {
  if (!name.startsWith('id:')) return matchesAny(patterns, `${type}/${name}`);
  const prefix = `${type}/`;
  return patterns.some((pattern) => {
    const literal = pattern.split('*', 1)[0] ?? '';
    return literal === pattern ? literal.startsWith(prefix) : literal.startsWith(prefix) || prefix.startsWith(literal);
  });
}

/** Scopes too wide to stand without a word of explanation. */
export function tellWideScopes(documents: Documents, excused: ReadonlySet<string>, report: Report): void {
  for (const { source, value } of documents.Target) {
    const names = [value.name, ...Object.keys(value.instances ?? {}).map((part) => `${value.name}.${part}`)];
    const fine = excused.has(value.name) || (names.length > 1 && names.slice(1).every((name) => excused.has(name)));
    if (fine) continue;
    for (const scope of value.scope ?? []) {
      for (const [i, pattern] of patternsOf(scope.accounts).entries()) {
        const spot = typeof scope.accounts === 'string' ? spotOfValue(source, scope, 'accounts') : spotOfItem(source, scope.accounts, i);
        if (isWide(pattern)) report.add('wide-scope', spot, `the scope ${quoted(pattern)} of ${quoted(value.name)}`);
      }
    }
  }
}

function canonicalWords(connector: ConnectorKinds, target: string, words: string, spot: Spot, report: Report): string {
  const slash = words.indexOf('/');
  const made = connector.canonical({
    target,
    account: words,
    kind: words.slice(0, slash),
    name: words.slice(slash + 1),
    facets: {},
    facts: {},
  });
  if (!('refused' in made)) return `${made.kind}/${made.name}`;
  report.add('refused-name', spot, `${quoted(words)}: ${quoted(made.refused)}`);
  return words;
}

/** Applies the connector's spelling; what it refuses is told. */
export function canonicalOf(instance: Instance, entry: Entitlement, spot: Spot, report: Report): Entitlement | null {
  const made = instance.canonical(entry);
  if (!('refused' in made)) return made;
  report.add('refused-name', spot, `${quoted(`${entry.target}/${entry.kind}/${entry.name}`)}: ${quoted(made.refused)}`);
  return null;
}
