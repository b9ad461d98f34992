/** What all runs share: connections to every target, the directories heard, and what each target's round has around it. */
import type { Plan, TargetPlan } from '../model/plan.ts';
import type { Key, Kind } from '../model/entitlement.ts';
import type { HistoryRow, Hold, Runs, TargetState } from '../model/state.ts';
import { digestOfReview } from '../review/deltas.ts';
import type { Declared, Delta } from '../model/policy.ts';
import { foldHistory } from '../plan/history.ts';
import { instantOf } from '../report/instant.ts';
import type { Loaded } from '../state/store.ts';
import { parseKey, writtenGrant } from '../model/key.ts';
import { sortedBy } from '../model/order.ts';
import { checkClaim } from './claims.ts';
import { type Connection, connectionTo } from './connections.ts';
import { type Heard, hearDirectories } from './directories.ts';
import type { Host } from './host.ts';
import { InputError } from './input-error.ts';
import type { Around, Recorded } from './reconcile.ts';

export interface Rounds {
  readonly states: ReadonlyMap<string, TargetState>;
  readonly connections: ReadonlyMap<string, Connection>;
  readonly heard: Heard;
  readonly around: (name: string) => Around;
}

/**
 * `only`: names of targets or instances; null: all. `counting`: the run is saved. `claim`: an apply marks what it may
 * write. Directories are read also where `only` leaves them out, since others ask them. `accounts`: of a round that looks at
 * these alone, by target.
 */
export async function prepareRounds(
  states: ReadonlyMap<string, TargetState>,
  loaded: Pick<Loaded, 'holds' | 'ledger' | 'runs'>,
  history: ReadonlyMap<string, readonly HistoryRow[]>,
  host: Host,
  options: {
    readonly only: readonly string[] | null;
    readonly counting: boolean;
    readonly claim: boolean;
    /** Others write the rest meanwhile: a directory's absences are counted by who saves it. */
    readonly isApart?: boolean;
    readonly accounts?: ReadonlyMap<string, readonly string[]>;
  },
): Promise<Rounds> {
  const current = new Map([...states].filter(([, s]) => !s.retired));
  const { only, counting, isApart = false, accounts } = options;
  demandKnown(only ?? [], [...current.keys()]);
  const connections = new Map<string, Connection>();
  for (const [name, state] of current) connections.set(name, await connectionTo(state.policy, host));
  const heard = await hearDirectories(current, connections, host, (name) => counting && (!isApart || isChosen(name, only)));
  const chosen = new Map(
    [...current].filter(([name]) => isChosen(name, only)).map(([name, state]) => [name, heard.states.get(name) ?? state]),
  );
  const claims = new Map(
    await Promise.all(
      [...chosen].map(async ([name, state]) => {
        const connection = connections.get(name);
        // A directory in which nothing is managed is only asked.
        const isManaged = state.policy.scopes.length > 0;
        const mayWrite = options.claim && host.mostMode !== 'observe' && state.policy.ceiling !== 'observe';
        const claimed =
          connection === undefined || !isManaged ? { foreign: null, finding: null } : await checkClaim(state, connection, mayWrite);
        return [name, claimed] as const;
      }),
    ),
  );
  return {
    states: chosen,
    connections,
    heard,
    around: (name) => ({
      directories: heard.directories,
      holds: loaded.holds,
      folded: foldHistory(history.get(name) ?? []),
      lastProven: loaded.runs[name]?.lastProven ?? {},
      ledger: loaded.ledger.get(name) ?? [],
      claimed: claims.get(name) ?? { foreign: null, finding: null },
      mostMode: host.mostMode,
      accounts: accounts?.get(name) ?? null,
    }),
  };
}

const names = (of: string, name: string): boolean => of === name || name.startsWith(`${of}.`);

export const isChosen = (name: string, only: readonly string[] | null): boolean => only === null || only.some((o) => names(o, name));

