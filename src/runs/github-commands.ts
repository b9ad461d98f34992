/** What each command of the Action answers where the repository itself is the place of policy and state. */
import { readSetUp } from '../github/set-up.ts';
import { setUpMarkdown, setUpText } from '../report/set-up-text.ts';
import { plainPaint } from '../report/terminal-layout.ts';
import { type Answer, heldAnswer, told } from './commands.ts';
import { applyOnGithub, beginOnGithub, type OnGithub } from './github-apply.ts';
import { detectOnGithub, mergeOnGithub } from './github-detect.ts';
import { bootstrapOnGithub, holdOnGithub } from './github-hold.ts';
import { demandHead, demandPrivate, githubPlace, type GithubPlace, type GithubSetting } from './github-place.ts';
import { witnessed } from './github-witness.ts';
import { planOnPull, planOnQueue, planOnReview, type ReadLive } from './github-plan.ts';
import type { HoldRequest } from './hold.ts';
import type { Host } from './host.ts';
import { InputError } from './input-error.ts';
import { jobsOf } from './matrix.ts';

/** What the event asks for. It is a hint: all of it is asked again. */
export type Asked =
  | { readonly is: 'pull'; readonly number: number }
  | { readonly is: 'queue'; readonly head: string }
  /** Somebody reviewed what has this head; which pull request that is, the event does not say of a fork's. */
  | { readonly is: 'reviewed'; readonly head: string }
  | { readonly is: 'other'; readonly event: string };

export interface GithubRun extends GithubSetting {
  readonly asked: Asked;
  /** `GITHUB_REF`. */
  readonly ref: string;
  /** Of this run's log. */
  readonly url: string | null;
  readonly only: readonly string[] | null;
  /** Of detect: the targets of this identity, and its directory's word. */
  readonly identity: string | null;
  readonly waitMs: number;
  /** What an admin trusts, for bootstrap. */
  readonly root: string | null;
  /** Secrets of targets that this job was given. */
  readonly secrets: readonly string[];
  readonly hold: HoldRequest | null;
  /** Of merge: the folder with what the jobs left. */
  readonly results: string;
  /** Of plan: a pull request of somebody who may write is compared with what is live, not with what is kept. */
  readonly live: boolean;
}

/** `markdown`: what stands in the job's summary beside the text in the log. */
export interface GithubAnswer extends Answer {
  readonly markdown: string | null;
  readonly matrix?: string;
  /** Target → what a job of a matrix leaves for `merge`. */
  readonly left?: ReadonlyMap<string, string>;
  /** Due beside the changes of the plan. */
  readonly alsoDue?: number;
  readonly sarif?: string;
}

const sarifOf = ({ sarif }: OnGithub): Pick<GithubAnswer, 'sarif'> => (sarif === undefined ? {} : { sarif });

const paint = { format: 'text', paint: plainPaint } as const;

export type GithubCommand = 'plan' | 'detect' | 'apply' | 'hold' | 'bootstrap' | 'doctor' | 'targets' | 'merge';

export async function githubCommand(command: GithubCommand, run: GithubRun, host: Host): Promise<GithubAnswer> {
  const place = await githubPlace(run, host);
  // Everything is watched only where every writer of the repository could forge what is believed.
  const asSealed: Host = place.isSealed ? host : { ...host, mostMode: 'observe' };
  return await work[command](place, run, asSealed);
}

type Work = (place: GithubPlace, run: GithubRun, host: Host) => Promise<GithubAnswer>;

