/** A small world for the pure rooms: a policy in a few words, a target in memory, and a round as runs/ makes it. */
import type { Entitlement, Key, Kind, Live, Text } from '../../src/model/entitlement.ts';
import { keyOf, keyWithoutFacets } from '../../src/model/key.ts';
import type { Change, Found, TargetPlan, Withholding, World } from '../../src/model/plan.ts';
import type {
  AccountRef,
  BreakGlassPolicy,
  Declared,
  DeclaredEntry,
  ExceptionPolicy,
  IdentityPolicy,
  Mode,
  Never,
  OnGone,
  RolePolicy,
  RulePolicy,
  Settings,
  TargetPolicy,
  TeamPolicy,
  Terms,
} from '../../src/model/policy.ts';
import { type Sight, scopeOf, see } from '../../src/model/sight.ts';
import type { Hold, TargetState, Word } from '../../src/model/state.ts';
import { withhold } from '../../src/lifecycle/withhold.ts';
import { carriedOut, intend } from '../../src/plan/intend.ts';
import { type Decided, decide } from '../../src/plan/plan.ts';
import { resolve } from '../../src/plan/resolve.ts';
import { settle } from '../../src/plan/settle.ts';
import { approve, newState, type Review } from '../../src/review/approve.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const START = Date.UTC(2026, 2, 2);
export const TARGET = 'app';
export const DIRECTORY = 'okta';

// ---- kinds: one of each role, and what a guard looks at.

export const kindNamed = (name: string, role: Kind['role'], more: Partial<Kind> = {}): Kind => ({
  name,
  role,
  facets: [],
  verbs: ['grant', 'revoke', 'adjust'],
  facts: {},
  writes: 'member',
  settlesInSeconds: 0,
  revocation: 'immediate',
  administrator: [],
  privileged: [],
  vendor: [],
  ...more,
});

const all: readonly Kind[] = [
  kindNamed('user', 'account', { verbs: ['grant', 'revoke'], vendor: ['vendor_*'] }),
  // An account that the connector can make but not take.
  kindNamed('robot', 'account', { verbs: ['grant'] }),
  kindNamed('login', 'login', { verbs: ['grant', 'revoke'] }),
  kindNamed('key', 'credential', { verbs: ['revoke'] }),
  kindNamed('group', 'grant', { refersTo: 'group', administrator: ['admins'] }),
  kindNamed('role', 'grant', {
    facets: ['database'],
    facts: { admin: { default: 'false', mayPrint: true }, note: { mayPrint: false } },
    administrator: ['superuser'],
    privileged: ['power-*'],
    vendor: ['sys_*'],
  }),
  // Read and reported only.
  kindNamed('owner', 'grant', { verbs: [] }),
];

export const kinds: ReadonlyMap<string, Kind> = new Map(all.map((k) => [k.name, k]));

export const kindsWith = (name: string, more: Partial<Kind>): ReadonlyMap<string, Kind> =>
  new Map([...kinds].map(([n, k]) => [n, n === name ? { ...k, ...more } : k]));

/** Every kind takes so long to show what was written. */
export const kindsSettling = (seconds: number): ReadonlyMap<string, Kind> =>
  new Map([...kinds].map(([n, k]) => [n, { ...k, settlesInSeconds: seconds }]));

// ---- a policy in a few words

export interface GrantLine {
  /** `kind/name` */
  readonly grant: string;
  /** `type/name`; else the first account. */
  readonly account?: string;
  readonly facets?: Text;
  readonly facts?: Text;
  readonly terms?: readonly Terms[];
  /** Roles that give it; none: the identity's own line. */
  readonly roles?: readonly string[];
}

export interface IdentityLines {
  readonly accounts?: readonly string[];
  readonly grants?: readonly (string | GrantLine)[];
  readonly never?: readonly string[];
  /** `type/name` in the directory. */
  readonly directory?: string;
  readonly onDisabled?: OnGone;
  readonly onAbsent?: OnGone;
  readonly mode?: Mode;
  readonly state?: IdentityPolicy['state'];
  readonly type?: IdentityPolicy['type'];
  readonly owner?: string;
  /** Of each entry, implied ones too. */
  readonly terms?: readonly Terms[];
}

