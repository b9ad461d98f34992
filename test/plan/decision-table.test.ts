/** The table of design §4, row by row and crossed: approved × withheld × live × mandate × facts × role × baseline × never. */
import { describe, expect, it } from 'vitest';
import type { Entitlement, KindRole, Verb } from '../../src/model/entitlement.ts';
import { keyOf } from '../../src/model/key.ts';
import type { Verdict } from '../../src/model/plan.ts';
import type { Seen } from '../../src/model/sight.ts';
import type { Approved, Authority, Because } from '../../src/model/state.ts';
import { factsDigest, judge } from '../../src/plan/verdict.ts';
import { firstState, kindNamed, START, TARGET } from './world.ts';

const because = (authority: Authority, source: string): Because => ({ authority, source, at: START });
const review = because('review', '#mandate');
const given = because('review', '#given');
const withheldNow = because('directory', 'okta says disabled');
const facts = { admin: 'false' };

const entry: Entitlement = { target: TARGET, account: 'u1', kind: 'thing', name: 'x', facets: {}, facts };

interface Case {
  /** The row: an entry, a tombstone, or none. */
  readonly a: 'entry' | 'tombstone' | 'none';
  /** What lifecycle says now. */
  readonly w: boolean;
  /** `=`: as approved. `≠`: other facts. `0`: not there. */
  readonly l: '=' | '≠' | '0';
  readonly m: boolean;
  /** Who took it before, as the row remembers. */
  readonly was: 'directory' | 'clock' | null;
  readonly role: KindRole;
  readonly baseline: 'same' | 'other' | null;
  readonly never: boolean;
}

interface Expected {
  readonly verdict: Verdict;
  readonly verb: Verb | null;
  readonly authority: Authority | null;
  readonly source?: string;
  readonly givingBack?: boolean;
}

const none = (verdict: Verdict): Expected => ({ verdict, verb: null, authority: null });

/** Written from the page, not from the code. */
function expected({ a, w, l, m, was, role, baseline, never }: Case): Expected {
  if (a === 'entry') {
    if (w) return l === '0' ? none('withheld') : { verdict: 'toRevoke', verb: 'revoke', authority: 'directory' };
    if (l === '=') return none(m ? 'alreadyLive' : 'inSync');
    if (l === '≠') {
      if (m) return { verdict: 'toAdjust', verb: 'adjust', authority: 'review', source: '#mandate' };
      // The clock never gives back: what it took comes by the review that wrote the next `from`.
      if (was === 'clock') return { verdict: 'toAdjust', verb: 'adjust', authority: 'review', source: '#given' };
      return { verdict: 'altered', verb: 'adjust', authority: 'correction' };
    }
    if (m) return { verdict: 'toGrant', verb: 'grant', authority: 'review', source: '#mandate' };
    if (was === 'clock') return { verdict: 'toGrant', verb: 'grant', authority: 'review', source: '#given' };
    if (was === 'directory') return { verdict: 'toGrant', verb: 'grant', authority: 'directory', givingBack: true };
    return { verdict: 'missing', verb: 'grant', authority: 'correction' };
  }
  if (a === 'tombstone') {
    if (l === '0') return none('alreadyGone');
    return { verdict: 'toRevoke', verb: 'revoke', authority: w ? 'directory' : 'review' };
  }
  if (w) return { verdict: 'toRevoke', verb: 'revoke', authority: 'directory' };
  if (role === 'account' || role === 'credential') return none('observed');
  if (baseline === 'same' && !never) return none('unreviewed');
  return { verdict: 'unauthorized', verb: 'revoke', authority: 'correction' };
}

const roles: readonly KindRole[] = ['account', 'login', 'credential', 'grant', 'sink'];
const flags = [false, true];

/** Every combination that can be: without a row something must be live, and a row needs no baseline. */
const cases: readonly Case[] = roles
  .flatMap((role) =>
    (['entry', 'tombstone', 'none'] as const).flatMap((a) =>
      flags.flatMap((w) =>
        (['=', '≠', '0'] as const).flatMap((l) =>
          flags.flatMap((m) =>
            ([null, 'directory', 'clock'] as const).flatMap((was) =>
              ([null, 'same', 'other'] as const).flatMap((baseline) =>
                flags.map((never): Case => ({ a, w, l, m, was, role, baseline, never })),
              ),
            ),
          ),
        ),
      ),
    ),
  )
  .filter((c) => (c.a !== 'none' || (c.l === '=' && !c.m && c.was === null)) && (c.a === 'entry' || c.was === null));

