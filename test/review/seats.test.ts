/** policy.md, "Settings: who must approve": whose seats each kind of change fills, and who may sit in them. */
import { describe, expect, it } from 'vitest';
import type { Declared, Delta, RolePolicy, TargetPolicy, TeamPolicy } from '../../src/model/policy.ts';
import { deltas } from '../../src/review/deltas.ts';
import { hasQuorum, isFilled, missingSeats, quorumSeats, type Seat, seatsFor, seatsOfProgram } from '../../src/review/seats.ts';
import { DAY, envelope, kinds, policy, type PolicyLines, roleNamed, rule, START, targetPolicy } from '../plan/world.ts';

const team = (name: string, more: Partial<TeamPolicy> = {}): TeamPolicy => ({
  name,
  github: `Corp/${name}`,
  directory: null,
  successor: null,
  mode: 'enforce',
  ...more,
});

const teams = ['payments', 'platform', 'security', 'tools', 'shop'].map((name) => team(name));
const without = (name: string): readonly TeamPolicy[] => teams.filter((t) => t.name !== name);
const ann = { accounts: ['user/ann'], owner: 'payments' };
const judged = { ...ann, directory: 'person/ann' };

/** Lines of both sides; `to` is laid over `from`. */
interface Edit {
  readonly from?: PolicyLines;
  readonly to?: PolicyLines;
  readonly inForce?: PolicyLines;
  readonly rolesAlone?: PolicyLines;
  readonly machinery?: readonly string[];
  readonly kinds?: typeof kinds;
  /** Beside `app`, before and after. */
  readonly targets?: readonly TargetPolicy[];
}

const base: PolicyLines = { teams, identities: { ann }, target: { privileged: ['role/own-*', 'user/root-*'] } };

const made = (lines: PolicyLines, targets: readonly TargetPolicy[] = []): Declared => {
  const declared = policy(lines);
  return { ...declared, targets: new Map([...declared.targets, ...targets.map((t) => [t.name, t] as const)]) };
};

function judge(edit: Edit): ReturnType<typeof seatsFor> {
  const of = (lines: PolicyLines = {}): Declared => made({ ...base, ...edit.from, ...lines }, edit.targets);
  const [before, after] = [of(), of(edit.to)];
  return seatsFor({
    deltas: deltas(before, after),
    inForce: of(edit.inForce),
    before,
    after,
    rolesAlone: of(edit.rolesAlone),
    kinds: () => edit.kinds ?? kinds,
    machinery: edit.machinery ?? [],
  });
}

/** `payments: identityOwner ann`; a count before the team where it is not one. */
const shown = (seats: readonly Seat[]): readonly string[] =>
  seats.map(
    (s) =>
      `${s.need === 1 ? '' : `${s.need} of `}${s.teams.map((t) => t.name).join('|') || '-'}: ${s.why.map((w) => `${w.as} ${w.subject}`).join(', ')}`,
  );

const grants = (...lines: readonly NonNullable<NonNullable<PolicyLines['identities']>[string]['grants']>[number][]): PolicyLines => ({
  identities: { ann: { ...ann, grants: lines } },
});
const settingsOf = (approval: Partial<Declared['settings']['approval']>): PolicyLines => ({
  settings: { approval: { identityOwner: 1, targetOwner: 1, roleOwner: 1, privileged: ['security'], ...approval } },
});
const exceptionOn = { id: 'e', until: START + DAY, owner: 'payments', because: 'b' };

type Row = readonly [of: Delta['of'] | null, what: string, edit: Edit, seats: readonly string[]];

const vaults = ['vault.prod', 'vault.stage'].map((name) => targetPolicy({ name, owner: 'tools' }));
const okta = targetPolicy({ name: 'okta', owner: 'tools' });
const OWNERS = ['payments: identityOwner ann', 'platform: targetOwner app'] as const;
const target = 'platform: targetOwner app';

