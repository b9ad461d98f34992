/** The edits that people make to a policy, one row each: together they change every field that a draft has. */
import type { Draft, GrantDraft, IdentityDraft, RoleDraft, ScopeDraft, TargetDraft } from './draft.ts';
import { newIdentity, newTarget, sideAccount } from './new-world.ts';
import type { Random } from './random.ts';
import { repair } from './repair.ts';
import type { Edit } from './step.ts';
import {
  allKinds,
  DAY_S,
  grantNames,
  HOUR_S,
  modes,
  nameOf,
  onGone,
  plainGrants,
  roleNames,
  sharpGrants,
  targetNames,
  teamNames,
} from './vocabulary.ts';

/** `draft` as it is, `now` about what o'clock it is. Null: nothing to edit so. */
type Make = (random: Random, draft: Draft, now: number) => readonly [what: string, after: Draft] | null;

const seconds = (now: number, later: number): number => Math.floor(now / 1000) * 1000 + later * 1000;

export const putIdentity = (draft: Draft, name: string, identity: IdentityDraft): Draft => ({
  ...draft,
  identities: { ...draft.identities, [name]: identity },
});
export const putTarget = (draft: Draft, name: string, target: TargetDraft): Draft => ({
  ...draft,
  targets: { ...draft.targets, [name]: target },
});
export const putRole = (draft: Draft, name: string, role: RoleDraft): Draft => ({ ...draft, roles: { ...draft.roles, [name]: role } });

export function without<T>(of: Readonly<Record<string, T>>, name: string): Readonly<Record<string, T>> {
  const { [name]: _, ...rest } = of;
  return rest;
}

const other = <T>(random: Random, items: readonly T[], than: T): T => random.pick(items.filter((i) => i !== than));

const anyOf = (random: Random, of: Readonly<Record<string, unknown>>): string | null => {
  const names = Object.keys(of);
  return names.length === 0 ? null : random.pick(names);
};

/** Of one identity: what becomes of it, or null. */
const identity =
  (
    what: string,
    make: (identity: IdentityDraft, random: Random, draft: Draft, now: number) => IdentityDraft | null,
    of: (i: IdentityDraft) => boolean = (i) => i.state === 'active',
  ): Make =>
  (random, draft, now) => {
    const names = Object.keys(draft.identities).filter((n) => of(draft.identities[n] as IdentityDraft));
    if (names.length === 0) return null;
    const name = random.pick(names);
    const after = make(draft.identities[name] as IdentityDraft, random, draft, now);
    return after === null ? null : [`${name}: ${what}`, putIdentity(draft, name, after)];
  };

const target =
  (
    what: string,
    make: (target: TargetDraft, random: Random, draft: Draft) => TargetDraft | null,
    of: (t: TargetDraft) => boolean = () => true,
  ): Make =>
  (random, draft) => {
    const names = Object.keys(draft.targets).filter((n) => of(draft.targets[n] as TargetDraft));
    if (names.length === 0) return null;
    const name = random.pick(names);
    const after = make(draft.targets[name] as TargetDraft, random, draft);
    return after === null ? null : [`target ${name}: ${what}`, putTarget(draft, name, after)];
  };

const role =
  (what: string, make: (role: RoleDraft, random: Random, draft: Draft) => RoleDraft | null): Make =>
  (random, draft) => {
    const name = anyOf(random, draft.roles);
    const after = name === null ? null : make(draft.roles[name] as RoleDraft, random, draft);
    return name === null || after === null ? null : [`role ${name}: ${what}`, putRole(draft, name, after)];
  };

export function someGrant(random: Random, of: Pick<IdentityDraft, 'accounts'>, names: readonly string[] = grantNames): GrantDraft | null {
  if (of.accounts.length === 0) return null;
  const { target: place, account } = random.pick(of.accounts);
  const isAlone = of.accounts.filter((a) => a.target === place).length === 1;
  const grant = random.pick(names);
  return {
    target: place,
    grant,
    ...(isAlone && !random.oneIn(6) ? {} : { account }),
    ...(grant.startsWith('role/') && random.oneIn(4) ? { admin: random.oneIn(2) } : {}),
  };
}

