/** The guards that judge one change by itself: each may block it, with the way out, never add one. First in the list counts. */
import type { Entitlement, Kind } from '../model/entitlement.ts';
import { keyOf, verbKey, writtenGrant } from '../model/key.ts';
import { matchesAny, matchesAnyFolded } from '../model/pattern.ts';
import type { Blocked, Change, Guard, Withholding, World } from '../model/plan.ts';
import type { Seen, Sight } from '../model/sight.ts';
import type { Approved, Decision, Intent, TargetState } from '../model/state.ts';
import { standing } from '../model/terms.ts';
import { namesOf, riskOf } from './change.ts';

export const weekMs = 7 * 86_400_000;
/** Came back so often within a week: one decision, and a correction is no longer repeated. */
export const returnsUntilFlapping = 3;

export type Wave = NonNullable<Approved['wave']>;

export interface Context {
  readonly state: TargetState;
  readonly sight: Sight;
  readonly withholding: Withholding;
  readonly world: World;
  readonly decisions: ReadonlyMap<string, Decision>;
  /** The grant of the account object that this plan creates, by the account's declared words. */
  readonly creates: ReadonlyMap<string | undefined, Change>;
  /** By verb and key: writes whose old answer may still come. */
  readonly settling: ReadonlyMap<string, Intent>;
  /** Whether every change of the first wave of this role and review is through. */
  readonly firstWaveDone: (wave: Wave) => boolean;
}

export interface Candidate {
  readonly item: Seen;
  readonly change: Change;
  readonly givingBack: boolean;
}

interface Stop {
  readonly why: string;
  readonly wayOut: string;
  readonly notBefore?: number;
}
type Judge = (c: Candidate, x: Context) => Stop | null;

const isCorrection = ({ change }: Candidate): boolean => change.because.authority === 'correction';
const gives = ({ change }: Candidate): boolean => change.verb !== 'revoke';
/** A set back (of a giving back: give back) passes mode from review up, drift and announced; every other guard holds. */
const isSetBack = ({ change }: Candidate, x: Context): boolean => x.decisions.get(change.id)?.verdict === 'setBack';
type Drift = keyof TargetState['policy']['drift'];
/** Of a correction. */
const driftOf = ({ change }: Candidate): Drift => change.verdict as Drift;

/** Accepting is an edit of the YAML: which one depends on what differs. */
const accept: Readonly<Record<Drift, string>> = {
  unauthorized: 'declare it in the YAML',
  missing: 'take the line out of the YAML',
  altered: 'write in the YAML what is live',
};
/** How to answer, each face says. */
const answersTo = (drift: Drift): string => `accept it (${accept[drift]}) or set it back`;

