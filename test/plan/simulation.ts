/** Random worlds for the pure rooms: what people, systems and directories do, in single steps and in whole stories. */
import fc from 'fast-check';
import type { World } from '../../src/model/plan.ts';
import { scopeOf } from '../../src/model/sight.ts';
import type { Hold, TargetState, Word } from '../../src/model/state.ts';
import {
  DAY,
  directorySays,
  envelope,
  everyKind,
  firstState,
  type GrantLine,
  hold,
  HOUR,
  merge,
  type Model,
  modelTarget,
  type PolicyLines,
  type Reading,
  round,
  START,
  TARGET,
  type Told,
  worldAt,
} from './world.ts';

export const people = ['ann', 'bob', 'cat'] as const;
export type Person = (typeof people)[number];
export const grants = ['role/r1', 'role/r2', 'role/power-x', 'group/readers'] as const;
export type Grant = (typeof grants)[number];

/** What the policy files say, as people edit them. */
export interface Draft {
  /** Identity → the account that it owns, if any. */
  readonly identities: Map<
    string,
    { account: Person | null; state: 'active' | 'offboard' | 'release'; mode: 'observe' | 'review' | 'enforce'; record: Person }
  >;
  readonly lines: Map<string, { readonly admin: boolean; readonly from: number | null; readonly until: number | null }>;
  readonly never: Set<string>;
  scope: 'all' | 'noRoles' | 'onlyA' | 'none';
}

export type Step =
  | {
      readonly do: 'line';
      readonly who: Person;
      readonly grant: Grant;
      readonly there: boolean;
      readonly admin: boolean;
      readonly from: number | null;
      readonly until: number | null;
    }
  | { readonly do: 'never'; readonly who: Person; readonly grant: Grant; readonly there: boolean }
  | {
      readonly do: 'identity';
      readonly who: Person;
      readonly as: 'out' | 'in' | 'offboard' | 'release' | 'rename' | 'move' | 'observe' | 'review' | 'enforce';
    }
  | { readonly do: 'scope'; readonly to: Draft['scope'] }
  | {
      readonly do: 'run';
      readonly run: 'detect' | 'apply';
      readonly killedAfter: number | null;
      readonly unproven: readonly string[];
      readonly deaf: boolean;
    }
  | {
      readonly do: 'hand';
      readonly who: Person;
      readonly what: 'give' | 'take' | 'alter' | 'key' | 'disable' | 'delete';
      readonly grant: Grant;
    }
  | { readonly do: 'directory'; readonly who: Person; readonly word: Word }
  | { readonly do: 'deny'; readonly who: Person; readonly on: boolean }
  | { readonly do: 'wait'; readonly hours: number };

const who = fc.constantFrom(...people);
const grant = fc.constantFrom(...grants);
const none = { from: null, until: null } as const;

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    arbitrary: fc.record({
      do: fc.constant('line' as const),
      who,
      grant,
      there: fc.boolean(),
      admin: fc.boolean(),
      from: fc.constantFrom(null, null, null, 5, 20),
      until: fc.constantFrom(null, null, null, 10, 60),
    }),
    weight: 6,
  },
  { arbitrary: fc.record({ do: fc.constant('never' as const), who, grant, there: fc.boolean() }), weight: 2 },
  {
    arbitrary: fc.record({
      do: fc.constant('identity' as const),
      who,
      as: fc.constantFrom('out', 'in', 'in', 'offboard', 'release', 'rename', 'move', 'observe', 'review', 'enforce'),
    }),
    weight: 5,
  },
  {
    arbitrary: fc.record({
      do: fc.constant('scope' as const),
      to: fc.constantFrom<Draft['scope'][]>('all', 'all', 'noRoles', 'onlyA', 'none'),
    }),
    weight: 2,
  },
  {
    arbitrary: fc.record({
      do: fc.constant('run' as const),
      run: fc.constantFrom('detect', 'apply'),
      killedAfter: fc.constantFrom(null, null, 0, 1, 2, 3),
      unproven: fc.constantFrom<string[][]>([], [], [], ['role'], ['login'], ['user'], ['group', 'key']),
      deaf: fc.constantFrom(false, false, false, true),
    }),
    weight: 10,
  },
  {
    arbitrary: fc.record({
      do: fc.constant('hand' as const),
      who,
      what: fc.constantFrom('give', 'give', 'take', 'alter', 'key', 'disable', 'delete'),
      grant,
    }),
    weight: 7,
  },
  {
    arbitrary: fc.record({ do: fc.constant('directory' as const), who, word: fc.constantFrom<Word[]>('active', 'disabled', 'absent') }),
    weight: 4,
  },
  { arbitrary: fc.record({ do: fc.constant('deny' as const), who, on: fc.boolean() }), weight: 2 },
  { arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.constantFrom(1, 6, 30, 200) }), weight: 3 },
);

