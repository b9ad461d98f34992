/** detect on GitHub: what is approved against what is live, told in issues; commits that are not proven are named, never obeyed. */
import { carryOutIssues, ourIssues } from '../github/issues.ts';
import { aloneToShow, issuesToShow } from '../report/issues-to-show.ts';
import type { Loaded, StateStore } from '../state/store.ts';
import { codeScanningLog } from './code-scanning.ts';
import { writeSecretNames } from './connections.ts';
import { detect } from './detect.ts';
import { beginOnGithub, type OnGithub, noCommit, stopNotes, unprovenOf, waitingNotes, withAnswers, withNotes } from './github-apply.ts';
import { demandHead, demandPrivate, type GithubPlace } from './github-place.ts';
import { witnessed } from './github-witness.ts';
import { tellPeople, toldOf } from './github-told.ts';
import type { Runs } from '../model/state.ts';
import { answersIn, type Newest, tellAdopts } from './github-adopt.ts';
import type { Host } from './host.ts';
import { InputError } from './input-error.ts';
import { merge } from './merge.ts';
import { patient } from './patient.ts';
import type { Planned } from './plan.ts';
import { filesAt, type Policy, policyOf } from './policy.ts';
import { differsFromCommit } from './recomputed.ts';
import { type ReviewedSteps, reviewedOnGithub } from './reviewed-steps.ts';

export interface DetectedOnGithub extends OnGithub {
  /** Target → what a job of a matrix leaves for `merge`. */
  readonly left: ReadonlyMap<string, string>;
}

/** `only`: of a job of a matrix, which tells nobody: `merge` does. `identity`: what its directory's event asks to look at. */
export async function detectOnGithub(
  place: GithubPlace,
  host: Host,
  wish: { readonly only: readonly string[] | null; readonly identity: string | null },
  demandReadOnly: (writes: ReadonlySet<string>) => void,
): Promise<DetectedOnGithub> {
  const { only, identity } = wish;
  if (only !== null && identity !== null)
    throw new InputError(
      'inputs targets and identity: give one of them. A job of a matrix has targets; an identity is looked at wherever it has accounts.',
    );
  const begun = await begin(place, host);
  const { store, before, newest } = begun;
  demandReadOnly(new Set([...before.targets.values()].flatMap((s) => [...writeSecretNames(s.policy.config)])));
  const policy = newest.policy.hasErrors ? null : newest.policy;
  if (only !== null) {
    const { left, ...planned } = await detect(policy, patient(store, host), host, only, { mayKeepLive: true, jobOf: runOf(host) });
    return { planned: withNotes(planned, begun.notes, false), policy: newest.policy, waiting: 0, left };
  }
  if (identity !== null) return { ...(await detectAlone(place, host, begun, identity)), left: new Map() };
  const steps = await stepsOrRefusal(place, before.policyCommit, newest.commit, host);
  const { left, ...planned } = await detect(policy, store, host, null, { mayKeepLive: true });
  return { ...(await tellAll(place, host, { ...begun, steps }, planned, before.runs)), left };
}

/** The one who tells of what the jobs of a matrix saw. It reads no target. */
export async function mergeOnGithub(place: GithubPlace, host: Host, results: string): Promise<OnGithub> {
  const begun = await begin(place, host);
  const { before, newest } = begun;
  const steps = await stepsOrRefusal(place, before.policyCommit, newest.commit, host);
  const { planned, runsBefore } = await merge(newest.policy.hasErrors ? null : newest.policy, before, host, { results, run: runOf(host) });
  return await tellAll(place, host, { ...begun, steps }, planned, runsBefore);
}

/** Without the attempt: what a job left stands when another one is run again. */
const runOf = ({ runId }: Host): string => runId.replace(/\/.*$/, '');

/** `begun`: null: the way from the approved commit is not proven, so it was not compiled. */
type Steps = Pick<ReviewedSteps, 'reviews' | 'stopped' | 'waiting'> & { readonly begun: Policy | null };

interface Begun {
  readonly store: StateStore;
  readonly before: Loaded;
  readonly newest: Newest;
  readonly notes: readonly string[];
}

async function begin(place: GithubPlace, host: Host): Promise<Begun> {
  demandPrivate(place);
  const head = await demandHead(place);
  const store = witnessed(place.store(), place, host);
  const notes = await beginOnGithub(place, store, head, host);
  const before = await store.load();
  const { files, problems } = await filesAt(place.client, place.repo, head, place.source.folder);
  const policy = { ...(await policyOf(files, problems, host.connectors)), commit: head };
  return { store, before, newest: { commit: head, files, policy }, notes };
}

/** Issues, and adopt pull requests, of a look at everything. `runsBefore`: when each target was looked at before it. */
async function tellAll(
  place: GithubPlace,
  host: Host,
  begun: Begun & { readonly steps: Steps },
  seen: Planned,
  runsBefore: Runs,
): Promise<OnGithub> {
  const { store, before, newest, steps } = begun;
  const differs = steps.begun === null ? null : differsFromCommit(before.targets, steps.begun, place.stateName);
  const notes = [...begun.notes, ...(differs === null ? [] : [differs.note]), ...stopNotes(steps.stopped), ...waitingNotes(steps.reviews)];
  const noted = withNotes(seen, notes, steps.stopped !== null || differs !== null);
  let adopts: Awaited<ReturnType<typeof tellAdopts>> = { notes: [], adopting: before.adopting };
  let sarif: string | null = null;
  const planned = await tellPeople(
    noted,
    host,
    () => toldOf(noted, { runs: runsBefore }, store, newest.policy, unprovenOf(steps), place.source.folder),
    async (told) => [
      // First: the issues name them.
      async () => {
        adopts = await tellAdopts(place, host, store, told, newest);
      },
      async () => {
        const answered = { ...told, report: { ...told.report, answers: answersIn(adopts.adopting) } };
        sarif = codeScanningLog(answered, newest.files, place.source.folder);
        await carryOutIssues(place.surface, issuesToShow(answered, await ourIssues(place.surface)));
      },
    ],
  );
  return {
    policy: newest.policy,
    waiting: steps.reviews.length,
    planned: withAnswers(withNotes(planned, adopts.notes, false), adopts.adopting),
    ...(sarif === null ? {} : { sarif }),
  };
}

/** What others have open is as the last look at everything told it; of this one alone is told. */
async function detectAlone(place: GithubPlace, host: Host, begun: Begun, identity: string): Promise<OnGithub> {
  const { store, before, newest } = begun;
  const { left: _, ...seen } = await detect(newest.policy.hasErrors ? null : newest.policy, patient(store, host), host, null, {
    mayKeepLive: true,
    identity,
  });
  const noted = withAnswers(withNotes(seen, begun.notes, false), before.adopting);
  const planned = await tellPeople(
    noted,
    host,
    () => toldOf(noted, before, store, newest.policy, [], place.source.folder),
    async (told) => [async () => carryOutIssues(place.surface, aloneToShow(identity, told, await ourIssues(place.surface)))],
  );
  return { policy: newest.policy, waiting: 0, planned };
}

/** A line that nobody can follow, since history was rewritten, hides no drift: what is approved is compared all the same. */
async function stepsOrRefusal({ source, stateName }: GithubPlace, from: string | null, head: string, host: Host): Promise<Steps> {
  if (from === null) throw noCommit(stateName);
  const steps = await reviewedOnGithub(source, from, head, host.connectors);
  return 'refused' in steps ? { begun: null, reviews: [], stopped: steps.refused, waiting: [steps.refused.commit] } : steps;
}
