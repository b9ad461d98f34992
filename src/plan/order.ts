/** The order in a target, and what waits for what (design §4, Order in a target). */
import type { KindRole } from '../model/entitlement.ts';
import { compareText } from '../model/order.ts';
import type { Blocked, Change } from '../model/plan.ts';
import type { TargetState } from '../model/state.ts';
import type { Candidate } from './guards.ts';

const roleRank: Readonly<Record<KindRole, number>> = { login: 0, credential: 1, grant: 2, sink: 2, account: 3 };

/** Offboarding (login, credentials, grants, account), grants (account first), adjusts, revokes (account last). */
function rank({ change, item }: Candidate): number {
  const role = roleRank[item.kind.role];
  if (change.verb === 'grant') return 100 + (item.kind.role === 'account' ? 0 : 1 + role);
  if (change.verb === 'adjust') return 200;
  return isOffboarding({ change, item }) ? role : 300 + role;
}

const isOffboarding = ({ change, item }: Pick<Candidate, 'change' | 'item'>): boolean =>
  change.because.authority === 'directory' ||
  change.because.authority === 'hold' ||
  (change.because.authority === 'review' && (item.account?.disowned ?? null) !== null);

export const inOrder = (candidates: readonly Candidate[]): readonly Candidate[] =>
  candidates.toSorted((a, b) => rank(a) - rank(b) || compareText(a.change.key, b.change.key));

const reviewOf = (change: Change): string | null =>
  change.because.authority === 'review' ? JSON.stringify([change.because.source, change.because.at, change.identity]) : null;

/**
 * Sets `needs`: a change on an account that this plan creates, and a review revoke for the grants of the same review on
 * that identity, those only that are done now or blocked for less than the review is valid.
 */
export function withNeeds(
  candidates: readonly Candidate[],
  blocked: readonly Blocked[],
  creates: ReadonlyMap<string | undefined, Change>,
  state: TargetState,
  now: number,
): readonly Candidate[] {
  const grants = new Map<string | null, string[]>();
  const remember = (change: Change): void => {
    const review = change.verb === 'grant' ? reviewOf(change) : null;
    if (review === null) return;
    const ids = grants.get(review);
    if (ids === undefined) grants.set(review, [change.id]);
    else ids.push(change.id);
  };
  for (const { change } of candidates) remember(change);
  for (const { change } of blocked) if (now - change.because.at < state.settings.reviewValidSeconds * 1000) remember(change);
  return candidates.map((c) => {
    const created = c.item.refused === 'absent' && c.item.kind.role !== 'account' ? creates.get(c.item.wanted?.account) : undefined;
    const review = c.change.verb === 'revoke' && !isOffboarding(c) ? reviewOf(c.change) : null;
    const needs = [...(created === undefined ? [] : [created.id]), ...(grants.get(review) ?? [])].sort(compareText);
    return { ...c, change: { ...c.change, needs } };
  });
}

/** What needs something that is not done now is not done either. */
export function judgeNeeds(candidates: readonly Candidate[], state: TargetState): readonly Blocked[] {
  const blocked: Blocked[] = [];
  let rest = candidates;
  for (;;) {
    const ids = new Set(rest.map((c) => c.change.id));
    const stuck = rest.filter((c) => c.change.needs.some((id) => !ids.has(id)));
    if (stuck.length === 0) return blocked;
    for (const { change } of stuck) {
      // A review revoke waits for its grants no longer than the review is valid.
      const notBefore = change.verb === 'revoke' ? change.because.at + state.settings.reviewValidSeconds * 1000 : null;
      blocked.push({ change, guard: 'needs', why: 'something that must come first is blocked', wayOut: 'see what blocks it', notBefore });
    }
    rest = rest.filter((c) => !stuck.includes(c));
  }
}