const work: Readonly<Record<GithubCommand, Work>> = {
  plan: async (place, run, host) => {
    const [secret] = [...(run.live ? [] : run.secrets), ...(run.sealKey === null ? [] : ['NHI_SEAL_KEY'])];
    if (secret !== undefined)
      throw new InputError(
        `${secret}: a pull request is planned with no credential of a target and no key of the state, so nothing was planned. Take it out of this job.`,
      );
    const { asked } = run;
    if (asked.is === 'other')
      throw new InputError(
        `plan was started by ${asked.event}; it plans a pull request on pull_request_target, and a review of one or a merge queue on workflow_run (docs/github.md).`,
      );
    const readLive: ReadLive | null = run.live ? (writes) => demandReadOnly(run, writes) : null;
    const planned =
      asked.is === 'pull'
        ? await planOnPull(place, host, asked.number, run.url, readLive)
        : asked.is === 'reviewed'
          ? await planOnReview(place, host, asked.head, run.url, readLive)
          : await planOnQueue(place, host, asked.head, run.url);
    return { ...told(planned.planned, planned.policy, paint), lines: [], markdown: planned.markdown };
  },
  detect: async (place, run, host) => {
    demandStart(place, run);
    const { only, identity } = run;
    const seen = await detectOnGithub(place, host, { only, identity }, (writes) => demandReadOnly(run, writes));
    return { ...told(seen.planned, seen.policy, paint), markdown: null, alsoDue: seen.waiting, left: seen.left, ...sarifOf(seen) };
  },
  merge: async (place, run, host) => {
    demandStart(place, run);
    const [secret] = run.secrets;
    if (secret !== undefined)
      throw new InputError(`${secret}: merge reads no target, so nothing was told. Take it out of this job; the jobs that detect have it.`);
    const seen = await mergeOnGithub(place, host, run.results);
    return { ...told(seen.planned, seen.policy, paint), markdown: null, alsoDue: seen.waiting, ...sarifOf(seen) };
  },
  apply: async (place, run, host) => {
    demandStart(place, run);
    const { planned, policy } = await applyOnGithub(place, host, { only: run.only, waitMs: run.waitMs });
    return { ...told(planned, policy, paint), markdown: null };
  },
  hold: async (place, run, host) => {
    demandStart(place, run, byHand);
    if (run.hold === null) throw new InputError('input do: write keep, deny or pause');
    const { held, untold } = await holdOnGithub(place, host, run.hold);
    return { ...heldAnswer(held, paint), code: untold ? 1 : 0, markdown: null };
  },
  bootstrap: async (place, run, host) => {
    demandStart(place, run, byHand);
    const names = await bootstrapOnGithub(place, host, run.root);
    const text = `The state begins on ${place.stateName} with ${names.length} targets (${names.join(', ')}), approved as ${run.root ?? ''} has it, with no mandates and no baseline.\nNext: detect shows what differs; the first round makes the baseline.\n`;
    return { ...plain(text, 0), markdown: null };
  },
  doctor: async (place, run) => {
    const lines = await readSetUp(place.client, place.repo, {
      branch: place.branch,
      stateBranch: run.stateBranch,
      appId: place.appId,
      policies: run.policies,
    });
    const code = lines.some((l) => l.is === 'wrong') ? 2 : 0;
    return { ...plain(setUpText(lines, plainPaint), code), markdown: setUpMarkdown(lines) };
  },
  targets: async (place, run, host) => {
    demandStart(place, run);
    demandPrivate(place);
    const store = witnessed(place.store(), place, host);
    await beginOnGithub(place, store, await demandHead(place), host);
    // What is approved is looked at whatever the head says: a commit that nobody reviewed takes no target out of sight.
    const jobs = jobsOf((await store.load()).targets.values());
    const matrix = JSON.stringify({ include: jobs });
    return { ...plain(`${jobs.map(({ job, targets }) => `${job}  ${targets}`).join('\n')}\n`, 0), markdown: null, matrix };
  },
};

const plain = (text: string, code: Answer['code']): Answer => ({ text, code, problems: [], lines: [], planned: null });

/** What starts a run that is no plan: the clock, a merge, or somebody who may write here. */
const routine = ['schedule', 'push', 'workflow_dispatch', 'repository_dispatch'];
/** A person asks, and GitHub says who. A schedule runs in the name of whoever touched its file last. */
const byHand = ['workflow_dispatch'];

/** A run of another branch has that branch's workflow, which any writer may have written; a comment's is started by anybody. */
function demandStart({ branch }: GithubPlace, { ref, asked }: GithubRun, events = routine): void {
  if (ref !== `refs/heads/${branch}`)
    throw new InputError(
      `this run is of ${ref}, and only one of refs/heads/${branch} is obeyed: any writer may write another branch's workflow. Start it there.`,
    );
  const event = asked.is === 'other' ? asked.event : asked.is === 'pull' ? 'a pull request' : 'a merge queue';
  if (events.includes(event)) return;
  throw new InputError(
    `this run was started by ${event}, and only one by ${events.join(', ')} is obeyed: nobody starts one by a comment or a proposal. Nothing was read. Take that event out of the workflow.`,
  );
}

/** `writes`: the names under which the approved targets know their writing secrets. */
function demandReadOnly({ secrets }: GithubRun, writes: ReadonlySet<string>): void {
  const found = secrets.find((name) => writes.has(name));
  if (found === undefined) return;
  throw new InputError(
    `${found}: it writes to a target, and this job only reads, so nothing was read. Keep it to the environment of the job that applies (nhi-write), and take it out of this one.`,
  );
}
