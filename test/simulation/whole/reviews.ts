/** Whole stories of what reviews decide: given, taken out, moved, let go, given again; in bursts, late, and cut. */
import { accountIn, idThere } from '../new-world.ts';
import type { Draft } from '../draft.ts';
import { moved, putIdentity, putRole, putTarget, renamed, someEdit, without } from '../draft-edits.ts';
import { repair } from '../repair.ts';
import type { Edit } from '../step.ts';
import { DAY_S, HOUR_S } from '../vocabulary.ts';
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
  hasDirectory,
  isActive,
  isEnforced,
  killed,
  lineOf,
  merge,
  owned,
  type Pen,
  run,
  says,
  someLine,
  someOwned,
  takeOut,
  wait,
} from '../pen.ts';
import type { Stories } from './tell.ts';

const seconds = (pen: Pen, later: number): number => Math.floor(pen.now / 1000) * 1000 + later * 1000;

/** Edits on edits: each builds on the one before. */
function burst(pen: Pen, count: number, first: Draft = draftOf(pen)): Edit[] {
  const edits: Edit[] = [];
  for (let i = 0; i < count; i += 1) {
    const made = someEdit(pen.random, edits.at(-1)?.after ?? first, pen.now);
    if (made !== null) edits.push(made);
  }
  return edits;
}

