/** Makes a draft one that the compiler accepts: what an edit left without its place goes, as a person would take it out. */
import { matchesAny } from '../../src/model/pattern.ts';
import type { AccountDraft, AccountWords, Draft, GrantDraft, IdentityDraft, ScopeDraft, TargetDraft } from './draft.ts';

export function repair(draft: Draft): Draft {
  const targets = mapValues(draft.targets, (t) => repairTarget(t, draft));
  const roles = mapValues(draft.roles, (r) => ({
    ...r,
    access: r.access.filter((g) => Object.hasOwn(targets, g.target)).map(withoutStrangeFacts),
  }));
  const half: Draft = { ...draft, targets, roles };
  const claimed = new Set<string>();
  const identities = Object.fromEntries(
    Object.entries(draft.identities).map(([name, identity]) => [name, repairIdentity(identity, half, claimed)]),
  );
  return { ...half, identities, exceptions: repairExceptions({ ...half, identities }) };
}

/** Only a role has a fact. */
function withoutStrangeFacts(g: GrantDraft): GrantDraft {
  if (g.admin === undefined || g.grant.startsWith('role/')) return g;
  const { admin: _admin, ...rest } = g;
  return rest;
}

const mapValues = <T, U>(of: Readonly<Record<string, T>>, make: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [name, make(value)]));

function repairTarget(target: TargetDraft, draft: Draft): TargetDraft {
  const name = Object.keys(draft.targets).find((n) => draft.targets[n] === target) ?? '';
  const mayBeWide = Object.values(draft.exceptions).some((e) => 'rule' in e && e.rule === 'wide-scope' && e.for.includes(name));
  const isWide = (pattern: string): boolean => pattern === 'user/*' || pattern === '*';
  const full = target.scope.filter((line) => line.kinds.length > 0 && line.accounts.length > 0);
  const scope = mayBeWide ? full : full.map((line) => ({ ...line, accounts: line.accounts.map((a) => (isWide(a) ? 'user/svc-*' : a)) }));
  const lifecycle =
    target.lifecycle !== null && target.lifecycle.sentinels.length === 0
      ? { ...target.lifecycle, onAbsent: 'report' as const }
      : target.lifecycle;
  return { ...target, scope: scope.length === 0 && lifecycle === null ? [nothingThere] : scope, lifecycle };
}

/** A target must name a scope: this one has no accounts. */
const nothingThere: ScopeDraft = { accounts: ['user/nobody'], kinds: ['role'] };

/** Kinds that the scope manages for an account; a stable id may have any name. */
export function kindsManaged(target: TargetDraft | undefined, account: AccountWords): ReadonlySet<string> {
  const isById = account.startsWith('user/id:');
  const lines = (target?.scope ?? []).filter((s) => (isById ? s.accounts.some(mayMeanAnId) : matchesAny(s.accounts, account)));
  return new Set(lines.flatMap((s) => s.kinds));
}

const mayMeanAnId = (pattern: string): boolean => pattern.includes('*');

function repairIdentity(identity: IdentityDraft, draft: Draft, claimed: Set<string>): IdentityDraft {
  const accounts = identity.accounts.filter(({ target, account }) => {
    const key = `${target}/${account}`;
    if (claimed.has(key) || kindsManaged(draft.targets[target], account).size === 0) return false;
    claimed.add(key);
    return true;
  });
  const fits = (g: GrantDraft): boolean => accountOf(g, accounts, draft) !== null;
  const facts = new Map<string, boolean>();
  const agrees = (g: GrantDraft): boolean => {
    const key = `${accountOf(g, accounts, draft)} ${g.target}/${g.grant}`;
    const known = facts.get(key);
    if (known === undefined) facts.set(key, g.admin ?? false);
    return known === undefined || known === (g.admin ?? false);
  };
  const roles = identity.roles.filter((name) => draft.roles[name]?.access.every((g) => fits(g) && agrees(g)));
  const access = identity.access.map(withoutStrangeFacts).filter((g) => stands(g) && fits(g) && agrees(g));
  const given = new Set([...access, ...roles.flatMap((r) => draft.roles[r]?.access ?? [])].map((g) => `${g.target}/${g.grant}`));
  const never = [...new Set(identity.never)].filter((written) => !given.has(written) && isNeverPossible(written, accounts, draft));
  const { from, until, ...rest } = identity;
  const terms = from !== undefined && until !== undefined && until <= from ? { from } : pick({ from, until });
  return {
    ...rest,
    ...terms,
    owner: identity.owner === 'unknown' || Object.hasOwn(draft.teams, identity.owner) ? identity.owner : 'unknown',
    accounts,
    directory: repairDirectory(identity.directory, draft),
    roles,
    access,
    never,
  };
}

const pick = ({ from, until }: { from: number | undefined; until: number | undefined }): Pick<IdentityDraft, 'from' | 'until'> => ({
  ...(from === undefined ? {} : { from }),
  ...(until === undefined ? {} : { until }),
});

const stands = (g: GrantDraft): boolean => g.from === undefined || g.until === undefined || g.from < g.until;

const kindOf = (grant: string): string => grant.slice(0, grant.indexOf('/'));

/** The account that holds it; null: nobody could, or it is not clear who. */
export function accountOf(g: GrantDraft, accounts: readonly AccountDraft[], draft: Draft): AccountWords | null {
  const there = accounts.filter((a) => a.target === g.target);
  const [first] = g.account === undefined ? there : there.filter((a) => a.account === g.account);
  if (first === undefined || (g.account === undefined && there.length > 1)) return null;
  return kindsManaged(draft.targets[g.target], first.account).has(kindOf(g.grant)) ? first.account : null;
}

function isNeverPossible(written: string, accounts: readonly AccountDraft[], draft: Draft): boolean {
  const [target = '', kind = ''] = written.split('/');
  const there = accounts.filter((a) => a.target === target);
  return there.length > 0 && there.every((a) => kindsManaged(draft.targets[target], a.account).has(kind));
}

function repairDirectory(directory: IdentityDraft['directory'], draft: Draft): IdentityDraft['directory'] {
  const lifecycle = directory === null ? null : (draft.targets[directory.target]?.lifecycle ?? null);
  if (directory === null || lifecycle === null) return null;
  const { onAbsent, ...rest } = directory;
  return onAbsent !== undefined && (onAbsent === 'report' || lifecycle.sentinels.length > 0) ? directory : rest;
}

type Exception = Draft['exceptions'][string];

function repairExceptions(draft: Draft): Draft['exceptions'] {
  return Object.fromEntries(
    Object.entries(draft.exceptions).flatMap(([id, e]): readonly (readonly [string, Exception])[] => {
      if ('limit' in e) return Object.hasOwn(draft.targets, e.limit.split('/', 1)[0] ?? '') ? [[id, e]] : [];
      const known = e.rule === 'wide-scope' ? draft.targets : draft.identities;
      const names = e.for.filter((name) => Object.hasOwn(known, name));
      const isKnown = e.rule === 'wide-scope' || Object.hasOwn(draft.rules, e.rule);
      return isKnown && names.length > 0 ? [[id, { ...e, for: names }]] : [];
    }),
  );
}
