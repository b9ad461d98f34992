/**
 * The proven steps of the default branch → the reviews that `applyReviewed` lets through, one a merged pull request: what each
 * was approved for, computed again from commits, is what it brought to the approved policy; and who had to approve it did.
 */
import type { Approval, NotCounted } from '../github/approvals.ts';
import { broughtBy } from '../github/brought-by.ts';
import type { Excluded } from '../github/excluded.ts';
import type { Guarded } from '../github/guarded-files.ts';
import { changedPaths, isPolicyPath } from '../github/guarded-files.ts';
import {
  mayRatify,
  type Proof,
  type ProvenStep,
  proveStep,
  ratifiedBy,
  type Source,
  type Unproven,
  type Walk,
  walkPolicy,
  wayOutOf,
} from '../github/policy-in-force.ts';
import { type IsInTeam, teamReader } from '../github/team-members.ts';
import type { Kind } from '../model/entitlement.ts';
import { parseKey, writtenGrant } from '../model/key.ts';
import { canonicalJson, sortedBy } from '../model/order.ts';
import type { Declared, Delta } from '../model/policy.ts';
import type { Because } from '../model/state.ts';
import { withRolesOf } from '../policy/roles-alone.ts';
import { deltas, digestOfReview } from '../review/deltas.ts';
import {
  type Approvers,
  hasQuorum,
  isFilled,
  quorumSeats,
  missingSeats,
  type Seat,
  type Seats,
  seatsFor,
  seatsOfProgram,
} from '../review/seats.ts';
import type { Connectors } from '../connectors/registry.ts';
import type { Reviewed } from './apply.ts';
import { connectorKinds, kindsOf } from './connections.ts';
import { filesAt, type Policy, type PolicyFiles, policyOf } from './policy.ts';

interface StepSource {
  /** Of the policy, in the repository. */
  readonly folder: string;
  readonly walk: Walk;
  /** `after`: the last commit that an earlier pull request brought. */
  readonly prove: (index: number, after: number) => Promise<Proof>;
  /** The commits that a proven step's pull request names as ratified. */
  readonly ratified: (step: ProvenStep) => Promise<ReadonlySet<string>>;
  /** Who brought commits that no pull request did. */
  readonly broughtBy: (commits: readonly string[]) => Promise<Excluded>;
  readonly textsAt: (commit: string) => Promise<PolicyFiles>;
  readonly isInTeam: IsInTeam;
}

/** One merged pull request, let through. */
export interface ReviewedStep extends Reviewed {
  readonly step: ProvenStep;
  readonly review: readonly Delta[];
  readonly digest: string;
  readonly seats: Seats;
  readonly approvals: readonly Approval[];
  /** Commits that nothing else lets through. */
  readonly ratified: readonly string[];
}

export interface ReviewedSteps {
  /** At the commit that they begin from. */
  readonly begun: Policy;
  /** The newest commit up to which all is proven, also where it touches no policy; and the policy there. */
  readonly inForce: { readonly commit: string; readonly policy: Policy };
  readonly reviews: readonly ReviewedStep[];
  /** Null: all of the branch is in force. */
  readonly stopped: Unproven | null;
  /** Commits that touch what is guarded and are not in force: the one that stopped it, and those after it. */
  readonly waiting: readonly string[];
}

/** `from`: the approved commit. `head`: of the default branch, as the API names it now. */
export async function reviewedOnGithub(
  github: Source,
  from: string,
  head: string,
  connectors: Connectors,
): Promise<ReviewedSteps | { readonly refused: Unproven }> {
  const walk = await walkPolicy(github, from, head);
  if ('refused' in walk) return walk;
  const source: StepSource = {
    folder: github.folder,
    walk,
    prove: (index, after) => proveStep(github, walk, index, after),
    ratified: (step) => ratifiedBy(github, walk, step),
    broughtBy: (commits) =>
      broughtBy(
        github.client,
        github.repo,
        github.branch,
        walk.steps.map((s) => s.sha),
        commits,
      ),
    textsAt: (commit) => filesAt(github.client, github.repo, commit, github.folder),
    isInTeam: teamReader(github.client),
  };
  return await reviewedSteps(source, connectors);
}

