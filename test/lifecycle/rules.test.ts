/** Which credentials break which rule. Unknown age or use breaks nothing. */
import { describe, expect, it } from 'vitest';
import type { ExceptionPolicy, RulePolicy, TargetPolicy } from '../../src/model/policy.ts';
import { violations, wideScopes } from '../../src/lifecycle/rules.ts';
import {
  DAY,
  everyKind,
  firstState,
  type IdentityLines,
  look,
  merge,
  type Model,
  modelTarget,
  type Reading,
  rule,
  START,
  targetPolicy,
  worldAt,
} from '../plan/world.ts';

const seenOf = (created?: number, used?: number) => ({
  seen: {
    ...(created === undefined ? {} : { createdAt: START - created * DAY }),
    ...(used === undefined ? {} : { lastUsedAt: START - used * DAY }),
  },
});

interface Setting {
  readonly rules: readonly RulePolicy[];
  readonly exceptions?: readonly ExceptionPolicy[];
  readonly ann?: IdentityLines;
  readonly prepare: (model: Model) => void;
  readonly reading?: Reading;
  readonly at?: number;
  readonly target?: Partial<TargetPolicy>;
}

function broken({
  rules,
  exceptions = [],
  ann = {},
  prepare,
  reading = {},
  at = START,
  target = {},
}: Setting): readonly (readonly [string, string | null])[] {
  const model = modelTarget();
  model.add('user/ann');
  model.add('user/nobody');
  prepare(model);
  const state = merge(firstState(), { identities: { ann: { accounts: ['user/ann'], ...ann } }, rules, exceptions, target }, START);
  const l = look(state, model.read(at, reading), worldAt(at));
  return violations(l.state, l.sight, at).map((v) => [v.item.written.replace('app/key/', ''), v.broken]);
}

const old = (model: Model): void => {
  model.give('user/ann', 'key/old', seenOf(91));
};

