/** One change of the policy in one sentence: what it is about, and only what differs. */
import { canonicalJson, compareText } from '../model/order.ts';
import type { Delta } from '../model/policy.ts';
import { count } from './change-words.ts';
import { shortened } from './escape.ts';
import { dateOf, instantOf, lengthOf } from './instant.ts';
import { placeAsLine, placeOf } from './place.ts';
import { printableDelta } from './redact-facts.ts';
import type { KindsByTarget } from './run-report.ts';
import { type Glue, type Part, type Said, code, joined, saidText, words } from './said.ts';
import { accountAndGrant } from './what-is-shown.ts';

type Plain = Readonly<Record<string, unknown>>;

export const isPlain = (v: unknown): v is Plain => v !== null && typeof v === 'object' && !Array.isArray(v);
const isEmpty = (v: unknown): boolean => v === null || v === undefined || (typeof v === 'object' && Object.values(v).every(isEmpty));

const instants = new Set(['until', 'from', 'at', 'createdAt', 'lastUsedAt', 'notBefore']);

function numberText(n: number, field: string): string {
  if (instants.has(field)) return n % 86_400_000 === 0 ? dateOf(n) : instantOf(n);
  return field.endsWith('Seconds') ? lengthOf(n * 1000) : String(n);
}

/** As the files call it: a length has its unit beside it. */
const fieldName = (field: string): string => field.replace(/Seconds$/, '');

/** Items of roles are JSON in a string: a plain one is shown as it was written. */
const unquoted = (text: string): string => (/^"[^"\\]*"$/.test(text) ? text.slice(1, -1) : text);

/** As YAML would write it in one line, without what is empty. */
export function valueText(v: unknown, field = ''): string {
  if (isEmpty(v)) return field === 'until' ? 'no end' : 'nothing';
  if (typeof v === 'string') return unquoted(v);
  if (typeof v === 'number') return numberText(v, field);
  if (Array.isArray(v)) return `[${v.map((item) => valueText(item, field)).join(', ')}]`;
  if (!isPlain(v)) return canonicalJson(v);
  const said = Object.keys(v)
    .filter((k) => !isEmpty(v[k]))
    .sort(compareText);
  return `{${said.map((k) => `${fieldName(k)}: ${valueText(v[k], k)}`).join(', ')}}`;
}

/** What differs in one place, in about so many characters: what is left out is at least counted. */
type Saying = (room: number) => Said;

const lengthIn = (said: Said): number => saidText(said).length;

/** Below this a text says nothing any more. */
const leastRoom = 60;

const arrow = ' → ';

/** Of a replaced value both sides stay in sight. */
const replaced =
  (at: Said, before: unknown, after: unknown, field: string): Saying =>
  (room) => {
    const sides = [before, after].map((v) => ({ text: valueText(v, field), part: isEmpty(v) ? words : code }));
    const left = room - lengthIn(at) - arrow.length;
    const long = sides.reduce((sum, { text }) => sum + text.length, 0) > left;
    return [
      ...at,
      ...joined(
        sides.map(({ text, part }): Said => [part(long ? shortened(text, Math.max(leastRoom, left) >> 1) : text)]),
        arrow,
      ),
    ];
  };

/** What came and what went. */
const listed =
  (at: Said, into: readonly string[], out: readonly string[]): Saying =>
  (room) => {
    const side = (sign: Glue, items: readonly string[]): readonly Saying[] =>
      items.length === 0
        ? []
        : [
            (most) => [
              sign,
              ...fitted(
                items.map((item) => (left) => [code(shortened(item, left))]),
                ', ',
                most - sign.length,
              ),
            ],
          ];
    return [...at, ...fitted([...side('+ ', into), ...side('− ', out)], '  ', room - lengthIn(at))];
  };

/** For the words that count the rest. */
const roomForRest = 34;

/**
 * Several in one sentence. Where they are too long together the short ones come first and each long one is cut by itself,
 * so that none can push another out of sight; the rest is counted.
 */
function fitted(sayings: readonly Saying[], between: Glue, room: number): Said {
  const whole = joined(
    sayings.map((say) => say(Infinity)),
    between,
  );
  if (lengthIn(whole) <= room) return whole;
  const inTurn = sayings.toSorted((a, b) => lengthIn(a(Infinity)) - lengthIn(b(Infinity)));
  const shown: Said[] = [];
  let left = room - roomForRest;
  for (const [i, say] of inTurn.entries()) {
    const share = Math.max(leastRoom, Math.floor(left / (inTurn.length - i)));
    const said = say(share);
    if (shown.length > 0 && lengthIn(said) > left) break;
    shown.push(said);
    left -= lengthIn(said) + between.length;
  }
  const hidden = sayings.length - shown.length;
  return joined([...shown, ...(hidden === 0 ? [] : [[words(`and ${hidden} more, not shown here`)]])], between);
}

