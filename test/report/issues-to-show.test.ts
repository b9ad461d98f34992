import { describe, expect, test } from 'vitest';
import type { IssueAction, OwnIssue } from '../../src/report/issues-to-show.ts';
import { holdsToShow, issuesToShow } from '../../src/report/issues-to-show.ts';
import type { Told } from '../../src/report/issue-rows.ts';
import { markIn, markOf, marked, telling, toldIn, tokenOf } from '../../src/report/marker.ts';
import type { Hold } from '../../src/model/state.ts';
import { readMarkdown } from './markdown-tree.ts';
import { blocked, change, now, plan, target } from './sample-reports.ts';
import { minutes, type Parts, rowOf, stateOf, toldOf } from './sample-told.ts';

const day = 86_400_000;
const alarm = change({ verb: 'revoke', grant: 'postgres.main/role/payments_admin', risk: 'administrator' });
const other = change({ verb: 'revoke', grant: 'postgres.main/role/payments_ro' });
const missing = blocked(
  change({ grant: 'postgres.main/role/reports', verdict: 'missing' }),
  'drift',
  'only proposed here',
  'accept it or set it back',
);
const stranger = change({ verb: 'revoke', grant: 'postgres.main/role/payments_ro', identity: null });
const merged = change({ grant: 'postgres.main/role/merged', source: '#7' });

type Made = Extract<IssueAction, { readonly title: string }>;

/** What GitHub would hold once all actions are carried out. */
function after(actions: readonly IssueAction[], existing: readonly OwnIssue[], at: number): readonly OwnIssue[] {
  const issues = new Map(existing.map((issue) => [issue.number, issue]));
  for (const action of actions) {
    const number = action.do === 'create' ? issues.size + 1 : action.number;
    const before = issues.get(number);
    if (action.do === 'closeTwin') issues.set(number, { ...(before as OwnIssue), isOpen: false });
    else {
      const comments = [...(before?.comments ?? []), ...action.comments.map((body) => ({ at, body }))];
      issues.set(number, { number, isOpen: action.do !== 'close', title: action.title, body: action.body, comments });
    }
  }
  return [...issues.values()];
}

const aboutIn = (actions: readonly IssueAction[], mark: string): Made | undefined =>
  actions.find((action): action is Made => action.do !== 'closeTwin' && markIn(action.body)?.mark === mark);

const payments = markOf('owner', 'payments');

/** Runs one after another, each on what the one before left on GitHub. */
function story(...runs: readonly Parts[]): { readonly each: readonly (readonly IssueAction[])[]; readonly issues: readonly OwnIssue[] } {
  const each: (readonly IssueAction[])[] = [];
  let issues: readonly OwnIssue[] = [];
  for (const parts of runs) {
    const told = toldOf(parts);
    const actions = issuesToShow(told, issues);
    each.push(actions);
    issues = after(actions, issues, told.report.plan.at);
  }
  return { each, issues };
}

describe('the marks', () => {
  test('read back, on the first line alone, also where the web form changed the line ends', () => {
    const mark = { mark: markOf('owner', 'a --> b'), from: 1, upto: 2 };
    expect(markIn(marked(mark, 'text'))).toEqual(mark);
    expect(markIn(marked(mark, 'text').replaceAll('\n', '\r\n'))).toEqual(mark);
    expect(markIn(`> ${marked(mark, 'text')}`)).toBeNull();
    expect(markIn(`hello\n${marked(mark, 'text')}`)).toBeNull();
    expect(markOf('owner', 'a')).not.toBe(markOf('owner', 'b'));
    expect(markOf('owner', 'a')).not.toBe(markOf('unread', 'a'));
    expect(markOf('overview')).toBe('overview');
  });

  test('what was told reads back; the same drift on another day is another one', () => {
    const tokens = [tokenOf(rowOf(alarm)), tokenOf(rowOf(alarm, { firstSeen: now + day }))];
    expect(toldIn(telling('alarm', tokens, 'text'))).toEqual({ what: 'alarm', tokens });
    expect(new Set(tokens).size).toBe(2);
    expect(toldIn(telling('closed', [], 'text'))).toEqual({ what: 'closed', tokens: [] });
    expect(toldIn('text')).toBeNull();
  });
});

