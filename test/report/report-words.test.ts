import { describe, expect, test } from 'vitest';
import type { Change, Guard, Verdict } from '../../src/model/plan.ts';
import type { Delta } from '../../src/model/policy.ts';
import type { Authority } from '../../src/model/state.ts';
import { guardOrder, guardTitle, guardWords, outcomeText, readText, reasonOf, withoutHolder } from '../../src/report/change-words.ts';
import { commonPlace, deltaPlace, deltaSaid, holderOfDelta, thingOf, valueText } from '../../src/report/delta-words.ts';
import { editLines, editSummary } from '../../src/report/edit-lines.ts';
import { exitLine, exitLineOf, exitTable } from '../../src/report/exit-code.ts';
import { headline } from '../../src/report/headline.ts';
import { modesOf, whatIsShown } from '../../src/report/what-is-shown.ts';
import { saidMarkdown, saidText } from '../../src/report/said.ts';
import { blocked, change, firstPolicy, kinds, now, plan, target } from './sample-reports.ts';

const deltaSentence = (delta: Delta, of = kinds): string => saidText(deltaSaid(delta, of));

const reason = (verb: Change['verb'], verdict: Verdict, authority: Authority, source: string): string =>
  reasonOf(change({ grant: 'vault.prod/policy/x', verb, verdict, authority, source }), now);

