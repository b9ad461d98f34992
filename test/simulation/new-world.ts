/** A world as it is before the first review: systems with people's work of years in them, and a policy that begins to describe it. */
import type { AccountDraft, Draft, GrantDraft, IdentityDraft, RoleDraft, ScopeDraft, TargetDraft } from './draft.ts';
import type { Random } from './random.ts';
import { repair } from './repair.ts';
import type { Account, Story } from './step.ts';
import {
  accountPrefixes,
  allKinds,
  DAY_S,
  directoryNames,
  grantNames,
  HOUR_S,
  keyNames,
  nameOf,
  onGone,
  plainGrants,
  roleNames,
  sentinel,
  targetNames,
  teamNames,
} from './vocabulary.ts';

export type There = Story['there'];

export interface NewWorld {
  readonly first: Draft;
  readonly there: There;
}

const HUGE = 500;
/** In these worlds each target has an instance. */
const WITH_INSTANCES = 11;
const EXCEPTIONS_END = Date.UTC(2026, 0, 9);

/** `seed`: one in a thousand is large. */
export function newWorld(random: Random, seed: number): NewWorld {
  const size = seed % 1000 === HUGE ? HUGE : random.whole(3, random.pick([5, 5, 6, 6, 7, 8, 12, 20]));
  const heads = targetNames.slice(0, size === HUGE ? 1 : random.pick([1, 1, 1, 1, 2, 2, 2, 3, 4]));
  const places = seed % 16 === WITH_INSTANCES ? heads.map((name) => `${name}.main`) : heads;
  const directories = directoryNames.slice(0, random.pick([0, 0, 0, 1, 1, 1, 1, 2, 2]));
  const names = Array.from({ length: size }, (_, n) => nameOf(n));
  const targets: Record<string, TargetDraft> = {};
  for (const place of places) targets[place] = newTarget(random);
  for (const place of directories) targets[place] = newDirectory(random);
  const roles: Record<string, RoleDraft> = {};
  for (const name of random.some(roleNames, random.whole(1, 3))) roles[name] = newRole(random, places);
  const bare: Draft = {
    settings: {
      maxSilenceSeconds: 2 * HOUR_S,
      reviewValidSeconds: random.pick([DAY_S, 7 * DAY_S, 7 * DAY_S]),
      privileged: random.oneIn(2) ? [] : ['platform'],
    },
    teams: Object.fromEntries(teamNames.map((name) => [name, { mode: random.oneIn(8) ? 'review' : 'enforce' }] as const)),
    targets,
    identities: {},
    roles,
    rules: newRules(random),
    exceptions: {},
    breakGlass: random.oneIn(5)
      ? {}
      : {
          oncall: {
            may: ['keep', 'deny', 'pause'],
            covers: random.oneIn(3) ? ['*'] : ['*/login/*', '*/role/*', '*/group/*', '*/key/*'],
            never: [],
            longestSeconds: 12 * HOUR_S,
          },
        },
  };
  // Not all of them from the first day on.
  const declared = names.slice(0, Math.max(3, size - random.whole(0, Math.min(3, Math.floor(size / 3)))));
  const identities = Object.fromEntries(declared.map((name) => [name, newIdentity(random, name, places, directories, bare)]));
  const first = repair({ ...bare, identities, exceptions: newExceptions(random, bare, declared) });
  return { first, there: whatIsThere(random, names, places, directories, first) };
}

function newRules(random: Random): Draft['rules'] {
  const act = (): 'report' | 'revoke' => random.pick(['report', 'revoke', 'revoke']);
  const all: readonly (readonly [string, Draft['rules'][string]])[] = [
    ['key-age', { maxAgeSeconds: random.pick([2 * DAY_S, 5 * DAY_S]), act: act() }],
    ['key-idle', { maxIdleSeconds: random.pick([DAY_S, 4 * DAY_S]), act: act() }],
    ['key-count', { maxCount: random.whole(1, 2), act: act() }],
  ];
  return Object.fromEntries(random.some(all, random.pick([0, 0, 1, 1, 2])));
}

function newExceptions(random: Random, { rules, targets }: Draft, names: readonly string[]): Draft['exceptions'] {
  const [place = ''] = Object.keys(targets);
  const [rule] = Object.keys(rules);
  return {
    ...(rule !== undefined && random.oneIn(2) ? { 'x-rule-1': { rule, for: random.some(names, 1), until: EXCEPTIONS_END } } : {}),
    ...(random.oneIn(3) ? { 'x-cap-1': { limit: `${place}/role`, cap: 'correction', count: 4, until: EXCEPTIONS_END } } : {}),
  };
}

export function newTarget(random: Random): TargetDraft {
  const after = (): number => random.pick([0, 1, 1, 1, 1, 2]);
  return {
    owner: random.pick(teamNames),
    ceiling: random.weighed({ enforce: 10, review: 2, observe: 1 }),
    lifecycle: null,
    scope: newScope(random),
    drift: {
      unauthorized: { do: random.weighed({ revoke: 6, propose: 1, report: 1 }), after: after() },
      missing: { do: random.weighed({ restore: 3, propose: 2, report: 1 }), after: after() },
      altered: { do: random.weighed({ restore: 3, propose: 2, report: 1 }), after: after() },
    },
    giveBack: random.oneIn(3) ? 'propose' : 'restore',
    limits: random.oneIn(3)
      ? {
          revoke: random.whole(1, 4),
          revokePercent: random.pick([10, 30, 50]),
          offboard: random.whole(0, 2),
          grantPrivileged: random.whole(0, 2),
        }
      : { revoke: 30, revokePercent: 100, offboard: 10, grantPrivileged: 10 },
    privileged: random.oneIn(4) ? ['role/writer'] : [],
    protected: random.oneIn(3) ? ['role/root'] : [],
    withinSeconds: random.pick([600, HOUR_S]),
    settlesInSeconds: random.pick([0, 0, 0, 0, 30, 300, 300]),
  };
}

