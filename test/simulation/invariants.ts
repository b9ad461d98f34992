/** What must always hold (design §5), one small function each: of a single write, and of a run as a whole. Each answers what is wrong, or null. */
import { keyOf } from '../../src/model/key.ts';
import type { Change } from '../../src/model/plan.ts';
import { covers, modeOf, type Sent, unbacked } from './authority.ts';
import { fitsAny, managed, nameOfAccount } from './draft-means.ts';
import type { Draft } from './draft.ts';
import { accountOfThing, DAY, grantOfThing, type Oracle, type Thing, WEEK } from './oracle.ts';
import type { Moment, Ran, ReadTold, Written } from './trace.ts';

/** Every write of a world so far. */
export interface Past {
  readonly sent: readonly { readonly written: Written; readonly ran: Ran; readonly thing: Thing; readonly settleMs: number }[];
  readonly charges: Charge[];
  /** Exceptions that lifted a cap → the run that used them. */
  readonly spent: Map<string, Ran>;
}

interface Charge {
  readonly group: string;
  readonly unit: string;
  readonly key: string;
  readonly from: number;
  readonly to: number;
}

export interface WriteRule {
  readonly rule: string;
  readonly judge: (s: Sent, past: Past) => string | null;
}

export interface RunRule {
  readonly rule: string;
  readonly judge: (ran: Ran, scene: Scene) => string | null;
}

export interface Scene {
  readonly moment: Moment;
  readonly oracle: Oracle;
}

const takes = (s: Sent): boolean => s.written.change.verb === 'revoke';
const authority = (s: Sent): string => s.written.change.because.authority;
const isDrift = (s: Sent): boolean => authority(s) === 'correction';
const isGivingBack = (s: Sent): boolean => !takes(s) && authority(s) !== 'review' && authority(s) !== 'correction';
const nameIn = (s: Sent): string => {
  const grant = grantOfThing(s.thing);
  const [kind = '', ...rest] = grant.split('/');
  return s.oracle.nameForPeople(s.written.target, kind, rest.join('/'));
};
const accountWordsOf = (s: Sent): readonly string[] => s.oracle.namesOf(s.written.target, accountOfThing(s.thing));

/** `kind/name` as people see it. */
const writtenName = (s: Sent): string => {
  const { kind } = s.written.change.entry;
  if (kind === 'user' || kind === 'login') return `${kind}/${nameOfAccount(accountWordsOf(s)[0] ?? '')}`;
  return `${kind}/${nameIn(s)}`;
};

export const isAdministrator = (kind: string, name: string): boolean =>
  (kind === 'role' && name === 'superuser') || (kind === 'group' && name === 'admins');

const isSharp = (s: Sent): boolean => {
  const { kind } = s.written.change.entry;
  const name = nameIn(s);
  return (
    isAdministrator(kind, name) ||
    (kind === 'role' && name.startsWith('power-')) ||
    [writtenName(s), ...accountWordsOf(s)].some((n) => fitsAny(s.target.privileged, n))
  );
};

/** The read that a write rests on: the newest before it in its run. */
const basis = (s: Sent): ReadTold | undefined => s.reads.filter((r) => r.target === s.written.target).at(-1);

