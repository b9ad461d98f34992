import { describe, expect, test } from 'vitest';
import type { Change, Guard, Verdict } from '../../src/model/plan.ts';
import type { Delta } from '../../src/model/policy.ts';
import type { Authority } from '../../src/model/state.ts';
import { guardOrder, guardTitle, outcomeText, readText, reasonOf, withoutHolder } from '../../src/report/change-words.ts';
import { deltaPlace, deltaSentence } from '../../src/report/delta-words.ts';
import { exitLine, exitTable } from '../../src/report/exit-code.ts';
import { headline } from '../../src/report/headline.ts';
import { modesOf, whatIsShown } from '../../src/report/what-is-shown.ts';
import { change, kinds, now, plan, target } from './sample-reports.ts';

const reason = (verb: Change['verb'], verdict: Verdict, authority: Authority, source: string): string =>
  reasonOf(change({ grant: 'vault.prod/policy/x', verb, verdict, authority, source }), now);

describe('why a change is wanted', () => {
  test.each([
    ['revoke', 'unauthorized', 'correction', 'drift.unauthorized', 'nobody approved it, found 03:03Z'],
    ['grant', 'missing', 'correction', 'drift.missing', 'approved, but not there, found 03:03Z'],
    ['adjust', 'altered', 'correction', 'drift.altered', 'not as approved, found 03:03Z'],
    ['adjust', 'toAdjust', 'review', '#7', 'approved with other facts by #7'],
    ['grant', 'toGrant', 'review', '#7', 'approved by #7'],
    ['grant', 'toGrant', 'directory', 'okta/app/x is disabled', 'given back; it was taken because: okta/app/x is disabled'],
    ['revoke', 'toRevoke', 'review', '#7', 'taken out by #7'],
    ['revoke', 'toRevoke', 'directory', 'okta/app/x is disabled', 'directory: okta/app/x is disabled'],
    ['revoke', 'toRevoke', 'clock', 'until is over', 'until is over'],
  ] as const)('%s %s by %s', (verb, verdict, authority, source, said) => {
    expect(reason(verb, verdict, authority, source)).toBe(said);
  });
});

test('a holder that stands above is not said again', () => {
  const one = change({ grant: 'vault.prod/policy/x' });
  expect(withoutHolder(one)).toBe('vault.prod/policy/x');
  expect(withoutHolder({ ...one, label: 'something else' })).toBe('something else');
  expect(withoutHolder(change({ grant: 'vault.prod/policy/x', identity: null }))).toBe('vault.prod/user/stranger vault.prod/policy/x');
});

test('a guard that the table does not know still has a name and a rank', () => {
  expect(guardTitle('caps')).toBe('over a cap');
  expect(guardTitle('new' as Guard)).toBe('new');
  expect(guardOrder('pause') < guardOrder('needs') && guardOrder('needs') < guardOrder('new' as Guard)).toBe(true);
});

test('only what is proven sounds green', () => {
  const said = (['applied', 'seen', 'unchanged', 'verified', 'failed', 'skipped', 'superseded'] as const).map((state) =>
    outcomeText({ state, proofDue: now + 60_000 }, now),
  );
  expect([outcomeText(null, now), ...said]).toEqual([
    'NOT DONE',
    'written, NOT YET PROVEN, proof due 03:16Z',
    'written and seen, proof due 03:16Z',
    'was so already',
    'verified',
    'FAILED',
    'NOT DONE, skipped',
    'NOT DONE, another run or policy came first',
  ]);
  expect(readText(null, now)).toBe('never');
});

