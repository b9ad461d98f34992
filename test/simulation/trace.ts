/** What really happened in a simulated world, as the world itself knows it. Invariants and oracle see this and what the product told; nothing of how it decides. */
import type { Entitlement, Key } from '../../src/model/entitlement.ts';
import type { Change, TargetPlan } from '../../src/model/plan.ts';
import type { HistoryRow, Hold, LedgerRow, TargetState } from '../../src/model/state.ts';
import type { Loaded } from '../../src/state/store.ts';
import type { Draft } from './draft.ts';
import type { Fault, Step, Story } from './step.ts';

/** One entitlement began, changed or ended, in truth (not as a late read shows it). In order of `at`. */
export interface Happened {
  readonly at: number;
  readonly target: string;
  readonly key: Key;
  /** null: gone. */
  readonly now: Entitlement | null;
  readonly by: 'there' | 'hand' | 'us';
  /** Of `us`: the change's id. */
  readonly change: string | null;
}

/** Truth of one target. Ids are never used again. */
export interface TargetTruth {
  readonly entries: ReadonlyMap<Key, Entitlement>;
  /** Stable id → `type/name` now; of a deleted account not there. */
  readonly accounts: ReadonlyMap<string, string>;
  /** Stable id → name, of the objects that kind `group` names. */
  readonly groups: ReadonlyMap<string, string>;
}

export interface Truth {
  readonly targets: ReadonlyMap<string, TargetTruth>;
  readonly happened: readonly Happened[];
}

/** A review that merged. `approvedAt`: when a run let it through; null: not yet. */
export interface Merged {
  readonly commit: string;
  readonly source: string;
  readonly mergedAt: number;
  readonly quorum: boolean;
  readonly before: Draft;
  readonly after: Draft;
  approvedAt: number | null;
}

/** One read as it was answered. `asOf`: the truth of which instant it showed (of a half-stale one the older). */
export interface ReadTold {
  readonly target: string;
  readonly begunAt: number;
  readonly asOf: number;
  readonly isMixed: boolean;
  readonly proven: readonly string[];
  /** What it showed, late and stale as it may be; also of a read that was cut. */
  readonly shown: readonly Entitlement[];
  /** Stable id → `type/name`, of every account that it showed. */
  readonly accounts: ReadonlyMap<string, string>;
}

/** One write that the product sent. `carriedOut`: it changed the truth, whatever was answered. */
export interface Written {
  readonly at: number;
  /** The target was asked to, before the call took its moment: the product knows no later instant. */
  readonly askedAt: number;
  readonly target: string;
  readonly change: Change;
  readonly carriedOut: boolean;
  readonly answered: 'changed' | 'unchanged' | 'error' | 'never';
}

/** One run, from begin to end or death. */
export interface Ran {
  readonly run: 'detect' | 'apply';
  readonly beganAt: number;
  readonly endedAt: number;
  readonly died: boolean;
  /** An error that the run ended with: its class and message; null: none. */
  readonly refused: { readonly name: string; readonly message: string } | null;
  readonly exitCode: 0 | 1 | 2 | null;
  readonly faults: readonly Fault[];
  /** Those that really came to be. */
  readonly fired: readonly Fault[];
  readonly reads: readonly ReadTold[];
  readonly written: readonly Written[];
  /** Merges that it was given to let through, and answers that it was given to carry out; of a late or refused run too. */
  readonly reviews: readonly Merged[];
  readonly answers: readonly Pick<Change, 'id'>[];
  /** What the run told, by target; of an apply what it found before it wrote where `before`, else its end. */
  readonly plans: readonly TargetPlan[];
  readonly outcome: Readonly<Record<string, string>>;
  /** Sentences beside the plan: silence, writes not proven yet, holds. */
  readonly notes: readonly string[];
  /** The state as it stood before and after: what load answers; null: it could not be loaded. */
  readonly before: Loaded | null;
  readonly after: Loaded | null;
}

/** What the checkers look at after every step. */
export interface Moment {
  readonly story: Story;
  readonly step: Step;
  readonly now: number;
  readonly truth: Truth;
  readonly merged: readonly Merged[];
  /** The reviewed line's newest draft, whether approved by a run yet or not. */
  readonly reviewed: Draft;
  /** The newest draft that a run has let through; null: none yet. */
  readonly approved: Draft | null;
  /** Records of directories, in truth: `target/type/name` → word. */
  readonly directories: ReadonlyMap<string, 'active' | 'disabled' | 'absent'>;
  /** Runs of this step. */
  readonly ran: readonly Ran[];
  /** Every hold that was made and not refused, in the order of making. */
  readonly holds: readonly Hold[];
  readonly states: ReadonlyMap<string, TargetState>;
  readonly ledger: ReadonlyMap<string, readonly LedgerRow[]>;
  readonly history: readonly HistoryRow[];
  /** The state is harmed and nobody has put it back. */
  readonly isStateHarmed: boolean;
}

/** Throws `Broken` where something that must always hold does not. Made anew for each world; remembers what it needs. */
export interface Checker {
  readonly after: (moment: Moment) => void;
  /** Faults have stopped, time has passed all settling times, and rounds ran until nothing was written: is all as it should be? */
  readonly atRest: (moment: Moment) => void;
}

/** `rule`: which invariant or rule, as docs/simulation.md names it. */
export interface Broken {
  readonly rule: string;
  readonly message: string;
}
