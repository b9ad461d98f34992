/** The end of a story: faults have stopped, nobody edits or answers, and rounds run until nothing is written (design invariant 3). */
import type { Blocked } from '../../src/model/plan.ts';
import { hasNewScope } from '../../src/runs/approval.ts';
import { brokenBy, look, type Playing, reviewed } from './playing.ts';
import { oneRun } from './run-step.ts';
import { restoreState } from './state-step.ts';
import type { Step } from './step.ts';
import type { Ran } from './trace.ts';

/** Looked at as if a story had told it. */
const runStep = (run: 'detect' | 'apply'): Step => ({ do: 'run', run, only: null, late: false, faults: [] });

/** What waits for time may wait for more of it then: caps let through a part a day. */
const longestWaits = 6;

/**
 * A round is a detect, which announces, and an apply, which acts. With A the largest `after`: at most A + 2 rounds write,
 * one more where a scope is new, so round A + 3 (+ 1) must find nothing to write. Then time passes to the latest instant
 * that anything waits for, and the same holds again.
 */
export async function comeToRest(playing: Playing, seen: (step: Step, ran: readonly Ran[]) => Promise<void>): Promise<void> {
  const { clock } = playing.machine;
  restoreState(playing);
  const targets = Object.values(reviewed(playing).targets);
  const settles = Math.max(0, ...targets.map((t) => t.settlesInSeconds)) * 1000 + 1000;
  const within = Math.max(0, ...targets.map((t) => t.withinSeconds)) * 1000 + 1000;
  const latest = Math.max(clock.now, ...[...playing.machine.world.systems.values()].map((s) => s.lastShowsAt)) + 1000;
  clock.now = latest + settles;
  const round = async (run: 'detect' | 'apply'): Promise<Ran> => {
    const ran = await oneRun(playing, run, { only: null, late: false, faults: [], waitMs: settles });
    await seen(runStep(run), [ran]);
    if (ran.refused !== null) throw brokenBy({ rule: '3', message: `at rest ${run} refused: ${ran.refused.message}` });
    return ran;
  };
  // What is new is let through, and absence needs reads that are so far apart.
  await round('apply');
  for (let i = 0; i < 3; i += 1) {
    clock.now += within;
    await round('detect');
  }
  for (let wait = 0; ; wait += 1) {
    const blocked = await roundsUntilStill(playing, round, settles);
    const later = blocked.flatMap((b) => (b.notBefore === null || b.notBefore < clock.now ? [] : [b.notBefore]));
    if (later.length === 0 || wait === longestWaits) return;
    clock.now = Math.max(...later) + 1000;
  }
}

async function roundsUntilStill(
  playing: Playing,
  round: (run: 'detect' | 'apply') => Promise<Ran>,
  settles: number,
): Promise<readonly Blocked[]> {
  const { targets } = reviewed(playing);
  const after = Math.max(0, ...Object.values(targets).flatMap((t) => Object.values(t.drift).map((d) => d.after)));
  const isNew = [...((await look(playing)).loaded?.targets.values() ?? [])].some(hasNewScope);
  const atMost = after + 2 + (isNew ? 1 : 0);
  let said = '';
  for (let n = 1; ; n += 1) {
    await round('detect');
    const { written, plans } = await round('apply');
    const blocked = plans.flatMap((p) => p.blocked);
    const says = blocked.map((b) => `${b.guard} ${b.change.id}`).join('\n');
    const isWaiting = blocked.some((b) => b.guard === 'announced' || b.guard === 'settling');
    if (written.length === 0 && !isWaiting && says === said) return blocked;
    if (n > atMost) {
      const what =
        written.length > 0
          ? `it still writes ${written.map((w) => `${w.change.verb} ${w.change.label}`).join(', ')}`
          : `what is blocked still changes: ${says}`;
      throw brokenBy({ rule: '3', message: `nothing moves from outside, and after ${n} rounds, ${atMost} allowed, ${what}` });
    }
    said = says;
    playing.machine.clock.now += settles;
  }
}