export const writeRules: readonly WriteRule[] = [
  {
    rule: 'inv. 1: absent is not empty',
    judge: (s) => {
      const read = basis(s);
      const { kind } = s.written.change.entry;
      if (read === undefined) return 'nothing was read before it';
      if (!read.proven.includes(kind)) return `the read before it gave no proof for ${kind}`;
      if (!takes(s) && kind !== 'user' && !read.proven.includes('user')) return 'the read before it gave no proof for the accounts';
      return null;
    },
  },
  { rule: 'inv. 4, 14, 18: backed by the authority that it names', judge: unbacked },
  {
    rule: 'inv. 5: nothing outside the scope',
    judge: (s) => {
      // Declared words alone mean nothing once the account is known by its id; bound names still do.
      const scope = managed(
        s.target,
        s.written.change.entry.kind,
        accountWordsOf(s).length > 0 ? accountWordsOf(s) : [accountOfThing(s.thing)],
      );
      return scope === 'managed' ? null : scope === 'out' ? 'no scope line names it' : 'another tool manages it';
    },
  },
  {
    rule: 'guard mode: observe only tells',
    judge: (s) => {
      if (modeOf(s) === 'observe') return 'its mode is observe';
      if (
        accountOfThing(s.thing).startsWith('#') &&
        s.oracle.watches(s.written.target, { account: accountOfThing(s.thing).slice(1), kind: s.written.change.entry.kind }) === 'no'
      )
        return 'its scope has no baseline yet';
      return null;
    },
  },
  {
    rule: 'guard pause: nothing is written',
    judge: (s) => {
      const hold = s.oracle.holds.find((h) => h.do === 'pause' && s.written.at < h.until && h.at <= s.ran.beganAt);
      return hold === undefined ? null : `${hold.id} pauses all writes`;
    },
  },
  {
    rule: 'guard kept: correction, clock and rule leave what is kept',
    judge: (s) => {
      if (!['correction', 'clock', 'rule'].includes(authority(s))) return null;
      const hold = s.oracle.holds.find((h) => h.do === 'keep' && h.at <= s.ran.beganAt && covers(h, s));
      return hold === undefined ? null : `${hold.id} keeps it`;
    },
  },
  {
    rule: 'guard decided: what was put off waits',
    judge: (s) => {
      const until = s.oracle.snoozed.get(s.written.change.id);
      return until === undefined || s.ran.beganAt >= until || !(isDrift(s) || isGivingBack(s)) ? null : `it was put off until ${until}`;
    },
  },
  {
    rule: 'inv. 7: own account, vendor, protected',
    judge: (s) => {
      const words = accountWordsOf(s);
      if (words.includes('user/nhi-reconcile') && words[0] === 'user/nhi-reconcile') return 'it is the account that we act as';
      const { kind } = s.written.change.entry;
      if (kind === 'role' && s.written.change.verb !== 'grant' && nameIn(s).startsWith('sys_')) return "it is the vendor's own";
      if ([writtenName(s), ...words].some((n) => fitsAny(s.target.protected, n))) return 'the target protects it';
      return null;
    },
  },
  { rule: 'inv. 7: the last administrator stays', judge: lastAdministrator },
  {
    rule: 'inv. 3: a verb is not repeated within the settling time',
    judge: (s, past) => {
      // As it was stated when that was written: a policy that says later how slow the system is cannot undo it.
      const before = past.sent.find(
        (p) =>
          p.thing === s.thing &&
          p.written.target === s.written.target &&
          p.written.change.verb === s.written.change.verb &&
          ['changed', 'unchanged', 'never'].includes(p.written.answered) &&
          s.written.at < p.ran.beganAt + p.settleMs,
      );
      return before === undefined || s.oracle.isMuddled
        ? null
        : `the same was written at ${before.written.at}, and an old answer may still come`;
    },
  },
  {
    rule: 'guard reviewTooOld: what is given was reviewed lately',
    judge: (s) => {
      if (takes(s) || authority(s) !== 'review' || s.line === null) return null;
      const mandate = s.oracle.memory(s.written.target).mandates.get(s.thing);
      const began = Math.max(...s.line.terms.map((t) => (t.from <= s.written.at ? t.from : -Infinity)));
      const newest = Math.max(began, ...(mandate?.ages ?? []));
      const age = s.written.at - newest;
      // The round decided a little before it wrote.
      return mandate !== undefined && age - (s.written.at - s.ran.beganAt) > s.draft.settings.reviewValidSeconds * 1000
        ? `its review is ${Math.round(age / DAY)} d old`
        : null;
    },
  },
  { rule: 'guard rollout: the first of a wave go first', judge: rollout },
  {
    rule: 'guards absent, capability: nothing is sent that must fail',
    judge: (s) => {
      if (s.written.answered !== 'error' || s.ran.fired.length > 0) return null;
      const read = basis(s);
      const isFresh = read !== undefined && !read.isMixed && read.asOf >= read.begunAt;
      return isFresh ? 'nothing was wrong anywhere, and the target refused it' : null;
    },
  },
  {
    rule: 'inv. 15: what came back three times within a week is left',
    judge: (s, past) => {
      if (!isDrift(s) && !isGivingBack(s)) return null;
      const times = s.oracle.memory(s.written.target).verified.get(`${s.written.change.verb} ${s.thing}`)?.sure ?? [];
      const lately = times.filter((t) => s.written.at - t < WEEK);
      return lately.length >= 3 && past.sent.length >= 3 ? `it was set back ${lately.length} times within 7 days` : null;
    },
  },
  {
    rule: 'guard ambiguous: an account that two claim is nobody’s drift',
    judge: (s) => {
      // Named in words it is to be made: two names that meant one account, which is gone, claim nothing that is there.
      if (s.written.change.entry.account.includes('/')) return null;
      const account = accountOfThing(s.thing);
      const claims = claimsOn(s.oracle, s.draft, s.written.target, account);
      if (claims.length < 2) return null;
      return !takes(s) || isDrift(s) ? `${claims.join(' and ')} claim its account` : null;
    },
  },
  { rule: 'inv. 6: the caps over 24 h', judge: caps },
];