const run = (kind: 'detect' | 'apply', killedAfter: number | null = null): Step => ({
  do: 'run',
  run: kind,
  killedAfter,
  unproven: [],
  deaf: false,
});
const line = (w: Person, g: Grant, there: boolean): Step => ({ do: 'line', who: w, grant: g, there, admin: false, ...none });

/** Uniform single steps miss what only a sequence shows. */
const story: fc.Arbitrary<readonly Step[]> = fc.oneof(
  fc
    .tuple(who, grant, fc.nat(3))
    .map(
      ([w, g, k]) =>
        [
          line(w, g, true),
          run('apply'),
          { do: 'directory', who: w, word: 'disabled' },
          run('apply', k),
          { do: 'directory', who: w, word: 'active' },
          run('apply'),
        ] as const,
    ),
  fc
    .tuple(who, grant, fc.nat(3))
    .map(([w, g, k]) => [line(w, g, true), run('apply', k), line(w, g, false), run('apply', k), line(w, g, true)] as const),
  fc
    .tuple(who, grant)
    .map(
      ([w, g]) =>
        [
          { do: 'identity', who: w, as: 'release' },
          run('detect'),
          { do: 'hand', who: w, what: 'give', grant: g },
          run('detect'),
          run('apply'),
        ] as const,
    ),
  fc
    .tuple(who, grant, fc.nat(2))
    .map(
      ([w, g, k]) =>
        [
          line(w, g, true),
          run('apply'),
          { do: 'deny', who: w, on: true },
          run('apply', k),
          { do: 'identity', who: w, as: 'rename' },
          { do: 'deny', who: w, on: false },
          run('apply'),
        ] as const,
    ),
  fc
    .tuple(who, grant)
    .map(
      ([w, g]) =>
        [
          line(w, g, true),
          run('apply'),
          line(w, g, false),
          { do: 'scope', to: 'noRoles' },
          run('detect'),
          { do: 'scope', to: 'all' },
          run('apply'),
        ] as const,
    ),
  fc
    .tuple(who, fc.nat(4))
    .map(
      ([w, k]) =>
        [{ do: 'identity', who: w, as: 'offboard' }, run('apply', k), { do: 'identity', who: w, as: 'in' }, run('apply')] as const,
    ),
  fc
    .tuple(who, grant)
    .map(
      ([w, g]) =>
        [
          { do: 'scope', to: 'onlyA' },
          run('detect'),
          { do: 'hand', who: w, what: 'give', grant: g },
          { do: 'scope', to: 'all' },
          run('detect'),
          run('apply'),
        ] as const,
    ),
  fc
    .tuple(who, grant)
    .map(([w, g]) => [{ do: 'hand', who: w, what: 'give', grant: g }, run('detect'), run('apply'), run('apply')] as const),
);

export const steps: fc.Arbitrary<readonly Step[]> = fc
  .array(fc.oneof({ arbitrary: step.map((s) => [s]), weight: 3 }, { arbitrary: story, weight: 2 }), { minLength: 3, maxLength: 14 })
  .map((parts) => parts.flat());

export const startDraft = (): Draft => ({
  identities: new Map(
    people.slice(0, 2).map((p) => [`id-${p}`, { account: p, state: 'active' as const, mode: 'enforce' as const, record: p }]),
  ),
  lines: new Map([['ann role/r1', { admin: false, ...none }]]),
  never: new Set(),
  scope: 'all',
});

const scopes: Readonly<Record<Draft['scope'], PolicyLines['target']>> = {
  all: { scopes: [{ kinds: everyKind, accounts: ['user/*'] }] },
  noRoles: { scopes: [{ kinds: everyKind.filter((k) => k !== 'role'), accounts: ['user/*'] }] },
  onlyA: { scopes: [{ kinds: everyKind, accounts: ['user/a*'] }] },
  none: { scopes: [] },
};

export const isInScope = (draft: Draft, kind: string, account: string): boolean =>
  scopeOf(scopes[draft.scope]?.scopes ?? [], kind, [account]).scope === 'managed';