export interface PolicyLines {
  readonly identities?: Readonly<Record<string, IdentityLines>>;
  readonly target?: Partial<TargetPolicy>;
  readonly settings?: Partial<Settings>;
  readonly teams?: readonly TeamPolicy[];
  readonly roles?: readonly RolePolicy[];
  readonly rules?: readonly RulePolicy[];
  readonly exceptions?: readonly ExceptionPolicy[];
  readonly breakGlass?: readonly BreakGlassPolicy[];
  readonly withoutTarget?: boolean;
}

export const everyKind: readonly string[] = [...kinds.keys()];

export const targetPolicy = (more: Partial<TargetPolicy> = {}): TargetPolicy => ({
  name: TARGET,
  connector: 'model',
  owner: 'platform',
  lifecycle: null,
  ceiling: 'enforce',
  scopes: [{ kinds: everyKind, accounts: ['user/*', 'robot/*'] }],
  drift: { unauthorized: { do: 'revoke', after: 1 }, missing: { do: 'restore', after: 1 }, altered: { do: 'restore', after: 1 } },
  giveBack: 'restore',
  limits: { revoke: 1000, revokePercent: 100, offboard: 1000, grantPrivileged: 1000 },
  privileged: [],
  protected: [],
  withinSeconds: 3600,
  config: {},
  ...more,
});

export const settings = (more: Partial<Settings> = {}): Settings => ({
  approval: { identityOwner: 1, targetOwner: 1, roleOwner: 1, privileged: ['security'] },
  issues: { per: 'owner', mention: 'newPrivileged' },
  maxSilenceSeconds: 7200,
  reviewValidSeconds: 7 * 86_400,
  snapshotMaxAgeSeconds: 86_400,
  snapshot: false,
  stateKey: null,
  ...more,
});

const splitOnce = (text: string): readonly [string, string] => [text.slice(0, text.indexOf('/')), text.slice(text.indexOf('/') + 1)];

const refOf = (words: string, target = TARGET): AccountRef => {
  const [type, name] = splitOnce(words);
  return { target, type, name };
};

export const declaredEntry = (account: string, grant: string, more: Pick<GrantLine, 'facets' | 'facts'> = {}): Entitlement => {
  const [kind, name] = splitOnce(grant);
  const defaults = kind === 'role' ? { admin: 'false' } : {};
  return { target: TARGET, account, kind, name, facets: more.facets ?? {}, facts: { ...defaults, ...more.facts } };
};

/** The key of a declared line: `user/ann`, `role/reader`. */
export const declaredKey = (account: string, grant: string, facets: Text = {}): Key => keyOf(declaredEntry(account, grant, { facets }));

function identityOf(name: string, lines: IdentityLines): IdentityPolicy {
  return {
    name,
    owner: lines.owner ?? 'payments',
    purpose: null,
    type: lines.type ?? 'service',
    mode: lines.mode ?? 'enforce',
    state: lines.state ?? 'active',
    accounts: (lines.accounts ?? []).map((a) => refOf(a)),
    directory:
      lines.directory === undefined
        ? null
        : { ...refOf(lines.directory, DIRECTORY), onDisabled: lines.onDisabled ?? 'disable', onAbsent: lines.onAbsent ?? 'disable' },
  };
}