function withTerms(random: Random, g: GrantDraft, now: number): GrantDraft {
  const { from: _f, until: _u, forSeconds: _s, ...bare } = g;
  const later = (): number => random.pick([600, 2 * HOUR_S, 8 * HOUR_S, DAY_S, 3 * DAY_S, 9 * DAY_S]);
  const start = random.oneIn(3) ? seconds(now, later()) : undefined;
  const end = random.oneIn(2) ? Math.max(start ?? 0, seconds(now, 0)) + later() * 1000 : undefined;
  return {
    ...bare,
    ...(start === undefined ? {} : { from: start }),
    ...(end === undefined ? {} : { until: end }),
    ...(random.oneIn(3) ? { forSeconds: later() } : {}),
  };
}

const replaced = <T>(items: readonly T[], index: number, item: T): readonly T[] => items.map((old, i) => (i === index ? item : old));

/** Changes one line of the identity's own access. */
const line = (
  what: string,
  make: (g: GrantDraft, random: Random, draft: Draft, now: number, of: IdentityDraft) => GrantDraft | null,
): Make =>
  identity(
    what,
    (i, random, draft, now) => {
      const at = random.whole(0, i.access.length - 1);
      const after = make(i.access[at] as GrantDraft, random, draft, now, i);
      return after === null ? null : { ...i, access: replaced(i.access, at, after) };
    },
    (i) => i.state === 'active' && i.access.length > 0,
  );

const drift = (of: 'unauthorized' | 'missing' | 'altered'): Make =>
  target(`what is ${of}`, (t, random) => {
    const take = ['report', 'propose', 'revoke'] as const;
    const give = ['report', 'propose', 'restore'] as const;
    const after = random.whole(0, 2);
    return {
      ...t,
      drift:
        of === 'unauthorized'
          ? { ...t.drift, unauthorized: { do: random.pick(take), after } }
          : { ...t.drift, [of]: { do: random.pick(give), after } },
    };
  });

const scopeLine = (what: string, make: (line: ScopeDraft, random: Random) => ScopeDraft | null): Make =>
  target(
    what,
    (t, random) => {
      const at = random.whole(0, t.scope.length - 1);
      const after = make(t.scope[at] as ScopeDraft, random);
      return after === null ? null : { ...t, scope: replaced(t.scope, at, after) };
    },
    (t) => t.scope.length > 0,
  );

const withLifecycle = (
  what: string,
  make: (l: NonNullable<TargetDraft['lifecycle']>, random: Random) => NonNullable<TargetDraft['lifecycle']>,
): Make =>
  target(
    what,
    (t, random) => (t.lifecycle === null ? null : { ...t, lifecycle: make(t.lifecycle, random) }),
    (t) => t.lifecycle !== null,
  );

const directory = (
  what: string,
  make: (d: NonNullable<IdentityDraft['directory']>, random: Random, draft: Draft) => IdentityDraft['directory'],
): Make =>
  identity(
    what,
    (i, random, draft) => (i.directory === null ? null : { ...i, directory: make(i.directory, random, draft) }),
    (i) => i.directory !== null,
  );

const withLimits = (what: string, make: (l: TargetDraft['limits'], random: Random) => Partial<TargetDraft['limits']>): Make =>
  target(what, (t, random) => ({ ...t, limits: { ...t.limits, ...make(t.limits, random) } }));

const optional = <K extends string, V>(name: K, value: V | undefined): { readonly [P in K]?: V } =>
  (value === undefined ? {} : { [name]: value }) as { readonly [P in K]?: V };

function moveAccount(random: Random, draft: Draft): readonly [string, Draft] | null {
  const givers = Object.keys(draft.identities).filter((n) => (draft.identities[n]?.accounts.length ?? 0) > 0);
  if (givers.length === 0 || Object.keys(draft.identities).length < 2) return null;
  const from = random.pick(givers);
  const to = other(random, Object.keys(draft.identities), from);
  return moved(random, draft, from, to);
}

