/** Which targets go into which job of a matrix: small ones share one, a large one has its own. */
import { sortedBy } from '../model/order.ts';
import type { TargetState } from '../model/state.ts';

/** `job`: names what it leaves. `targets`: as the input of that name takes them. */
export interface MatrixJob {
  readonly job: number;
  readonly targets: string;
}

/** GitHub takes no larger matrix. */
const MOST_JOBS = 256;
/** A job begins anew each time, and reads the directories; with so many targets that no longer counts. */
const TARGETS_A_JOB = 8;
/** Rows of the state: what one job compares in seconds. */
const ROWS_A_JOB = 50_000;

/** The largest first, each to the job that has least: the same states, the same jobs. */
export function jobsOf(states: Iterable<TargetState>): readonly MatrixJob[] {
  const sized = [...states].flatMap((s) =>
    s.retired ? [] : [{ name: s.policy.name, rows: 1 + s.approved.length + s.accounts.length + s.baseline.length }],
  );
  const rows = sized.reduce((sum, one) => sum + one.rows, 0);
  const wanted = Math.max(Math.ceil(sized.length / TARGETS_A_JOB), Math.ceil(rows / ROWS_A_JOB));
  const jobs = Array.from({ length: Math.min(wanted, sized.length, MOST_JOBS) }, () => ({ names: [] as string[], rows: 0 }));
  for (const one of sortedBy(sized, ({ name }) => name).toSorted((a, b) => b.rows - a.rows)) {
    const least = jobs.reduce((a, b) => (b.rows < a.rows ? b : a));
    least.names.push(one.name);
    least.rows += one.rows;
  }
  return sortedBy(
    jobs.map(({ names }) => names.sort().join(' ')),
    (names) => names,
  ).map((targets, i) => ({ job: i + 1, targets }));
}