const rows: readonly Row[] = [
  ['entry', 'given', { to: grants('role/reader') }, OWNERS],
  ['entry', 'taken', { from: grants('role/reader'), to: grants() }, OWNERS],
  ['entry', 'taken, and privileged: taking is no privilege', { from: grants('role/power-x'), to: grants() }, OWNERS],
  ['entry', 'given, privileged by its kind', { to: grants('role/power-x') }, [...OWNERS, 'security: privileged user/ann app/role/power-x']],
  ['entry', 'given, an administrator', { to: grants('role/superuser') }, [...OWNERS, 'security: privileged user/ann app/role/superuser']],
  ['entry', 'given, privileged by the target', { to: grants('role/own-x') }, [...OWNERS, 'security: privileged user/ann app/role/own-x']],
  [
    'entry',
    'given, passing for a privileged one',
    { to: grants('role/OWN-x') },
    [...OWNERS, 'security: privileged user/ann app/role/OWN-x'],
  ],
  [
    'entry',
    'given, privileged until this change',
    { to: { ...grants('role/own-x'), target: { privileged: [] } } },
    ['payments: identityOwner ann', 'platform: targetOwner app', 'security: privileged app#privileged, privileged user/ann app/role/own-x'],
  ],
  [
    'entry',
    'given, of a kind that nobody knows',
    { to: grants('role/reader'), kinds: new Map() },
    [...OWNERS, 'security: privileged user/ann app/role/reader'],
  ],
  [
    'entry',
    'lasting longer',
    { from: grants({ grant: 'role/reader', terms: [{ until: START }] }), to: grants('role/reader') },
    [...OWNERS, 'security: privileged user/ann app/role/reader'],
  ],
  ['entry', 'lasting shorter', { from: grants('role/reader'), to: grants({ grant: 'role/reader', terms: [{ until: START }] }) }, OWNERS],
  [
    'entry',
    'moved to another identity: both owners',
    {
      from: { identities: { ann: { ...ann, grants: ['role/reader'] }, bob: { owner: 'shop' } } },
      to: { identities: { ann: { owner: 'payments' }, bob: { accounts: ['user/ann'], owner: 'shop', grants: ['role/reader'] } } },
    },
    ['payments: identityOwner ann', target, 'shop: identityOwner bob'],
  ],
  ['never', 'a line', { to: { identities: { ann: { ...ann, never: ['role/old'] } } } }, OWNERS],
  [
    'never',
    'a line less',
    { from: { identities: { ann: { ...ann, never: ['role/old'] } } }, to: { identities: { ann } } },
    [...OWNERS, 'security: privileged user/ann app/role/old'],
  ],
  [
    'never',
    'a line that moves with its account: both owners, and no name of a field in the key',
    {
      from: { identities: { ann: { ...ann, never: ['role/old'] }, bob: { owner: 'shop' } } },
      to: { identities: { ann: { owner: 'payments' }, bob: { ...ann, owner: 'shop', never: ['role/old'] } } },
    },
    ['payments: identityOwner ann', target, 'shop: identityOwner bob'],
  ],
  [
    'identity',
    'judged by a directory from now on: its owner too',
    { to: { identities: { ann: judged } } },
    ['payments: identityOwner ann', 'security: targetOwner okta'],
  ],
  [
    'identity',
    'judged by a directory no more',
    { from: { identities: { ann: judged } }, to: { identities: { ann } } },
    ['payments: identityOwner ann', 'security: privileged ann#directory, targetOwner okta'],
  ],
  ['identity', 'new', { to: { identities: { ann, bob: { accounts: ['user/bob'], owner: 'shop' } } } }, [target, 'shop: identityOwner bob']],
  [
    'identity',
    'new, with a privileged account',
    { to: { identities: { ann, bob: { accounts: ['user/root-b'], owner: 'shop' } } } },
    [
      target,
      'security: privileged bob app/user/root-b, privileged user/root-b app/login/root-b, privileged user/root-b app/user/root-b',
      'shop: identityOwner bob',
    ],
  ],
  [
    'identity',
    'that keeps a privileged account: it claims none anew',
    {
      from: { identities: { ann: { ...ann, accounts: ['user/root-a'] } } },
      to: { identities: { ann: { ...ann, accounts: ['user/root-a'], type: 'ci' } } },
    },
    ['payments: identityOwner ann', 'security: privileged ann#type'],
  ],
  [
    'identity',
    'that gives up an account of which nothing was declared',
    {
      from: { identities: { ann: { ...ann, state: 'offboard' } } },
      to: { identities: { ann: { owner: 'payments', state: 'offboard' } } },
    },
    OWNERS,
  ],
  [
    'identity',
    'new and judged by a directory: its owner too',
    { targets: [okta], from: { identities: {} }, to: { identities: { bob: { owner: 'shop', directory: 'person/bob' } } } },
    ['shop: identityOwner bob', 'tools: targetOwner okta'],
  ],
  ['identity', 'gone', { to: { identities: {} } }, OWNERS],
  ['identity', 'off duty', { to: { identities: { ann: { ...ann, state: 'offboard' } } } }, OWNERS],
  [
    'identity',
    'another owner: the one in force is asked',
    { to: { identities: { ann: { ...ann, owner: 'shop' } } } },
    ['payments: identityOwner ann', 'security: privileged ann#owner'],
  ],
  [
    'entry',
    'an owner nobody is: a privileged team',
    {
      from: { identities: { ann: { ...ann, owner: 'nobody' } } },
      to: { identities: { ann: { ...ann, owner: 'nobody', grants: ['role/reader'] } } },
    },
    [target, 'security: identityOwner ann'],
  ],
  [
    'identity',
    'an owner that this change makes: a privileged team',
    { from: { teams: without('shop') }, to: { teams, identities: { ann, bob: { owner: 'shop' } } } },
    ['security: identityOwner bob, teamItself shop'],
  ],
  ['target', 'watched less', { to: { target: { ...base.target, ceiling: 'observe' } } }, [target, 'security: privileged app#ceiling']],
  ['target', 'tighter', { to: { target: { ...base.target, withinSeconds: 60 } } }, [target]],
  [
    'target',
    'another owner: the one in force is asked',
    { to: { target: { ...base.target, owner: 'shop' } } },
    [target, 'security: privileged app#owner'],
  ],
  ['target', 'gone', { to: { withoutTarget: true } }, [target, 'security: privileged app']],
  [
    'target',
    'new: nobody owns it yet',
    { from: { withoutTarget: true, identities: {} }, to: { withoutTarget: false } },
    ['security: targetOwner app'],
  ],
  [
    'target',
    'new, with what is given in it: privileged by its own patterns too',
    { from: { withoutTarget: true, identities: {} }, to: { withoutTarget: false, ...grants('role/own-x', 'role/reader') } },
    ['payments: identityOwner ann', 'security: privileged user/ann app/role/own-x, targetOwner app'],
  ],
  ['settings', 'tighter', { to: settingsOf({ targetOwner: 2 }) }, ['security: targetOwner Settings']],
  [
    'settings',
    'a lower rule is judged by the one in force',
    { to: settingsOf({ identityOwner: 0, privileged: [] }) },
    ['security: privileged settings#approval, targetOwner Settings'],
  ],
  ['team', 'new', { to: { teams: [...teams, team('new')] } }, ['security: teamItself new']],
  [
    'team',
    'other members',
    { to: { teams: [...without('shop'), team('shop', { github: 'corp/all' })] } },
    ['security: privileged shop#github', 'shop: teamItself shop'],
  ],
  ['team', 'gone', { to: { teams: without('shop') } }, ['security: privileged shop', 'shop: teamItself shop']],
  ['role', 'new', { to: { roles: [roleNamed('deployer', { owner: 'tools' })] } }, ['tools: roleOwner deployer']],
  [
    'role',
    'another owner',
    { from: { roles: [roleNamed('deployer', { owner: 'tools' })] }, to: { roles: [roleNamed('deployer', { owner: 'shop' })] } },
    ['security: privileged deployer#owner', 'tools: roleOwner deployer'],
  ],
  ['rule', 'of a target', { to: { rules: [rule({ where: { credential: true, target: ['app'] } })] } }, [target]],
  [
    'rule',
    'of a target that has instances, and of another: the owners of all that it means',
    { targets: vaults, to: { rules: [rule({ where: { credential: true, target: ['app', 'vault'] } })] } },
    [target, 'tools: targetOwner vault.prod, targetOwner vault.stage'],
  ],
  [
    'rule',
    'of one instance',
    { targets: vaults, to: { rules: [rule({ where: { credential: true, target: ['vault.stage'] } })] } },
    ['tools: targetOwner vault.stage'],
  ],
  [
    'rule',
    'of another target from now on: the owners of both',
    {
      targets: vaults,
      from: { rules: [rule({ where: { credential: true, target: ['vault.prod'] } })] },
      to: { rules: [rule({ where: { credential: true, target: ['app'] } })] },
    },
    [target, 'security: privileged key-age#where', 'tools: targetOwner vault.prod'],
  ],
  [
    'rule',
    'of a target in force and of one that nobody owns yet: a privileged team for that one',
    {
      targets: vaults,
      inForce: { withoutTarget: true },
      to: { rules: [rule({ where: { credential: true, target: ['app', 'vault.prod'] } })] },
    },
    ['security: targetOwner app', 'tools: targetOwner vault.prod'],
  ],
  ['rule', 'of all', { to: { rules: [rule()] } }, ['security: targetOwner Rule key-age']],
  ['rule', 'gone', { from: { rules: [rule()] }, to: { rules: [] } }, ['security: privileged key-age, targetOwner Rule key-age']],
  [
    'exception',
    'that lifts a cap',
    { to: { exceptions: [{ ...exceptionOn, limit: 'app/role', cap: 'review', count: 3 }] } },
    [target, 'security: privileged e'],
  ],
  [
    'exception',
    'from a rule',
    { to: { exceptions: [{ ...exceptionOn, rule: 'key-age', identities: ['ann'] }] } },
    ['security: privileged e, targetOwner Exception e'],
  ],
  [
    'exception',
    'from the rule on wide scopes',
    { to: { exceptions: [{ ...exceptionOn, rule: 'wide-scope', identities: ['app'] }] } },
    [target, 'security: privileged e'],
  ],
  [
    'exception',
    'from the rule on wide scopes, for a target that has instances',
    { targets: vaults, to: { exceptions: [{ ...exceptionOn, rule: 'wide-scope', identities: ['vault'] }] } },
    ['security: privileged e', 'tools: targetOwner vault.prod, targetOwner vault.stage'],
  ],
  [
    'exception',
    'from a rule of a target, for an identity named like another target',
    {
      targets: vaults,
      from: { rules: [rule({ where: { credential: true, target: ['vault.prod'] } })] },
      to: { exceptions: [{ ...exceptionOn, rule: 'key-age', identities: ['app'] }] },
    },
    ['security: privileged e', 'tools: targetOwner vault.prod'],
  ],
  ['breakGlass', 'over all', { to: { breakGlass: [envelope()] } }, [target, 'security: privileged oncall']],
  [
    'breakGlass',
    'over one target',
    { to: { breakGlass: [envelope({ covers: ['app/role/*'] })] } },
    [target, 'security: privileged oncall'],
  ],
  [
    'breakGlass',
    'over a name that may be it',
    { to: { breakGlass: [envelope({ covers: ['ap*x'] })] } },
    [target, 'security: privileged oncall'],
  ],
  [
    'breakGlass',
    'over another target',
    { to: { breakGlass: [envelope({ covers: ['ap/role/*'] })] } },
    ['security: privileged oncall, targetOwner BreakGlass oncall'],
  ],
  ['breakGlass', 'gone', { from: { breakGlass: [envelope()] }, to: { breakGlass: [] } }, [target]],
  [null, 'nothing but the files: one other person', {}, ['-: anybody the policy']],
  [null, 'a workflow', { machinery: ['.github/workflows/apply.yml'] }, ['security: privileged .github/workflows/apply.yml']],
];