/** The account, and with it the lines that it holds, or not. */
export function moved(random: Random, draft: Draft, from: string, to: string): readonly [string, Draft] | null {
  const [giver, taker] = [draft.identities[from], draft.identities[to]];
  if (giver === undefined || taker === undefined || giver.accounts.length === 0) return null;
  const account = random.pick(giver.accounts);
  const lines = giver.access.filter((g) => g.target === account.target);
  const after = {
    ...draft,
    identities: {
      ...draft.identities,
      [from]: { ...giver, accounts: giver.accounts.filter((a) => a !== account), access: giver.access.filter((g) => !lines.includes(g)) },
      [to]: {
        ...taker,
        accounts: [...taker.accounts, account],
        access: random.oneIn(4) ? taker.access : [...taker.access, ...lines.map((g) => ({ ...g, account: account.account }))],
      },
    },
  };
  return [`${account.target}/${account.account} moves from ${from} to ${to}`, after];
}

/** A renamed identity: all lines as they were. */
export function renamed(draft: Draft, from: string, to: string): Draft {
  const identities = Object.fromEntries(Object.entries(draft.identities).map(([n, i]) => [n === from ? to : n, i]));
  const exceptions = Object.fromEntries(
    Object.entries(draft.exceptions).map(([id, e]) => [id, 'for' in e ? { ...e, for: e.for.map((n) => (n === from ? to : n)) } : e]),
  );
  return { ...draft, identities, exceptions };
}

/** A name that no target has; `app.main` is the target `app`. */
export function freeTarget(draft: Draft): string | null {
  const taken = new Set(Object.keys(draft.targets).map((name) => name.split('.', 1)[0]));
  return targetNames.find((name) => !taken.has(name)) ?? null;
}

