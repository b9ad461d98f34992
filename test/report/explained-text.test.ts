/** What explain tells of a change, of what stands against it, and of a hold; and that no name says more than it is. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Seen } from '../../src/model/sight.ts';
import type { Because, Hold } from '../../src/model/state.ts';
import type { ExplainedEntitlement, ExplainedHold } from '../../src/report/explained.ts';
import { explainedText } from '../../src/report/explained-text.ts';
import { ansiPaint } from '../../src/report/terminal-layout.ts';
import { beyondTerminal } from '../hostile/text-formats.ts';
import { hold as sampleHold } from '../state/sample.ts';
import { hostile } from './arbitrary-reports.ts';
import { blocked, change, kinds, now } from './sample-reports.ts';
import { minutes, rowOf, stateOf } from './sample-told.ts';

const GRANT = 'postgres.main/role/payments_admin';
const drift = change({ verb: 'revoke', grant: GRANT, risk: 'privileged' });
const role = kinds.get('postgres.main')?.get('role') as Seen['kind'];

const item: Seen = {
  key: drift.key,
  liveKey: drift.key,
  kind: role,
  row: null,
  aliases: [],
  live: { ...drift.entry, seen: { lastUsedAt: now - minutes(65), createdAt: now - minutes(3000) } },
  wanted: null,
  refused: null,
  accountId: '17',
  accountWords: 'user/payments_deployer',
  accountNames: [],
  account: null,
  identity: 'payments-deployer',
  forbidden: false,
  written: GRANT,
  scope: 'managed',
  managedBy: null,
  proven: true,
};

const told = (more: Partial<ExplainedEntitlement> = {}): ExplainedEntitlement => ({
  is: 'entitlement',
  at: now,
  label: drift.label,
  target: 'postgres.main',
  state: stateOf('postgres.main'),
  isTrial: false,
  item,
  unread: null,
  verdict: 'unauthorized',
  change: drift,
  short: 'R-7f3a',
  blocked: null,
  withheld: null,
  ledger: [rowOf(drift)],
  tenures: [],
  findings: [],
  holds: [],
  place: null,
  kinds,
  ...more,
});
/** Where its lines break is another matter. */
const flat = (more: Partial<ExplainedEntitlement> = {}): string => explainedText(told(more)).replace(/\s+/g, ' ');

const night = (seconds: number, covers = ['postgres.main/*']): ExplainedEntitlement['state'] => ({
  ...stateOf('postgres.main'),
  breakGlass: [{ name: 'night', who: 'corp/oncall', may: ['keep', 'deny'], covers, never: [], longestSeconds: seconds }],
});
const review: Because = { authority: 'review', source: '#9', at: now - minutes(60) };

describe('what would stop it', () => {
  test.each<[string, Partial<ExplainedEntitlement>, RegExp]>([
    ['a night, where the envelope is longer', { state: night(12 * 3600) }, /hold keep --change R-7f3a --for 8h/],
    ['as long as the envelope lets it', { state: night(5400) }, /hold keep --change R-7f3a --for 90m/],
    [
      'nobody, where none covers it',
      { state: night(3600, ['vault/*']) },
      /no approved BreakGlass covers postgres\.main\/role\/payments_admin/,
    ],
    ['a deny, of what is privileged', { state: night(3600) }, /hold deny --identity payments-deployer --for 1h/],
    ['a line, for whom the policy knows', {}, /add "- postgres\.main\/role\/payments_admin" under access of payments-deployer/],
  ])('%s', (_what, more, says) => {
    expect(flat(more)).toMatch(says);
  });

  test('a review is not held, and what is held needs no second hold', () => {
    const byReview = change({ verb: 'revoke', verdict: 'toRevoke', grant: GRANT });
    expect(flat({ change: byReview, verdict: 'toRevoke', state: night(3600) })).not.toMatch(/hold keep|no approved BreakGlass/);
    const keep: Hold = { ...sampleHold('H-31c0'), do: 'keep', until: now + minutes(60) };
    const held = flat({ holds: [keep], state: night(3600) });
    expect(held).toMatch(/hold H-31c0: keep until .*, by ann: night/);
    expect(held).not.toContain('hold keep --change');
  });

  test('what is only low is no attack, and an account that nobody declares is named as a shell takes it', () => {
    const low = change({ verb: 'revoke', grant: 'postgres.main/role/x' });
    expect(flat({ change: low, state: night(3600) })).not.toContain('hold deny');
    const stray = { ...item, identity: null, accountWords: "user/it's" };
    expect(flat({ item: stray, state: night(3600) })).toContain(`--identity 'postgres.main/user/it'\\''s'`);
    expect(flat({ item: stray })).not.toContain('declare it');
  });
});

describe('what comes next', () => {
  test.each<[string, Partial<ExplainedEntitlement>, RegExp]>([
    ['the next apply', {}, /next apply takes it out, mode enforce; every guard lets it through/],
    [
      'a guard',
      { blocked: blocked(drift, 'caps', 'over 10', 'an Exception', now + minutes(30)) },
      /guard caps, over a cap: over 10 not before \d\d:\d\dZ way out an Exception/,
    ],
    ['its rounds', { blocked: blocked(drift, 'announced', 'announced', 'wait') }, /counted announced by 0 saved detects so far/],
    ['an answer', { blocked: blocked(drift, 'drift', 'proposed', 'answer') }, /set it back nhi-reconcile apply --set-back R-7f3a/],
    ['nothing', { change: null, verdict: 'inSync' }, /nothing no change is wanted/],
  ])('%s', (_what, more, says) => {
    expect(flat(more)).toMatch(says);
  });

  test('where everything is only watched no answer is offered', () => {
    const watched = change({ verb: 'revoke', grant: GRANT, mode: 'observe' });
    expect(flat({ change: watched, blocked: blocked(watched, 'drift', 'reported', 'none') })).not.toContain('--set-back');
  });
});

