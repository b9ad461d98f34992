/** What a simulated policy folder says, as people edit it: plain data. `policy-texts.ts` writes it as YAML, the oracle reads it as it is. */
import type { IdentityType, Mode, OnGone } from '../../src/model/policy.ts';

/** Names are as in YAML: `app`, or `app.main` of a target with that instance. */
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

/**
 * Fields that decide nothing about entitlements, laid over the documents: `Identity ann` → the field's path → its value.
 * The oracle knows nothing of them.
 */
export type Extras = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Which of several ways the draft is written in. It means the same, so the oracle knows nothing of it either. */
export interface Spelling {
  /** Identities that are rows of a table. `shared`: what all rows say stands in the table. `isSplit`: a name is put together from two columns. */
  readonly tables: Readonly<
    Record<string, { readonly of: readonly string[]; readonly shared: boolean; readonly isSplit: boolean; readonly match: string }>
  >;
  /** Identities that lie in the folder of their Team, and do not name it. */
  readonly inFolders: readonly string[];
  /** Roles whose lines stand in a role within them. */
  readonly nested: readonly string[];
  /** Roles whose first grant is put together from a parameter, with what it may be. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Roles whose lines name each holder's account. */
  readonly named: readonly string[];
  /** Roles and identities whose lines say what goes without saying. */
  readonly explicit: readonly string[];
  /** The instance in a role's lines is the holder's environment, which it says itself, or its Team does. */
  readonly environment: { readonly saidBy: 'identity' | 'team'; readonly is: 'main' | 'all' } | null;
  /** Identities whose lines name the group of instances. */
  readonly byGroup: readonly string[];
}

export interface Draft {
  readonly extras?: Extras;
  readonly spelling?: Spelling;
  readonly settings: { readonly maxSilenceSeconds: number; readonly reviewValidSeconds: number; readonly privileged: readonly string[] };
  readonly teams: Readonly<Record<string, { readonly mode: Mode }>>;
  readonly targets: Readonly<Record<TargetName, TargetDraft>>;
  readonly identities: Readonly<Record<string, IdentityDraft>>;
  readonly roles: Readonly<Record<string, RoleDraft>>;
  readonly rules: Readonly<
    Record<
      string,
      {
        readonly maxAgeSeconds?: number;
        readonly maxIdleSeconds?: number;
        readonly maxCount?: number;
        readonly act: 'report' | 'revoke';
        /** Left out: about every key. */
        readonly where?: {
          readonly type?: readonly IdentityType[];
          readonly target?: readonly TargetName[];
          readonly owner?: readonly string[];
        };
      }
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
