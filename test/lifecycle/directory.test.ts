/** What a directory says of its records: active, disabled, absent, or nothing. */
import { describe, expect, it } from 'vitest';
import type { TargetPolicy } from '../../src/model/policy.ts';
import type { TargetState, Word } from '../../src/model/state.ts';
import { hear, teamFindings } from '../../src/lifecycle/directory.ts';
import {
  directorySays,
  firstState,
  HOUR,
  kinds,
  kindNamed,
  type Model,
  modelTarget,
  type Reading,
  START,
  targetPolicy,
} from '../plan/world.ts';

const lifecycle = (sentinels: readonly string[] = ['user/sentinel']): TargetPolicy['lifecycle'] => ({
  sentinels,
  onDisabled: 'disable',
  onAbsent: 'disable',
});
const directory = (sentinels?: readonly string[]): TargetState => ({
  ...firstState(),
  policy: targetPolicy({ lifecycle: lifecycle(sentinels), withinSeconds: 3600 }),
});

const start = (): Model => {
  const model = modelTarget();
  model.add('user/sentinel');
  model.add('user/ann');
  model.add('user/bob', false);
  return model;
};

interface Heard {
  readonly state: TargetState;
  readonly words: Readonly<Record<string, Word>>;
}

function listen(
  state: TargetState,
  model: Model,
  now: number,
  wanted = ['user/ann', 'user/bob'],
  counting = true,
  reading: Reading = {},
): Heard {
  const heard = hear(state, model.read(now, reading), kinds, wanted, now, counting);
  return { state: heard.state, words: Object.fromEntries(heard.words) };
}

