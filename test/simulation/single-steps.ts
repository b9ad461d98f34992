/** Single steps, each by itself and by chance: what people do that belongs to no story. */
import { someEdit } from './draft-edits.ts';
import { randomFaults } from './misfortune.ts';
import { draftOf, hand, handAccount, hold, merge, owned, type Pen, run, says, wait } from './pen.ts';
import type { Account, Edit } from './step.ts';
import { accountPrefixes, grantNames, HOUR_S, sentinel } from './vocabulary.ts';

/** An account that somebody may do something with: declared, there before us, or not there at all. */
function someAccount(pen: Pen): Account {
  const declared = owned(pen);
  if (declared.length > 0 && !pen.random.oneIn(3)) return pen.random.pick(declared).at;
  const { target, account } = pen.random.pick(pen.there);
  return pen.random.oneIn(8) ? { target, account: `${accountPrefixes.first}nobody` } : { target, account };
}

function someGrantHeld(pen: Pen, at: Account): string {
  const there = pen.there.find((t) => t.target === at.target && t.account === at.account)?.holds ?? [];
  const lines = Object.values(draftOf(pen).identities).flatMap((i) => i.access.filter((g) => g.target === at.target).map((g) => g.grant));
  return pen.random.pick([...there, ...lines, ...grantNames.slice(0, 3)]);
}

const steps = {
  merge(pen: Pen) {
    const made: Edit[] = [];
    for (let i = pen.random.pick([1, 1, 1, 2, 4]); i > 0; i -= 1) {
      const next = someEdit(pen.random, made.at(-1)?.after ?? draftOf(pen), pen.now);
      if (next !== null) made.push(next);
    }
    merge(pen, made);
  },
  push(pen: Pen) {
    const made = someEdit(pen.random, draftOf(pen), pen.now, true);
    if (made !== null) pen.steps.push({ do: 'push', edit: made });
  },
  revert(pen: Pen) {
    const old = pen.random.pick(pen.drafts);
    if (old !== draftOf(pen)) merge(pen, [{ what: 'an earlier merge is reverted', after: old }]);
  },
  give: (pen: Pen) => hand(pen, someAccount(pen), 'give', pen.random.pick(grantNames)),
  take(pen: Pen) {
    const at = someAccount(pen);
    hand(pen, at, 'take', someGrantHeld(pen, at));
  },
  alter(pen: Pen) {
    const at = someAccount(pen);
    hand(pen, at, 'alter', someGrantHeld(pen, at));
  },
  account: (pen: Pen) =>
    handAccount(pen, someAccount(pen), pen.random.pick(['disable', 'enable', 'newKey', 'delete', 'create', 'deleteAndRecreate'])),
  rename(pen: Pen) {
    const at = someAccount(pen);
    const prefix = pen.random.pick([accountPrefixes.first, accountPrefixes.first, accountPrefixes.wider, accountPrefixes.never]);
    pen.steps.push({ do: 'hand', at, what: 'rename', to: `${prefix}${pen.random.pick(['ann', 'bob', 'new', 'old'])}` });
  },
  directory(pen: Pen) {
    const records = Object.values(draftOf(pen).identities).flatMap((i) => (i.directory === null ? [] : [i.directory]));
    if (records.length === 0) return;
    const { target, account } = pen.random.pick(records);
    says(
      pen,
      { target, account: pen.random.oneIn(12) ? sentinel : account },
      pen.random.pick(['active', 'active', 'disabled', 'disabled', 'absent']),
    );
  },
  hold(pen: Pen) {
    const what = pen.random.pick(['keep', 'deny', 'pause'] as const);
    const all = owned(pen);
    if (what === 'pause' || all.length === 0) return hold(pen, 'pause', null, null, pen.random.whole(1, 6));
    const { name, at } = pen.random.pick(all);
    const grant = what === 'keep' || pen.random.oneIn(2) ? `${at.target}/${someGrantHeld(pen, at)}` : null;
    return hold(pen, what, name, grant, pen.random.whole(1, 14));
  },
  setBack: (pen: Pen) => void pen.steps.push({ do: 'setBack', nth: pen.random.whole(0, 3) }),
  snooze: (pen: Pen) => void pen.steps.push({ do: 'snooze', nth: pen.random.whole(0, 3), hours: pen.random.pick([2, 30]) }),
  run: (pen: Pen) => run(pen, pen.random.pick(['detect', 'apply'])),
  faulty: (pen: Pen) => run(pen, pen.random.pick(['detect', 'apply', 'apply']), ...randomFaults(pen)),
  partly(pen) {
    const only = pen.random.some(Object.keys(draftOf(pen).targets), 1);
    pen.steps.push({ do: 'run', run: pen.random.pick(['detect', 'apply']), only, late: false, faults: [] });
  },
  late: (pen: Pen) => void pen.steps.push({ do: 'run', run: 'apply', only: null, late: true, faults: [] }),
  twoRuns: (pen: Pen) =>
    void pen.steps.push({
      do: 'twoRuns',
      runs: pen.random.pick([
        ['apply', 'apply'],
        ['detect', 'apply'],
      ] as const),
      order: pen.random.whole(0, 1_000_000),
      faults: pen.random.oneIn(3) ? randomFaults(pen) : [],
    }),
  harm(pen: Pen) {
    pen.steps.push({ do: 'state', harm: pen.random.pick(['rollBack', 'truncate', 'forge', 'deleteFile']), saves: pen.random.whole(1, 5) });
    run(pen, pen.random.pick(['detect', 'apply']));
    pen.steps.push({ do: 'restoreState' });
  },
  wait: (pen: Pen) => wait(pen, pen.random.pick([60, 600, HOUR_S, 4 * HOUR_S])),
} satisfies Readonly<Record<string, (pen: Pen) => void>>;

const weights: Readonly<Record<keyof typeof steps, number>> = {
  merge: 14,
  push: 7,
  revert: 2,
  give: 7,
  take: 6,
  alter: 4,
  account: 7,
  rename: 2,
  directory: 7,
  hold: 3,
  setBack: 3,
  snooze: 1,
  run: 4,
  faulty: 4,
  partly: 1,
  late: 1,
  twoRuns: 1,
  harm: 1,
  wait: 5,
};

export function singleSteps(pen: Pen): void {
  steps[pen.random.weighed(weights)](pen);
}