describe('rules', () => {
  it('age: over it, not at it', () => {
    const prepare = (model: Model): void => {
      model.give('user/ann', 'key/at', seenOf(90));
      old(model);
    };
    expect(broken({ rules: [rule()], prepare })).toEqual([['old', 'created 91 d ago, 90 d allowed']]);
  });

  it('idle: from its last use; where none is told it is not known whether it was used', () => {
    const prepare = (model: Model): void => {
      model.give('user/ann', 'key/used', seenOf(100, 10));
      model.give('user/ann', 'key/idle', seenOf(100, 50));
      model.give('user/ann', 'key/untold', seenOf(100));
    };
    expect(broken({ rules: [rule({ require: { maxIdleSeconds: 45 * 86_400 } })], prepare })).toEqual([
      ['idle', 'last used 50 d ago, 45 d allowed'],
      ['untold', null],
    ]);
  });

  it('unknown age or use breaks nothing, and is told', () => {
    const prepare = (model: Model): void => {
      model.give('user/ann', 'key/unknown');
      model.give('user/ann', 'key/used-only', seenOf(undefined, 10));
    };
    expect(broken({ rules: [rule({ require: { maxAgeSeconds: 1, maxIdleSeconds: 1 } })], prepare })).toEqual([
      ['unknown', null],
      ['unknown', null],
      ['used-only', null],
      ['used-only', 'last used 10 d ago, 0 d allowed'],
    ]);
  });

  it('count: by account, the newest stay, those of unknown age are the oldest and are never taken for it', () => {
    const prepare = (model: Model): void => {
      for (const [name, days] of [
        ['a', 3],
        ['b', 2],
        ['c', 1],
      ] as const)
        model.give('user/ann', `key/${name}`, seenOf(days));
      model.give('user/ann', 'key/unknown');
      model.give('user/nobody', 'key/alone', seenOf(9));
    };
    expect(broken({ rules: [rule({ require: { maxCount: 2 } })], prepare })).toEqual([
      ['a', '4 of them, 2 allowed, the newest stay'],
      ['unknown', null],
    ]);
    expect(broken({ rules: [rule({ require: { maxCount: 4 } })], prepare })).toEqual([]);
  });

  it('count: of the same age the first by key stays', () => {
    const prepare = (model: Model): void => {
      for (const name of ['b', 'a']) model.give('user/ann', `key/${name}`, seenOf(1));
    };
    expect(broken({ rules: [rule({ require: { maxCount: 1 } })], prepare })).toEqual([['b', '2 of them, 1 allowed, the newest stay']]);
  });

  it.each([
    ['its type', { credential: true, type: ['service'] }, 1],
    ['another type', { credential: true, type: ['ci'] }, 0],
    ['its target', { credential: true, target: ['app'] }, 1],
    ['another target', { credential: true, target: ['db'] }, 0],
    ['its owner', { credential: true, owner: ['payments'] }, 1],
    ['another owner', { credential: true, owner: ['shop'] }, 0],
    ['all of them', { credential: true, type: ['service'], target: ['app'], owner: ['payments'] }, 1],
    ['one of them not', { credential: true, type: ['service'], target: ['app'], owner: ['shop'] }, 0],
  ] as const)('where: %s', (_, where, count) => {
    expect(broken({ rules: [rule({ where })], prepare: old }).length).toBe(count);
  });

  it('where: a target means its instances too', () => {
    const model = modelTarget();
    model.add('user/ann');
    old(model);
    const state = merge(
      firstState(),
      { identities: { ann: { accounts: ['user/ann'] } }, rules: [rule({ where: { credential: true, target: ['vault'] } })] },
      START,
    );
    const l = look(state, model.read(START), worldAt(START));
    const named = (name: string) => violations({ ...l.state, policy: targetPolicy({ name }) }, l.sight, START).length;
    expect([named('vault.prod'), named('vault'), named('vaults.prod')]).toEqual([1, 1, 0]);
  });

  it('where: of several targets one is enough, and an instance may be meant alone', () => {
    const of = (...target: readonly string[]): number =>
      broken({ rules: [rule({ where: { credential: true, target } })], prepare: old }).length;
    expect([of('db', 'app'), of('app', 'db'), of('app.prod')]).toEqual([1, 1, 0]);
  });

  it('of an undeclared account type and owner are not known', () => {
    const prepare = (model: Model): void => {
      model.give('user/nobody', 'key/old', seenOf(91));
    };
    expect(broken({ rules: [rule()], prepare }).length).toBe(1);
    expect(broken({ rules: [rule({ where: { credential: true, type: ['service'] } })], prepare })).toEqual([]);
    expect(broken({ rules: [rule({ where: { credential: true, owner: ['payments'] } })], prepare })).toEqual([]);
  });

  it('judges nothing unproven and nothing but credentials', () => {
    const prepare = (model: Model): void => {
      old(model);
      model.give('user/ann', 'role/reader', seenOf(1000));
    };
    expect(broken({ rules: [rule()], prepare }).length).toBe(1);
    expect(broken({ rules: [rule()], prepare, reading: { unproven: ['key'] } })).toEqual([]);
  });

  it('judges nothing that is declared and not there, and nothing out of the scope', () => {
    const ann = { grants: ['key/old'] };
    const rules = [rule(), rule({ id: 'count', require: { maxCount: 1 } })];
    expect(broken({ rules, ann, prepare: () => undefined })).toEqual([]);
    const scopes = [{ kinds: everyKind.filter((k) => k !== 'key'), accounts: ['user/*'] }];
    expect(broken({ rules, ann, prepare: old, target: { scopes } })).toEqual([]);
    expect(broken({ rules, ann, prepare: old }).length).toBe(1);
  });

  describe('exceptions', () => {
    const exception = (more: object = {}): ExceptionPolicy => ({
      id: 'old',
      until: START + 400 * DAY,
      owner: 'payments',
      because: 'vendor',
      rule: 'key-age',
      identities: ['ann'],
      ...more,
    });
    it('let one identity off one rule, until its end, 180 days from its approval at most', () => {
      const of = (e: ExceptionPolicy, at = START): number => broken({ rules: [rule()], exceptions: [e], prepare: old, at }).length;
      expect(of(exception())).toBe(0);
      expect(of(exception({ identities: ['bob', 'ann'] }))).toBe(0);
      expect(of(exception({ identities: ['bob'] }))).toBe(1);
      expect(of(exception({ rule: 'other' }))).toBe(1);
      expect(of(exception({ until: START }))).toBe(1);
      expect(of(exception(), START + 180 * DAY - 1)).toBe(0);
      expect(of(exception(), START + 180 * DAY)).toBe(1);
    });
    it('never an undeclared account', () => {
      const prepare = (model: Model): void => {
        model.give('user/nobody', 'key/old', seenOf(91));
      };
      expect(broken({ rules: [rule()], exceptions: [exception()], prepare }).length).toBe(1);
    });
    it('a lifted cap is no such exception', () => {
      const lifted: ExceptionPolicy = {
        id: 'cap',
        until: START + DAY,
        owner: 'x',
        because: 'y',
        limit: 'app/key',
        cap: 'lifecycle',
        count: 9,
      };
      expect(broken({ rules: [rule()], exceptions: [lifted], prepare: old }).length).toBe(1);
    });
  });
});

