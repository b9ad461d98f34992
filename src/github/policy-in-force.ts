/**
 * How far the default branch is proven: its steps from the approved commit to its head that touch what is guarded, and for
 * each of them the one merged pull request that brought it, by git alone, and whose approvals of it count.
 */
import { type Approval, candidates, type NotCounted } from './approvals.ts';
import type { Client, Repo } from './client.ts';
import { excludedFrom } from './excluded.ts';
import { firstParentLine, type Landed, mergeBaseOf } from './first-parent.ts';
import { blobsOf, commitOf, decoded } from './git-objects.ts';
import { changedPaths, type Guarded, guardedReader, type GuardedAt, isPolicyPath } from './guarded-files.ts';
import { type Misfit, misfitOf, mixedPaths, type Sides } from './landed-files.ts';
import { mergedText } from './merged-text.ts';
import { factsOf, type MergedPull, mayWrite, type PullFacts, pullsThatBecame } from './pull-facts.ts';
import { newlyRatified, ratifiedPath, ratifyLine } from './ratify.ts';

/** `branch`: the default one. `folder`: of the policy. */
export interface Source {
  readonly client: Client;
  readonly repo: Repo;
  readonly branch: string;
  readonly folder: string;
  readonly guardedAt: GuardedAt;
}

export const sourceOf = (client: Client, repo: Repo, branch: string, folder: string): Source => ({
  client,
  repo,
  branch,
  folder,
  guardedAt: guardedReader(client, repo, folder),
});

/** Why a step, or the whole way, is not proven, and what can be done. `commit`: of several that landed together the last. */
export interface Unproven {
  readonly commit: string;
  readonly why: string;
  readonly wayOut: string;
}

/** A commit of the line, and its guarded files. */
export interface Step extends Landed {
  readonly guarded: Guarded;
}

export interface Walk {
  /** Oldest first; the first one is the approved commit. */
  readonly steps: readonly Step[];
  /** Which of them touch guarded files; the others are passed over. */
  readonly touching: readonly number[];
}

export interface ProvenStep {
  readonly is: 'proven';
  /** Where in the walk its last commit is, and the first of them: a rebase lands several. */
  readonly last: number;
  readonly first: number;
  readonly form: 'merge' | 'squash' | 'rebase';
  readonly pull: MergedPull;
  readonly mergeBase: string;
  readonly sides: Sides;
  /** At least one; each still has to be no declared account, and to sit where the rule wants somebody. */
  readonly approvals: readonly Approval[];
  readonly notCounted: readonly NotCounted[];
  /** Each reason is one approval more than the rule. */
  readonly more: readonly string[];
  readonly isBotMade: boolean;
}

export type Proof = ProvenStep | ({ readonly is: 'unproven' } & Unproven);

const ROOT_ANEW =
  'An admin who has looked at what happened sets the environment variable NHI_ROOT to the commit to trust, and runs bootstrap; the first run after it only observes.';

/** `from`: the approved commit. `head`: as the API names it now; a commit that an event names is a hint and no more. */
export async function walkPolicy(source: Source, from: string, head: string): Promise<Walk | { readonly refused: Unproven }> {
  const line = await firstParentLine(source.client, source.repo, from, head);
  if ('refused' in line) return { refused: { commit: head, why: line.refused, wayOut: ROOT_ANEW } };
  const steps: Step[] = [];
  for (const commit of line.commits) steps.push({ ...commit, guarded: await source.guardedAt(commit.tree) });
  const touching = steps.flatMap((step, i) => (i > 0 && changedPaths((steps[i - 1] as Step).guarded, step.guarded).length > 0 ? [i] : []));
  return { steps, touching };
}

