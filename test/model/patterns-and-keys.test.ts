/** Patterns, keys, order, terms and modes: the small judgements that everything else rests on. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestOf, sha256 } from '../../src/model/digest.ts';
import {
  accountWords,
  idOfWords,
  keyOf,
  keyWithoutFacets,
  parseKey,
  withoutFacets,
  writtenAccount,
  writtenGrant,
} from '../../src/model/key.ts';
import { isRaised, leastMode } from '../../src/model/mode.ts';
import { canonicalJson, compareText, sortedBy } from '../../src/model/order.ts';
import { fold } from '../../src/model/fold.ts';
import { isWide, matches, matchesAny, matchesAnyFolded, namesTarget } from '../../src/model/pattern.ts';
import { scopeOf } from '../../src/model/sight.ts';
import { standing } from '../../src/model/terms.ts';
import { threadMs } from '../thread-time.ts';

describe('patterns', () => {
  it.each([
    ['role/x', 'role/x', true],
    ['role/x', 'role/xy', false],
    ['*', '', true],
    ['*', 'a/b', true],
    ['user/*', 'user/', true],
    ['user/*', 'users/a', false],
    ['*-bot', 'ci-bot', true],
    ['*-bot', 'ci-bots', false],
    ['a*b*c', 'a/x/b/y/c', true],
    ['a*b*c', 'a/x/c/y/b', false],
    ['a*b*c', 'acb', false],
    ['ab*ba', 'aba', false],
    ['ab*ba', 'abba', true],
    ['a*a*a', 'aa', false],
    ['a.b', 'axb', false],
    ['**', 'x', true],
    ['', '', true],
    ['', 'x', false],
  ])('%s matches %s: %s', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });

  it('is the same as the obvious regular expression', () => {
    const part = fc.stringMatching(/^[ab/.]{0,3}$/);
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), fc.stringMatching(/^[ab/.]{0,10}$/), (parts, text) => {
        const slow = new RegExp(`^${parts.map((p) => p.replaceAll('.', '\\.')).join('[^]*')}$`);
        expect(matches(parts.join('*'), text)).toBe(slow.test(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('matches its own text, and what a wider one covers', () => {
    const part = fc.stringMatching(/^[ab]{0,2}$/);
    const pattern = fc.array(part, { minLength: 1, maxLength: 4 }).map((p) => p.join('*'));
    fc.assert(
      fc.property(pattern, pattern, fc.stringMatching(/^[ab]{0,8}$/), (wide, narrow, text) => {
        if (matches(wide, narrow) && matches(narrow, text)) expect(matches(wide, text)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('any of several', () => {
    expect([matchesAny(['a', 'b*'], 'bc'), matchesAny([], 'a')]).toEqual([true, false]);
  });

  it('is linear for hostile text', () => {
    const started = threadMs();
    expect(matches(`${'a*'.repeat(200)}b`, 'a'.repeat(50_000))).toBe(false);
    expect(threadMs() - started).toBeLessThan(1000);
  });
});

describe('folded patterns', () => {
  it.each([
    [['group/admins'], 'group/Admins', true],
    [['group/ADM*'], 'group/admins', true],
    [['group/admins'], 'group/\u0430dmins', true],
    [['group/admins'], 'group/\uff41dmins', true],
    [['group/admins'], 'group/admin', false],
    [[], 'group/admins', false],
  ])('%j means %s: %s', (patterns, text, expected) => {
    expect(matchesAnyFolded(patterns, text)).toBe(expected);
    expect(matchesAnyFolded(patterns, text)).toBe(expected);
  });
});

describe('names that would be taken for one another', () => {
  it.each([
    ['Cyrillic', 'авеёһіϳјкморԛѕтухсԁԝ', 'abeehijjkmopqstyxcdw'],
    ['Greek', 'αειικνορτυχγω', 'aeiikvoptuxyw'],
    ['capitals', 'АВЕКМОРТХ', 'abekmoptx'],
    ['mixed', 'аdmins', 'admins'],
    ['dashes', 'a–b—c‑d', 'a-b-c-d'],
    ['wide letters', 'ａｄｍｉｎ', 'admin'],
    ['spaces at the ends', ' admins\u00a0', 'admins'],
    ['none of these', 'жß界_-.', 'жß界_-.'],
  ])('%s: %s is read as %s', (_, name, read) => {
    expect(fold(name)).toBe(read);
  });
});

describe('wide patterns', () => {
  it('take in all of a type, or of every type', () => {
    const all = ['*', '**', 'us*', 'user/*', 'user/**', '*/*', '/*', 'user/a*', 'user/*a', '*a', 'a/b/*', 'a/b*', 'user/ann', '*/x', ''];
    expect(all.filter(isWide)).toEqual(['*', '**', 'us*', 'user/*', 'user/**', '*/*', '/*']);
  });
});

