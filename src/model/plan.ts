/** What a round decides: verdicts, changes, what is blocked and why. */
import type { Entitlement, Key, Kind, Proof, Verb } from './entitlement.ts';
import type { Delta, Mode } from './policy.ts';
import type { Because, Hold, Word } from './state.ts';

export type Verdict =
  | 'inSync'
  | 'observed'
  | 'alreadyLive'
  | 'toGrant'
  | 'missing'
  | 'toAdjust'
  | 'altered'
  | 'toRevoke'
  | 'unauthorized'
  | 'unreviewed'
  | 'withheld'
  | 'alreadyGone'
  | 'released'
  | 'unknown';

/** The list of design §4: a guard may block a change, with the way out, never add one. */
export type Guard =
  | 'mode'
  | 'drift'
  | 'announced'
  | 'decided'
  | 'kept'
  | 'proof'
  | 'scope'
  | 'managedBy'
  | 'caps'
  | 'protected'
  | 'vendor'
  | 'ownAccount'
  | 'lastAdministrator'
  | 'settling'
  | 'unsure'
  | 'absent'
  | 'rebound'
  | 'ambiguous'
  | 'capability'
  | 'needs'
  | 'rollout'
  | 'reviewTooOld'
  | 'flapping'
  | 'pause';

export type Risk = 'low' | 'privileged' | 'administrator';

/** id = sha256(key, verb, wanted facts, live facts): the same drift keeps its id from run to run. */
export interface Change {
  readonly id: string;
  readonly verb: Verb;
  readonly key: Key;
  readonly identity: string | null;
  /** In ids; as declared where its name was refused. */
  readonly entry: Entitlement;
  /** Holder and written form, with names, for people. */
  readonly label: string;
  readonly before: Entitlement | null;
  readonly because: Because;
  readonly verdict: Verdict;
  readonly mode: Mode;
  /** Ids of changes that must be done first. */
  readonly needs: readonly string[];
  readonly risk: Risk;
}

/** `notBefore`: of what waits for time. */
export interface Blocked {
  readonly change: Change;
  readonly guard: Guard;
  readonly why: string;
  readonly wayOut: string;
  readonly notBefore: number | null;
}

export interface Finding {
  readonly rule: string;
  readonly severity: 'note' | 'warning' | 'error';
  readonly subject: string;
  /** `file:line:col`, where a file has it. */
  readonly at: string | null;
  readonly remedy: string;
}

export interface KindPlan {
  /** The target's own; observe until its baseline stands. */
  readonly mode: Mode;
  readonly proof: Proof | null;
  readonly counts: Readonly<Record<string, number>>;
}

export interface TargetPlan {
  readonly target: string;
  readonly commit: string;
  readonly kinds: Readonly<Record<string, KindPlan>>;
  readonly readAt: number | null;
  readonly error: string | null;
  /** What this round would write; everything else is blocked. In the order of carrying out. */
  readonly changes: readonly Change[];
  readonly blocked: readonly Blocked[];
  /** All but inSync. */
  readonly verdicts: readonly (readonly [Key, Verdict])[];
  readonly findings: readonly Finding[];
}

/** digest = sha256(canonicalJson(review)): policy only, so drift cannot break it. */
export interface Plan {
  readonly version: 1;
  readonly run: 'plan' | 'detect' | 'apply';
  readonly at: number;
  readonly compiler: string;
  readonly review: readonly Delta[];
  readonly digest: string;
  readonly targets: readonly TargetPlan[];
}

/**
 * What a round knows beside state and live. `directories`: target → `type/name` as declared; no entry (also missing
 * once) = unsure. `kinds`: of this target.
 */
export interface World {
  readonly now: number;
  readonly directories: ReadonlyMap<string, ReadonlyMap<string, Word>>;
  readonly holds: readonly Hold[];
  readonly kinds: ReadonlyMap<string, Kind>;
  /** No mode is above it: on GitHub `observe` where the state is not sealed (design §9). */
  readonly mostMode: Mode;
}

/** Declared key → the entry in ids; the join is by live entitlement, in ids. */
export type Resolved = ReadonlyMap<Key, Entitlement>;

export interface Found {
  readonly names: Resolved;
  readonly refused: ReadonlyMap<Key, 'ambiguous' | 'rebound' | 'absent'>;
}

/** Of several withholdings the first counts: deny, directory, disowning review, rule, clock. `kept` blocks, it takes nothing. */
export interface Withholding {
  readonly withheld: ReadonlyMap<Key, Because>;
  readonly kept: ReadonlyMap<Key, Hold>;
  readonly unsure: ReadonlySet<string | null>;
  /** Broken rules that only report, what age or use could not be told of, and who is unsure. */
  readonly findings: readonly Finding[];
}
