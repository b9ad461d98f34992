/** The world outside, as the runs get it: made once by a face (cli.ts, action.ts), or by a test. */
import type { Change } from '../model/plan.ts';
import type { Done } from '../apply/carry-out.ts';
import type { Mode, TargetPolicy } from '../model/policy.ts';
import type { Connectors } from '../connectors/registry.ts';

export type Progress =
  | { readonly what: 'policy'; readonly folder: string }
  | { readonly what: 'reading'; readonly target: string }
  | { readonly what: 'read'; readonly target: string; readonly entries: number; readonly error: string | null }
  | { readonly what: 'writing'; readonly target: string; readonly change: Change }
  | { readonly what: 'written'; readonly target: string; readonly change: Change; readonly done: Done }
  /** `seen`: how many of `of` an early re-read shows already; the proof is due at `due`, epoch ms. */
  | { readonly what: 'settling'; readonly target: string; readonly seen: number; readonly of: number; readonly due: number }
  | { readonly what: 'note'; readonly text: string };

export interface Host {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Rejects when `signal` aborts. */
  readonly pause: (ms: number) => Promise<void>;
  readonly random: () => number;
  /** Never the same twice, anywhere: the mark that a state puts into its target. */
  readonly uuid: () => string;
  /** The connectors there are: the faces give the registry. */
  readonly connectors: Connectors;
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
  /** The value of a secret by its name, or null. Taken out of the environment before any connector loads. */
  readonly secretValue: (name: string) => Promise<string | null>;
  /** Left out: each target is reached as its policy says. Else as the one of its name here, and no other is reached. */
  readonly reachedAs?: ReadonlyMap<string, TargetPolicy>;
  /** `NHI_ORIGINS`: secret name → origins. Null where it is not set: then a target's own url binds its secrets. */
  readonly origins: Readonly<Record<string, readonly string[]>> | null;
  /** The folder below which `file` targets lie. */
  readonly fileRoot: string;
  /** No mode is above it in this run. */
  readonly mostMode: Mode;
  /** Who runs this, for people: the OS user. */
  readonly user: string;
  readonly runId: string;
  readonly tell: (progress: Progress) => void;
}