describe('what belongs to whom', () => {
  test('to the identity’s owner; an account that nobody declares to the target’s', () => {
    const [actions] = story({ changes: [alarm, stranger] }).each;
    const read = (mark: string) => readMarkdown(aboutIn(actions ?? [], mark)?.body ?? '');
    expect(read(payments).codes).toContain(alarm.label);
    expect(read(payments).codes).not.toContain(stranger.label);
    expect(read(markOf('owner', 'data')).codes).toContain(stranger.label);
    expect(read('overview').rows.filter(([owner]) => owner === 'data' || owner === 'payments')).toEqual([
      ['data', '0', '1', '0', '0', '0', 'new'],
      ['payments', '1', '0', '0', '0', '0', 'new'],
    ]);
  });

  test('an identity without an owner, or that is gone, is the target’s owner’s', () => {
    const state = stateOf('postgres.main');
    const unowned = state.identities.map((i) => ({ ...i, owner: 'unknown' }));
    for (const identities of [unowned, []]) {
      const [actions] = story({ changes: [alarm], state: { identities } }).each;
      expect(aboutIn(actions ?? [], markOf('owner', 'data'))?.do).toBe('create');
      expect(aboutIn(actions ?? [], payments)).toBeUndefined();
    }
  });

  test('what this run did not see is told by the words of its row, and waits', () => {
    const ledger = [rowOf(merged, { firstSeen: now - minutes(300) })];
    const [actions] = story({ ledger, target: { error: 'no answer' } }).each;
    const { rows } = readMarkdown(aboutIn(actions ?? [], payments)?.body ?? '');
    expect(rows.at(-1)).toEqual([
      '🟠 waiting',
      expect.stringMatching(/^G-[0-9a-f]{4} grant payments-deployer postgres\.main\/role\/merged$/),
      '5 h',
      '–',
      'postgres.main was not read in this run; decided when it answers',
    ]);
  });

  test('an account that is declared and not yet seen; a row of a target that no state knows', () => {
    const [account] = stateOf('postgres.main').accounts;
    const state = { accounts: account === undefined ? [] : [{ ...account, account: 'user/payments-deployer', id: null }] };
    const [actions] = story({ ledger: [rowOf({ ...merged, label: 'words of long ago' })], state, target: { error: 'down' } }).each;
    expect(aboutIn(actions ?? [], payments)?.body).toContain('`words of long ago`');
    const foreign = { ...toldOf({ changes: [alarm] }), states: new Map(), ledger: new Map([['elsewhere', [rowOf(alarm)]]]) };
    expect(aboutIn(issuesToShow(foreign, []), markOf('owner', 'nobody'))?.body).toContain('No break-glass envelope covers it');
  });

  test('what is just about to enter the baseline, and has no row, is in no issue', () => {
    const [actions] = story({ changes: [alarm], ledger: [] }).each;
    expect(actions?.map((a) => (a.do === 'create' ? a.mark : a.do))).toEqual(['overview']);
  });
});