/** `after`: the last commit that an earlier pull request brought; no commit belongs to two. */
export async function proveStep(source: Source, walk: Walk, index: number, after: number): Promise<Proof> {
  const unproven = (at: number, why: string): Proof => {
    const { sha } = walk.steps[at] as Step;
    return { is: 'unproven', commit: sha, why, wayOut: wayOutOf(source, sha) };
  };
  const landing = await landingOf(source, walk, index, after);
  if ('why' in landing) return unproven(landing.at ?? index, landing.why);
  const { pull, sides, ...form } = landing;
  const excluded = excludedFrom(pull);
  const { approvals, notCounted } = candidates(pull, excluded.people);
  const counting: Approval[] = [];
  const refused: NotCounted[] = [...notCounted];
  for (const approval of approvals) {
    if (await mayWrite(source.client, source.repo, approval.login)) counting.push(approval);
    else refused.push({ login: approval.login, why: 'may not write to this repository' });
  }
  if (counting.length === 0) {
    const others = refused.map(({ login, why }) => `${login} ${why}`).join('; ');
    return unproven(
      form.last,
      `#${pull.number} was merged, and nobody whose approval counts has approved its head ${pull.head}${others === '' ? '' : ` (${others})`}`,
    );
  }
  const isBotMade = pull.author?.type !== 'User';
  return {
    is: 'proven',
    ...form,
    pull: withoutFacts(pull),
    sides,
    approvals: counting,
    notCounted: refused,
    more: [...(excluded.unknown.length > 0 ? [excluded.unknown.join(', ')] : []), ...(isBotMade ? ['a program opened it'] : [])],
    isBotMade,
  };
}

export const wayOutOf = ({ folder }: Pick<Source, 'folder'>, sha: string): string =>
  `Merge an approved pull request, begun on the default branch as it is now, that keeps or takes back what the commit changed and adds to ${ratifiedPath(folder)} the line "${ratifyLine(sha)}".`;

/** Which commits a proven pull request ratifies: only such as its own head contains. */
export async function ratifiedBy(source: Source, walk: Walk, proof: ProvenStep): Promise<ReadonlySet<string>> {
  const begun = walk.steps.findIndex((s) => s.sha === proof.mergeBase);
  const named = await newlyRatified(source.client, source.repo, source.folder, proof.sides);
  return new Set(walk.steps.slice(1, begun + 1).flatMap((s) => (named.has(s.sha) ? [s.sha] : [])));
}

/** Which later steps may ratify one: only such as change the file. */
export const mayRatify = ({ folder }: Pick<Source, 'folder'>, walk: Walk, index: number): readonly number[] => {
  const path = ratifiedPath(folder);
  return walk.touching.filter((i) => i > index && walk.steps[i]?.guarded.get(path) !== walk.steps[i - 1]?.guarded.get(path));
};

interface Form {
  readonly first: number;
  readonly last: number;
  readonly form: ProvenStep['form'];
  readonly mergeBase: string;
}

/** `at`: the commit that is to blame, where it is another than the one asked about. */
type Landing = (Form & { readonly pull: PullFacts; readonly sides: Sides }) | { readonly why: string; readonly at?: number };

/** GitHub rebases no more than these. */
const MOST_REBASED = 100;

/** A rebase lands several commits, and only the last of them is what the pull request says that it became. */
async function landingOf(source: Source, walk: Walk, index: number, after: number): Promise<Landing> {
  for (let last = index; last < walk.steps.length && last < index + MOST_REBASED; last += 1) {
    const step = walk.steps[last] as Step;
    if (last > index && step.parents.length !== 1) break;
    const pulls = await pullsThatBecame(source.client, source.repo, source.branch, step.sha);
    if (pulls.length > 0) return await oneOf(source, walk, index, last, after, pulls);
  }
  return { why: 'no merged pull request brought it: it was pushed to the branch directly, or its pull request went to another branch' };
}

