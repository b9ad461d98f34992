/** What a connector is: kinds as pure data, a reader, a writer. A planner holds a Reader only. */
import type { Entitlement, Proof, Ref } from '../../model/entitlement.ts';
import type { Change } from '../../model/plan.ts';

export type { ConnectorKinds, SchemaCheck } from '../../model/connector-kinds.ts';

/**
 * `entries` and `refs`: see their types; every live account is in `refs` under its account kind. `own`: stable ids of
 * accounts that we act as, where the target tells. `unproven`: kind → why the read gives no proof for it, in one clause for
 * people; such a kind has no proof, whatever is returned.
 */
export interface Page {
  readonly entries: readonly Entitlement[];
  readonly refs: readonly Ref[];
  readonly own?: readonly string[];
  readonly unproven?: Readonly<Record<string, string>>;
  /** When what is answered was read, epoch milliseconds: of a kept read, shown again. Left out = now. */
  readonly readAt?: { readonly begunAt: number; readonly endedAt: number };
}

export interface Reader extends AsyncDisposable {
  /**
   * Yields pages and returns one proof per kind: a read that was cut off cannot pass for a short one. A kind without a
   * proof is unknown; the others stand. Throws ConnectorError only.
   */
  read(only?: { readonly accounts: readonly string[] }): AsyncGenerator<Page, Readonly<Record<string, Proof>>>;
}

export interface Writer extends AsyncDisposable {
  /**
   * One change, or all changes of one list where the kind `writes` wholeList. Repeating gives `unchanged`. Change.entry is
   * in ids, but for an account that is to be created: there its words. Throws ConnectorError only.
   */
  apply(step: readonly [Change, ...Change[]]): Promise<readonly Outcome[]>;
}

/** `settlesInSeconds` may lengthen what the kind says, never shorten it. */
export interface Outcome {
  readonly change: string;
  readonly outcome: 'changed' | 'unchanged';
  readonly settlesInSeconds: number;
}

/**
 * All that a connector gets of the world outside. `secret`: by the name in the policy and the origin that it is about to
 * be sent to (`scheme://host:port`); rejects with ConnectorError `forbidden` unless `NHI_ORIGINS` binds the two, and does
 * so before any request. `fileRoot`: the folder below which a `file` target's path lies. Instants in epoch milliseconds.
 */
export interface Ports {
  readonly fetch: typeof fetch;
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly secret: (name: string, origin: string) => Promise<string>;
  /**
   * Is this origin named in `NHI_ORIGINS`? Only then may it be plain http, loopback or link-local, also where no secret is
   * sent. Left out = none is.
   */
  readonly originNamed?: (origin: string) => boolean;
  readonly fileRoot: string;
  /** Sleeps, or rejects when `signal` aborts. */
  readonly pause: (ms: number) => Promise<void>;
  /** A number in [0, 1) for jitter. */
  readonly random: () => number;
}

/** connect.ts: no I/O before read, apply or claim. `target`: the name that its entries carry. */
export interface Connect {
  reader(target: string, config: unknown, ports: Ports): Reader;
  writer(target: string, config: unknown, ports: Ports): Writer;
  /** A mark in the target; absent = finding `unclaimed`. `owner`: text that names the policy repo. */
  claim?(target: string, config: unknown, ports: Ports, owner: string, write: boolean): Promise<'ours' | 'foreign' | 'none'>;
}