describe('the issue of an owner', () => {
  const told: Parts = { changes: [alarm], blocked: [missing], more: { places: { 'payments-deployer': 'policies/p.yaml:1:1' } } };

  test('says what to do, with commands that are complete, and what is open, most urgent first', () => {
    const [actions] = story(told).each;
    const made = aboutIn(actions ?? [], payments);
    expect(made?.title).toBe('nhi: payments: 1 unauthorized and privileged (1 new), 1 other drift (1 new)');
    const { headings, rows, codes, paragraphs } = readMarkdown(made?.body ?? '');
    expect(headings).toEqual(['1 unauthorized and privileged (1 new), 1 other drift (1 new)']);
    expect(paragraphs).toContain('Do now, or do nothing: it is set back by itself.');
    const id = /R-[0-9a-f]{4,}/.exec(made?.body ?? '')?.[0] ?? '';
    expect(codes).toContain(`gh workflow run nhi-hold -f do=keep -f change=${id} -f for=8h -f because=…`);
    expect(codes).toContain('gh workflow run nhi-hold -f do=deny -f identity=payments-deployer -f for=8h -f because=…');
    expect(codes).toEqual(
      expect.arrayContaining(['- postgres.main/role/payments_admin', 'policies/p.yaml:1', `nhi-reconcile explain ${id}`]),
    );
    expect(rows.map(([state]) => state)).toEqual(['', '🔴 new', '🟠 new']);
    expect(rows[1]?.slice(2)).toEqual(['between 03:00Z and 03:15Z', '–', 'taken out by the next apply']);
    const asked = story({ ...told, report: { answers: { [missing.change.id]: 12 } } }).each[0] ?? [];
    expect(readMarkdown(aboutIn(asked, payments)?.body ?? '').rows[2]?.at(-1)).toBe(
      'answer in #12: merge it to accept, request changes in it to set it back',
    );
    expect(rows[2]?.at(-1)).toBe(
      'only proposed here; accept it or set it back: the one by a pull request, the other by hand in the target',
    );
  });

  test('what waits for a decision says so; what is only announced does not', () => {
    const stopped = (guard: 'announced' | 'drift'): string =>
      aboutIn(story({ blocked: [blocked(alarm, guard, 'why', 'way out', now + minutes(15))] }).each[0] ?? [], payments)?.body ?? '';
    expect(stopped('announced')).toContain('**Do now, or do nothing: it is set back by itself.**');
    expect(stopped('announced')).toContain('taken out by the next apply; not before 03:30Z');
    expect(stopped('drift')).toContain('**Decide now: it is not set back by itself.**');
  });

  test('what more rounds have to announce first says how many; since one minute is said once', () => {
    const { policy } = stateOf('postgres.main');
    const drift = { ...policy.drift, unauthorized: { ...policy.drift.unauthorized, after: 3 } };
    const nextOf = (announced: number): string => {
      const state = { policy: { ...policy, drift }, announced: { [`revoke ${alarm.key}`]: announced } };
      const [actions = []] = story({ blocked: [blocked(alarm, 'announced', 'why', 'way out')], state }).each;
      return readMarkdown(aboutIn(actions, payments)?.body ?? '').rows[1]?.at(-1) ?? '';
    };
    expect(nextOf(1)).toBe('announced; after 2 more by detect taken out by the next apply');
    expect(nextOf(3)).toBe('taken out by the next apply');
    const inOne = { 'postgres.main': { lastProven: { role: now }, lastGood: now, lastRun: now } };
    const [same = []] = story({ changes: [alarm], more: { runs: { before: inOne, after: inOne } } }).each;
    expect(readMarkdown(aboutIn(same, payments)?.body ?? '').rows[1]?.[2]).toBe('found 03:15Z');
  });

  test('a title in which an owner’s name means nothing more; rows of one label in one order', () => {
    const identities = stateOf('postgres.main').identities.map((i) => ({ ...i, owner: '@corp/x `y` :tada:' }));
    const twice = [rowOf(other), rowOf({ ...other, id: 'ff'.repeat(32) }), rowOf({ ...other, id: '00'.repeat(32) })];
    const title = (ledger: Parts['ledger']) =>
      aboutIn(story({ ledger: ledger ?? [], state: { identities } }).each[0] ?? [], markOf('owner', '@corp/x `y` :tada:'));
    expect(title(twice)?.title).toBe('nhi: \\u{40}corp/x \\u{60}y\\u{60} \\u{3a}tada\\u{3a}: 3 other drift (3 new)');
    expect(title(twice)?.body).toBe(title(twice.toReversed())?.body);
  });

  test('a name that a shell would take apart stands in quotes', () => {
    const odd = change({ verb: 'revoke', grant: 'postgres.main/role/x', identity: "a'; rm -rf /", risk: 'privileged' });
    const [actions] = story({ changes: [odd] }).each;
    const { codes } = readMarkdown(aboutIn(actions ?? [], markOf('owner', 'data'))?.body ?? '');
    expect(codes).toContain(`gh workflow run nhi-hold -f do=deny -f 'identity=a'\\''; rm -rf /' -f for=8h -f because=…`);
  });

  test('where no envelope covers it, that is said; where one is short, so is the hold', () => {
    const [envelope] = stateOf('postgres.main').breakGlass;
    const withOne = (more: object): Parts => ({
      changes: [alarm],
      state: { breakGlass: envelope === undefined ? [] : [{ ...envelope, ...more }] },
    });
    const body = (parts: Parts): string => aboutIn(story(parts).each[0] ?? [], payments)?.body ?? '';
    expect(body({ changes: [alarm], state: { breakGlass: [] } })).toContain('No break-glass envelope covers it');
    expect(body(withOne({ never: ['postgres.main/role/*'], may: ['keep'] }))).toContain('No break-glass envelope covers it');
    expect(body(withOne({ longestSeconds: 7200, may: ['keep'] }))).toMatch(/up to 2 h: `[^`]*for=2h/);
    expect(body(withOne({ longestSeconds: 5400, may: ['keep'] }))).toMatch(/up to 90 min: `[^`]*for=90m/);
    const two = envelope === undefined ? [] : [{ ...envelope, longestSeconds: 3600 }, envelope];
    expect(body({ changes: [alarm], state: { breakGlass: two } })).toContain('up to 12 h');
  });

  test('of an account that nobody declares: no line to add', () => {
    const bare = change({ verb: 'revoke', grant: 'postgres.main/role/x', identity: null, risk: 'privileged' });
    const body = aboutIn(story({ changes: [bare] }).each[0] ?? [], markOf('owner', 'data'))?.body ?? '';
    expect(body).toContain('nobody declares the account');
    expect(body).toContain('identity=postgres.main/user/stranger');
    expect(body).not.toContain('Should it stay?');
  });

  test('held, written and not proven, waiting: each in its words; with facts and with its last use', () => {
    const held = blocked(
      change({ verb: 'revoke', grant: 'postgres.main/role/held' }),
      'kept',
      'kept by H-31c0',
      'It ends by itself.',
      now + minutes(167),
    );
    const widened = change({
      verb: 'adjust',
      grant: 'postgres.main/role/payments_rw',
      facts: { admin: 'false' },
      before: { admin: 'true' },
    });
    const used = { ...other, before: { ...other.entry, seen: { lastUsedAt: now - minutes(4) } } };
    const parts: Parts = {
      changes: [widened, used],
      blocked: [held],
      ledger: [
        rowOf(held.change, { firstSeen: now - minutes(300) }),
        rowOf(merged, { applied: now - minutes(5), firstSeen: now - minutes(6), notBefore: now + minutes(25) }),
        rowOf(stranger, { applied: now - minutes(5), firstSeen: now - minutes(400) }),
        rowOf(widened, { firstSeen: now - minutes(30) }),
        rowOf(used),
      ],
    };
    const [actions = []] = story(parts).each;
    const { rows } = readMarkdown(aboutIn(actions, payments)?.body ?? '');
    expect(rows.slice(1).map(([state, , , , next]) => [state, next])).toEqual([
      ['🟠 other drift', 'set as approved by the next apply'],
      ['🟠 new', 'taken out by the next apply'],
      ['🟡 applied, not verified', 'proof due 03:40Z'],
      ['⚪ held', 'kept by H-31c0; not before 06:02Z; It ends by itself.'],
    ]);
    expect(rows[1]?.[1]).toContain('admin: true → false');
    expect(rows[2]?.[3]).toBe('4 min ago');
    // The other owner's, whose proof is late.
    expect(
      readMarkdown(aboutIn(actions, markOf('owner', 'data'))?.body ?? '')
        .rows.at(-1)
        ?.at(-1),
    ).toBe('proof due with the next read');
  });

  test('how much is well, what is unreviewed, and what could not be read, with the issue of it', () => {
    const key = '["postgres.main","role","16401","old"]';
    const shown = {
      verdicts: [
        [key, 'unreviewed'],
        ['no key', 'unreviewed'],
        [key, 'withheld'],
      ] as const,
    };
    const quiet = { lastProven: {}, lastGood: null, lastRun: now - minutes(15) };
    const first = toldOf({ changes: [alarm], target: { ...shown } });
    expect(aboutIn(issuesToShow(first, []), payments)?.body).toContain('- 1 grant unreviewed');
    expect(aboutIn(issuesToShow(first, []), payments)?.body).toContain('0 of 1 identities in sync; read and proven: 1 of 1 targets.');
    const down = {
      ...first,
      report: { ...first.report, plan: plan('detect', [target('postgres.main', { error: 'down', readAt: null })]) },
    };
    const actions = issuesToShow(down, []);
    expect(aboutIn(actions, payments)?.body).toContain('**`postgres.main` could not be read, for less than a minute**:');
    const again = aboutIn(issuesToShow(down, after(actions, [], now)), payments);
    expect(again?.body).toContain('**`postgres.main` could not be read, for less than a minute** (#1):');
    const never = { ...down, runs: { ...down.runs, after: { 'postgres.main': quiet } } };
    expect(aboutIn(issuesToShow(never, []), payments)?.body).toContain('**`postgres.main` could not be read**:');
  });

  test('what the next apply does by itself opens none, until it is late', () => {
    const due = (ago: number): Parts => ({ changes: [merged], ledger: [rowOf(merged, { firstSeen: now - ago })] });
    expect(aboutIn(story(due(minutes(59))).each[0] ?? [], payments)).toBeUndefined();
    expect(aboutIn(story(due(minutes(61))).each[0] ?? [], payments)?.do).toBe('create');
    const written: Parts = { ledger: [rowOf(merged, { applied: now, firstSeen: now - minutes(5) })] };
    expect(aboutIn(story(written).each[0] ?? [], payments)).toBeUndefined();
    const stopped = blocked(merged, 'caps', 'over', 'Wait.');
    expect(aboutIn(story({ blocked: [stopped] }).each[0] ?? [], payments)?.do).toBe('create');
  });

  test('10,000 rows of junk push no alarm out, and the title is no longer than GitHub takes', () => {
    const junk = Array.from({ length: 10_000 }, (_, i) => change({ verb: 'revoke', grant: `postgres.main/role/junk-${i}` }));
    const made = aboutIn(story({ changes: [...junk, alarm] }).each[0] ?? [], payments);
    expect(made?.body).toContain(alarm.label);
    expect(made?.body.length).toBeLessThan(65_536);
    expect(made?.body).toMatch(/\*\*INCOMPLETE: [\d,]+ of [\d,]+ rows do not fit here/);
    const named = story({
      changes: [change({ verb: 'revoke', grant: 'postgres.main/role/x' })],
      state: { policy: { ...stateOf('postgres.main').policy, owner: 'x'.repeat(500) }, identities: [] },
    });
    for (const action of named.each[0] ?? []) expect('title' in action ? action.title.length : 0).toBeLessThanOrEqual(256);
  });
});

