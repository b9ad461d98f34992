/** A small world for stories that are told by hand, and what its runs wrote: invariants and oracle look on as in every world. */
import { checkers } from '../checkers.ts';
import type { Draft, IdentityDraft, TargetDraft } from '../draft.ts';
import type { There } from '../new-world.ts';
import { apply, type Owned, type Pen } from '../pen.ts';
import { play } from '../play.ts';
import { randomOf } from '../random.ts';
import type { Checker, Moment } from '../trace.ts';
import { allKinds, DAY_S, HOUR_S } from '../vocabulary.ts';

export const START = Date.UTC(2026, 0, 1, 6);

export const app: TargetDraft = {
  owner: 'platform',
  ceiling: 'enforce',
  lifecycle: null,
  scope: [{ accounts: ['user/svc-*'], kinds: allKinds }],
  drift: { unauthorized: { do: 'revoke', after: 1 }, missing: { do: 'restore', after: 1 }, altered: { do: 'restore', after: 1 } },
  giveBack: 'restore',
  limits: { revoke: 50, revokePercent: 100, offboard: 10, grantPrivileged: 10 },
  privileged: [],
  protected: [],
  withinSeconds: HOUR_S,
  settlesInSeconds: 0,
};

const people: TargetDraft = {
  ...app,
  scope: [],
  lifecycle: { sentinels: ['user/sentinel'], onDisabled: 'disable', onAbsent: 'disable' },
};

export const ann: IdentityDraft = {
  type: 'service',
  owner: 'platform',
  mode: 'enforce',
  state: 'active',
  accounts: [{ target: 'app', account: 'user/svc-ann' }],
  directory: { target: 'people', account: 'user/ann' },
  roles: [],
  access: [{ target: 'app', grant: 'role/reader' }],
  never: [],
};

/** Somebody else, so that the folder never declares nobody. */
const bob: IdentityDraft = {
  ...ann,
  accounts: [{ target: 'app', account: 'user/svc-bob' }],
  directory: null,
  access: [],
};

export interface SceneOptions {
  readonly ann?: Partial<IdentityDraft>;
  readonly app?: Partial<TargetDraft>;
  /** What ann's account holds beside `role/reader`. */
  readonly holds?: readonly string[];
}

export const theAnn: Owned = { name: 'ann', identity: ann, at: { target: 'app', account: 'user/svc-ann' } };
export const atAnn = theAnn.at;
export const annsRecord = { target: 'people', account: 'user/ann' } as const;

/** ann holds `role/reader`, as declared; a first apply has seen it. */
export function scene(options: SceneOptions = {}): Pen {
  const first: Draft = {
    settings: { maxSilenceSeconds: 2 * HOUR_S, reviewValidSeconds: 7 * DAY_S, privileged: [] },
    teams: { platform: { mode: 'enforce' } },
    targets: { app: { ...app, ...options.app }, people },
    identities: { ann: { ...ann, ...options.ann }, bob },
    roles: {},
    rules: {},
    exceptions: {},
    breakGlass: {
      oncall: { may: ['keep', 'deny', 'pause'], covers: ['app/login/*', 'app/role/*'], never: [], longestSeconds: 12 * HOUR_S },
    },
  };
  const there: There = [
    { target: 'app', account: 'user/svc-ann', canLogIn: true, holds: ['role/reader', ...(options.holds ?? [])] },
    { target: 'app', account: 'user/svc-bob', canLogIn: true, holds: [] },
    { target: 'people', account: 'user/sentinel', canLogIn: true, holds: [] },
    { target: 'people', account: 'user/ann', canLogIn: true, holds: [] },
  ];
  const pen: Pen = { random: randomOf(1), there, steps: [], drafts: [first], now: START };
  apply(pen);
  return pen;
}

export interface Told {
  /** Of each run that wrote something or was refused: what it wrote, or `refused`. */
  readonly wrote: readonly (readonly string[])[];
  /** What was written while the world came to rest. */
  readonly atRest: readonly string[];
  /** What ann's account holds at the end, as `kind/name`; logins too, the account itself not. */
  readonly held: readonly string[];
  /** By target, what the last run was kept from: `guard verb label`. */
  readonly blocked: readonly string[];
  /** Findings of the last run, by rule. */
  readonly findings: readonly string[];
  /** Of the history what it says of grants, in its order: `event label, by authority`. */
  readonly history: readonly string[];
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Plays what the pen wrote. Throws what a checker found. */
export async function tell(pen: Pen, account = 'user/svc-ann'): Promise<Told> {
  const [first] = pen.drafts;
  if (first === undefined) throw new Error('a scene begins with a draft');
  const wrote: (readonly string[])[] = [];
  const atRest: string[] = [];
  let last: Moment | null = null;
  let seen = 0;
  const watching: Checker = {
    after: (moment) => {
      last = moment.ran.length > 0 ? moment : last;
      for (const ran of moment.ran) {
        const words = ran.written.filter((w) => w.carriedOut).map((w) => `${w.change.verb} ${w.change.label}`);
        if (seen >= pen.steps.length) atRest.push(...words);
        else if (ran.refused !== null) wrote.push(['refused']);
        else if (words.length > 0) wrote.push(words);
      }
      seen += 1;
    },
    atRest: (moment) => (last = moment.ran.length > 0 ? moment : last),
  };
  const { broken } = await play({ seed: 1, start: START, first, there: pen.there, steps: pen.steps }, [watching, ...checkers()]);
  if (broken !== null) throw new Error(`${broken.rule}: ${broken.message}`);
  return { wrote, atRest, ...endOf(last, account) };
}

function endOf(last: Moment | null, account: string): Pick<Told, 'held' | 'blocked' | 'findings' | 'history'> {
  const system = last?.truth.targets.get('app');
  const plans = last?.ran.at(-1)?.plans ?? [];
  const ids = [...(system?.accounts ?? [])].filter(([, words]) => words === account).map(([id]) => id);
  const held = [...(system?.entries.values() ?? [])].filter((e) => ids.includes(e.account) && e.kind !== 'user');
  return {
    held: held.map((e) => (e.kind === 'login' ? 'login' : `${e.kind}/${e.name}`)).sort(compare),
    blocked: plans.flatMap((p) => p.blocked.map((b) => `${b.guard}: ${b.change.verb} ${b.change.label}`)),
    findings: plans.flatMap((p) => p.findings.map((f) => f.rule)),
    history: (last?.history ?? []).flatMap((r) =>
      r.key === null || !['role', 'group'].includes(r.kind) ? [] : [`${r.event} ${r.label ?? ''}, by ${r.because?.authority ?? 'nobody'}`],
    ),
  };
}