/** By hand one of these is chosen by weight; the name says which field it changes (a test walks them). */
export const edits: Readonly<Record<string, readonly [weight: number, make: Make]>> = {
  'identity access: a new line': [
    12,
    identity('a new line', (i, random, _, now) => {
      const g = someGrant(random, i);
      return g === null ? null : { ...i, access: [...i.access, random.oneIn(4) ? withTerms(random, g, now) : g] };
    }),
  ],
  'identity access: a line goes': [
    8,
    identity('a line goes', (i, random) =>
      i.access.length === 0 ? null : { ...i, access: i.access.toSpliced(random.whole(0, i.access.length - 1), 1) },
    ),
  ],
  'identity access: other grant': [2, line('another grant', (g, random) => ({ ...g, grant: random.pick(plainGrants) }))],
  'identity access: other target': [
    1,
    line('another target', (g, random, _d, _n, i) => {
      const { account: _, ...rest } = g;
      return { ...rest, target: random.pick(i.accounts).target };
    }),
  ],
  'identity access: the account': [
    1,
    line('the account is named, or not', (g, random, _d, _n, i) => {
      const { account, ...rest } = g;
      const there = i.accounts.filter((a) => a.target === g.target);
      return account === undefined ? { ...rest, account: random.pick(there).account } : rest;
    }),
  ],
  'identity access: facts': [4, line('other facts', (g) => (g.grant.startsWith('role/') ? { ...g, admin: g.admin !== true } : null))],
  'identity access: terms': [6, line('other terms', (g, random, _d, now) => withTerms(random, g, now))],
  'identity access: the reason': [1, line('another reason', (g, random) => ({ ...g, because: `ticket ${random.whole(1, 9)}` }))],
  'identity never': [
    4,
    identity('a `never` line', (i, random) => {
      const g = someGrant(random, i);
      if (g === null) return null;
      const isSame = (o: GrantDraft): boolean => o.target === g.target && o.grant === g.grant;
      return { ...i, access: i.access.filter((o) => !isSame(o)), never: [...i.never, `${g.target}/${g.grant}`] };
    }),
  ],
  'identity never: goes': [2, identity('a `never` line goes', (i) => (i.never.length === 0 ? null : { ...i, never: i.never.slice(1) }))],
  'identity type': [
    1,
    identity('another type', (i, random) => ({ ...i, type: other(random, ['service', 'ci', 'bot', 'agent'] as const, i.type) })),
  ],
  'identity owner': [2, identity('another owner', (i, random) => ({ ...i, owner: random.oneIn(6) ? 'unknown' : random.pick(teamNames) }))],
  'identity mode': [4, identity('another mode', (i, random) => ({ ...i, mode: other(random, modes, i.mode) }))],
  'identity state': [
    4,
    identity(
      'another state',
      (i, random) => ({ ...i, state: other(random, ['active', 'active', 'offboard', 'release'] as const, i.state) }),
      () => true,
    ),
  ],
  'identity accounts: one goes': [
    2,
    identity('an account goes', (i) => (i.accounts.length === 0 ? null : { ...i, accounts: i.accounts.slice(1) })),
  ],
  'identity accounts: one comes': [
    3,
    identity('an account comes', (i, random, draft) => {
      const name = Object.keys(draft.identities).find((n) => draft.identities[n] === i) ?? 'nobody';
      return { ...i, accounts: [...i.accounts, sideAccount(random, draft, name)] };
    }),
  ],
  'identity accounts: one moves': [4, moveAccount],
  'identity renamed': [
    3,
    (random, draft) => {
      const name = anyOf(random, draft.identities);
      const to = `${name}-x`;
      return name === null || Object.hasOwn(draft.identities, to) ? null : [`${name} is called ${to} now`, renamed(draft, name, to)];
    },
  ],
  'identity declared': [
    3,
    (random, draft) => {
      const name = nameOf(random.whole(0, 19));
      const places = Object.keys(draft.targets).filter((t) => draft.targets[t]?.lifecycle === null);
      const directories = Object.keys(draft.targets).filter((t) => draft.targets[t]?.lifecycle !== null);
      if (Object.hasOwn(draft.identities, name) || places.length === 0) return null;
      return [`${name} is declared`, putIdentity(draft, name, newIdentity(random, name, places, directories, draft))];
    },
  ],
  'identity taken out': [
    3,
    (random, draft) => {
      const name = anyOf(random, draft.identities);
      return name === null ? null : [`${name} is taken out`, { ...draft, identities: without(draft.identities, name) }];
    },
  ],
  'identity roles: gains': [
    5,
    identity('gains a role', (i, random, draft) => {
      const names = Object.keys(draft.roles).filter((n) => !i.roles.includes(n));
      return names.length === 0 ? null : { ...i, roles: [...i.roles, random.pick(names)] };
    }),
  ],
  'identity roles: loses': [3, identity('loses a role', (i) => (i.roles.length === 0 ? null : { ...i, roles: i.roles.slice(1) }))],
  'identity from': [1, identity('begins at', (i, random, _d, now) => ({ ...i, from: seconds(now, random.pick([-DAY_S, HOUR_S, DAY_S])) }))],
  'identity until': [
    2,
    identity('ends at', (i, random, _d, now) => {
      const { until: _, ...rest } = i;
      return i.until === undefined ? { ...rest, until: seconds(now, random.pick([HOUR_S, DAY_S, 5 * DAY_S])) } : rest;
    }),
  ],
  'identity directory': [
    1,
    identity('another directory', (i, random, draft) => {
      const names = Object.keys(draft.targets).filter((n) => draft.targets[n]?.lifecycle !== null);
      const name = Object.keys(draft.identities).find((n) => draft.identities[n] === i) ?? '';
      if (i.directory !== null && random.oneIn(2)) return { ...i, directory: null };
      return names.length === 0 ? null : { ...i, directory: { target: random.pick(names), account: `user/${name.replace(/-x/g, '')}` } };
    }),
  ],
  'identity directory: record': [
    1,
    directory('another record', (d, random, draft) => ({ ...d, account: `user/${random.pick(Object.keys(draft.identities))}` })),
  ],
  'identity directory: onDisabled': [1, directory('onDisabled', (d, random) => ({ ...d, onDisabled: random.pick(onGone) }))],
  'identity directory: onAbsent': [1, directory('onAbsent', (d, random) => ({ ...d, onAbsent: random.pick(onGone) }))],

  'role access: gains': [
    4,
    role('gains a line', (r, random, draft) => {
      const places = Object.keys(draft.targets).filter((n) => (draft.targets[n]?.scope.length ?? 0) > 0);
      if (places.length === 0) return null;
      const used = r.access.map((g) => g.target);
      return { ...r, access: [...r.access, { target: random.pick(used.length > 0 ? used : places), grant: random.pick(grantNames) }] };
    }),
  ],
  'role access: loses': [3, role('loses a line', (r) => (r.access.length < 2 ? null : { ...r, access: r.access.slice(1) }))],
  'role access: terms': [
    1,
    role('other terms', (r, random) => {
      const [first, ...rest] = r.access;
      if (first === undefined) return null;
      const { forSeconds, ...bare } = first;
      return { ...r, access: [forSeconds === undefined ? { ...bare, forSeconds: random.pick([HOUR_S, DAY_S]) } : bare, ...rest] };
    }),
  ],
  'role owner': [1, role('another owner', (r, random) => ({ ...r, owner: other(random, teamNames, r.owner) }))],
  'role rollout': [
    2,
    role('another rollout', (r, random) => ({
      ...r,
      rollout: r.rollout !== null && random.oneIn(2) ? null : { first: random.whole(1, 3), waitSeconds: random.pick([600, HOUR_S, DAY_S]) },
    })),
  ],
  'role comes or goes': [
    1,
    (random, draft) => {
      const name = random.pick(roleNames);
      if (Object.hasOwn(draft.roles, name)) return [`role ${name} is taken out`, { ...draft, roles: without(draft.roles, name) }];
      const place = anyOf(random, draft.targets);
      const made: RoleDraft = {
        owner: random.pick(teamNames),
        access: [{ target: place ?? '', grant: random.pick(plainGrants) }],
        rollout: null,
      };
      return place === null ? null : [`role ${name} comes`, putRole(draft, name, made)];
    },
  ],

  'target owner': [1, target('another owner', (t, random) => ({ ...t, owner: other(random, teamNames, t.owner) }))],
  'target ceiling': [3, target('another ceiling', (t, random) => ({ ...t, ceiling: other(random, modes, t.ceiling) }))],
  'target lifecycle: sentinels': [
    1,
    withLifecycle('sentinels', (l) => ({ ...l, sentinels: l.sentinels.length === 0 ? ['user/sentinel'] : [] })),
  ],
  'target lifecycle: onDisabled': [
    1,
    withLifecycle('onDisabled', (l, random) => ({ ...l, onDisabled: other(random, onGone, l.onDisabled) })),
  ],
  'target lifecycle: onAbsent': [1, withLifecycle('onAbsent', (l, random) => ({ ...l, onAbsent: other(random, onGone, l.onAbsent) }))],
  'target scope: a line comes': [
    3,
    target('a scope line comes', (t, random) =>
      t.lifecycle !== null && t.scope.length === 0
        ? null
        : {
            ...t,
            scope: [
              ...t.scope,
              {
                accounts: [random.pick(['user/job-*', 'user/svc-*', 'user/tf-*', 'user/*'])],
                kinds: random.oneIn(3) ? random.some(allKinds, 3) : allKinds,
              },
            ],
          },
    ),
  ],
  'target scope: a line goes': [
    2,
    target('a scope line goes', (t, random) =>
      t.scope.length === 0 ? null : { ...t, scope: t.scope.toSpliced(random.whole(0, t.scope.length - 1), 1) },
    ),
  ],
  'target scope: accounts': [
    2,
    scopeLine('other accounts', (s, random) => ({
      ...s,
      accounts: random.some(['user/svc-*', 'user/job-*', 'user/tf-*', 'user/svc-a*', 'user/*-*'], random.whole(1, 2)),
    })),
  ],
  'target scope: kinds': [
    2,
    scopeLine('other kinds', (s, random) => ({ ...s, kinds: s.kinds.length === allKinds.length ? random.some(allKinds, 4) : allKinds })),
  ],
  'target scope: managedBy': [
    1,
    scopeLine('managed by another tool, or no longer', (s) => {
      const { managedBy, ...rest } = s;
      return managedBy === undefined ? { ...rest, managedBy: 'terraform' } : rest;
    }),
  ],
  'target drift: unauthorized': [2, drift('unauthorized')],
  'target drift: missing': [2, drift('missing')],
  'target drift: altered': [2, drift('altered')],
  'target giveBack': [2, target('giveBack', (t) => ({ ...t, giveBack: t.giveBack === 'propose' ? 'restore' : 'propose' }))],
  'target limits: revoke': [2, withLimits('revoke', (_, random) => ({ revoke: random.pick([0, 1, 2, 5, 10]) }))],
  'target limits: revokePercent': [1, withLimits('revokePercent', (_, random) => ({ revokePercent: random.pick([0, 10, 20, 50, 100]) }))],
  'target limits: offboard': [1, withLimits('offboard', (_, random) => ({ offboard: random.pick([0, 1, 2, 5]) }))],
  'target limits: grantPrivileged': [1, withLimits('grantPrivileged', (_, random) => ({ grantPrivileged: random.pick([0, 1, 2, 5]) }))],
  'target privileged': [
    1,
    target('privileged', (t, random) => ({
      ...t,
      privileged: random.some(['role/writer', 'group/writers', 'role/deployer'], random.whole(0, 2)),
    })),
  ],
  'target protected': [
    1,
    target('protected', (t, random) => ({
      ...t,
      protected: random.some(['role/root', 'role/auditor', 'user/svc-ann', 'group/*'], random.whole(0, 2)),
    })),
  ],
  'target within': [1, target('within', (t, random) => ({ ...t, withinSeconds: random.pick([600, HOUR_S, 6 * HOUR_S]) }))],
  'target settles': [1, target('settling time', (t, random) => ({ ...t, settlesInSeconds: random.pick([0, 30, 300, 900]) }))],
  'target cannot': [
    1,
    target('what the system cannot do', (t, random) => {
      const { cannot, ...rest } = t;
      return cannot === undefined
        ? { ...rest, cannot: [random.pick(['user revoke', 'role adjust', 'key revoke', 'group revoke', 'user grant'])] }
        : rest;
    }),
  ],
  'target comes': [
    1,
    (random, draft) => {
      const free = freeTarget(draft);
      return free === null ? null : [`target ${free} comes`, putTarget(draft, free, newTarget(random))];
    },
  ],
  'target taken out': [
    1,
    (random, draft) => {
      const names = Object.keys(draft.targets);
      const name = names.length < 2 ? null : random.pick(names);
      return name === null ? null : [`target ${name} is taken out`, { ...draft, targets: without(draft.targets, name) }];
    },
  ],

  'settings maxSilence': [
    1,
    (random, d) => ['maxSilence', { ...d, settings: { ...d.settings, maxSilenceSeconds: random.pick([HOUR_S, 2 * HOUR_S, DAY_S]) } }],
  ],
  'settings reviewValid': [
    1,
    (random, d) => ['reviewValid', { ...d, settings: { ...d.settings, reviewValidSeconds: random.pick([HOUR_S, DAY_S, 7 * DAY_S]) } }],
  ],
  'settings privileged': [
    1,
    (random, d) => ['privileged teams', { ...d, settings: { ...d.settings, privileged: random.some(teamNames, random.whole(0, 2)) } }],
  ],
  'team mode': [
    2,
    (random, d) => {
      const name = random.pick(teamNames);
      const mode = other(random, modes, d.teams[name]?.mode ?? 'enforce');
      return [`team ${name}: ${mode}`, { ...d, teams: { ...d.teams, [name]: { mode } } }];
    },
  ],

  'rule comes or goes': [
    4,
    (random, d) => {
      const id = random.pick(['key-age', 'key-idle', 'key-idle', 'key-count']);
      if (Object.hasOwn(d.rules, id)) return [`rule ${id} is taken out`, { ...d, rules: without(d.rules, id) }];
      const act = random.pick(['report', 'revoke', 'revoke'] as const);
      const made = {
        'key-age': { maxAgeSeconds: random.pick([2 * DAY_S, 6 * DAY_S]), act },
        'key-idle': { maxIdleSeconds: random.pick([DAY_S, 4 * DAY_S]), act },
        'key-count': { maxCount: random.whole(1, 2), act },
      }[id];
      return made === undefined ? null : [`rule ${id} comes`, { ...d, rules: { ...d.rules, [id]: made } }];
    },
  ],
  'rule changes': [
    4,
    (random, d) => {
      const id = anyOf(random, d.rules);
      const r = id === null ? undefined : d.rules[id];
      if (id === null || r === undefined) return null;
      const made = random.oneIn(2)
        ? { ...r, act: r.act === 'report' ? ('revoke' as const) : ('report' as const) }
        : {
            act: r.act,
            ...optional('maxAgeSeconds', r.maxAgeSeconds && random.pick([DAY_S, 3 * DAY_S, 9 * DAY_S])),
            ...optional('maxIdleSeconds', r.maxIdleSeconds && random.pick([DAY_S / 2, 2 * DAY_S, 8 * DAY_S])),
            ...optional('maxCount', r.maxCount && random.whole(1, 3)),
          };
      return [`rule ${id} changes`, { ...d, rules: { ...d.rules, [id]: made } }];
    },
  ],
  'exception from a rule': [
    3,
    (random, d, now) => {
      const rule = anyOf(random, d.rules);
      const who = anyOf(random, d.identities);
      if (rule === null || who === null) return null;
      const made = { rule, for: [who], until: seconds(now, random.pick([DAY_S, 3 * DAY_S])) };
      return [`${who} is excepted from ${rule}`, { ...d, exceptions: { ...d.exceptions, [`x-rule-${random.whole(1, 3)}`]: made } }];
    },
  ],
  'exception from a cap': [
    2,
    (random, d, now) => {
      const place = anyOf(random, d.targets);
      const cap = random.pick(['correction', 'review', 'lifecycle', 'offboard', 'grantPrivileged']);
      if (place === null) return null;
      const limit = cap === 'offboard' ? place : `${place}/${random.pick(['role', 'group', 'login', 'key'])}`;
      const made = { limit, cap, count: random.pick([3, 20]), until: seconds(now, random.pick([HOUR_S, 2 * DAY_S])) };
      return [`${limit}: the cap ${cap} is lifted`, { ...d, exceptions: { ...d.exceptions, [`x-cap-${random.whole(1, 9)}`]: made } }];
    },
  ],
  'exception changes': [
    3,
    (random, d, now) => {
      const id = anyOf(random, d.exceptions);
      const e = id === null ? undefined : d.exceptions[id];
      if (id === null || e === undefined) return null;
      const until = seconds(now, random.pick([HOUR_S, DAY_S, 5 * DAY_S]));
      const made =
        'rule' in e
          ? { ...e, until, for: e.rule === 'wide-scope' ? e.for : [...new Set([...e.for, random.pick(Object.keys(d.identities))])] }
          : random.oneIn(2)
            ? { ...e, until, count: e.count + 1 }
            : { ...e, cap: e.cap === 'review' ? 'correction' : 'review', limit: `${e.limit.split('/', 1)[0] ?? ''}/login` };
      return [`exception ${id} changes`, { ...d, exceptions: { ...d.exceptions, [id]: made } }];
    },
  ],
  'exception of another rule': [
    3,
    (_, d) => {
      const [id, e] = Object.entries(d.exceptions).find(([, x]) => 'rule' in x && x.rule !== 'wide-scope') ?? [];
      if (id === undefined || e === undefined || !('rule' in e)) return null;
      const rule = e.rule === 'key-count' ? 'key-age' : 'key-count';
      const made = rule === 'key-age' ? { maxAgeSeconds: 3 * DAY_S, act: 'revoke' as const } : { maxCount: 1, act: 'revoke' as const };
      const rules = { ...d.rules, [rule]: d.rules[rule] ?? made };
      return [`exception ${id} is from ${rule} now`, { ...d, rules, exceptions: { ...d.exceptions, [id]: { ...e, rule } } }];
    },
  ],
  'a scope of everything': [
    1,
    (random, d, now) => {
      const places = Object.keys(d.targets).filter((t) => d.targets[t]?.lifecycle === null);
      const place = places.length === 0 ? null : random.pick(places);
      const t = place === null ? undefined : d.targets[place];
      if (place === null || t === undefined) return null;
      const wide = { rule: 'wide-scope', for: [place], until: seconds(now, 30 * DAY_S) };
      const after = putTarget(d, place, { ...t, scope: [{ accounts: ['user/*'], kinds: allKinds }] });
      return [
        `target ${place}: a scope of everything`,
        { ...after, exceptions: { ...after.exceptions, [`x-wide-${place.replace('.', '-')}`]: wide } },
      ];
    },
  ],
  'exception goes': [
    1,
    (random, d) => {
      const id = anyOf(random, d.exceptions);
      return id === null ? null : [`exception ${id} is taken out`, { ...d, exceptions: without(d.exceptions, id) }];
    },
  ],
  'break glass': [
    2,
    (random, d) => {
      const name = random.pick(['oncall', 'narrow']);
      const may = random.some(['keep', 'deny', 'pause'] as const, random.whole(1, 3));
      const places = Object.keys(d.targets);
      const covers = random.oneIn(2)
        ? ['*']
        : places.flatMap((p) => random.some([`${p}/login/*`, `${p}/role/*`, `${p}/group/*`, `${p}/key/*`], 3));
      const never = random.oneIn(2) ? [] : [`${random.pick(places)}/role/root`];
      const made = { may, covers, never, longestSeconds: random.pick([HOUR_S, 12 * HOUR_S, 2 * DAY_S]) };
      return [`break glass ${name} changes`, { ...d, breakGlass: { ...d.breakGlass, [name]: made } }];
    },
  ],
  'break glass goes': [
    1,
    (random, d) => {
      const name = anyOf(random, d.breakGlass);
      return name === null ? null : [`break glass ${name} is taken out`, { ...d, breakGlass: without(d.breakGlass, name) }];
    },
  ],
  'sharp line': [
    2,
    identity('a sharp line', (i, random) => {
      const g = someGrant(random, i, sharpGrants);
      return g === null ? null : { ...i, access: [...i.access, g] };
    }),
  ],
};

/** A folder that declares nobody any more is refused as half there, so nobody merges it. */
export const changes = (before: Draft, after: Draft): boolean =>
  Object.keys(after.identities).length > 0 && JSON.stringify(after) !== JSON.stringify(before);

const names = Object.keys(edits);
const weights = Object.fromEntries(Object.entries(edits).map(([name, [weight]]) => [name, weight] as const));

/** One edit, chosen by chance, that changes something and that the compiler accepts. `evenly`: rare ones as often as others. */
export function someEdit(random: Random, draft: Draft, now: number, evenly = false): Edit | null {
  for (let tries = 0; tries < 8; tries += 1) {
    const [, make] = edits[evenly ? random.pick(names) : random.weighed(weights)] ?? [];
    const made = make?.(random, draft, now) ?? null;
    if (made === null) continue;
    const after = repair(made[1]);
    if (changes(draft, after)) return { what: made[0], after };
  }
  return null;
}
