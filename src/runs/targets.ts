/** targets: the target instances of a policy, as a matrix of jobs. */
import type { Mode } from '../model/policy.ts';
import { sortedBy } from '../model/order.ts';
import type { Policy } from './policy.ts';

export interface TargetRow {
  readonly target: string;
  readonly connector: string;
  readonly ceiling: Mode;
  readonly directory: boolean;
  /** Entries that the policy declares there. */
  readonly entries: number;
  readonly secrets: readonly string[];
}

export function targets(policy: Policy, secretsOf: (config: unknown) => ReadonlySet<string>): readonly TargetRow[] {
  const counts = new Map<string, number>();
  for (const { entry } of policy.declared.entries.values()) counts.set(entry.target, (counts.get(entry.target) ?? 0) + 1);
  const rows = [...policy.declared.targets.values()].map((t): TargetRow => ({
    target: t.name,
    connector: t.connector,
    ceiling: t.ceiling,
    directory: t.lifecycle !== null,
    entries: counts.get(t.name) ?? 0,
    secrets: [...secretsOf(t.config)].sort(),
  }));
  return sortedBy(rows, (r) => r.target);
}