describe('comments', () => {
  test('one for what is new, unauthorized and privileged, with the mention that the settings ask for', () => {
    const { each } = story({ changes: [alarm] }, { at: now + minutes(15), changes: [alarm], ledger: [rowOf(alarm)] });
    const [said, ...more] = aboutIn(each[0] ?? [], payments)?.comments ?? [];
    expect(more).toEqual([]);
    expect(toldIn(said ?? '')?.tokens).toEqual([tokenOf(rowOf(alarm))]);
    expect(said).toContain('@corp/payments **1 new, unauthorized and privileged**');
    expect(said).toContain(alarm.label);
    expect(aboutIn(each[1] ?? [], payments)?.comments ?? []).toEqual([]);
  });

  const withMention = (mention: 'none' | 'newPrivileged' | 'all', parts: Parts): Parts => {
    const { settings } = stateOf('postgres.main');
    return { ...parts, more: { ...parts.more, settings: { ...settings, issues: { ...settings.issues, mention } } } };
  };
  const saidIn = (parts: Parts): string => (aboutIn(story(parts).each[0] ?? [], payments)?.comments ?? []).join('\n');

  test('a comment of ours that tells of no row is no news told', () => {
    const { issues } = story({ changes: [alarm] });
    const bare = issues.map((issue) => ({ ...issue, comments: [{ at: now, body: 'hello' }] }));
    expect(aboutIn(issuesToShow(toldOf({ changes: [alarm] }), bare), payments)?.comments.length).toBe(1);
  });

  test('none: nobody; a team that is no mention: nobody', () => {
    expect(saidIn(withMention('none', { changes: [alarm] }))).toMatch(/^<!--[^>]*-->\n\*\*1 new/);
    for (const github of [null, 'corp', '@corp/x y', 'corp/<x>', 'corp/x\n@all/y']) {
      const teams = stateOf('postgres.main').teams.map((t) => ({ ...t, github }));
      expect(saidIn({ changes: [alarm], state: { teams } })).not.toContain('@corp');
    }
  });

  test('the first run of a target mentions nobody', () => {
    expect(saidIn({ changes: [alarm], report: { baselineMade: { 'postgres.main': { role: 3 } } } })).not.toContain('@corp');
    const runs = { before: {}, after: {} };
    expect(saidIn({ changes: [alarm], more: { runs } })).not.toContain('@corp');
    expect(saidIn({ changes: [alarm] })).toContain('@corp/payments');
  });

  test('a digest of the rest once a day, and only where something is new', () => {
    const at = (n: number, rows: Parts['ledger']): Parts => ({
      at: now + n,
      changes: [alarm, other, missing.change],
      ...(rows === undefined ? {} : { ledger: rows }),
    });
    const [a, b, c] = [
      rowOf(alarm),
      rowOf(other, { firstSeen: now + minutes(15) }),
      rowOf(missing.change, { firstSeen: now + minutes(30) }),
    ];
    const { each } = story(
      at(0, [a]),
      at(minutes(15), [a, b]),
      at(minutes(30), [a, b, c]),
      at(minutes(15) + day - 1, [a, b, c]),
      at(minutes(15) + day, [a, b, c]),
      at(minutes(15) + 3 * day, [a, b, c]),
    );
    const digests = each.map((actions) => (aboutIn(actions, payments)?.comments ?? []).filter((body) => toldIn(body)?.what === 'digest'));
    expect(digests.map((list) => list.map((body) => toldIn(body)?.tokens))).toEqual([[], [[tokenOf(b)]], [], [], [[tokenOf(c)]], []]);
    expect(digests[1]?.[0]).not.toContain('@corp');
    const loud = toldOf(withMention('all', at(minutes(15), [a, b])));
    const known = story(at(0, [a])).issues;
    expect(aboutIn(issuesToShow(loud, known), payments)?.comments.join('')).toContain('@corp/payments **1 new since the last digest**');
  });

  test('so many at once are told by several runs, each once', () => {
    const many = Array.from({ length: 250 }, (_, i) =>
      change({ verb: 'revoke', grant: `postgres.main/role/admin-${i}`, risk: 'privileged' }),
    );
    const ledger = many.map((c) => rowOf(c));
    const { each } = story({ changes: many, ledger }, { at: now + 1, changes: many, ledger }, { at: now + 2, changes: many, ledger });
    const tokens = each.map((actions) => (aboutIn(actions, payments)?.comments ?? []).flatMap((body) => toldIn(body)?.tokens ?? []));
    expect(tokens.map((list) => list.length)).toEqual([200, 50, 0]);
    expect(new Set(tokens.flat()).size).toBe(250);
  });
});

