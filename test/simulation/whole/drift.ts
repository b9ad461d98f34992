/** Whole stories of what people do by hand at the systems, and of the scope that says which of it is ours. */
import { freeTarget, putTarget } from '../draft-edits.ts';
import { newTarget } from '../new-world.ts';
import type { ScopeDraft } from '../draft.ts';
import { accountPrefixes, allKinds, DAY_S, HOUR_S } from '../vocabulary.ts';
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
  isActive,
  isEnforced,
  killed,
  type Pen,
  someLine,
  someOwned,
  takeOut,
  wait,
} from '../pen.ts';
import type { Stories } from './tell.ts';

const rescope = (pen: Pen, place: string, what: string, scope: readonly ScopeDraft[]): void =>
  edit(pen, `${place}: ${what}`, (d) => {
    const t = d.targets[place];
    return t === undefined ? d : putTarget(d, place, { ...t, scope });
  });

const ours: ScopeDraft = { accounts: [`${accountPrefixes.first}*`], kinds: allKinds };

/** The target corrects all drift by itself. */
const corrects = (pen: Pen, place: string): void =>
  edit(pen, `${place} corrects drift`, (d) => {
    const t = d.targets[place];
    const drift = {
      unauthorized: { do: 'revoke', after: 1 },
      missing: { do: 'restore', after: 1 },
      altered: { do: 'restore', after: 1 },
    } as const;
    return t === undefined ? d : putTarget(d, place, { ...t, ceiling: 'enforce', drift });
  });

