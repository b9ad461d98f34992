/** The table of design §4: approved × withheld × live × mandate → verdict and change. The only place that compares. */
import type { Text, Verb } from '../model/entitlement.ts';
import type { Verdict, Withholding } from '../model/plan.ts';
import type { Seen } from '../model/sight.ts';
import type { Because, TargetState } from '../model/state.ts';
import { sha256 } from '../model/digest.ts';
import { canonicalJson } from '../model/order.ts';

export interface Judged {
  readonly item: Seen;
  readonly verdict: Verdict;
  readonly want: { readonly verb: Verb; readonly because: Because; readonly givingBack: boolean } | null;
}

/** Only facts that the entry names are compared; a default of the kind has been filled in when it was compiled. */
export const sameFacts = (wanted: Text, live: Text): boolean => Object.entries(wanted).every(([name, value]) => live[name] === value);

export const factsDigest = (facts: Text): string => sha256(canonicalJson(facts));

const nothing = (item: Seen, verdict: Verdict): Judged => ({ item, verdict, want: null });
const want = (item: Seen, verdict: Verdict, verb: Verb, because: Because, givingBack = false): Judged => ({
  item,
  verdict,
  want: { verb, because, givingBack },
});

export function judge(state: TargetState, items: readonly Seen[], withholding: Withholding, readAt: number): readonly Judged[] {
  const baseline = new Map(state.baseline.map((b) => [b.key, b.facts]));
  return items.map((item) => judgeOne(item, withholding.withheld.get(item.key) ?? null, baseline, readAt));
}

function judgeOne(item: Seen, withheld: Because | null, baseline: ReadonlyMap<string, string>, readAt: number): Judged {
  if (item.scope === 'out') return nothing(item, item.proven || item.accountId !== null ? 'released' : 'unknown');
  if (!item.proven) return nothing(item, 'unknown');
  const { row, live } = item;
  if (row === null) return judgeUndeclared(item, withheld, baseline, readAt);
  if (row.entry === null) {
    // Two objects answer to the name: which one was meant to go is not known, so it is not gone either.
    if (live === null && item.refused !== 'ambiguous') return nothing(item, 'alreadyGone');
    return want(item, 'toRevoke', 'revoke', withheld ?? row.mandate ?? row.by);
  }
  if (withheld !== null) return live === null ? nothing(item, 'withheld') : want(item, 'toRevoke', 'revoke', withheld);
  // The clock never gives back: what it took comes back by the review that wrote the next `from`.
  const mandate = row.mandate ?? (row.withheld?.authority === 'clock' ? row.by : null);
  if (live === null) {
    if (mandate !== null) return want(item, 'toGrant', 'grant', mandate);
    if (row.withheld !== null) return want(item, 'toGrant', 'grant', row.withheld, true);
    return want(item, 'missing', 'grant', correction('missing', readAt));
  }
  if (sameFacts(row.entry.facts, live.facts)) return nothing(item, row.mandate === null ? 'inSync' : 'alreadyLive');
  return mandate === null ? want(item, 'altered', 'adjust', correction('altered', readAt)) : want(item, 'toAdjust', 'adjust', mandate);
}

function judgeUndeclared(item: Seen, withheld: Because | null, baseline: ReadonlyMap<string, string>, readAt: number): Judged {
  if (withheld !== null) return want(item, 'toRevoke', 'revoke', withheld);
  if (item.kind.role === 'credential' || item.kind.role === 'account') return nothing(item, 'observed');
  // Until the round that puts it into the baseline is saved, no correction touches what a released account holds.
  if ((item.account?.released ?? null) !== null) return nothing(item, 'unreviewed');
  const known = baseline.get(item.key);
  if (known !== undefined && known === factsDigest(item.live?.facts ?? {}) && !item.forbidden) return nothing(item, 'unreviewed');
  const because = correction('unauthorized', readAt);
  return want(
    item,
    'unauthorized',
    'revoke',
    item.forbidden ? { ...because, source: `${because.source}, and a never line forbids it` } : because,
  );
}

const correction = (drift: 'unauthorized' | 'missing' | 'altered', at: number): Because => ({
  authority: 'correction',
  source: `drift.${drift}`,
  at,
});
