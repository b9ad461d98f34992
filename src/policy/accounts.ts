/** Accounts of identities: resolved to instances, spelt by the connector, claimed by one identity each. */
import type { Kind } from '../model/entitlement.ts';
import { fold } from '../model/fold.ts';
import { matchesAnyFolded } from '../model/pattern.ts';
import type { AccountRef, IdentityPolicy, TeamPolicy } from '../model/policy.ts';
import { LIMITS } from './limits.ts';
import type { FormLine } from './lines.ts';
import type { Holder } from './holders.ts';
import type { Spot } from './positions.ts';
import type { Report } from './problems.ts';
import { quoted } from './quoted.ts';
import { canonicalOf, mayMatch, tellAccountType, type Instance, type Targets } from './targets.ts';
import { VEIL, fill, hasParameters, parametersOf } from './template.ts';
import { writtenForm } from './written-form.ts';
import type { Values } from './roles.ts';

export interface Account {
  readonly ref: AccountRef;
  /** `type/name`. */
  readonly words: string;
  readonly instance: Instance;
  readonly spot: Spot;
  /** Kinds that some scope line manages for it; null: the kinds are not known. */
  readonly managed: ReadonlySet<string> | null;
}

export interface Filled {
  readonly part: string | null;
  readonly name: string;
  /** The name without what parameters put in; null: it has none. */
  readonly veiled: string | null;
}

/** Parameters put in, once. null: told. */
export function fillForm(form: FormLine, values: Values, spot: Spot, report: Report): Filled | null {
  const used = [...(form.part ? parametersOf(form.part) : []), ...parametersOf(form.name)];
  const missing = used.find((name) => !values.has(name));
  if (missing !== undefined) {
    report.add(
      missing === 'environment' ? 'no-environment' : 'missing-parameter',
      spot,
      `the parameter ${quoted(missing)} in ${quoted(form.text)}`,
    );
    return null;
  }
  const valueOf = (name: string): string => values.get(name) ?? '';
  return {
    part: form.part ? fill(form.part, valueOf) : null,
    name: fill(form.name, valueOf),
    veiled: hasParameters(form.name) ? fill(form.name, () => VEIL) : null,
  };
}

/** Whether a name is privileged or protected, or would be taken for one that is, only by what a parameter put in. */
export function builtByParameter(instance: Instance, kind: Kind, name: string, veiled: string): boolean {
  const ofTarget = [...instance.policy.privileged, ...instance.policy.protected];
  const ofKind = [...kind.administrator, ...kind.privileged, ...kind.vendor];
  const standsOut = (text: string): boolean => matchesAnyFolded(ofTarget, `${kind.name}/${text}`) || matchesAnyFolded(ofKind, text);
  return standsOut(name) && !standsOut(veiled);
}

/** Accounts over all identities, by the fold of their names: who claims one twice is told. */
export type Claims = Map<string, { readonly identity: string; readonly words: string }>;

export function accountsOf(holder: Holder, targets: Targets, claims: Claims, report: Report): Account[] {
  const accounts: Account[] = [];
  for (const line of holder.accounts) {
    const spot = holder.lineSpot('accounts', line);
    const filled = fillForm(line, holder.values, spot, report);
    if (!filled) continue;
    for (const instance of targets.place(
      line.target,
      filled.part,
      'groups',
      line.part && hasParameters(line.part) ? spot : line.spot,
      report,
    ) ?? []) {
      if (accounts.length >= LIMITS.expandedLinesOfIdentity) {
        report.add('too-many-lines', spot, `the accounts of ${quoted(holder.name)}`);
        return accounts;
      }
      const account = accountIn(instance, line, filled, spot, report);
      if (account && claim(account, holder, claims, report)) accounts.push(account);
    }
  }
  return accounts;
}