/** A name that is mistyped would else be a target in which nothing is to do. */
function demandKnown(only: readonly string[], known: readonly string[]): void {
  const unknown = only.find((o) => !known.some((name) => names(o, name)));
  if (unknown === undefined) return;
  throw new InputError(
    `target ${JSON.stringify(unknown)}: no target or instance has this name here; there are ${known.length === 0 ? 'none' : sortedBy(known, (k) => k).join(', ')}`,
  );
}

export const kindsByTarget = (connections: ReadonlyMap<string, Connection>): ReadonlyMap<string, ReadonlyMap<string, Kind>> =>
  new Map([...connections].map(([name, c]) => [name, c.kinds]));

export function planOf(run: Plan['run'], at: number, compiler: string, review: readonly Delta[], targets: readonly TargetPlan[]): Plan {
  return { version: 1, run, at, compiler, review, digest: digestOfReview(review), targets: sortedBy(targets, (t) => t.target) };
}

/** What was written and no read has proven yet; a run that leaves it is not green. `state`: as it is saved. */
export function unprovenNotes(states: Iterable<TargetState>): readonly string[] {
  return sortedBy(states, (s) => s.policy.name).flatMap(({ policy, intents }) =>
    intents.length === 0
      ? []
      : [
          `${policy.name}: ${intents.length === 1 ? '1 write is' : `${intents.length} writes are`} not proven yet; a read begun after ${instantOf(intents.reduce((last, i) => Math.max(last, i.until), 0))} proves it.`,
        ],
  );
}

/** What people hold now: a pause stops every write, also where nothing is due. */
export const holdNotes = (holds: readonly Hold[], now: number): readonly string[] =>
  holds
    .filter((h) => now < h.until)
    .map((h) => {
      const what =
        h.do === 'pause' ? 'ALL WRITES ARE PAUSED' : `${h.do} ${h.identity ?? (h.key === null ? '' : writtenGrant(parseKey(h.key)))}`;
      return `${h.id}: ${what} until ${instantOf(h.until)}, by ${h.by}: ${h.because}`;
    });

/** `entry key`, of these keys → the YAML line that gives it: of a role where a role does, else the identity's own. */
export const placesOf = (declared: Declared, keys: Iterable<Key>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...new Set(keys)].flatMap((key) => {
      const origin = declared.entries.get(key)?.origins[0];
      return origin === undefined ? [] : [[`entry ${key}`, origin.via.at(-1)?.replace(/^[^@]*@/, '') ?? origin.at]];
    }),
  );

/** What a plan tells of. */
export const keysOf = (plan: TargetPlan): readonly Key[] => [...plan.changes, ...plan.blocked.map((b) => b.change)].map((c) => c.key);

/** What is approved, by this run too, where `--target` left it out: a run that leaves it is not green. `all`: as they are approved. */
export function leftOutNotes(all: ReadonlyMap<string, TargetState>, looked: ReadonlyMap<string, TargetState>): readonly string[] {
  return sortedBy(
    [...all.values()].filter((s) => !s.retired && !looked.has(s.policy.name)),
    (s) => s.policy.name,
  ).flatMap(({ policy, approved }) => {
    const owed = approved.filter((row) => row.mandate !== null && row.withheld === null).length;
    return owed === 0
      ? []
      : [
          `${policy.name}: --target leaves it out, and ${owed === 1 ? '1 decision on it is' : `${owed} decisions on it are`} approved all the same: the next apply without --target carries it out.`,
        ];
  });
}

/** A target or a kind in it that could not be read. */
export const isUnread = (plan: TargetPlan): boolean => plan.error !== null || Object.values(plan.kinds).some((k) => k.proof === null);

export const hasWork = (plan: TargetPlan): boolean => plan.changes.length > 0 || plan.blocked.length > 0;

/** When a round was saved, and whether it left nothing red. */
export function runTimes(runs: Runs, name: string, recorded: Pick<Recorded, 'lastProven'>, isGood: boolean, now: number): Runs[string] {
  const { lastGood = null, left } = runs[name] ?? {};
  return { lastProven: recorded.lastProven, lastGood: isGood ? now : lastGood, lastRun: now, ...(left === undefined ? {} : { left }) };
}