describe('why a change is wanted', () => {
  test.each([
    ['revoke', 'unauthorized', 'correction', 'drift.unauthorized', 'nobody approved it, found 03:03Z'],
    ['grant', 'missing', 'correction', 'drift.missing', 'approved, but not there, found 03:03Z'],
    ['adjust', 'altered', 'correction', 'drift.altered', 'not as approved, found 03:03Z'],
    ['adjust', 'toAdjust', 'review', '#7', 'approved with other facts by #7'],
    ['grant', 'toGrant', 'review', '#7', 'approved by #7'],
    ['grant', 'toGrant', 'review', '#7, approved by sue, pat', 'approved in #7 by sue, pat'],
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
  expect(withoutHolder({ ...one, identity: null, label: ' starts with a space' })).toBe(' starts with a space');
  expect(withoutHolder(change({ grant: 'vault.prod/policy/x', identity: null }))).toBe('vault.prod/user/stranger vault.prod/policy/x');
});

test('a guard that the table does not know still has a name and a rank', () => {
  expect(guardTitle('caps')).toBe('over a cap');
  expect(guardTitle('new' as Guard)).toBe('new');
  expect(guardOrder('pause') < guardOrder('needs') && guardOrder('needs') < guardOrder('new' as Guard)).toBe(true);
});

test('a guard is named where its why does not say it by itself', () => {
  expect(guardWords({ guard: 'caps', why: '3 of 2' })).toBe('over a cap');
  expect(guardWords({ guard: 'mode', why: 'no seal, so everything is only watched' })).toBe('');
  expect(guardWords({ guard: 'drift', why: 'a proposal waits for an answer' })).toBe('');
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
  expect([outcomeText({ state: 'applied' }, now), outcomeText({ state: 'seen' }, now)]).toEqual([
    'written, NOT YET PROVEN',
    'written and seen',
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
    [delta({}), 'target vault.prod ceiling: review → enforce'],
    [
      delta({
        key: 'vault.prod',
        before: { limits: { revoke: 3, offboard: 1 }, owner: 'a' },
        after: { limits: { revoke: 9, offboard: 1 }, owner: 'a' },
      }),
      'target vault.prod: limits.revoke: 3 → 9',
    ],
    [delta({ of: 'settings', key: 'settings#reviewValidSeconds', before: 3600, after: 86_400 }), 'settings reviewValid: 60 min → 24 h'],
    [
      delta({ of: 'exception', key: 'legacy#until', before: null, after: 1_798_675_200_000 }),
      'exception legacy until: no end → 2026-12-31',
    ],
    [
      delta({ of: 'exception', key: 'legacy#until', before: 1_798_675_200_000, after: 1_798_675_260_000 }),
      'exception legacy until: 2026-12-31 → 2026-12-31 00:01Z',
    ],
    [delta({ key: 'v#privileged', before: ['a', 'b'], after: ['b', 'c'] }), 'target v privileged: + c  − a'],
    [delta({ key: 'v#privileged', before: ['a', 'b'], after: ['b', 'a'] }), 'target v privileged: [a, b] → [b, a]'],
    [
      delta({ key: 'v#scopes', before: [{ kinds: ['a'] }, { kinds: ['b'] }], after: [{ kinds: ['a'] }, { kinds: ['c'] }] }),
      'target v scopes[1].kinds: b → c',
    ],
    [
      delta({ key: 'v#scopes', before: [{ kinds: ['a'] }], after: [{ kinds: ['a'] }, { kinds: ['c'] }] }),
      'target v scopes: + {kinds: [c]}',
    ],
    [delta({ of: 'team', key: 'payments', before: null, after: { github: null, mode: 'review' } }), 'new team payments'],
    [delta({ of: 'breakGlass', key: 'oncall', before: { may: ['keep'] }, after: null }), 'removed break-glass oncall · may keep'],
    [
      delta({ of: 'never', key: '["vault.prod","policy","approle/ci","legacy"]', before: null, after: {} }),
      'new never approle/ci vault.prod/policy/legacy',
    ],
    [
      delta({
        of: 'entry',
        key: '["vault.prod","policy","a","n"]',
        before: null,
        after: { entry: { name: 'n' }, terms: [{ until: 1_798_675_200_000 }] },
      }),
      'new a vault.prod/policy/n · until 2026-12-31',
    ],
    [
      delta({ of: 'entry', key: '["vault.prod","policy","a","n"]', before: { entry: { name: 'n' } }, after: null }),
      'removed a vault.prod/policy/n',
    ],
    [delta({ of: 'settings', key: 'settings#snapshot', before: false, after: true }), 'settings snapshot: false → true'],
  ] as const)('%#', (given, said) => {
    expect(deltaSentence(given, kinds)).toBe(said);
  });

  test('a long edit pushes no other out of sight, in whatever place or order it stands', () => {
    const decoys = Array.from({ length: 40 }, (_, i) => `audited-${i}-read-only-reports`);
    const config = { auth: { read: { secret: 'NHI_A' } }, url: 'https://vault.example.com' };
    const moved = delta({
      key: 'v#config',
      before: config,
      after: { ...config, administrator: { role: decoys }, url: 'https://evil.example' },
    });
    expect(deltaSentence(moved, kinds)).toContain('url: https://vault.example.com → https://evil.example');
    // A replaced value: what it is now is seen, however long what it was.
    const swapped = delta({ key: 'v#config', before: { url: `https://${'a'.repeat(900)}` }, after: { url: 'https://evil.example' } });
    expect(deltaSentence(swapped, kinds)).toContain('→ https://evil.example');
    const scopes = decoys.map((name) => ({ accounts: [name], kinds: ['policy'] }));
    const wider = delta({ key: 'v#scopes', before: scopes, after: [...scopes, { accounts: ['*'], kinds: ['policy'] }] });
    expect(deltaSentence(wider, kinds)).toBe('target v scopes: + {accounts: [*], kinds: [policy]}');
    // As a whole thing too: what its fields are called is seen.
    const envelope = delta({
      of: 'breakGlass',
      key: 'night',
      before: null,
      after: { covers: decoys, longestSeconds: 31_536_000, may: ['deny'], who: 'a/b' },
    });
    expect(deltaSentence(envelope)).toBe('new break-glass night · may deny, longest 365 d, by a/b, 40 patterns covered');
  });

  test('of more edits than fit the rest is counted', () => {
    const many = Object.fromEntries(Array.from({ length: 90 }, (_, i) => [`pattern${i}`, [`x${i}`]]));
    const sentence = deltaSentence(delta({ key: 'v#config', before: { privileged: { a: ['y'] } }, after: { privileged: many } }), kinds);
    expect(sentence.length).toBeLessThan(600);
    expect(sentence).toMatch(/ and \d+ more, not shown here$/);
    const words = deltaSentence(
      delta({ key: 'v#privileged', before: ['z'], after: Array.from({ length: 90 }, (_, i) => `name-${i}`) }),
      kinds,
    );
    // What came does not hide behind what went: both sides are in sight.
    expect(words).toMatch(/^target v privileged: − z {2}\+ name-0, name-1, .*, and \d+ more, not shown here$/);
    expect(words.length).toBeLessThan(440);
  });

  test('a cap that an exception lifts is told with its number', () => {
    const lifted = { id: 'x', limit: 'vault.prod/policy', cap: 'review', count: 40, until: 1_798_675_200_000 };
    expect(deltaSentence(delta({ of: 'exception', key: 'x', before: null, after: lifted }))).toBe(
      'new exception x · until 2026-12-31, cap review, of vault.prod/policy, raised to 40',
    );
  });

  test('of an entry the only term is compared field by field, several are not', () => {
    const entry = (before: unknown, after: unknown): string =>
      deltaSentence(delta({ of: 'entry', key: '["postgres.main","role","a","n"]', direction: 'loosens', before, after }));
    const terms = (...of: readonly object[]): object => ({ facts: {}, identity: 'svc', terms: of });
    expect(entry(terms({ until: 1_798_675_200_000 }), terms({}))).toBe('svc postgres.main/role/n until: 2026-12-31 → no end');
    expect(entry(terms({ until: 1_798_675_200_000 }), terms({ until: 1_798_675_200_000 }, { forSeconds: 28_800 }))).toBe(
      'svc postgres.main/role/n terms: + {for: 8 h}',
    );
    const facts = (of: object): object => ({ facts: of, identity: 'svc', terms: [{}] });
    expect(entry(facts({ admin: 'false' }), facts({ admin: 'true' }))).toBe('svc postgres.main/role/n facts.admin: false → true');
    // A fact that may not be printed differs all the same.
    expect(entry(facts({ secret: '1' }), facts({ secret: '2' }))).toBe('svc postgres.main/role/n changed in what is not shown here');
  });

  test('in Markdown a value is one piece of code, whatever it is', () => {
    const moved = delta({ key: 'v#scopes', before: [], after: [{ kinds: ['a', 'b'], accounts: ['*'] }] });
    expect(saidMarkdown(deltaSaid(moved, kinds))).toBe('target `v` scopes: + `{accounts: [*], kinds: [a, b]}`');
  });

  test('who an entry is for is the identity, else the account, else nobody that can be named', () => {
    expect(holderOfDelta(delta({ of: 'entry', key: 'no key', before: null, after: null }))).toEqual({
      holder: 'somebody',
      grant: 'no key',
    });
    expect(holderOfDelta(delta({ of: 'entry', key: 'no key', before: { identity: 'x' }, after: null })).holder).toBe('x');
    expect(thingOf(delta({ of: 'entry', key: 'a#b' }))).toEqual({ name: 'a#b', field: null });
  });

  test('a value is written as the files write it, without what is empty', () => {
    expect([valueText(null), valueText([]), valueText({ a: null, b: [{}] }), valueText(null, 'until')]).toEqual([
      'nothing',
      'nothing',
      'nothing',
      'no end',
    ]);
    expect(valueText({ b: 1, a: { c: null }, d: [null] })).toBe('{b: 1}');
    expect(valueText({ maxAgeSeconds: 60, SecondsOf: 'x', until: 1_798_675_200_000 })).toBe(
      '{SecondsOf: x, maxAge: 1 min, until: 2026-12-31}',
    );
    expect([valueText('"a/b"'), valueText('x"a"'), valueText('"a" x'), valueText('"a\\"b"')]).toEqual(['a/b', 'x"a"', '"a" x', '"a\\"b"']);
    expect([valueText(false), valueText(7), valueText(['b', 'a'])]).toEqual(['false', '7', '[b, a]']);
  });

  test('what differs comes in the order of its names, and a text for a list is replaced whole', () => {
    expect(deltaSentence(delta({ key: 'v#config', before: { b: 1, a: 1 }, after: { a: 2, b: 2 } }))).toBe(
      'target v config.a: 1 → 2; config.b: 1 → 2',
    );
    expect(deltaSentence(delta({ key: 'v#x', before: [1, 2], after: ['a', 'b'] }))).toBe('target v x[0]: 1 → a; x[1]: 2 → b');
    expect(deltaSentence(delta({ key: 'v#x', before: ['a', 1], after: ['a', 2] }))).toBe('target v x[1]: 1 → 2');
    expect(deltaSentence(delta({ key: 'v#terms', before: { terms: [{ until: 1 }] }, after: { terms: [{}] } }))).toContain(
      'terms.terms.until',
    );
  });

  test('of long values both sides are cut alike, of short ones none', () => {
    const text = (n: number, c: string): string => c.repeat(n);
    const said = (n: number): string => deltaSentence(delta({ key: 'v#x', before: text(n, 'a'), after: text(n, 'b') }));
    expect(said(190)).toBe(`target v x: ${text(190, 'a')} → ${text(190, 'b')}`);
    expect(said(300).length).toBeLessThan(440);
    expect(said(300)).toMatch(/^target v x: a+…[0-9a-f]* → b+…[0-9a-f]*$/);
    const three = deltaSentence(delta({ key: 'v#x', before: ['z'], after: [text(390, 'a'), text(390, 'b'), 'c'] }));
    expect(three).toMatch(/^target v x: − z {2}\+ c, a+…[0-9a-f]*, b+…[0-9a-f]*$/);
    expect(three.length).toBeLessThan(440);
  });

  test('of a whole thing what somebody decides by is told', () => {
    const whole = (of: Delta['of'], key: string, after: unknown): string => deltaSentence(delta({ of, key, before: null, after }));
    expect(whole('breakGlass', 'x', { covers: ['a'] })).toBe('new break-glass x · 1 pattern covered');
    expect(whole('entry', '["t","role","u","n"]', { terms: 'odd' })).toBe('new u t/role/n');
    expect(whole('entry', '["t","role","u","n"]', { terms: [1, { until: 1_798_675_200_000 }] })).toBe('new u t/role/n · until 2026-12-31');
    expect(whole('entry', '["t","role","u","n"]', { identity: 7 })).toBe('new u t/role/n');
    expect(whole('settings', 'settings', { a: 1 })).toBe('new settings');
    expect(whole('team', 'x', 'odd')).toBe('new team x');
    expect(whole('target', '#x', 1)).toContain('x');
  });

  test('its place is told where it is known', () => {
    expect(commonPlace([])).toBeNull();
    expect(commonPlace(['a.yaml:1', 'a.yaml:1'])).toBe('a.yaml:1');
    expect(commonPlace(['a.yaml:1', 'a.yaml:2'])).toBe('a.yaml');
    expect(commonPlace(['a.yaml:1', 'b.yaml:1'])).toBeNull();
    expect(commonPlace(['a.yaml:1', null])).toBeNull();
    expect(deltaPlace(delta({}), undefined)).toBeNull();
    expect(deltaPlace(delta({}), { 'target vault.prod#ceiling': 'a.yaml:1:1' })).toBe('a.yaml:1');
    expect(deltaPlace(delta({ of: 'rule', key: 'x' }), {})).toBeNull();
  });
});

describe('many edits of the policy', () => {
  const said = (deltas: readonly Delta[]): readonly string[] => editLines(deltas, kinds, {}).map((line) => saidText(line.said));

  test('are few lines that lose none', () => {
    const lines = editLines(firstPolicy, kinds, {});
    expect(lines.reduce((sum, line) => sum + line.tells, 0)).toBe(firstPolicy.length);
    expect(lines.length).toBeLessThan(20);
    expect(said(firstPolicy)).toContain(
      '5 identities (desk-bot-amer, desk-bot-anz, desk-bot-apac and 2 more): + helpdesk/group/macros, postgres.main/role/tickets_read',
    );
  });

  test('a loosening is never folded, and stands first', () => {
    const wider = Array.from({ length: 30 }, (_, i): Delta => ({
      of: 'target',
      key: `t${i}#protected`,
      direction: 'loosens',
      before: ['a'],
      after: [],
    }));
    const lines = editLines([...wider, ...firstPolicy.filter((d) => d.direction !== 'loosens')], kinds, {});
    expect(lines.slice(0, 30).every((line) => line.isLoosening && line.tells === 1)).toBe(true);
    expect(lines.slice(30).some((line) => line.isLoosening)).toBe(false);
  });

  test('what came and what went of one identity is one line, and what is true of all is said once', () => {
    const entry = (name: string, before: unknown, after: unknown): Delta => ({
      of: 'entry',
      key: `["postgres.main","role","user/a",${JSON.stringify(name)}]`,
      direction: after === null ? 'takes' : 'gives',
      before,
      after,
    });
    const until = { identity: 'a', facts: { admin: 'true', inherit: 'false' }, terms: [{ until: 1_798_675_200_000 }] };
    expect(said([entry('x', null, until), entry('y', null, until), entry('z', { identity: 'a' }, null)])).toEqual([
      'a: + postgres.main/role/x, postgres.main/role/y (all until 2026-12-31, admin: true, inherit: false)  − postgres.main/role/z',
    ]);
    expect(said([entry('x', { identity: 'a' }, { identity: 'b' }), entry('y', { identity: 'a' }, { identity: 'b' })])).toEqual([
      'b postgres.main/role/x identity: a → b',
      'b postgres.main/role/y identity: a → b',
    ]);
    expect(said([entry('x', null, 'odd')])).toEqual(['user/a: + postgres.main/role/x']);
  });

  test('things that change alike are one line', () => {
    const raised = ['b', 'a'].map((name): Delta => ({
      of: 'target',
      key: `${name}#ceiling`,
      direction: 'tightens',
      before: 'observe',
      after: 'enforce',
    }));
    const odd = ['c', 'd'].map((name): Delta => ({ of: 'target', key: name, direction: 'neutral', before: 1, after: 2 }));
    const two = (of: Delta['of']): readonly Delta[] =>
      ['a', 'b'].map((key) => ({ of, key: `${key}#owner`, direction: 'neutral', before: 'x', after: 'y' }));
    const many = {
      role: 'roles',
      rule: 'rules',
      exception: 'exceptions',
      breakGlass: 'break-glass envelopes',
      team: 'teams',
      identity: 'identities',
    } as const;
    for (const [of, words] of Object.entries(many)) expect(said(two(of as Delta['of']))).toEqual([`${words} (2) a, b owner: x → y`]);
    expect(said([...raised, ...odd])).toEqual(['targets (2) a, b ceiling: observe → enforce', 'targets (2) c, d · 1 → 2']);
  });

  test('of few holders each is named, of many three; grants stand in one order', () => {
    const gives = (identity: string, name: string, more: object = {}): Delta => ({
      of: 'entry',
      key: `["postgres.main","role","user/${identity}","${name}"]`,
      direction: 'gives',
      before: null,
      after: { identity, facts: {}, terms: [{}], ...more },
    });
    const holders = (n: number): readonly Delta[] => Array.from({ length: n }, (_, i) => gives(`h${i}`, 'x'));
    expect(said(holders(3))).toEqual(['h0, h1, h2: + postgres.main/role/x']);
    expect(said(holders(4))).toEqual(['4 identities (h0, h1, h2 and 1 more): + postgres.main/role/x']);
    expect(said([gives('a', 'y'), gives('a', 'x')])).toEqual(['a: + postgres.main/role/x, postgres.main/role/y']);
    const until = { terms: [{ until: 1_798_675_200_000 }] };
    expect(said([gives('a', 'y', until), gives('a', 'x')])).toEqual(['a: + postgres.main/role/x, postgres.main/role/y (until 2026-12-31)']);
    expect(said([gives('a', 'x', until)])).toEqual(['a: + postgres.main/role/x (until 2026-12-31)']);
    expect(editSummary(holders(6))).toBe('');
    expect(editSummary(Array.from({ length: 7 }, (_, i) => gives('a', `x${i}`)))).toBe(
      "7 grants given to 1 identity. The whole is in the plan's JSON.",
    );
  });

  test('have a summary, if they are too many to be taken in at once', () => {
    expect(editSummary(firstPolicy.slice(0, 5))).toBe('');
    expect(editSummary(firstPolicy)).toBe(
      "24 grants given to 8 identities; new: 1 never, 6 identities, 3 targets, 1 role, 1 rule, 4 teams, 1 break-glass, 1 exception; changed: settings. The whole is in the plan's JSON.",
    );
    const nevers = ['a', 'b'].map((name): Delta => ({
      of: 'never',
      key: `["vault.prod","policy","approle/ci","${name}"]`,
      direction: 'tightens',
      before: null,
      after: {},
    }));
    expect(editSummary([...nevers, ...firstPolicy.filter((d) => d.of === 'team' || d.of === 'breakGlass')])).toBe(
      "new: 2 nevers, 4 teams, 1 break-glass. The whole is in the plan's JSON.",
    );
    const turned = firstPolicy.map((d): Delta => ({ ...d, before: d.after, after: d.of === 'target' ? { name: 1 } : null }));
    expect(editSummary(turned)).toMatch(/^24 grants taken from 8 identities; removed: .* 1 exception; changed: 3 targets, settings\./);
    const moved = firstPolicy.map((d): Delta => ({ ...d, before: d.after }));
    expect(editSummary(moved)).toMatch(/^24 grants changed for 8 identities; changed: /);
  });
});

test('an exit code of 0 does not hide that a finding is an error', () => {
  expect(exitLineOf('detect', 0, false)).toBe('exit 0: in sync: live is what was approved.');
  for (const run of ['plan', 'detect', 'apply'] as const)
    expect(exitLineOf(run, 0, true)).toMatch(/^exit 0: .*, but findings above are errors\./);
  expect(exitLineOf('detect', 2, true)).toBe(exitLine('detect', 2));
});

test('each exit code of each run is explained', () => {
  expect(exitTable().length).toBe(15);
  expect(exitLine('apply', 0)).toBe('exit 0: all that was due is verified, and nothing is blocked.');
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
      said([target('vault.prod')], { review: { seats: ['a', 'b', 'c', 'd', 'd'].map((team) => ({ team, why: 'role', have: false })) } }),
    ).toBe('nhi plan: needs a, b, c and 1 more');
  });

  test('counts each holder once, by account where no identity declares it', () => {
    const of = (identity: string | null, name: string) => change({ verb: 'revoke', grant: `vault.prod/policy/${name}`, identity });
    const elsewhere = { ...of(null, 'e'), entry: { ...of(null, 'e').entry, account: 'user/other' } };
    expect(said([target('vault.prod', { changes: [of('x', 'b'), of('x', 'c')] })], { review: {} })).toContain('1 identity loses 2 grants');
    expect(said([target('vault.prod', { changes: [of(null, 'b'), of(null, 'c'), elsewhere] })], { review: {} })).toContain(
      '2 identities lose 3 grants',
    );
  });

  test('of a review says whether what is blocked is blocked for other reasons', () => {
    const stopped = target('vault.prod', { blocked: [blocked(give, 'drift', 'waits', 'answer it')] });
    const edits = firstPolicy.filter((d) => d.of === 'role');
    const given = { of: 'entry', key: give.key, direction: 'gives', before: null, after: null } as const;
    const beside = (review: Parameters<typeof plan>[2], more: object = { review: {} }): string => {
      const report = { plan: plan('plan', [stopped], review), notes: [], exitCode: 2, ...more } as const;
      return headline(report, whatIsShown(report));
    };
    expect(beside(edits)).toContain('1 blocked for other reasons');
    for (const said of [beside([...edits, given]), beside([]), beside(edits, {})]) expect(said).toMatch(/1 blocked(?! for)/);
  });

  test('of a detect says nothing of edits, which it does not carry out', () => {
    const edited = (run: 'plan' | 'detect'): string => {
      const report = {
        plan: plan(
          run,
          [],
          firstPolicy.filter((d) => d.of === 'role'),
        ),
        notes: [],
        exitCode: 2,
      } as const;
      return headline(report, whatIsShown(report));
    };
    expect([edited('plan'), edited('detect')].map((said) => said.includes('1 edit of the policy'))).toEqual([true, false]);
  });

  test('of a quiet round says how much is in sync', () => {
    const one = { role: { mode: 'enforce', proof: null, counts: { inSync: 1 } } } as const;
    expect(
      said([target('vault.prod', { kinds: { role: { ...one.role, proof: { read: 1, claimed: 1, by: 'count' } } } })], {}, 'detect'),
    ).toBe('nhi detect: in sync, 1 entry on 1 target');
    expect(said([target('vault.prod')], {}, 'detect')).toBe('nhi detect: in sync, 80 entries on 1 target');
    expect(said([])).toBe('nhi plan: no live system was compared');
  });
});

test('the modes of a target are those of its changes, else of its kinds', () => {
  expect(modesOf(target('vault.prod', { changes: [change({ grant: 'vault.prod/policy/a', mode: 'review' })] }))).toEqual([['review', 1]]);
  expect(modesOf(target('vault.prod'))).toEqual([['enforce', 2]]);
});
