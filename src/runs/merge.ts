/** merge: what the jobs of a matrix left, put together to one detect; what cannot be believed leaves its target unknown. */
import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import path from 'node:path';
import { sortedBy } from '../model/order.ts';
import type { TargetPlan } from '../model/plan.ts';
import type { Runs, TargetState } from '../model/state.ts';
import type { Loaded } from '../state/store.ts';
import type { TakenIn } from '../report/run-report.ts';
import { kindsOf } from './connections.ts';
import { detected } from './detect.ts';
import type { Host } from './host.ts';
import { believedResult, type JobResult } from './job-result.ts';
import type { Planned } from './plan.ts';
import type { Policy } from './policy.ts';

/** `results/nhi-TARGET/result.json`. */
export const resultFile = (results: string, target: string): string => path.join(results, `nhi-${target}`, 'result.json');

/** A target of a hundred thousand entries, all of them to be told, takes half of it. */
const LONGEST_BYTES = 256 * 1024 * 1024;

/** The text, or in one clause why there is none. Nobody knows who laid the files there: no link is followed, and none is read to its end. */
async function textOf(results: string, target: string): Promise<{ readonly text: string } | string> {
  const file = resultFile(results, target);
  const none = 'there is none';
  for (const folder of [results, path.dirname(file)]) {
    const found = await lstat(folder).catch(() => null);
    if (found === null) return none;
    if (!found.isDirectory()) return `${path.basename(folder)} is no folder`;
  }
  const found = await lstat(file).catch(() => null);
  if (found === null) return none;
  if (!found.isFile()) return 'it is no regular file';
  try {
    await using handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const opened = await handle.stat();
    if (!opened.isFile()) return 'it is no regular file';
    if (opened.size > LONGEST_BYTES) return `it has ${opened.size} bytes, and one of more than ${LONGEST_BYTES} is not read`;
    const bytes = Buffer.alloc(opened.size);
    const { bytesRead } = await handle.read(bytes, 0, opened.size, 0);
    return { text: bytes.toString('utf8', 0, bytesRead) };
  } catch {
    return 'it could not be read';
  }
}

export interface Merged {
  readonly planned: Planned;
  /** As they were before the jobs looked. */
  readonly runsBefore: Runs;
}

/**
 * `run`: this run, which is the jobs' too. Whose result is expected is what the state has approved, never what was uploaded.
 */
export async function merge(
  policy: Policy | null,
  loaded: Loaded,
  host: Host,
  wish: { readonly results: string; readonly run: string },
): Promise<Merged> {
  const states = new Map([...loaded.targets].filter(([, state]) => !state.retired));
  const believed = new Map<string, JobResult>();
  const plans: TargetPlan[] = [];
  for (const [name, state] of sortedBy(states, ([target]) => target)) {
    const found = await textOf(wish.results, name);
    const result = typeof found === 'string' ? found : believedResult(found.text, { run: wish.run, state, left: loaded.runs[name]?.left });
    if (typeof result === 'string') plans.push(unknownPlan(state, result));
    else {
      believed.set(name, result);
      plans.push(result.plan);
    }
  }
  const runsBefore = { ...loaded.runs };
  const baselineMade: Record<string, TakenIn> = {};
  for (const [name, { before, baselineMade: made }] of believed) {
    if (before === null) delete runsBefore[name];
    else runsBefore[name] = before;
    if (made !== null) baselineMade[name] = made;
  }
  const kinds = new Map(await Promise.all([...states].map(async ([name, s]) => [name, await kindsOf(s.policy, host.connectors)] as const)));
  const at = believed.size === 0 ? host.now() : Math.min(...[...believed.values()].map((result) => result.at));
  const { holds, targets: approved } = loaded;
  return { planned: detected({ policy, approved, states, plans, baselineMade, kinds, holds, runsBefore, at, alone: null }), runsBefore };
}

/** Absent is not empty: nothing of it is in sync. */
const unknownPlan = ({ policy, commit }: TargetState, why: string): TargetPlan => ({
  target: policy.name,
  commit,
  kinds: {},
  readAt: null,
  error: `the result of its job is not believed: ${why}. So what this run saw of ${policy.name} is not known, and the state stands as it was saved. Look at the job of ${policy.name} in this run; the next run reads it again.`,
  changes: [],
  blocked: [],
  verdicts: [],
  findings: [],
});
