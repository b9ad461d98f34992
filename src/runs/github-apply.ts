/** apply on GitHub: what merged pull requests are proven to have brought is approved, what is due is written, and each is told of it. */
import { upsertComment } from '../github/comments.ts';
import { carryOutIssues, ourIssues } from '../github/issues.ts';
import type { Unproven } from '../github/policy-in-force.ts';
import { pullsThatBecame } from '../github/pull-facts.ts';
import { applyComment, type Standing } from '../report/apply-comment.ts';
import type { Told } from '../report/issue-rows.ts';
import { issuesToShow } from '../report/issues-to-show.ts';
import { markOf } from '../report/marker.ts';
import type { StateStore } from '../state/store.ts';
import { applyReviewed, type CarryOptions } from './apply.ts';
import { bootstrap } from './bootstrap.ts';
import { demandHead, demandPrivate, type GithubPlace, underPolicy, witnessed } from './github-place.ts';
import { toldOf } from './github-told.ts';
import { answersOn } from './github-adopt.ts';
import type { Host } from './host.ts';
import { InputError } from './input-error.ts';
import type { Planned } from './plan.ts';
import { type Policy, policyAt } from './policy.ts';
import { type ReviewedSteps, reviewedOnGithub } from './reviewed-steps.ts';

export interface OnGithub {
  readonly planned: Planned;
  /** The policy in force. */
  readonly policy: Policy;
}

export async function applyOnGithub(place: GithubPlace, host: Host, options: CarryOptions): Promise<OnGithub> {
  demandPrivate(place);
  const head = await demandHead(place);
  const store = witnessed(underPolicy(place.store(), place, head), place);
  const begun = await beginOnGithub(place, store, head, host);
  const before = await store.load();
  const steps = await stepsFrom(place, before.policyCommit, head, host);
  const { decisions, answered } = await answersOn(place, host, before.adopting, steps.inForce.policy, head);
  const how = { ...options, upTo: steps.inForce.commit, answered };
  const carried = await applyReviewed(before.policyCommit, steps.reviews, decisions, store, host, how);
  const planned = withNotes(carried, [...begun, ...stopNotes(steps.stopped)], steps.stopped !== null);
  const told = await toldOf(planned, before, store, steps.inForce.policy, unprovenOf(steps));
  await tellPulls(place, steps, told);
  await carryOutIssues(place.surface, issuesToShow(told, await ourIssues(place.surface)));
  return { planned, policy: steps.inForce.policy };
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

export async function stepsFrom(place: GithubPlace, from: string | null, head: string, host: Host): Promise<ReviewedSteps> {
  if (from === null) throw new InputError(`the state on ${place.stateName} names no policy commit. Begin anew with bootstrap.`);
  const steps = await reviewedOnGithub(place.source, from, head, host.connectors);
  if (!('refused' in steps)) return steps;
  throw new InputError(`the way from ${from} to ${head} on ${place.branch} is not proven: ${steps.refused.why}. ${steps.refused.wayOut}`);
}

export const unprovenOf = ({ stopped, waiting }: ReviewedSteps): Told['unproven'] =>
  stopped === null
    ? []
    : waiting.map((commit) => ({
        commit,
        why: commit === stopped.commit ? `${stopped.why}. ${stopped.wayOut}` : `it comes after ${stopped.commit}, which is not proven`,
      }));

export const stopNotes = (stopped: Unproven | null): readonly string[] =>
  stopped === null ? [] : [`${stopped.commit} and what comes after it is not in force: ${stopped.why}. ${stopped.wayOut}`];

export const withNotes = ({ report, kinds }: Planned, notes: readonly string[], isLeft: boolean): Planned => ({
  kinds,
  report: { ...report, notes: [...notes, ...report.notes], exitCode: isLeft && report.exitCode === 0 ? 2 : report.exitCode },
});

const numberIn = (source: string): number | null => {
  const [, number] = /^#(\d{1,9})\b/.exec(source) ?? [];
  return number === undefined ? null : Number(number);
};

/** Those of this run, those of which something is still open or was carried out now, and the one that stopped it. */
async function tellPulls(place: GithubPlace, steps: ReviewedSteps, told: Told): Promise<void> {
  const standing = new Map<number, { readonly source: string; readonly standing: Standing }>();
  const sources = told.report.plan.targets.flatMap((t) => [...t.changes, ...t.blocked.map((b) => b.change)]).map((c) => c.because);
  for (const { authority, source } of sources) {
    const number = authority === 'review' ? numberIn(source) : null;
    if (number !== null) standing.set(number, { source, standing: { is: 'approved', by: [] } });
  }
  for (const { step, because, approvals } of steps.reviews)
    standing.set(step.pull.number, { source: because.source, standing: { is: 'approved', by: approvals.map((a) => a.login) } });
  if (steps.stopped !== null) {
    const { commit, why, wayOut } = steps.stopped;
    const [pull] = await pullsThatBecame(place.client, place.repo, place.branch, commit);
    if (pull !== undefined) standing.set(pull.number, { source: `#${pull.number}`, standing: { is: 'blocked', why, wayOut } });
  }
  for (const [number, { source, standing: is }] of standing)
    await upsertComment(place.surface, number, markOf('apply'), applyComment(source, is, told).markdown);
}