describe('an edit of the policy says only what differs', () => {
  const delta = (more: Partial<Delta>): Delta => ({
    of: 'target',
    key: 'vault.prod#ceiling',
    direction: 'loosens',
    before: 'review',
    after: 'enforce',
    ...more,
  });
  test.each([
    [delta({}), 'target vault.prod: ceiling: review → enforce'],
    [
      delta({
        key: 'vault.prod',
        before: { limits: { revoke: 3, offboard: 1 }, owner: 'a' },
        after: { limits: { revoke: 9, offboard: 1 }, owner: 'a' },
      }),
      'target vault.prod: limits.revoke: 3 → 9',
    ],
    [
      delta({ of: 'settings', key: 'settings#reviewValidSeconds', before: 3600, after: 86_400 }),
      'settings settings: reviewValidSeconds: 60 min → 24 h',
    ],
    [
      delta({ of: 'exception', key: 'legacy#until', before: null, after: 1_798_675_200_000 }),
      'exception legacy: until: nothing → 2026-12-31',
    ],
    [
      delta({ of: 'exception', key: 'legacy#until', before: 1_798_675_200_000, after: 1_798_675_260_000 }),
      'exception legacy: until: 2026-12-31 → 2026-12-31 00:01Z',
    ],
    [delta({ key: 'v#privileged', before: ['a', 'b'], after: ['b', 'c'] }), 'target v: privileged: + c, − a'],
    [delta({ key: 'v#privileged', before: ['a', 'b'], after: ['b', 'a'] }), 'target v: privileged: [a, b] → [b, a]'],
    [
      delta({ key: 'v#scopes', before: [{ kinds: ['a'] }, { kinds: ['b'] }], after: [{ kinds: ['a'] }, { kinds: ['c'] }] }),
      'target v: scopes: [1].kinds: b → c',
    ],
    [
      delta({ key: 'v#scopes', before: [{ kinds: ['a'] }], after: [{ kinds: ['a'] }, { kinds: ['c'] }] }),
      'target v: scopes: + {kinds: [c]}',
    ],
    [delta({ of: 'team', key: 'payments', before: null, after: { github: null, mode: 'review' } }), 'team payments: {mode: review}'],
    [delta({ of: 'breakGlass', key: 'oncall', before: { may: ['keep'] }, after: null }), 'break-glass oncall: {may: [keep]}'],
    [
      delta({ of: 'never', key: '["vault.prod","policy","approle/ci","legacy"]', before: null, after: {} }),
      'never approle/ci: vault.prod/policy/legacy',
    ],
    [
      delta({
        of: 'entry',
        key: '["vault.prod","policy","a","n"]',
        before: null,
        after: { entry: { name: 'n' }, terms: [{ until: 1_798_675_200_000 }] },
      }),
      'entry a: vault.prod/policy/n: {terms: [{until: 2026-12-31}]}',
    ],
    [
      delta({ of: 'entry', key: '["vault.prod","policy","a","n"]', before: { entry: { name: 'n' } }, after: null }),
      'entry a: vault.prod/policy/n',
    ],
    [delta({ of: 'settings', key: 'settings#snapshot', before: false, after: true }), 'settings settings: snapshot: false → true'],
  ] as const)('%#', (given, said) => {
    expect(deltaSentence(given, kinds)).toBe(said);
  });

  test('a long edit pushes no other out of sight, in whatever place or order it stands', () => {
    const decoys = Array.from({ length: 40 }, (_, i) => `audited-${i}-read-only-reports`);
    const config = { auth: { read: { secret: 'NHI_A' } }, url: 'https://vault.example.com' };
    const moved = delta({ key: 'v#config', before: config, after: { ...config, administrator: { role: decoys }, url: 'https://evil.example' } });
    expect(deltaSentence(moved, kinds)).toContain('url: https://vault.example.com → https://evil.example');
    // A replaced value: what it is now is seen, however long what it was.
    const swapped = delta({ key: 'v#config', before: { url: `https://${'a'.repeat(900)}` }, after: { url: 'https://evil.example' } });
    expect(deltaSentence(swapped, kinds)).toContain('→ https://evil.example');
    const scopes = decoys.map((name) => ({ accounts: [name], kinds: ['policy'] }));
    const wider = delta({ key: 'v#scopes', before: scopes, after: [...scopes, { accounts: ['*'], kinds: ['policy'] }] });
    expect(deltaSentence(wider, kinds)).toBe('target v: scopes: + {accounts: [*], kinds: [policy]}');
    // As a whole thing too: what its fields are called is seen, and cut lists say so.
    const envelope = delta({ of: 'breakGlass', key: 'night', before: null, after: { covers: decoys, longestSeconds: 31_536_000, may: ['deny'], who: 'a/b' } });
    for (const said of ['longestSeconds: ', 'may: [deny]', 'who: a/b', '…']) expect(deltaSentence(envelope, kinds)).toContain(said);
  });

  test('of more edits than fit the rest is counted', () => {
    const many = Object.fromEntries(Array.from({ length: 90 }, (_, i) => [`pattern${i}`, [`x${i}`]]));
    const sentence = deltaSentence(delta({ key: 'v#config', before: { privileged: { a: ['y'] } }, after: { privileged: many } }), kinds);
    expect(sentence.length).toBeLessThan(600);
    expect(sentence).toMatch(/ and \d+ more, not shown here$/);
    const words = deltaSentence(delta({ key: 'v#privileged', before: ['z'], after: Array.from({ length: 90 }, (_, i) => `name-${i}`) }), kinds);
    expect(words).toMatch(/ and \d+ more, not shown here$/);
  });

  test('its place is told where it is known', () => {
    expect(deltaPlace(delta({}), undefined)).toBeNull();
    expect(deltaPlace(delta({}), { 'target vault.prod#ceiling': 'a.yaml:1:1' })).toBe('a.yaml:1:1');
    expect(deltaPlace(delta({ of: 'rule', key: 'x' }), {})).toBeNull();
  });
});

