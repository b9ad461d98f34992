/** The plan as a file: sorted, indented, the same bytes for the same plan, without facts that may not be printed. */
import { canonicalJson } from '../model/order.ts';
import type { Change, Plan, TargetPlan } from '../model/plan.ts';
import { visibleJson } from './escape.ts';
import { printableEntry } from './redact-facts.ts';
import type { KindsByTarget } from './run-report.ts';

function printableChange(change: Change, kinds: KindsByTarget): Change {
  const before = change.before === null ? null : printableEntry(change.before, kinds);
  return { ...change, entry: printableEntry(change.entry, kinds), before };
}

function printableTarget(target: TargetPlan, kinds: KindsByTarget): TargetPlan {
  return {
    ...target,
    changes: target.changes.map((c) => printableChange(c, kinds)),
    blocked: target.blocked.map((b) => ({ ...b, change: printableChange(b.change, kinds) })),
  };
}

/** `review` stays as it is: it says what the reviewed files say, and the digest is made from it. */
export function printablePlan(plan: Plan, kinds: KindsByTarget): Plan {
  return { ...plan, targets: plan.targets.map((t) => printableTarget(t, kinds)) };
}

export function planJson(plan: Plan, kinds: KindsByTarget): string {
  return `${visibleJson(canonicalJson(printablePlan(plan, kinds), 2))}\n`;
}
