/**
 * The table of directions (policy.md, rule 6): which change of a field gives, takes, or loosens (takes a check away,
 * lengthens access). Every field of the compiled policy has a row; a field without one fails a test.
 */
import { isRaised } from '../model/mode.ts';
import { canonicalJson, isSame } from '../model/order.ts';
import type {
  BreakGlassPolicy,
  Delta,
  DriftRule,
  ExceptionPolicy,
  IdentityPolicy,
  Limits,
  Mode,
  OnGone,
  RolePolicy,
  RulePolicy,
  Scope,
  Settings,
  TargetPolicy,
  TeamPolicy,
  Terms,
} from '../model/policy.ts';

export type Direction = Delta['direction'];
type Judge<T> = (before: T, after: T) => Direction;
type Table<T> = { readonly [F in keyof T]-?: Judge<T[F]> };

const always =
  (direction: Direction): Judge<unknown> =>
  () =>
    direction;
/** More of it lets more happen, or later. */
const more: Judge<number> = (before, after) => (after > before ? 'loosens' : 'tightens');
/** A ceiling that rises lets us write more; one that falls lets drift stand. Lowering is the loosening of a check. */
const mode: Judge<Mode> = (before, after) => (isRaised(before, after) ? 'tightens' : 'loosens');
/** Items that go take a check away; items that come add one. */
const checks: Judge<readonly unknown[]> = (before, after) => (isSubset(before, after) ? 'tightens' : 'loosens');
/** Items that come let more happen. */
const permissions: Judge<readonly unknown[]> = (before, after) => (isSubset(after, before) ? 'tightens' : 'loosens');

const isSubset = (small: readonly unknown[], large: readonly unknown[]): boolean => {
  const texts = new Set(large.map((x) => canonicalJson(x)));
  return small.every((x) => texts.has(canonicalJson(x)));
};

const onGoneRank = { report: 0, disable: 1, revoke: 2 } as const;
const takesLess = (before: OnGone, after: OnGone): boolean => onGoneRank[after] < onGoneRank[before];
const driftRank = { report: 0, propose: 1, revoke: 2, restore: 2 } as const;

const severityRank = { low: 0, medium: 1, high: 2 } as const;
const mentionRank = { none: 0, newPrivileged: 1, all: 2 } as const;

/** Taking late or not at all loosens; giving back unasked loosens too. */
const drift: Judge<TargetPolicy['drift']> = (before, after) => {
  const takesLater = (a: DriftRule, b: DriftRule): boolean => driftRank[b.do] < driftRank[a.do] || b.after > a.after;
  const givesMore = (a: DriftRule, b: DriftRule): boolean => driftRank[b.do] > driftRank[a.do] || b.after < a.after;
  const loosens =
    takesLater(before.unauthorized, after.unauthorized) ||
    givesMore(before.missing, after.missing) ||
    givesMore(before.altered, after.altered);
  return loosens ? 'loosens' : 'tightens';
};

const limits: Judge<Limits> = (before, after) =>
  (Object.keys(after) as (keyof Limits)[]).some((k) => after[k] > before[k]) ? 'loosens' : 'tightens';

/** A scope line that goes, or gains managedBy, is no longer watched. One that comes is more to take from. */
const scopes: Judge<readonly Scope[]> = (before, after) => {
  const watched = (list: readonly Scope[]): string[] =>
    list.filter((s) => s.managedBy === undefined).flatMap((s) => s.kinds.flatMap((k) => s.accounts.map((a) => `${k} ${a}`)));
  return isSubset(watched(before), watched(after)) ? 'gives' : 'loosens';
};

export const identityFields: Table<IdentityPolicy> = {
  name: always('neutral'),
  // A new owner approves from now on.
  owner: always('loosens'),
  purpose: always('neutral'),
  type: always('loosens'),
  mode,
  state: (_, after) => (after === 'active' ? 'gives' : after === 'offboard' ? 'takes' : 'loosens'),
  accounts: (before, after) => (isSubset(after, before) ? 'takes' : 'gives'),
  directory: (before, after) => {
    if (before === null) return 'tightens';
    if (after === null) return 'loosens';
    const isSame = before.target === after.target && before.type === after.type && before.name === after.name;
    if (!isSame) return 'loosens';
    return takesLess(before.onDisabled, after.onDisabled) || takesLess(before.onAbsent, after.onAbsent) ? 'loosens' : 'tightens';
  },
};

export const targetFields: Table<TargetPolicy> = {
  name: always('neutral'),
  connector: always('loosens'),
  owner: always('loosens'),
  lifecycle: (before, after) => {
    if (before === null) return 'tightens';
    if (after === null) return 'loosens';
    const loosens =
      !isSubset(before.sentinels, after.sentinels) ||
      takesLess(before.onDisabled, after.onDisabled) ||
      takesLess(before.onAbsent, after.onAbsent);
    return loosens ? 'loosens' : 'tightens';
  },
  ceiling: mode,
  scopes,
  drift,
  giveBack: (_, after) => (after === 'restore' ? 'loosens' : 'tightens'),
  limits,
  privileged: checks,
  protected: checks,
  withinSeconds: more,
  // A connection, a settling time, a set of databases: where we read and write.
  config: always('loosens'),
};

