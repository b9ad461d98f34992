/** The plan that counts: of a target whose scope is new the second round, in place of the first, which only watched. */
import type { RunReport } from '../report/run-report.ts';

export const countingPlan = (report: RunReport): RunReport['plan'] => ({
  ...report.plan,
  targets: report.plan.targets.map((t) => report.trial?.find((again) => again.target === t.target) ?? t),
});
