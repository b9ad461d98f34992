/** What worlds have met: days, rounds, writes, faults that fired, guards, verdicts, authorities, whole stories. Sums are compared with what must be met. */
import type { Guard, Verdict } from '../../src/model/plan.ts';
import type { Authority } from '../../src/model/state.ts';
import type { Fault, Step } from './step.ts';
import type { Checker, Moment, Ran } from './trace.ts';

type Counts = Record<string, number>;

export interface Tally {
  worlds: number;
  days: number;
  rounds: number;
  writes: number;
  readonly steps: Counts;
  readonly faults: Counts;
  readonly guards: Counts;
  readonly verdicts: Counts;
  readonly authorities: Counts;
  readonly stories: Counts;
}

const parts = ['steps', 'faults', 'guards', 'verdicts', 'authorities', 'stories'] as const;

export const emptyTally = (): Tally => ({
  worlds: 0,
  days: 0,
  rounds: 0,
  writes: 0,
  steps: {},
  faults: {},
  guards: {},
  verdicts: {},
  authorities: {},
  stories: {},
});

const count = (counts: Counts, name: string, by = 1): void => void (counts[name] = (counts[name] ?? 0) + by);

export function addTally(sum: Tally, more: Tally): void {
  for (const n of ['worlds', 'days', 'rounds', 'writes'] as const) sum[n] += more[n];
  for (const part of parts) for (const [name, n] of Object.entries(more[part])) count(sum[part], name, n);
}

const dayMs = 86_400_000;

/** A name in more detail than the step's own sort: `hand delete`, `state forge`. */
function nameOf(step: Step): string {
  switch (step.do) {
    case 'hand':
      return `hand ${step.what}`;
    case 'hold':
      return `hold ${step.hold}`;
    case 'state':
      return `state ${step.harm}`;
    case 'directory':
      return `directory ${step.word}`;
    case 'run':
      return step.late ? 'late run' : `run ${step.run}`;
    default:
      return step.do;
  }
}

const isRun = (step: Step): boolean => step.do === 'run' || step.do === 'twoRuns';

/** A day counts where it had an event, and each target of the approved policy a round. */
export function counting(tally: Tally): Checker {
  let day = -1;
  let hadEvent = false;
  let isCounted = false;
  const rounded = new Set<string>();
  const see = (moment: Moment): void => {
    const today = Math.floor((moment.now - moment.story.start) / dayMs);
    if (today !== day) {
      day = today;
      hadEvent = false;
      isCounted = false;
      rounded.clear();
    }
    if (!isRun(moment.step) && moment.step.do !== 'wait') hadEvent = true;
    for (const ran of moment.ran) countRun(tally, ran, rounded);
    const targets = [...moment.states].filter(([, state]) => !state.retired);
    if (isCounted || !hadEvent || targets.length === 0 || !targets.every(([name]) => rounded.has(name))) return;
    isCounted = true;
    tally.days += 1;
  };
  return {
    after: (moment) => {
      count(tally.steps, nameOf(moment.step));
      see(moment);
    },
    atRest: () => undefined,
  };
}

function countRun(tally: Tally, ran: Ran, rounded: Set<string>): void {
  const targets = new Set([...ran.reads.map((r) => r.target), ...ran.plans.map((p) => p.target)]);
  for (const name of targets) rounded.add(name);
  tally.rounds += targets.size;
  tally.writes += ran.written.filter((w) => w.carriedOut).length;
  for (const { is } of ran.fired) count(tally.faults, is);
  for (const { change } of ran.written) count(tally.authorities, change.because.authority);
  for (const plan of ran.plans) {
    for (const { guard } of plan.blocked) count(tally.guards, guard);
    for (const [, verdict] of plan.verdicts) count(tally.verdicts, verdict);
  }
}

const faults: Readonly<Record<Fault['is'], true>> = {
  killed: true,
  cutRead: true,
  staleRead: true,
  unproven: true,
  unreachable: true,
  narrowedView: true,
  lostAnswer: true,
  failedWrite: true,
  halfWrite: true,
  latePropagation: true,
  stateConflict: true,
};

/** Every name there is, so that a new one must be met too. */
const guards: Readonly<Record<Guard, true>> = {
  mode: true,
  drift: true,
  announced: true,
  decided: true,
  kept: true,
  proof: true,
  scope: true,
  managedBy: true,
  caps: true,
  protected: true,
  vendor: true,
  ownAccount: true,
  lastAdministrator: true,
  settling: true,
  unsure: true,
  absent: true,
  rebound: true,
  ambiguous: true,
  capability: true,
  needs: true,
  rollout: true,
  reviewTooOld: true,
  flapping: true,
  pause: true,
};

/** `inSync` stands in no plan: it is what all the rest is. */
const verdicts: Readonly<Record<Exclude<Verdict, 'inSync'>, true>> = {
  observed: true,
  alreadyLive: true,
  toGrant: true,
  missing: true,
  toAdjust: true,
  altered: true,
  toRevoke: true,
  unauthorized: true,
  unreviewed: true,
  withheld: true,
  alreadyGone: true,
  released: true,
  unknown: true,
};

const authorities: Readonly<Record<Authority, true>> = {
  review: true,
  directory: true,
  clock: true,
  rule: true,
  hold: true,
  correction: true,
};

const steps = [
  'merge',
  'push',
  'run detect',
  'run apply',
  'late run',
  'twoRuns',
  'setBack',
  'snooze',
  'restoreState',
  'wait',
  ...['give', 'take', 'alter', 'disable', 'enable', 'newKey', 'delete', 'create', 'deleteAndRecreate', 'rename'].map((w) => `hand ${w}`),
  ...['keep', 'deny', 'pause'].map((w) => `hold ${w}`),
  ...['active', 'disabled', 'absent'].map((w) => `directory ${w}`),
  ...['rollBack', 'truncate', 'forge', 'deleteFile'].map((w) => `state ${w}`),
];

/** What must be met and never was, in words. `stories`: names of all whole stories. */
export function neverMet(tally: Tally, stories: readonly string[]): readonly string[] {
  const missing = (part: (typeof parts)[number], names: readonly string[]): readonly string[] =>
    names.filter((name) => (tally[part][name] ?? 0) === 0).map((name) => `${part.replace(/ies$/, 'y').replace(/s$/, '')} ${name}`);
  return [
    ...missing('steps', steps),
    ...missing('faults', Object.keys(faults)),
    ...missing('guards', Object.keys(guards)),
    ...missing('verdicts', Object.keys(verdicts)),
    ...missing('authorities', Object.keys(authorities)),
    ...missing('stories', stories),
  ];
}
