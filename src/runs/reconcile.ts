/** One round for one target, the heart: read, resolve, withhold, plan; then, with a writer, remember, act, read again, settle. */
import { carryOut, type Done } from '../apply/carry-out.ts';
import type { Live } from '../model/entitlement.ts';
import type { Plan, Withholding, World } from '../model/plan.ts';
import { sortedBy } from '../model/order.ts';
import { see, type Sight } from '../model/sight.ts';
import type { HistoryRow, Hold, LedgerRow, TargetState } from '../model/state.ts';
import { teamFindings } from '../lifecycle/directory.ts';
import { withhold } from '../lifecycle/withhold.ts';
import { carriedOut, intend } from '../plan/intend.ts';
import { comesAndGoes, markApplied, recordLedger } from '../plan/ledger.ts';
import { type Folded, foldHistory, recordHistory } from '../plan/history.ts';
import { decide, type Decided } from '../plan/plan.ts';
import { isOutOfTime } from '../plan/out-of-time.ts';
import { resolve } from '../plan/resolve.ts';
import { settle } from '../plan/settle.ts';
import type { Connect, Ports, Writer } from '../connectors/kit/contract.ts';
import { type Claimed, foreignLive } from './claims.ts';
import { asConnectorError, type Connection, read } from './connections.ts';
import type { FirstRead } from './directories.ts';
import type { Host } from './host.ts';
import type { Saver } from './saver.ts';

/** What one look at a target says, before anything is done about it. */
export interface Looked {
  /** With the names that this read bound. */
  readonly state: TargetState;
  readonly world: World;
  readonly sight: Sight;
  readonly withholding: Withholding;
  readonly decided: Decided;
}

/** Pure: everything between a read and a decision. `now`: an instant before the read began. */
export function look(state: TargetState, live: Live, world: World): Looked {
  const resolved = resolve(state, live, world.kinds);
  const sight = see(resolved.state, resolved.found, live, world.kinds);
  const withholding = withhold(resolved.state, sight, world);
  return { state: resolved.state, world, sight, withholding, decided: decide(resolved.state, sight, withholding, world) };
}

export const settled = (looked: Looked, run: Plan['run']): TargetState =>
  settle(looked.state, looked.sight, looked.decided, looked.withholding, looked.world, run);

/** What a target's rounds know beside its state. */
export interface Around {
  readonly directories: World['directories'];
  readonly holds: readonly Hold[];
  readonly folded: Folded;
  readonly lastProven: Readonly<Record<string, number>>;
  readonly ledger: readonly LedgerRow[];
  readonly claimed: Claimed;
  readonly mostMode: World['mostMode'];
  /** Stable ids that this round looks at and no others; null: all. */
  readonly accounts: readonly string[] | null;
}

/** What a round saves about what it saw, beside the settled state. */
export interface Recorded {
  readonly state: TargetState;
  readonly ledger: readonly LedgerRow[];
  readonly history: readonly HistoryRow[];
  readonly lastProven: Readonly<Record<string, number>>;
}

export const worldAt = (now: number, connection: Connection, around: Pick<Around, 'directories' | 'holds' | 'mostMode'>): World => ({
  now,
  directories: around.directories,
  holds: around.holds,
  kinds: connection.kinds,
  mostMode: around.mostMode,
});

/** The instant is taken before the read begins: a read that began before a settling time was over proves nothing about it. */
export async function lookNow(state: TargetState, connection: Connection, around: Around, host: Host, first?: FirstRead): Promise<Looked> {
  const now = first?.now ?? host.now();
  const live = first === undefined ? await read(connection, host, around.accounts) : narrowed(first.live, around.accounts);
  const looked = look(
    state,
    around.claimed.foreign === null ? live : foreignLive(live, around.claimed.foreign),
    worldAt(now, connection, around),
  );
  return withTold(looked, around);
}

/** A whole read, as one of these accounts alone. */
function narrowed(live: Live, accounts: readonly string[] | null): Live {
  if (accounts === null) return live;
  const only = new Set(accounts);
  return { ...live, only: sortedBy(only, (id) => id), entries: live.entries.filter((entry) => only.has(entry.account)) };
}

/** A round without a writer that is saved: a detect's, or the one of an apply that makes the first baseline. */
export async function observe(
  state: TargetState,
  connection: Connection,
  around: Around,
  host: Host,
  run: Plan['run'],
  first?: FirstRead,
): Promise<{ readonly looked: Looked; readonly recorded: Recorded }> {
  const looked = await lookNow(state, connection, around, host, first);
  return { looked, recorded: record(looked, around, run) };
}

export function record(looked: Looked, around: Around, run: Plan['run']): Recorded {
  const { state, sight, decided, world } = looked;
  return {
    state: settled(looked, run),
    ledger: recordLedger(around.ledger, state, sight, decided, world.now),
    ...recordSeen(looked, around),
  };
}

function recordSeen({ state, sight, decided, world }: Looked, around: Around): Pick<Recorded, 'history' | 'lastProven'> {
  const proven = Object.keys(sight.live.proofs).map((kind) => [kind, sight.live.begunAt] as const);
  return {
    history: recordHistory(around.folded, state, sight, decided, world, around.lastProven),
    lastProven: sight.live.only === null ? { ...around.lastProven, ...Object.fromEntries(proven) } : around.lastProven,
  };
}

/** Adds what the pure plan cannot know: drift that comes and goes, whose target this is, teams that are gone. */
export function withTold(looked: Looked, around: Around): Looked {
  const found = [
    ...comesAndGoes(around.ledger, looked.world.now),
    ...(around.claimed.finding === null ? [] : [around.claimed.finding]),
    // Told once, by the directory that says so.
    ...teamFindings(
      looked.state.teams.filter((t) => t.directory?.target === looked.state.policy.name),
      around.directories,
    ),
  ];
  if (found.length === 0) return looked;
  const { plan } = looked.decided;
  return { ...looked, decided: { ...looked.decided, plan: { ...plan, findings: [...plan.findings, ...found] } } };
}