export const guards: readonly (readonly [Guard, Judge])[] = [
  [
    'managedBy',
    ({ item }) =>
      item.managedBy === null ? null : { why: `${item.managedBy.tool} manages this scope`, wayOut: `change it in ${item.managedBy.fixAt}` },
  ],
  [
    'mode',
    (c, x) => {
      if (c.change.mode === 'enforce') return null;
      if (x.world.mostMode === 'observe')
        return {
          why: 'the state here is not sealed, so everything is only watched',
          wayOut: 'give the runs that write state a seal key and an App of your own, as docs/github.md of nhi-reconcile says',
        };
      if (c.change.mode === 'observe') {
        const isNew = x.state.policy.ceiling !== 'observe' && !x.state.watched.some((w) => w.kind === c.item.kind.name);
        return isNew
          ? { why: 'this scope has no baseline yet, so it is only watched', wayOut: 'the first round of an apply makes it' }
          : { why: 'observed only: nothing is written', wayOut: 'raise the mode by a pull request (target ceiling, team, identity)' };
      }
      const { authority } = c.change.because;
      if (authority !== 'rule' || isSetBack(c, x)) return null;
      return { why: 'mode review carries out no rules', wayOut: 'raise the mode to enforce by a pull request' };
    },
  ],
  [
    'pause',
    (_, { world }) => {
      const hold = world.holds.find((h) => h.do === 'pause' && world.now < h.until);
      return hold === undefined
        ? null
        : { why: `all writes are paused by ${hold.by}: ${hold.because}`, wayOut: 'wait for its end', notBefore: hold.until };
    },
  ],
  [
    'rebound',
    ({ item }) =>
      item.refused === 'rebound'
        ? {
            why: 'another object has this name now, under a new id',
            wayOut: 'if it is meant, write id:<stable id> in the YAML, by a pull request',
          }
        : null,
  ],
  [
    'ambiguous',
    (c, x) =>
      // An account that two identities claim is neither's: no drift of theirs, and no directory or rule of one takes from it.
      c.item.refused === 'ambiguous' || (c.item.row === null && c.change.because.authority !== 'hold' && isClaimedTwice(c.item, x.state))
        ? {
            why: 'two objects answer to this name, or two declared accounts are one',
            wayOut: 'write id:<stable id> in the YAML, by a pull request',
          }
        : null,
  ],
  [
    'absent',
    ({ item }, x) =>
      item.refused !== 'absent' || x.creates.has(item.wanted?.account)
        ? null
        : { why: 'the account or the object it names is not there', wayOut: 'create it, or let the scope manage its account kind' },
  ],
  [
    'proof',
    (c, x) => {
      if (!gives(c)) return null;
      const type = c.item.accountWords.slice(0, c.item.accountWords.indexOf('/'));
      const missing = [type, c.item.kind.refersTo].find((k) => k !== undefined && x.world.kinds.has(k) && !x.sight.provenKinds.has(k));
      return missing === undefined
        ? null
        : {
            why: `${missing} was not read whole, so it is not proven that this is still the same object`,
            wayOut: 'the next proven read carries it out',
          };
    },
  ],
  [
    'unsure',
    (c, x) =>
      gives(c) && x.withholding.unsure.has(c.change.identity)
        ? {
            why: 'its directory did not say whether it is active',
            wayOut: 'see why the directory is unproven or the record was never seen',
          }
        : null,
  ],
  [
    'capability',
    ({ item, change }) =>
      item.kind.verbs.includes(change.verb)
        ? null
        : { why: `this connector cannot ${change.verb} a ${item.kind.name}`, wayOut: 'do it by hand; the next round sees it' },
  ],
  [
    'ownAccount',
    ({ item }, x) =>
      x.sight.live.own.some((id) => id === item.accountId)
        ? { why: 'this is the account that we act as', wayOut: 'change it by hand, with another account' }
        : null,
  ],
  [
    'vendor',
    (c, x) => {
      const words = c.item.accountWords;
      const accountKind: Kind | undefined = x.world.kinds.get(words.slice(0, words.indexOf('/')));
      const isVendor =
        (accountKind !== undefined && matchesAny(accountKind.vendor, words.slice(words.indexOf('/') + 1))) ||
        (c.change.verb !== 'grant' && namesOf(c.item).some((name) => matchesAny(c.item.kind.vendor, name.slice(name.indexOf('/') + 1))));
      return isVendor ? { why: "the vendor's own principal", wayOut: 'leave it, or take it out of the scope' } : null;
    },
  ],
  [
    'protected',
    ({ item }, x) =>
      [...namesOf(item), ...item.accountNames].some((name) => matchesAnyFolded(x.state.policy.protected, name))
        ? { why: 'the target protects this name', wayOut: 'change `protected` of the Target by a pull request' }
        : null,
  ],
  [
    'kept',
    (c, x) => {
      const hold = x.withholding.kept.get(c.item.key);
      if (hold === undefined || !['correction', 'clock', 'rule'].includes(c.change.because.authority)) return null;
      return { why: `kept by ${hold.id} of ${hold.by}: ${hold.because}`, wayOut: 'it ends by itself', notBefore: hold.until };
    },
  ],
  [
    'decided',
    (c, x) => {
      const decision = x.decisions.get(c.change.id);
      if (decision?.verdict !== 'snoozed' || (decision.until ?? 0) <= x.world.now || !(isCorrection(c) || c.givingBack)) return null;
      return { why: `put off by ${decision.by}`, wayOut: 'it comes up again by itself', notBefore: decision.until ?? 0 };
    },
  ],
  [
    'settling',
    ({ change }, x) => {
      const intent = x.settling.get(verbKey(change));
      return intent === undefined
        ? null
        : { why: 'written already; an old answer may still come', wayOut: 'the proof is due then', notBefore: intent.until };
    },
  ],
  [
    'reviewTooOld',
    (c, x) => {
      if (!gives(c) || c.change.because.authority !== 'review' || c.givingBack) return null;
      const row = c.item.row;
      const began = row === null ? null : standing(row.terms, x.world.now, row.startedAt).began;
      const age = x.world.now - Math.max(c.change.because.at, began ?? 0);
      return age > x.state.settings.reviewValidSeconds * 1000
        ? {
            why: `its review is ${Math.floor(age / 86_400_000)} d old`,
            wayOut: 'a pull request that touches the line, or apply in the terminal',
          }
        : null;
    },
  ],
  [
    'rollout',
    ({ item, change }, x) => {
      const { row } = item;
      if (row === null || row.wave === null || row.wave.first || row.mandate === null) return null;
      const { wave } = row;
      if (x.world.now < wave.notBefore) return { why: `role ${wave.role} rolls out in waves`, wayOut: 'wait', notBefore: wave.notBefore };
      if (x.firstWaveDone(wave)) return null;
      const stop: Stop = { why: `the first wave of role ${wave.role} is not verified yet`, wayOut: 'see what blocks the first ones' };
      // A taking does not age: it waits for the first no longer than their review is valid.
      return change.verb === 'revoke' ? { ...stop, notBefore: row.mandate.at + x.state.settings.reviewValidSeconds * 1000 } : stop;
    },
  ],
  [
    'drift',
    (c, x) => {
      if (isSetBack(c, x)) return null;
      const isProposal = c.change.mode === 'review';
      if (c.givingBack) {
        return x.state.policy.giveBack === 'restore' && !isProposal
          ? null
          : { why: 'giving back is proposed, not done', wayOut: 'drop the lines, or give it back' };
      }
      if (!isCorrection(c)) return null;
      const rule = x.state.policy.drift[driftOf(c)];
      const wayOut = answersTo(driftOf(c));
      if (rule.do === 'report') return { why: 'drift of this sort is only reported', wayOut };
      return rule.do === 'propose' || isProposal ? { why: 'a proposal waits for an answer', wayOut } : null;
    },
  ],
  [
    'flapping',
    (c, x) => {
      const recent = (x.state.returns[verbKey(c.change)] ?? []).filter((at) => x.world.now - at < weekMs);
      const third = recent.at(-returnsUntilFlapping);
      if (!(isCorrection(c) || c.givingBack) || third === undefined) return null;
      return {
        why: `set back ${recent.length} times within 7 days, and it came back each time`,
        wayOut: 'somebody or something else writes this: find out who, then decide',
        notBefore: third + weekMs,
      };
    },
  ],
  // Last, for a saved detect round counts only where this alone blocks.
  [
    'announced',
    (c, x) => {
      if (!isCorrection(c) || isSetBack(c, x)) return null;
      const seen = x.state.announced[verbKey(c.change)] ?? 0;
      const { after } = x.state.policy.drift[driftOf(c)];
      return seen >= after
        ? null
        : {
            why: `announced in ${seen} earlier detect rounds of ${after}`,
            wayOut: 'a saved detect counts; the apply after it sets it back',
          };
    },
  ],
];

