/** What a change of the policy changes: a delta a thing or a field, with its direction; and the digest over them. */
import { digestOf } from '../model/digest.ts';
import { isSame, sortedBy } from '../model/order.ts';
import type { Declared, DeclaredEntry, Delta, Terms } from '../model/policy.ts';
import {
  breakGlassFields,
  type Direction,
  exceptionFields,
  identityFields,
  roleFields,
  ruleFields,
  settingsFields,
  targetFields,
  teamFields,
  termsDirection,
  wholes,
} from './directions.ts';

type Fields = Readonly<Record<string, (before: never, after: never) => Direction>>;

export function deltas(from: Declared, to: Declared): readonly Delta[] {
  const found = [
    ...ofEntries(from.entries, to.entries),
    ...ofNever(from.never, to.never),
    ...ofThings('identity', from.identities, to.identities, identityFields as Fields),
    ...ofThings('target', from.targets, to.targets, targetFields as Fields),
    ...ofThings('settings', new Map([['settings', from.settings]]), new Map([['settings', to.settings]]), settingsFields as Fields),
    ...ofThings('team', from.teams, to.teams, teamFields as Fields),
    ...ofThings('role', from.roles, to.roles, roleFields as Fields),
    ...ofThings('rule', from.rules, to.rules, ruleFields as Fields),
    ...ofThings('exception', from.exceptions, to.exceptions, exceptionFields as Fields),
    ...ofThings('breakGlass', from.breakGlass, to.breakGlass, breakGlassFields as Fields),
  ];
  return sortedBy(found, (d) => `${d.of} ${d.key}`);
}

/** Policy only: drift, clock, file order and line numbers cannot move it. */
export const digestOfReview = (review: readonly Delta[]): string => digestOf(review);

const plain = (e: DeclaredEntry): unknown => ({ facts: e.entry.facts, identity: e.identity, terms: e.terms });

function ofEntries(from: Declared['entries'], to: Declared['entries']): readonly Delta[] {
  const found: Delta[] = [];
  for (const [key, after] of to) {
    const before = from.get(key);
    if (before === undefined) found.push({ of: 'entry', key, direction: wholes.entry.added, before: null, after: plain(after) });
    else if (!isSame(before.entry.facts, after.entry.facts) || before.identity !== after.identity || !isSame(before.terms, after.terms)) {
      found.push({ of: 'entry', key, direction: entryDirection(before, after), before: plain(before), after: plain(after) });
    }
  }
  for (const [key, before] of from) {
    if (!to.has(key)) found.push({ of: 'entry', key, direction: wholes.entry.removed, before: plain(before), after: null });
  }
  return found;
}

/** Other facts, or another identity's: something new is given. */
export function entryDirection(
  before: Pick<DeclaredEntry, 'entry' | 'identity' | 'terms'>,
  after: Pick<DeclaredEntry, 'entry' | 'identity' | 'terms'>,
): Direction {
  if (!isSame(before.entry.facts, after.entry.facts) || before.identity !== after.identity) return 'gives';
  return termsDirection(before.terms, after.terms);
}

/** Only whose line it is can differ, and is told as a whole: the key of such a delta stays a Key. */
function ofNever(from: Declared['never'], to: Declared['never']): readonly Delta[] {
  return [...new Set([...from.keys(), ...to.keys()])].flatMap((key): readonly Delta[] => {
    const [before, after] = [from.get(key)?.identity, to.get(key)?.identity];
    if (before === after) return [];
    const direction = before === undefined ? wholes.never.added : after === undefined ? wholes.never.removed : 'neutral';
    const whole = (identity: string | undefined): unknown => (identity === undefined ? null : { identity });
    return [{ of: 'never', key, direction, before: whole(before), after: whole(after) }];
  });
}

function ofThings<T extends object>(
  of: Delta['of'],
  from: ReadonlyMap<string, T>,
  to: ReadonlyMap<string, T>,
  fields: Fields,
): readonly Delta[] {
  const found: Delta[] = [];
  for (const key of new Set([...from.keys(), ...to.keys()])) {
    const [before, after] = [from.get(key), to.get(key)];
    if (before === undefined || after === undefined) {
      found.push({
        of,
        key,
        direction: before === undefined ? wholes[of].added : wholes[of].removed,
        before: before ?? null,
        after: after ?? null,
      });
      continue;
    }
    const [old, fresh] = [before as Readonly<Record<string, unknown>>, after as Readonly<Record<string, unknown>>];
    for (const field of new Set([...Object.keys(old), ...Object.keys(fresh)])) {
      if (isSame(old[field], fresh[field])) continue;
      // A field without a row is shown as the worst that it can be; a test sees to it that there is none.
      const judge = fields[field] ?? ((): Direction => 'loosens');
      const direction =
        old[field] === undefined || fresh[field] === undefined ? 'loosens' : judge(old[field] as never, fresh[field] as never);
      found.push({ of, key: `${key}#${field}`, direction, before: old[field] ?? null, after: fresh[field] ?? null });
    }
  }
  return found;
}

/** Whether a change of `for`, or of the reason beside it, starts it again. */
export function termsChangedFor(before: readonly Terms[], after: readonly Terms[]): boolean {
  const counting = (terms: readonly Terms[]): unknown =>
    terms.flatMap((t) => (t.forSeconds === undefined ? [] : [[t.forSeconds, t.because]]));
  return !isSame(counting(before), counting(after));
}