function itemOf(c: Case): Seen {
  const live = c.l === '0' ? null : { ...entry, facts: c.l === '=' ? facts : { admin: 'true' } };
  const row: Approved | null =
    c.a === 'none'
      ? null
      : {
          key: keyOf(entry),
          entry: c.a === 'entry' ? entry : null,
          last: entry,
          identity: 'ann',
          terms: [{}],
          roles: [],
          by: given,
          mandate: c.m || c.a === 'tombstone' ? review : null,
          withheld: c.was === null ? null : because(c.was, 'taken before'),
          startedAt: null,
          wave: null,
        };
  return {
    key: keyOf(entry),
    liveKey: keyOf(entry),
    kind: kindNamed('thing', c.role),
    row,
    aliases: [],
    live,
    wanted: row === null ? null : entry,
    refused: null,
    accountId: 'u1',
    accountWords: 'user/ann',
    accountNames: ['user/ann'],
    account: null,
    identity: row === null ? null : 'ann',
    forbidden: c.never,
    written: 'app/thing/x',
    scope: 'managed',
    managedBy: null,
    proven: true,
  };
}

const judgeCase = (c: Case, more: Partial<Seen> = {}): Expected => {
  const item = { ...itemOf(c), ...more };
  const state = {
    ...firstState(),
    baseline:
      c.baseline === null
        ? []
        : [{ key: keyOf(entry), facts: factsDigest(c.baseline === 'same' ? (item.live?.facts ?? {}) : { admin: 'else' }) }],
  };
  const withholding = { withheld: new Map(c.w ? [[item.key, withheldNow]] : []), kept: new Map(), unsure: new Set<string>(), findings: [] };
  const [judged] = judge(state, [item], withholding, START);
  const want = judged?.want ?? null;
  return {
    verdict: judged?.verdict ?? 'unknown',
    verb: want?.verb ?? null,
    authority: want?.because.authority ?? null,
    ...(want?.because.authority === 'review' && c.a === 'entry' ? { source: want.because.source } : {}),
    ...(want?.givingBack === true ? { givingBack: true } : {}),
  };
};

describe('the decision table', () => {
  it('has every combination', () => {
    // 5 roles × 3 baselines × 2 never × (entry: 2 w × 3 l × 2 m × 3 was; tombstone: 2 × 3 × 2; none: 2)
    expect(cases.length).toBe(5 * 6 * (36 + 12 + 2));
  });

  it.each(roles)('judges a %s as the page says', (role) => {
    for (const c of cases.filter((one) => one.role === role)) expect(judgeCase(c), JSON.stringify(c)).toEqual(expected(c));
  });

  it('invariant 1: judges nothing of a kind that was not proven', () => {
    for (const c of cases) expect(judgeCase(c, { proven: false }), JSON.stringify(c)).toEqual(none('unknown'));
  });

  it('invariant 5: judges nothing out of the scope; released where it is known what it is, else unknown', () => {
    for (const c of cases) {
      expect(judgeCase(c, { scope: 'out' })).toEqual(none('released'));
      expect(judgeCase(c, { scope: 'out', proven: false, accountId: null })).toEqual(none('unknown'));
    }
  });

  it('leaves what a released account holds alone until the round that puts it into the baseline', () => {
    const account = { account: 'user/ann', id: 'u1', identity: 'ann', disowned: null, released: review };
    for (const c of cases.filter((one) => one.a === 'none' && !one.w && !['account', 'credential'].includes(one.role))) {
      expect(judgeCase(c, { account })).toEqual(none('unreviewed'));
    }
  });

  it('does not take a tombstone for gone where two objects answer to its name', () => {
    const [gone] = cases.filter((c) => c.a === 'tombstone' && c.l === '0' && !c.w);
    if (gone === undefined) throw new Error('no such case');
    expect(judgeCase(gone, { refused: 'ambiguous' }).verdict).toBe('toRevoke');
    expect(judgeCase(gone, { refused: 'absent' }).verdict).toBe('alreadyGone');
    expect(judgeCase(gone, { refused: 'rebound' }).verdict).toBe('alreadyGone');
  });

  it('takes a tombstone without an open mandate by the review that gave it last', () => {
    const [standing] = cases.filter((c) => c.a === 'tombstone' && c.l === '=' && !c.w);
    if (standing === undefined) throw new Error('no such case');
    const item = itemOf(standing);
    if (item.row === null) throw new Error('no row');
    expect(judgeCase(standing, { row: { ...item.row, mandate: null } })).toEqual({
      verdict: 'toRevoke',
      verb: 'revoke',
      authority: 'review',
    });
  });

  it('compares only the facts that the line names', () => {
    const [inSync] = cases.filter((c) => c.a === 'entry' && c.l === '=' && !c.w && !c.m);
    if (inSync === undefined) throw new Error('no such case');
    expect(judgeCase(inSync, { live: { ...entry, facts: { ...facts, seenBy: 'admin' } } }).verdict).toBe('inSync');
  });
});
