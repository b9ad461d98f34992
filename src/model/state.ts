/** What is remembered between runs: one document per target, the holds, the ledger and the history. */
import type { Entitlement, Key, Text, Verb } from './entitlement.ts';
import type {
  BreakGlassPolicy,
  Cap,
  ExceptionPolicy,
  IdentityPolicy,
  RolePolicy,
  RulePolicy,
  Settings,
  TargetPolicy,
  TeamPolicy,
  Terms,
} from './policy.ts';
import type { Verdict } from './plan.ts';

export type Authority = 'review' | 'directory' | 'clock' | 'rule' | 'hold' | 'correction';

/** `quorum`, of a review: one of each `privileged` team approved it, with its number of revokes in the plan (caps, b1). */
export interface Because {
  readonly authority: Authority;
  readonly source: string;
  readonly at: number;
  readonly quorum?: boolean;
}

/** The policy as the last proven review let it through, one row an entitlement. */
export interface Approved {
  readonly key: Key;
  /** null: tombstone. */
  readonly entry: Entitlement | null;
  readonly last: Entitlement;
  readonly identity: string;
  /** Of a tombstone that a `never` line made: none. */
  readonly terms: readonly Terms[];
  /** Names of the roles that give it, sorted; none where the identity's own line does too. */
  readonly roles: readonly string[];
  /** The last review that gave it; stays when the mandate closes. */
  readonly by: Because;
  /** Decided, not yet seen to hold; stays open while withheld. */
  readonly mandate: Because | null;
  /** Taken by lifecycle, may be given back; set in the state write before the first write. */
  readonly withheld: Because | null;
  /** `for` counts from here. */
  readonly startedAt: number | null;
  readonly wave: { readonly role: string; readonly review: string; readonly first: boolean; readonly notBefore: number } | null;
}

/**
 * `account`: `type/name` as declared. `disowned`: all it holds in scope goes, by that review. `released`: settle of the
 * next saved round puts what it holds into the baseline and takes the row out.
 */
export interface Account {
  readonly account: string;
  readonly id: string | null;
  readonly identity: string;
  readonly disowned: Because | null;
  readonly released: Because | null;
}

/**
 * `key`, `because`: as in Change. `liveKey`: of what was there, however its line is spelled or its name bound since; null: nothing
 * was. Until `until` an old answer may still come. `decidedOn`: when the read began that wanted it.
 */
export interface Intent {
  readonly change: string;
  readonly because: Because;
  readonly key: Key;
  readonly liveKey: Key | null;
  readonly verb: Verb;
  readonly done: boolean;
  readonly decidedOn: number;
  readonly until: number;
}

/**
 * One of `identity` and `key`, or both; neither: pause. `key` matches with any facets. `accounts`: stable ids, each
 * `target/id`, at the time it was made; they stay denied whoever owns them.
 */
export interface Hold {
  readonly id: string;
  readonly envelope: string;
  readonly do: 'keep' | 'deny' | 'pause';
  readonly identity: string | null;
  readonly accounts: readonly string[];
  readonly key: Key | null;
  readonly by: string;
  readonly because: string;
  readonly at: number;
  readonly until: number;
}

/** Used once: settle drops it when its change is verified or no longer wanted. */
export interface Decision {
  readonly change: string;
  readonly verdict: 'setBack' | 'snoozed';
  readonly by: string;
  readonly source: string;
  readonly until?: number;
}

/** An adopt pull request, of one file of the policy folder. `head`: the commit that we wrote; another one is somebody else's work. */
export interface Adopting {
  readonly file: string;
  readonly head: string;
  /** Null: not known to be open. */
  readonly pull: number | null;
  /** sha256 of the text and of the changes that `head` stands for: a head is never made to mean another thing. */
  readonly digest: string;
  /** What waits for an answer there; none: it was answered. */
  readonly changes: readonly { readonly target: string; readonly change: string }[];
}

export interface Watched {
  readonly kind: string;
  /** One account pattern of a scope line. */
  readonly accounts: string;
}

export interface Spent {
  readonly at: number;
  /** The kind; of the cap `offboard` the directory's target, or `review`. */
  readonly kind: string;
  readonly cap: Cap;
  readonly key: Key;
  readonly identity: string | null;
}