test('each exit code of each run is explained', () => {
  expect(exitTable().length).toBe(15);
  expect(exitLine('apply', 0)).toBe('exit 0: all that was due is verified, and nothing is left.');
  for (const [run, code, text] of exitTable()) expect(exitLine(run, code)).toBe(`exit ${code}: ${text}`);
});

describe('the first line', () => {
  const said = (targets: Parameters<typeof plan>[1], more: object = {}, run: 'plan' | 'detect' = 'plan'): string => {
    const report = { plan: plan(run, targets), notes: [], exitCode: 2, ...more } as const;
    return headline(report, whatIsShown(report));
  };
  const give = change({ grant: 'vault.prod/policy/a', risk: 'privileged' });
  const take = [
    change({ verb: 'revoke', grant: 'vault.prod/policy/b', identity: 'x' }),
    change({ verb: 'revoke', grant: 'vault.prod/policy/c', identity: null }),
  ];
  const turn = change({ verb: 'adjust', grant: 'vault.prod/policy/d' });

  test('of a review says who gains and who loses', () => {
    expect(said([target('vault.prod', { changes: [give] })], { review: {} })).toBe(
      'nhi plan: 1 identity gains 1 grant, nobody loses any (1 privileged)',
    );
    expect(said([target('vault.prod', { changes: [...take, turn] })], { review: {} })).toBe(
      'nhi plan: nobody gains a grant, 2 identities lose 2 grants, 1 grant changed',
    );
    expect(
      said([target('vault.prod')], { review: { seats: ['a', 'b', 'c', 'd', 'd'].map((team) => ({ team, because: 'role', by: null })) } }),
    ).toBe('nhi plan: needs a, b, c and 1 more');
  });

  test('of a quiet round says how much is in sync', () => {
    expect(said([target('vault.prod')], {}, 'detect')).toBe('nhi detect: in sync, 80 entries in sync on 1 target');
    expect(said([])).toBe('nhi plan: no live system was compared');
  });
});

test('the modes of a target are those of its changes, else of its kinds', () => {
  expect(modesOf(target('vault.prod', { changes: [change({ grant: 'vault.prod/policy/a', mode: 'review' })] }))).toEqual([['review', 1]]);
  expect(modesOf(target('vault.prod'))).toEqual([['enforce', 2]]);
});
