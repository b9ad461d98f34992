/** plan on a pull request: what its merge would change, told where it is reviewed. No checkout: git objects, and the reads that are kept, or live ones where its job was given what reads. */
import { candidates } from '../github/approvals.ts';
import { checked } from '../github/checks.ts';
import { upsertComment } from '../github/comments.ts';
import { asking } from '../github/errors.ts';
import { excludedFrom } from '../github/excluded.ts';
import { mergeBaseOf } from '../github/first-parent.ts';
import { type Commit, commitOf } from '../github/git-objects.ts';
import { changedPaths, isPolicyPath } from '../github/guarded-files.ts';
import type { Unproven } from '../github/policy-in-force.ts';
import { mergedText } from '../github/merged-text.ts';
import { factsOf, mayWrite, openPullsAt } from '../github/pull-facts.ts';
import { newlyRatified } from '../github/ratify.ts';
import { teamReader } from '../github/team-members.ts';
import { canonicalJson } from '../model/order.ts';
import type { Declared, Delta } from '../model/policy.ts';
import { checkOutput, type Conclusion } from '../report/check-output.ts';
import { type Annotation, annotationsOf } from '../report/findings-text.ts';
import { markOf } from '../report/marker.ts';
import {
  type DeclaredOnly,
  declaredComment,
  declaredReport,
  elsewhereComment,
  movedComment,
  pullComment,
  type PullNotes,
  type PullText,
  refusedComment,
} from '../report/pull-comment.ts';
import type { ReviewNotes, RoleReach, RunReport, Seat as SeatTold } from '../report/run-report.ts';
import { approvedPolicy } from '../review/approved-policy.ts';
import { deltas, digestOfReview } from '../review/deltas.ts';
import { missingSeats } from '../review/seats.ts';
import type { StateStore } from '../state/store.ts';
import { changeLines } from './change-lines.ts';
import { kindsOf, writeSecretNames } from './connections.ts';
import type { Reviewed } from './apply.ts';
import { answersIn } from './github-adopt.ts';
import { noCommit, stopNotes, waitingNotes } from './github-apply.ts';
import { demandHead, type GithubPlace } from './github-place.ts';
import { type HeldSince, heldSince } from './held-since.ts';
import type { Host } from './host.ts';
import { pastLines } from './past-lines.ts';
import { plan, type Planned, type Trial } from './plan.ts';
import { filesAt, type Policy, policyOf } from './policy.ts';
import { differsFromCommit } from './recomputed.ts';
import { type Compiled, reviewedOnGithub, seatsOf, sittingDown } from './reviewed-steps.ts';
import { placesOf } from './rounds.ts';
import { snapshotConnectors } from './snapshot.ts';

export const CHECK = 'nhi/plan';

export interface PullPlanned {
  readonly planned: Planned;
  readonly policy: Policy;
  readonly markdown: string;
  readonly output: Conclusion;
}

interface Pull {
  readonly number: number;
  readonly head: string;
  /** Null: a merge queue asks, and people have had their say. */
  readonly author: { readonly login: string; readonly mayWrite: boolean; readonly isBot: boolean } | null;
  readonly isFork: boolean;
}

/** `mayRead`: throws where the job was given a secret that writes to a target of the policy in force. */
export type ReadLive = (writes: ReadonlySet<string>) => void;

/** `number`: of the pull request; the event is a hint, everything else is asked. `url`: of this run's log. `live`: null: the kept reads. */
export async function planOnPull(
  place: GithubPlace,
  host: Host,
  number: number,
  url: string | null,
  live: ReadLive | null,
): Promise<PullPlanned> {
  const { client, repo, surface } = place;
  const { data } = await asking(`reading #${number}`, () => client.rest.pulls.get({ ...repo, pull_number: number }));
  const author = data.user as { readonly login: string; readonly type: string } | null;
  const pull: Pull = {
    number,
    head: data.head.sha,
    author: {
      login: author?.login ?? '',
      mayWrite: author !== null && (await mayWrite(client, repo, author.login)),
      isBot: author?.type !== 'User',
    },
    isFork: (data.head.repo as { readonly id: number } | null)?.id !== data.base.repo.id,
  };
  const start = { name: CHECK, sha: pull.head, external: `plan ${host.runId}`, url };
  return await checked(surface, start, async () => {
    const planned =
      data.base.ref === place.branch ? await planOf(place, host, pull, live) : unplanned(elsewhereComment(data.base.ref, place.branch));
    await upsertComment(surface, number, markOf('pull'), planned.markdown);
    return planned;
  });
}