export const reviewStories: Stories = {
  'given, cut, taken out, cut, given': (pen) => {
    const o = someOwned(pen);
    const grant = o && freshGrant(pen, o);
    if (o === null || grant === null) return;
    give(pen, o, grant);
    apply(pen, killed(pen));
    takeOut(pen, o, grant);
    apply(pen, killed(pen));
    give(pen, o, grant);
    apply(pen);
  },
  'a burst of merges': (pen) => {
    merge(pen, burst(pen, pen.random.whole(2, 5)));
    applyPerhapsKilled(pen);
    apply(pen);
  },
  'an old merge is reverted': (pen) => {
    const edits = burst(pen, 2);
    merge(pen, edits);
    apply(pen);
    const old = pen.random.pick(pen.drafts.slice(-6));
    if (old === draftOf(pen)) return;
    merge(pen, [{ what: 'an earlier merge is reverted', after: old }]);
    applyPerhapsKilled(pen);
    apply(pen);
  },
  'two pull requests that together make something': (pen) => {
    const o = someOwned(pen);
    const [role] = Object.entries(draftOf(pen).roles).find(([name]) => o !== null && !o.identity.roles.includes(name)) ?? [];
    if (o === null || role === undefined) return;
    const first = draftOf(pen);
    const before = first.roles[role];
    if (before === undefined) return;
    const wider = repair(putRole(first, role, { ...before, access: [...before.access, { target: o.at.target, grant: 'role/deployer' }] }));
    const held = repair(putIdentity(wider, o.name, { ...o.identity, roles: [...o.identity.roles, role] }));
    merge(pen, [
      { what: `role ${role} gains role/deployer`, after: wider },
      { what: `${o.name} gains role ${role}`, after: held },
    ]);
    apply(pen);
  },
  'a role is edited over its holders, in waves': (pen) => {
    const [name, role] = Object.entries(draftOf(pen).roles)[0] ?? [];
    if (name === undefined || role === undefined) return;
    const place = role.access[0]?.target;
    if (place === undefined) return;
    edit(pen, `role ${name} rolls out`, (d) => {
      const holders = Object.fromEntries(
        Object.entries(d.identities).map(([n, i]) => [
          n,
          i.state === 'active' && !i.roles.includes(name) ? { ...i, roles: [...i.roles, name] } : i,
        ]),
      );
      return { ...putRole(d, name, { ...role, rollout: { first: pen.random.whole(1, 2), waitSeconds: HOUR_S } }), identities: holders };
    });
    apply(pen);
    edit(pen, `role ${name} gains a grant`, (d) => {
      const now = d.roles[name] ?? role;
      return putRole(d, name, {
        ...now,
        access: [...now.access, { target: place, grant: pen.random.pick(['role/auditor', 'group/writers', 'role/power-x']) }],
      });
    });
    apply(pen);
    detect(pen);
    wait(pen, HOUR_S);
    applyPerhapsKilled(pen);
    apply(pen);
  },
  'a role loses what many hold: over the cap, and with an Exception': (pen) => {
    const [name, role] = Object.entries(draftOf(pen).roles).find(([, r]) => r.access.length > 1) ?? [];
    const place = role?.access[0]?.target;
    if (name === undefined || role === undefined || place === undefined) return;
    edit(pen, `${place} takes little in a day`, (d) => {
      const t = d.targets[place];
      return t === undefined ? d : putTarget(d, place, { ...t, limits: { ...t.limits, revoke: 1, revokePercent: 10 } });
    });
    edit(pen, `many hold role ${name}`, (d) => ({
      ...d,
      identities: Object.fromEntries(Object.entries(d.identities).map(([n, i]) => [n, { ...i, roles: [...new Set([...i.roles, name])] }])),
    }));
    apply(pen);
    edit(pen, `role ${name} loses a grant`, (d) => putRole(d, name, { ...role, access: role.access.slice(1) }));
    applyPerhapsKilled(pen);
    apply(pen);
    edit(pen, 'the cap is lifted once', (d) => ({
      ...d,
      exceptions: {
        ...d.exceptions,
        [`x-once-${pen.random.whole(1, 5)}`]: { limit: `${place}/role`, cap: 'review', count: 50, until: seconds(pen, 2 * DAY_S) },
      },
    }));
    apply(pen);
    wait(pen, DAY_S);
    apply(pen);
  },
  'let go, and given by hand': (pen) => {
    const o = someOwned(pen);
    if (o === null) return;
    editIdentity(pen, o.name, 'is released', (i) => ({ ...i, state: 'release' }));
    detect(pen);
    hand(pen, o.at, 'give', pen.random.pick(['role/deployer', 'group/writers']));
    announceAndApply(pen);
    if (pen.random.oneIn(2)) editIdentity(pen, o.name, 'is active again', (i) => ({ ...i, state: 'active' }));
    apply(pen);
  },
  'let go where what is found is taken at once': (pen) => {
    const o = someOwned(pen);
    if (o === null) return;
    edit(pen, `${o.at.target} takes at once`, (d) => {
      const t = d.targets[o.at.target];
      return t === undefined
        ? d
        : putTarget(d, o.at.target, {
            ...t,
            ceiling: 'enforce',
            drift: { ...t.drift, unauthorized: { do: 'revoke', after: pen.random.whole(0, 1) } },
          });
    });
    apply(pen);
    editIdentity(pen, o.name, 'is released', (i) => ({ ...i, state: 'release' }));
    apply(pen);
    announceAndApply(pen);
  },
  'a release that later revokes': (pen) => {
    const line = someLine(pen);
    if (line === null) return;
    const [o, grant] = line;
    takeOut(pen, o, grant);
    if (pen.random.oneIn(2)) apply(pen, killed(pen, 'systemWrite'));
    editIdentity(pen, o.name, 'is released', (i) => ({ ...i, state: 'release' }));
    apply(pen);
    edit(pen, `${o.name} is taken out`, (d) => ({ ...d, identities: without(d.identities, o.name) }));
    announceAndApply(pen);
    edit(pen, `${o.name} is declared again`, (d) => putIdentity(d, o.name, { ...o.identity, state: 'active', access: [], roles: [] }));
    announceAndApply(pen);
  },
  'offboarded, cut, and back': (pen) => {
    const o = someOwned(pen, isActive);
    if (o === null) return;
    editIdentity(pen, o.name, 'is offboarded', (i) => ({ ...i, state: 'offboard' }));
    apply(pen, killed(pen));
    if (pen.random.oneIn(2)) apply(pen);
    editIdentity(pen, o.name, 'is active again', (i) => ({ ...i, state: 'active' }));
    applyPerhapsKilled(pen);
    apply(pen);
  },
  'many are taken out at once': (pen) => {
    const names = pen.random.some(Object.keys(draftOf(pen).identities), 4);
    edit(pen, `${names.join(', ')} are taken out`, (d) => ({
      ...d,
      identities: names.reduce((left, n) => without(left, n), d.identities),
    }));
    applyPerhapsKilled(pen);
    apply(pen);
    wait(pen, DAY_S);
    apply(pen);
    merge(pen, [{ what: 'they come back', after: pen.drafts.at(-2) ?? draftOf(pen) }]);
    apply(pen);
  },
  'a line respelled with id:': (pen) => {
    const o = someOwned(pen, (x) => isEnforced(x) && idThere(pen.there, x.at) !== null);
    if (o === null) return;
    const account = `user/id:${idThere(pen.there, o.at) ?? ''}`;
    const respell = (from: string, to: string) =>
      editIdentity(pen, o.name, `${from} is spelled ${to}`, (i) => ({
        ...i,
        accounts: i.accounts.map((a) => (a.target === o.at.target && a.account === from ? { ...a, account: to } : a)),
        access: i.access.map((g) => (g.target === o.at.target && g.account === from ? { ...g, account: to } : g)),
      }));
    const { directory } = o.identity;
    if (directory !== null) says(pen, directory, 'disabled');
    applyPerhapsKilled(pen);
    respell(o.at.account, account);
    apply(pen);
    if (directory !== null) says(pen, directory, 'active');
    apply(pen);
    if (pen.random.oneIn(2)) respell(account, o.at.account);
    apply(pen);
  },
  'taken out, cut, and given again by its id': (pen) => {
    const line = someLine(pen, (x) => isEnforced(x) && idThere(pen.there, x.at) !== null);
    if (line === null) return;
    const [o, grant] = line;
    const account = `user/id:${idThere(pen.there, o.at) ?? ''}`;
    takeOut(pen, o, grant);
    apply(pen, { is: 'failedWrite', target: o.at.target, at: 0, code: 'unavailable' });
    editIdentity(pen, o.name, `${o.at.account} is spelled ${account}, with ${grant}`, (i) => ({
      ...i,
      accounts: i.accounts.map((a) => (a.target === o.at.target && a.account === o.at.account ? { ...a, account } : a)),
      access: [
        ...i.access.map((g) => (g.target === o.at.target && g.account === o.at.account ? { ...g, account } : g)),
        { target: o.at.target, account, grant },
      ],
    }));
    applyPerhapsKilled(pen);
    apply(pen);
  },
  'a line respelled after somebody took it': (pen) => {
    const line = someLine(pen, (x) => isEnforced(x) && idThere(pen.there, x.at) !== null);
    if (line === null) return;
    const [o, grant] = line;
    const account = `user/id:${idThere(pen.there, o.at) ?? ''}`;
    edit(pen, `${o.at.target} tells what is missing`, (d) => {
      const t = d.targets[o.at.target];
      return t === undefined ? d : putTarget(d, o.at.target, { ...t, drift: { ...t.drift, missing: { do: 'propose', after: 1 } } });
    });
    apply(pen);
    hand(pen, o.at, 'take', grant);
    detect(pen);
    editIdentity(pen, o.name, `${o.at.account} is spelled ${account}`, (i) => ({
      ...i,
      accounts: i.accounts.map((a) => (a.target === o.at.target && a.account === o.at.account ? { ...a, account } : a)),
      access: i.access.map((g) => (g.target === o.at.target && g.account === o.at.account ? { ...g, account } : g)),
    }));
    announceAndApply(pen);
  },
  'a `never` line where nothing is corrected': (pen) => {
    const o = someOwned(pen);
    const grant = o && freshGrant(pen, o, ['role/writer', 'role/auditor', 'role/deployer', 'role/reader']);
    if (o === null || grant === null) return;
    edit(pen, `${o.at.target} only tells`, (d) => {
      const t = d.targets[o.at.target];
      return t === undefined ? d : putTarget(d, o.at.target, { ...t, drift: { ...t.drift, unauthorized: { do: 'report', after: 1 } } });
    });
    hand(pen, o.at, 'give', grant);
    apply(pen);
    editIdentity(pen, o.name, `never ${o.at.target}/${grant}`, (i) => ({ ...i, never: [...i.never, `${o.at.target}/${grant}`] }));
    applyPerhapsKilled(pen);
    apply(pen);
  },
  'a `never` line over what was there before us': (pen) => {
    const o = someOwned(pen);
    if (o === null) return;
    const grant = pen.random.pick(['role/writer', 'role/auditor', 'group/readers', 'role/sys_audit']);
    const written = `${o.at.target}/${grant}`;
    hand(pen, o.at, 'give', grant);
    editIdentity(pen, o.name, `never ${written}`, (i) => ({
      ...i,
      access: i.access.filter((g) => g.target !== o.at.target || g.grant !== grant),
      never: [...new Set([...i.never, written])],
    }));
    applyPerhapsKilled(pen);
    apply(pen);
    hand(pen, o.at, 'give', grant);
    announceAndApply(pen);
    editIdentity(pen, o.name, `${written} is no longer forbidden`, (i) => ({ ...i, never: i.never.filter((n) => n !== written) }));
    hand(pen, o.at, 'give', grant);
    announceAndApply(pen);
  },
  'an account moves to another identity': (pen) => {
    const line = someLine(pen, hasDirectory) ?? someLine(pen);
    const others = Object.keys(draftOf(pen).identities).filter((n) => n !== line?.[0].name);
    if (line === null || others.length === 0) return;
    const [o] = line;
    if (o.identity.directory !== null && pen.random.oneIn(2)) {
      says(pen, o.identity.directory, 'disabled');
      applyPerhapsKilled(pen);
    }
    const made = moved(pen.random, draftOf(pen), o.name, pen.random.pick(others));
    if (made === null) return;
    merge(pen, [{ what: made[0], after: repair(made[1]) }]);
    applyPerhapsKilled(pen);
    if (o.identity.directory !== null) says(pen, o.identity.directory, 'active');
    apply(pen);
  },
  'an identity is renamed while something is withheld': (pen) => {
    const o = someOwned(pen, hasDirectory);
    const at = o?.identity.directory ?? null;
    if (o === null || at === null || Object.hasOwn(draftOf(pen).identities, `${o.name}-x`)) return;
    says(pen, at, 'disabled');
    applyPerhapsKilled(pen);
    edit(pen, `${o.name} is called ${o.name}-x now`, (d) => renamed(d, o.name, `${o.name}-x`));
    apply(pen);
    says(pen, at, 'active');
    announceAndApply(pen);
  },
  'a new account that is still to be made': (pen) => {
    const o = someOwned(pen);
    if (o === null) return;
    const account = { target: o.at.target, account: `user/svc-${o.name.replace(/-x/g, '')}-new` };
    editIdentity(pen, o.name, `gains ${account.account}`, (i) => ({
      ...i,
      accounts: [...i.accounts, account],
      access: [
        ...i.access.map((g) => (g.target === account.target && g.account === undefined ? { ...g, account: o.at.account } : g)),
        { ...account, grant: 'role/reader' },
      ],
    }));
    apply(
      pen,
      pen.random.pick([killed(pen, 'systemWrite'), { is: 'failedWrite', target: account.target, at: 0, code: 'badResponse' } as const]),
    );
    apply(pen);
  },
  'one account under two spellings': (pen) => {
    const o = someOwned(pen, (x) => isEnforced(x) && idThere(pen.there, x.at) !== null);
    const other = someOwned(pen, (x) => isActive(x) && x.name !== o?.name);
    if (o === null || other === null) return;
    const account = { target: o.at.target, account: `user/id:${idThere(pen.there, o.at) ?? ''}` };
    const grant = freshGrant(pen, o);
    editIdentity(pen, other.name, 'claims the same account by its id', (i) => ({
      ...i,
      accounts: [...i.accounts, account],
      access: [
        ...i.access.map((g) => (g.target === account.target && g.account === undefined ? { ...g, account: other.at.account } : g)),
        ...(grant === null ? [] : [{ ...account, grant }]),
      ],
    }));
    announceAndApply(pen);
    merge(pen, [{ what: 'that is reverted', after: pen.drafts.at(-2) ?? draftOf(pen) }]);
    apply(pen);
  },
  'one account claimed by two: refused': (pen) => {
    const o = someOwned(pen, isActive);
    const other = someOwned(pen, (x) => x.name !== o?.name);
    if (o === null || other === null) return;
    const before = draftOf(pen);
    const after = putIdentity(before, other.name, { ...other.identity, accounts: [...other.identity.accounts, accountIn(o.at)] });
    pen.steps.push({
      do: 'merge',
      edits: [{ what: `${other.name} claims ${o.at.target}/${o.at.account} of ${o.name}`, after, refused: true }],
      quorum: true,
    });
    apply(pen);
  },
  'a late run of an old commit': (pen) => {
    merge(pen, burst(pen, 1));
    apply(pen);
    merge(pen, burst(pen, 2));
    pen.steps.push({ do: 'run', run: 'apply', only: null, late: false, faults: [] });
    pen.steps.push({ do: 'run', run: 'apply', only: null, late: true, faults: [] });
    apply(pen);
  },
  'pushed without a review': (pen) => {
    const made = someEdit(pen.random, draftOf(pen), pen.now, true);
    if (made === null) return;
    pen.steps.push({ do: 'push', edit: made });
    detect(pen);
    apply(pen);
    if (pen.random.oneIn(3)) merge(pen, [made]);
    apply(pen);
  },
  'a line with a `from` after an `until`': (pen) => {
    const o = someOwned(pen);
    const grant = o && freshGrant(pen, o);
    if (o === null || grant === null) return;
    editIdentity(pen, o.name, `${grant} twice, with a gap between`, (i) => ({
      ...i,
      access: [
        ...i.access,
        lineOf(o, grant, { until: seconds(pen, HOUR_S) }),
        lineOf(o, grant, { from: seconds(pen, 3 * HOUR_S), until: seconds(pen, 5 * HOUR_S) }),
      ],
    }));
    apply(pen);
    for (let i = 0; i < 3; i += 1) {
      wait(pen, 2 * HOUR_S);
      applyPerhapsKilled(pen);
    }
    apply(pen);
  },
  '`for` over a killed run': (pen) => {
    const o = someOwned(pen);
    const grant = o && freshGrant(pen, o);
    if (o === null || grant === null) return;
    give(pen, o, grant, { forSeconds: HOUR_S });
    apply(pen, { is: 'killed', before: 'systemWrite', at: 0 });
    wait(pen, pen.random.pick([600, 5 * HOUR_S]));
    apply(pen);
    wait(pen, HOUR_S);
    announceAndApply(pen);
  },
  'a tightening of what somebody took': (pen) => {
    const line = someLine(pen);
    if (line === null) return;
    const [o, grant] = line;
    hand(pen, o.at, 'take', grant);
    if (pen.random.oneIn(2)) detect(pen);
    editIdentity(pen, o.name, `${grant} ends in a month`, (i) => ({
      ...i,
      access: i.access.map((g) =>
        g.target === o.at.target && g.grant === grant && (g.from ?? 0) < pen.now ? { ...g, until: seconds(pen, 30 * DAY_S) } : g,
      ),
    }));
    announceAndApply(pen);
  },
  'a review grows too old': (pen) => {
    const o = someOwned(pen);
    const grant = o && freshGrant(pen, o);
    if (o === null || grant === null) return;
    give(pen, o, grant);
    const days = draftOf(pen).settings.reviewValidSeconds / DAY_S;
    for (let i = 0; i <= Math.ceil(days); i += 1) {
      run(pen, 'apply', { is: 'unreachable', target: o.at.target, code: 'unavailable' });
      wait(pen, DAY_S);
    }
    apply(pen);
    editIdentity(pen, o.name, `${grant} is touched`, (i) => ({
      ...i,
      access: i.access.map((g) => (g.target === o.at.target && g.grant === grant ? { ...g, because: 'still needed' } : g)),
    }));
    apply(pen);
  },
  'an identity in observe is raised': (pen) => {
    const o = someOwned(pen);
    const grant = o && freshGrant(pen, o);
    if (o === null || grant === null) return;
    editIdentity(pen, o.name, 'is observed', (i) => ({ ...i, mode: 'observe' }));
    give(pen, o, grant);
    apply(pen);
    wait(pen, pen.random.pick([HOUR_S, 2 * DAY_S]));
    editIdentity(pen, o.name, 'is enforced', (i) => ({ ...i, mode: 'enforce' }));
    applyPerhapsKilled(pen);
    apply(pen);
  },
  'the ceiling falls and rises': (pen) => {
    const o = someOwned(pen);
    if (o === null) return;
    const to = (ceiling: 'observe' | 'review' | 'enforce') =>
      edit(pen, `${o.at.target}: ${ceiling}`, (d) => {
        const t = d.targets[o.at.target];
        return t === undefined ? d : putTarget(d, o.at.target, { ...t, ceiling });
      });
    to(pen.random.pick(['observe', 'review']));
    hand(pen, o.at, 'give', 'role/deployer');
    const line = someLine(pen);
    if (line !== null) takeOut(pen, ...line);
    announceAndApply(pen);
    to('enforce');
    announceAndApply(pen);
  },
  'the owner of an identity is nobody for a while': (pen) => {
    const o = someOwned(pen);
    if (o === null) return;
    editIdentity(pen, o.name, 'has no owner', (i) => ({ ...i, owner: 'unknown' }));
    hand(pen, o.at, 'give', 'role/deployer');
    announceAndApply(pen);
    editIdentity(pen, o.name, 'has an owner', (i) => ({ ...i, owner: o.identity.owner }));
    announceAndApply(pen);
  },
  'many sharp grants in a day': (pen) => {
    const holders = pen.random.some(owned(pen, isEnforced), 4);
    edit(pen, 'many sharp grants', (d) =>
      holders.reduce((draft, o) => {
        const i = draft.identities[o.name];
        return i === undefined ? draft : putIdentity(draft, o.name, { ...i, access: [...i.access, lineOf(o, 'role/power-x')] });
      }, d),
    );
    applyPerhapsKilled(pen);
    apply(pen);
    wait(pen, DAY_S);
    apply(pen);
  },
};
