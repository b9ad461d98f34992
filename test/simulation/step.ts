/** The steps of a story: all that people, systems and misfortune do in a simulated world. Plain JSON, so that a story can be shrunk and kept. */
import type { Draft } from './draft.ts';

/** One edit of the policy folder: the whole draft after it. Generators make it from the draft before. */
export interface Edit {
  /** In words, for people who read a failing story: `role reader gains app/role/r3`. */
  readonly what: string;
  readonly after: Draft;
  /** The compiler must refuse it, so that it reaches no run; it must accept every other. */
  readonly refused?: true;
}

/** What goes wrong at one port call of a run. `at`: the call's number, counted over the run per port, from 0; of a target's reads all, where it is left out. A state write is one operation on the disk that changes something. */
export type Fault =
  /** The process dies before that system write, that state write or that read. */
  | { readonly is: 'killed'; readonly before: 'systemWrite' | 'stateWrite' | 'read'; readonly at: number }
  /** A read ends at that page: with an error, or without a word (no proof for kinds not finished). */
  | { readonly is: 'cutRead'; readonly target: string; readonly page: number; readonly how: 'error' | 'silent'; readonly at?: number }
  /** A read answers with what was true so long ago; `half`: some of its pages only (an intermediate state). Within the stated settling time unless `over`. */
  | {
      readonly is: 'staleRead';
      readonly target: string;
      readonly seconds: number;
      readonly half: boolean;
      readonly over: boolean;
      readonly at?: number;
    }
  /** Kinds that this read gives no proof for. */
  | { readonly is: 'unproven'; readonly target: string; readonly kinds: readonly string[]; readonly at?: number }
  | {
      readonly is: 'unreachable';
      readonly target: string;
      readonly code: 'unauthenticated' | 'forbidden' | 'throttled' | 'unavailable' | 'badResponse';
      readonly at?: number;
    }
  /** A directory that shows a part of its records only, sentinels among the missing or not. */
  | {
      readonly is: 'narrowedView';
      readonly target: string;
      readonly hides: readonly string[];
      readonly sentinelSeen: boolean;
      readonly at?: number;
    }
  /** The write is carried out and its answer lost. */
  | { readonly is: 'lostAnswer'; readonly target: string; readonly at: number }
  | {
      readonly is: 'failedWrite';
      readonly target: string;
      readonly at: number;
      readonly code: 'conflict' | 'forbidden' | 'unsupported' | 'badResponse' | 'unauthenticated' | 'throttled' | 'unavailable';
    }
  /** Of a step with several changes (`at` counts those alone) only the first is carried out, then an error. */
  | { readonly is: 'halfWrite'; readonly target: string; readonly at: number }
  /** What is written shows only so much later; more than the stated settling time where `over`. */
  | { readonly is: 'latePropagation'; readonly target: string; readonly seconds: number; readonly over: boolean }
  /** Another save comes first, at that save of the run. */
  | { readonly is: 'stateConflict'; readonly at: number };

export interface Account {
  readonly target: string;
  /** `type/name` as it is called now. */
  readonly account: string;
}

export type Step =
  /** Pull requests approved and merged, one or a burst; the next apply lets them through in their order. */
  | { readonly do: 'merge'; readonly edits: readonly Edit[]; readonly quorum: boolean }
  /** Pushed without a review: shown by detect, never obeyed. Later merges build on the reviewed line, not on it. */
  | { readonly do: 'push'; readonly edit: Edit }
  /** A scheduled detect, or an apply: with every merge since the last approval (`late`: with those that an older run would have seen). */
  | {
      readonly do: 'run';
      readonly run: 'detect' | 'apply';
      readonly only: readonly string[] | null;
      readonly late: boolean;
      readonly faults: readonly Fault[];
    }
  /** Two runs at once; their port calls interleave as `order` (a seed) says. */
  | {
      readonly do: 'twoRuns';
      readonly runs: readonly ['detect' | 'apply', 'detect' | 'apply'];
      readonly order: number;
      readonly faults: readonly Fault[];
    }
  /** An admin at the target, by hand. */
  | { readonly do: 'hand'; readonly at: Account; readonly what: 'give' | 'take' | 'alter'; readonly grant: string }
  | {
      readonly do: 'hand';
      readonly at: Account;
      readonly what: 'disable' | 'enable' | 'newKey' | 'delete' | 'create' | 'deleteAndRecreate';
    }
  | { readonly do: 'hand'; readonly at: Account; readonly what: 'rename'; readonly to: string }
  /** The directory's own truth about a record. */
  | { readonly do: 'directory'; readonly at: Account; readonly word: 'active' | 'disabled' | 'absent' }
  | {
      readonly do: 'hold';
      readonly hold: 'keep' | 'deny' | 'pause';
      readonly holder: string | null;
      readonly grant: string | null;
      readonly hours: number;
    }
  /** Someone whose answer counts answers an open proposal: the n-th, in the order of the last plan. */
  | { readonly do: 'setBack'; readonly nth: number }
  /** Or puts it off, for so long. No run makes such an answer yet: it is written into the state, as the work surface will. */
  | { readonly do: 'snooze'; readonly nth: number; readonly hours: number }
  /** The state store itself, between runs. `rollBack`: so many saves ago. */
  | { readonly do: 'state'; readonly harm: 'rollBack' | 'truncate' | 'forge' | 'deleteFile'; readonly saves: number }
  /** An admin puts back what was harmed: the newest good copy. */
  | { readonly do: 'restoreState' }
  | { readonly do: 'wait'; readonly seconds: number };

/** Everything that a world is made from, so that it can be played again. */
export interface Story {
  readonly seed: number;
  readonly start: number;
  readonly first: Draft;
  /** What is there before we come, by target. */
  readonly there: readonly {
    readonly target: string;
    readonly account: string;
    readonly canLogIn: boolean;
    /** `kind/name`, credentials too. */
    readonly holds: readonly string[];
  }[];
  readonly steps: readonly Step[];
}