describe('who must approve', () => {
  it.each(rows.map((row) => [`${row[0] ?? 'no delta'}: ${row[1]}`, row] as const))('%s', (_, [of, , edit, seats]) => {
    const before = policy({ ...base, ...edit.from });
    const found = deltas(before, policy({ ...base, ...edit.from, ...edit.to })).map((d) => d.of);
    if (of === null) expect(found).toEqual([]);
    else expect(found).toContain(of);
    expect(shown(judge(edit).seats)).toEqual(seats);
  });

  it('has a row for every kind of delta', () => {
    const all: Readonly<Record<Delta['of'], true>> = {
      entry: true,
      never: true,
      identity: true,
      target: true,
      settings: true,
      team: true,
      role: true,
      rule: true,
      exception: true,
      breakGlass: true,
    };
    expect(new Set(rows.flatMap(([of]) => of ?? []))).toEqual(new Set(Object.keys(all)));
  });

  it('says what is privileged and what is a loosening', () => {
    expect(judge({ to: grants('role/reader') })).toMatchObject({ isPrivileged: false, isLoosening: false });
    expect(judge({ to: grants('role/power-x') })).toMatchObject({ isPrivileged: true, isLoosening: false });
    const until = (...terms: readonly { readonly until?: number }[]): PolicyLines => grants({ grant: 'role/power-x', terms });
    expect(judge({ from: until({ until: START }), to: until({}) })).toMatchObject({ isPrivileged: true, isLoosening: true });
    expect(judge({ from: until({}), to: until({ until: START }) })).toMatchObject({ isPrivileged: false, isLoosening: false });
    expect(judge({ to: settingsOf({ identityOwner: 0 }) })).toMatchObject({ isPrivileged: false, isLoosening: true });
    expect(judge({ machinery: ['CODEOWNERS'] })).toMatchObject({ isPrivileged: false, isLoosening: true });
  });

  it('goes by the rule in force, not by that of the change or of its base', () => {
    const inForce = {
      ...settingsOf({ identityOwner: 2, targetOwner: 3 }),
      teams: [...without('payments'), team('payments', { github: null })],
    };
    expect(shown(judge({ to: grants('role/reader'), inForce }).seats)).toEqual([
      '3 of platform: targetOwner app',
      '2 of security: identityOwner ann',
    ]);
  });

  it('asks as many as the rule names for each kind of owner, and one of a team itself', () => {
    const numbers = settingsOf({ identityOwner: 2, targetOwner: 3, roleOwner: 4 });
    const to = { ...grants('role/reader'), roles: [roleNamed('deployer', { owner: 'tools' })], teams: [...teams, team('new')] };
    expect(shown(judge({ from: numbers, to }).seats)).toEqual([
      '2 of payments: identityOwner ann',
      '3 of platform: targetOwner app',
      'security: teamItself new',
      '4 of tools: roleOwner deployer',
    ]);
  });

  it('a team that is asked for two reasons sits once, with the most that one of them needs', () => {
    const from = { ...settingsOf({ identityOwner: 1, targetOwner: 2 }), target: { owner: 'payments' } };
    expect(shown(judge({ from, to: grants('role/reader') }).seats)).toEqual(['2 of payments: identityOwner ann, targetOwner app']);
  });

  it('of teams that may stand for each other one sits, in whatever order they are named; teams whose names run together are others', () => {
    const rule = (...privileged: readonly string[]): Edit => ({
      from: { ...settingsOf({ privileged }), teams: [...teams, team('pay'), team('roll'), team('payroll')] },
      inForce: settingsOf({ privileged }),
      to: { ...settingsOf({ privileged, targetOwner: 2 }), identities: { ann, bob: { owner: 'payroll' } } },
    });
    const seats = ['pay|roll: targetOwner Settings', 'payroll: identityOwner bob'];
    expect(shown(judge(rule('pay', 'roll')).seats)).toEqual(seats);
    expect(shown(judge(rule('roll', 'pay')).seats)).toEqual(seats);
  });

  it('with no team to ask, one other person is asked; none where the rule says 0', () => {
    const nobody = { ...settingsOf({ privileged: [] }), teams: [] };
    expect(shown(judge({ to: grants('role/reader'), inForce: nobody }).seats)).toEqual(['-: identityOwner ann, targetOwner app']);
    const none = settingsOf({ identityOwner: 0, targetOwner: 0 });
    expect(shown(judge({ to: grants('role/reader'), inForce: none }).seats)).toEqual(['-: anybody the policy']);
  });

  it('each privileged team has a seat of its own, also one that nobody can be looked up in', () => {
    const inForce = { ...settingsOf({ privileged: ['security', 'shop'] }), teams: [...without('shop'), team('shop', { github: null })] };
    const { seats } = judge({ machinery: ['CODEOWNERS'], inForce });
    expect(shown(seats)).toEqual(['security: privileged CODEOWNERS', 'shop: privileged CODEOWNERS']);
    expect(missingSeats(seats, new Map([['a', new Set(['corp/security', 'corp/shop'])]])).map((m) => m.seat.teams[0]?.name)).toEqual([
      'shop',
    ]);
  });
});