describe('a scope of everything', () => {
  const excused = (more: object = {}): ExceptionPolicy => ({
    id: 'e',
    until: START + 400 * DAY,
    owner: 'sec',
    because: 'small',
    rule: 'wide-scope',
    identities: ['app'],
    ...more,
  });
  const told = (accounts: readonly string[], exceptions: readonly ExceptionPolicy[], at = START): readonly string[] => {
    const lines = { target: { scopes: [{ kinds: ['role'], accounts }] }, exceptions };
    return wideScopes(merge(firstState(), lines, START), at).map((f) => `${f.severity} ${f.rule} ${f.subject}`);
  };
  const finding = 'error wide-scope app: the scope user/* takes in everything, and no Exception for it stands any more';

  it('stands while its Exception does: to its end, and 180 days from its approval at most', () => {
    expect(told(['user/*'], [excused()])).toEqual([]);
    expect(told(['user/*'], [excused()], START + 180 * DAY)).toEqual([finding]);
    expect(told(['user/*'], [excused({ until: START + DAY })], START + DAY - 1)).toEqual([]);
    expect(told(['user/*'], [excused({ until: START + DAY })], START + DAY)).toEqual([finding]);
    const over = excused({ until: START });
    expect(told(['user/*'], [over, excused({ id: 'f', identities: ['other'] }), excused({ id: 'g', rule: 'key-age' })])).toEqual([finding]);
    expect(told(['user/*'], [over, excused({ id: 'f' })])).toEqual([]);
  });

  it('an Exception may name several targets, and of an instance its target or the instance', () => {
    const finds = (name: string, identities: readonly string[]): number => {
      const lines = { target: { scopes: [{ kinds: ['role'], accounts: ['user/*'] }] }, exceptions: [excused({ identities })] };
      const state = merge(firstState(), lines, START);
      return wideScopes({ ...state, policy: { ...state.policy, name } }, START + 200 * DAY).length;
    };
    expect([finds('app', ['other', 'app']), finds('app.prod', ['app']), finds('app.prod', ['app.prod'])]).toEqual([1, 1, 1]);
    expect([finds('app', ['app.prod']), finds('apps', ['app']), finds('app.prod', ['app.test'])]).toEqual([0, 0, 0]);
  });

  it('says the two ways out', () => {
    const lines = { target: { scopes: [{ kinds: ['role'], accounts: ['user/*'] }] }, exceptions: [excused({ until: START })] };
    const [found] = wideScopes(merge(firstState(), lines, START), START);
    expect(found?.remedy).toMatch(/narrower pattern.* Exception.* pull request/);
  });

  it('a narrower one needs none', () => {
    const over = [excused({ until: START })];
    expect(told(['user/a*', 'us*r/x', '*/x'], over)).toEqual([]);
    expect(told(['*', 'user/**', 'us*'], over).length).toBe(3);
  });

  it('is told by a round', () => {
    const state = merge(
      firstState(),
      { target: { scopes: [{ kinds: ['role'], accounts: ['user/*'] }] }, exceptions: [excused({ until: START + DAY })] },
      START,
    );
    const rules = (at: number): readonly string[] => look(state, modelTarget().read(at), worldAt(at)).plan.findings.map((f) => f.rule);
    expect(rules(START)).not.toContain('wide-scope');
    expect(rules(START + DAY)).toContain('wide-scope');
  });
});