describe('in place, reopened, closed', () => {
  const clean: Parts = {
    at: now + minutes(30),
    ledger: [rowOf(alarm, { lastSeen: now, applied: now + minutes(15), verified: now + minutes(16), ended: 'verified' })],
  };

  test('the same run twice has nothing to do the second time', () => {
    const told = toldOf({ changes: [alarm, stranger], blocked: [missing], more: { holds: [holdFor('H-1', now + day)] } });
    const first = after(issuesToShow(told, []), [], now);
    // Links to issues that did not stand yet come with the next edit.
    const second = after(issuesToShow(told, first), first, now);
    expect(issuesToShow(told, second)).toEqual([]);
  });

  test('closed by a proven read that shows nothing left, with how long it took', () => {
    const { each } = story({ changes: [alarm] }, clean, { ...clean, at: now + minutes(45) });
    const closed = aboutIn(each[1] ?? [], payments);
    expect(closed?.do).toBe('close');
    expect(closed?.comments[0]).toContain('It took 16 min, from 2026-11-24 03:15Z to 2026-11-24 03:31Z.');
    expect(closed?.comments[0]).toContain(
      `\`${alarm.label}\`: first seen 2026-11-24 03:15Z, applied and verified 2026-11-24 03:31Z, 16 min`,
    );
    expect(closed?.body).toContain('### In sync');
    expect(aboutIn(each[2] ?? [], payments)).toBeUndefined();
  });

  test.each([
    ['an unread target', { target: { error: 'down' } }],
    ['an unproven kind', { target: { kinds: { role: { mode: 'enforce' as const, proof: null, counts: {} } } } }],
    ['a target that this run did not look at', { report: { plan: plan('detect', []) } }],
  ])('not closed by %s', (_, parts) => {
    const told = { ...toldOf({ ...clean, ...parts }) };
    const { issues } = story({ changes: [alarm] });
    const at = { ...told, report: { ...told.report, plan: { ...told.report.plan, at: now + minutes(30) } } };
    expect(aboutIn(issuesToShow(at, issues), payments)).toBeUndefined();
  });

  test('closed also where a target of the owner has retired', () => {
    const { issues } = story({ changes: [alarm] });
    const told = toldOf({ ...clean, state: { retired: true } });
    const gone = { ...told, report: { ...told.report, plan: { ...plan('detect', []), at: now + minutes(30) } } };
    expect(aboutIn(issuesToShow(gone, issues), payments)?.do).toBe('close');
  });

  test('a run that was cut after its last comment closes without a second one', () => {
    const { issues } = story({ changes: [alarm] });
    const told = toldOf(clean);
    const [comment = ''] = aboutIn(issuesToShow(told, issues), payments)?.comments ?? [];
    const cut = issues.map((i) =>
      markIn(i.body)?.mark === payments ? { ...i, comments: [...i.comments, { at: now + minutes(30), body: comment }] } : i,
    );
    const action = aboutIn(issuesToShow(told, cut), payments);
    expect([action?.do, action?.comments]).toEqual(['close', []]);
  });

  test('closed by hand while it stands: reopened, and not told twice', () => {
    const { issues } = story({ changes: [alarm] });
    const byHand = issues.map((issue) => ({ ...issue, isOpen: false }));
    const actions = issuesToShow(toldOf({ at: now + minutes(15), changes: [alarm], ledger: [rowOf(alarm)] }), byHand);
    expect(actions.map((a) => [a.do, a.do === 'edit' && a.reopen])).toEqual([
      ['edit', true],
      ['edit', true],
    ]);
    expect(actions.flatMap((a) => ('comments' in a ? a.comments : []))).toEqual([]);
  });

  test('when it comes back another day the same issue opens again, and it is news again', () => {
    const back = rowOf(alarm, { firstSeen: now + day, lastSeen: now + day });
    const { each } = story({ changes: [alarm] }, clean, { at: now + day, changes: [alarm], ledger: [...(clean.ledger ?? []), back] });
    const again = aboutIn(each[2] ?? [], payments);
    expect([again?.do, again?.do === 'edit' && again.reopen]).toEqual(['edit', true]);
    expect(toldIn(again?.comments[0] ?? '')?.tokens).toEqual([tokenOf(back)]);
    expect(markIn(again?.body ?? '')?.from).toBe(now + day);
  });

  test('what ended in other ways, and very much of it', () => {
    const ended = (['goneByItself', 'accepted', 'released'] as const).map((how, i) =>
      rowOf(change({ verb: 'revoke', grant: `postgres.main/role/x${i}` }), { ended: how, lastSeen: now + minutes(i) }),
    );
    const many = Array.from({ length: 300 }, (_, i) =>
      rowOf(change({ verb: 'revoke', grant: `postgres.main/role/y${i}` }), { ended: 'goneByItself' }),
    );
    const foreign = rowOf(stranger, { ended: 'goneByItself' });
    const before = rowOf(other, { ended: 'goneByItself', firstSeen: now - day, lastSeen: now - day });
    const { each } = story({ changes: [alarm] }, { at: now + minutes(30), ledger: [...ended, ...many, foreign, before] });
    const [said = ''] = aboutIn(each[1] ?? [], payments)?.comments ?? [];
    expect(said).toContain('gone by itself 2026-11-24 03:15Z');
    expect(said).toContain('- and 103 more');
    expect(said).not.toContain(stranger.label);
    expect(said).not.toContain(other.label);
    const few = story({ changes: [alarm] }, { at: now + minutes(30), ledger: ended });
    expect(aboutIn(few.each[1] ?? [], payments)?.comments[0]).toMatch(/accepted: the policy follows[\s\S]*released 2026/);
    const nothing = story({ changes: [alarm] }, { at: now + minutes(30), ledger: [] });
    expect(aboutIn(nothing.each[1] ?? [], payments)?.comments[0]).toContain('It took 30 min');
  });

  test('two of one mark: the older one stands, the other is closed; foreign text is no issue of ours', () => {
    const { issues } = story({ changes: [alarm] });
    const [first] = issues;
    const twin = { ...(first as OwnIssue), number: 90 };
    const told = toldOf({ changes: [alarm] });
    const actions = issuesToShow(told, [twin, { ...twin, number: 91, isOpen: false }, { ...twin, number: 92, body: 'hello' }, ...issues]);
    expect(actions.filter((a) => a.do === 'closeTwin')).toEqual([{ do: 'closeTwin', number: 90, of: 1 }]);
    expect(actions.filter((a) => a.do === 'create')).toEqual([]);
  });
});