export const settingsFields: Table<Settings> = {
  approval: (before, after) => {
    const counts = (['identityOwner', 'targetOwner', 'roleOwner'] as const).some((k) => after[k] < before[k]);
    return counts || !isSubset(after.privileged, before.privileged) || after.privileged.length < before.privileged.length
      ? 'loosens'
      : 'tightens';
  },
  // Who is no longer told looks no longer.
  issues: (before, after) => (mentionRank[after.mention] < mentionRank[before.mention] ? 'loosens' : 'tightens'),
  maxSilenceSeconds: more,
  reviewValidSeconds: more,
  snapshotMaxAgeSeconds: more,
  snapshot: (_, after) => (after ? 'loosens' : 'tightens'),
  stateKey: always('loosens'),
};

export const teamFields: Table<TeamPolicy> = {
  name: always('neutral'),
  github: always('loosens'),
  directory: always('neutral'),
  successor: always('neutral'),
  mode,
};

export const roleFields: Table<RolePolicy> = {
  name: always('neutral'),
  owner: always('loosens'),
  parameters: always('loosens'),
  // What holders gain or lose stands in the entries; the template itself is shown beside them.
  grants: (before, after) => (isSubset(after, before) ? 'takes' : 'gives'),
  rollout: (before, after) =>
    after === null || (before !== null && (after.first > before.first || after.waitSeconds < before.waitSeconds)) ? 'loosens' : 'tightens',
};

const looser = (before: number | undefined, after: number | undefined): boolean => (after ?? Infinity) > (before ?? Infinity);

export const ruleFields: Table<RulePolicy> = {
  id: always('neutral'),
  // Narrower lists leave credentials out; a list that is new narrows too.
  where: (before, after) => {
    const narrows = (a: readonly string[] | undefined, b: readonly string[] | undefined): boolean =>
      b !== undefined && (a === undefined || !isSubset(a, b));
    return narrows(before.type, after.type) || narrows(before.target, after.target) || narrows(before.owner, after.owner)
      ? 'loosens'
      : 'tightens';
  },
  require: (before, after) =>
    looser(before.maxAgeSeconds, after.maxAgeSeconds) ||
    looser(before.maxIdleSeconds, after.maxIdleSeconds) ||
    looser(before.maxCount, after.maxCount)
      ? 'loosens'
      : 'tightens',
  severity: (before, after) => (severityRank[after] < severityRank[before] ? 'loosens' : 'tightens'),
  act: (_, after) => (after === 'report' ? 'loosens' : 'tightens'),
};

type Flat<T> = T extends unknown ? { [F in keyof T]: T[F] } : never;
type ExceptionFields = {
  readonly [F in Flat<ExceptionPolicy> extends infer E ? (E extends unknown ? keyof E : never) : never]: Judge<never>;
};

export const exceptionFields: ExceptionFields = {
  id: always('neutral'),
  until: more,
  owner: always('loosens'),
  because: always('neutral'),
  rule: always('loosens'),
  identities: permissions,
  limit: always('loosens'),
  cap: always('loosens'),
  count: more,
};

export const breakGlassFields: Table<BreakGlassPolicy> = {
  name: always('neutral'),
  who: always('loosens'),
  may: permissions,
  covers: permissions,
  never: checks,
  longestSeconds: more,
};

/** A thing that comes or goes as a whole. */
export const wholes: Readonly<Record<Delta['of'], { readonly added: Direction; readonly removed: Direction }>> = {
  entry: { added: 'gives', removed: 'takes' },
  never: { added: 'takes', removed: 'loosens' },
  identity: { added: 'gives', removed: 'takes' },
  target: { added: 'gives', removed: 'loosens' },
  settings: { added: 'gives', removed: 'loosens' },
  team: { added: 'neutral', removed: 'loosens' },
  role: { added: 'neutral', removed: 'neutral' },
  rule: { added: 'tightens', removed: 'loosens' },
  exception: { added: 'loosens', removed: 'tightens' },
  breakGlass: { added: 'loosens', removed: 'tightens' },
};

/** Of the terms of one entry. */
export function termsDirection(before: readonly Terms[], after: readonly Terms[]): Direction {
  if (isSame(before, after)) return 'neutral';
  // A term that lies inside one that stood before gives nothing; anything else does.
  return after.every((a) => before.some((b) => liesWithin(a, b))) ? 'tightens' : 'loosens';
}

/** A change of `for` or of its reason starts it again. */
function liesWithin(a: Terms, b: Terms): boolean {
  const starts = (a.from ?? -Infinity) >= (b.from ?? -Infinity);
  const ends = (a.until ?? Infinity) <= (b.until ?? Infinity);
  const restarts = (a.forSeconds !== undefined || b.forSeconds !== undefined) && (a.forSeconds !== b.forSeconds || a.because !== b.because);
  return starts && ends && !restarts;
}