/** As the compiler gives it; what an active identity's accounts imply included. */
export function policy(lines: PolicyLines = {}): Declared {
  const target = targetPolicy(lines.target);
  const entries = new Map<Key, DeclaredEntry>();
  const never = new Map<Key, Never>();
  const identities = Object.entries(lines.identities ?? {});
  for (const [identity, line] of identities) {
    const add = (entry: Entitlement, terms: readonly Terms[], roles: readonly string[]): void => {
      const via = roles.map((r) => `${r}@policies/roles.yaml:1:1`);
      entries.set(keyOf(entry), { entry, identity, terms, origins: [{ at: `policies/${identity}.yaml:1:1`, via }] });
    };
    const accounts = line.accounts ?? [];
    if ((line.state ?? 'active') === 'active') {
      for (const account of accounts) {
        const [type, name] = splitOnce(account);
        const isManaged = (kind: string): boolean => scopeOf(target.scopes, kind, [account]).scope === 'managed' || name.startsWith('id:');
        if (isManaged(type)) add(declaredEntry(account, `${type}/${name}`), line.terms ?? [{}], []);
        if (isManaged('login')) add(declaredEntry(account, `login/${name}`), line.terms ?? [{}], []);
      }
      for (const item of line.grants ?? []) {
        const grant: GrantLine = typeof item === 'string' ? { grant: item } : item;
        add(declaredEntry(grant.account ?? accounts[0] ?? '', grant.grant, grant), grant.terms ?? line.terms ?? [{}], grant.roles ?? []);
      }
    }
    for (const grant of line.never ?? []) {
      const entry = { ...declaredEntry(accounts[0] ?? '', grant), facts: {} };
      never.set(keyWithoutFacets(entry), { entry, identity });
    }
  }
  const byName = <T>(items: readonly T[] | undefined, name: (item: T) => string): ReadonlyMap<string, T> =>
    new Map((items ?? []).map((item) => [name(item), item]));
  return {
    compiler: '1',
    settings: settings(lines.settings),
    teams: byName(lines.teams, (t) => t.name),
    roles: byName(lines.roles, (r) => r.name),
    rules: byName(lines.rules, (r) => r.id),
    exceptions: byName(lines.exceptions, (e) => e.id),
    breakGlass: byName(lines.breakGlass, (b) => b.name),
    targets: lines.withoutTarget === true ? new Map() : new Map([[TARGET, target]]),
    identities: new Map(identities.map(([name, line]) => [name, identityOf(name, line)])),
    entries,
    never,
  };
}

export const review = (at: number, source = `#${at}`, more: Partial<Review> & { readonly quorum?: boolean } = {}): Review => ({
  because: { authority: 'review', source, at, ...(more.quorum === undefined ? {} : { quorum: more.quorum }) },
  commit: more.commit ?? `commit ${source}`,
  renew: more.renew ?? false,
});

export const firstState = (): TargetState => newState(policy(), targetPolicy());

/** A pull request, approved and merged at that instant. */
export const merge = (state: TargetState, lines: PolicyLines, at: number, more: Parameters<typeof review>[2] = {}): TargetState =>
  approve(state, policy(lines), review(at, `#${at}`, more), kinds);

// ---- a target in memory

export interface Reading {
  readonly unproven?: readonly string[];
  readonly only?: readonly string[];
  readonly own?: readonly string[];
  readonly error?: Live['error'];
}

export interface Model {
  /** Stable id → `type/name`. */
  readonly accounts: Map<string, string>;
  /** Stable id → name. */
  readonly groups: Map<string, string>;
  readonly entries: Map<Key, Entitlement>;
  /** Makes an account, able to log in. Answers with its id. */
  add(words: string, login?: boolean): string;
  addGroup(name: string): string;
  rename(id: string, words: string): void;
  remove(id: string): void;
  give(words: string, grant: string, more?: Pick<Entitlement, 'seen'> & Pick<GrantLine, 'facets' | 'facts'>): Entitlement;
  take(words: string, grant: string, facets?: Text): void;
  has(words: string, grant: string, facets?: Text): boolean;
  /** The key of a live entitlement. */
  key(words: string, grant: string, facets?: Text): Key;
  read(now: number, reading?: Reading): Live;
  write(change: Change): void;
  copy(): Model;
}