test('an alarm says when it came, or since when it has been known', () => {
  const found = (more: Partial<Parts>): string => {
    const actions = issuesToShow(toldOf({ changes: [alarm], ...more }), []);
    return /Nobody approved it; ([^.]*)\./.exec(aboutIn(actions, markOf('owner', 'payments'))?.body ?? '')?.[1] ?? '';
  };
  expect(found({})).toBe('it came between 03:00Z and 03:15Z');
  expect(found({ more: { runs: { before: {}, after: {} } } })).toBe('found 03:15Z');
  expect(found({ ledger: [rowOf(alarm, { firstSeen: now - minutes(90) })] })).toBe('found 90 min ago');
});

describe('a target that nobody can see', () => {
  const unread = markOf('unread', 'postgres.main');
  const seen = (at: number): Told['runs'] => ({
    before: { 'postgres.main': { lastProven: { role: now - minutes(41 * 60) }, lastGood: null, lastRun: at } },
    after: { 'postgres.main': { lastProven: { role: now - minutes(41 * 60) }, lastGood: null, lastRun: at } },
  });

  test('has an issue of its own: since when, why, what it means, what is owed; closed when it is read again', () => {
    const owed = { ...stateOf('postgres.main') };
    const row = {
      key: alarm.key,
      entry: alarm.entry,
      last: alarm.entry,
      identity: 'payments-deployer',
      terms: [],
      roles: [],
      by: alarm.because,
      mandate: alarm.because,
      withheld: null,
      startedAt: null,
      wave: null,
    };
    const told = toldOf({
      target: { error: 'unavailable: no answer within 30 s', kinds: {} },
      state: { ...owed, approved: [row] },
      ledger: [],
      more: { runs: seen(now) },
    });
    const actions = issuesToShow(told, []);
    const made = aboutIn(actions, unread);
    expect(made?.title).toBe('nhi: postgres.main cannot be read, for 41 h');
    const { headings, items } = readMarkdown(made?.body ?? '');
    expect(headings).toEqual(['postgres.main is UNKNOWN, for 41 h']);
    expect(items).toEqual([
      'unavailable: no answer within 30 s',
      'The last proven read is of 2026-11-22 10:15Z, 41 h ago; maxSilence is 2 h.',
      expect.stringContaining('Nothing was compared or written there.'),
      '1 decision of reviews waits for it; it is carried out when it answers.',
    ]);
    const back = toldOf({
      at: now + minutes(60),
      ledger: [],
      more: { runs: { before: seen(now).before, after: toldOf({ at: now + minutes(60) }).runs.after } },
    });
    const closed = aboutIn(issuesToShow(back, after(actions, [], now)), unread);
    expect(closed?.do).toBe('close');
    expect(closed?.comments[0]).toContain(
      'Read and proven again 2026-11-24 04:15Z: nobody could see it for 42 h at most, since 2026-11-22 10:15Z.',
    );
  });

  test('of one that nobody had read before it is told since when the issue stood', () => {
    const open = story({ target: { error: 'down' }, ledger: [] }).issues;
    const back = toldOf({ at: now + minutes(60), ledger: [], more: { runs: { before: {}, after: {} } } });
    expect(aboutIn(issuesToShow(back, open), unread)?.comments[0]).toContain('for 60 min at most, since 2026-11-24 03:15Z');
  });

  test('several decisions are owed; a kind alone is named', () => {
    const row = {
      key: alarm.key,
      entry: alarm.entry,
      last: alarm.entry,
      identity: 'payments-deployer',
      terms: [],
      roles: [],
      by: alarm.because,
      mandate: alarm.because,
      withheld: null,
      startedAt: null,
      wave: null,
    };
    const kinds = { role: { mode: 'enforce' as const, proof: null, counts: {} } };
    const told = toldOf({ target: { kinds }, state: { approved: [row, row] }, ledger: [] });
    const body = aboutIn(issuesToShow(told, []), unread)?.body ?? '';
    expect(body).toContain('- `postgres.main/role`: its list is not proven complete');
    expect(body).toContain('2 decisions of reviews wait for it; they are carried out');
  });

  test('silence longer than the settings allow is found by any run, also one that looks elsewhere', () => {
    const quiet = toldOf({ ledger: [], more: { runs: seen(now - minutes(41 * 60)) }, report: { plan: plan('detect', []) } });
    expect(aboutIn(issuesToShow(quiet, []), unread)?.body).toContain('- This run did not look at it.');
    expect(aboutIn(issuesToShow(quiet, []), 'overview')?.title).toBe('nhi: overview: 1 target silent');
    for (const state of [{ retired: true }, { policy: { ...stateOf('postgres.main').policy, scopes: [] } }])
      expect(
        aboutIn(issuesToShow({ ...quiet, states: new Map([['postgres.main', stateOf('postgres.main', state)]]) }, []), unread),
      ).toBeUndefined();
    const never = { ...quiet, runs: { before: {}, after: {} } };
    expect(aboutIn(issuesToShow(never, []), unread)).toBeUndefined();
  });

  test('a run that did not look closes nothing; one whose policy lost the target does', () => {
    const open = story({ target: { error: 'down' }, ledger: [] }).issues;
    const elsewhere = toldOf({ ledger: [], report: { plan: plan('detect', []) } });
    expect(aboutIn(issuesToShow(elsewhere, open), unread)).toBeUndefined();
    const gone = { ...elsewhere, states: new Map([['postgres.main', stateOf('postgres.main', { retired: true })]]) };
    expect(aboutIn(issuesToShow(gone, open), unread)?.comments[0]).toContain('It is no longer in the policy.');
    const unheard = { ...elsewhere, report: { ...elsewhere.report, plan: plan('detect', [target('other', { error: 'down' })]) } };
    expect(aboutIn(issuesToShow(unheard, []), markOf('unread', 'other'))?.body).toContain('Owner: `nobody`');
  });
});

