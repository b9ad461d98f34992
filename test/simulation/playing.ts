/** All that is going on while a story is played, and what anybody can know of it from outside. */
import type { Change } from '../../src/model/plan.ts';
import type { HistoryRow, Hold } from '../../src/model/state.ts';
import type { SetBack } from '../../src/runs/apply.ts';
import { type Policy, policyOf } from '../../src/runs/policy.ts';
import type { Loaded } from '../../src/state/store.ts';
import { memoryDisk } from './disk.ts';
import type { Draft } from './draft.ts';
import { type Machine, plainStore, stateFolder } from './host.ts';
import { beforeWeCome } from './people.ts';
import { policyTexts } from './policy-texts.ts';
import { kindsOnly } from './simulated-connector.ts';
import type { Fault, Story } from './step.ts';
import type { Broken, Merged } from './trace.ts';
import { newWorld } from './truth.ts';

export interface Known {
  /** The text of the seal that it was loaded by: the same seal is the same state. */
  readonly seal: string | null;
  /** Null: it cannot be loaded. */
  readonly loaded: Loaded | null;
  readonly history: readonly HistoryRow[];
}

export interface Playing {
  readonly story: Story;
  readonly machine: Machine;
  /** The reviewed line, in its order; the first is the story's first draft. */
  readonly merged: Merged[];
  pushed: Draft | null;
  /** What the last run told could be set back, in the order of its plans. */
  proposals: readonly Change[];
  /** Answers that no run has taken up yet. */
  answers: readonly SetBack[];
  readonly holds: Hold[];
  /** What the last apply was given: a late run is given the same. */
  given: { readonly from: string | null; readonly reviews: readonly Merged[] } | null;
  known: Known | null;
  /** Copies of the state as it was after its saves, and the newest good one, where it was harmed since. */
  readonly copies: { readonly generation: number; readonly copy: ReturnType<Machine['disk']['copy']> }[];
  good: ReturnType<Machine['disk']['copy']> | null;
  readonly fired: Partial<Record<Fault['is'], number>>;
  readonly refused: string[];
  readonly digest: string[];
  runs: number;
}

const emptyDraft: Draft = {
  settings: { maxSilenceSeconds: 7200, reviewValidSeconds: 604_800, privileged: [] },
  teams: {},
  targets: {},
  identities: {},
  roles: {},
  rules: {},
  exceptions: {},
  breakGlass: {},
};

/** Part of the worlds is sealed, each by a key of its own. */
const sealKeyOf = (seed: number): string | null =>
  seed % 4 === 0 ? `ed25519:${Buffer.alloc(32, `the seal of ${seed} `).toString('base64')}` : null;

export function begin(story: Story): Playing {
  const clock = { now: story.start };
  const first: Merged = {
    commit: 'c0',
    source: '#0',
    mergedAt: story.start,
    quorum: true,
    before: emptyDraft,
    after: story.first,
    approvedAt: null,
  };
  const merged = [first];
  const world = newWorld();
  beforeWeCome(world, story);
  return {
    story,
    machine: {
      clock,
      world,
      disk: memoryDisk(() => clock.now),
      sealKey: sealKeyOf(story.seed),
      alive: new Set(),
      sentinels: (target) => merged.at(-1)?.after.targets[target]?.lifecycle?.sentinels ?? [],
      generation: 0,
      counter: 0,
      months: new Map(),
      remembered: { version: -1 },
    },
    merged,
    pushed: null,
    proposals: [],
    answers: [],
    holds: [],
    given: null,
    known: null,
    copies: [],
    good: null,
    fired: {},
    refused: [],
    digest: [],
    runs: 0,
  };
}

/** The reviewed line's newest. */
export const reviewed = (playing: Playing): Draft => playing.merged.at(-1)?.after ?? emptyDraft;

const compiled = new WeakMap<Draft, Promise<Policy>>();

export function policyFor(draft: Draft): Promise<Policy> {
  const known = compiled.get(draft) ?? policyOf(policyTexts(draft), [], kindsOnly);
  compiled.set(draft, known);
  return known;
}

/** What the state says now, to somebody who only looks: loaded as any run loads it. */
export async function look(playing: Playing): Promise<Known> {
  if (playing.good !== null) return { seal: null, loaded: null, history: [] };
  const { machine } = playing;
  const seal = machine.disk.read(`${stateFolder}/seal.json`);
  if (playing.known?.seal === seal) return playing.known;
  const store = plainStore(machine);
  const loaded = await store.load();
  machine.generation = Math.max(machine.generation, loaded.generation);
  playing.known = { seal, loaded, history: [...(await store.history()).values()].flat() };
  return playing.known;
}

/** What a checker throws, thrown by the play itself. */
export const brokenBy = ({ rule, message }: Broken): Error => Object.assign(new Error(message), { rule });
