/** Whole stories of what takes for a while: directories, holds, clock, rules; and of what lets go again. */
import { putIdentity, putTarget, renamed } from '../draft-edits.ts';
import { DAY_S, HOUR_S, sentinel } from '../vocabulary.ts';
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
  handAccount,
  hasDirectory,
  hold,
  isActive,
  killed,
  owned,
  type Owned,
  type Pen,
  run,
  says,
  someLine,
  someOwned,
  wait,
} from '../pen.ts';
import type { Stories } from './tell.ts';

const seconds = (pen: Pen, later: number): number => Math.floor(pen.now / 1000) * 1000 + later * 1000;

const envelope = { may: ['keep', 'deny', 'pause'], covers: ['*'], never: [], longestSeconds: 12 * HOUR_S } as const;

/** Someone may hold everything tonight. */
const mayHold = (pen: Pen): void =>
  edit(pen, 'an envelope for nights', (d) => ({ ...d, breakGlass: { ...d.breakGlass, oncall: envelope } }));

const record = (o: Owned) => o.identity.directory;

const someRecord = (pen: Pen) => someOwned(pen, hasDirectory)?.identity.directory ?? null;

export const lifecycleStories: Stories = {
  'given, disabled, cut, enabled': (pen) => {
    const o = someOwned(pen, hasDirectory);
    const grant = o && freshGrant(pen, o);
    const at = o && record(o);
    if (o === null || grant === null || at === null) return;
    give(pen, o, grant);
    apply(pen);
    says(pen, at, 'disabled');
    apply(pen, killed(pen));
    says(pen, at, 'active');
    announceAndApply(pen);
  },
  'disabled, and enabled before anybody saw': (pen) => {
    const at = someRecord(pen);
    if (at === null) return;
    says(pen, at, 'disabled');
    if (pen.random.oneIn(2)) detect(pen);
    says(pen, at, 'active');
    announceAndApply(pen);
  },
  'gone from the directory, and back': (pen) => {
    const at = someRecord(pen);
    if (at === null) return;
    says(pen, at, 'absent');
    for (let i = 0; i < 3; i += 1) {
      run(pen, pen.random.oneIn(2) ? 'detect' : 'apply');
      wait(pen, 2 * HOUR_S);
    }
    applyPerhapsKilled(pen);
    says(pen, at, 'active');
    announceAndApply(pen);
  },
  'gone from the directory for good': (pen) => {
    const at = someRecord(pen);
    if (at === null) return;
    says(pen, at, 'active');
    edit(pen, `${at.target} takes from the absent`, (d) => {
      const t = d.targets[at.target];
      return t === undefined || t.lifecycle === null
        ? d
        : putTarget(d, at.target, { ...t, lifecycle: { ...t.lifecycle, sentinels: [sentinel], onAbsent: 'disable' } });
    });
    apply(pen);
    says(pen, at, 'absent');
    for (let i = 0; i < 3; i += 1) {
      run(pen, pen.random.oneIn(2) ? 'detect' : 'apply');
      wait(pen, 2 * HOUR_S);
    }
    apply(pen);
  },
  'a directory with a narrowed view': (pen) => {
    const o = someOwned(pen, hasDirectory);
    const at = o && record(o);
    if (at === null) return;
    const hides = pen.random.oneIn(2)
      ? [at.account]
      : Object.values(draftOf(pen).identities).flatMap((i) => (i.directory?.target === at.target ? [i.directory.account] : []));
    for (let i = 0; i < 3; i += 1) {
      run(pen, pen.random.oneIn(2) ? 'detect' : 'apply', {
        is: 'narrowedView',
        target: at.target,
        hides,
        sentinelSeen: i % 2 === 0 && pen.random.oneIn(2),
      });
      wait(pen, 2 * HOUR_S);
    }
    announceAndApply(pen);
  },
  'a directory without its sentinel': (pen) => {
    const at = someRecord(pen);
    if (at === null) return;
    says(pen, { target: at.target, account: sentinel }, 'absent');
    says(pen, at, 'absent');
    announceAndApply(pen);
    wait(pen, 2 * HOUR_S);
    announceAndApply(pen);
    says(pen, { target: at.target, account: sentinel }, 'active');
    says(pen, at, 'active');
    apply(pen);
  },
  'a directory that cannot be read while something is given': (pen) => {
    const o = someOwned(pen, hasDirectory);
    const grant = o && freshGrant(pen, o);
    const at = o && record(o);
    if (o === null || grant === null || at === null) return;
    if (pen.random.oneIn(2)) says(pen, at, 'disabled');
    apply(pen);
    give(pen, o, grant);
    apply(pen, { is: 'unreachable', target: at.target, code: pen.random.pick(['unavailable', 'throttled', 'forbidden']) });
    says(pen, at, 'active');
    announceAndApply(pen);
  },
  'what an admin removed and a directory would give back': (pen) => {
    const line = someLine(pen, hasDirectory);
    const at = line && record(line[0]);
    if (line === null || at === null) return;
    const [o, grant] = line;
    hand(pen, o.at, 'take', grant);
    if (pen.random.oneIn(2)) detect(pen);
    says(pen, at, 'disabled');
    applyPerhapsKilled(pen);
    says(pen, at, 'active');
    announceAndApply(pen);
  },
  'a login that its owner enables again after each revoke': (pen) => {
    const o = someOwned(pen, hasDirectory);
    const at = o && record(o);
    if (o === null || at === null) return;
    says(pen, at, 'disabled');
    for (let i = pen.random.whole(3, 5); i > 0; i -= 1) {
      apply(pen);
      handAccount(pen, o.at, 'enable');
      wait(pen, HOUR_S);
    }
    announceAndApply(pen);
    says(pen, at, 'active');
    announceAndApply(pen);
  },
  'the directory gives, and only so much': (pen) => {
    const o = someOwned(pen, hasDirectory);
    const at = o && record(o);
    if (o === null || at === null) return;
    edit(pen, `${o.at.target}: giveBack`, (d) => {
      const t = d.targets[o.at.target];
      return t === undefined ? d : putTarget(d, o.at.target, { ...t, giveBack: pen.random.pick(['propose', 'restore']) });
    });
    hand(pen, o.at, 'give', 'role/auditor');
    handAccount(pen, o.at, 'newKey');
    says(pen, at, 'disabled');
    apply(pen);
    says(pen, at, 'active');
    announceAndApply(pen);
    pen.steps.push({ do: 'setBack', nth: 0 });
    apply(pen);
  },
  'disabled, and given back where what is missing is only told': (pen) => {
    const o = someOwned(pen, hasDirectory);
    const at = o && record(o);
    if (o === null || at === null) return;
    edit(pen, `${o.at.target}: the directory's own comes back, and nothing else`, (d) => {
      const t = d.targets[o.at.target];
      return t === undefined
        ? d
        : putTarget(d, o.at.target, {
            ...t,
            ceiling: 'enforce',
            giveBack: 'restore',
            drift: { ...t.drift, missing: { do: 'report', after: 1 } },
          });
    });
    says(pen, at, 'active');
    apply(pen);
    says(pen, at, 'disabled');
    applyPerhapsKilled(pen);
    apply(pen);
    wait(pen, HOUR_S);
    says(pen, at, 'active');
    announceAndApply(pen);
  },
  'many are disabled at once: the cap of offboarding': (pen) => {
    const o = someOwned(pen, hasDirectory);
    if (o === null) return;
    edit(pen, `${o.at.target}: one offboarding a day`, (d) => {
      const t = d.targets[o.at.target];
      return t === undefined ? d : putTarget(d, o.at.target, { ...t, limits: { ...t.limits, offboard: 1 } });
    });
    const all = Object.values(draftOf(pen).identities).flatMap((i) => (i.directory === null ? [] : [i.directory]));
    const some = pen.random.some(all, 4);
    for (const at of some) says(pen, at, 'disabled');
    applyPerhapsKilled(pen);
    apply(pen);
    wait(pen, DAY_S);
    apply(pen);
    for (const at of some) says(pen, at, 'active');
    apply(pen);
  },
  'denied, renamed, and let go': (pen) => {
    const o = someOwned(pen);
    if (o === null || Object.hasOwn(draftOf(pen).identities, `${o.name}-x`)) return;
    mayHold(pen);
    applyPerhapsKilled(pen);
    apply(pen);
    hold(pen, 'deny', o.name, null, pen.random.whole(2, 10));
    applyPerhapsKilled(pen);
    edit(pen, `${o.name} is called ${o.name}-x now`, (d) => renamed(d, o.name, `${o.name}-x`));
    apply(pen);
    wait(pen, 10 * HOUR_S);
    announceAndApply(pen);
  },
  'denied, and the account moves': (pen) => {
    const o = someOwned(pen);
    const other = someOwned(pen, (x) => isActive(x) && x.name !== o?.name);
    if (o === null || other === null) return;
    mayHold(pen);
    apply(pen);
    hold(pen, 'deny', o.name, null, 5);
    apply(pen);
    edit(pen, `${o.at.account} moves to ${other.name}`, (d) => {
      const from = d.identities[o.name];
      const to = d.identities[other.name];
      if (from === undefined || to === undefined) return d;
      const left = { ...from, accounts: from.accounts.filter((a) => a.target !== o.at.target || a.account !== o.at.account) };
      return putIdentity(putIdentity(d, o.name, left), other.name, { ...to, accounts: [...to.accounts, o.at] });
    });
    apply(pen);
    wait(pen, 6 * HOUR_S);
    announceAndApply(pen);
  },
  'a deny larger than the caps': (pen) => {
    const o = someOwned(pen);
    if (o === null) return;
    mayHold(pen);
    edit(pen, `${o.at.target} takes little in a day`, (d) => {
      const t = d.targets[o.at.target];
      return t === undefined
        ? d
        : putTarget(d, o.at.target, { ...t, limits: { revoke: 1, revokePercent: 10, offboard: 0, grantPrivileged: 0 } });
    });
    editIdentity(pen, o.name, 'holds much', (i) => ({
      ...i,
      access: [
        ...i.access,
        ...['role/reader', 'role/writer', 'role/deployer', 'group/readers', 'group/writers'].map((grant) => ({ ...o.at, grant })),
      ],
    }));
    apply(pen);
    hold(pen, 'deny', o.name, null, 6);
    applyPerhapsKilled(pen);
    apply(pen);
    wait(pen, 7 * HOUR_S);
    announceAndApply(pen);
  },
  'a deny of one grant': (pen) => {
    const line = someLine(pen);
    if (line === null) return;
    const [o, grant] = line;
    mayHold(pen);
    apply(pen);
    hold(pen, 'deny', o.name, `${o.at.target}/${grant}`, 3);
    applyPerhapsKilled(pen);
    hand(pen, o.at, 'give', grant);
    announceAndApply(pen);
    wait(pen, 4 * HOUR_S);
    announceAndApply(pen);
    // A second one on the same needs a pull request.
    hold(pen, 'deny', o.name, `${o.at.target}/${grant}`, 3);
    apply(pen);
  },
  'a deny of an account that nobody declares': (pen) => {
    const place = pen.random.pick(pen.there).target;
    mayHold(pen);
    detect(pen);
    hold(pen, 'deny', `${place}/user/svc-old`, null, 8);
    applyPerhapsKilled(pen);
    wait(pen, 9 * HOUR_S);
    announceAndApply(pen);
  },
  'a keep over a clock, and a directory': (pen) => {
    const o = someOwned(pen, hasDirectory) ?? someOwned(pen);
    const grant = o && freshGrant(pen, o);
    if (o === null || grant === null) return;
    mayHold(pen);
    give(pen, o, grant, { until: seconds(pen, HOUR_S) });
    apply(pen);
    hold(pen, 'keep', o.name, `${o.at.target}/${grant}`, 10);
    wait(pen, 2 * HOUR_S);
    announceAndApply(pen);
    const at = record(o);
    if (at !== null && pen.random.oneIn(2)) {
      says(pen, at, 'disabled');
      apply(pen);
      says(pen, at, 'active');
    }
    wait(pen, 10 * HOUR_S);
    announceAndApply(pen);
  },
  'a keep over a correction': (pen) => {
    const o = someOwned(pen);
    if (o === null) return;
    mayHold(pen);
    apply(pen);
    const grant = freshGrant(pen, o) ?? 'role/deployer';
    hand(pen, o.at, 'give', grant);
    detect(pen);
    hold(pen, 'keep', o.name, `${o.at.target}/${grant}`, 6);
    announceAndApply(pen);
    wait(pen, 7 * HOUR_S);
    announceAndApply(pen);
  },
  'a pause, made longer': (pen) => {
    const o = someOwned(pen);
    const grant = o && freshGrant(pen, o);
    if (o === null || grant === null) return;
    mayHold(pen);
    apply(pen);
    hold(pen, 'pause', null, null, 2);
    give(pen, o, grant);
    hand(pen, o.at, 'give', 'role/auditor');
    announceAndApply(pen);
    wait(pen, HOUR_S);
    hold(pen, 'pause', null, null, 4);
    wait(pen, 2 * HOUR_S);
    announceAndApply(pen);
    wait(pen, 4 * HOUR_S);
    announceAndApply(pen);
  },
  'a key grows old': (pen) => {
    const o = someOwned(pen);
    if (o === null) return;
    edit(pen, 'keys are two days old at most', (d) => ({
      ...d,
      rules: { ...d.rules, 'key-age': { maxAgeSeconds: 2 * DAY_S, act: 'revoke' } },
    }));
    handAccount(pen, o.at, 'newKey');
    announceAndApply(pen);
    wait(pen, DAY_S + HOUR_S);
    announceAndApply(pen);
    if (pen.random.oneIn(2)) {
      edit(pen, `${o.name} may keep its old key`, (d) => ({
        ...d,
        exceptions: { ...d.exceptions, 'x-key': { rule: 'key-age', for: [o.name], until: seconds(pen, 3 * DAY_S) } },
      }));
      apply(pen);
    }
    wait(pen, DAY_S + HOUR_S);
    applyPerhapsKilled(pen);
    announceAndApply(pen);
  },
  'too many keys': (pen) => {
    const o = someOwned(pen);
    if (o === null) return;
    edit(pen, 'one key each', (d) => ({ ...d, rules: { ...d.rules, 'key-count': { maxCount: 1, act: 'revoke' } } }));
    for (let i = 0; i < 3; i += 1) {
      handAccount(pen, o.at, 'newKey');
      wait(pen, 60);
    }
    announceAndApply(pen);
    apply(pen);
  },
  'the last administrator is offboarded': (pen) => {
    const all = owned(pen, (o) => isActive(o));
    const o = all.length === 0 ? null : pen.random.pick(all);
    if (o === null) return;
    hand(pen, o.at, 'give', 'role/superuser');
    apply(pen);
    if (o.identity.directory !== null && pen.random.oneIn(2)) says(pen, o.identity.directory, 'disabled');
    else editIdentity(pen, o.name, 'is offboarded', (i) => ({ ...i, state: 'offboard' }));
    applyPerhapsKilled(pen);
    apply(pen);
    for (const { at } of pen.random.some(all, 2)) hand(pen, at, 'give', 'role/superuser');
    announceAndApply(pen);
  },
  'an identity whose time ends, and is made longer': (pen) => {
    const o = someOwned(pen);
    if (o === null) return;
    editIdentity(pen, o.name, 'ends in an hour', (i) => ({ ...i, until: seconds(pen, HOUR_S) }));
    apply(pen);
    wait(pen, 2 * HOUR_S);
    applyPerhapsKilled(pen);
    editIdentity(pen, o.name, 'goes on for long', (i) => ({ ...i, until: seconds(pen, 300 * DAY_S) }));
    announceAndApply(pen);
  },
};
