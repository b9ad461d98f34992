/** Single items, changes and decisions, made by hand: for what one function does with them. */
import type { Entitlement, Live } from '../../src/model/entitlement.ts';
import { keyOf, writtenGrant } from '../../src/model/key.ts';
import type { Change, TargetPlan, World } from '../../src/model/plan.ts';
import type { Seen, Sight } from '../../src/model/sight.ts';
import type { Approved, Because, Intent, TargetState } from '../../src/model/state.ts';
import type { Candidate, Context } from '../../src/plan/guards.ts';
import type { Decided } from '../../src/plan/plan.ts';
import type { Judged } from '../../src/plan/verdict.ts';
import { firstState, kindNamed, kinds, START, TARGET, targetPolicy, worldAt } from './world.ts';

export const now = START;

export const entryOf = (grant: string, account = 'u1', more: Partial<Entitlement> = {}): Entitlement => {
  const [kind, name] = [grant.slice(0, grant.indexOf('/')), grant.slice(grant.indexOf('/') + 1)];
  return { target: TARGET, account, kind, name, facets: {}, facts: {}, ...more };
};

export const becauseOf = (authority: Because['authority'] = 'review', more: Partial<Because> = {}): Because => ({
  authority,
  source: `by ${authority}`,
  at: now,
  ...more,
});

/** Live, undeclared, in scope and proven, unless told otherwise. */
export function itemOf(grant: string, more: Partial<Seen> = {}, account = 'u1'): Seen {
  const live = entryOf(grant, account);
  return {
    key: keyOf(live),
    liveKey: keyOf(live),
    kind: kinds.get(live.kind) ?? kindNamed(live.kind, 'grant'),
    row: null,
    aliases: [],
    live,
    wanted: null,
    refused: null,
    accountId: account,
    accountWords: 'user/ann',
    accountNames: ['user/ann'],
    account: null,
    identity: 'ann',
    forbidden: false,
    written: writtenGrant(live),
    scope: 'managed',
    managedBy: null,
    proven: true,
    ...more,
  };
}

export const rowOf = (grant: string, more: Partial<Approved> = {}): Approved => {
  const entry = entryOf(grant, 'user/ann');
  return {
    key: keyOf(entry),
    entry,
    last: entry,
    identity: 'ann',
    terms: [{}],
    roles: [],
    by: becauseOf(),
    mandate: null,
    withheld: null,
    startedAt: null,
    wave: null,
    ...more,
  };
};

export function changeFor(item: Seen, more: Partial<Change> = {}): Change {
  const verb = more.verb ?? 'revoke';
  return {
    id: `${verb} ${item.key}`,
    verb,
    key: item.key,
    identity: item.identity,
    entry: item.live ?? item.wanted ?? entryOf('role/none'),
    label: `${item.identity ?? item.accountWords} ${item.written}`,
    before: item.live,
    because: becauseOf('correction'),
    verdict: verb === 'revoke' ? 'unauthorized' : verb === 'grant' ? 'missing' : 'altered',
    mode: 'enforce',
    needs: [],
    risk: 'low',
    ...more,
  };
}

export const candidateOf = (item: Seen, more: Partial<Change> = {}, givingBack = false): Candidate => ({
  item,
  change: changeFor(item, more),
  givingBack,
});

export const intentOf = (change: Change, more: Partial<Intent> = {}): Intent => ({
  change: change.id,
  because: change.because,
  key: change.key,
  liveKey: change.before === null ? null : keyOf(change.before),
  verb: change.verb,
  done: true,
  decidedOn: now,
  until: now,
  ...more,
});

export const liveOf = (entries: readonly Entitlement[] = [], more: Partial<Live> = {}): Live => ({
  begunAt: now,
  endedAt: now,
  only: null,
  entries,
  refs: [],
  proofs: Object.fromEntries([...kinds.keys()].map((k) => [k, { read: 1, claimed: null, by: 'cursorEnd' }])),
  own: [],
  error: null,
  ...more,
});

export function sightOf(items: readonly Seen[], more: Partial<Live> = {}): Sight {
  const live = liveOf(
    items.flatMap((i) => (i.live === null ? [] : [i.live])),
    more,
  );
  return { items, live, provenKinds: new Set(Object.keys(live.proofs)) };
}

export const stateOf = (more: Partial<TargetState> = {}): TargetState => ({ ...firstState(), policy: targetPolicy(), ...more });

export const contextOf = (more: Partial<Context> = {}, world: Partial<World> = {}): Context => ({
  state: stateOf(),
  sight: sightOf([]),
  withholding: { withheld: new Map(), kept: new Map(), unsure: new Set(), findings: [] },
  world: worldAt(now, world),
  decisions: new Map(),
  creates: new Map(),
  settling: new Map(),
  firstWaveDone: () => true,
  ...more,
});

export function decidedOf(
  judged: readonly Judged[],
  changes: readonly Change[] = [],
  plan: Partial<TargetPlan> = {},
  usedExceptions: readonly string[] = [],
): Decided {
  return {
    plan: {
      target: TARGET,
      commit: 'c',
      kinds: {},
      readAt: now,
      error: null,
      changes,
      blocked: [],
      verdicts: [],
      findings: [],
      ...plan,
    },
    judged,
    items: new Map(judged.map((j) => [j.item.key, j.item])),
    usedExceptions,
  };
}

export const judgedAs = (item: Seen, verdict: Judged['verdict'] = 'inSync', want: Judged['want'] = null): Judged => ({
  item,
  verdict,
  want,
});
