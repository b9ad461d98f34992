/** Faults of one run, by chance: each sort there is. */
import { draftOf, killed, type Pen } from './pen.ts';
import type { Fault } from './step.ts';
import { allKinds, HOUR_S } from './vocabulary.ts';

type Make = (pen: Pen, target: string) => Fault;

const within = (pen: Pen): { readonly at?: number } => (pen.random.oneIn(2) ? {} : { at: pen.random.whole(0, 2) });

const table: Readonly<Record<Fault['is'], Make>> = {
  killed: (pen) => killed(pen, pen.random.pick(['systemWrite', 'systemWrite', 'stateWrite', 'stateWrite', 'read'])),
  cutRead: (pen, target) => ({
    is: 'cutRead',
    target,
    page: pen.random.whole(0, 9),
    how: pen.random.pick(['error', 'silent']),
    ...within(pen),
  }),
  staleRead(pen, target) {
    const over = pen.random.oneIn(5);
    return {
      is: 'staleRead',
      target,
      seconds: over ? pen.random.whole(60, 6 * HOUR_S) : pen.random.whole(1, 300),
      half: pen.random.oneIn(2),
      over,
      ...within(pen),
    };
  },
  unproven: (pen, target) => ({ is: 'unproven', target, kinds: pen.random.some(allKinds, pen.random.whole(1, 3)), ...within(pen) }),
  unreachable: (pen, target) => ({
    is: 'unreachable',
    target,
    code: pen.random.pick(['unauthenticated', 'forbidden', 'throttled', 'unavailable', 'badResponse']),
    ...within(pen),
  }),
  narrowedView(pen, target) {
    const draft = draftOf(pen);
    const records = Object.values(draft.identities).flatMap((i) => (i.directory === null ? [] : [i.directory]));
    const at = records.length === 0 ? { target, account: 'user/svc-ann' } : pen.random.pick(records);
    const hides = [
      at.account,
      ...pen.random.some(
        records.flatMap((r) => (r.target === at.target ? [r.account] : [])),
        2,
      ),
    ];
    return { is: 'narrowedView', target: at.target, hides, sentinelSeen: pen.random.oneIn(2), ...within(pen) };
  },
  lostAnswer: (pen, target) => ({ is: 'lostAnswer', target, at: pen.random.pick([0, 0, 1, 2]) }),
  failedWrite: (pen, target) => ({
    is: 'failedWrite',
    target,
    at: pen.random.pick([0, 0, 1, 2]),
    code: pen.random.pick(['conflict', 'forbidden', 'unsupported', 'badResponse', 'unauthenticated', 'throttled', 'unavailable']),
  }),
  halfWrite: (pen, target) => ({ is: 'halfWrite', target, at: pen.random.pick([0, 0, 1, 2]) }),
  latePropagation(pen, target) {
    const over = pen.random.oneIn(5);
    return { is: 'latePropagation', target, seconds: over ? pen.random.whole(60, 4 * HOUR_S) : pen.random.whole(1, 300), over };
  },
  stateConflict: (pen) => ({ is: 'stateConflict', at: pen.random.whole(0, 3) }),
};

/** What meets writes comes to be only where there are some. */
const weights: Readonly<Record<Fault['is'], number>> = {
  killed: 4,
  cutRead: 2,
  staleRead: 3,
  unproven: 2,
  unreachable: 2,
  narrowedView: 2,
  lostAnswer: 4,
  failedWrite: 4,
  halfWrite: 3,
  latePropagation: 4,
  stateConflict: 2,
};

export function randomFaults(pen: Pen): readonly Fault[] {
  const targets = Object.keys(draftOf(pen).targets);
  return Array.from({ length: pen.random.pick([1, 1, 1, 2, 3]) }, () => {
    return table[pen.random.weighed(weights)](pen, pen.random.pick(targets));
  });
}
