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

/** What differs in one place, in about so many characters: what is left out is at least counted. */
type Saying = (room: number) => string;

/** Of a replaced value both sides stay in sight. */
const replaced =
  (at: string, before: string, after: string): Saying =>
  (room) => {
    const whole = `${at}${before} → ${after}`;
    return whole.length <= room ? whole : `${at}${shortened(before, room >> 1)} → ${shortened(after, room >> 1)}`;
  };

const listed =
  (at: string, items: readonly string[]): Saying =>
  (room) =>
    `${at}${fitted(items.map((item) => (most: number) => shortened(item, most)), ', ', room)}`;

/** Below this a text says nothing any more. */
const leastRoom = 60;

/**
 * Several in one sentence. Where they are too long together the short ones come first and each long one is cut by itself,
 * so that none can push another out of sight; the rest is counted.
 */
function fitted(sayings: readonly Saying[], between: string, room: number): string {
  const whole = sayings.map((say) => say(Infinity));
  if (whole.join(between).length <= room) return whole.join(between);
  const inTurn = sayings.toSorted((a, b) => a(Infinity).length - b(Infinity).length);
  const shown: string[] = [];
  let left = room;
  for (const [i, say] of inTurn.entries()) {
    const share = Math.max(leastRoom, Math.floor(left / (inTurn.length - i)));
    const text = say(share);
    if (shown.length > 0 && text.length > left) break;
    shown.push(text);
    left -= text.length + between.length;
  }
  const hidden = sayings.length - shown.length;
  return [...shown, ...(hidden === 0 ? [] : [`and ${hidden} more, not shown here`])].join(between);
}

/** `until: 2026-12-31 → 2027-06-30`, one a place that differs. */
function differences(before: unknown, after: unknown, path: string, field: string): readonly Saying[] {
  if (canonicalJson(before) === canonicalJson(after)) return [];
  const at = path === '' ? '' : `${path}: `;
  if (isPlain(before) && isPlain(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(compareText);
    return names.flatMap((k) => differences(before[k], after[k], path === '' ? k : `${path}.${k}`, k));
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    if (before.length === after.length && (before.length === 1 || !(isWords(before) && isWords(after)))) {
      return before.flatMap((item, i) => differences(item, after[i], before.length === 1 ? path : `${path}[${i}]`, field));
    }
    const [was, is] = [new Set(before.map((item) => canonicalJson(item))), new Set(after.map((item) => canonicalJson(item)))];
    const out = before.filter((item) => !is.has(canonicalJson(item))).map((item) => `− ${valueText(item, field)}`);
    const into = after.filter((item) => !was.has(canonicalJson(item))).map((item) => `+ ${valueText(item, field)}`);
    // Else the same items in another order, or another number of times.
    if (out.length + into.length > 0) return [listed(at, [...into, ...out])];
  }
  return [replaced(at, valueText(before, field), valueText(after, field))];
}

/** What it is about: `target vault.prod: ceiling`, `entry user/payments: vault.prod/policy/read`. */
export function deltaSubject(delta: Delta): string {
  const what = delta.of === 'breakGlass' ? 'break-glass' : delta.of;
  if (delta.of === 'entry' || delta.of === 'never') return `${what} ${shortened(holderAndGrant(delta.key), 240)}`;
  const cut = delta.key.indexOf('#');
  const name = cut < 0 ? delta.key : `${delta.key.slice(0, cut)}: ${delta.key.slice(cut + 1)}`;
  return `${what} ${shortened(name, 240)}`;
}

/** Of the values of one change, in characters. */
const longest = 400;

/** What differs, without facts that may not be printed; empty where the subject says it all. */
export function deltaValues(delta: Delta, kinds: KindsByTarget): string {
  const { before, after } = printableDelta(delta, kinds);
  if (isEmpty(before) && isEmpty(after)) return '';
  const field = delta.key.slice(delta.key.indexOf('#') + 1);
  if (!isEmpty(before) && !isEmpty(after)) return fitted(differences(before, after, '', field), '; ', longest);
  const whole = isEmpty(before) ? after : before;
  if (!isPlain(whole)) return replaced('', valueText(before, field), valueText(after, field))(longest);
  // The sentence has said already which entry comes or goes.
  const { entry: _, ...rest } = whole;
  if (isEmpty(rest)) return '';
  const said = Object.keys(rest)
    .filter((k) => !isEmpty(rest[k]))
    .sort(compareText);
  return `{${fitted(said.map((k): Saying => (room) => shortened(`${k}: ${valueText(rest[k], k)}`, room)), ', ', longest)}}`;
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