/** Whatever is open with this head: planned anew, as by a push of it, so that who has approved is told. */
export async function planOnReview(
  place: GithubPlace,
  host: Host,
  head: string,
  url: string | null,
  live: ReadLive | null,
): Promise<PullPlanned> {
  let planned: PullPlanned | null = null;
  for (const number of await openPullsAt(place.client, place.repo, head)) planned = await planOnPull(place, host, number, url, live);
  return planned ?? unplanned(movedComment(head));
}

/** What the merge queue would land, at the commit that it made. */
export async function planOnQueue(place: GithubPlace, host: Host, head: string, url: string | null): Promise<PullPlanned> {
  const pull: Pull = { number: 0, head, author: null, isFork: false };
  return await checked(place.surface, { name: CHECK, sha: head, external: `plan ${host.runId}`, url }, () =>
    planOf(place, host, pull, null),
  );
}

/** Neither right nor wrong: nothing looked at it. */
function unplanned(text: PullText): PullPlanned {
  return {
    planned: { report: emptyReport([text.title], 0), kinds: new Map() },
    policy: nothing,
    markdown: text.markdown,
    output: { ...checkOutput(text, []), conclusion: 'neutral' },
  };
}

const emptyReport = (notes: readonly string[], exitCode: RunReport['exitCode']): RunReport => ({
  plan: { version: 1, run: 'plan', at: 0, compiler: '', review: [], digest: digestOfReview([]), targets: [] },
  notes,
  exitCode,
});

const nothing = { hasErrors: false, problems: [], commit: '', files: 0 } as unknown as Policy;

async function planOf(place: GithubPlace, host: Host, pull: Pull, live: ReadLive | null): Promise<PullPlanned> {
  const { client, repo, source } = place;
  const head = await demandHead(place);
  const newest = await compiledAt(place, host, head);
  const obeyed = await obeyedOn(place, host, head, newest);
  const sides = await sidesOf(place, host, pull.head, await mergeBaseOf(client, repo, head, pull.head), newest, obeyed);
  const { merged, before, proposed } = sides;
  if (merged.policy.hasErrors) return refusedBy(merged.policy, pull.head, source.folder);
  const review = deltas(before.policy.declared, proposed.policy.declared);
  const policy = { ...merged.policy, problems: [...merged.policy.problems, ...pastLines(review, merged.policy.declared, host.now())] };
  const seats = pull.author === null || obeyed === null ? [] : await seatsTold(place, host, pull, { ...sides, obeyed }, review);
  const notes: ReviewNotes = {
    source: sourceWords(pull),
    owners: Object.fromEntries([...policy.declared.identities].map(([name, { owner }]) => [name, owner])),
    roles: rolesIn(review, policy.declared),
    seats,
  };
  const only = declaredOnly(place, obeyed, pull, live !== null);
  const told =
    obeyed === null || only !== null
      ? await declaredTold(host, pull, policy, review, { ...notes, notes: obeyed?.notes ?? [] }, only ?? 'broken')
      : await compared(place, host, pull, { ...sides, obeyed, live }, review, notes);
  const { planned, markdown } = told;
  const lines = changeLines(planned.report, policy.declared);
  const annotations = placed(annotationsOf([...policy.problems, ...lines]), source.folder);
  return { planned, policy, markdown: markdown.markdown, output: checkOutput(markdown, annotations) };
}

const sourceWords = ({ number, head }: Pull): string => (number === 0 ? `merge queue ${head}` : `#${number}`);

interface PullSides {
  /** What its review begins from: where it was begun, or what is in force where it ratifies what came since. */
  readonly before: Compiled;
  /** Its head. */
  readonly proposed: Compiled;
  /** What it lands on, of the default branch. */
  readonly ground: Compiled;
  /** What a merge would bring into force. */
  readonly merged: Compiled;
  readonly machinery: readonly string[];
  readonly both: readonly string[];
}