/** Declared spellings of one account, by identities that own it; who gives it up gives way. */
export function claimsOn(oracle: Oracle, draft: Draft, target: string, account: string): readonly string[] {
  return Object.entries(draft.identities).flatMap(([name, i]) =>
    i.state !== 'active'
      ? []
      : i.accounts
          .filter(
            (a) => a.target === target && accountOfThing(oracle.meant({ target, account: a.account, kind: 'user', name: '' })) === account,
          )
          .map(() => name),
  );
}

function lastAdministrator(s: Sent): string | null {
  if (!takes(s)) return null;
  const read = s.reads.filter((r) => r.target === s.written.target && r.begunAt <= (firstWrite(s) ?? s.written.at)).at(-1);
  if (read === undefined) return null;
  const { entry } = s.written.change;
  const isWayIn = entry.kind === 'login' || entry.kind === 'user';
  const held = read.shown.filter((e) => isAdministrator(e.kind, s.oracle.nameForPeople(s.written.target, e.kind, e.name)));
  const things = isWayIn
    ? authority(s) === 'hold'
      ? []
      : held.filter((e) => e.account === entry.account)
    : held.filter((e) => keyOf(e) === keyOf(entry));
  const gone = s.ran.written.filter((w) => w.target === s.written.target && w.change.verb === 'revoke' && w.at <= s.written.at);
  for (const thing of things) {
    const holders = held.filter((e) => e.kind === thing.kind && e.name === thing.name);
    const left = holders.filter(
      (e) =>
        !gone.some(
          (w) =>
            keyOf(w.change.entry) === keyOf(e) ||
            (w.change.entry.account === e.account &&
              ['login', 'user'].includes(w.change.entry.kind) &&
              w.change.because.authority !== 'hold'),
        ),
    );
    if (left.length === 0) return `nobody in ${s.written.target} would hold ${thing.kind}/${thing.name} any more`;
  }
  return null;
}

const firstWrite = (s: Sent): number | undefined => s.ran.written.find((w) => w.target === s.written.target)?.at;

function rollout(s: Sent): string | null {
  if (takes(s) || authority(s) !== 'review' || s.line === null || s.line.roles.length === 0) return null;
  const role = [...s.line.roles].find((r) => (s.draft.roles[r]?.rollout ?? null) !== null);
  const wave = role === undefined ? null : (s.draft.roles[role]?.rollout ?? null);
  if (role === undefined || wave === null) return null;
  const m = s.oracle.memory(s.written.target);
  const mandate = m.mandates.get(s.thing);
  if (mandate === undefined || mandate.wave === null) return null;
  if (mandate.wave.isFirst) return null;
  return s.written.at < mandate.wave.notBefore ? `role ${role} waits for its first wave` : null;
}

/** The class that a write is charged to, and what is counted in it. */
function chargeOf(s: Sent): { readonly group: string; readonly unit: string; readonly limit: string; readonly cap: string } | null {
  const { change, target } = s.written;
  const { kind } = change.entry;
  const of = (cap: string, limit: string, what: string, unit: string) => ({ group: `${target} ${cap} ${what}`, unit, limit, cap });
  // Given again by the same line to an account that had to be made anew, it is the same key.
  const declared = s.line === null ? s.thing : `${s.line.account} ${s.line.kind}/${s.line.name}`;
  if (!takes(s)) return change.verb === 'grant' && isSharp(s) ? of('grantPrivileged', `${target}/${kind}`, kind, declared) : null;
  const identity = change.identity ?? `${target}/${accountWordsOf(s)[0] ?? ''}`;
  if (authority(s) === 'hold') return null;
  if (authority(s) === 'directory') {
    const directory = change.identity === null ? null : (s.draft.identities[change.identity]?.directory ?? null);
    return of('offboard', target, directory?.target ?? 'review', identity);
  }
  const disowned = s.oracle.memory(target).disowned.get(accountOfThing(s.thing));
  if (authority(s) === 'review' && disowned !== undefined && disowned.open !== 'no') {
    // Whether a read has shown that nothing was left, and so the class, nobody outside can know.
    return disowned.open === 'maybe' ? null : of('offboard', target, 'review', identity);
  }
  if (authority(s) === 'review') return change.because.quorum === true ? null : of('review', `${target}/${kind}`, kind, s.thing);
  return of(isDrift(s) ? 'correction' : 'lifecycle', `${target}/${kind}`, kind, s.thing);
}