async function reviewedSteps(source: StepSource, connectors: Connectors): Promise<ReviewedSteps> {
  const { walk } = source;
  const policies = policyReader(source, connectors);
  const at = (index: number): Promise<Compiled> => policies(shaAt(walk, index), guardedAt(walk, index));
  const reviews: ReviewedStep[] = [];
  let done = 0;
  let inForce = await at(0);
  const begun = inForce.policy;
  const end = (stopped: Unproven | null): ReviewedSteps => {
    const waiting = walk.touching.filter((i) => i > done);
    const passed = (waiting[0] ?? walk.steps.length) - 1;
    return {
      begun,
      inForce: { commit: shaAt(walk, Math.max(done, passed)), policy: inForce.policy },
      reviews,
      stopped: stopped === null ? null : { commit: stopped.commit, why: stopped.why, wayOut: stopped.wayOut },
      waiting: stopped === null ? [] : waiting.map((i) => shaAt(walk, i)),
    };
  };
  for (const index of walk.touching) {
    if (index <= done) continue;
    const judged = await judgeStep(index);
    if (!('policy' in judged)) return end(judged);
    reviews.push(judged);
    done = judged.step.last;
    inForce = await at(done);
  }
  return end(null);

  async function judgeStep(index: number): Promise<ReviewedStep | Unproven> {
    const proof = await source.prove(index, done);
    const judged = proof.is === 'unproven' ? proof : await judge({ source, policies, connectors, inForce, done }, proof, null);
    return 'policy' in judged ? judged : ((await ratifiedStep(index, judged)) ?? judged);
  }

  /** A later pull request that names it, and every other commit up to itself that nothing lets through, as reviewed. */
  async function ratifiedStep(index: number, unproven: Unproven): Promise<ReviewedStep | Unproven | null> {
    let last: Unproven | null = null;
    for (const later of mayRatify(source, walk, index)) {
      const proof = await source.prove(later, done);
      if (proof.is === 'unproven' || proof.first <= index) continue;
      const named = await source.ratified(proof);
      if (!named.has(unproven.commit)) continue;
      const between = walk.touching.filter((i) => i >= index && i < proof.first);
      const ratified = walk.steps.slice(index, proof.first).flatMap((s) => (named.has(s.sha) ? [s.sha] : []));
      const judged =
        (await firstUnnamed(between, named)) ??
        (await judge({ source, policies, connectors, inForce, done }, without(proof, await source.broughtBy(ratified)), ratified));
      if ('policy' in judged) return judged;
      last = judged;
    }
    return last;
  }

  async function firstUnnamed(between: readonly number[], named: ReadonlySet<string>): Promise<Unproven | null> {
    let after = done;
    for (const i of between) {
      if (i <= after || named.has(shaAt(walk, i))) continue;
      const proof = await source.prove(i, after);
      if (proof.is === 'unproven' && !named.has(proof.commit)) return proof;
      after = proof.is === 'proven' ? proof.last : walk.steps.findIndex((s) => s.sha === proof.commit);
    }
    return null;
  }
}

/** Of the approvals of a step those that are nobody's who is excluded. */
function without(step: ProvenStep, { people, unknown }: Excluded): ProvenStep {
  const own = (login: string): string | undefined => people.get(login.toLowerCase());
  const refused = step.approvals.flatMap(({ login }) => {
    const why = own(login);
    return why === undefined ? [] : [{ login, why }];
  });
  return {
    ...step,
    approvals: step.approvals.filter((a) => own(a.login) === undefined),
    notCounted: [...step.notCounted, ...refused],
    more: [...step.more, ...unknown],
  };
}

const shaAt = (walk: Walk, index: number): string => walk.steps[index]?.sha ?? '';
const guardedAt = (walk: Walk, index: number): Guarded => walk.steps[index]?.guarded ?? new Map();

export interface Compiled {
  readonly policy: Policy;
  readonly files: ReadonlyMap<string, string>;
}

type PolicyAt = (commit: string, guarded: Guarded) => Promise<Compiled>;

/** The same files are compiled once, at however many commits they stand. */
function policyReader({ folder, textsAt }: StepSource, connectors: Connectors): PolicyAt {
  const known = new Map<string, Promise<Compiled>>();
  const read = async (commit: string): Promise<Compiled> => {
    const { files, problems } = await textsAt(commit);
    return { files, policy: await policyOf(files, problems, connectors) };
  };
  return async (commit, guarded) => {
    const files = canonicalJson(sortedBy(guarded, ([path]) => path).filter(([path]) => isPolicyPath(path, folder)));
    const compiled = known.get(files) ?? read(commit);
    known.set(files, compiled);
    const { policy, ...rest } = await compiled;
    return { ...rest, policy: { ...policy, commit } };
  };
}