/** Where the policy has a conflict a compiler would refuse it: such a line is left out. */
export function linesOf(draft: Draft, target: PolicyLines['target'] = {}): PolicyLines {
  const identities = Object.fromEntries(
    [...draft.identities].map(([name, i]) => {
      const own = (i.account === null ? [] : grants).filter((g) => isInScope(draft, g.slice(0, g.indexOf('/')), `user/${i.account}`));
      const never = i.account === null ? [] : grants.filter((g) => draft.never.has(`${i.account} ${g}`));
      const given = own.flatMap((g): GrantLine[] => {
        const l = draft.lines.get(`${i.account} ${g}`);
        if (l === undefined || never.includes(g)) return [];
        const terms = {
          ...(l.from === null ? {} : { from: START + l.from * DAY }),
          ...(l.until === null ? {} : { until: START + l.until * DAY }),
        };
        return [{ grant: g, terms: [terms], ...(g.startsWith('role/') ? { facts: { admin: String(l.admin) } } : {}) }];
      });
      const accounts = i.account === null ? [] : [`user/${i.account}`];
      return [name, { accounts, grants: given, never, directory: `app/${i.record}`, state: i.state, mode: i.mode }] as const;
    }),
  );
  return {
    identities,
    breakGlass: [envelope({ covers: ['app/login/*', 'app/role/*', 'app/group/*', 'app/key/*'] })],
    settings: { reviewValidSeconds: 10_000 * 86_400 },
    target: { ...target, ...scopes[draft.scope] },
  };
}

export interface Simulated {
  state: TargetState;
  readonly model: Model;
  readonly draft: Draft;
  now: number;
  readonly words: Map<Person, Word>;
  /** Denied → the stable id that the account had when the hold was made. */
  readonly denied: Map<Person, string>;
  readonly target: NonNullable<PolicyLines['target']>;
}

export function begin(target: PolicyLines['target'] = {}): Simulated {
  const model = modelTarget();
  for (const p of people) model.add(`user/${p}`);
  model.give('user/bob', 'role/r2');
  model.give('user/cat', 'role/r1');
  model.give('user/cat', 'key/k1');
  const draft = startDraft();
  return {
    state: merge(firstState(), linesOf(draft, target), START),
    model,
    draft,
    now: START,
    words: new Map(people.map((p) => [p, 'active'])),
    denied: new Map(),
    target: target ?? {},
  };
}

/** By stable id alone: whoever owns the account, under whatever name. */
const holdsOf = (s: Simulated): readonly Hold[] =>
  [...s.denied].map(([p, id]) =>
    hold('deny', { id: `deny-${p}`, identity: 'somebody', accounts: [`${TARGET}/${id}`], until: Number.MAX_SAFE_INTEGER }),
  );

export const idOf = (s: Simulated, p: Person): string | undefined => [...s.model.accounts].find(([, w]) => w === `user/${p}`)?.[0];

export const worldOf = (s: Simulated, deaf = false, more: Partial<World> = {}): World =>
  worldAt(s.now, {
    directories: deaf ? new Map() : directorySays(Object.fromEntries([...s.words].map(([p, w]) => [`app/${p}`, w]))),
    holds: holdsOf(s),
    ...more,
  });

export interface Watcher {
  /** A pull request was approved. */
  approved?(before: TargetState, s: Simulated, earlier: PolicyLines, now: PolicyLines): void;
  ran?(told: Told, s: Simulated, reading: Reading & { readonly deaf: boolean }): void;
}

function edit(s: Simulated, change: () => void, watcher: Watcher): void {
  const earlier = linesOf(s.draft, s.target);
  change();
  const now = linesOf(s.draft, s.target);
  const before = s.state;
  s.state = merge(s.state, now, s.now);
  watcher.approved?.(before, s, earlier, now);
}

export function ownerOf(draft: Draft, p: Person): string | undefined {
  return [...draft.identities].find(([, i]) => i.account === p)?.[0];
}

