/** Who must approve what a change of the policy changes (policy.md, Settings), by the rule and the teams of the policy in force. */
import type { Kind } from '../model/entitlement.ts';
import { accountWords, parseKey, writtenGrant } from '../model/key.ts';
import { compareText, isSame, sortedBy } from '../model/order.ts';
import { namesTarget, WIDE_SCOPE } from '../model/pattern.ts';
import type {
  AccountRef,
  BreakGlassPolicy,
  Declared,
  DeclaredEntry,
  Delta,
  ExceptionPolicy,
  IdentityPolicy,
  RulePolicy,
} from '../model/policy.ts';
import { riskOfNames } from '../model/risk.ts';

export type SeatOf = 'identityOwner' | 'targetOwner' | 'roleOwner' | 'teamItself' | 'privileged' | 'anybody';

/** `subject`: whose owner sits here, or what is privileged or loosened. */
export interface SeatReason {
  readonly as: SeatOf;
  readonly subject: string;
}

export interface SeatTeam {
  readonly name: string;
  /** `organisation/team` in small letters. Null: nobody can be looked up, so nobody can sit here for it. */
  readonly github: string | null;
}

export interface Seat {
  /** A member of one of them sits here. None: anybody whose approval counts. */
  readonly teams: readonly SeatTeam[];
  readonly need: number;
  readonly why: readonly SeatReason[];
}

export interface Seats {
  readonly seats: readonly Seat[];
  readonly isPrivileged: boolean;
  readonly isLoosening: boolean;
}

export interface Reviewing {
  readonly deltas: readonly Delta[];
  /** Its rule and its teams judge, whatever the change makes of them. */
  readonly inForce: Declared;
  readonly before: Declared;
  readonly after: Declared;
  /** What the changed roles alone make of `before`. */
  readonly rolesAlone: Declared;
  /** By target, as the policy that knows it configures it. */
  readonly kinds: (target: string) => ReadonlyMap<string, Kind>;
  /** Workflow and CODEOWNERS files that are changed: they decide which code runs, and are a loosening each. */
  readonly machinery: readonly string[];
}

/** Login → the GitHub teams, as in SeatTeam, that somebody whose approval counts is a member of. */
export type Approvers = ReadonlyMap<string, ReadonlySet<string>>;

/** One thing that has to be asked of its owner, a Team by name. */
interface Ask {
  readonly as: SeatOf;
  readonly subject: string;
  readonly owner: string | undefined;
}

/** Always at least one seat: nothing comes into force that nobody else looked at. */
export function seatsFor(reviewing: Reviewing): Seats {
  const { deltas, inForce, machinery } = reviewing;
  const risky = deltas.flatMap((delta) => privilegedIn(delta, reviewing));
  const loosened = [...deltas.filter((d) => d.direction === 'loosens').map((d) => shownDelta(d)), ...machinery];
  const asks = deltas.flatMap((delta) => asksOf[delta.of](delta, reviewing));
  const asked = asks.flatMap((ask): readonly Seat[] => {
    const need = needOf(ask.as, inForce);
    return need === 0 ? [] : [{ teams: teamsFor(ask.owner, inForce), need, why: [{ as: ask.as, subject: ask.subject }] }];
  });
  const quorum = [...risky, ...loosened].flatMap((subject) => privilegedSeats(inForce, { as: 'privileged', subject }));
  const seats = merged([...asked, ...quorum]);
  return {
    seats: seats.length > 0 ? seats : [anybody],
    isPrivileged: risky.length > 0,
    isLoosening: loosened.length > 0,
  };
}

const anybody: Seat = { teams: [], need: 1, why: [{ as: 'anybody', subject: 'the policy' }] };

/** What a program proposed nobody has answered for yet: an owner or a `privileged` team does. */
export function seatsOfProgram(seats: readonly Seat[], inForce: Declared): readonly Seat[] {
  const owners = seats.flatMap((s) => s.teams);
  const all = [...owners, ...inForce.settings.approval.privileged.map((name) => seatTeam(name, inForce))];
  const teams = [...new Map(all.map((team) => [team.name, team])).values()];
  return teams.length === 0 ? seats : merged([...seats, { teams, need: 1, why: [{ as: 'anybody', subject: 'what a program proposes' }] }]);
}