const isWords = (v: unknown): v is readonly string[] => Array.isArray(v) && v.every((item) => typeof item === 'string');

/** `until: 2026-12-31 → 2027-06-30`, one a place that differs. */
function differences(before: unknown, after: unknown, path: string, field: string): readonly Saying[] {
  if (canonicalJson(before) === canonicalJson(after)) return [];
  const at: Said = path === '' ? [] : [words(path), ': '];
  if (isPlain(before) && isPlain(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(compareText);
    return names.flatMap((k) => differences(before[k], after[k], path === '' ? fieldName(k) : `${path}.${fieldName(k)}`, k));
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    if (before.length === after.length && (before.length === 1 || !(isWords(before) && isWords(after)))) {
      return before.flatMap((item, i) => differences(item, after[i], before.length === 1 ? path : `${path}[${i}]`, field));
    }
    const [was, is] = [new Set(before.map((item) => canonicalJson(item))), new Set(after.map((item) => canonicalJson(item)))];
    const out = before.filter((item) => !is.has(canonicalJson(item))).map((item) => valueText(item, field));
    const into = after.filter((item) => !was.has(canonicalJson(item))).map((item) => valueText(item, field));
    // Else the same items in another order, or another number of times.
    if (out.length + into.length > 0) return [listed(at, into, out)];
  }
  return [replaced(at, before, after, field)];
}

/** Of the values of one change, in characters. */
const longest = 400;

const name = (text: string, most = 240): Part => code(shortened(text, most));

/** Only what a person decides by; the whole stands in the plan's JSON. */
const mattering: Readonly<Record<Delta['of'], (whole: Plain) => readonly Said[]>> = {
  entry: (whole) => termsOf(whole).map((said) => [words(said)]),
  never: () => [],
  target: (whole) => [
    ...told(whole, 'connector'),
    ...told(whole, 'ceiling'),
    ...numberOf(whole, 'scopes', 'scope line'),
    ...(isPlain(whole['lifecycle']) ? [[words('a directory')]] : []),
  ],
  identity: (whole) => [
    ...told(whole, 'type', ''),
    ...told(whole, 'owner'),
    ...(whole['state'] === 'active' ? [] : told(whole, 'state')),
    ...recordOf(whole['directory']),
  ],
  role: (whole) => [...numberOf(whole, 'grants', 'grant'), ...told(whole, 'owner')],
  rule: (whole) => [...told(whole, 'act', ''), ...told(whole, 'severity')],
  exception: (whole) => [
    ...told(whole, 'until'),
    ...told(whole, 'rule'),
    ...told(whole, 'identities', 'for'),
    ...told(whole, 'cap'),
    ...told(whole, 'limit', 'of'),
    ...told(whole, 'count', 'raised to'),
  ],
  breakGlass: (whole) => [
    ...told(whole, 'may'),
    ...told(whole, 'longestSeconds', 'longest'),
    ...told(whole, 'who', 'by'),
    ...numberOf(whole, 'covers', 'pattern covered', 'patterns covered'),
  ],
  team: () => [],
  settings: () => [],
};

function told(whole: Plain, field: string, label = field): readonly Said[] {
  const value = whole[field];
  if (isEmpty(value)) return [];
  const text = Array.isArray(value) ? value.map((item) => valueText(item, field)).join(', ') : valueText(value, field);
  return [[...(label === '' ? [] : [words(label), ' ' as const]), name(text, 80)]];
}

const numberOf = (whole: Plain, field: string, one: string, many = `${one}s`): readonly Said[] => {
  const value = whole[field];
  return Array.isArray(value) && value.length > 0 ? [[words(count(value.length, one, many))]] : [];
};

const recordOf = (directory: unknown): readonly Said[] =>
  isPlain(directory) ? [[words('directory'), ' ', name(['target', 'type', 'name'].map((k) => valueText(directory[k])).join('/'), 80)]] : [];

/** `until 2027-01-31`; several terms are only counted. */
export function termsOf(whole: Plain): readonly string[] {
  const terms = Array.isArray(whole['terms']) ? whole['terms'].filter(isPlain) : [];
  const [term] = terms;
  if (term === undefined) return [];
  if (terms.length > 1) return [`with ${terms.length} terms`];
  return (['from', 'until', 'forSeconds'] as const)
    .filter((field) => typeof term[field] === 'number')
    .map((field) => `${fieldName(field)} ${valueText(term[field], field)}`);
}

/** Who it is for and what, of an entry or a never. */
export interface HolderAndGrant {
  readonly holder: string;
  readonly grant: string;
}

/** The identity where the delta names it, else the account. */
export function holderOfDelta(delta: Delta): HolderAndGrant {
  const whole = isPlain(delta.after) ? delta.after : isPlain(delta.before) ? delta.before : {};
  const identity = typeof whole['identity'] === 'string' ? whole['identity'] : null;
  const { account, grant } = accountAndGrant(delta.key);
  return { holder: identity ?? account, grant };
}

const isOfHolder = (delta: Delta): boolean => delta.of === 'entry' || delta.of === 'never';

export const thingWord = (of: Delta['of']): string => (of === 'breakGlass' ? 'break-glass' : of);

export function thingOf(delta: Delta): { readonly name: string; readonly field: string | null } {
  const cut = delta.key.indexOf('#');
  return cut < 0 || isOfHolder(delta)
    ? { name: delta.key, field: null }
    : { name: delta.key.slice(0, cut), field: delta.key.slice(cut + 1) };
}

/** Did the whole thing come or go? `null`: something of it differs. */
export function wholeOf(delta: Delta): { readonly did: 'new' | 'removed'; readonly whole: unknown } | null {
  if (thingOf(delta).field !== null || (delta.before === null) === (delta.after === null)) return null;
  return delta.before === null ? { did: 'new', whole: delta.after } : { did: 'removed', whole: delta.before };
}

/** What matters of a whole that comes or goes. */
export const wholeWords = (delta: Delta, whole: unknown): Said => joined(isPlain(whole) ? mattering[delta.of](whole) : [], ', ');

/** What differs: `ceiling: observe → enforce`. A fact that may not be printed differs all the same. */
export function changeWords(delta: Delta, kinds: KindsByTarget): Said {
  const { before, after } = printableDelta(delta, kinds);
  const field = thingOf(delta).field ?? '';
  const flat = delta.of === 'entry' && hasOneTerm(before) && hasOneTerm(after) ? withOneTerm : (v: unknown): unknown => v;
  const said = fitted(differences(flat(before), flat(after), fieldName(field), field), '; ', longest);
  return said.length === 0 ? [words('changed in what is not shown here')] : said;
}

const hasOneTerm = (v: unknown): boolean => isPlain(v) && Array.isArray(v['terms']) && v['terms'].length === 1 && isPlain(v['terms'][0]);

/** The fields of the only term beside the others: its name says nothing. */
function withOneTerm(v: unknown): unknown {
  const { terms, ...rest } = v as { readonly terms: readonly [Plain] };
  return { ...terms[0], ...rest };
}

/** One edit by itself: `target postgres.main ceiling: observe → enforce`. */
export function deltaSaid(delta: Delta, kinds: KindsByTarget): Said {
  const whole = wholeOf(delta);
  const thing = thingOf(delta);
  const did: Said = whole === null ? [] : [words(whole.did), ' '];
  const { holder, grant } = holderOfDelta(delta);
  const subject: Said = isOfHolder(delta)
    ? [...did, ...(delta.of === 'never' ? [words('never'), ' ' as const] : []), name(holder, 120), ' ', name(grant)]
    : delta.of === 'settings'
      ? [...did, words('settings')]
      : [...did, words(thingWord(delta.of)), ' ', name(thing.name)];
  if (whole === null) return [...subject, thing.field === null && !isOfHolder(delta) ? ': ' : ' ', ...changeWords(delta, kinds)];
  const said = wholeWords(delta, whole.whole);
  return said.length === 0 ? subject : [...subject, ' · ', ...said];
}

/** `file:line` of a delta, if the report knows it. */
export function deltaPlace(delta: Delta, places: Readonly<Record<string, string>> | undefined): string | null {
  return placeAt(`${delta.of} ${delta.key}`, places);
}

export function placeAt(of: string, places: Readonly<Record<string, string>> | undefined): string | null {
  const at = places !== undefined && Object.hasOwn(places, of) ? places[of] : undefined;
  return at === undefined ? null : placeAsLine(at);
}

/** One place for several: the line, else the file that they share. */
export function commonPlace(places: readonly (string | null)[]): string | null {
  const [first] = places;
  if (first === undefined || first === null) return null;
  if (places.every((place) => place === first)) return first;
  const { file } = placeOf(first);
  return places.every((place) => place !== null && placeOf(place).file === file) ? file : null;
}