function accountIn(instance: Instance, line: FormLine, { name, veiled }: Filled, spot: Spot, report: Report): Account | null {
  const target = instance.policy.name;
  if (!instance.kinds) return { ref: { target, type: line.kind, name }, words: `${line.kind}/${name}`, instance, spot, managed: null };
  if (!tellAccountType(line.kind, instance.kinds, line.spot, report)) return null;
  const ref = spelt(instance, line.kind, name, spot, report);
  const kind = instance.kinds.get(line.kind);
  if (!ref || !kind) return null;
  if (veiled !== null && builtByParameter(instance, kind, ref.name, veiled))
    report.add('privileged-by-parameter', spot, `the account ${quoted(`${target}/${line.kind}/${name}`)}`);
  const scopes = instance.policy.scopes.filter((scope) => mayMatch(scope.accounts, ref.type, ref.name));
  if (scopes.length === 0) report.add('account-not-managed', spot, `the account ${quoted(`${target}/${ref.type}/${ref.name}`)}`);
  const managed = scopes.length === 0 ? null : new Set(scopes.flatMap((scope) => scope.kinds));
  return { ref, words: `${ref.type}/${ref.name}`, instance, spot, managed };
}

/** An account's name as the connector spells it. */
function spelt(instance: Instance, type: string, name: string, spot: Spot, report: Report): AccountRef | null {
  const words = `${type}/${name}`;
  const made = canonicalOf(
    instance,
    { target: instance.policy.name, account: words, kind: type, name, facets: {}, facts: {} },
    spot,
    report,
  );
  return made && { target: instance.policy.name, type, name: made.name };
}

function claim(account: Account, holder: Holder, claims: Claims, report: Report): boolean {
  const { target, type, name } = account.ref;
  // Stable ids may differ in case alone; names must not.
  const key = JSON.stringify([target, type, name.startsWith('id:') ? name : fold(name)]);
  const other = claims.get(key);
  if (other) {
    const who = other.identity === holder.name ? 'the same identity' : quoted(other.identity);
    report.add(
      'account-claimed-twice',
      account.spot,
      `the account ${quoted(`${target}/${type}/${name}`)} of ${quoted(holder.name)}, also ${quoted(other.words)} of ${who}`,
    );
    return false;
  }
  claims.set(key, { identity: holder.name, words: account.words });
  return true;
}

/** The record that says whether an identity is active. */
export function directoryOf(holder: Holder, targets: Targets, report: Report): IdentityPolicy['directory'] {
  const line = holder.directory;
  if (!line) return null;
  const spot = holder.lineSpot('directory', line);
  const filled = fillForm(line, holder.values, spot, report);
  const instance = filled && directoryInstance(targets, line.target, filled.part, spot, report);
  const lifecycle = instance?.policy.lifecycle;
  if (!filled || !instance || !lifecycle) return null;
  const raw = typeof holder.fields.directory === 'object' ? holder.fields.directory : null;
  const onAbsent = raw?.onAbsent ?? lifecycle.onAbsent;
  const onDisabled = raw?.onDisabled ?? lifecycle.onDisabled;
  if (raw?.onAbsent !== undefined && onAbsent !== 'report' && lifecycle.sentinels.length === 0)
    report.add('absent-without-sentinels', spot, `the directory of ${quoted(holder.name)}`);
  if (instance.kinds && !tellAccountType(line.kind, instance.kinds, line.spot, report)) return null;
  const ref = instance.kinds
    ? spelt(instance, line.kind, filled.name, spot, report)
    : { target: instance.policy.name, type: line.kind, name: filled.name };
  return ref && { ...ref, onDisabled, onAbsent };
}

function directoryInstance(targets: Targets, target: string, part: string | null, spot: Spot, report: Report): Instance | null {
  if (!targets.byName.has(target)) {
    if (!targets.isFaulty(target)) report.add('unknown-directory', spot, `the directory ${quoted(target)}`);
    return null;
  }
  const [instance] = targets.place(target, part, 'noGroups', spot, report) ?? [];
  if (!instance) return null;
  if (instance.policy.lifecycle) return instance;
  report.add('directory-without-authority', spot, `the target ${quoted(target)}`);
  return null;
}

/** A Team's group: any kind of the directory. */
export function teamDirectory(targets: Targets, written: string, spot: Spot, report: Report): TeamPolicy['directory'] {
  const form = writtenForm(written);
  if (!form) {
    report.add('written-form', spot, quoted(written));
    return null;
  }
  const instance = directoryInstance(targets, form.target, form.part, spot, report);
  if (!instance) return null;
  if (instance.kinds && !instance.kinds.has(form.kind)) {
    report.add('unknown-kind', spot, `the kind ${quoted(form.kind)}`);
    return null;
  }
  return { target: instance.policy.name, type: form.kind, name: form.name };
}
