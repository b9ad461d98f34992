/** What a simulated policy folder says, as people edit it: plain data. `policy-texts.ts` writes it as YAML, the oracle reads it as it is. */
import type { IdentityType, Mode, OnGone } from '../../src/model/policy.ts';

/** Names are as in YAML. `app` is a target; there are no instances. */
export type TargetName = string;
/** `type/name` or `type/id:…`, in one target. */
export type AccountWords = string;

export interface AccountDraft {
  readonly target: TargetName;
  readonly account: AccountWords;
}

/** Instants in epoch milliseconds, whole seconds. */
export interface GrantDraft {
  readonly target: TargetName;
  /** `kind/name` */
  readonly grant: string;
  /** `type/name`; left out: the identity's only account there. */
  readonly account?: AccountWords;
  /** Facts of kind `role`: admin. */
  readonly admin?: boolean;
  readonly from?: number;
  readonly until?: number;
  readonly forSeconds?: number;
  readonly because?: string;
}

export interface RoleDraft {
  readonly owner: string;
  readonly access: readonly GrantDraft[];
  readonly rollout: { readonly first: number; readonly waitSeconds: number } | null;
}

export interface IdentityDraft {
  readonly type: IdentityType;
  readonly owner: string;
  readonly mode: Mode;
  readonly state: 'active' | 'offboard' | 'release';
  readonly accounts: readonly AccountDraft[];
  readonly directory: {
    readonly target: TargetName;
    readonly account: AccountWords;
    readonly onDisabled?: OnGone;
    readonly onAbsent?: OnGone;
  } | null;
  readonly roles: readonly string[];
  readonly access: readonly GrantDraft[];
  /** Written grants, `target/kind/name`. */
  readonly never: readonly string[];
  readonly from?: number;
  readonly until?: number;
}

export interface ScopeDraft {
  readonly accounts: readonly string[];
  readonly kinds: readonly string[];
  readonly managedBy?: string;
}

export interface TargetDraft {
  readonly owner: string;
  readonly ceiling: Mode;
  readonly lifecycle: { readonly sentinels: readonly string[]; readonly onDisabled: OnGone; readonly onAbsent: OnGone } | null;
  readonly scope: readonly ScopeDraft[];
  readonly drift: {
    readonly unauthorized: { readonly do: 'report' | 'propose' | 'revoke'; readonly after: number };
    readonly missing: { readonly do: 'report' | 'propose' | 'restore'; readonly after: number };
    readonly altered: { readonly do: 'report' | 'propose' | 'restore'; readonly after: number };
  };
  readonly giveBack: 'propose' | 'restore';
  readonly limits: { readonly revoke: number; readonly revokePercent: number; readonly offboard: number; readonly grantPrivileged: number };
  readonly privileged: readonly string[];
  readonly protected: readonly string[];
  readonly withinSeconds: number;
  /** What the connector says of every kind: how long an old answer may still come. */
  readonly settlesInSeconds: number;
  /** What the system cannot do, each as `kind verb`: `user revoke`. Left out: nothing. */
  readonly cannot?: readonly string[];
}

export interface Draft {
  readonly settings: { readonly maxSilenceSeconds: number; readonly reviewValidSeconds: number; readonly privileged: readonly string[] };
  readonly teams: Readonly<Record<string, { readonly mode: Mode }>>;
  readonly targets: Readonly<Record<TargetName, TargetDraft>>;
  readonly identities: Readonly<Record<string, IdentityDraft>>;
  readonly roles: Readonly<Record<string, RoleDraft>>;
  readonly rules: Readonly<
    Record<
      string,
      { readonly maxAgeSeconds?: number; readonly maxIdleSeconds?: number; readonly maxCount?: number; readonly act: 'report' | 'revoke' }
    >
  >;
  readonly exceptions: Readonly<
    Record<
      string,
      | { readonly rule: string; readonly for: readonly string[]; readonly until: number }
      | { readonly limit: string; readonly cap: string; readonly count: number; readonly until: number }
    >
  >;
  readonly breakGlass: Readonly<
    Record<
      string,
      {
        readonly may: readonly ('keep' | 'deny' | 'pause')[];
        readonly covers: readonly string[];
        readonly never: readonly string[];
        readonly longestSeconds: number;
      }
    >
  >;
}