/** One that lies below another is merged with it, and says the same of itself: only the head that landed counts. */
async function oneOf(
  source: Source,
  walk: Walk,
  index: number,
  last: number,
  after: number,
  pulls: readonly MergedPull[],
): Promise<Landing> {
  const landings: Landing[] = [];
  for (const pull of pulls) {
    const facts = await factsOf(source.client, source.repo, pull);
    landings.push(await fitting(source, walk, index, last, after, facts));
  }
  const fit = landings.flatMap((l) => ('why' in l ? [] : [l]));
  if (fit.length < 2) return (fit[0] ?? landings[0]) as Landing;
  return { why: `${fit.map((l) => `#${l.pull.number}`).join(' and ')} both say that they became this commit, and only one can have` };
}

async function fitting(source: Source, walk: Walk, index: number, last: number, after: number, pull: PullFacts): Promise<Landing> {
  const step = walk.steps[last] as Step;
  const formed = formOf(walk, last, pull);
  if ('why' in formed) return formed;
  const { first, form } = formed;
  // What a later pull request became says nothing of a commit before it.
  if (first > index) return { why: 'no merged pull request brought it: it was pushed to the branch directly' };
  if (first <= after) return { why: `the commits that #${pull.number} would have landed as belong to another pull request` };
  const before = walk.steps[first - 1] as Step;
  const base = await mergeBaseOf(source.client, source.repo, before.sha, pull.head);
  const head = await source.guardedAt((await commitOf(source.client, source.repo, pull.head)).tree);
  const sides = { base: await source.guardedAt(base.tree), head, before: before.guarded, after: step.guarded };
  const misfit = misfitOf(sides, await mergedPaths(source, sides));
  return misfit === null ? { first, last, form, mergeBase: base.sha, pull, sides } : { why: misfitWords(misfit, pull.number), at: last };
}

const REGULAR = /^100644 ([0-9a-f]{40})$/;

/**
 * Policy files that both sides changed and that landed as git merges them. What a workflow or CODEOWNERS is after a merge
 * nobody has seen, and nothing compares what it does: there the way out is a review of the whole.
 */
async function mergedPaths({ client, repo, folder }: Source, sides: Sides): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const path of mixedPaths(sides).filter((p) => isPolicyPath(p, folder) && /\.ya?ml$/.test(p))) {
    const ids = [sides.base, sides.before, sides.head, sides.after].map((side) => REGULAR.exec(side.get(path) ?? '')?.[1] ?? null);
    if (!ids.every((id) => id !== null)) continue;
    const blobs = await blobsOf(
      client,
      repo,
      ids.map((sha) => ({ sha, size: null })),
    );
    const [base = null, before = null, head = null, landed = null] = ids.map((id) => decoded(blobs.get(id)));
    if (base === null || before === null || head === null || landed === null) continue;
    if (mergedText(base, before, head) === landed) found.add(path);
  }
  return found;
}

/** What tells a rebase from a squash is free text; whichever it is taken for, what landed must be what was approved. */
function formOf(walk: Walk, last: number, pull: PullFacts): Pick<Form, 'first' | 'form'> | { readonly why: string } {
  const { parents } = walk.steps[last] as Step;
  if (parents.length > 2) return { why: 'it is a merge of more than two commits, which GitHub does not make' };
  if (parents.length === 2) {
    return parents[1] === pull.head
      ? { first: last, form: 'merge' }
      : { why: `it merges ${parents[1]}, and the head of #${pull.number} is ${pull.head}` };
  }
  const first = last - pull.commits.length + 1;
  const landed = walk.steps.slice(Math.max(first, 0), last + 1);
  const isRebase = landed.length === pull.commits.length && landed.every((c, i) => isSameText(c.message, pull.commits[i]?.message ?? ''));
  return isRebase ? { first, form: 'rebase' } : { first: last, form: 'squash' };
}

const isSameText = (a: string, b: string): boolean => a.trim() === b.trim();

const misfitWords = ({ path, is }: Misfit, number: number): string =>
  is === 'surplus'
    ? `it changes ${path} otherwise than the approved head of #${number} does`
    : is === 'missing'
      ? `it leaves out the change of ${path} that #${number} was approved for`
      : `both #${number} and the default branch had changed ${path} since they parted, so what landed in it is what nobody has seen in whole`;

const withoutFacts = ({ number, url, author, head, headRepo, headRef, mergedAt }: PullFacts): MergedPull => ({
  number,
  url,
  author,
  head,
  headRepo,
  headRef,
  mergedAt,
});