describe('names of targets', () => {
  it('mean the target and its instances, and no other that begins alike', () => {
    const meant = (...names: readonly string[]): readonly string[] =>
      ['vault', 'vault.prod', 'vault.stage', 'vaulted', 'vaulted.prod', 'app'].filter((target) => namesTarget(names, target));
    expect(meant('vault')).toEqual(['vault', 'vault.prod', 'vault.stage']);
    expect(meant('vault.prod', 'app')).toEqual(['vault.prod', 'app']);
    expect(meant()).toEqual([]);
  });
});

describe('keys', () => {
  const entry = { target: 't', account: 'user/a', kind: 'role', name: 'x/y', facets: { b: '2', a: '1' }, facts: { admin: 'true' } };

  it('sort facets, leave facts out, and read back', () => {
    expect(keyOf(entry)).toBe('["t","role","user/a","x/y",["a","1"],["b","2"]]');
    expect(parseKey(keyOf(entry))).toEqual({ ...entry, facts: {} });
    expect(keyWithoutFacets(entry)).toBe('["t","role","user/a","x/y"]');
    expect(withoutFacets(keyOf(entry))).toBe(keyWithoutFacets(entry));
  });

  it.each(['[]', '["t"]', '["t","k","a"]', '["t","k","a",null]', '["t","k","a","n",["f"]]', '["t","k","a","n",["f","1","2"]]', 'null', ''])(
    'that are none are refused: %s',
    (text) => {
      expect(() => parseKey(text)).toThrow('no key');
    },
  );

  it('tell apart whatever differs, also hostile text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (account, name, a2, n2) => {
        const same = account === a2 && name === n2;
        expect(keyOf({ ...entry, account, name }) === keyOf({ ...entry, account: a2, name: n2 })).toBe(same);
      }),
    );
  });

  it('written forms', () => {
    expect(accountWords({ type: 'user', name: 'a/b' })).toBe('user/a/b');
    expect(writtenAccount({ target: 't', type: 'user', name: 'a' })).toBe('t/user/a');
    expect(writtenGrant(entry)).toBe('t/role/x/y');
    expect([idOfWords('user/id:42'), idOfWords('user/ann'), idOfWords('user/x/id:42')]).toEqual(['42', null, null]);
  });
});

