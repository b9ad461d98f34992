/** What may be shown of an entitlement's facts: the allow-list of its kind, and nothing of a kind or fact it does not name. */
import type { Entitlement, Text } from '../model/entitlement.ts';
import { parseKey } from '../model/key.ts';
import { compareText } from '../model/order.ts';
import type { Delta } from '../model/policy.ts';
import type { KindsByTarget } from './run-report.ts';

export const notShown = '(not shown)';

type Where = Pick<Entitlement, 'target' | 'kind'>;

/** shown: the value; hidden: that the fact exists; unknown: nothing at all. */
function maySay(fact: string, at: Where, kinds: KindsByTarget): 'shown' | 'hidden' | 'unknown' {
  const facts = kinds.get(at.target)?.get(at.kind)?.facts;
  if (facts === undefined || !Object.hasOwn(facts, fact)) return 'unknown';
  return facts[fact]?.mayPrint === true ? 'shown' : 'hidden';
}

/** Facts as they may be written down: a hidden one keeps its name, an unknown one is left out. */
export function printableFacts(facts: Text, at: Where, kinds: KindsByTarget): Text {
  const said = Object.entries(facts).map(([fact, value]) => [fact, value, maySay(fact, at, kinds)] as const);
  return Object.fromEntries(
    said.filter(([, , say]) => say !== 'unknown').map(([fact, value, say]) => [fact, say === 'shown' ? value : notShown]),
  );
}

export function printableEntry(entry: Entitlement, kinds: KindsByTarget): Entitlement {
  const { createdAt, lastUsedAt } = entry.seen ?? {};
  const seen = { ...(createdAt === undefined ? {} : { createdAt }), ...(lastUsedAt === undefined ? {} : { lastUsedAt }) };
  const { target, account, kind, name, facets } = entry;
  const facts = printableFacts(entry.facts, entry, kinds);
  return { target, account, kind, name, facets, facts, ...(entry.seen === undefined ? {} : { seen }) };
}

/** `admin: false → true`, one a fact that differs; facts that may not be shown are only counted. */
export function factChanges(before: Entitlement | null, after: Entitlement, kinds: KindsByTarget): readonly string[] {
  const was = before?.facts ?? {};
  const names = [...new Set([...Object.keys(was), ...Object.keys(after.facts)])].sort(compareText);
  // A live entry carries more facts than are compared: only what the wanted one names can differ.
  const differ = names.filter((f) => Object.hasOwn(after.facts, f) && (!Object.hasOwn(was, f) || was[f] !== after.facts[f]));
  const said = differ.filter((f) => maySay(f, after, kinds) === 'shown');
  const lines = said.map((f) => `${f}: ${Object.hasOwn(was, f) ? was[f] : '(none)'} → ${after.facts[f]}`);
  const rest = differ.length - said.length;
  return rest === 0 ? lines : [...lines, `${rest} ${rest === 1 ? 'fact that is' : 'facts that are'} not shown`];
}

/** `admin: true`, one a printable fact that is not as it is by default. */
export function factsThatMatter(facts: unknown, key: string, kinds: KindsByTarget): readonly string[] {
  const at = whereOf(key);
  const known = kinds.get(at.target)?.get(at.kind)?.facts ?? {};
  const said = Object.entries(facts ?? {}).filter(([fact, value]) => maySay(fact, at, kinds) === 'shown' && value !== known[fact]?.default);
  return said.sort(([a], [b]) => compareText(a, b)).map(([fact, value]) => `${fact}: ${String(value)}`);
}

function hideFacts(value: unknown, at: Where, kinds: KindsByTarget): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => hideFacts(item, at, kinds));
  return Object.fromEntries(
    Object.entries(value).map(([k, v]) => {
      if (k !== 'facts' || v === null || typeof v !== 'object') return [k, hideFacts(v, at, kinds)];
      return [k, printableFacts(v as Text, at, kinds)];
    }),
  );
}

/** Before and after of a delta as a report may print them. */
export function printableDelta(delta: Delta, kinds: KindsByTarget): Delta {
  if (delta.of !== 'entry' && delta.of !== 'never') return delta;
  const at = whereOf(delta.key);
  return { ...delta, before: hideFacts(delta.before, at, kinds), after: hideFacts(delta.after, at, kinds) };
}

function whereOf(key: string): Where {
  try {
    return parseKey(key);
  } catch {
    return { target: '', kind: '' };
  }
}