async function compiledAt({ client, repo, source }: GithubPlace, host: Host, commit: string): Promise<Compiled> {
  const { files, problems } = await filesAt(client, repo, commit, source.folder);
  return { files, policy: { ...(await policyOf(files, problems, host.connectors)), commit } };
}

/** The files of the pull request laid over those that it lands on. */
async function sidesOf(
  place: GithubPlace,
  host: Host,
  head: string,
  begun: Commit,
  newest: Compiled,
  obeyed: Obeyed | null,
): Promise<PullSides> {
  const { client, repo, source } = place;
  const base = begun.sha === newest.policy.commit ? newest : await compiledAt(place, host, begun.sha);
  const proposed = await compiledAt(place, host, head);
  const headTree = await source.guardedAt((await commitOf(client, repo, head)).tree);
  const baseTree = await source.guardedAt(begun.tree);
  const stopped = obeyed?.stopped ?? null;
  const named = stopped === null ? new Set<string>() : await newlyRatified(client, repo, source.folder, { base: baseTree, head: headTree });
  const ratifies = stopped !== null && named.has(stopped.commit);
  const inForce = stopped === null || obeyed === null ? newest : await compiledAt(place, host, obeyed.policy.commit);
  const ground = ratifies ? newest : inForce;
  const changed = new Set([...base.files.keys(), ...proposed.files.keys()].filter((p) => base.files.get(p) !== proposed.files.get(p)));
  const files = new Map([...ground.files].filter(([path]) => !changed.has(path)));
  /** Null: the ground did not change it as well, or git could not merge both without a person. */
  const mergedOnto = (ground: Compiled, path: string): string | null => {
    const [was, stands, wished] = [base, ground, proposed].map((side) => side.files.get(path));
    if (was === undefined || stands === undefined || wished === undefined || was === stands) return null;
    return mergedText(was, stands, wished);
  };
  for (const path of changed) {
    const text = mergedOnto(ground, path) ?? proposed.files.get(path);
    if (text !== undefined) files.set(path, text);
  }
  const isMixed = (path: string): boolean =>
    newest.files.get(path) !== base.files.get(path) && newest.files.get(path) !== proposed.files.get(path);
  // What could not be read of the head is an error wherever it would land.
  const unreadable = proposed.policy.problems.filter((p) => p.at !== null && !proposed.files.has(fileOf(p.at)));
  const merged = { files, policy: { ...(await policyOf(files, unreadable, host.connectors)), commit: head } };
  const since = ratifies ? await source.guardedAt((await commitOf(client, repo, inForce.policy.commit)).tree) : baseTree;
  const paths = changedPaths(since, headTree);
  return {
    before: ratifies ? inForce : base,
    proposed,
    ground,
    merged,
    machinery: paths.filter((path) => !isPolicyPath(path, source.folder)),
    both: [...changed].filter((path) => isMixed(path) && mergedOnto(newest, path) === null).sort(),
  };
}

/** What runs obey: the default branch up to where every step is proven. */
interface Obeyed {
  readonly policy: Policy;
  readonly isFirstRun: boolean;
  /** Merged and proven; the next apply lets them through first. */
  readonly earlier: readonly Reviewed[];
  readonly stopped: Unproven | null;
  readonly store: StateStore;
  readonly answers: NonNullable<RunReport['answers']>;
  readonly notes: readonly string[];
}

/** Null: with errors on the default branch there is no key that a state could be believed by. */
async function obeyedOn(place: GithubPlace, host: Host, head: string, { policy: newest }: Compiled): Promise<Obeyed | null> {
  if (newest.hasErrors) return null;
  const store = place.store({ publicKey: newest.declared.settings.stateKey });
  const { firstRun: isFirstRun, policyCommit: from, targets, adopting } = await store.load();
  const answers = answersIn(adopting);
  const differing = (begun: Policy): readonly string[] => {
    const differs = differsFromCommit(targets, begun, place.stateName);
    return differs === null ? [] : [differs.note];
  };
  if (isFirstRun || from === head)
    return { policy: newest, isFirstRun, earlier: [], stopped: null, store, answers, notes: isFirstRun ? [] : differing(newest) };
  if (from === null) throw noCommit(place.stateName);
  const steps = await reviewedOnGithub(place.source, from, head, host.connectors);
  if ('refused' in steps) {
    const { settings, compiler } = newest.declared;
    const policy = { ...newest, declared: approvedPolicy([...targets.values()], settings, compiler) };
    return { policy, isFirstRun, earlier: [], stopped: null, store, answers, notes: stopNotes(steps.refused) };
  }
  const { begun, inForce, reviews, stopped } = steps;
  const policy = { ...inForce.policy, commit: inForce.commit };
  const notes = [...differing(begun), ...stopNotes(stopped), ...waitingNotes(reviews)];
  return { policy, isFirstRun, earlier: reviews, stopped, store, answers, notes };
}

