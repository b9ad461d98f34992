/** All that is known of one change or entitlement, or of a hold: what `explain` tells. */
import type { Blocked, Change, Finding, Verdict } from '../model/plan.ts';
import type { BreakGlassPolicy } from '../model/policy.ts';
import type { Seen } from '../model/sight.ts';
import type { Because, Hold, LedgerRow, TargetState } from '../model/state.ts';
import type { Tenure } from './held-when.ts';
import type { KindsByTarget } from './run-report.ts';

export interface ExplainedEntitlement {
  readonly is: 'entitlement';
  readonly at: number;
  /** Holder and written form. */
  readonly label: string;
  readonly target: string;
  /** As this look would have it settled; a trial's where the folder is not approved yet. */
  readonly state: TargetState;
  /** The policy of the folder wants it, and no review has let it through yet. */
  readonly isTrial: boolean;
  /** Null: this look did not find it. */
  readonly item: Seen | null;
  /** Why the target could not be read; null: it was. */
  readonly unread: string | null;
  readonly verdict: Verdict | null;
  readonly change: Change | null;
  readonly short: string | null;
  readonly blocked: Blocked | null;
  readonly withheld: Because | null;
  readonly ledger: readonly LedgerRow[];
  readonly tenures: readonly Tenure[];
  readonly findings: readonly Finding[];
  readonly holds: readonly Hold[];
  /** `file:line:col` of the folder's line that gives it. */
  readonly place: string | null;
  /** Decides which facts may be printed. */
  readonly kinds: KindsByTarget;
}

export interface ExplainedHold {
  readonly is: 'hold';
  readonly at: number;
  readonly hold: Hold;
  /** As it is approved now; null: there is no envelope of this name any more. */
  readonly envelope: BreakGlassPolicy | null;
  /** What it stands against now. */
  readonly stops: readonly Blocked[];
  readonly takes: readonly Change[];
}

export type Explained = ExplainedEntitlement | ExplainedHold;