function caps(s: Sent, past: Past): string | null {
  const charge = chargeOf(s);
  if (charge === null || s.oracle.isMuddled) return null;
  const { at } = s.written;
  const inWindow = past.charges.filter((c) => c.group === charge.group && at - c.from < DAY);
  // Owed or done, one key counts once; and a unit that is counted already is never too many.
  const isNew = !past.charges.some((c) => c.group === charge.group && c.key === s.thing && at - c.to < DAY);
  if (isNew) past.charges.push({ group: charge.group, unit: charge.unit, key: s.thing, from: s.ran.beganAt, to: at });
  const units = new Set(inWindow.map((c) => c.unit));
  if (units.has(charge.unit) || !isNew) return null;
  const count = units.size + 1;
  const allowed = allowedBy(s, charge.cap);
  if (count <= allowed) return null;
  const lifted = Object.entries(s.draft.exceptions).some(([id, e]) => {
    if (!('limit' in e) || e.cap !== charge.cap || e.limit !== charge.limit || s.ran.beganAt >= e.until || count > e.count) return false;
    const user = past.spent.get(id);
    if (user !== undefined && user !== s.ran) return false;
    past.spent.set(id, s.ran);
    return true;
  });
  return lifted ? null : `${count} in 24 h of "${charge.group}", ${allowed} allowed`;
}

function allowedBy(s: Sent, cap: string): number {
  const { limits } = s.target;
  if (cap === 'offboard') return limits.offboard;
  if (cap === 'grantPrivileged') return limits.grantPrivileged;
  const { kind } = s.written.change.entry;
  const { peaks } = s.oracle.memory(s.written.target);
  const peak = Math.max(0, ...peaks.filter((p) => p.kind === kind && s.written.at - p.at < DAY + 60_000).map((p) => p.size));
  return Math.min(limits.revoke, Math.max(3, Math.floor((peak * limits.revokePercent) / 100)));
}

const errorNames = ['StateError', 'InputError', 'LockedError'];