function isClaimedTwice(item: Seen, state: TargetState): boolean {
  const claims = state.accounts.filter((a) => a.id !== null && a.id === item.accountId && a.disowned === null && a.released === null);
  return claims.length > 1;
}

export function judgeAlone(candidate: Candidate, context: Context): Blocked | null {
  for (const [guard, judge] of guards) {
    const stop = judge(candidate, context);
    if (stop !== null) return { change: candidate.change, guard, why: stop.why, wayOut: stop.wayOut, notBefore: stop.notBefore ?? null };
  }
  return null;
}

/** Its key without the holder: the administrator of one database is no substitute for that of another. */
const sameThing = (e: Entitlement): string => keyOf({ ...e, account: '' });

/** Closing the login or taking the account takes all that it holds out of use. A deny does so on purpose, for a while. */
const isWayIn = ({ change, item }: Candidate): boolean =>
  change.verb === 'revoke' &&
  (item.kind.role === 'login' || item.kind.role === 'account') &&
  change.because.authority !== 'hold' &&
  item.live !== null;

/** What somebody holds, in sight of the plan or beyond its scope. */
interface Held {
  readonly key: string;
  readonly accountId: string | null;
  readonly written: string;
  readonly entry: Entitlement;
  readonly item: Seen | null;
}

/** What no scope lists is read all the same: whose way in closes loses it too. */
function administrationBeyond(waysIn: ReadonlyMap<string | null, unknown>, x: Context): readonly Held[] {
  if (waysIn.size === 0) return [];
  const inSight = new Set(x.sight.items.map((item) => item.liveKey));
  return x.sight.live.entries.flatMap((entry): readonly Held[] => {
    const kind = x.world.kinds.get(entry.kind);
    if (!waysIn.has(entry.account) || kind === undefined || kind.administrator.length === 0) return [];
    const key = keyOf(entry);
    const ref = x.sight.live.refs.find((r) => r.kind === kind.refersTo && r.id === entry.name);
    const name = ref?.name ?? entry.name;
    if (kind.role === 'account' || kind.role === 'login' || inSight.has(key) || !matchesAny(kind.administrator, name)) return [];
    return [{ key, accountId: entry.account, written: writtenGrant({ ...entry, name }), entry, item: null }];
  });
}

