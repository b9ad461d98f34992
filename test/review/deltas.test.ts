/** Rule 6 of the policy page: every field has a row in the table of directions; and what a digest moves with. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Declared, Delta, ExceptionPolicy, IdentityPolicy, TargetPolicy, Terms } from '../../src/model/policy.ts';
import { canonicalJson } from '../../src/model/order.ts';
import { deltas, digestOfReview, entryDirection, termsChangedFor } from '../../src/review/deltas.ts';
import {
  breakGlassFields,
  exceptionFields,
  identityFields,
  roleFields,
  ruleFields,
  settingsFields,
  targetFields,
  teamFields,
  wholes,
} from '../../src/review/directions.ts';
import {
  DAY,
  declaredEntry,
  declaredKey,
  envelope,
  policy,
  type PolicyLines,
  roleNamed,
  rule,
  settings,
  START,
  targetPolicy,
} from '../plan/world.ts';

const ruleException: ExceptionPolicy = {
  id: 'old-key',
  until: START + DAY,
  owner: 'payments',
  because: 'later',
  rule: 'key-age',
  identities: ['ann'],
};
const capException: ExceptionPolicy = {
  id: 'big',
  until: START + DAY,
  owner: 'payments',
  because: 'move',
  limit: 'app/role',
  cap: 'review',
  count: 5,
};
const team = {
  name: 'payments',
  github: 'corp/payments',
  directory: { target: 'okta', type: 'group', name: 'p' },
  successor: null,
  mode: 'enforce',
} as const;

/** Every part of a policy once, every optional field there. */
const example: PolicyLines = {
  identities: {
    ann: {
      accounts: ['user/ann'],
      grants: [{ grant: 'role/reader', terms: [{ until: START + DAY }] }],
      directory: 'app/ann',
      never: ['role/old'],
    },
  },
  target: {
    lifecycle: { sentinels: ['user/s'], onDisabled: 'disable', onAbsent: 'disable' },
    giveBack: 'propose',
    privileged: ['role/p*'],
    protected: ['user/root'],
  },
  teams: [team],
  roles: [roleNamed('deployer', { rollout: { first: 2, waitSeconds: 60 }, grants: ['"app/role/x"'], parameters: { service: '[a-z]' } })],
  rules: [
    rule({
      where: { credential: true, type: ['ci', 'bot'], target: ['app'], owner: ['payments'] },
      require: { maxAgeSeconds: 10, maxIdleSeconds: 10, maxCount: 2 },
    }),
  ],
  exceptions: [ruleException, capException],
  breakGlass: [envelope({ may: ['keep'], covers: ['app/role/*'], never: ['app/role/root'] })],
};

const base = policy(example);
type Change = (declared: Declared) => Declared;

/** One field of one thing changed. */
const with_ =
  <K extends 'targets' | 'identities' | 'teams' | 'roles' | 'rules' | 'exceptions' | 'breakGlass'>(
    of: K,
    name: string,
    more: object,
  ): Change =>
  (d) => ({ ...d, [of]: new Map([...(d[of] as ReadonlyMap<string, object>)].map(([n, t]) => [n, n === name ? { ...t, ...more } : t])) });

const identity = (more: Partial<IdentityPolicy>): Change => with_('identities', 'ann', more);
const target = (more: Partial<TargetPolicy>): Change => with_('targets', 'app', more);
const inSettings =
  (more: object): Change =>
  (d) => ({ ...d, settings: { ...d.settings, ...more } });
const approval = (more: object): Change => inSettings({ approval: { ...settings().approval, ...more } });
const drift = (more: object): Change => target({ drift: { ...targetPolicy().drift, ...more } });
const limits = (more: object): Change => target({ limits: { ...targetPolicy().limits, ...more } });
const lifecycle = (more: object): Change =>
  target({ lifecycle: { sentinels: ['user/s'], onDisabled: 'disable', onAbsent: 'disable', ...more } });
const directory = (more: object): Change =>
  identity({ directory: { target: 'okta', type: 'app', name: 'ann', onDisabled: 'disable', onAbsent: 'disable', ...more } });