describe('because a role changed', () => {
  const role = (items: readonly string[]): readonly RolePolicy[] => [roleNamed('deployer', { owner: 'tools', grants: items })];
  const held = (name: string): PolicyLines => grants({ grant: `role/${name}`, roles: ['deployer'] });
  const edited = { from: { ...held('old'), roles: role(['old']) }, to: { ...held('new'), roles: role(['new']) } };

  it('the role owner is asked in place of the identity owner', () => {
    const seats = judge({ ...edited, rolesAlone: edited.to }).seats;
    expect(shown(seats)).toEqual([target, 'tools: roleOwner deployer']);
  });

  it('both are asked where the role alone does not explain all of it', () => {
    const { seats } = judge({ ...edited, rolesAlone: { ...held('other'), roles: role(['new']) } });
    expect(shown(seats)).toEqual(['payments: identityOwner ann', target, 'tools: roleOwner deployer']);
  });

  const until = (days: number, items: string): PolicyLines => ({
    ...grants({ grant: 'role/x', terms: [{ until: START + days * DAY }], roles: ['deployer'] }),
    roles: role([items]),
  });
  it.each([
    ['the role owner alone where the role shortens a line', until(1, 'new'), []],
    ['both where the role and the identity shorten it', until(2, 'new'), ['payments: identityOwner ann']],
  ] as const)('asks %s', (_, rolesAlone, also) => {
    const { seats } = judge({ from: until(3, 'old'), rolesAlone, to: until(1, 'new') });
    expect(shown(seats)).toEqual([...also, target, 'tools: roleOwner deployer']);
  });

  it('where no role changed, none explains anything', () => {
    const seats = judge({ from: { roles: role(['new']) }, to: held('new'), rolesAlone: held('new') }).seats;
    expect(shown(seats)).toEqual(OWNERS);
  });

  it('a new holder of a role is the identity owner to ask', () => {
    const { seats } = judge({ from: { roles: role(['new']) }, to: held('new') });
    expect(shown(seats)).toEqual(OWNERS);
  });

  it('a role that goes and takes from its holders is its owner to ask', () => {
    const to = { ...grants(), roles: role([]) };
    expect(shown(judge({ from: edited.from, to, rolesAlone: to }).seats)).toEqual([target, 'tools: roleOwner deployer']);
  });
});

