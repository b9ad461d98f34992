/** Runs of the product in a simulated world, one by itself or two at once: what each was given, did and left. */
import { applyReviewed } from '../../src/runs/apply.ts';
import { detect } from '../../src/runs/detect.ts';
import type { Planned } from '../../src/runs/plan.ts';
import { differsFromCommit } from '../../src/runs/recomputed.ts';
import { beginRun, type Run } from './host.ts';
import { brokenBy, look, type Playing, policyFor, reviewed } from './playing.ts';
import { randomOf } from './random.ts';
import type { Fault, Step } from './step.ts';
import type { Merged, Ran } from './trace.ts';

interface Told {
  readonly planned: Planned | null;
  readonly refused: Ran['refused'];
  readonly died: boolean;
}

export interface RunOptions {
  readonly only: readonly string[] | null;
  readonly late: boolean;
  readonly faults: readonly Fault[];
  readonly waitMs?: number;
}

/** How long an apply waits for a target to settle: some not at all. */
const waits = [0, 20_000, 900_000] as const;

const numberOf = (playing: Playing, commit: string | null): number => playing.merged.findIndex((m) => m.commit === commit);

interface Given {
  readonly reviews: readonly Merged[];
  readonly answers: Playing['answers'];
  readonly start: (run: Run) => Promise<Planned>;
}

async function givenTo(playing: Playing, kind: 'detect' | 'apply', options: RunOptions): Promise<Given> {
  if (kind === 'detect') {
    const policy = await policyFor(playing.pushed ?? reviewed(playing));
    const shown = policy.hasErrors ? null : policy;
    return { reviews: [], answers: [], start: ({ store, host }) => detect(shown, store, host, options.only) };
  }
  const from = (await look(playing)).loaded?.policyCommit ?? null;
  const fresh = { from, reviews: playing.merged.slice(numberOf(playing, from) + 1) };
  const given = options.late ? (playing.given ?? fresh) : fresh;
  playing.given = given;
  const { answers } = playing;
  const through = await Promise.all(
    given.reviews.map(async ({ commit, source, mergedAt, quorum, after }) => ({
      policy: { ...(await policyFor(after)), commit },
      because: { authority: 'review', source, at: mergedAt, ...(quorum ? { quorum } : {}) } as const,
      renew: false,
    })),
  );
  const waitMs = options.waitMs ?? waits[playing.runs % waits.length] ?? 0;
  return {
    reviews: given.reviews,
    answers,
    start: ({ store, host }) => applyReviewed(given.from, through, answers, store, host, { only: options.only, waitMs }),
  };
}

/** Ended, refused or dead. */
function endOf(run: Run, work: Promise<Planned>): Promise<Told> {
  const told = work.then(
    (planned): Told => ({ planned, refused: null, died: false }),
    (thrown: unknown): Told => {
      if (!(thrown instanceof Error)) throw thrown;
      // A run may refuse with a reason; anything else that it ends with is a fault of it.
      if (thrown.name !== 'InputError' && thrown.name !== 'StateError') {
        throw brokenBy({ rule: 'crash', message: thrown.stack ?? thrown.message });
      }
      return { planned: null, refused: { name: thrown.name, message: thrown.message }, died: false };
    },
  );
  return Promise.race([told, run.death.then((): Told => ({ planned: null, refused: null, died: true }))]);
}

const idle = (): Promise<null> => new Promise((resolve) => setImmediate(() => resolve(null)));

/** Nothing that it waits for can come any more. */
const hangs = (): Error => brokenBy({ rule: 'crash', message: 'the run neither ended nor died' });

export async function oneRun(playing: Playing, kind: 'detect' | 'apply', options: RunOptions): Promise<Ran> {
  const before = (await look(playing)).loaded;
  const beganAt = playing.machine.clock.now;
  const given = await givenTo(playing, kind, options);
  const run = beginRun(playing.machine, options.faults, () => null);
  const told = await Promise.race([endOf(run, given.start(run)), idle()]);
  run.end();
  if (told === null) throw hangs();
  const ran = { kind, before, beganAt, given, run, told, faults: options.faults, endedAt: playing.machine.clock.now };
  const { loaded: after } = await look(playing);
  return await recorded(playing, { ...ran, after });
}