const where = (more: object): Change =>
  with_('rules', 'key-age', { where: { credential: true, type: ['ci', 'bot'], target: ['app'], owner: ['payments'], ...more } });
const require_ = (more: object): Change =>
  with_('rules', 'key-age', { require: { maxAgeSeconds: 10, maxIdleSeconds: 10, maxCount: 2, ...more } });
const line = (kinds: readonly string[], accounts: readonly string[]) => ({ kinds, accounts });
const managedBy = { tool: 'terraform', fixAt: 'corp/infra' };
const [scope] = targetPolicy().scopes;
const lines = scope === undefined ? [] : [scope];

/** What → the change, the key of the one delta, its direction. */
const table: readonly (readonly [string, Change, string, Delta['direction']])[] = [
  // identity
  ['name', identity({ name: 'else' }), 'ann#name', 'neutral'],
  ['owner', identity({ owner: 'shop' }), 'ann#owner', 'loosens'],
  ['purpose', identity({ purpose: 'x' }), 'ann#purpose', 'neutral'],
  ['type', identity({ type: 'ci' }), 'ann#type', 'loosens'],
  ['mode lowered', identity({ mode: 'observe' }), 'ann#mode', 'loosens'],
  ['offboard', identity({ state: 'offboard' }), 'ann#state', 'takes'],
  ['release', identity({ state: 'release' }), 'ann#state', 'loosens'],
  [
    'an account more',
    identity({
      accounts: [
        { target: 'app', type: 'user', name: 'ann' },
        { target: 'app', type: 'user', name: 'b' },
      ],
    }),
    'ann#accounts',
    'gives',
  ],
  ['no account', identity({ accounts: [] }), 'ann#accounts', 'takes'],
  ['no directory', identity({ directory: null }), 'ann#directory', 'loosens'],
  ['another directory', directory({ name: 'other' }), 'ann#directory', 'loosens'],
  ['another directory target', directory({ target: 'entra' }), 'ann#directory', 'loosens'],
  ['another directory type', directory({ type: 'svc' }), 'ann#directory', 'loosens'],
  ['onDisabled: report', directory({ onDisabled: 'report' }), 'ann#directory', 'loosens'],
  ['onAbsent: report', directory({ onAbsent: 'report' }), 'ann#directory', 'loosens'],
  ['onDisabled: revoke', directory({ onDisabled: 'revoke' }), 'ann#directory', 'tightens'],
  ['onAbsent: revoke', directory({ onAbsent: 'revoke' }), 'ann#directory', 'tightens'],
  // target
  ['name', target({ name: 'else' }), 'app#name', 'neutral'],
  ['connector', target({ connector: 'scim' }), 'app#connector', 'loosens'],
  ['owner', target({ owner: 'shop' }), 'app#owner', 'loosens'],
  ['no lifecycle', target({ lifecycle: null }), 'app#lifecycle', 'loosens'],
  ['a sentinel less', lifecycle({ sentinels: [] }), 'app#lifecycle', 'loosens'],
  ['a sentinel more', lifecycle({ sentinels: ['user/s', 'user/t'] }), 'app#lifecycle', 'tightens'],
  ['onDisabled: report', lifecycle({ onDisabled: 'report' }), 'app#lifecycle', 'loosens'],
  ['onAbsent: report', lifecycle({ onAbsent: 'report' }), 'app#lifecycle', 'loosens'],
  ['onAbsent: revoke', lifecycle({ onAbsent: 'revoke' }), 'app#lifecycle', 'tightens'],
  ['ceiling lowered', target({ ceiling: 'review' }), 'app#ceiling', 'loosens'],
  ['a scope line more', target({ scopes: [...lines, line(['role'], ['bot/*'])] }), 'app#scopes', 'gives'],
  ['no scope line', target({ scopes: [] }), 'app#scopes', 'loosens'],
  ['a scope line of other accounts', target({ scopes: lines.map((l) => ({ ...l, accounts: ['user/a*'] })) }), 'app#scopes', 'loosens'],
  ['a scope line of a kind less', target({ scopes: lines.map((l) => ({ ...l, kinds: l.kinds.slice(1) })) }), 'app#scopes', 'loosens'],
  ['a line managed elsewhere', target({ scopes: lines.map((l) => ({ ...l, managedBy })) }), 'app#scopes', 'loosens'],
  ['drift reported', drift({ unauthorized: { do: 'report', after: 1 } }), 'app#drift', 'loosens'],
  ['drift announced longer', drift({ unauthorized: { do: 'revoke', after: 2 } }), 'app#drift', 'loosens'],
  ['drift announced shorter', drift({ unauthorized: { do: 'revoke', after: 0 } }), 'app#drift', 'tightens'],
  ['missing restored sooner', drift({ missing: { do: 'restore', after: 0 } }), 'app#drift', 'loosens'],
  ['altered restored sooner', drift({ altered: { do: 'restore', after: 0 } }), 'app#drift', 'loosens'],
  ['missing proposed', drift({ missing: { do: 'propose', after: 1 } }), 'app#drift', 'tightens'],
  ['giveBack: restore', target({ giveBack: 'restore' }), 'app#giveBack', 'loosens'],
  ['a higher limit', limits({ offboard: 1001 }), 'app#limits', 'loosens'],
  ['a lower limit', limits({ offboard: 1 }), 'app#limits', 'tightens'],
  ['nothing privileged', target({ privileged: [] }), 'app#privileged', 'loosens'],
  ['more privileged', target({ privileged: ['role/p*', 'role/q*'] }), 'app#privileged', 'tightens'],
  ['nothing protected', target({ protected: [] }), 'app#protected', 'loosens'],
  ['a longer within', target({ withinSeconds: 9999 }), 'app#withinSeconds', 'loosens'],
  ['a shorter within', target({ withinSeconds: 1 }), 'app#withinSeconds', 'tightens'],
  ['config', target({ config: { url: 'https://x' } }), 'app#config', 'loosens'],
  // settings
  ['fewer approvals', approval({ targetOwner: 0 }), 'settings#approval', 'loosens'],
  ['more approvals', approval({ targetOwner: 2 }), 'settings#approval', 'tightens'],
  ['another privileged team', approval({ privileged: ['security', 'shop'] }), 'settings#approval', 'loosens'],
  ['no privileged team', approval({ privileged: [] }), 'settings#approval', 'loosens'],
  ['issues', inSettings({ issues: { per: 'owner', mention: 'none' } }), 'settings#issues', 'loosens'],
  ['issues by something else', inSettings({ issues: { per: 'target', mention: 'newPrivileged' } }), 'settings#issues', 'tightens'],
  ['issues: all', inSettings({ issues: { per: 'owner', mention: 'all' } }), 'settings#issues', 'tightens'],
  ['longer silence', inSettings({ maxSilenceSeconds: 9999 }), 'settings#maxSilenceSeconds', 'loosens'],
  ['longer reviewValid', inSettings({ reviewValidSeconds: 9_999_999 }), 'settings#reviewValidSeconds', 'loosens'],
  ['older snapshots', inSettings({ snapshotMaxAgeSeconds: 999_999 }), 'settings#snapshotMaxAgeSeconds', 'loosens'],
  ['snapshot', inSettings({ snapshot: true }), 'settings#snapshot', 'loosens'],
  ['stateKey', inSettings({ stateKey: 'ed25519:x' }), 'settings#stateKey', 'loosens'],
  // team
  ['name', with_('teams', 'payments', { name: 'else' }), 'payments#name', 'neutral'],
  ['github', with_('teams', 'payments', { github: 'corp/shop' }), 'payments#github', 'loosens'],
  ['directory', with_('teams', 'payments', { directory: null }), 'payments#directory', 'neutral'],
  ['successor', with_('teams', 'payments', { successor: 'shop' }), 'payments#successor', 'neutral'],
  ['mode', with_('teams', 'payments', { mode: 'review' }), 'payments#mode', 'loosens'],
  // role
  ['name', with_('roles', 'deployer', { name: 'else' }), 'deployer#name', 'neutral'],
  ['owner', with_('roles', 'deployer', { owner: 'shop' }), 'deployer#owner', 'loosens'],
  ['parameters', with_('roles', 'deployer', { parameters: {} }), 'deployer#parameters', 'loosens'],
  ['a grant more', with_('roles', 'deployer', { grants: ['"app/role/x"', '"app/role/y"'] }), 'deployer#grants', 'gives'],
  ['a grant less', with_('roles', 'deployer', { grants: [] }), 'deployer#grants', 'takes'],
  ['no rollout', with_('roles', 'deployer', { rollout: null }), 'deployer#rollout', 'loosens'],
  ['a larger first wave', with_('roles', 'deployer', { rollout: { first: 3, waitSeconds: 60 } }), 'deployer#rollout', 'loosens'],
  ['a shorter wait', with_('roles', 'deployer', { rollout: { first: 2, waitSeconds: 1 } }), 'deployer#rollout', 'loosens'],
  ['a smaller first wave', with_('roles', 'deployer', { rollout: { first: 1, waitSeconds: 60 } }), 'deployer#rollout', 'tightens'],
  ['a longer wait', with_('roles', 'deployer', { rollout: { first: 2, waitSeconds: 99 } }), 'deployer#rollout', 'tightens'],
  // rule
  ['id', with_('rules', 'key-age', { id: 'else' }), 'key-age#id', 'neutral'],
  ['fewer types', where({ type: ['ci'] }), 'key-age#where', 'loosens'],
  ['fewer targets', where({ target: [] }), 'key-age#where', 'loosens'],
  ['other owners', where({ owner: ['shop'] }), 'key-age#where', 'loosens'],
  ['any type', where({ type: undefined }), 'key-age#where', 'tightens'],
  ['a longer maxAge', require_({ maxAgeSeconds: 11 }), 'key-age#require', 'loosens'],
  ['no maxIdle', require_({ maxIdleSeconds: undefined }), 'key-age#require', 'loosens'],
  ['a higher maxCount', require_({ maxCount: 3 }), 'key-age#require', 'loosens'],
  ['a lower maxCount', require_({ maxCount: 1 }), 'key-age#require', 'tightens'],
  ['severity', with_('rules', 'key-age', { severity: 'low' }), 'key-age#severity', 'loosens'],
  ['act: report', with_('rules', 'key-age', { act: 'report' }), 'key-age#act', 'loosens'],
  // exception
  ['id', with_('exceptions', 'old-key', { id: 'else' }), 'old-key#id', 'neutral'],
  ['a later until', with_('exceptions', 'old-key', { until: START + 2 * DAY }), 'old-key#until', 'loosens'],
  ['an earlier until', with_('exceptions', 'old-key', { until: START }), 'old-key#until', 'tightens'],
  ['owner', with_('exceptions', 'old-key', { owner: 'shop' }), 'old-key#owner', 'loosens'],
  ['because', with_('exceptions', 'old-key', { because: 'else' }), 'old-key#because', 'neutral'],
  ['rule', with_('exceptions', 'old-key', { rule: 'else' }), 'old-key#rule', 'loosens'],
  ['more identities', with_('exceptions', 'old-key', { identities: ['ann', 'bob'] }), 'old-key#identities', 'loosens'],
  ['fewer identities', with_('exceptions', 'old-key', { identities: [] }), 'old-key#identities', 'tightens'],
  ['limit', with_('exceptions', 'big', { limit: 'app/group' }), 'big#limit', 'loosens'],
  ['cap', with_('exceptions', 'big', { cap: 'correction' }), 'big#cap', 'loosens'],
  ['a higher count', with_('exceptions', 'big', { count: 6 }), 'big#count', 'loosens'],
  ['a lower count', with_('exceptions', 'big', { count: 4 }), 'big#count', 'tightens'],
  // break-glass
  ['name', with_('breakGlass', 'oncall', { name: 'else' }), 'oncall#name', 'neutral'],
  ['who', with_('breakGlass', 'oncall', { who: 'corp/all' }), 'oncall#who', 'loosens'],
  ['may more', with_('breakGlass', 'oncall', { may: ['keep', 'deny'] }), 'oncall#may', 'loosens'],
  ['covers more', with_('breakGlass', 'oncall', { covers: ['app/role/*', 'app/login/*'] }), 'oncall#covers', 'loosens'],
  ['covers less', with_('breakGlass', 'oncall', { covers: [] }), 'oncall#covers', 'tightens'],
  ['never less', with_('breakGlass', 'oncall', { never: [] }), 'oncall#never', 'loosens'],
  ['longer', with_('breakGlass', 'oncall', { longestSeconds: 99_999 }), 'oncall#longestSeconds', 'loosens'],
];