describe('who sits where', () => {
  const { seats } = judge({ to: grants('role/power-x') });
  const people = (lines: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, ReadonlySet<string>> =>
    new Map(Object.entries(lines).map(([login, names]) => [login, new Set(names.map((n) => `corp/${n}`))]));

  it('one person fills several seats and must be in a team of each', () => {
    expect(missingSeats(seats, people({ a: ['payments', 'platform', 'security'] }))).toEqual([]);
    expect(shown(missingSeats(seats, people({ a: ['payments', 'shop'] })).map((m) => m.seat))).toEqual([
      target,
      'security: privileged user/ann app/role/power-x',
    ]);
    expect(missingSeats(seats, people({}))).toHaveLength(3);
  });

  it('where several teams may sit, a member of any one does; where none is named, anybody does', () => {
    const program = seatsOfProgram([], policy({ ...base, ...settingsOf({ privileged: ['security', 'shop'] }) }));
    expect(missingSeats(program, people({ a: ['shop'] }))).toEqual([]);
    expect(missingSeats(program, people({ a: ['payments'] }))).toHaveLength(1);
    expect(missingSeats(judge({}).seats, people({ a: [] }))).toEqual([]);
    expect(missingSeats(judge({}).seats, people({}))).toHaveLength(1);
  });

  it('names those who sit already in one order, whoever approved first', () => {
    const two = [{ ...(seats[0] ?? expect.fail()), need: 3 }];
    expect(missingSeats(two, people({ b: ['payments'], c: ['shop'], a: ['payments'] })).map((m) => m.has)).toEqual([['a', 'b']]);
  });

  it('one person is one, however many are asked for', () => {
    const two = seats.map((seat) => ({ ...seat, need: 2 }));
    expect(missingSeats(two, people({ a: ['payments', 'platform', 'security'] })).map((m) => m.has)).toEqual([['a'], ['a'], ['a']]);
    expect(missingSeats(two, people({ a: ['payments', 'platform', 'security'], b: ['payments', 'platform', 'security'] }))).toEqual([]);
  });

  it('one approval more than the rule: all seats are filled without any one of them', () => {
    const all = { a: ['payments', 'platform', 'security'] };
    expect(isFilled(seats, people(all), 0)).toBe(true);
    expect(isFilled(seats, people(all), 1)).toBe(false);
    expect(isFilled(seats, people({ ...all, b: ['shop'] }), 1)).toBe(true);
    expect(isFilled(seats, people({ ...all, b: ['shop'] }), 2)).toBe(false);
    expect(isFilled(seats, people({ ...all, b: ['shop'], c: [] }), 2)).toBe(true);
    expect(isFilled(seats, people({ a: ['payments', 'platform'], b: ['security'] }), 1)).toBe(false);
    expect(isFilled([], people({}), 0)).toBe(false);
  });

  it('what a program proposes an owner or a privileged team answers for', () => {
    const inForce = policy({ ...base, ...settingsOf({ identityOwner: 0, targetOwner: 0 }) });
    expect(shown(seatsOfProgram(judge({}).seats, inForce))).toEqual(['-: anybody the policy', 'security: anybody what a program proposes']);
    expect(shown(seatsOfProgram(judge({ to: grants('role/reader') }).seats, inForce))).toContain(
      'payments|platform|security: anybody what a program proposes',
    );
    const nobody = policy({ ...base, ...settingsOf({ privileged: [] }) });
    expect(shown(seatsOfProgram(judge({}).seats, nobody))).toEqual(['-: anybody the policy']);
  });

  it('a quorum is one of each privileged team, and none where no team is named', () => {
    const inForce = policy({ ...base, ...settingsOf({ privileged: ['security', 'shop'] }) });
    expect(shown(quorumSeats(inForce))).toEqual(['security: privileged quorum', 'shop: privileged quorum']);
    expect(hasQuorum(inForce, people({ a: ['security'] }))).toBe(false);
    expect(hasQuorum(inForce, people({ a: ['security'], b: ['shop'] }))).toBe(true);
    expect(hasQuorum(policy({ ...base, ...settingsOf({ privileged: [] }) }), people({ a: ['security'] }))).toBe(false);
  });
});
