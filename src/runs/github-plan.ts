/** plan on a pull request: what its merge would change, told where it is reviewed. No credential, no checkout: git objects and the reads that are kept. */
import { candidates } from '../github/approvals.ts';
import { checked } from '../github/checks.ts';
import { upsertComment } from '../github/comments.ts';
import { asking } from '../github/errors.ts';
import { excludedFrom } from '../github/excluded.ts';
import { mergeBaseOf } from '../github/first-parent.ts';
import { commitOf } from '../github/git-objects.ts';
import { changedPaths, isPolicyPath } from '../github/guarded-files.ts';
import { factsOf, mayWrite } from '../github/pull-facts.ts';
import { teamReader } from '../github/team-members.ts';
import type { Declared, Delta } from '../model/policy.ts';
import { checkOutput, type Conclusion } from '../report/check-output.ts';
import { type Annotation, annotationsOf } from '../report/findings-text.ts';
import { markOf } from '../report/marker.ts';
import { type DeclaredOnly, declaredComment, declaredReport, pullComment, type PullText, refusedComment } from '../report/pull-comment.ts';
import type { ReviewNotes, RoleReach, RunReport, Seat as SeatTold } from '../report/run-report.ts';
import { deltas, digestOfReview } from '../review/deltas.ts';
import { missingSeats } from '../review/seats.ts';
import { changeLines } from './change-lines.ts';
import { kindsOf } from './connections.ts';
import { demandHead, type GithubPlace, type StoreWish } from './github-place.ts';
import type { Host } from './host.ts';
import { pastLines } from './past-lines.ts';
import { plan, type Planned } from './plan.ts';
import { filesAt, type Policy, policyOf } from './policy.ts';
import { type Compiled, seatsOf, sittingDown } from './reviewed-steps.ts';
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

/** `number`: of the pull request; the event is a hint, everything else is asked. `url`: of this run's log. */
export async function planOnPull(place: GithubPlace, host: Host, number: number, url: string | null): Promise<PullPlanned> {
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
      data.base.ref === place.branch
        ? await planOf(place, host, pull)
        : elsewhere(`#${number} goes to ${data.base.ref}; only what comes to ${place.branch} is in force`);
    await upsertComment(surface, number, markOf('pull'), planned.markdown);
    return planned;
  });
}

/** What the merge queue would land, at the commit that it made. */
export async function planOnQueue(place: GithubPlace, host: Host, head: string, url: string | null): Promise<PullPlanned> {
  const pull: Pull = { number: 0, head, author: null, isFork: false };
  return await checked(place.surface, { name: CHECK, sha: head, external: `plan ${host.runId}`, url }, () => planOf(place, host, pull));
}

function elsewhere(why: string): PullPlanned {
  const report: RunReport = {
    plan: { version: 1, run: 'plan', at: 0, compiler: '', review: [], digest: digestOfReview([]), targets: [] },
    notes: [why],
    exitCode: 0,
  };
  const markdown = `### nhi: nothing to plan\n\n${why}.\n`;
  const output: Conclusion = { conclusion: 'success', title: 'nhi: nothing to plan', summary: markdown, annotations: [] };
  return { planned: { report, kinds: new Map() }, policy: nothing, markdown, output };
}

const nothing = { hasErrors: false, problems: [], commit: '', files: 0 } as unknown as Policy;

async function planOf(place: GithubPlace, host: Host, pull: Pull): Promise<PullPlanned> {
  const { source } = place;
  const head = await demandHead(place);
  const sides = await sidesOf(place, host, head, pull.head);
  const { merged, before, proposed } = sides;
  if (merged.policy.hasErrors) return refusedBy(merged.policy, pull.head, source.folder);
  const review = deltas(before.policy.declared, proposed.policy.declared);
  const policy = { ...merged.policy, problems: [...merged.policy.problems, ...pastLines(review, merged.policy.declared, host.now())] };
  const seats = pull.author === null ? [] : await seatsTold(place, host, pull, sides, review);
  const notes: ReviewNotes = {
    source: sourceWords(pull),
    owners: Object.fromEntries([...policy.declared.identities].map(([name, { owner }]) => [name, owner])),
    roles: rolesIn(review, policy.declared),
    seats,
  };
  const only = await declaredOnly(place, sides.inForce.policy, pull);
  const told =
    only === null ? await compared(place, host, pull, sides, review, notes) : await declaredTold(host, pull, policy, review, notes, only);
  const { planned, markdown } = told;
  const lines = changeLines(planned.report, policy.declared);
  const annotations = placed(annotationsOf([...policy.problems, ...lines]), source.folder);
  return { planned, policy, markdown: markdown.markdown, output: checkOutput(markdown, annotations) };
}

const sourceWords = ({ number, head }: Pull): string => (number === 0 ? `merge queue ${head}` : `#${number}`);

interface PullSides {
  /** Where the pull request began. */
  readonly before: Compiled;
  /** Its head. */
  readonly proposed: Compiled;
  /** What a merge would land. */
  readonly merged: Compiled;
  /** What stands on the default branch. */
  readonly inForce: Compiled;
  readonly machinery: readonly string[];
  readonly both: readonly string[];
}