interface Setting {
  readonly source: StepSource;
  readonly policies: PolicyAt;
  readonly connectors: Connectors;
  readonly inForce: Compiled;
  /** Where in the walk the policy in force stands. */
  readonly done: number;
}

/** `ratified`: commits that this step's pull request takes upon itself; where it does, all since the policy in force is its review. */
async function judge(setting: Setting, step: ProvenStep, ratified: readonly string[] | null): Promise<ReviewedStep | Unproven> {
  const { source, policies, inForce, done } = setting;
  const { walk } = source;
  const commit = shaAt(walk, step.last);
  const unproven = (why: string): Unproven => ({ commit, why, wayOut: wayOutOf(source, commit) });
  const base = ratified !== null ? inForce : await policies(step.mergeBase, step.sides.base);
  const head = await policies(step.pull.head, step.sides.head);
  const landed = await policies(commit, step.sides.after);
  for (const [where, { policy }] of [
    ['base', base],
    ['approved head', head],
    ['merge', landed],
  ] as const) {
    const fault = policy.problems.find((p) => p.severity === 'error');
    if (fault !== undefined)
      return unproven(
        `the policy at the ${where} of #${step.pull.number} has errors, the first of them ${fault.rule} at ${fault.at ?? 'no line'}`,
      );
  }
  const review = deltas(base.policy.declared, head.policy.declared);
  const odd = differenceOf(review, { inForce: inForce.policy.declared, head: head.policy.declared, landed: landed.policy.declared });
  if (odd !== null) return unproven(`#${step.pull.number} ${odd}`);

  const machinery = changedPaths(guardedAt(walk, done), step.sides.after).filter((path) => !isPolicyPath(path, source.folder));
  const seats = await seatsOf(setting, { review, base, head, machinery, isBotMade: step.isBotMade });
  const declared = [inForce, base, head, landed].map((c) => c.policy.declared);
  const people = await sittingDown(source, step, seats, inForce.policy.declared, declared);
  if (!isFilled(seats.seats, people.approvers, step.more.length)) return unproven(notEnough(step, seats, people));

  const { approvals } = people;
  const quorum = hasQuorum(inForce.policy.declared, people.approvers);
  const because: Because = {
    authority: 'review',
    source: `#${step.pull.number}, approved by ${approvals.map((a) => a.login).join(', ')}`,
    at: Math.max(step.pull.mergedAt, ...approvals.map((a) => a.at)),
    ...(quorum ? { quorum } : {}),
  };
  return {
    policy: landed.policy,
    because,
    renew: false,
    step,
    review,
    digest: digestOfReview(review),
    seats,
    approvals,
    ratified: ratified ?? [],
  };
}

const wordsOf = (delta: Delta): string => `${delta.of} ${delta.key}`;

/**
 * What landed is what was reviewed: nothing more, each with the value before and after that was seen, and nothing less, but
 * for what stood there already. Null: so it is.
 */
function differenceOf(
  review: readonly Delta[],
  { inForce, head, landed }: { readonly inForce: Declared; readonly head: Declared; readonly landed: Declared },
): string | null {
  const brought = deltas(inForce, landed);
  const seen = new Set(review.map((d) => canonicalJson(d)));
  const surplus = brought.filter((d) => !seen.has(canonicalJson(d)));
  if (surplus.length > 0)
    return `brought what its review does not show, together with what had changed meanwhile: ${listed(surplus)}. A pull request that restates it shows it`;
  const reviewed = new Set(review.map(wordsOf));
  const missing = deltas(head, landed).filter((d) => reviewed.has(wordsOf(d)));
  return missing.length === 0 ? null : `did not bring what it was approved for: ${listed(missing)}`;
}

const SHOWN = 3;
const listed = (all: readonly Delta[]): string =>
  [...all.slice(0, SHOWN).map(shownDelta), ...(all.length > SHOWN ? [`${all.length - SHOWN} more`] : [])].join(', ');

function shownDelta({ of, key }: Delta): string {
  if (of !== 'entry' && of !== 'never') return `${of} ${key}`;
  const entry = parseKey(key);
  return `${entry.account} ${writtenGrant(entry)}`;
}