function holdFor(id: string, until: number, more: Partial<Hold> = {}): Hold {
  return {
    id,
    envelope: 'oncall',
    do: 'keep',
    identity: 'payments-deployer',
    accounts: [],
    key: alarm.key,
    by: 'ann',
    because: 'INC-4700',
    at: now,
    until,
    ...more,
  };
}

describe('a hold', () => {
  const body = (hold: Hold, parts: Parts = {}): string =>
    aboutIn(issuesToShow(toldOf({ ledger: [], more: { holds: [hold] }, ...parts }), []), markOf('hold', hold.id))?.body ?? '';

  test('has an issue while it lasts, told to the envelope’s team, and closed when it is over', () => {
    const hold = holdFor('H-31c0aaaa', now + minutes(60));
    const made = body(hold);
    expect(readMarkdown(made).headings).toEqual([
      'H-31c0aaaa: payments-deployer postgres.main/role/payments_admin kept until 2026-11-24 04:15Z',
    ]);
    expect(readMarkdown(made).items[0]).toBe('By ann, since 2026-11-24 03:15Z, for 60 min: INC-4700');
    expect(made).toContain('cc @corp/sre');
    const { each } = story(
      { ledger: [], more: { holds: [hold] } },
      { at: now + minutes(60), ledger: [], more: { holds: [hold] } },
      { at: now + minutes(75), ledger: [], more: { holds: [hold] } },
    );
    const over = aboutIn(each[1] ?? [], markOf('hold', hold.id));
    expect([over?.do, over?.comments[0]]).toEqual(['close', expect.stringContaining('It ended 2026-11-24 04:15Z, by itself.')]);
    expect(aboutIn(each[2] ?? [], markOf('hold', hold.id))).toBeUndefined();
  });

  test('of what it holds the words are told, not the ids that only machines read', () => {
    const key = JSON.stringify(['postgres.main', 'role', '16384', '16390']);
    const row = { ...rowOf(alarm), key, label: 'payments-deployer postgres.main/role/incident_debug' };
    const hold = holdFor('H-7', now + day, { identity: null, key });
    const made = aboutIn(holdsToShow({ ...toldOf({ ledger: [row], more: { holds: [hold] } }), at: now }, []), markOf('hold', hold.id));
    expect(made?.title).toContain('payments-deployer postgres.main/role/incident_debug kept');
    expect(readMarkdown(made?.body ?? '').headings[0]).toContain('payments-deployer postgres.main/role/incident_debug kept');
    expect(made?.body).not.toContain('16390');
  });

  test('its own run shows it alone, as every later run does', () => {
    const told = toldOf({ changes: [alarm], more: { holds: [holdFor('H-5', now + day), holdFor('H-6', now)] } });
    const own = holdsToShow({ ...told, at: now }, []);
    expect(own.map((a) => a.do)).toEqual(['create']);
    expect(issuesToShow(told, after(own, [], now)).filter((a) => 'number' in a)).toEqual([]);
  });

  test('a deny, a pause, and an envelope that is gone say what they are', () => {
    expect(body(holdFor('H-2', now + day, { do: 'deny', key: null }))).toContain('nothing gives it back while this lasts');
    const pause = body(holdFor('H-3', now + day, { do: 'pause', key: null, identity: null, envelope: 'gone' }));
    expect(pause).toContain('NO RUN WRITES ANYTHING ANYWHERE');
    expect(pause).toContain('which is no longer approved');
    expect(pause).not.toContain('within 90 days');
    expect(pause).not.toContain('@');
    const { settings } = stateOf('postgres.main');
    const quiet = {
      holds: [holdFor('H-4', now + day)],
      settings: { ...settings, issues: { ...settings.issues, mention: 'none' as const } },
    };
    expect(body(holdFor('H-4', now + day), { more: quiet })).not.toContain('@');
  });
});

