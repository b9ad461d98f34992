/** Invariant 7: the last administrator keeps its way in; a login that is closed is an administrator less. */
import { describe, expect, it } from 'vitest';
import {
  DAY,
  declaredKey,
  directorySays,
  envelope,
  firstState,
  hold,
  kindsWith,
  look,
  type Look,
  type Model,
  merge,
  modelTarget,
  type PolicyLines,
  round,
  START,
  worldAt,
} from './world.ts';
import type { World } from '../../src/model/plan.ts';

const own = (name: string, more: object = {}): PolicyLines['identities'] => ({
  [name]: { accounts: [`user/${name}`], grants: ['role/superuser', 'role/reader'], directory: `app/${name}`, ...more },
});
const login = (name: string): string => declaredKey(`user/${name}`, `login/${name}`);
const superuser = (name: string): string => declaredKey(`user/${name}`, 'role/superuser');

function after(identities: PolicyLines['identities'], world: Partial<World> = {}, then?: PolicyLines['identities']): Look {
  const model: Model = modelTarget();
  for (const name of Object.keys(identities ?? {})) {
    model.add(`user/${name}`);
    model.give(`user/${name}`, 'role/superuser');
    model.give(`user/${name}`, 'role/reader');
  }
  const active = directorySays(Object.fromEntries(Object.keys(identities ?? {}).map((name) => [`app/${name}`, 'active' as const])));
  let state = merge(firstState(), { identities: identities ?? {}, breakGlass: [envelope()] }, START);
  for (let i = 0; i < 3; i += 1) state = round(state, model, worldAt(START, { directories: active }), 'apply').state;
  if (then !== undefined) state = merge(state, { identities: then, breakGlass: [envelope()] }, START + DAY);
  return look(state, model.read(START + DAY), worldAt(START + DAY, { directories: active, ...world }));
}
const guardOf = (l: Look, key: string): string | null =>
  l.decided.plan.blocked.find((b) => b.change.key === key)?.guard ?? (l.decided.plan.changes.some((c) => c.key === key) ? 'passes' : null);

describe('the last administrator', () => {
  it('keeps login and account when the directory or a review lets its identity go; the rest of it goes', () => {
    for (const l of [
      after(own('ann'), { directories: directorySays({ 'app/ann': 'disabled' }) }),
      after(own('ann'), {}, {}),
      after(own('ann'), {}, own('ann', { state: 'offboard', grants: [] })),
    ]) {
      expect(guardOf(l, superuser('ann'))).toBe('lastAdministrator');
      expect(guardOf(l, login('ann'))).toBe('lastAdministrator');
      expect(guardOf(l, declaredKey('user/ann', 'role/reader'))).toBe('passes');
      const ids = l.decided.plan.blocked.map((b) => b.change.id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('keeps them also where its grant is not to go, or cannot be taken', () => {
    const kinds = kindsWith('role', { verbs: ['grant'] });
    expect(guardOf(after(own('ann'), { directories: directorySays({ 'app/ann': 'disabled' }), kinds }), login('ann'))).toBe(
      'lastAdministrator',
    );
  });

  it('counts what no scope lists: who loses the login loses that too', () => {
    const target = { scopes: [{ kinds: ['user', 'login'], accounts: ['user/*'] }] };
    const bare = own('ann', { grants: [] });
    const model: Model = modelTarget();
    for (const name of ['ann', 'bob']) model.add(`user/${name}`);
    model.give('user/ann', 'role/superuser');
    const at = (now: number): World => worldAt(now, { directories: directorySays({ 'app/ann': 'active' }) });
    let state = merge(firstState(), { target, identities: bare ?? {} }, START);
    for (let i = 0; i < 3; i += 1) state = round(state, model, at(START), 'apply').state;
    state = merge(state, { target, identities: own('ann', { grants: [], state: 'offboard' }) ?? {} }, START + DAY);
    const judged = (): string | null => guardOf(look(state, model.read(START + DAY), at(START + DAY)), login('ann'));
    expect(judged()).toBe('lastAdministrator');
    model.give('user/bob', 'role/superuser');
    expect(judged()).toBe('passes');
  });

  it('of two that leave one keeps both its grant and its login; where one stays, both leave', () => {
    const two = { ...own('ann'), ...own('bob') };
    const l = after(two, { directories: directorySays({ 'app/ann': 'disabled', 'app/bob': 'disabled' }) });
    const kept = ['ann', 'bob'].filter((name) => guardOf(l, superuser(name)) === 'lastAdministrator');
    expect(kept.length).toBe(1);
    for (const name of ['ann', 'bob']) expect(guardOf(l, login(name))).toBe(kept.includes(name) ? 'lastAdministrator' : 'passes');
    const one = after(two, { directories: directorySays({ 'app/ann': 'disabled', 'app/bob': 'active' }) });
    for (const key of [superuser('ann'), login('ann')]) expect(guardOf(one, key)).toBe('passes');
  });

  it('a deny closes the login all the same: it is one person’s act, for a while', () => {
    const l = after(own('ann'), { holds: [hold('deny', { identity: 'ann', at: START + DAY })] });
    expect(guardOf(l, login('ann'))).toBe('passes');
    expect(guardOf(l, superuser('ann'))).toBe('lastAdministrator');
  });
});