export async function seatsOf(
  { connectors, inForce }: { readonly connectors: Connectors; readonly inForce: Pick<Compiled, 'policy'> },
  step: {
    readonly review: readonly Delta[];
    readonly base: Compiled;
    readonly head: Compiled;
    readonly machinery: readonly string[];
    readonly isBotMade: boolean;
  },
): Promise<Seats> {
  const { review, base, head } = step;
  const hasRoles = review.some((d) => d.of === 'role');
  const loaded = await connectorKinds(hasRoles ? [...base.files.values(), ...head.files.values()] : [], connectors);
  const kinds = new Map<string, ReadonlyMap<string, Kind>>();
  for (const [name, policy] of [...head.policy.declared.targets, ...inForce.policy.declared.targets])
    kinds.set(name, await kindsOf(policy, connectors));
  const seats = seatsFor({
    deltas: review,
    inForce: inForce.policy.declared,
    before: base.policy.declared,
    after: head.policy.declared,
    rolesAlone: hasRoles ? withRolesOf(base.files, head.files, (name) => loaded.get(name)) : base.policy.declared,
    kinds: (target) => kinds.get(target) ?? new Map(),
    machinery: step.machinery,
  });
  return step.isBotMade ? { ...seats, seats: seatsOfProgram(seats.seats, inForce.policy.declared) } : seats;
}

interface People {
  readonly approvals: readonly Approval[];
  readonly approvers: Approvers;
  readonly notCounted: readonly NotCounted[];
  /** Teams that this token may not look into. */
  readonly unread: readonly string[];
}

export async function sittingDown(
  { isInTeam }: Pick<StepSource, 'isInTeam'>,
  step: Pick<ProvenStep, 'approvals' | 'notCounted'>,
  { seats }: Seats,
  inForce: Declared,
  declared: readonly Declared[],
): Promise<People> {
  // Those of the quorum too: they lift a cap where they need not have approved.
  const asked = [...seats, ...quorumSeats(inForce)];
  const teams = [...new Set(asked.flatMap((s) => s.teams.flatMap((t) => t.github ?? [])))];
  const accounts = accountsIn(declared);
  const approvals: Approval[] = [];
  const notCounted = [...step.notCounted];
  const approvers = new Map<string, ReadonlySet<string>>();
  const unread = new Set<string>();
  for (const approval of step.approvals) {
    const identity = accounts.get(approval.login.toLowerCase()) ?? accounts.get(`id:${approval.id}`);
    if (identity !== undefined) {
      notCounted.push({ login: approval.login, why: `is an account of the identity ${identity}` });
      continue;
    }
    const own = new Set<string>();
    for (const team of teams) {
      const is = await isInTeam(approval.login, team);
      if (is === null) unread.add(team);
      else if (is) own.add(team);
    }
    approvals.push(approval);
    approvers.set(approval.login.toLowerCase(), own);
  }
  return { approvals, approvers, notCounted, unread: [...unread].sort() };
}

/** In any target: a person has no business in a list of what is none, and ids are GitHub's in its own target only. */
function accountsIn(policies: readonly Declared[]): ReadonlyMap<string, string> {
  const accounts = new Map<string, string>();
  for (const { identities, targets } of policies) {
    for (const identity of identities.values()) {
      for (const { target, name } of identity.accounts) {
        if (!name.startsWith('id:') || targets.get(target)?.connector === 'github') accounts.set(name.toLowerCase(), identity.name);
      }
    }
  }
  return accounts;
}

function notEnough(step: ProvenStep, { seats }: Seats, { approvers, notCounted, unread }: People): string {
  const missing = missingSeats(seats, approvers).map(({ seat, has }) => `${seat.need - has.length} of ${seatWords(seat)}`);
  const more = missing.length === 0 ? [`${step.more.length} more than the rule asks for, since ${step.more.join(' and ')}`] : [];
  const has = [...approvers.keys()].map((login) => `approved by ${login}`);
  const others = notCounted.map(({ login, why }) => `${login} ${why}`);
  const blind = unread.length === 0 ? [] : [`this token may not read who is in ${unread.join(', ')}`];
  return `#${step.pull.number} lacks approvals: ${[...missing, ...more].join('; ')} (${[...has, ...others, ...blind].join('; ') || 'nobody has approved it'})`;
}

const seatWords = ({ teams, why }: Seat): string => {
  const who = teams.map((t) => t.github ?? `the Team ${t.name}, which has no team on GitHub`).join(' or ');
  const reasons = why.slice(0, SHOWN).map((w) => w.subject);
  return `${who === '' ? 'anybody else who may write' : who} (for ${[...reasons, ...(why.length > SHOWN ? [`${why.length - SHOWN} more`] : [])].join(', ')})`;
};
