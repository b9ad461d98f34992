/** What an entitlement is, and what a connector knows about one sort of it. */

export type Text = Readonly<Record<string, string>>;

/**
 * Canonical JSON of `[target, kind, account, name, ...[facet, value] pairs sorted by facet]`.
 * State and changes use the declared key where an approved entry exists, else the live key.
 */
export type Key = string;

/** One fact of access. Instants anywhere in the model are epoch milliseconds, made at the border. */
export interface Entitlement {
  /** `vault.prod`: the target with its instance. */
  readonly target: string;
  /** Declared: the policy's words, `type/name` or `type/id:…`. Live: the stable id. */
  readonly account: string;
  readonly kind: string;
  /**
   * Declared: the policy's words. Live: verbatim, but the stable id for a kind of role account or
   * login (the account's own id) and for a kind with `refersTo` (people see the Ref's name).
   */
  readonly name: string;
  /** Widen the grant: part of the key. */
  readonly facets: Text;
  /** Compared. A live entry may carry more facts than are compared. */
  readonly facts: Text;
  /** Never compared. */
  readonly seen?: { readonly createdAt?: number; readonly lastUsedAt?: number; readonly ownerHint?: string };
}

/** An object that a read saw, also one that holds nothing: a group without members. Every live account has one, of its account kind; ids are unique over all account kinds of a target. */
export interface Ref {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
}

export type Verb = 'grant' | 'revoke' | 'adjust';

/** Decides order and cascade. */
export type KindRole = 'account' | 'login' | 'credential' | 'grant' | 'sink';

/** What a connector knows about one sort of entitlement, as pure data: policy, plan and offline PR plans need it. */
export interface Kind {
  readonly name: string;
  readonly role: KindRole;
  readonly facets: readonly string[];
  /** A change whose verb is missing here is blocked (capability). */
  readonly verbs: readonly Verb[];
  /** A default makes an undeclared fact compared. `mayPrint`: the allow-list of what may be shown (design invariant 10). */
  readonly facts: Readonly<Record<string, { readonly default?: string; readonly mayPrint: boolean }>>;
  /** The name is looked up among Refs of this kind. */
  readonly refersTo?: string;
  readonly writes: 'member' | 'wholeList';
  /** This long after the write an old answer may still come; known before the write. */
  readonly settlesInSeconds: number;
  readonly revocation: 'immediate' | 'untilTokenExpiry';
  /** Name patterns, matched against the name as people see it: guards and risk come from here. */
  readonly administrator: readonly string[];
  readonly privileged: readonly string[];
  readonly vendor: readonly string[];
}

export interface Proof {
  readonly read: number;
  readonly claimed: number | null;
  readonly by: 'cursorEnd' | 'count' | 'onePage';
}

/** Which of them skip one change and which halt a target: `apply/`. */
export type ConnectorErrorCode =
  | 'unauthenticated'
  | 'forbidden'
  | 'throttled'
  | 'unavailable'
  | 'conflict'
  | 'unproven'
  | 'badResponse'
  | 'unsupported';

/** One read of one target. */
export interface Live {
  readonly begunAt: number;
  readonly endedAt: number;
  /** A partial read: then the proof, and the plan, cover these accounts (stable ids) and nothing else. */
  readonly only: readonly string[] | null;
  readonly entries: readonly Entitlement[];
  readonly refs: readonly Ref[];
  /** By kind. A kind without a proof is unknown; the others stand. */
  readonly proofs: Readonly<Record<string, Proof>>;
  /** Stable ids of the accounts that we act as: never touched (design invariant 7). */
  readonly own: readonly string[];
  readonly error: { readonly code: ConnectorErrorCode; readonly message: string } | null;
}