export interface MissingSeat {
  readonly seat: Seat;
  readonly has: readonly string[];
}

/** One person may fill several seats, and must be in a team of each. */
export const missingSeats = (seats: readonly Seat[], approvers: Approvers): readonly MissingSeat[] =>
  seats.map((seat) => ({ seat, has: sittingIn(seat, approvers) })).filter(({ seat, has }) => has.length < seat.need);

const sittingIn = (seat: Seat, approvers: Approvers): readonly string[] =>
  [...approvers]
    .filter(([, teams]) => seat.teams.length === 0 || seat.teams.some((t) => t.github !== null && teams.has(t.github)))
    .map(([login]) => login)
    .sort(compareText);

/** `spare`: so many approvals more than the rule asks for: without any so many of them all seats are still filled. */
export function isFilled(seats: readonly Seat[], approvers: Approvers, spare: number): boolean {
  if (approvers.size <= spare) return false;
  if (spare === 0) return missingSeats(seats, approvers).length === 0;
  return [...approvers.keys()].some((login) => isFilled(seats, new Map([...approvers].filter(([other]) => other !== login)), spare - 1));
}

export const quorumSeats = (inForce: Declared): readonly Seat[] => privilegedSeats(inForce, { as: 'privileged', subject: 'quorum' });

/** One of each `privileged` team approved (caps, b1). Where no team is named there is no quorum. */
export function hasQuorum(inForce: Declared, approvers: Approvers): boolean {
  const seats = quorumSeats(inForce);
  return seats.length > 0 && isFilled(seats, approvers, 0);
}

const needOf = (as: SeatOf, { settings: { approval } }: Declared): number =>
  as === 'identityOwner'
    ? approval.identityOwner
    : as === 'targetOwner'
      ? approval.targetOwner
      : as === 'roleOwner'
        ? approval.roleOwner
        : 1;

const seatTeam = (name: string, inForce: Declared): SeatTeam => ({
  name,
  github: inForce.teams.get(name)?.github?.toLowerCase() ?? null,
});

const privilegedSeats = (inForce: Declared, why: SeatReason): readonly Seat[] =>
  inForce.settings.approval.privileged.map((name) => ({ teams: [seatTeam(name, inForce)], need: 1, why: [why] }));

/** Where there is no owner that can be looked up, a `privileged` team; where there is none of these either, anybody. */
function teamsFor(owner: string | undefined, inForce: Declared): readonly SeatTeam[] {
  const own = owner === undefined ? undefined : seatTeam(owner, inForce);
  if (own !== undefined && own.github !== null) return [own];
  return inForce.settings.approval.privileged.map((name) => seatTeam(name, inForce));
}

/** One seat for each set of teams, with the most that any reason needs. */
function merged(seats: readonly Seat[]): readonly Seat[] {
  const sorted = seats.map((s) => ({ ...s, teams: sortedBy(s.teams, (t) => t.name) }));
  const byTeams = Map.groupBy(sorted, (s) => s.teams.map((t) => t.name).join(' '));
  return sortedBy(byTeams, ([teams]) => teams).map(([, same]): Seat => {
    const reasons = new Map(same.flatMap((s) => s.why.map((w) => [`${w.as} ${w.subject}`, w] as const)));
    return {
      teams: same[0]?.teams ?? [],
      need: Math.max(...same.map((s) => s.need)),
      why: sortedBy(reasons, ([words]) => words).map(([, why]) => why),
    };
  });
}

// ---- whose owner is asked, by what changes

