/** apply on GitHub: what merged pull requests are proven to have brought is approved, what is due is written, and each is told of it. */
import { upsertComment } from '../github/comments.ts';
import { carryOutIssues, ourIssues } from '../github/issues.ts';
import type { Unproven } from '../github/policy-in-force.ts';
import { pullsThatBecame } from '../github/pull-facts.ts';
import { applyComment, type Standing, withoutWhen } from '../report/apply-comment.ts';
import type { Told } from '../report/issue-rows.ts';
import { issuesToShow } from '../report/issues-to-show.ts';
import { markOf } from '../report/marker.ts';
import { compareText } from '../model/order.ts';
import type { Adopting, TargetState } from '../model/state.ts';
import type { StateStore } from '../state/store.ts';
import { applyReviewed, type CarryOptions } from './apply.ts';
import { bootstrap } from './bootstrap.ts';
import { demandHead, demandPrivate, type GithubPlace, underPolicy } from './github-place.ts';
import { witnessed } from './github-witness.ts';
import { type Telling, tellPeople, toldOf } from './github-told.ts';
import { answersIn, answersOn } from './github-adopt.ts';
import type { Host } from './host.ts';
import { InputError } from './input-error.ts';
import type { Planned } from './plan.ts';
import { type Policy, policyAt } from './policy.ts';
import { differsFromCommit } from './recomputed.ts';
import { type ReviewedSteps, reviewedOnGithub } from './reviewed-steps.ts';

export interface OnGithub {
  readonly planned: Planned;
  /** The policy in force. */
  readonly policy: Policy;
  /** Merged pull requests that are proven and that no apply has taken in. */
  readonly waiting: number;
  /** Of a detect that looked at everything and could tell people: what code scanning takes. */
  readonly sarif?: string;
}

export async function applyOnGithub(place: GithubPlace, host: Host, options: CarryOptions): Promise<OnGithub> {
  demandPrivate(place);
  const head = await demandHead(place);
  const store = witnessed(underPolicy(place.store(), place, head), place, host);
  const begun = await beginOnGithub(place, store, head, host);
  const before = await store.load();
  const steps = await stepsFrom(place, before.policyCommit, head, host);
  demandSameFolder(place, before.targets, steps.begun);
  const differs = differsFromCommit(before.targets, steps.begun, place.stateName);
  if (differs?.because === 'state') throw new InputError(differs.note);
  const { decisions, answered } = await answersOn(place, host, before.adopting, steps.inForce.policy, head);
  const how = { ...options, upTo: steps.inForce.commit, answered };
  const carried = await applyReviewed(before.policyCommit, steps.reviews, decisions, store, host, how);
  const notes = [...begun, ...(differs === null ? [] : [differs.note]), ...stopNotes(steps.stopped)];
  const isLeft = steps.stopped !== null || differs !== null;
  const carriedOut = withAnswers(withNotes(carried, notes, isLeft), before.adopting);
  const planned = await tellPeople(
    carriedOut,
    host,
    () => toldOf(carriedOut, before, store, steps.inForce.policy, unprovenOf(steps), place.source.folder),
    async (told) => [
      ...(await pullsToTell(place, steps, told)),
      async () => carryOutIssues(place.surface, issuesToShow(told, await ourIssues(place.surface))),
    ],
  );
  return { planned, policy: steps.inForce.policy, waiting: 0 };
}

/** Without a seal key a branch that is missing is a first run: what stands is approved with no mandates, and is only watched. */
export async function beginOnGithub(place: GithubPlace, store: StateStore, head: string, host: Host): Promise<readonly string[]> {
  const { firstRun } = await store.load();
  if (!firstRun) return [];
  const policy = await policyAt(place.client, place.repo, head, place.source.folder, host.connectors);
  demandNoErrors(policy, head);
  await bootstrap(policy, store, host);
  return [
    `First run: there was no state on ${place.stateName}, so it begins with the policy of ${head} as approved, with no mandates, and everything is only watched. If there was a state, STOP: restore it.`,
  ];
}

export function demandNoErrors(policy: Policy, commit: string): void {
  const fault = policy.problems.find((p) => p.severity === 'error');
  if (fault === undefined) return;
  throw new InputError(
    `the policy of ${commit} has errors, the first of them ${fault.rule} at ${fault.at ?? 'no line'}: ${fault.subject}. ${fault.remedy}`,
  );
}

export const noCommit = (stateName: string): InputError =>
  new InputError(`the state on ${stateName} names no policy commit. Begin anew with bootstrap.`);

async function stepsFrom(place: GithubPlace, from: string | null, head: string, host: Host): Promise<ReviewedSteps> {
  if (from === null) throw noCommit(place.stateName);
  const steps = await reviewedOnGithub(place.source, from, head, host.connectors);
  if (!('refused' in steps)) return steps;
  throw new InputError(`the way from ${from} to ${head} on ${place.branch} is not proven: ${steps.refused.why}. ${steps.refused.wayOut}`);
}