export type Word = 'active' | 'disabled' | 'absent';

export interface TargetState {
  readonly version: 1;
  /** The target is no longer in the policy: nothing is read, tombstones wait for its return. */
  readonly retired: boolean;
  /** The mark by which the target knows this state as its one writer; made by the first apply that may write. */
  readonly claim: string | null;
  readonly commit: string;
  readonly compiler: string;
  readonly policy: TargetPolicy;
  readonly settings: Settings;
  readonly teams: readonly TeamPolicy[];
  readonly roles: readonly RolePolicy[];
  readonly rules: readonly RulePolicy[];
  readonly exceptions: readonly ExceptionPolicy[];
  /** By exception id: when a review let it through; its 30 or 180 days count from here. */
  readonly exceptionsSince: Readonly<Record<string, number>>;
  readonly breakGlass: readonly BreakGlassPolicy[];
  readonly identities: readonly IdentityPolicy[];
  /** Never in the baseline. */
  readonly never: readonly Key[];
  readonly approved: readonly Approved[];
  readonly accounts: readonly Account[];
  /** `kind/name` → stable id: undeclared accounts in scope, directory records, and names that a kind with `refersTo` looks up. */
  readonly bindings: Text;
  /** `facts`: sha256 of the facts. `key`: of live. */
  readonly baseline: readonly { readonly key: Key; readonly facts: string }[];
  /** Scope lines whose baseline stands; per kind, as proof is. */
  readonly watched: readonly Watched[];
  /** `verb key` → saved detect rounds in which `announced` alone blocked it. */
  readonly announced: Readonly<Record<string, number>>;
  /** `verb key` → instants within 7 days at which a correction, a giving back or a taking was verified. */
  readonly returns: Readonly<Record<string, readonly number[]>>;
  /** Directory account, `target/type/name` → last proven word. */
  readonly heard: Readonly<Record<string, Word>>;
  /** Of a directory: `type/name` → saved reads that missed it, and the instant of the last one counted. */
  readonly absent: Readonly<Record<string, { readonly times: number; readonly last: number }>>;
  readonly intents: readonly Intent[];
  readonly decisions: readonly Decision[];
  /** Exception ids used up. */
  readonly spent: readonly string[];
  readonly window: {
    /** Approved entries, tombstones and baseline keys that a proven read showed live. */
    readonly peak: readonly { readonly kind: string; readonly at: number; readonly size: number }[];
    /** Written before the first write; one key counts once. */
    readonly spent: readonly Spent[];
  };
}

/** `label`: as in Change, when it was last wanted; a key of live holds ids, which say nothing to people. */
export interface LedgerRow {
  readonly change: string;
  readonly key: Key;
  readonly label: string;
  readonly verdict: Verdict;
  readonly notBefore: number | null;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly decided: Because | null;
  readonly applied: number | null;
  readonly verified: number | null;
  readonly ended: 'verified' | 'goneByItself' | 'accepted' | 'released' | null;
}

/**
 * Append-only. `between`: last proven read without, first proven read with it. `key`: of live; null: the kind as a whole.
 * `label`: holder and written form at that time. `facts`: those that may be printed; `digest`: of all.
 */
export interface HistoryRow {
  readonly at: number;
  readonly target: string;
  readonly label: string | null;
  readonly facts: Text | null;
  readonly digest: string | null;
  readonly between: readonly [number | null, number];
  readonly event: 'held' | 'changed' | 'gone' | 'unwatched' | 'watched';
  readonly key: Key | null;
  readonly kind: string;
  readonly identity: string | null;
  readonly because: Because | null;
  readonly commit: string;
}

/** By target: when it was last seen whole. Silence is not health (design invariant 19). */
export type Runs = Readonly<
  Record<
    string,
    {
      /** By kind: when its last proven read began. */
      readonly lastProven: Readonly<Record<string, number>>;
      /** The last run that left nothing red. */
      readonly lastGood: number | null;
      readonly lastRun: number | null;
      /** sha256 of what a job of a matrix left of its last round: `merge` believes no other text. */
      readonly left?: string;
    }
  >
>;
