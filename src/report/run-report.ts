/** What a run hands over to be told: its plan, and what came of it. */
import type { Kind } from '../model/entitlement.ts';
import type { Plan, TargetPlan } from '../model/plan.ts';
import type { Delta } from '../model/policy.ts';

/**
 * applied: written, not yet read again. seen: read again and there, but an old answer may still come until `proofDue`.
 * verified: a proven read no longer wants the change. unchanged: the target said that it was so already. skipped: left
 * out by an error or because of one it needs. superseded: the lease or the policy in force had moved on.
 */
export type OutcomeState = 'applied' | 'verified' | 'unchanged' | 'seen' | 'failed' | 'skipped' | 'superseded';

export interface ChangeOutcome {
  readonly state: OutcomeState;
  readonly proofDue?: number;
  readonly error?: string;
}

/** What the first proven read of a scope took in: kind → how many. */
export type TakenIn = Readonly<Record<string, number>>;

/** One approval that this review needs, and whether it is there. */
export interface Seat {
  readonly team: string;
  readonly why: string;
  readonly have: boolean;
}

/** How far one edited role reaches. */
export interface RoleReach {
  readonly role: string;
  readonly identities: number;
  readonly teams: number;
}

/** What a pull request's report says beside the plan; all of it may be left out. */
export interface ReviewNotes {
  /** The source that this review's mandates carry; a change with another one was not caused by it. */
  readonly source?: string;
  /** `of key` of a delta → `file:line:col`. */
  readonly places?: Readonly<Record<string, string>>;
  /** Identity → team. */
  readonly owners?: Readonly<Record<string, string>>;
  readonly roles?: readonly RoleReach[];
  readonly seats?: readonly Seat[];
}

export interface RunReport {
  readonly plan: Plan;
  /** By change id. */
  readonly outcome?: Readonly<Record<string, ChangeOutcome>>;
  /** The second round of the targets where a scope had no baseline: shown in place of the first. */
  readonly trial?: readonly TargetPlan[];
  /** By target. */
  readonly baselineMade?: Readonly<Record<string, TakenIn>>;
  readonly notes: readonly string[];
  /** Of a detect: commits not yet approved, shown and never obeyed. */
  readonly deltasNotApproved?: readonly Delta[];
  readonly review?: ReviewNotes;
  /** Of a run on GitHub, where nobody has a terminal: change id → the adopt pull request that asks for an answer. */
  readonly answers?: Readonly<Record<string, number>>;
  readonly exitCode: 0 | 1 | 2;
}

/** Target → kind name → kind: decides what may be printed. */
export type KindsByTarget = ReadonlyMap<string, ReadonlyMap<string, Kind>>;
