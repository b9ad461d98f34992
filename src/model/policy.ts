/** The policy, compiled: what the files at one commit say. */
import type { Entitlement, Key, Text } from './entitlement.ts';

export type Mode = 'observe' | 'review' | 'enforce';

/** `until` is exclusive; `forSeconds` counts from `Approved.startedAt`. */
export interface Terms {
  readonly from?: number;
  readonly until?: number;
  readonly forSeconds?: number;
  readonly because?: string;
}

/** `accounts`: patterns over `type/name`; `*` is any characters, also `/`. */
export interface Scope {
  readonly kinds: readonly string[];
  readonly accounts: readonly string[];
  readonly managedBy?: { readonly tool: string; readonly fixAt: string };
}

export interface DriftRule {
  readonly do: 'report' | 'propose' | 'revoke' | 'restore';
  /** Saved detect rounds. */
  readonly after: number;
}

/** The caps over 24 h (design invariant 6). `revokePercent`: 0 to 100. */
export interface Limits {
  readonly revoke: number;
  readonly revokePercent: number;
  readonly offboard: number;
  readonly grantPrivileged: number;
}

/** Design invariant 6: a, b1, b2, c, d. */
export type Cap = 'correction' | 'review' | 'lifecycle' | 'offboard' | 'grantPrivileged';

/** `disable`: all but the account object goes. */
export type OnGone = 'report' | 'disable' | 'revoke';

export interface AccountRef {
  readonly target: string;
  readonly type: string;
  readonly name: string;
}

/** One instance; groups are gone by now. */
export interface TargetPolicy {
  readonly name: string;
  readonly connector: string;
  readonly owner: string;
  /** From `authority: lifecycle`. `sentinels`: `type/name`. */
  readonly lifecycle: { readonly sentinels: readonly string[]; readonly onDisabled: OnGone; readonly onAbsent: OnGone } | null;
  readonly ceiling: Mode;
  readonly scopes: readonly Scope[];
  readonly drift: Readonly<Record<'unauthorized' | 'missing' | 'altered', DriftRule>>;
  readonly giveBack: 'propose' | 'restore';
  readonly limits: Limits;
  /** Patterns over `kind/name` or `type/name`. */
  readonly privileged: readonly string[];
  readonly protected: readonly string[];
  readonly withinSeconds: number;
  /** An instance's keys laid over the target's. */
  readonly config: unknown;
}

export type IdentityType = 'service' | 'workload' | 'ci' | 'bot' | 'app' | 'agent';

export interface IdentityPolicy {
  readonly name: string;
  readonly owner: string;
  readonly purpose: string | null;
  readonly type: IdentityType;
  /** The least of team and identity. */
  readonly mode: Mode;
  readonly state: 'active' | 'offboard' | 'release';
  readonly accounts: readonly AccountRef[];
  readonly directory: (AccountRef & { readonly onDisabled: OnGone; readonly onAbsent: OnGone }) | null;
}

export interface Settings {
  readonly approval: {
    readonly identityOwner: number;
    readonly targetOwner: number;
    readonly roleOwner: number;
    readonly privileged: readonly string[];
  };
  readonly issues: { readonly per: 'owner'; readonly mention: 'none' | 'newPrivileged' | 'all' };
  readonly maxSilenceSeconds: number;
  readonly reviewValidSeconds: number;
  readonly snapshotMaxAgeSeconds: number;
  readonly snapshot: boolean;
  readonly stateKey: string | null;
}

export interface TeamPolicy {
  readonly name: string;
  readonly github: string | null;
  readonly directory: AccountRef | null;
  readonly successor: string | null;
  readonly mode: Mode;
}

/** `parameters`: name → pattern. `grants`: each item of `access` and `roles` as written, as canonical JSON. */
export interface RolePolicy {
  readonly name: string;
  readonly owner: string;
  readonly parameters: Text;
  readonly grants: readonly string[];
  readonly rollout: { readonly first: number; readonly waitSeconds: number } | null;
}

export type Severity = 'low' | 'medium' | 'high';

export interface RulePolicy {
  readonly id: string;
  readonly where: {
    readonly credential: true;
    readonly type?: readonly string[];
    readonly target?: readonly string[];
    readonly owner?: readonly string[];
  };
  readonly require: { readonly maxAgeSeconds?: number; readonly maxIdleSeconds?: number; readonly maxCount?: number };
  readonly severity: Severity;
  readonly act: 'report' | 'revoke';
}

/**
 * `identities`: the `for` list; for the rule `wide-scope` it names targets. `limit`: target/kind; of the cap `offboard`
 * the target alone.
 */
export type ExceptionPolicy = {
  readonly id: string;
  readonly until: number;
  readonly owner: string;
  readonly because: string;
} & (
  | { readonly rule: string; readonly identities: readonly string[] }
  | { readonly limit: string; readonly cap: Cap; readonly count: number }
);

export interface BreakGlassPolicy {
  readonly name: string;
  readonly who: string;
  readonly may: readonly ('keep' | 'deny' | 'pause')[];
  /** Patterns over the whole written grant. */
  readonly covers: readonly string[];
  readonly never: readonly string[];
  readonly longestSeconds: number;
}

export interface PolicySet {
  readonly settings: Settings;
  readonly teams: ReadonlyMap<string, TeamPolicy>;
  readonly roles: ReadonlyMap<string, RolePolicy>;
  readonly rules: ReadonlyMap<string, RulePolicy>;
  readonly exceptions: ReadonlyMap<string, ExceptionPolicy>;
  readonly breakGlass: ReadonlyMap<string, BreakGlassPolicy>;
}

/**
 * Where a line of the policy gives an entry. `at`: `file:line:col` of the identity's own line; `via`: the chain of roles
 * from the identity outwards, each `role@file:line:col`, the last one the line that names the grant.
 */
export interface Origin {
  readonly at: string;
  readonly via: readonly string[];
}

/** Stands while one of its terms stands. Origins are for people: never compared, never signed. */
export interface DeclaredEntry {
  readonly entry: Entitlement;
  readonly identity: string;
  readonly terms: readonly Terms[];
  readonly origins: readonly Origin[];
}

export interface Never {
  readonly entry: Entitlement;
  readonly identity: string;
}

export interface Declared extends PolicySet {
  readonly compiler: string;
  readonly targets: ReadonlyMap<string, TargetPolicy>;
  readonly identities: ReadonlyMap<string, IdentityPolicy>;
  readonly entries: ReadonlyMap<Key, DeclaredEntry>;
  /** Keys without facets. */
  readonly never: ReadonlyMap<Key, Never>;
}

/** What a change of the policy changes, of one thing or one field of it. No live state, no clock, no line numbers. */
export interface Delta {
  readonly of: 'entry' | 'never' | 'identity' | 'target' | 'settings' | 'team' | 'role' | 'rule' | 'exception' | 'breakGlass';
  /** The thing's own name or Key; of a changed field `name#field`. */
  readonly key: string;
  readonly direction: 'gives' | 'takes' | 'loosens' | 'tightens' | 'neutral';
  readonly before: unknown;
  readonly after: unknown;
}