const things: readonly (readonly [Delta['of'], object, readonly object[]])[] = [
  ['identity', identityFields, [...base.identities.values()]],
  ['target', targetFields, [...base.targets.values()]],
  ['settings', settingsFields, [base.settings]],
  ['team', teamFields, [...base.teams.values()]],
  ['role', roleFields, [...base.roles.values()]],
  ['rule', ruleFields, [...base.rules.values()]],
  ['exception', exceptionFields, [...base.exceptions.values()]],
  ['breakGlass', breakGlassFields, [...base.breakGlass.values()]],
];

describe('directions', () => {
  it.each(things)('invariant 16: every field of a compiled %s has a row, and a case here', (of, fields, examples) => {
    const names = new Set(examples.flatMap((e) => Object.keys(e)));
    expect(names.size).toBeGreaterThan(0);
    expect(Object.keys(fields).toSorted()).toEqual([...names].toSorted());
    const keys = new Set(
      table.map(([, change]) => deltas(base, change(base))).flatMap((ds) => ds.filter((d) => d.of === of).map((d) => d.key.split('#')[1])),
    );
    expect(keys).toEqual(names);
  });

  it.each(table)('%s', (_, change, key, direction) => {
    expect(deltas(base, change(base)).map((d) => [d.key, d.direction])).toEqual([[key, direction]]);
  });

  it('raising a mode, adding a lifecycle or a directory tightens; keeping a state active gives', () => {
    const low = policy({ ...example, target: { ...example.target, ceiling: 'observe', lifecycle: null } });
    expect(deltas(low, base).map((d) => [d.key, d.direction])).toEqual([
      ['app#ceiling', 'tightens'],
      ['app#lifecycle', 'tightens'],
    ]);
    expect(deltas(identity({ directory: null })(base), base).map((d) => d.direction)).toEqual(['tightens']);
    expect(deltas(identity({ state: 'offboard' })(base), base).map((d) => d.direction)).toEqual(['gives']);
    expect(deltas(inSettings({ snapshot: true })(base), base).map((d) => d.direction)).toEqual(['tightens']);
    expect(deltas(target({ giveBack: 'restore' })(base), base).map((d) => d.direction)).toEqual(['tightens']);
    expect(deltas(with_('rules', 'key-age', { act: 'report' })(base), base).map((d) => d.direction)).toEqual(['tightens']);
    expect(deltas(with_('roles', 'deployer', { rollout: null })(base), base).map((d) => d.direction)).toEqual(['tightens']);
    expect(deltas(with_('rules', 'key-age', { severity: 'low' })(base), base).map((d) => d.direction)).toEqual(['tightens']);
  });

  it('giving back what was only reported, and a rule that is for fewer now, loosen', () => {
    for (const field of ['missing', 'altered'])
      expect(deltas(drift({ [field]: { do: 'report', after: 1 } })(base), base).map((d) => d.direction)).toEqual(['loosens']);
    expect(deltas(where({ owner: undefined })(base), base).map((d) => d.direction)).toEqual(['loosens']);
  });

  it('a field that nobody wrote a row for is shown as the worst', () => {
    expect(deltas(base, identity({ fresh: 1 } as never)(base)).map((d) => [d.key, d.direction, d.before])).toEqual([
      ['ann#fresh', 'loosens', null],
    ]);
    expect(deltas(identity({ fresh: 1 } as never)(base), identity({ fresh: 2 } as never)(base)).map((d) => d.direction)).toEqual([
      'loosens',
    ]);
    expect(deltas(identity({ fresh: 1 } as never)(base), base).map((d) => [d.direction, d.after])).toEqual([['loosens', null]]);
  });

  it('an exception that changes its form loosens in each field', () => {
    const other = {
      ...base,
      exceptions: new Map([
        ['old-key', { ...capException, id: 'old-key' }],
        ['big', capException],
      ]),
    };
    expect(
      new Set(
        deltas(base, other)
          .filter((d) => !d.key.endsWith('because'))
          .map((d) => d.direction),
      ),
    ).toEqual(new Set(['loosens']));
  });
});