/** What is approved came from this folder: of another one nothing was ever reviewed against it. */
function demandSameFolder({ source, stateName }: GithubPlace, states: ReadonlyMap<string, TargetState>, begun: Policy): void {
  const approved = [...states].flatMap(([name, state]) => (state.retired ? [] : [name])).sort(compareText);
  const declared = [...begun.declared.targets.keys()].sort(compareText);
  // Of one with errors no review is proven.
  if (begun.files > 0 && (begun.hasErrors || approved.join('\n') === declared.join('\n'))) return;
  throw new InputError(
    `input policies: the state on ${stateName} has approved the targets ${listed(approved)}, and at its commit ${begun.commit} the folder ${source.folder} declares ${listed(declared)}, so they do not belong together and nothing was approved or written. Name the folder that this state began with, or give each folder a state-branch of its own.`,
  );
}

const listed = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));

export const unprovenOf = ({ stopped, waiting }: Pick<ReviewedSteps, 'stopped' | 'waiting'>): Told['unproven'] =>
  stopped === null
    ? []
    : waiting.map((commit) => ({
        commit,
        why: commit === stopped.commit ? `${stopped.why}. ${stopped.wayOut}` : `it comes after ${stopped.commit}, which is not proven`,
      }));

export const stopNotes = (stopped: Unproven | null): readonly string[] =>
  stopped === null ? [] : [`${stopped.commit} and what comes after it is not in force: ${stopped.why}. ${stopped.wayOut}`];

export const waitingNotes = (reviews: ReviewedSteps['reviews']): readonly string[] =>
  reviews.length === 0
    ? []
    : [
        `Merged, approved and not taken in by an apply yet: ${reviews.map((r) => `#${r.step.pull.number}`).join(', ')}. The next apply does.`,
      ];

export const withAnswers = ({ report, kinds }: Planned, adopting: readonly Adopting[]): Planned => ({
  kinds,
  report: { ...report, answers: answersIn(adopting) },
});

export const withNotes = ({ report, kinds }: Planned, notes: readonly string[], isLeft: boolean): Planned => ({
  kinds,
  report: { ...report, notes: [...notes, ...report.notes], exitCode: isLeft && report.exitCode === 0 ? 2 : report.exitCode },
});

const numberIn = (source: string): number | null => {
  const [, number] = /^#(\d{1,9})\b/.exec(source) ?? [];
  return number === undefined ? null : Number(number);
};

/** Those of this run, those of which something is still open or was carried out now, and the one that stopped it. */
async function pullsToTell(place: GithubPlace, steps: ReviewedSteps, told: Told): Promise<readonly Telling[]> {
  const standing = new Map<number, { readonly source: string; readonly standing: Standing }>();
  const sources = told.report.plan.targets.flatMap((t) => [...t.changes, ...t.blocked.map((b) => b.change)]).map((c) => c.because);
  for (const { authority, source } of sources) {
    const number = authority === 'review' ? numberIn(source) : null;
    if (number !== null) standing.set(number, { source, standing: { is: 'approved', by: [] } });
  }
  const again = new Set<number>();
  for (const source of justEnded(told)) {
    const number = numberIn(source);
    if (number === null || standing.has(number)) continue;
    again.add(number);
    standing.set(number, { source, standing: { is: 'approved', by: [] } });
  }
  for (const { step, because, approvals } of steps.reviews)
    standing.set(step.pull.number, { source: because.source, standing: { is: 'approved', by: approvals.map((a) => a.login) } });
  if (steps.stopped !== null) {
    const { commit, why, wayOut } = steps.stopped;
    const [pull] = await pullsThatBecame(place.client, place.repo, place.branch, commit);
    if (pull !== undefined) standing.set(pull.number, { source: `#${pull.number}`, standing: { is: 'blocked', why, wayOut } });
  }
  return [...standing].map(
    ([number, { source, standing: is }]) =>
      () =>
        upsertComment(
          place.surface,
          number,
          markOf('apply'),
          applyComment(source, is, told).markdown,
          again.has(number) ? withoutWhen : undefined,
        ),
  );
}

const DAY_MS = 24 * 3_600_000;

/** A run that was cut after its last save told nobody, so what came to its end within a day is looked at once more. */
const justEnded = ({ ledger, report }: Told): readonly string[] =>
  [...ledger.values()].flat().flatMap(({ decided, ended, verified, lastSeen }) => {
    const isJust = ended !== null && (verified ?? lastSeen) >= report.plan.at - DAY_MS;
    return isJust && decided?.authority === 'review' ? [decided.source] : [];
  });