describe('order', () => {
  it('by code units, the same everywhere', () => {
    expect(['ä', 'z', 'Z', 'a'].toSorted(compareText)).toEqual(['Z', 'a', 'z', 'ä']);
    expect([compareText('a', 'b'), compareText('b', 'a'), compareText('a', 'a')]).toEqual([-1, 1, 0]);
    expect(sortedBy(new Set(['b', 'a']), (x) => x)).toEqual(['a', 'b']);
  });

  it('canonical JSON: sorted, without undefined, Maps and Sets as plain data', () => {
    expect(canonicalJson({ b: 1, a: [undefined, null, { d: undefined, c: 'x' }] })).toBe('{"a":[null,null,{"c":"x"}],"b":1}');
    expect(
      canonicalJson(
        new Map([
          ['b', new Set([3, 1])],
          ['a', new Set()],
        ]),
      ),
    ).toBe('{"a":[],"b":[1,3]}');
    expect(canonicalJson(undefined)).toBe('null');
    expect(canonicalJson({ a: 1 }, 1)).toBe('{\n "a": 1\n}');
    // A member by that name is one like any other, never the prototype.
    expect(canonicalJson(JSON.parse('{"b":1,"__proto__":{"d":1,"c":2}}'))).toBe('{"__proto__":{"c":2,"d":1},"b":1}');
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const shuffled = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonicalJson(shuffled)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('one hash', () => {
    expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(digestOf({ b: 1, a: 2 })).toBe(sha256('{"a":2,"b":1}'));
  });
});

describe('modes', () => {
  it('the least counts', () => {
    expect(leastMode('enforce', 'review')).toBe('review');
    expect(leastMode('observe', 'review')).toBe('observe');
    expect([isRaised('observe', 'review'), isRaised('review', 'review'), isRaised('enforce', 'review')]).toEqual([true, false, false]);
  });
});

describe('terms', () => {
  const none = { next: null, ended: null, began: null };
  it.each([
    ['always', [{}], 5, null, { stands: true, ...none }],
    ['before from', [{ from: 10 }], 5, null, { stands: false, ...none, next: 10 }],
    ['at from', [{ from: 10 }], 10, null, { stands: true, ...none, began: 10 }],
    ['at until', [{ until: 10 }], 10, null, { stands: false, ...none, ended: 10 }],
    ['before until', [{ until: 10 }], 9, null, { stands: true, ...none }],
    ['one of two', [{ until: 5 }, { from: 8 }], 9, null, { stands: true, ...none, began: 8 }],
    ['between two', [{ until: 5 }, { from: 8 }], 6, null, { stands: false, next: 8, ended: 5, began: null }],
    ['after two', [{ until: 5 }, { until: 7 }], 9, null, { stands: false, ...none, ended: 7 }],
    ['the next of two', [{ from: 8 }, { from: 7 }], 5, null, { stands: false, ...none, next: 7 }],
    ['the last from', [{ from: 1 }, { from: 3 }], 5, null, { stands: true, ...none, began: 3 }],
    ['no from beside a from', [{}, { from: 3 }], 5, null, { stands: true, ...none }],
    ['for, not begun', [{ forSeconds: 1 }], 5000, null, { stands: true, ...none }],
    ['for, running', [{ forSeconds: 1 }], 1999, 1000, { stands: true, ...none }],
    ['for, over', [{ forSeconds: 1 }], 2000, 1000, { stands: false, ...none, ended: 2000 }],
    ['until before for', [{ forSeconds: 9, until: 1500 }], 1500, 1000, { stands: false, ...none, ended: 1500 }],
    ['a from that a for has overtaken', [{ from: 9000, forSeconds: 1 }], 5000, 1000, { stands: false, ...none, ended: 2000 }],
    ['an end that is to come is told as one', [{ from: 8, until: 9 }], 5, null, { stands: false, next: 8, ended: 9, began: null }],
    ['nothing', [], 5, null, { stands: false, ...none }],
    ['begun, without an end', [{}], 5, 1, { stands: true, ...none }],
    ['over before it begins', [{ from: 8, until: 8 }], 5, null, { stands: false, ...none, ended: 8 }],
  ] as const)('%s', (_, terms, now, startedAt, expected) => {
    expect(standing(terms, now, startedAt)).toEqual(expected);
  });
});

describe('scope', () => {
  const managedBy = { tool: 'terraform', fixAt: 'x' };
  const line = (accounts: readonly string[], kinds = ['role']) => ({ kinds, accounts });
  it('by any of the words that mean the account; managed elsewhere wins', () => {
    expect(scopeOf([line(['user/a*'])], 'role', ['user/b', 'user/a1'])).toEqual({ scope: 'managed', managedBy: null });
    expect(scopeOf([line(['user/a*'])], 'role', ['user/b'])).toEqual({ scope: 'out', managedBy: null });
    expect(scopeOf([line(['user/a*'])], 'login', ['user/a'])).toEqual({ scope: 'out', managedBy: null });
    expect(scopeOf([line(['user/*']), { ...line(['user/a*']), managedBy }], 'role', ['user/a'])).toEqual({ scope: 'managedBy', managedBy });
    expect(scopeOf([{ ...line(['user/a*']), managedBy }, line(['user/*'])], 'role', ['user/a'])).toEqual({ scope: 'managedBy', managedBy });
  });
});