describe('things that come and go as a whole', () => {
  const empty: Declared = { ...policy({ withoutTarget: true }), settings: base.settings };

  it('each sort has its direction', () => {
    const added = deltas(empty, base);
    const removed = deltas(base, empty);
    expect(new Set(added.map((d) => d.of))).toEqual(new Set(Object.keys(wholes).filter((of) => of !== 'settings')));
    for (const d of added) expect([d.of, d.direction, d.before]).toEqual([d.of, wholes[d.of].added, null]);
    for (const d of removed) expect([d.of, d.direction, d.after]).toEqual([d.of, wholes[d.of].removed, null]);
    expect(removed.map((d) => [d.of, d.key, d.before])).toEqual(added.map((d) => [d.of, d.key, d.after]));
    expect(wholes).toEqual({
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
    });
  });

  it('a never line that moves to another identity is neutral', () => {
    const moved: Declared = { ...base, never: new Map([...base.never].map(([k, n]) => [k, { ...n, identity: 'bob' }])) };
    const key = [...base.never.keys()][0];
    expect(deltas(base, moved)).toEqual([
      { of: 'never', key, direction: 'neutral', before: { identity: 'ann' }, after: { identity: 'bob' } },
    ]);
  });
});

describe('entries', () => {
  const entry = declaredEntry('user/ann', 'role/reader');
  const of = (more: object = {}) => ({ entry, identity: 'ann', terms: [{}], ...more });

  it('other facts or another identity give; terms have their own direction', () => {
    expect(entryDirection(of(), of())).toBe('neutral');
    expect(entryDirection(of(), of({ entry: { ...entry, facts: { admin: 'true' } } }))).toBe('gives');
    expect(entryDirection(of(), of({ identity: 'bob' }))).toBe('gives');
    expect(entryDirection(of(), of({ terms: [{ until: 1 }] }))).toBe('tightens');
    expect(entryDirection(of({ terms: [{ until: 1 }] }), of())).toBe('loosens');
  });

  it('a term gives nothing that lies within one of those before; a `for` that comes or goes begins anew', () => {
    const direction = (before: readonly Terms[], after: readonly Terms[]) => entryDirection(of({ terms: before }), of({ terms: after }));
    expect(direction([{ until: 5 }, { from: 8 }], [{ until: 4 }, { from: 8 }])).toBe('tightens');
    expect(direction([{ until: 5 }, { from: 8 }], [{ until: 4 }, { from: 7 }])).toBe('loosens');
    expect(direction([{ forSeconds: 9 }], [{ until: 4 }])).toBe('loosens');
    expect(direction([{}], [{ forSeconds: 9 }])).toBe('loosens');
    expect(direction([{ forSeconds: 9 }, {}], [{ forSeconds: 9 }])).toBe('tightens');
  });

  it('shows what it was and what it is, without place, target or clock', () => {
    const plain = policy({ identities: { ann: { accounts: ['user/ann'] } } });
    const given = policy({ identities: { ann: { accounts: ['user/ann'], grants: [{ grant: 'role/reader', terms: [{ until: 9 }] }] } } });
    const shownAs = { facts: { admin: 'false' }, identity: 'ann', terms: [{ until: 9 }] };
    const key = declaredKey('user/ann', 'role/reader');
    expect(deltas(plain, given)).toEqual([{ of: 'entry', key, direction: 'gives', before: null, after: shownAs }]);
    expect(deltas(given, plain)).toEqual([{ of: 'entry', key, direction: 'takes', before: shownAs, after: null }]);
  });

  it.each([
    ['its facts', { facts: { admin: 'true' } }, 'gives'],
    ['its terms', { terms: [{ until: START }] }, 'tightens'],
  ] as const)('is one delta when only %s change', (_, more, direction) => {
    const of1 = (line: object): Declared =>
      policy({
        identities: { ann: { accounts: ['user/ann'], grants: [{ grant: 'role/reader', terms: [{ until: START + DAY }], ...line }] } },
      });
    expect(deltas(of1({}), of1(more)).map((d) => [d.of, d.direction])).toEqual([['entry', direction]]);
  });

  it('is one delta when only its identity changes', () => {
    const moved = { ...base, entries: new Map([...base.entries].map(([k, e]) => [k, { ...e, identity: 'bob' }])) };
    expect(deltas(base, moved).map((d) => [d.of, d.direction])).toEqual([...base.entries].map(() => ['entry', 'gives']));
  });

  it('an entry that changes is one delta', () => {
    const changed = policy({
      ...example,
      identities: { ann: { ...example.identities?.['ann'], grants: [{ grant: 'role/reader', facts: { admin: 'true' } }] } },
    });
    expect(deltas(base, changed).map((d) => [d.of, d.key, d.direction])).toEqual([
      ['entry', declaredKey('user/ann', 'role/reader'), 'gives'],
    ]);
  });

  it('`for` starts again by its length or its reason, wherever it stands', () => {
    expect(termsChangedFor([{ forSeconds: 1 }], [{ forSeconds: 1, until: 5 }])).toBe(false);
    expect(termsChangedFor([{ forSeconds: 1 }], [{ forSeconds: 2 }])).toBe(true);
    expect(termsChangedFor([{ forSeconds: 1, because: 'a' }], [{ forSeconds: 1, because: 'b' }])).toBe(true);
    expect(termsChangedFor([{ because: 'a' }], [{ because: 'b' }])).toBe(false);
    expect(termsChangedFor([{}], [{}, { forSeconds: 1 }])).toBe(true);
    expect(termsChangedFor([{}], [{}, { until: 5 }])).toBe(false);
  });
});

