/** One change of the policy in one sentence: what it is about, and only what differs. */
import { canonicalJson, compareText } from '../model/order.ts';
import type { Delta } from '../model/policy.ts';
import { shortened } from './escape.ts';
import { dateOf, instantOf, lengthOf } from './instant.ts';
import { printableDelta } from './redact-facts.ts';
import type { KindsByTarget } from './run-report.ts';
import { holderAndGrant } from './what-is-shown.ts';

type Plain = Readonly<Record<string, unknown>>;

const isPlain = (v: unknown): v is Plain => v !== null && typeof v === 'object' && !Array.isArray(v);
const isEmpty = (v: unknown): boolean => v === null || v === undefined || (typeof v === 'object' && Object.values(v).every(isEmpty));

const instants = new Set(['until', 'from', 'at', 'createdAt', 'lastUsedAt', 'notBefore']);

function numberText(n: number, field: string): string {
  if (instants.has(field)) return n % 86_400_000 === 0 ? dateOf(n) : instantOf(n);
  return field.endsWith('Seconds') ? lengthOf(n * 1000) : String(n);
}

/** Items of roles are JSON in a string: a plain one is shown as it was written. */
const unquoted = (text: string): string => (/^"[^"\\]*"$/.test(text) ? text.slice(1, -1) : text);

/** As YAML would write it in one line, without what is empty. */
function valueText(v: unknown, field = ''): string {
  if (isEmpty(v)) return 'nothing';
  if (typeof v === 'string') return unquoted(v);
  if (typeof v === 'number') return numberText(v, field);
  if (Array.isArray(v)) return `[${v.map((item) => valueText(item, field)).join(', ')}]`;
  if (!isPlain(v)) return canonicalJson(v);
  const said = Object.keys(v)
    .filter((k) => !isEmpty(v[k]))
    .sort(compareText);
  return `{${said.map((k) => `${k}: ${valueText(v[k], k)}`).join(', ')}}`;
}

const isWords = (v: unknown): v is readonly string[] => Array.isArray(v) && v.every((item) => typeof item === 'string');

/** `until: 2026-12-31 → 2027-06-30`, one text a place that differs. */
function differences(before: unknown, after: unknown, path: string, field: string): readonly string[] {
  if (canonicalJson(before) === canonicalJson(after)) return [];
  const at = path === '' ? '' : `${path}: `;
  if (isPlain(before) && isPlain(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(compareText);
    return names.flatMap((k) => differences(before[k], after[k], path === '' ? k : `${path}.${k}`, k));
  }
  if (isWords(before) && isWords(after) && !(before.length === 1 && after.length === 1)) {
    const out = before.filter((w) => !after.includes(w)).map((w) => `− ${unquoted(w)}`);
    const into = after.filter((w) => !before.includes(w)).map((w) => `+ ${unquoted(w)}`);
    // The same words in another order, or another number of times.
    return out.length + into.length === 0 ? [`${at}${valueText(before)} → ${valueText(after)}`] : [`${at}${[...into, ...out].join(', ')}`];
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((item, i) => differences(item, after[i], before.length === 1 ? path : `${path}[${i}]`, field));
  }
  return [`${at}${valueText(before, field)} → ${valueText(after, field)}`];
}

/** What it is about: `target vault.prod: ceiling`, `entry user/payments: vault.prod/policy/read`. */
export function deltaSubject(delta: Delta): string {
  const what = delta.of === 'breakGlass' ? 'break-glass' : delta.of;
  if (delta.of === 'entry' || delta.of === 'never') return `${what} ${shortened(holderAndGrant(delta.key), 240)}`;
  const cut = delta.key.indexOf('#');
  const name = cut < 0 ? delta.key : `${delta.key.slice(0, cut)}: ${delta.key.slice(cut + 1)}`;
  return `${what} ${shortened(name, 240)}`;
}

/** What differs, without facts that may not be printed; empty where the subject says it all. */
export function deltaValues(delta: Delta, kinds: KindsByTarget): string {
  const { before, after } = printableDelta(delta, kinds);
  if (isEmpty(before) && isEmpty(after)) return '';
  const field = delta.key.slice(delta.key.indexOf('#') + 1);
  if (!isEmpty(before) && !isEmpty(after)) return shortened(differences(before, after, '', field).join('; '), 400);
  const whole = isEmpty(before) ? after : before;
  if (!isPlain(whole)) return shortened(`${valueText(before, field)} → ${valueText(after, field)}`, 400);
  // The sentence has said already which entry comes or goes.
  const { entry: _, ...rest } = whole;
  return isEmpty(rest) ? '' : shortened(valueText(rest), 400);
}

export function deltaSentence(delta: Delta, kinds: KindsByTarget): string {
  const values = deltaValues(delta, kinds);
  return `${deltaSubject(delta)}${values === '' ? '' : `: ${values}`}`;
}

export const directionWord: Readonly<Record<Delta['direction'], string>> = {
  loosens: 'loosened',
  gives: 'given',
  takes: 'taken',
  tightens: 'tightened',
  neutral: 'changed',
};

/** The place of a delta in the files, if the report knows it. */
export function deltaPlace(delta: Delta, places: Readonly<Record<string, string>> | undefined): string | null {
  return places?.[`${delta.of} ${delta.key}`] ?? null;
}