function editIdentity(s: Simulated, p: Person, as: (Step & { do: 'identity' })['as']): void {
  const name = ownerOf(s.draft, p);
  const identity = name === undefined ? undefined : s.draft.identities.get(name);
  if (as === 'in') {
    if (name === undefined || identity === undefined)
      s.draft.identities.set(`id-${p}-${s.draft.identities.size}-${s.now}`, { account: p, state: 'active', mode: 'enforce', record: p });
    else s.draft.identities.set(name, { ...identity, state: 'active' });
    return;
  }
  if (name === undefined || identity === undefined) return;
  if (as === 'out') s.draft.identities.delete(name);
  else if (as === 'offboard' || as === 'release') s.draft.identities.set(name, { ...identity, state: as });
  else if (as === 'rename') {
    s.draft.identities.delete(name);
    s.draft.identities.set(`${name}x`, identity);
  } else if (as === 'move') {
    const [to] = [...s.draft.identities].find(([n, i]) => n !== name && i.account === null) ?? [
      `id-more-${s.draft.identities.size}-${s.now}`,
    ];
    s.draft.identities.set(name, { ...identity, account: null });
    s.draft.identities.set(to, { ...identity, account: p, record: p === 'ann' ? 'bob' : 'ann' });
  } else s.draft.identities.set(name, { ...identity, mode: as });
}

function byHand(model: Model, { who: p, what, grant: g }: Step & { do: 'hand' }): void {
  const words = `user/${p}`;
  if (![...model.accounts.values()].includes(words)) return;
  if (what === 'give') model.give(words, g);
  else if (what === 'take') model.take(words, g);
  else if (what === 'alter') {
    if (model.has(words, g) && g.startsWith('role/')) model.give(words, g, { facts: { admin: 'maybe' } });
  } else if (what === 'key') model.give(words, `key/k-${g.replace('/', '-')}`);
  else if (what === 'disable') model.take(words, `login/${p}`);
  else model.remove([...model.accounts].find(([, w]) => w === words)?.[0] ?? '');
}

export function take(s: Simulated, next: Step, watcher: Watcher = {}): void {
  switch (next.do) {
    case 'line':
      edit(
        s,
        () => {
          if (next.there)
            s.draft.lines.set(`${next.who} ${next.grant}`, {
              admin: next.admin,
              from: next.from,
              until: next.until === null || next.from === null ? next.until : next.until + next.from,
            });
          else s.draft.lines.delete(`${next.who} ${next.grant}`);
        },
        watcher,
      );
      return;
    case 'never':
      edit(
        s,
        () => {
          if (next.there) s.draft.never.add(`${next.who} ${next.grant}`);
          else s.draft.never.delete(`${next.who} ${next.grant}`);
        },
        watcher,
      );
      return;
    case 'identity':
      edit(s, () => editIdentity(s, next.who, next.as), watcher);
      return;
    case 'scope':
      edit(
        s,
        () => {
          s.draft.scope = next.to;
        },
        watcher,
      );
      return;
    case 'run': {
      const reading: Reading = { unproven: next.unproven };
      const told = round(s.state, s.model, worldOf(s, next.deaf), next.run, {
        reading,
        ...(next.killedAfter === null ? {} : { killedAfter: next.killedAfter }),
      });
      s.state = told.state;
      watcher.ran?.(told, s, { ...reading, deaf: next.deaf });
      return;
    }
    case 'hand':
      byHand(s.model, next);
      return;
    case 'directory':
      s.words.set(next.who, next.word);
      return;
    case 'deny':
      if (next.on) s.denied.set(next.who, idOf(s, next.who) ?? 'none');
      else s.denied.delete(next.who);
      return;
    case 'wait':
      s.now += next.hours * HOUR;
  }
}

/** Nothing moves any more: rounds until nothing is written, at most so many. Answers with how many it took. */
export function rest(s: Simulated, most: number, watcher: Watcher = {}): number {
  for (let n = 0; n <= most; n += 1) {
    take(s, run('detect'), watcher);
    let written = -1;
    take(s, run('apply'), {
      ...watcher,
      ran: (told, sim, reading) => {
        written = told.written.length;
        watcher.ran?.(told, sim, reading);
      },
    });
    if (written === 0) return n;
  }
  throw new Error(`something is still written after ${most} rounds`);
}

/** What lives in the model, in words. */
export function holdings(model: Model): readonly string[] {
  return [...model.entries.values()]
    .map((e) => {
      const words = model.accounts.get(e.account) ?? e.account;
      const name = e.name === e.account ? words.slice(words.indexOf('/') + 1) : (model.groups.get(e.name) ?? e.name);
      return `${words} ${e.kind}/${name} ${e.facts['admin'] ?? ''}`;
    })
    .toSorted((a, b) => (a < b ? -1 : 1));
}