describe('digest', () => {
  const digest = (from: Declared, to: Declared): string => digestOfReview(deltas(from, to));
  const shuffled = (d: Declared): Declared => {
    const back = <K, V>(m: ReadonlyMap<K, V>): ReadonlyMap<K, V> => new Map([...m].toReversed());
    return {
      ...d,
      entries: back(d.entries),
      identities: back(d.identities),
      exceptions: back(d.exceptions),
      targets: back(d.targets),
      never: back(d.never),
    };
  };
  const moved = (d: Declared): Declared => ({
    ...d,
    compiler: 'other',
    entries: new Map([...d.entries].map(([k, e]) => [k, { ...e, origins: [{ at: 'other.yaml:99:1', via: ['role@x:1:1'] }] }])),
  });

  it('moves with no order of files and no line number', () => {
    for (const [, change] of table) {
      const to = change(base);
      expect(digest(shuffled(base), shuffled(moved(to)))).toBe(digest(base, to));
    }
    expect(digest(base, moved(base))).toBe(digestOfReview([]));
  });

  it('tells changes apart', () => {
    const digests = table.map(([, change]) => digest(base, change(base)));
    expect(new Set(digests).size).toBe(digests.length);
  });

  it('of independent changes stays the same, whichever is merged first', () => {
    fc.assert(
      fc.property(fc.nat(table.length - 1), fc.nat(table.length - 1), (i, j) => {
        const [a, b] = [table[i], table[j]];
        if (a === undefined || b === undefined) return;
        const keys = (change: Change): readonly string[] => deltas(base, change(base)).map((d) => `${d.of} ${d.key}`);
        if (keys(a[1]).some((k) => keys(b[1]).includes(k))) return;
        expect(digest(b[1](base), a[1](b[1](base)))).toBe(digest(base, a[1](base)));
      }),
      { numRuns: 300 },
    );
  });

  it('is sorted plain data', () => {
    const list = deltas(policy({ withoutTarget: true }), base);
    const names = list.map((d) => `${d.of} ${d.key}`);
    expect(names).toEqual(names.toSorted());
    expect(JSON.parse(canonicalJson(list))).toEqual(JSON.parse(JSON.stringify(list)));
  });
});