function newScope(random: Random): readonly ScopeDraft[] {
  const ours = { accounts: [`${accountPrefixes.first}*`], kinds: allKinds };
  const wider = { accounts: [`${accountPrefixes.first}*`, `${accountPrefixes.wider}*`], kinds: allKinds };
  const theirs = { accounts: [`${accountPrefixes.theirs}*`], kinds: allKinds, managedBy: 'terraform' };
  return random.pick([[ours], [ours], [ours], [ours], [wider], [wider], [{ ...ours, kinds: ['user', 'login', 'role'] }], [ours, theirs]]);
}

export const newDirectory = (random: Random): TargetDraft => ({
  ...newTarget(random),
  scope: [],
  settlesInSeconds: 0,
  lifecycle: {
    sentinels: random.oneIn(6) ? [] : [sentinel],
    onDisabled: random.weighed({ report: 1, disable: 4, revoke: 2 }),
    onAbsent: random.pick(onGone),
  },
});

function newRole(random: Random, places: readonly string[]): RoleDraft {
  const place = random.pick(places);
  return {
    owner: random.pick(teamNames),
    access: random.some(plainGrants, random.whole(1, 3)).map((grant) => ({ target: place, grant })),
    rollout: random.oneIn(3) ? { first: random.whole(1, 2), waitSeconds: random.pick([600, HOUR_S, DAY_S]) } : null,
  };
}

/** An account that the identity could get beside those that it has. */
export function sideAccount(random: Random, draft: Draft, name: string): AccountDraft {
  const places = Object.keys(draft.targets).filter((t) => (draft.targets[t]?.scope.length ?? 0) > 0);
  const bare = name.replace(/-x/g, '');
  const prefix = random.oneIn(3) ? accountPrefixes.wider : accountPrefixes.first;
  return { target: places.length === 0 ? 'nowhere' : random.pick(places), account: `${prefix}${random.oneIn(4) ? `${bare}-2` : bare}` };
}

export function newIdentity(
  random: Random,
  name: string,
  places: readonly string[],
  directories: readonly string[],
  draft: Draft,
): IdentityDraft {
  const accounts = random
    .some(places, random.whole(1, places.length))
    .map((target) => ({ target, account: `${accountPrefixes.first}${name}` }));
  if (random.oneIn(10)) accounts.push({ target: random.pick(places), account: `${accountPrefixes.first}${name}-2` });
  const line = (): GrantDraft => {
    const { target, account } = random.pick(accounts);
    const isAlone = accounts.filter((a) => a.target === target).length === 1;
    return { target, grant: random.pick(random.oneIn(5) ? grantNames : plainGrants), ...(isAlone ? {} : { account }) };
  };
  const identity: IdentityDraft = {
    type: random.pick(['service', 'ci', 'bot', 'agent']),
    owner: random.oneIn(15) ? 'unknown' : random.pick(teamNames),
    mode: random.weighed({ enforce: 12, review: 1, observe: 1 }),
    state: 'active',
    accounts,
    directory: directories.length === 0 || random.oneIn(4) ? null : { target: random.pick(directories), account: `user/${name}` },
    roles: random.some(Object.keys(draft.roles), random.whole(0, 2)),
    access: Array.from({ length: random.whole(0, 3) }, line),
    never: [],
  };
  return identity;
}

/** What people made before us, more and less than what is declared; and the records of the directories. */
function whatIsThere(
  random: Random,
  names: readonly string[],
  places: readonly string[],
  directories: readonly string[],
  first: Draft,
): There {
  const holds = (): readonly string[] => [
    ...random.some(random.oneIn(4) ? grantNames : plainGrants, random.whole(0, 3)),
    ...random.some(keyNames, random.whole(0, 2)),
  ];
  const declared = new Set(Object.values(first.identities).flatMap((i) => i.accounts.map((a) => `${a.target}/${a.account}`)));
  const inTargets = places.flatMap((target) => [
    ...names.flatMap((name) => {
      const account = `${accountPrefixes.first}${name}`;
      // Now and then the account is still to be made.
      if (declared.has(`${target}/${account}`) ? random.oneIn(8) : !random.oneIn(3)) return [];
      return [{ target, account, canLogIn: !random.oneIn(6), holds: holds() }];
    }),
    ...[
      `${accountPrefixes.wider}nightly`,
      `${accountPrefixes.wider}${names[0] ?? ''}`,
      `${accountPrefixes.theirs}net`,
      `${accountPrefixes.never}boss`,
      `${accountPrefixes.first}old`,
    ]
      .filter(() => random.oneIn(2))
      .map((account) => ({ target, account, canLogIn: true, holds: holds() })),
  ]);
  const records = directories.flatMap((target) =>
    [sentinel, ...names.map((name) => `user/${name}`)].map((account) => ({
      target,
      account,
      canLogIn: account === sentinel || !random.oneIn(12),
      holds: [],
    })),
  );
  return [...inTargets, ...records];
}

/** The stable id of an account that was there before us. */
export function idThere(there: There, at: Account): string | null {
  const index = there.findIndex((t) => t.target === at.target && t.account === at.account);
  return index < 0 ? null : `a${index + 1}`;
}

export const accountIn = ({ target, account }: Account): AccountDraft => ({ target, account });