export const runRules: readonly RunRule[] = [
  {
    rule: 'inv. 2: one live entitlement, at most one change',
    judge: (ran) => {
      for (const plan of ran.plans) {
        // What was done while time went by may be over when the run ends: that is told beside it, and is no second wish.
        const isOver = (c: Change): boolean =>
          c.because.authority === 'clock' && ran.written.some((w) => keyOf(w.change.entry) === keyOf(c.entry) && w.change.verb !== c.verb);
        const wanted: readonly Change[] = [...plan.changes, ...plan.blocked.map((b) => b.change).filter((c) => !isOver(c))];
        const keys = new Set<string>();
        const ids = new Set<string>();
        for (const c of wanted) {
          const key = keyOf(c.before ?? c.entry);
          if (keys.has(key) || ids.has(c.id)) return `${plan.target} wants two changes on ${c.label}`;
          keys.add(key);
          ids.add(c.id);
        }
      }
      return null;
    },
  },
  {
    rule: 'inv. 13: only an apply writes, and only what its plan says',
    judge: (ran) => {
      const [first] = ran.written;
      if (ran.run === 'detect') return first === undefined ? null : `a detect wrote ${first.change.label}`;
      if (ran.died || ran.refused !== null) return null;
      const planned = new Set(ran.plans.flatMap((p) => p.changes.map((c) => `${c.verb} ${c.key}`)));
      const other = ran.written.find((w) => !planned.has(`${w.change.verb} ${w.change.key}`));
      return other === undefined ? null : `${other.change.verb} ${other.change.label} was written and stands in no plan`;
    },
  },
  {
    rule: 'order: offboarding, grants, adjusts, revokes',
    judge: (ran, { oracle }) => {
      const last = new Map<string, number>();
      for (const { target, change } of ran.written) {
        // Changes of one whole list go together, at the place of the first.
        if (change.entry.kind === 'group') continue;
        const { authority: by } = change.because;
        const disowned = by === 'review' ? (oracle.memory(target).disowned.get(`#${change.entry.account}`)?.open ?? 'no') : 'no';
        // Whether a read has shown that nothing was left, and so whether it is still an offboarding, nobody outside can know.
        if (change.verb === 'revoke' && disowned === 'maybe') continue;
        const isGoing = by === 'directory' || by === 'hold' || disowned === 'yes';
        const rank = change.verb === 'grant' ? 1 : change.verb === 'adjust' ? 2 : isGoing ? 0 : 3;
        if (rank < (last.get(target) ?? 0)) return `${change.verb} ${change.label} came after what should follow it`;
        last.set(target, rank);
      }
      return null;
    },
  },
  {
    rule: 'inv. 16: exit 0 means that all is done and read',
    judge: (ran) => {
      if (ran.exitCode !== 0) return null;
      const failed = ran.written.find((w) => w.answered === 'error' || w.answered === 'never');
      if (failed !== undefined) return `${failed.change.verb} ${failed.change.label} was answered with ${failed.answered}`;
      const blocked = ran.plans.flatMap((p) => p.blocked).at(0);
      if (blocked !== undefined) return `${blocked.change.label} is blocked by ${blocked.guard}`;
      if (ran.run === 'detect' && ran.plans.some((p) => p.changes.length > 0)) return 'something is due';
      const unread = ran.fired.find((f) => f.is === 'unreachable' && f.at === undefined);
      if (unread !== undefined) return 'a target could not be reached';
      for (const plan of ran.plans) {
        const read = ran.reads.filter((r) => r.target === plan.target).at(-1);
        const missing = Object.keys(plan.kinds).find((k) => read === undefined || !read.proven.includes(k));
        if (missing !== undefined) return `the last read of ${plan.target} gave no proof for ${missing}`;
      }
      for (const plan of ran.plans)
        if ((ran.after?.targets.get(plan.target)?.intents.length ?? 0) > 0) return `${plan.target} has writes that no read has proven`;
      return null;
    },
  },
  {
    rule: 'inv. 16: what a done run leaves undone is not green',
    judge: (ran) => {
      if (ran.exitCode !== 0 || ran.run !== 'apply') return null;
      const undone = ran.plans.flatMap((p) => p.changes).find((c) => !['verified', 'unchanged'].includes(ran.outcome[c.id] ?? 'none'));
      return undone === undefined ? null : `${undone.label} is ${ran.outcome[undone.id] ?? 'not told of'}`;
    },
  },
  {
    rule: 'a run ends with an error that says what to do, or with none',
    judge: (ran) => {
      if (ran.refused === null) return null;
      if (!errorNames.includes(ran.refused.name)) return `it ended with ${ran.refused.name}: ${ran.refused.message}`;
      return ran.refused.message.length > 40 ? null : `it only says: ${ran.refused.message}`;
    },
  },
  {
    rule: 'T3: a late run approves and writes nothing',
    judge: (ran, { moment, oracle }) => {
      const { step } = moment;
      if (step.do !== 'run' || !step.late || ran.run !== 'apply' || ran.died || oracle.isMuddled) return null;
      // Late by nothing, where no other run let through what it was given: it is the newest run after all.
      const again = ran.reviews.find((r) => r.approvedAt !== null && r.approvedAt < ran.beganAt);
      if (again === undefined) return null;
      if (ran.refused === null) return `${again.source} was let through again`;
      return ran.written.length === 0 ? null : 'a refused run wrote';
    },
  },
  {
    rule: 'inv. 12: harmed state is refused, with the way out',
    judge: (ran, { moment }) => {
      if (!moment.isStateHarmed) return null;
      if (ran.refused === null) return ran.died ? null : 'it went on on a state that is not to be believed';
      if (ran.written.length > 0) return `it wrote ${ran.written[0]?.change.label ?? ''}`;
      return /restore|bootstrap|put back|git/i.test(ran.refused.message) ? null : `it names no way out: ${ran.refused.message}`;
    },
  },
  {
    rule: 'inv. 19: silence is told',
    judge: (ran, { oracle, moment }) => {
      // Of two at once the second one's state is not what it was before.
      if (ran.exitCode === null || ran.before === null || oracle.draft === null || moment.ran.length > 1) return null;
      const { maxSilenceSeconds } = oracle.draft.settings;
      const only = moment.step.do === 'run' ? moment.step.only : null;
      for (const [name, state] of ran.before.targets) {
        const last = ran.before.runs[name]?.lastRun ?? null;
        if (state.retired || oracle.draft.targets[name] === undefined || last === null || (only !== null && !only.includes(name))) continue;
        const gap = ran.beganAt - last - maxSilenceSeconds * 1000;
        if (gap > 60_000 && !ran.notes.some((n) => n.startsWith(`${name}: no run looked`)))
          return `${name} was not looked at for ${gap} ms too long`;
      }
      return null;
    },
  },
  {
    rule: 'inv. 9: what was written and not proven is told',
    judge: (ran, { moment }) => {
      if (ran.exitCode === null || ran.after === null) return null;
      // Of two at once it can tell what it found and what it wrote; the other's writes may have been saved since.
      const known = new Set([
        ...ran.written.map((w) => w.change.id),
        ...[...(ran.before?.targets.values() ?? [])].flatMap((s) => s.intents.map((i) => i.change)),
      ]);
      const isKnown = (change: string): boolean => moment.ran.length < 2 || known.has(change);
      const owing = [...ran.after.targets.values()].find(
        (s) => !s.retired && s.intents.some((i) => isKnown(i.change)) && ran.plans.some((p) => p.target === s.policy.name),
      );
      if (owing === undefined || ran.notes.some((n) => n.startsWith(`${owing.policy.name}: `) && n.includes('not proven'))) return null;
      return `${owing.policy.name} has ${owing.intents.length} writes that no read has proven, and nothing says so`;
    },
  },
  {
    rule: 'inv. 1: one target’s failure stops no other',
    judge: (ran) => {
      if (
        ran.refused === null ||
        ran.died ||
        !ran.fired.some((f) => f.is === 'unreachable' || f.is === 'cutRead' || f.is === 'failedWrite')
      )
        return null;
      const isOfState = ran.fired.some((f) => f.is === 'stateConflict' || f.is === 'killed');
      return isOfState || ran.refused.name !== 'ConnectorError' ? null : ran.refused.message;
    },
  },
];