/**
 * The last administrator stays, and with it its login and its account: counted on live before this round's grants, over all
 * accounts of the target; of several leaving, the first by key stays.
 */
export function judgeLastAdministrator(candidates: readonly Candidate[], x: Context): readonly Blocked[] {
  const taken: ReadonlyMap<Seen | null, Candidate> = new Map(
    candidates.filter((c) => c.change.verb === 'revoke' && c.change.risk === 'administrator').map((c) => [c.item, c]),
  );
  const waysIn = Map.groupBy(candidates.filter(isWayIn), (c) => c.item.accountId);
  const isLeaving = (item: Seen): boolean =>
    taken.has(item) ||
    (item.kind.role !== 'account' && item.kind.role !== 'login' && waysIn.has(item.accountId) && riskOf(item, x.state) === 'administrator');
  const inSight = x.sight.items.flatMap((item): readonly Held[] => {
    const { key, accountId, written, live } = item;
    return live !== null && isLeaving(item) ? [{ key, accountId, written, entry: live, item }] : [];
  });
  const leaving = Map.groupBy([...inSight, ...administrationBeyond(waysIn, x)], (held) => sameThing(held.entry));
  const blocked = new Map<string, Blocked>();
  const stay = (c: Candidate, why: string): void =>
    void blocked.set(c.change.id, {
      change: c.change,
      guard: 'lastAdministrator',
      why,
      wayOut: 'give it to somebody else first',
      notBefore: null,
    });
  const kinds = new Set([...leaving.values()].flat().map((held) => held.entry.kind));
  const holders = Map.groupBy(
    x.sight.live.entries.filter((e) => kinds.has(e.kind)),
    sameThing,
  );
  for (const [thing, group] of leaving) {
    if (group.length < new Set(holders.get(thing)?.map((e) => e.account)).size) continue;
    const first = group.reduce((a, b) => (a.key < b.key ? a : b));
    for (const c of waysIn.get(first.accountId) ?? []) stay(c, `this account is the last that holds ${first.written}`);
    const own = taken.get(first.item);
    if (own !== undefined) stay(own, 'nobody would hold it any more');
  }
  return [...blocked.values()];
}