describe('the overview', () => {
  test('says the worst first, links the issues that stand, names commits that are not proven, the baseline in a line', () => {
    const parts: Parts = {
      changes: [alarm],
      report: { baselineMade: { 'postgres.main': { role: 120 } } },
      more: { unproven: [{ commit: 'abcdef0123'.repeat(4), why: 'pushed to main without a pull request' }] },
    };
    const { issues } = story(parts);
    const again = aboutIn(issuesToShow(toldOf({ ...parts, at: now + 1 }), issues), 'overview');
    expect(again?.title).toBe('nhi: overview: 1 unauthorized and privileged, 1 owner with something open, 1 commit not proven');
    const { rows, items } = readMarkdown(again?.body ?? '');
    expect(rows).toContainEqual(['payments', '1', '0', '0', '0', '0', '#1']);
    expect(items).toContain('abcdef0123ab: pushed to main without a pull request');
    expect(items.filter((item) => item.includes('120'))).toEqual(['postgres.main: 120 role']);
  });

  test('of a first sight the second round counts', () => {
    const again = toldOf({ ledger: [], target: { error: 'down' }, report: { trial: [target('postgres.main', { readAt: now })] } });
    expect(issuesToShow(again, []).map((a) => (a.do === 'create' ? a.title : a.do))).toEqual(['nhi: overview: in sync']);
  });

  test('in sync, and with a target unread', () => {
    expect(aboutIn(issuesToShow(toldOf({ ledger: [] }), []), 'overview')?.title).toBe('nhi: overview: in sync');
    expect(aboutIn(issuesToShow(toldOf({ ledger: [], target: { error: 'down' } }), []), 'overview')?.title).toBe(
      'nhi: overview: 1 target unread',
    );
  });
});