describe('a directory', () => {
  it('active: the login is there; disabled: the account alone', () => {
    const { words, state } = listen(directory(), start(), START);
    expect(words).toEqual({ 'user/ann': 'active', 'user/bob': 'disabled' });
    expect(state.bindings).toEqual({ 'user/ann': 'u2', 'user/bob': 'u3' });
  });

  it('says nothing of a record never seen, of two by one name, of a sort it does not have', () => {
    const model = start();
    model.add('user/twin');
    model.add('user/twin');
    const { words, state } = listen(directory(), model, START, ['user/zoe', 'user/id:nope', 'user/twin', 'app/ann', 'login/ann']);
    expect(words).toEqual({});
    expect(state.absent).toEqual({});
  });

  it.each([
    ['logins unproven', { unproven: ['login'] }],
    ['accounts unproven', { unproven: ['user'] }],
    ['an error', { error: { code: 'unavailable', message: 'down' } as const }],
    ['a partial read', { only: ['u2'] }],
  ])('invariant 1: says nothing with %s', (_, reading) => {
    const bound = listen(directory(), start(), START).state;
    const { words, state } = listen(bound, start(), START + HOUR, ['user/ann'], true, reading);
    expect(words).toEqual({});
    expect(state).toEqual(bound);
  });

  it('says nothing where it knows no logins at all', () => {
    const none = new Map([['user', kindNamed('user', 'account')]]);
    expect(hear(directory(), start().read(START), none, ['user/ann'], START, true).words.size).toBe(0);
  });

  it('says nothing while one of its sorts of login is unproven: who logs in by the other one would pass for disabled', () => {
    const twoLogins = new Map([...kinds, ['sso', kindNamed('sso', 'login')]]);
    const hear2 = (unproven: readonly string[]) => {
      const live = start().read(START, { unproven });
      const proofs = { ...live.proofs, ...(unproven.includes('sso') ? {} : { sso: { read: 0, claimed: null, by: 'cursorEnd' as const } }) };
      return hear(directory(), { ...live, proofs }, twoLogins, ['user/ann'], START, true).words.get('user/ann');
    };
    expect([hear2([]), hear2(['sso']), hear2(['login'])]).toEqual(['active', undefined, undefined]);
  });

  it('without a lifecycle in its Target says who is there, and never that somebody is absent', () => {
    const model = start();
    const plain = { ...directory(), policy: targetPolicy({ lifecycle: null, withinSeconds: 3600 }) };
    const { words, state } = listen(plain, model, START);
    expect(words).toEqual({ 'user/ann': 'active', 'user/bob': 'disabled' });
    model.remove('u2');
    expect(listen(state, model, START + HOUR).words).toEqual({ 'user/bob': 'disabled' });
  });

  it('says nothing when one of its sentinels is gone, named by name or by id', () => {
    const model = start();
    const both = directory(['user/sentinel', 'user/id:u3']);
    expect(Object.keys(listen(both, model, START).words)).toEqual(['user/ann', 'user/bob']);
    model.remove('u3');
    expect(listen(both, model, START, ['user/ann']).words).toEqual({});
    expect(listen(directory(['user/id:u3']), model, START, ['user/ann']).words).toEqual({});
  });

  it('a record that was never seen is not the account whose id happens to read null', () => {
    const model = start();
    model.accounts.set('null', 'user/odd');
    const { words, state } = listen(directory(), model, START, ['user/zoe']);
    expect([words, state.bindings]).toEqual([{}, {}]);
  });

  describe('absent', () => {
    const gone = (): { state: TargetState; model: Model } => {
      const model = start();
      const { state } = listen(directory(), model, START);
      model.remove('u2');
      return { state, model };
    };

    it('once is unsure; in two saved reads, a `within` apart, it is absent', () => {
      const { state, model } = gone();
      const first = listen(state, model, START);
      expect(first.words).toEqual({ 'user/bob': 'disabled' });
      expect(first.state.absent).toEqual({ 'user/ann': { times: 1, last: START } });
      const soon = listen(first.state, model, START + HOUR - 1);
      expect(soon.words).toEqual({ 'user/bob': 'disabled' });
      expect(soon.state.absent).toEqual(first.state.absent);
      const second = listen(soon.state, model, START + HOUR);
      expect(second.words).toEqual({ 'user/ann': 'absent', 'user/bob': 'disabled' });
      expect(listen(second.state, model, START + HOUR, ['user/ann'], false).words).toEqual({ 'user/ann': 'absent' });
    });

    it('a read that is not saved does not count', () => {
      const { state, model } = gone();
      expect(listen(state, model, START, ['user/ann'], false).state.absent).toEqual({});
    });

    it('seen again, it begins anew', () => {
      const { state, model } = gone();
      const first = listen(state, model, START).state;
      const shown = start().read(START + HOUR);
      const again = hear(first, shown, kinds, ['user/ann'], START + HOUR, true);
      expect(again.words.get('user/ann')).toBe('active');
      expect(again.state.absent).toEqual({});
    });

    it.each([
      ['no sentinel is named', [], () => undefined],
      ['a sentinel is gone: the view is narrowed', ['user/sentinel'], (m: Model) => m.remove('u1')],
      ['a sentinel answers twice', ['user/sentinel'], (m: Model) => m.add('user/sentinel')],
    ] as const)('never where %s', (_, sentinels, prepare) => {
      const { state, model } = gone();
      prepare(model);
      let next: TargetState = { ...state, policy: targetPolicy({ lifecycle: lifecycle(sentinels) }) };
      for (let i = 0; i < 4; i += 1) {
        const heard = listen(next, model, START + i * HOUR, ['user/ann']);
        expect(heard.words).toEqual({});
        next = heard.state;
      }
      const none = { ...state, policy: targetPolicy({ lifecycle: null }) };
      expect(listen(none, model, START, ['user/ann']).words).toEqual({});
    });

    it('a sentinel may be named by its id', () => {
      const { state, model } = gone();
      let next: TargetState = { ...state, policy: targetPolicy({ lifecycle: lifecycle(['user/id:u1']) }) };
      for (const at of [START, START + HOUR]) next = listen(next, model, at, ['user/ann']).state;
      expect(listen(next, model, START + HOUR, ['user/ann']).words).toEqual({ 'user/ann': 'absent' });
    });
  });

  it('invariant 14: bound, it stays that record: renamed it is heard, and its name used again inherits nothing', () => {
    const model = start();
    const { state } = listen(directory(), model, START);
    model.rename('u2', 'user/ann-renamed');
    model.add('user/ann', false);
    expect(listen(state, model, START, ['user/ann']).words).toEqual({ 'user/ann': 'active' });
    model.remove('u2');
    const gone = listen(state, model, START, ['user/ann']);
    expect(gone.words).toEqual({});
    expect(gone.state.absent).toEqual({ 'user/ann': { times: 1, last: START } });
  });

  it('a record named by its id', () => {
    const { words, state } = listen(directory(), start(), START, ['user/id:u2']);
    expect(words).toEqual({ 'user/id:u2': 'active' });
    expect(state.bindings).toEqual({ 'user/id:u2': 'u2' });
  });
});

describe('the group of a Team', () => {
  it('is there or not: it cannot be disabled', () => {
    const model = start();
    model.addGroup('payments');
    const seen = listen(directory(), model, START, ['group/payments']);
    expect(seen.words).toEqual({ 'group/payments': 'active' });
    model.groups.delete('g14');
    let { state } = seen;
    for (const at of [START, START + HOUR]) state = listen(state, model, at, ['group/payments']).state;
    expect(listen(state, model, START + HOUR, ['group/payments']).words).toEqual({ 'group/payments': 'absent' });
  });

  it('gone, it names who should follow; that is all', () => {
    const team = {
      name: 'payments',
      github: null,
      directory: { target: 'okta', type: 'group', name: 'payments' },
      successor: 'shop',
      mode: 'enforce',
    } as const;
    const gone = directorySays({ 'group/payments': 'absent' });
    expect(teamFindings([team], gone)).toMatchObject([
      {
        rule: 'team-absent',
        severity: 'warning',
        subject: 'payments: its group okta/group/payments is absent',
        remedy: 'hand what it owns to shop',
      },
    ]);
    expect(teamFindings([{ ...team, successor: null }], gone)[0]?.remedy).toBe('name a successor for what it owns');
    expect(teamFindings([team], directorySays({ 'group/payments': 'active' }))).toEqual([]);
    expect(teamFindings([team], new Map())).toEqual([]);
    expect(teamFindings([{ ...team, directory: null }], gone)).toEqual([]);
  });
});