export const driftStories: Stories = {
  'given by hand, announced, taken': (pen) => {
    const o = someOwned(pen);
    const grant = o && freshGrant(pen, o);
    if (o === null || grant === null) return;
    hand(pen, o.at, 'give', grant);
    announceAndApply(pen);
    apply(pen);
  },
  'taken by hand, proposed, set back': (pen) => {
    const line = someLine(pen);
    if (line === null) return;
    const [o, grant] = line;
    hand(pen, o.at, pen.random.pick(['take', 'alter']), grant);
    if (pen.random.oneIn(2)) handAccount(pen, o.at, 'disable');
    detect(pen);
    pen.steps.push({ do: 'setBack', nth: pen.random.whole(0, 1) });
    applyPerhapsKilled(pen);
    apply(pen);
  },
  'set back once, and taken again': (pen) => {
    const line = someLine(pen);
    if (line === null) return;
    const [o, grant] = line;
    edit(pen, `${o.at.target} proposes`, (d) => {
      const t = d.targets[o.at.target];
      return t === undefined
        ? d
        : putTarget(d, o.at.target, { ...t, ceiling: 'enforce', drift: { ...t.drift, missing: { do: 'propose', after: 0 } } });
    });
    apply(pen);
    hand(pen, o.at, 'take', grant);
    detect(pen);
    for (const nth of [0, 1, 2]) pen.steps.push({ do: 'setBack', nth });
    apply(pen);
    wait(pen, HOUR_S);
    apply(pen);
    hand(pen, o.at, 'take', grant);
    announceAndApply(pen);
  },
  'taken by hand, proposed, put off': (pen) => {
    const line = someLine(pen);
    if (line === null) return;
    const [o, grant] = line;
    hand(pen, o.at, 'take', grant);
    hand(pen, o.at, 'give', 'role/auditor');
    detect(pen);
    for (const nth of [0, 1]) pen.steps.push({ do: 'snooze', nth, hours: 6 });
    announceAndApply(pen);
    wait(pen, 7 * HOUR_S);
    announceAndApply(pen);
  },
  'drift that is corrected again and again': (pen) => {
    const o = someOwned(pen);
    const grant = o && freshGrant(pen, o);
    if (o === null || grant === null) return;
    corrects(pen, o.at.target);
    for (let i = pen.random.whole(4, 5); i > 0; i -= 1) {
      hand(pen, o.at, 'give', grant);
      detect(pen);
      apply(pen);
      wait(pen, HOUR_S);
      // Seen gone, before it comes back.
      apply(pen);
    }
  },
  'facts that move each round': (pen) => {
    const line = someLine(pen);
    if (line === null) return;
    const [o, grant] = line;
    corrects(pen, o.at.target);
    for (let i = pen.random.whole(4, 8); i > 0; i -= 1) {
      hand(pen, o.at, 'alter', grant);
      if (i % 2 === 0) detect(pen);
      else apply(pen);
    }
    announceAndApply(pen);
  },
  'drift that comes and goes by itself': (pen) => {
    const o = someOwned(pen);
    const grant = o && freshGrant(pen, o);
    if (o === null || grant === null) return;
    for (let i = 0; i < 4; i += 1) {
      hand(pen, o.at, 'give', grant);
      detect(pen);
      hand(pen, o.at, 'take', grant);
      detect(pen);
    }
    apply(pen);
  },
  'an unreviewed grant whose facts widen': (pen) => {
    const at = pen.random.pick(pen.there);
    const grant = at.holds.find((g) => g.startsWith('role/'));
    if (grant === undefined) return;
    hand(pen, at, 'alter', grant);
    announceAndApply(pen);
    hand(pen, at, 'alter', grant);
    announceAndApply(pen);
  },
  'an unreviewed grant whose facts change, and change back': (pen) => {
    const o = someOwned(pen);
    const grant = o && freshGrant(pen, o, ['role/reader', 'role/writer', 'role/deployer', 'role/auditor']);
    if (o === null || grant === null) return;
    corrects(pen, o.at.target);
    const before = draftOf(pen).targets[o.at.target]?.scope ?? [];
    rescope(pen, o.at.target, 'a narrow scope', [{ accounts: [`${accountPrefixes.wider}*`], kinds: allKinds }]);
    apply(pen);
    hand(pen, o.at, 'give', grant);
    rescope(pen, o.at.target, 'as it was', before);
    apply(pen);
    apply(pen);
    for (let i = 0; i < 2; i += 1) {
      hand(pen, o.at, 'alter', grant);
      detect(pen);
    }
    announceAndApply(pen);
  },
  'an account is deleted and made again under the same name': (pen) => {
    const o = someOwned(pen, isActive);
    if (o === null) return;
    handAccount(pen, o.at, 'deleteAndRecreate');
    if (pen.random.oneIn(2)) hand(pen, o.at, 'give', 'role/power-x');
    announceAndApply(pen);
    editIdentity(pen, o.name, 'its account is let go', (i) => ({
      ...i,
      accounts: i.accounts.filter((a) => a.target !== o.at.target || a.account !== o.at.account),
    }));
    apply(pen);
  },
  'an account is deleted': (pen) => {
    const o = someOwned(pen);
    if (o === null) return;
    corrects(pen, o.at.target);
    handAccount(pen, o.at, 'delete');
    announceAndApply(pen);
    applyPerhapsKilled(pen);
    apply(pen);
  },
  'an account is renamed onto another’s old name': (pen) => {
    const o = someOwned(pen, isActive);
    if (o === null) return;
    pen.steps.push({ do: 'hand', at: o.at, what: 'rename', to: `${o.at.account}-was` });
    handAccount(pen, o.at, 'create');
    announceAndApply(pen);
    apply(pen);
  },
  'an account is renamed into the scope': (pen) => {
    const at = pen.there.find((t) => t.account.startsWith(accountPrefixes.never));
    if (at === undefined) return;
    pen.steps.push({ do: 'hand', at, what: 'rename', to: `${accountPrefixes.first}boss` });
    announceAndApply(pen);
    pen.steps.push({ do: 'hand', at: { target: at.target, account: `${accountPrefixes.first}boss` }, what: 'rename', to: at.account });
    hand(pen, at, 'give', 'role/deployer');
    announceAndApply(pen);
  },
  'a scope grows over what was given meanwhile': (pen) => {
    const o = someOwned(pen);
    if (o === null) return;
    const place = o.at.target;
    rescope(pen, place, 'a narrow scope', [{ accounts: [`${accountPrefixes.first}a*`], kinds: allKinds }]);
    detect(pen);
    hand(pen, o.at, 'give', 'role/auditor');
    rescope(pen, place, 'a wide scope', [ours, { accounts: [`${accountPrefixes.wider}*`], kinds: allKinds }]);
    if (pen.random.oneIn(2)) detect(pen);
    announceAndApply(pen);
    hand(pen, o.at, 'give', 'role/auditor');
    announceAndApply(pen);
  },
  'taken out of the scope while a taking is owed': (pen) => {
    const line = someLine(pen);
    if (line === null) return;
    const [o, grant] = line;
    const place = o.at.target;
    const before = draftOf(pen).targets[place]?.scope ?? [];
    takeOut(pen, o, grant);
    if (pen.random.oneIn(2)) apply(pen, killed(pen, 'systemWrite'));
    rescope(
      pen,
      place,
      'its kind is no longer managed',
      before.map((s) => ({ ...s, kinds: s.kinds.filter((k) => !grant.startsWith(`${k}/`)) })),
    );
    announceAndApply(pen);
    rescope(pen, place, 'its kind is managed again', before);
    announceAndApply(pen);
  },
  'its account leaves the scope while a taking is owed': (pen) => {
    const line = someLine(pen, (x) => isEnforced(x) && x.at.account.startsWith(accountPrefixes.first));
    if (line === null) return;
    const [o, grant] = line;
    const place = o.at.target;
    const before = draftOf(pen).targets[place]?.scope ?? [];
    takeOut(pen, o, grant);
    apply(pen, { is: 'failedWrite', target: place, at: 0, code: 'unavailable' });
    rescope(
      pen,
      place,
      'other accounts are managed',
      ['a', 'b', 'c', 'd']
        .filter((x) => !o.at.account.startsWith(`${accountPrefixes.first}${x}`))
        .map((x) => ({
          accounts: [`${accountPrefixes.first}${x}*`],
          kinds: allKinds,
        })),
    );
    announceAndApply(pen);
    rescope(pen, place, 'it is managed again', before);
    announceAndApply(pen);
  },
  'a released scope with a renamed account': (pen) => {
    const o = someOwned(pen, (x) => x.at.account.startsWith(accountPrefixes.first));
    if (o === null) return;
    const place = o.at.target;
    rescope(pen, place, 'two lines', [ours, { accounts: [`${accountPrefixes.wider}*`], kinds: allKinds }]);
    announceAndApply(pen);
    const to = `${accountPrefixes.wider}${o.name}-r`;
    pen.steps.push({ do: 'hand', at: o.at, what: 'rename', to });
    rescope(pen, place, 'the first line goes', [{ accounts: [`${accountPrefixes.wider}*`], kinds: allKinds }]);
    announceAndApply(pen);
    hand(pen, { target: place, account: to }, 'give', 'role/deployer');
    announceAndApply(pen);
  },
  'another tool takes over, and gives back': (pen) => {
    const o = someOwned(pen);
    if (o === null) return;
    const place = o.at.target;
    const before = draftOf(pen).targets[place]?.scope ?? [];
    rescope(
      pen,
      place,
      'terraform writes it',
      before.map((s) => ({ ...s, managedBy: 'terraform' })),
    );
    hand(pen, o.at, 'give', 'role/auditor');
    const line = someLine(pen);
    if (line !== null) takeOut(pen, ...line);
    announceAndApply(pen);
    rescope(pen, place, 'we write it again', before);
    announceAndApply(pen);
    apply(pen);
  },
  'a trial on a new target': (pen) => {
    const free = freeTarget(draftOf(pen));
    const [name, identity] = Object.entries(draftOf(pen).identities).find(([, i]) => i.state === 'active') ?? [];
    if (free === null || name === undefined || identity === undefined) return;
    const account = { target: free, account: `${accountPrefixes.first}${name}` };
    handAccount(pen, account, 'create');
    hand(pen, account, 'give', 'role/writer');
    edit(pen, `target ${free} comes`, (d) => putTarget(d, free, newTarget(pen.random)));
    editIdentity(pen, name, `gains ${free}/role/reader`, (i) => ({
      ...i,
      accounts: [...i.accounts, account],
      access: [...i.access, { target: free, grant: 'role/reader' }],
      never: pen.random.oneIn(2) ? [...i.never, `${free}/role/writer`] : i.never,
    }));
    applyPerhapsKilled(pen);
    announceAndApply(pen);
  },
  'our own account is given something': (pen) => {
    const o = someOwned(pen);
    if (o === null) return;
    const place = o.at.target;
    const at = { target: place, account: 'user/nhi-reconcile' };
    const before = draftOf(pen).targets[place]?.scope ?? [];
    handAccount(pen, at, 'create');
    rescope(pen, place, 'our own account too', [
      ...before.filter((s) => !s.accounts.includes('user/nhi-*')),
      { accounts: ['user/nhi-*'], kinds: allKinds },
    ]);
    announceAndApply(pen);
    hand(pen, at, 'give', 'role/deployer');
    announceAndApply(pen);
  },
  'vendors’ and protected names': (pen) => {
    const o = someOwned(pen);
    if (o === null) return;
    edit(pen, `${o.at.target} protects role/root`, (d) => {
      const t = d.targets[o.at.target];
      return t === undefined ? d : putTarget(d, o.at.target, { ...t, protected: ['role/root'] });
    });
    hand(pen, o.at, 'give', 'role/root');
    hand(pen, o.at, 'give', 'role/sys_audit');
    announceAndApply(pen);
    editIdentity(pen, o.name, 'is offboarded', (i) => ({ ...i, state: 'offboard' }));
    apply(pen);
  },
  'much is given by hand: the cap of corrections': (pen) => {
    const o = someOwned(pen);
    if (o === null) return;
    corrects(pen, o.at.target);
    edit(pen, `${o.at.target} takes little in a day`, (d) => {
      const t = d.targets[o.at.target];
      return t === undefined ? d : putTarget(d, o.at.target, { ...t, limits: { ...t.limits, revoke: 2, revokePercent: 20 } });
    });
    announceAndApply(pen);
    // As many as may go, and then as many again, within the day.
    for (const more of [
      ['role/more-3', 'role/more-4'],
      ['role/more-5', 'role/more-6'],
    ]) {
      for (const grant of more) hand(pen, o.at, 'give', grant);
      announceAndApply(pen);
      apply(pen);
      wait(pen, 2 * HOUR_S);
    }
    announceAndApply(pen);
    for (const grant of ['role/reader', 'role/writer', 'role/deployer', 'role/auditor', 'role/more-1', 'role/more-2'])
      hand(pen, o.at, 'give', grant);
    announceAndApply(pen);
    wait(pen, DAY_S);
    announceAndApply(pen);
  },
  'a system that cannot do all': (pen) => {
    const line = someLine(pen);
    const grant = line && freshGrant(pen, line[0], ['role/reader', 'role/writer', 'role/deployer', 'role/auditor']);
    if (line === null || grant === null) return;
    const [o, held] = line;
    const before = draftOf(pen).targets[o.at.target]?.cannot ?? [];
    const can = (what: string, cannot: readonly string[]): void =>
      edit(pen, `${o.at.target} ${what}`, (d) => {
        const t = d.targets[o.at.target];
        return t === undefined ? d : putTarget(d, o.at.target, { ...t, cannot });
      });
    can('neither gives nor takes roles', ['role grant', 'role revoke', 'group revoke']);
    give(pen, o, grant);
    takeOut(pen, o, held);
    apply(pen);
    can('can again', before);
    apply(pen);
  },
  'an account that nobody may make': (pen) => {
    const o = someOwned(pen, (x) => isEnforced(x) && x.at.account.startsWith(accountPrefixes.first));
    if (o === null) return;
    const place = o.at.target;
    const before = draftOf(pen).targets[place]?.scope ?? [];
    const account = `${accountPrefixes.first}${o.name.replace(/-x/g, '')}-late`;
    rescope(pen, place, 'accounts are made by hand', [{ accounts: [`${accountPrefixes.first}*`], kinds: ['key', 'role', 'group'] }]);
    editIdentity(pen, o.name, `gains ${account}`, (i) => ({
      ...i,
      accounts: [...i.accounts, { target: place, account }],
      access: [
        ...i.access.map((g) => (g.target === place && g.account === undefined ? { ...g, account: o.at.account } : g)),
        { target: place, account, grant: 'role/reader' },
      ],
    }));
    apply(pen);
    if (pen.random.oneIn(2)) handAccount(pen, { target: place, account }, 'create');
    announceAndApply(pen);
    rescope(pen, place, 'as it was', before);
    apply(pen);
  },
};
