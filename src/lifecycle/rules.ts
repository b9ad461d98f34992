/** Which credentials break which rule (policy.md, Rule). Unknown age or use breaks nothing. */
import type { Entitlement } from '../model/entitlement.ts';
import { compareText } from '../model/order.ts';
import { isWide, namesTarget, WIDE_SCOPE } from '../model/pattern.ts';
import type { Finding } from '../model/plan.ts';
import type { ExceptionPolicy, IdentityPolicy, RulePolicy } from '../model/policy.ts';
import type { Seen, Sight } from '../model/sight.ts';
import type { TargetState } from '../model/state.ts';

/** One that is there. */
type Credential = Seen & { readonly live: Entitlement };

export interface Violation {
  readonly rule: RulePolicy;
  readonly item: Seen;
  /** What is broken, or null where age or use cannot be told. */
  readonly broken: string | null;
}

const days = (ms: number): string => `${Math.floor(ms / 86_400_000)} d`;

export function violations(state: TargetState, sight: Sight, now: number): readonly Violation[] {
  const identities: ReadonlyMap<string | null, IdentityPolicy> = new Map(state.identities.map((i) => [i.name, i]));
  const credentials = sight.items.filter(
    (i): i is Credential => i.kind.role === 'credential' && i.live !== null && i.proven && i.scope !== 'out',
  );
  const found: Violation[] = [];
  for (const rule of state.rules) {
    const concerned = credentials.filter(
      (i) => appliesTo(rule, state, identities.get(i.identity) ?? null) && !isExcepted(state, rule, i.identity, now),
    );
    for (const item of concerned) {
      const { seen } = item.live;
      const limits: readonly (readonly [number | undefined, number | undefined, string])[] = [
        [rule.require.maxAgeSeconds, seen?.createdAt, 'created'],
        // No last use may mean "never" or "not told": unknown, so it breaks nothing.
        [rule.require.maxIdleSeconds, seen?.lastUsedAt, 'last used'],
      ];
      for (const [seconds, since, what] of limits) {
        if (seconds === undefined) continue;
        if (since === undefined) found.push({ rule, item, broken: null });
        else if (now - since > seconds * 1000)
          found.push({ rule, item, broken: `${what} ${days(now - since)} ago, ${days(seconds * 1000)} allowed` });
      }
    }
    for (const over of overCount(rule, concerned)) found.push(over);
  }
  return found;
}

function appliesTo(rule: RulePolicy, state: TargetState, identity: IdentityPolicy | null): boolean {
  const { type, target, owner } = rule.where;
  if (target !== undefined && !namesTarget(target, state.policy.name)) return false;
  if (type !== undefined && (identity === null || !type.includes(identity.type))) return false;
  return owner === undefined || (identity !== null && owner.includes(identity.owner));
}

/** Both of its ends count from its approval, not from the file: 180 days at most. */
function isExcepted(state: TargetState, rule: RulePolicy, identity: string | null, now: number): boolean {
  return state.exceptions.some(
    (e) => 'rule' in e && e.rule === rule.id && e.identities.some((i) => i === identity) && now < exceptionEnds(state, e, 180),
  );
}

export const exceptionEnds = (state: TargetState, e: ExceptionPolicy, days_: number): number =>
  Math.min(e.until, (state.exceptionsSince[e.id] ?? 0) + days_ * 86_400_000);

const createdAt = (c: Credential): number => c.live.seen?.createdAt ?? -Infinity;

/** The newest stay; those of unknown age count as oldest but are never taken for their count. */
function overCount(rule: RulePolicy, concerned: readonly Credential[]): readonly Violation[] {
  const max = rule.require.maxCount;
  if (max === undefined) return [];
  const byAccount = Map.groupBy(concerned, (i) => JSON.stringify([i.kind.name, i.accountId]));
  return [...byAccount.values()].flatMap((items) =>
    items
      .toSorted((a, b) => createdAt(b) - createdAt(a) || compareText(a.key, b.key))
      .slice(max)
      .map((item): Violation => ({
        rule,
        item,
        broken: item.live.seen?.createdAt === undefined ? null : `${items.length} of them, ${max} allowed, the newest stay`,
      })),
  );
}

/** Scopes of everything whose Exception is over: the policy, which knows no clock, still lets them stand. */
export function wideScopes(state: TargetState, now: number): readonly Finding[] {
  const { name, scopes } = state.policy;
  const excuses = state.exceptions.filter((e) => 'rule' in e && e.rule === WIDE_SCOPE && namesTarget(e.identities, name));
  // One without any does not compile.
  if (excuses.length === 0 || excuses.some((e) => now < exceptionEnds(state, e, 180))) return [];
  return [...new Set(scopes.flatMap((s) => s.accounts.filter(isWide)))].map((pattern) => ({
    rule: WIDE_SCOPE,
    severity: 'error' as const,
    subject: `${name}: the scope ${pattern} takes in everything, and no Exception for it stands any more`,
    at: null,
    remedy: 'name a narrower pattern, or renew the Exception, by a pull request',
  }));
}