/** The files of the pull request laid over those of the default branch as it is now. */
async function sidesOf(place: GithubPlace, host: Host, onto: string, head: string): Promise<PullSides> {
  const { client, repo, source } = place;
  const base = await mergeBaseOf(client, repo, onto, head);
  const compiledAt = async (commit: string): Promise<Compiled> => {
    const { files, problems } = await filesAt(client, repo, commit, source.folder);
    return { files, policy: { ...(await policyOf(files, problems, host.connectors)), commit } };
  };
  const inForce = await compiledAt(onto);
  const before = base.sha === onto ? inForce : await compiledAt(base.sha);
  const proposed = await compiledAt(head);
  const changed = new Set([...before.files.keys(), ...proposed.files.keys()].filter((p) => before.files.get(p) !== proposed.files.get(p)));
  const files = new Map([...inForce.files].filter(([path]) => !changed.has(path)));
  for (const path of changed) {
    const text = proposed.files.get(path);
    if (text !== undefined) files.set(path, text);
  }
  // What could not be read of the head is an error wherever it would land.
  const unreadable = proposed.policy.problems.filter((p) => p.at !== null && !proposed.files.has(fileOf(p.at)));
  const merged = { files, policy: { ...(await policyOf(files, unreadable, host.connectors)), commit: head } };
  const headTree = await source.guardedAt((await commitOf(client, repo, head)).tree);
  const paths = changedPaths(await source.guardedAt(base.tree), headTree);
  return {
    before,
    proposed,
    merged,
    inForce,
    machinery: paths.filter((path) => !isPolicyPath(path, source.folder)),
    both: [...changed].filter((p) => inForce.files.get(p) !== before.files.get(p) && inForce.files.get(p) !== proposed.files.get(p)).sort(),
  };
}

const fileOf = (at: string): string => at.replace(/:\d+(:\d+)?$/, '');

function refusedBy(policy: Policy, head: string, folder: string): PullPlanned {
  const text = refusedComment(policy.problems, head);
  const { report, kinds } = elsewhere('the policy has errors').planned;
  const output = checkOutput(text, placed(annotationsOf(policy.problems), folder));
  return { planned: { report: { ...report, exitCode: 1 }, kinds }, policy, markdown: text.markdown, output };
}

/** As the repository has it, not the folder. */
const placed = (annotations: readonly Annotation[], folder: string): readonly Annotation[] =>
  annotations.map((a) => (a.file === null ? a : { ...a, file: `${folder}/${a.file}` }));

async function declaredOnly(place: GithubPlace, inForce: Policy, { author, isFork }: Pull): Promise<DeclaredOnly | null> {
  if (isFork || author?.mayWrite === false) return 'author';
  if (place.notPrivate.length > 0) return 'notPrivate';
  if (inForce.hasErrors || !inForce.declared.settings.snapshot) return 'noSnapshot';
  return (await place.store(reading(inForce)).load()).firstRun ? 'noSnapshot' : null;
}

const reading = (inForce: Policy): StoreWish => ({ publicKey: inForce.declared.settings.stateKey });

async function compared(
  place: GithubPlace,
  host: Host,
  pull: Pull,
  { merged, inForce, both }: PullSides,
  review: readonly Delta[],
  notes: ReviewNotes,
): Promise<{ readonly planned: Planned; readonly markdown: PullText }> {
  const { settings } = inForce.policy.declared;
  const store = place.store(reading(inForce.policy));
  const connectors = snapshotConnectors(host.connectors, { store, now: host.now, maxAgeSeconds: settings.snapshotMaxAgeSeconds });
  const from: Host = { ...host, connectors, mostMode: settings.stateKey === null ? 'observe' : 'enforce' };
  const because = { authority: 'review', source: sourceWords(pull), at: host.now() } as const;
  const { report, kinds } = await plan(merged.policy, store, from, null, { because, renew: false });
  const pending = report.plan.review.length - review.length;
  const planned: Planned = {
    kinds,
    report: {
      ...report,
      plan: { ...report.plan, digest: digestOfReview(review) },
      review: { ...report.review, ...notes },
      notes: [
        ...(both.length === 0
          ? []
          : [
              `${both.join(', ')}: changed here and on ${place.branch} since they parted. Bring this branch up to date, so that people see what would land.`,
            ]),
        ...(pending > 0
          ? [`${pending} more edits stand on ${place.branch} and are not approved yet: the next apply looks at them by themselves.`]
          : []),
        ...report.notes,
      ],
    },
  };
  return { planned, markdown: pullComment(planned.report, kinds, { head: pull.head, liveSince: {} }) };
}

async function declaredTold(
  host: Host,
  pull: Pull,
  policy: Policy,
  review: readonly Delta[],
  { roles = [], seats = [] }: ReviewNotes,
  only: DeclaredOnly,
): Promise<{ readonly planned: Planned; readonly markdown: PullText }> {
  const places = placesOf(
    policy.declared,
    review.filter((d) => d.of === 'entry').map((d) => d.key),
  );
  const { compiler, targets } = policy.declared;
  const kinds = new Map<string, Awaited<ReturnType<typeof kindsOf>>>();
  for (const [name, target] of targets) kinds.set(name, await kindsOf(target, host.connectors));
  const declared = { only, head: pull.head, compiler, review, digest: digestOfReview(review), places, roles, seats };
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
  sides: PullSides,
  review: readonly Delta[],
): Promise<readonly SeatTold[]> {
  const { before, proposed, inForce, machinery } = sides;
  if (inForce.policy.hasErrors || before.policy.hasErrors) return [];
  const isBotMade = pull.author?.isBot === true;
  const seats = await seatsOf({ connectors: host.connectors, inForce }, { review, base: before, head: proposed, machinery, isBotMade });
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
  const declared = [inForce, before, proposed].map((c) => c.policy.declared);
  const people = await sittingDown(
    { isInTeam: teamReader(client) },
    { approvals: counting, notCounted },
    seats,
    inForce.policy.declared,
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