const asksOf: Readonly<Record<Delta['of'], (delta: Delta, reviewing: Reviewing) => readonly Ask[]>> = {
  entry: asksOfEntry,
  never: (delta, reviewing) => {
    const holders = [reviewing.before, reviewing.after].flatMap((policy) => policy.never.get(delta.key)?.identity ?? []);
    return [...holders.map((name) => identityAsk(name, reviewing)), targetAsk(parseKey(delta.key).target, reviewing)];
  },
  identity: asksOfIdentity,
  target: (delta, reviewing) => [targetAsk(nameOf(delta), reviewing)],
  settings: () => [{ as: 'targetOwner', subject: 'Settings', owner: undefined }],
  team: (delta) => [{ as: 'teamItself', subject: nameOf(delta), owner: nameOf(delta) }],
  role: (delta, reviewing) => [roleAsk(nameOf(delta), reviewing)],
  rule: (delta, reviewing) => {
    const rules = versions(reviewing, (policy) => policy.rules.get(nameOf(delta)));
    return targetAsks(
      `Rule ${nameOf(delta)}`,
      rules.flatMap((rule) => targetsOfRule(rule, reviewing)),
      reviewing,
    );
  },
  exception: (delta, reviewing) => {
    const exceptions = versions(reviewing, (policy) => policy.exceptions.get(nameOf(delta)));
    return targetAsks(
      `Exception ${nameOf(delta)}`,
      exceptions.flatMap((e) => targetsOfException(e, reviewing)),
      reviewing,
    );
  },
  breakGlass: (delta, reviewing) => {
    const envelopes = versions(reviewing, (policy) => policy.breakGlass.get(nameOf(delta)));
    return targetAsks(
      `BreakGlass ${nameOf(delta)}`,
      envelopes.flatMap((e) => targetsOfEnvelope(e, reviewing)),
      reviewing,
    );
  },
};

/** Of a changed field `name#field`. */
const nameOf = (delta: Delta): string => delta.key.split('#')[0] ?? delta.key;

const versions = <T>({ before, after }: Reviewing, pick: (policy: Declared) => T | undefined): readonly T[] =>
  [before, after].map(pick).filter((one) => one !== undefined);

/** As the policy in force has it, for a change must not choose who judges it; of what is new, as the change declares it. */
const standing = <T>({ inForce, after }: Reviewing, pick: (policy: Declared) => T | undefined): T | undefined =>
  pick(inForce) ?? pick(after);

const identityAsk = (name: string, reviewing: Reviewing): Ask => ({
  as: 'identityOwner',
  subject: name,
  owner: standing(reviewing, (policy) => policy.identities.get(name)?.owner),
});

/** A new target has no owner yet: what it says of itself is not in force. */
const targetAsk = (name: string, { inForce }: Reviewing): Ask => ({
  as: 'targetOwner',
  subject: name,
  owner: inForce.targets.get(name)?.owner,
});

const roleAsk = (name: string, reviewing: Reviewing): Ask => ({
  as: 'roleOwner',
  subject: name,
  owner: standing(reviewing, (policy) => policy.roles.get(name)?.owner),
});

/** Each target's owner; of what is about no single target, nobody is. */
const targetAsks = (subject: string, targets: readonly string[], reviewing: Reviewing): readonly Ask[] =>
  targets.length > 0 ? targets.map((name) => targetAsk(name, reviewing)) : [{ as: 'targetOwner', subject, owner: undefined }];

/** Because a role changed: the role's owner, whom its own delta asks, in place of the identity's, but only where that explains all of it. */
function asksOfEntry(delta: Delta, reviewing: Reviewing): readonly Ask[] {
  const { before, after, rolesAlone } = reviewing;
  const [was, alone, is] = [before, rolesAlone, after].map((policy) => policy.entries.get(delta.key));
  const isByRoles = !isSameEntry(was, alone) && isSameEntry(alone, is) && reviewing.deltas.some((d) => d.of === 'role');
  const holders = isByRoles ? [] : [was, is].flatMap((e) => e?.identity ?? []);
  return [...holders.map((name) => identityAsk(name, reviewing)), targetAsk(parseKey(delta.key).target, reviewing)];
}

const isSameEntry = (a: DeclaredEntry | undefined, b: DeclaredEntry | undefined): boolean =>
  isSame(a === undefined ? null : entryWords(a), b === undefined ? null : entryWords(b));

const entryWords = (e: DeclaredEntry): unknown => [e.entry.facts, e.identity, e.terms];

