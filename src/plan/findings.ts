/** Something to tell people, with no change. */
import { compareText } from '../model/order.ts';
import type { Blocked, Finding, Withholding, World } from '../model/plan.ts';
import type { Sight } from '../model/sight.ts';
import type { TargetState } from '../model/state.ts';
import { returnsUntilFlapping, weekMs } from './guards.ts';
import type { Judged } from './verdict.ts';

export function findingsOf(
  judged: readonly Judged[],
  blocked: readonly Blocked[],
  state: TargetState,
  sight: Sight,
  withholding: Withholding,
  world: World,
): readonly Finding[] {
  const found = [
    ...withholding.findings,
    ...undeclared(judged, state.policy.name),
    ...unreviewed(judged, state.policy.name),
    ...withheld(judged, withholding),
    ...notRevoked(blocked),
    ...unproven(state, sight),
    ...owed(judged, state, sight),
    ...flapping(state, world.now),
    ...ownerless(state),
  ];
  return found.toSorted((a, b) => compareText(a.rule, b.rule) || compareText(a.subject, b.subject));
}

/** One for each account in scope that no identity declares. */
function undeclared(judged: readonly Judged[], target: string): readonly Finding[] {
  const accounts = new Map<string, { grants: number; credentials: number }>();
  for (const { item } of judged) {
    if (item.live === null || !item.proven || item.scope === 'out' || item.identity !== null) continue;
    const counts = accounts.get(item.accountWords) ?? { grants: 0, credentials: 0 };
    if (item.kind.role === 'credential') counts.credentials += 1;
    else if (item.kind.role !== 'account') counts.grants += 1;
    accounts.set(item.accountWords, counts);
  }
  return [...accounts].map(([words, { grants, credentials }]) => ({
    rule: 'undeclared',
    severity: 'note' as const,
    subject: `${target}/${words}: no identity declares this account (${grants} grants, ${credentials} credentials)`,
    at: null,
    remedy: 'declare it as an Identity, or take it out of the scope',
  }));
}

/** From before the baseline, one for each account: nobody has decided on it yet. */
function unreviewed(judged: readonly Judged[], target: string): readonly Finding[] {
  const byAccount = Map.groupBy(
    judged.filter((j) => j.verdict === 'unreviewed'),
    ({ item }) => item.identity ?? `${target}/${item.accountWords}`,
  );
  return [...byAccount].map(([holder, items]) => ({
    rule: 'unreviewed',
    severity: 'note' as const,
    subject: `${holder}: ${listed(items.map(({ item }) => item.written))}`,
    at: null,
    remedy: 'from before the baseline and never decided: declare it to keep it, or list it under never to have it taken',
  }));
}

/** Approved, and held back for now: whose it is and by what. */
function withheld(judged: readonly Judged[], withholding: Withholding): readonly Finding[] {
  const byReason = Map.groupBy(
    // A line whose time is over, or to come, says so itself.
    judged.filter((j) => j.verdict === 'withheld' && withholding.withheld.get(j.item.key)?.authority !== 'clock'),
    ({ item }) => [item.identity, withholding.withheld.get(item.key)?.source].join(': '),
  );
  return [...byReason].map(([reason, items]) => ({
    rule: 'withheld',
    severity: 'note' as const,
    subject: `${reason}; not held now: ${listed(items.map(({ item }) => item.written))}`,
    at: null,
    remedy: 'nothing is to be done: it comes back, if at all, as giveBack of the target says',
  }));
}

const shownNames = 5;
const listed = (names: readonly string[]): string =>
  [...names.toSorted(compareText).slice(0, shownNames), ...(names.length > shownNames ? [`${names.length - shownNames} more`] : [])].join(
    ', ',
  );

/** An offboarding that a mode holds back is told as NOT revoked. */
function notRevoked(blocked: readonly Blocked[]): readonly Finding[] {
  const counts = new Map<string, number>();
  for (const { change, guard } of blocked) {
    if (guard !== 'mode' || change.verb !== 'revoke' || change.because.authority !== 'directory') continue;
    const name = `${change.identity ?? change.label}: ${change.because.source}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => ({
    rule: 'offboarding-not-revoked',
    severity: 'error' as const,
    subject: `${name}; ${count} entitlements are NOT revoked: mode observe`,
    at: null,
    remedy: 'take them out by hand, or raise the mode by a pull request',
  }));
}

/** Some kinds were read whole, others not: why, in the connector's words. */
const unproven = (state: TargetState, sight: Sight): readonly Finding[] =>
  sight.live.error === null || sight.provenKinds.size === 0
    ? []
    : [
        {
          rule: 'unproven',
          severity: 'error',
          subject: `${state.policy.name}: not everything was read whole`,
          at: null,
          remedy: sight.live.error.message,
        },
      ];

/** Decided work on a kind that could not be read. */
function owed(judged: readonly Judged[], state: TargetState, sight: Sight): readonly Finding[] {
  const waiting = judged.filter(({ item, verdict }) => verdict === 'unknown' && item.row !== null && item.row.mandate !== null);
  const kinds = Map.groupBy(waiting, ({ item }) => item.kind.name);
  return [...kinds].map(([kind, items]) => ({
    rule: 'unread',
    severity: 'error' as const,
    subject: `${state.policy.name}: ${kind} was not read whole, and ${items.length} approved changes wait for it`,
    at: null,
    remedy: sight.live.error?.message ?? 'see why the connector gave no proof for this kind',
  }));
}

/** Also of what goes on being revoked: somebody or something gives it again and again. */
function flapping(state: TargetState, now: number): readonly Finding[] {
  return Object.entries(state.returns)
    .map(([verbKey, times]) => [verbKey, times.filter((at) => now - at < weekMs).length] as const)
    .filter(([, times]) => times >= returnsUntilFlapping)
    .map(([verbKey, times]) => ({
      rule: 'flapping',
      severity: 'error' as const,
      subject: `${state.policy.name}: ${verbKey} was verified ${times} times within 7 days`,
      at: null,
      remedy: 'if it is wanted once more, somebody or something else writes it: find out who, then decide',
    }));
}

const ownerless = (state: TargetState): readonly Finding[] =>
  state.identities
    .filter((i) => i.owner === 'unknown')
    .map((i) => ({
      rule: 'owner-unknown',
      severity: 'note' as const,
      subject: `${i.name} has no owner, so it is only observed`,
      at: null,
      remedy: 'name a Team as its owner',
    }));