const fileOf = (at: string): string => at.replace(/:\d+(:\d+)?$/, '');

function refusedBy(policy: Policy, head: string, folder: string): PullPlanned {
  const text = refusedComment(policy.problems, head);
  const output = checkOutput(text, placed(annotationsOf(policy.problems), folder));
  const planned = { report: emptyReport(['the policy has errors'], 1), kinds: new Map() };
  return { planned, policy, markdown: text.markdown, output };
}

/** As the repository has it, not the folder. */
const placed = (annotations: readonly Annotation[], folder: string): readonly Annotation[] =>
  annotations.map((a) => (a.file === null ? a : { ...a, file: `${folder}/${a.file}` }));

function declaredOnly({ notPrivate }: GithubPlace, obeyed: Obeyed | null, { author, isFork }: Pull, isLive: boolean): DeclaredOnly | null {
  if (isFork || author?.mayWrite === false) return 'author';
  if (notPrivate.length > 0) return 'notPrivate';
  if (obeyed === null) return 'broken';
  return (isLive || obeyed.policy.declared.settings.snapshot) && !obeyed.isFirstRun ? null : 'noSnapshot';
}

async function compared(
  place: GithubPlace,
  host: Host,
  pull: Pull,
  { merged, ground, obeyed, both, live }: PullSides & { readonly obeyed: Obeyed; readonly live: ReadLive | null },
  review: readonly Delta[],
  notes: ReviewNotes,
): Promise<{ readonly planned: Planned; readonly markdown: PullText }> {
  const { settings } = obeyed.policy.declared;
  const { store } = obeyed;
  const { targets } = obeyed.policy.declared;
  live?.(new Set([...targets.values()].flatMap((t) => [...writeSecretNames(t.config)])));
  const maxAgeSeconds = settings.snapshotMaxAgeSeconds;
  const reads: Partial<Host> =
    live === null ? { connectors: snapshotConnectors(host.connectors, { store, now: host.now, maxAgeSeconds }) } : { reachedAs: targets };
  const from: Host = { ...host, ...reads, mostMode: settings.stateKey === null ? 'observe' : 'enforce' };
  const because = { authority: 'review', source: sourceWords(pull), at: host.now() } as const;
  const { report, kinds, standing } = await plan(merged.policy, store, from, null, { because, renew: false }, obeyed.earlier);
  const seen = new Set(review.map((d) => canonicalJson(d)));
  const surplus = deltas(ground.policy.declared, merged.policy.declared).filter((d) => !seen.has(canonicalJson(d))).length;
  const planned: Planned = {
    kinds,
    report: {
      ...report,
      plan: { ...report.plan, review, digest: digestOfReview(review) },
      review: { ...report.review, ...notes },
      answers: obeyed.answers,
      notes: [
        ...obeyed.notes,
        ...(both.length === 0
          ? []
          : [
              `${both.join(', ')}: changed here and on ${place.branch} since they parted. Bring this branch up to date, so that people see what would land.`,
            ]),
        ...(surplus > 0
          ? [
              `Together with what ${place.branch} has by now this changes ${surplus} more than its own files show, and an apply lets through only what was shown. Bring this branch up to date.`,
            ]
          : []),
        ...report.notes,
      ],
    },
  };
  return { planned, markdown: pullComment(planned.report, kinds, { head: pull.head, ...(await pastOf(standing, store)) }) };
}

