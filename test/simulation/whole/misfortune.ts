/** Whole stories of what goes wrong on the way: old answers, lost answers, two runs, a state store that is harmed. */
import { HOUR_S } from '../vocabulary.ts';
import {
  announceAndApply,
  apply,
  applyPerhapsKilled,
  detect,
  draftOf,
  edit,
  editIdentity,
  freshGrant,
  give,
  hand,
  isEnforced,
  killed,
  lineOf,
  type Owned,
  type Pen,
  someLine,
  someOwned,
  takeOut,
  wait,
} from '../pen.ts';
import { putTarget } from '../draft-edits.ts';
import type { Fault } from '../step.ts';
import type { Stories } from './tell.ts';

/** Old answers come for so long. */
const settles = (pen: Pen, place: string, secondsLong: number): void =>
  edit(pen, `${place} settles in ${secondsLong} s`, (d) => {
    const t = d.targets[place];
    return t === undefined ? d : putTarget(d, place, { ...t, settlesInSeconds: secondsLong });
  });

/** Several changes in one step and in one round. */
function givesMuch(pen: Pen): Owned | null {
  const o = someOwned(pen);
  if (o === null) return null;
  editIdentity(pen, o.name, 'gains much', (i) => ({
    ...i,
    access: [...i.access, ...['group/readers', 'group/writers', 'role/writer', 'role/auditor'].map((g) => lineOf(o, g))],
  }));
  return o;
}