describe('why', () => {
  const row = {
    key: drift.key,
    entry: drift.entry,
    last: drift.entry,
    identity: 'payments-deployer',
    terms: [{ from: now - minutes(90), until: now + minutes(90), forSeconds: 7200, because: 'Migration' }],
    roles: ['deployer'],
    by: review,
    mandate: review,
    withheld: null,
    startedAt: null,
    wave: null,
  } satisfies NonNullable<Seen['row']>;

  test.each<[string, Partial<ExplainedEntitlement>, RegExp]>([
    [
      'by whom, by which role, for how long',
      { item: { ...item, row } },
      /approved: yes, decided and not yet seen to hold · withheld: no · live: yes approved by #9, .* by roles deployer terms from .*, until .*, for 2 h, Migration/,
    ],
    ['taken out', { item: { ...item, row: { ...row, entry: null, mandate: null } } }, /approved: taken out · .* taken out by #9/],
    ['a never line', { item: { ...item, row: { ...row, entry: null, terms: [], mandate: null } } }, /approved: never · /],
    [
      'withheld',
      { withheld: { authority: 'directory', source: 'okta/app/x is disabled', at: now } },
      /withheld: yes .* withheld by directory: okta\/app\/x is disabled/,
    ],
    ['a line', { place: 'teams/a.yaml:9:5' }, /line teams\/a\.yaml:9 of the folder/],
    [
      'another tool',
      { item: { ...item, managedBy: { tool: 'terraform', fixAt: 'corp/infra' } } },
      /managed by terraform: change it in corp\/infra/,
    ],
  ])('%s', (_what, more, says) => {
    expect(flat(more)).toMatch(says);
  });

  test('of what no review approved yet nothing is said to be approved', () => {
    const trial = flat({ isTrial: true, item: { ...item, row } });
    expect(trial).toContain('no review has approved it yet');
    expect(trial).not.toMatch(/approved by|because review|because correction/);
  });
});

test('since when, how it ended, and what the target does not say', () => {
  const ended = rowOf(drift, { applied: now, verified: now, ended: 'verified' });
  expect(flat({ ledger: [ended] })).toMatch(/unauthorized, first seen .*; written .*; proven .*; over: proven/);
  expect(flat()).toMatch(/created .*, 50 h ago last used .*, 65 min ago/);
  expect(flat({ item: { ...item, live: drift.entry } })).toContain('last used the target does not say');
});

test('a target that could not be read is said', () => {
  expect(flat({ unread: 'unavailable: no route', verdict: 'unknown' })).toMatch(
    /Not known: there is no proven read.*could not be read whole: unavailable: no route/,
  );
});

const ofHold = (more: Partial<ExplainedHold> = {}): ExplainedHold => ({
  is: 'hold',
  at: now,
  hold: { ...sampleHold('H-31c0'), at: now - minutes(60), until: now + minutes(60) },
  envelope: night(43_200).breakGlass[0] ?? null,
  stops: [],
  takes: [],
  ...more,
});

test('a hold says who, why, how long, by which envelope, and what it stands against', () => {
  const flatHold = (more: Partial<ExplainedHold> = {}): string => explainedText(ofHold(more)).replace(/\s+/g, ' ');
  expect(flatHold()).toMatch(
    /^H-31c0 deny payments-deployer Hold made by ann, .* because night until .*, 60 min left; it ends by itself envelope night, for corp\/oncall, 12 h at most/,
  );
  expect(flatHold({ at: now + minutes(61) })).toContain('it is over');
  expect(flatHold({ envelope: null })).toContain('oncall, which is not approved any more, so this hold does nothing');
  expect(flatHold({ takes: Array.from({ length: 6 }, () => drift) })).toMatch(/takes 6 changes: (?:[^;]*; ){5}…/);
});

test('no name, reason or finding breaks out of the terminal', () => {
  fc.assert(
    fc.property(hostile, hostile, (one, two) => {
      const named = { ...drift, label: `${one} ${two}`, identity: one };
      const keep: Hold = { ...sampleHold('H-31c0'), by: one, because: two, until: now + 1 };
      const all = told({
        label: `${one} ${two}`,
        change: named,
        item: { ...item, identity: one, accountWords: two, accountId: one, written: two, managedBy: { tool: one, fixAt: two } },
        blocked: blocked(named, 'kept', one, two),
        withheld: { authority: 'directory', source: one, at: now },
        findings: [{ rule: 'undeclared', severity: 'note', subject: one, at: null, remedy: two }],
        holds: [keep],
        unread: one,
        place: `${two}:9:1`,
      });
      expect(beyondTerminal(explainedText(all, ansiPaint))).toBeNull();
      expect(
        beyondTerminal(explainedText(ofHold({ hold: { ...keep, identity: two, accounts: [one] }, takes: [named] }), ansiPaint)),
      ).toBeNull();
    }),
  );
});