export function modelTarget(from?: Pick<Model, 'accounts' | 'groups' | 'entries'>, made = { count: 0 }): Model {
  const accounts = new Map(from?.accounts);
  const groups = new Map(
    from?.groups ?? [
      ['g1', 'readers'],
      ['g2', 'admins'],
    ],
  );
  const entries = new Map(from?.entries);
  const idOf = (words: string): string => {
    const id = words.includes('/id:') ? words.slice(words.indexOf('/id:') + 4) : [...accounts].find(([, w]) => w === words)?.[0];
    if (id === undefined || !accounts.has(id)) throw new Error(`the model has no account ${words}`);
    return id;
  };
  const put = (e: Entitlement): Entitlement => {
    entries.set(keyOf(e), e);
    return e;
  };
  const inIds = (words: string, grant: string, more: Pick<GrantLine, 'facets' | 'facts'> = {}): Entitlement => {
    const account = idOf(words);
    const e = declaredEntry(account, grant, more);
    const role = kinds.get(e.kind)?.role;
    if (role === 'account' || role === 'login') return { ...e, name: account };
    if (kinds.get(e.kind)?.refersTo !== 'group') return e;
    const id = [...groups].find(([i, n]) => n === e.name || `id:${i}` === e.name)?.[0];
    if (id === undefined) throw new Error(`the model has no group ${e.name}`);
    return { ...e, name: id };
  };
  const model: Model = {
    accounts,
    groups,
    entries,
    add(words, login = true) {
      made.count += 1;
      const id = `u${made.count}`;
      accounts.set(id, words);
      const [type] = splitOnce(words);
      put({ target: TARGET, account: id, kind: type, name: id, facets: {}, facts: {} });
      if (login) put({ target: TARGET, account: id, kind: 'login', name: id, facets: {}, facts: {} });
      return id;
    },
    addGroup(name) {
      made.count += 1;
      groups.set(`g${made.count + 10}`, name);
      return `g${made.count + 10}`;
    },
    rename(id, words) {
      accounts.set(id, words);
    },
    remove(id) {
      accounts.delete(id);
      for (const [key, e] of entries) if (e.account === id) entries.delete(key);
    },
    give(words, grant, more = {}) {
      const e = inIds(words, grant, more);
      return put(more.seen === undefined ? e : { ...e, seen: more.seen });
    },
    take(words, grant, facets = {}) {
      entries.delete(keyOf(inIds(words, grant, { facets })));
    },
    has(words, grant, facets = {}) {
      return [...accounts.values()].includes(words) && entries.has(keyOf(inIds(words, grant, { facets })));
    },
    key(words, grant, facets = {}) {
      return keyOf(inIds(words, grant, { facets }));
    },
    read(now, reading = {}) {
      const unproven = new Set(reading.unproven);
      const isRead = (e: Entitlement): boolean => reading.only === undefined || reading.only.includes(e.account);
      const failed = reading.error !== undefined && reading.error !== null;
      return {
        begunAt: now,
        endedAt: now,
        only: reading.only ?? null,
        entries: failed ? [] : [...entries.values()].filter((e) => isRead(e)),
        refs: failed
          ? []
          : [
              ...[...accounts].map(([id, words]) => ({ kind: splitOnce(words)[0], id, name: splitOnce(words)[1] })),
              ...[...groups].map(([id, name]) => ({ kind: 'group', id, name })),
            ],
        proofs: failed
          ? {}
          : Object.fromEntries(
              [...kinds.keys()].filter((k) => !unproven.has(k)).map((k) => [k, { read: 1, claimed: null, by: 'cursorEnd' }]),
            ),
        own: reading.own ?? [],
        error: reading.error ?? null,
      };
    },
    write(change) {
      const { entry, verb } = change;
      const isAccount = kinds.get(entry.kind)?.role === 'account';
      if (verb === 'revoke') {
        if (isAccount) model.remove(entry.account);
        else entries.delete(keyOf(entry));
      } else if (isAccount) {
        if ([...accounts.values()].includes(entry.account)) throw new Error(`the model has ${entry.account} already`);
        model.add(entry.account, false);
      } else {
        if (!accounts.has(entry.account)) throw new Error(`${verb} on ${entry.account}, which is not there`);
        if (kinds.get(entry.kind)?.refersTo === 'group' && !groups.has(entry.name)) throw new Error(`no group ${entry.name}`);
        const before = entries.get(keyOf(entry));
        put({ ...entry, facts: { ...before?.facts, ...entry.facts } });
      }
    },
    copy: () => modelTarget(model, { count: made.count }),
  };
  return model;
}

// ---- a round, as runs/ makes it

export const worldAt = (now: number, more: Partial<World> = {}): World => ({
  now,
  directories: new Map(),
  holds: [],
  kinds,
  mostMode: 'enforce',
  ...more,
});

export const directorySays = (words: Readonly<Record<string, Word>>): World['directories'] =>
  new Map([[DIRECTORY, new Map(Object.entries(words))]]);

export interface Look {
  readonly state: TargetState;
  readonly found: Found;
  readonly sight: Sight;
  readonly withholding: Withholding;
  readonly decided: Decided;
  readonly plan: TargetPlan;
}

