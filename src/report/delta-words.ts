/** One change of the policy in one sentence. */
import { canonicalJson } from '../model/order.ts';
import type { Delta } from '../model/policy.ts';
import { shortened } from './escape.ts';
import { printableDelta } from './redact-facts.ts';
import type { KindsByTarget } from './run-report.ts';
import { holderAndGrant } from './what-is-shown.ts';

const value = (v: unknown): string => (v === null || v === undefined ? 'nothing' : shortened(typeof v === 'string' ? v : canonicalJson(v), 120));

const isKeyed = (delta: Delta): boolean => delta.of === 'entry' || delta.of === 'never';

/** What it is about: `target vault.prod: ceiling`, `entry user/payments: vault.prod/policy/read`. */
export function deltaSubject(delta: Delta): string {
  const what = delta.of === 'breakGlass' ? 'break-glass' : delta.of;
  if (isKeyed(delta)) return `${what} ${shortened(holderAndGrant(delta.key), 240)}`;
  const cut = delta.key.indexOf('#');
  const name = cut < 0 ? delta.key : `${delta.key.slice(0, cut)}: ${delta.key.slice(cut + 1)}`;
  return `${what} ${shortened(name, 240)}`;
}

/** `before → after`, without facts that may not be printed. */
export function deltaValues(delta: Delta, kinds: KindsByTarget): string {
  const { before, after } = printableDelta(delta, kinds);
  return `${value(before)} → ${value(after)}`;
}

export const directionWord: Readonly<Record<Delta['direction'], string>> = {
  loosens: 'loosened',
  gives: 'given',
  takes: 'taken',
  tightens: 'tightened',
  neutral: 'of no effect on access',
};

/** The place of a delta in the files, if the report knows it. */
export const deltaPlace = (delta: Delta, places: Readonly<Record<string, string>> | undefined): string | null => {
  const name = `${delta.of} ${delta.key}`;
  return places !== undefined && Object.hasOwn(places, name) ? (places[name] ?? null) : null;
};