/** Asked only where something is live that nobody may have approved when it came. */
async function pastOf(standing: Trial['standing'], store: StateStore): Promise<Omit<PullNotes, 'head'>> {
  const held = standing.size === 0 ? new Map<string, HeldSince>() : heldSince([...(await store.history()).values()].flat());
  const liveSince: Record<string, number> = {};
  const byHand: Record<string, { at: number; by: string }> = {};
  for (const [key, { liveKey, by }] of standing) {
    const found = held.get(liveKey);
    if (found === undefined) continue;
    liveSince[key] = found.at;
    if (found.isByHand && by !== null) byHand[key] = { at: found.at, by };
  }
  return { liveSince, byHand };
}

async function declaredTold(
  host: Host,
  pull: Pull,
  policy: Policy,
  review: readonly Delta[],
  { roles = [], seats = [], notes }: ReviewNotes & { readonly notes: readonly string[] },
  only: DeclaredOnly,
): Promise<{ readonly planned: Planned; readonly markdown: PullText }> {
  const places = placesOf(
    policy.declared,
    review.filter((d) => d.of === 'entry').map((d) => d.key),
  );
  const { compiler, targets } = policy.declared;
  const kinds = new Map<string, Awaited<ReturnType<typeof kindsOf>>>();
  for (const [name, target] of targets) kinds.set(name, await kindsOf(target, host.connectors));
  const declared = { only, head: pull.head, compiler, review, digest: digestOfReview(review), places, roles, seats, notes };
  return { planned: { report: declaredReport(declared), kinds }, markdown: declaredComment(declared, kinds) };
}

/** How far each changed role reaches: the identities whose entries go by it. */
function rolesIn(review: readonly Delta[], declared: Declared): readonly RoleReach[] {
  const names = new Set(review.filter((d) => d.of === 'role').map((d) => d.key.split('#')[0] ?? d.key));
  return [...names].sort().map((role) => {
    const identities = new Set(
      [...declared.entries.values()]
        .filter((e) => e.origins.some((o) => o.via.some((v) => v.startsWith(`${role}@`))))
        .map((e) => e.identity),
    );
    const teams = new Set([...identities].map((name) => declared.identities.get(name)?.owner));
    return { role, identities: identities.size, teams: teams.size };
  });
}

async function seatsTold(
  place: GithubPlace,
  host: Host,
  pull: Pull,
  { before, proposed, obeyed, machinery }: PullSides & { readonly obeyed: Obeyed },
  review: readonly Delta[],
): Promise<readonly SeatTold[]> {
  if (before.policy.hasErrors) return [];
  const isBotMade = pull.author?.isBot === true;
  const seats = await seatsOf(
    { connectors: host.connectors, inForce: obeyed },
    { review, base: before, head: proposed, machinery, isBotMade },
  );
  const { client, repo } = place;
  const facts = await factsOf(client, repo, {
    number: pull.number,
    url: '',
    author: pull.author === null ? null : { login: pull.author.login, type: isBotMade ? 'Bot' : 'User' },
    head: pull.head,
    headRepo: null,
    headRef: '',
    mergedAt: 0,
  });
  const { approvals, notCounted } = candidates(facts, excludedFrom({ ...facts, pushes: [] }).people);
  const counting = [];
  for (const approval of approvals) if (await mayWrite(client, repo, approval.login)) counting.push(approval);
  const declared = [obeyed, before, proposed].map((c) => c.policy.declared);
  const people = await sittingDown(
    { isInTeam: teamReader(client) },
    { approvals: counting, notCounted },
    seats,
    obeyed.policy.declared,
    declared,
  );
  const missing = new Set(missingSeats(seats.seats, people.approvers).map((m) => m.seat));
  return seats.seats.map((seat) => ({
    team: seat.teams.map((t) => t.github ?? t.name).join(' or ') || 'anybody else who may write',
    why: whyWords(seat.why),
    have: !missing.has(seat),
  }));
}

const SHOWN = 3;
const words = {
  identityOwner: 'owner of',
  targetOwner: 'owner of target',
  roleOwner: 'owner of role',
  teamItself: 'team',
  privileged: 'privileged or loosened:',
  anybody: '',
};

function whyWords(why: readonly { readonly as: keyof typeof words; readonly subject: string }[]): string {
  const named = why.slice(0, SHOWN).map(({ as, subject }) => `${words[as]} ${subject}`.trim());
  return why.length > SHOWN ? `${named.join(', ')} and ${why.length - SHOWN} more` : named.join(', ');
}