/** A lock that was taken over, of a run that began in this step. */
const isTakenSince = (note: string, began: number): boolean => {
  const [, since] = /, since ([^)]+)\) was taken over/.exec(note) ?? [];
  return since !== undefined && Date.parse(since) >= began;
};

/** Two runs of one step: never both at work that may write. A dead one is no longer at work. */
export function overlap(ran: readonly Ran[]): string | null {
  const taken = ran.flatMap((r) => r.notes.filter((n) => isTakenSince(n, r.beganAt)));
  if (taken[0] !== undefined && !ran.some((r) => r.died)) return `a living run was taken for dead: ${taken[0]}`;
  const spans = ran.flatMap((r) => {
    const times = r.run === 'apply' ? [...r.reads.map((read) => read.begunAt), ...r.written.map((w) => w.at)] : [];
    return times.length === 0 ? [] : [{ from: Math.min(...times), to: Math.max(...times) }];
  });
  const [a, b] = spans;
  if (a === undefined || b === undefined) return null;
  return a.from <= b.to && b.from <= a.to ? 'two runs that may write read and wrote at once' : null;
}

/** A plan's own words about one live entitlement, for messages. */
export const told = (moment: Moment, target: string, thing: Thing, oracle: Oracle): string => {
  const plan = moment.ran.at(-1)?.plans.find((p) => p.target === target);
  const mean = (c: Change): Thing =>
    oracle.meant({
      target,
      account: c.entry.account.includes('/') ? c.entry.account : `user/id:${c.entry.account}`,
      kind: c.entry.kind,
      name: c.entry.kind === 'group' && !c.entry.account.includes('/') ? `id:${c.entry.name}` : c.entry.name,
    });
  const change = plan?.changes.find((c) => mean(c) === thing);
  const blocked = plan?.blocked.find((b) => mean(b.change) === thing);
  if (change !== undefined) return `due: ${change.verb} by ${change.because.authority}`;
  return blocked === undefined
    ? 'nothing is wanted'
    : `${blocked.change.verb} by ${blocked.change.because.authority}, blocked by ${blocked.guard}`;
};