/** Whose accounts it takes, gives up or is judged by: their targets' owners too. */
function asksOfIdentity(delta: Delta, reviewing: Reviewing): readonly Ask[] {
  const name = nameOf(delta);
  const [was, is] = [reviewing.before, reviewing.after].map((policy) => policy.identities.get(name));
  const targets = new Set([...accountsMoved(was, is).map((a) => a.target), ...directoriesMoved(was, is)]);
  return [identityAsk(name, reviewing), ...[...targets].map((target) => targetAsk(target, reviewing))];
}

const accountsMoved = (was: IdentityPolicy | undefined, is: IdentityPolicy | undefined): readonly AccountRef[] => [
  ...accountsBeyond(was, is),
  ...accountsBeyond(is, was),
];

/** Those of the one that the other has not. */
const accountsBeyond = (one: IdentityPolicy | undefined, other: IdentityPolicy | undefined): readonly AccountRef[] =>
  (one?.accounts ?? []).filter((a) => other?.accounts.some((b) => isSame(a, b)) !== true);

const directoriesMoved = (was: IdentityPolicy | undefined, is: IdentityPolicy | undefined): readonly string[] =>
  isSame(was?.directory ?? null, is?.directory ?? null) ? [] : [was, is].flatMap((i) => i?.directory?.target ?? []);

const knownTargets = ({ before, after }: Reviewing): readonly string[] => [...new Set([...before.targets.keys(), ...after.targets.keys()])];

const targetsNamed = (names: readonly string[], reviewing: Reviewing): readonly string[] =>
  knownTargets(reviewing).filter((target) => namesTarget(names, target));

const targetsOfRule = (rule: RulePolicy, reviewing: Reviewing): readonly string[] => targetsNamed(rule.where.target ?? [], reviewing);

function targetsOfException(exception: ExceptionPolicy, reviewing: Reviewing): readonly string[] {
  if ('limit' in exception) return [exception.limit.split('/')[0] ?? exception.limit];
  if (exception.rule === WIDE_SCOPE) return targetsNamed(exception.identities, reviewing);
  return versions(reviewing, (policy) => policy.rules.get(exception.rule)).flatMap((rule) => targetsOfRule(rule, reviewing));
}

/** Every target that a pattern may mean: one too many asks one too many. */
function targetsOfEnvelope(envelope: BreakGlassPolicy, reviewing: Reviewing): readonly string[] {
  const names = knownTargets(reviewing);
  return envelope.covers.flatMap((pattern) => {
    const [fixed = pattern] = pattern.split('*');
    const [target = fixed] = fixed.split('/');
    return names.filter((name) => (fixed.includes('/') ? name === target : name.startsWith(target)));
  });
}

// ---- what is privileged

/** Given, or moved to somebody else, and privileged by the kind or by a pattern of the target, old or new. */
function privilegedIn(delta: Delta, reviewing: Reviewing): readonly string[] {
  if (delta.of === 'identity') {
    const [was, is] = [reviewing.before, reviewing.after].map((policy) => policy.identities.get(nameOf(delta)));
    return accountsBeyond(is, was)
      .filter((a) => isPrivileged(a.target, a.type, accountWords(a), accountWords(a), reviewing))
      .map((a) => `${nameOf(delta)} ${a.target}/${accountWords(a)}`);
  }
  if (delta.of !== 'entry' || (delta.direction !== 'gives' && delta.direction !== 'loosens')) return [];
  const entry = parseKey(delta.key);
  return isPrivileged(entry.target, entry.kind, `${entry.kind}/${entry.name}`, entry.account, reviewing) ? [shownDelta(delta)] : [];
}

/** An unknown kind may be anything. */
function isPrivileged(target: string, kindName: string, name: string, account: string, reviewing: Reviewing): boolean {
  const patterns = [reviewing.inForce, reviewing.before, reviewing.after].flatMap((policy) => policy.targets.get(target)?.privileged ?? []);
  const kind = reviewing.kinds(target).get(kindName);
  return kind === undefined || riskOfNames(kind, patterns, [name], [account]) !== 'low';
}

const shownDelta = ({ of, key }: Delta): string => {
  if (of !== 'entry' && of !== 'never') return key;
  const entry = parseKey(key);
  return `${entry.account} ${writtenGrant(entry)}`;
};