export const misfortuneStories: Stories = {
  'an old answer within the settling time': (pen) => {
    const o = someOwned(pen);
    const grant = o && freshGrant(pen, o);
    if (o === null || grant === null) return;
    settles(pen, o.at.target, 600);
    apply(pen);
    give(pen, o, grant);
    applyPerhapsKilled(pen);
    const old: Fault = { is: 'staleRead', target: o.at.target, seconds: 500, half: pen.random.oneIn(2), over: false };
    apply(pen, old);
    detect(pen);
    takeOut(pen, o, grant);
    apply(pen, old);
    wait(pen, HOUR_S);
    announceAndApply(pen);
  },
  'an old answer about a line respelled meanwhile': (pen) => {
    const line = someLine(pen);
    if (line === null) return;
    const [o, grant] = line;
    settles(pen, o.at.target, 600);
    takeOut(pen, o, grant);
    apply(pen);
    give(pen, o, grant);
    apply(pen, { is: 'staleRead', target: o.at.target, seconds: 550, half: false, over: false });
    wait(pen, HOUR_S);
    announceAndApply(pen);
  },
  'taken out before it shows': (pen) => {
    const o = someOwned(pen);
    const grant = o && freshGrant(pen, o);
    if (o === null || grant === null) return;
    settles(pen, o.at.target, 600);
    edit(pen, `${o.at.target} only tells`, (d) => {
      const t = d.targets[o.at.target];
      return t === undefined ? d : putTarget(d, o.at.target, { ...t, drift: { ...t.drift, unauthorized: { do: 'report', after: 1 } } });
    });
    apply(pen);
    give(pen, o, grant);
    apply(pen, { is: 'latePropagation', target: o.at.target, seconds: 550, over: false });
    takeOut(pen, o, grant);
    apply(pen);
    wait(pen, HOUR_S);
    announceAndApply(pen);
  },
  'what is written shows late': (pen) => {
    const o = someOwned(pen);
    if (o === null) return;
    settles(pen, o.at.target, 300);
    givesMuch(pen);
    apply(pen, { is: 'latePropagation', target: o.at.target, seconds: 280, over: false });
    detect(pen);
    apply(pen);
    wait(pen, HOUR_S);
    announceAndApply(pen);
  },
  'what is written shows later than was said': (pen) => {
    const o = givesMuch(pen);
    if (o === null) return;
    apply(pen, { is: 'latePropagation', target: o.at.target, seconds: 7200, over: true });
    apply(pen);
    wait(pen, 3 * HOUR_S);
    announceAndApply(pen);
  },
  'an answer is lost': (pen) => {
    const o = givesMuch(pen);
    if (o === null) return;
    apply(pen, { is: 'lostAnswer', target: o.at.target, at: pen.random.whole(0, 2) });
    applyPerhapsKilled(pen);
    apply(pen);
  },
  'a write is half done': (pen) => {
    const o = givesMuch(pen);
    const other = someOwned(pen, (x) => isEnforced(x) && x.at.target === o?.at.target && x.name !== o?.name);
    if (o === null) return;
    // Members of one group go in one step.
    if (other !== null) give(pen, other, 'group/readers');
    if (other !== null) give(pen, other, 'group/writers');
    const at = pen.random.whole(0, 3);
    apply(pen, { is: 'halfWrite', target: o.at.target, at }, { is: 'halfWrite', target: o.at.target, at: at + 1 });
    apply(pen);
    apply(pen);
  },
  'a write fails': (pen) => {
    const o = givesMuch(pen);
    if (o === null) return;
    const code = pen.random.pick([
      'conflict',
      'forbidden',
      'unsupported',
      'badResponse',
      'unauthenticated',
      'throttled',
      'unavailable',
    ] as const);
    apply(pen, { is: 'failedWrite', target: o.at.target, at: pen.random.whole(0, 1), code });
    applyPerhapsKilled(pen);
    apply(pen);
  },
  'killed at each write in turn': (pen) => {
    const o = givesMuch(pen);
    if (o === null) return;
    const before = pen.random.pick(['systemWrite', 'stateWrite'] as const);
    for (let at = 0; at < 3; at += 1) apply(pen, { is: 'killed', before, at });
    apply(pen);
  },
  'two runs at once': (pen) => {
    givesMuch(pen);
    const runs = pen.random.pick([
      ['apply', 'apply'],
      ['detect', 'apply'],
      ['apply', 'detect'],
    ] as const);
    pen.steps.push({ do: 'twoRuns', runs, order: pen.random.whole(0, 1_000_000), faults: pen.random.oneIn(4) ? [killed(pen)] : [] });
    apply(pen);
  },
  'another save comes first': (pen) => {
    givesMuch(pen);
    apply(pen, { is: 'stateConflict', at: pen.random.whole(0, 3) });
    apply(pen);
  },
  'the state store is harmed, and put back': (pen) => {
    const o = givesMuch(pen);
    apply(pen);
    pen.steps.push({ do: 'state', harm: pen.random.pick(['rollBack', 'truncate', 'forge', 'deleteFile']), saves: pen.random.whole(1, 4) });
    if (o !== null) hand(pen, o.at, 'give', 'role/deployer');
    detect(pen);
    apply(pen);
    pen.steps.push({ do: 'restoreState' });
    announceAndApply(pen);
  },
  'a read that ends in the middle': (pen) => {
    const o = givesMuch(pen);
    if (o === null) return;
    apply(pen, { is: 'cutRead', target: o.at.target, page: pen.random.whole(0, 9), how: pen.random.pick(['error', 'silent']) });
    const line = someLine(pen);
    if (line !== null) takeOut(pen, ...line);
    const grant = freshGrant(pen, o);
    if (grant !== null) give(pen, o, grant);
    apply(pen, { is: 'unproven', target: o.at.target, kinds: pen.random.some(['user', 'login', 'key', 'role', 'group'], 2) });
    announceAndApply(pen);
  },
  'a run leaves a target out': (pen) => {
    const o = givesMuch(pen);
    const others = Object.keys(draftOf(pen).targets).filter((n) => n !== o?.at.target);
    if (o === null || others.length === 0) return;
    pen.steps.push({ do: 'run', run: 'apply', only: [pen.random.pick(others)], late: false, faults: [] });
    apply(pen);
  },
};
