/** Carries the changes of one target out, one after the other; decides nothing, and compares nothing. */
import type { ConnectorErrorCode, Kind } from '../model/entitlement.ts';
import type { Change, TargetPlan } from '../model/plan.ts';
import type { Writer } from '../connectors/kit/contract.ts';
import { ConnectorError } from '../connectors/kit/errors.ts';

export interface Done {
  readonly state: 'applied' | 'unchanged' | 'failed' | 'skipped' | 'superseded';
  readonly settlesInSeconds: number;
  /** What went wrong, in words for people. */
  readonly error: string | null;
  /** It may have reached the target: only then an old answer can still come. */
  readonly wasSent: boolean;
}

export interface CarryOut {
  readonly plan: TargetPlan;
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly writer: Writer;
  /** Reads and plans again: after a change of an account object names have to be looked up once more. */
  readonly replan: () => Promise<TargetPlan>;
  /** The lease is ours, and nobody made a hold since this run began; asked before each write. */
  readonly mayWrite: () => Promise<boolean>;
  /** The term that it rests on ended, or began, while the run was under way. */
  readonly isOutOfTime: (change: Change) => boolean;
  readonly progress: (change: Change, done: Done | null) => void;
}

/** An error that says something about the target, not about this one change. */
const halts: ReadonlySet<ConnectorErrorCode> = new Set(['unauthenticated', 'throttled', 'unavailable']);
/** An error after which the target may have carried the change out all the same. */
const isUncertain: ReadonlySet<ConnectorErrorCode> = new Set(['unavailable', 'badResponse', 'unproven']);

/** What was written before it is still told and remembered. */
const UNASKED = 'whether this run may still write could not be asked where the state lies; run again';

const verbKey = (c: Change): string => `${c.verb} ${c.key}`;
const skipped = (error: string): Done => ({ state: 'skipped', settlesInSeconds: 0, error, wasSent: false });

/** By change id, for every change of the plan. */
export async function carryOut(work: CarryOut): Promise<ReadonlyMap<string, Done>> {
  const done = new Map<string, Done>();
  const planned = new Map(work.plan.changes.map((c) => [verbKey(c), c]));
  let queue: readonly Change[] = work.plan.changes;
  let stop: Done | null = null;
  /** Done, but the target does not show it yet: what builds on it waits for the next round. */
  let unseen: ReadonlySet<string> = new Set();

  const tell = (change: Change, result: Done): void => {
    done.set(change.id, result);
    work.progress(change, result);
  };
  while (queue.length > 0) {
    const [change, ...rest] = queue;
    if (change === undefined) break;
    const unmet = change.needs.find((id) => unseen.has(id) || !isThrough(done.get(id)));
    if (stop !== null) {
      tell(change, stop);
      queue = rest;
      continue;
    }
    if (unmet !== undefined) {
      tell(change, skipped('something that must come first is not done'));
      queue = rest;
      continue;
    }
    const mayWrite = await work.mayWrite().catch(() => null);
    if (mayWrite !== true) {
      stop = {
        state: 'superseded',
        settlesInSeconds: 0,
        error: mayWrite === null ? UNASKED : 'another run took over, a newer policy came in, or a hold was made meanwhile; run again',
        wasSent: false,
      };
      continue;
    }
    if (work.isOutOfTime(change)) {
      tell(change, skipped('its time is over, or has begun, since this run looked'));
      queue = rest;
      continue;
    }
    const step = stepOf(change, rest, work, done);
    queue = rest.filter((c) => !step.includes(c));
    for (const c of step) work.progress(c, null);
    const result = await write(work.writer, step);
    for (const c of step) tell(c, result.of(c));
    if (result.halted !== null) stop = skipped(`the target was left: ${result.halted}`);
    const isAccount = step.some((c) => work.kinds.get(c.entry.kind)?.role === 'account');
    if (stop === null && isAccount && result.halted === null && queue.length > 0) {
      const again = await work.replan();
      const wanted = new Map(again.changes.map((c) => [verbKey(c), c]));
      unseen = new Set(step.filter((c) => wanted.has(verbKey(c))).map((c) => c.id));
      // Only what was planned, and remembered, before the first write.
      for (const c of queue) if (!wanted.has(verbKey(c))) tell(c, skipped('planned again after the account changed, and no longer due'));
      queue = again.changes.filter((c) => planned.has(verbKey(c)) && queue.some((q) => verbKey(q) === verbKey(c)));
    }
  }
  return done;
}

const isThrough = (d: Done | undefined): boolean => d?.state === 'applied' || d?.state === 'unchanged';

/** One change, or all of one list where the kind writes whole lists. */
function stepOf(
  change: Change,
  rest: readonly Change[],
  { kinds, isOutOfTime }: Pick<CarryOut, 'kinds' | 'isOutOfTime'>,
  done: ReadonlyMap<string, Done>,
): readonly [Change, ...Change[]] {
  if (kinds.get(change.entry.kind)?.writes !== 'wholeList') return [change];
  const sameList = rest.filter(
    (c) =>
      c.entry.kind === change.entry.kind &&
      c.entry.name === change.entry.name &&
      c.needs.every((id) => isThrough(done.get(id))) &&
      !isOutOfTime(c),
  );
  return [change, ...sameList];
}

async function write(
  writer: Writer,
  step: readonly [Change, ...Change[]],
): Promise<{ readonly of: (c: Change) => Done; readonly halted: string | null }> {
  try {
    const outcomes = new Map((await writer.apply(step)).map((o) => [o.change, o]));
    return {
      halted: null,
      of: (c) => {
        const outcome = outcomes.get(c.id);
        if (outcome === undefined)
          return { state: 'failed', settlesInSeconds: 0, error: 'the connector did not say what came of it', wasSent: true };
        return {
          state: outcome.outcome === 'changed' ? 'applied' : 'unchanged',
          settlesInSeconds: outcome.settlesInSeconds,
          error: null,
          wasSent: true,
        };
      },
    };
  } catch (thrown) {
    // A connector throws nothing else; what it did not mean to throw may hold anything, so its text stays here.
    const error =
      thrown instanceof ConnectorError
        ? thrown
        : new ConnectorError('badResponse', 'the connector failed in a way it should not; please report it');
    const text = `${error.code}: ${error.message}`;
    return {
      halted: halts.has(error.code) ? text : null,
      of: () => ({ state: 'failed', settlesInSeconds: 0, error: text, wasSent: isUncertain.has(error.code) }),
    };
  }
}