/** Every call of either run to the outside waits, and chance lets one go at a time. */
export async function twoRuns(playing: Playing, step: Extract<Step, { readonly do: 'twoRuns' }>): Promise<readonly Ran[]> {
  const { clock } = playing.machine;
  const before = (await look(playing)).loaded;
  const random = randomOf(step.order);
  // Some orders change at each call, some let one run go on for long.
  const stays = random.whole(1, 64);
  const waiting: { readonly by: number; readonly go: () => void }[] = [];
  let last = random.whole(0, step.runs.length - 1);
  const open = new Set<number>(step.runs.keys());
  const begun: {
    readonly ran: Omit<Begun, 'told' | 'endedAt' | 'after'>;
    readonly end: Promise<Told>;
    endedAt: number;
    after: Ran['after'];
  }[] = [];
  for (const [i, kind] of step.runs.entries()) {
    const faults = step.faults.filter((_, n) => n % step.runs.length === i);
    const given = await givenTo(playing, kind, { only: null, late: false, faults });
    const turn = (): Promise<void> => new Promise((go) => void waiting.push({ by: i, go }));
    const run = beginRun(playing.machine, faults, turn);
    const one = {
      ran: { kind, before, beganAt: clock.now, given, run, faults },
      end: endOf(run, given.start(run)),
      endedAt: 0,
      after: before,
    };
    const ended = async (): Promise<void> => {
      run.end();
      one.endedAt = clock.now;
      one.after = (await look(playing)).loaded;
      open.delete(i);
    };
    one.end.then(ended, ended);
    begun.push(one);
  }
  while (open.size > 0) {
    await idle();
    if (open.size > 0 && waiting.length === 0) throw hangs();
    const sticky = random.oneIn(stays) ? -1 : waiting.findIndex((w) => w.by === last);
    const [next] = waiting.splice(sticky >= 0 ? sticky : random.whole(0, Math.max(0, waiting.length - 1)), 1);
    last = next?.by ?? last;
    next?.go();
  }
  const rans: Ran[] = [];
  for (const { ran, end, endedAt, after } of begun) rans.push(await recorded(playing, { ...ran, told: await end, endedAt, after }));
  return rans;
}

/** Taken for a folder that is half there: passed over once a later merge fills it again. */
const isEmptying = ({ before, after }: Merged): boolean =>
  Object.keys(before.identities).length > 1 && Object.keys(after.identities).length === 0;

interface Begun {
  readonly kind: 'detect' | 'apply';
  readonly before: Ran['before'];
  readonly after: Ran['after'];
  readonly beganAt: number;
  readonly endedAt: number;
  readonly given: Given;
  readonly run: Run;
  readonly told: Told;
  readonly faults: readonly Fault[];
}

/** What a run approved is what its commit says: else every later run on GitHub would take it for forged (T2). */
async function demandAsCommitted(playing: Playing, { before, after }: Begun): Promise<void> {
  if (after === null || after.policyCommit === before?.policyCommit) return;
  const merged = playing.merged[numberOf(playing, after.policyCommit)];
  if (merged === undefined) return;
  const differs = differsFromCommit(after.targets, { ...(await policyFor(merged.after)), commit: merged.commit }, 'the state');
  if (differs !== null) throw brokenBy({ rule: 'T2: what is approved is what its commit says', message: differs.note });
}

async function recorded(playing: Playing, ran: Begun): Promise<Ran> {
  const { given, run, told } = ran;
  playing.runs += 1;
  const { after } = ran;
  await demandAsCommitted(playing, ran);
  if (after !== null) {
    const last = numberOf(playing, after.policyCommit);
    for (const [n, m] of playing.merged.slice(0, last + 1).entries()) if (n === last || !isEmptying(m)) m.approvedAt ??= ran.beganAt;
  }
  for (const { is } of run.fired) playing.fired[is] = (playing.fired[is] ?? 0) + 1;
  const plans = told.planned?.report.plan.targets ?? [];
  if (told.planned !== null) {
    if (ran.kind === 'apply') playing.answers = playing.answers.filter((a) => !given.answers.includes(a));
    playing.proposals = plans
      .flatMap((p) => p.blocked)
      .filter((b) => ['drift', 'announced', 'mode'].includes(b.guard) && b.change.mode !== 'observe')
      .map((b) => b.change);
  }
  const outcome = Object.fromEntries(Object.entries(told.planned?.report.outcome ?? {}).map(([id, o]) => [id, o.state]));
  playing.digest.push(JSON.stringify([ran.kind, ran.endedAt, told.died, told.refused, outcome, run.caller.written.length]));
  return {
    run: ran.kind,
    beganAt: ran.beganAt,
    endedAt: ran.endedAt,
    died: told.died,
    refused: told.refused,
    exitCode: told.planned?.report.exitCode ?? null,
    faults: ran.faults,
    fired: [...run.fired],
    reads: run.caller.reads,
    written: run.caller.written,
    reviews: given.reviews,
    answers: given.answers.map((a) => a.change),
    plans,
    outcome,
    notes: told.planned?.report.notes ?? [],
    before: ran.before,
    after,
  };
}