export interface Acted {
  /** What the round decided to write. */
  readonly looked: Looked;
  readonly done: ReadonlyMap<string, Done>;
  /** The proof: the plan on the read after it, or the same look where nothing was written. */
  readonly proof: Looked;
  readonly recorded: Recorded;
}

/** False: somebody stops this run; what is owed stays an intent, and the next round proves it. */
const paused = (host: Host, ms: number): Promise<boolean> =>
  host.pause(ms).then(
    () => true,
    () => false,
  );

/** How often an early re-read shows progress: growing pauses, in milliseconds. */
const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

/**
 * A round with a writer. `waitMs`: how long at most to wait for the settling time before reading again; what needs longer
 * is left as an intent, and the next round verifies it. `mayWrite`: asked before each write.
 */
export async function act(
  state: TargetState,
  connection: Connection,
  around: Around,
  host: Host,
  saver: Saver,
  waitMs: number,
): Promise<Acted> {
  const name = connection.policy.name;
  const looked = await lookNow(state, connection, around, host);
  if (looked.decided.plan.changes.length === 0) {
    return { looked, done: new Map(), proof: looked, recorded: record(looked, around, 'apply') };
  }
  // Remembered before the first write: else what is taken cannot be given back, and a killed run forgets what it owes.
  const intended = intend(looked.state, looked.decided, looked.withholding, connection.kinds, host.now());
  const ledger = recordLedger(around.ledger, looked.state, looked.sight, looked.decided, looked.world.now);
  // What this read saw is history before the writes change it: a key that is then waited for is not looked at again for long.
  const seen = recordSeen(looked, around);
  await saver.save({ targets: new Map([[name, intended]]), ledger: new Map([[name, ledger]]), historyAppend: seen.history });

  const done = await write(looked, intended, connection, around, host, saver);
  const now = host.now();
  const through = [...done].filter(([, d]) => d.state === 'applied' || d.state === 'unchanged');
  const unsent = new Set([...done].filter(([, d]) => !d.wasSent).map(([id]) => id));
  const carried = carriedOut(intended, looked.state, new Map(through.map(([id, d]) => [id, d.settlesInSeconds])), unsent, now);
  const written = {
    ...around,
    ledger: markApplied(ledger, new Set(through.map(([id]) => id)), now),
    folded: foldHistory(seen.history, around.folded),
    lastProven: seen.lastProven,
  };
  const proof = await readAgain(carried, looked, new Set(through.map(([id]) => id)), connection, written, host, waitMs);
  return { looked, done, proof, recorded: record(proof, written, 'apply') };
}

async function write(
  looked: Looked,
  intended: TargetState,
  connection: Connection,
  around: Around,
  host: Host,
  saver: Saver,
): Promise<ReadonlyMap<string, Done>> {
  const { policy, connect, ports, kinds } = connection;
  const made = makeWriter(connect, policy.name, policy.config, ports);
  if ('error' in made) {
    return new Map(
      looked.decided.plan.changes.map((c) => [c.id, { state: 'failed', settlesInSeconds: 0, error: made.error, wasSent: false }]),
    );
  }
  await using writer = made.writer;
  const rows = new Map(intended.approved.map((r) => [r.key, r]));
  return await carryOut({
    plan: looked.decided.plan,
    kinds,
    writer,
    mayWrite: () => saver.stillOurs(),
    isOutOfTime: (change) => isOutOfTime(change, rows, host.now()),
    replan: async () => {
      // On what stood before this round's intents, which would else hold back their own changes as settling.
      const again = await lookNow({ ...intended, intents: looked.state.intents }, connection, around, host);
      return again.decided.plan;
    },
    progress: (change, d) =>
      host.tell(d === null ? { what: 'writing', target: policy.name, change } : { what: 'written', target: policy.name, change, done: d }),
  });
}

/** Without a write secret, say: nothing was written, and each change says why. */
function makeWriter(
  connect: Connect,
  target: string,
  config: unknown,
  ports: Ports,
): { readonly writer: Writer } | { readonly error: string } {
  try {
    return { writer: connect.writer(target, config, ports) };
  } catch (thrown) {
    const error = asConnectorError(thrown, target);
    return { error: `${error.code}: ${error.message}` };
  }
}

/** The read that proves it, begun once the settling time is over; earlier ones only show progress. */
async function readAgain(
  carried: TargetState,
  looked: Looked,
  through: ReadonlySet<string>,
  connection: Connection,
  around: Around,
  host: Host,
  waitMs: number,
): Promise<Looked> {
  const started = host.now();
  const due = carried.intents.reduce((last, i) => (through.has(i.change) ? Math.max(last, i.until) : last), started);
  const end = Math.min(due, started + waitMs);
  let pause = firstPauseMs;
  for (;;) {
    const left = end - host.now();
    if (left <= 0) break;
    if (!(await paused(host, Math.min(left, pause)))) break;
    pause = Math.min(pause * 2, longestPauseMs);
    if (host.now() >= end) break;
    const early = await lookNow(carried, connection, around, host);
    const wanted = new Set(
      [...early.decided.plan.changes, ...early.decided.plan.blocked.map((b) => b.change)].map((c) => `${c.verb} ${c.key}`),
    );
    const seen = looked.decided.plan.changes.filter((c) => through.has(c.id) && !wanted.has(`${c.verb} ${c.key}`)).length;
    host.tell({ what: 'settling', target: connection.policy.name, seen, of: through.size, due });
  }
  return await lookNow(carried, connection, around, host);
}