/** Read, resolve, see, withhold, decide. */
export function look(state: TargetState, live: Live, world: World): Look {
  const resolved = resolve(state, live, world.kinds);
  const sight = see(resolved.state, resolved.found, live, world.kinds);
  const withholding = withhold(resolved.state, sight, world);
  const decided = decide(resolved.state, sight, withholding, world);
  return { state: resolved.state, found: resolved.found, sight, withholding, decided, plan: decided.plan };
}

export interface Told {
  readonly state: TargetState;
  /** What the round found before it wrote. */
  readonly first: Look;
  /** What the last read showed. */
  readonly last: Look;
  readonly written: readonly Change[];
  /** The process died: nothing was settled. */
  readonly killed: boolean;
}

export interface HowToRound {
  readonly reading?: Reading;
  /** The process dies after so many writes; the state write before the first one is done. */
  readonly killedAfter?: number;
  /** What the round reads in place of the model: an old answer. */
  readonly stale?: Live;
}

export function round(state: TargetState, model: Model, world: World, run: 'detect' | 'apply', how: HowToRound = {}): Told {
  const read = (): Live => how.stale ?? model.read(world.now, how.reading);
  const first = look(state, read(), world);
  if (run === 'detect') return { state: finish(first, world, run), first, last: first, written: [], killed: false };
  const written: Change[] = [];
  let now = first;
  for (;;) {
    const isAccount = (c: Change): boolean => world.kinds.get(c.entry.kind)?.role === 'account';
    const firstAccount = now.plan.changes.findIndex(isAccount);
    const changes = firstAccount < 0 ? now.plan.changes : now.plan.changes.slice(0, firstAccount + 1);
    if (changes.length === 0) break;
    const batch: Decided = { ...now.decided, plan: { ...now.plan, changes } };
    let saved = intend(now.state, batch, now.withholding, world.kinds, world.now);
    const settles = new Map<string, number>();
    for (const change of changes) {
      if (written.length === how.killedAfter) return { state: saved, first, last: now, written, killed: true };
      model.write(change);
      written.push(change);
      settles.set(change.id, world.kinds.get(change.entry.kind)?.settlesInSeconds ?? 0);
    }
    saved = carriedOut(saved, now.state, settles, new Set(), world.now);
    now = look(saved, read(), world);
    // After an account object is made or taken, the rest is planned again.
    if (firstAccount < 0) break;
  }
  return { state: finish(now, world, run), first, last: now, written, killed: false };
}

const finish = (l: Look, world: World, run: 'detect' | 'apply'): TargetState =>
  settle(l.state, l.sight, l.decided, l.withholding, world, run);

/** The baseline of every scope line stands: one round in which nothing can be written. */
export const watching = (state: TargetState, model: Model, world: World): TargetState => round(state, model, world, 'apply').state;

export const blockedBy = (plan: TargetPlan, key: Key): string | null => plan.blocked.find((b) => b.change.key === key)?.guard ?? null;

export const verdictOf = (plan: TargetPlan, key: Key): string => plan.verdicts.find(([k]) => k === key)?.[1] ?? 'inSync';

export const shown = (changes: readonly Change[]): readonly string[] => changes.map((c) => `${c.verb} ${c.label}`);

// ---- pieces of a policy

export const envelope = (more: Partial<BreakGlassPolicy> = {}): BreakGlassPolicy => ({
  name: 'oncall',
  who: 'corp/oncall',
  may: ['keep', 'deny', 'pause'],
  covers: ['*'],
  never: [],
  longestSeconds: 43_200,
  ...more,
});

export const hold = (kind: Hold['do'], more: Partial<Hold> = {}): Hold => ({
  id: `hold-${kind}`,
  envelope: 'oncall',
  do: kind,
  identity: null,
  accounts: [],
  key: null,
  by: 'ann',
  because: 'night',
  at: START - HOUR,
  until: START + 30 * DAY,
  ...more,
});

export const rule = (more: Partial<RulePolicy> = {}): RulePolicy => ({
  id: 'key-age',
  where: { credential: true },
  require: { maxAgeSeconds: 90 * 86_400 },
  severity: 'high',
  act: 'revoke',
  ...more,
});

export const roleNamed = (name: string, more: Partial<RolePolicy> = {}): RolePolicy => ({
  name,
  owner: 'platform',
  parameters: {},
  grants: [],
  rollout: null,
  ...more,
});
