/** What a place that remembers state must offer, be it a folder or a git branch. */
import type { Live } from '../model/entitlement.ts';
import type { Adopting, HistoryRow, Hold, LedgerRow, Runs, TargetState } from '../model/state.ts';

export interface Loaded {
  readonly targets: ReadonlyMap<string, TargetState>;
  readonly holds: readonly Hold[];
  readonly adopting: readonly Adopting[];
  /** By target. */
  readonly ledger: ReadonlyMap<string, readonly LedgerRow[]>;
  readonly runs: Runs;
  /** Counts saves; 0 before the first. What `save` compares. */
  readonly generation: number;
  /** Nothing was ever saved here. Never true of a place that is damaged. */
  readonly firstRun: boolean;
  /** A signature was there and was checked against a key. */
  readonly sealed: boolean;
  /** The policy commit named by the last save that named one. */
  readonly policyCommit: string | null;
}

/** By target: what is named replaces that target's document, what is not named stays. `holds` and `adopting` are replaced whole. */
export interface StateChange {
  readonly targets?: ReadonlyMap<string, TargetState>;
  readonly holds?: readonly Hold[];
  readonly adopting?: readonly Adopting[];
  readonly ledger?: ReadonlyMap<string, readonly LedgerRow[]>;
  /** Appended: a row of the past is never written again. */
  readonly historyAppend?: readonly HistoryRow[];
  readonly runs?: Runs;
  /** The last proven read, by target; null takes it away. Only where live facts may lie here (design invariant 17). */
  readonly live?: ReadonlyMap<string, Live | null>;
  readonly policyCommit?: string;
}

/** Who holds the lock, for the people whom it stops. */
export interface Holder {
  readonly run: string;
  readonly user: string;
  readonly at: number;
  /** Names of targets or instances that alone are written; left out: all there are. On a branch others may write the rest meanwhile. */
  readonly targets?: readonly string[] | null;
}

export interface Lease extends AsyncDisposable {
  /** A sentence for the log, where the lock of a dead run was taken over. */
  readonly note: string | null;
  /** False when somebody removed or replaced the lock: stop before the next write. */
  stillOurs(): Promise<boolean>;
}

/** Every method throws StateError only. */
export interface StateStore {
  load(): Promise<Loaded>;
  /** Of what stands now; reads nothing else. */
  generation(): Promise<number>;
  /** By target, in the order of writing. */
  history(): Promise<ReadonlyMap<string, readonly HistoryRow[]>>;
  /** A target's last proven read; null where none is kept. Only to be shown: nothing is written because of it. */
  live(target: string): Promise<Live | null>;
  /**
   * All or nothing, also when the process is killed. Returns the generation that now stands: the expected one where no byte
   * would change, else the next; a later one tells that others saved in between what this save does not touch. Rejects with
   * `conflict` when another save came first, and stands.
   */
  save(change: StateChange, expected: number): Promise<number>;
  /** One writing run at a time, for each target. Reading needs no lock, nor does a save by itself: it is compared by generation. */
  lock(holder: Holder): Promise<Lease>;
}
