/** Many edits of the policy in few lines: entries by identity, things that come, go or change alike in one line. */
import { sortedBy } from '../model/order.ts';
import type { Delta } from '../model/policy.ts';
import { count } from './change-words.ts';
import {
  changeWords,
  commonPlace,
  deltaPlace,
  deltaSaid,
  holderOfDelta,
  isPlain,
  termsOf,
  thingOf,
  thingWord,
  wholeOf,
  wholeWords,
} from './delta-words.ts';
import { shortened } from './escape.ts';
import { factsThatMatter } from './redact-facts.ts';
import type { KindsByTarget } from './run-report.ts';
import { type Said, code, firstOf, joined, saidText, words } from './said.ts';
import { groupedBy } from './what-is-shown.ts';

export interface EditLine {
  readonly said: Said;
  readonly place: string | null;
  /** How many edits the line tells of. */
  readonly tells: number;
  readonly isLoosening: boolean;
}

type Places = Readonly<Record<string, string>> | undefined;

const fewNames = 3;
const fewThings = 6;
const fewGrants = 6;

const manyOf: Readonly<Record<Delta['of'], string>> = {
  entry: 'entries',
  never: 'nevers',
  identity: 'identities',
  target: 'targets',
  settings: 'settings',
  team: 'teams',
  role: 'roles',
  rule: 'rules',
  exception: 'exceptions',
  breakGlass: 'break-glass envelopes',
};

const isOfHolder = (d: Delta): boolean => d.of === 'entry' || d.of === 'never';
const short = (name: string): Said => [code(shortened(name, 120))];

/** A loosening is never folded. The deltas come sorted; a line stands where its first one stood. */
export function editLines(deltas: readonly Delta[], kinds: KindsByTarget, places: Places): readonly EditLine[] {
  const line = (of: readonly Delta[], said: Said): EditLine => ({
    said,
    place: commonPlace(of.map((d) => deltaPlace(d, places))),
    tells: of.length,
    isLoosening: of.some((d) => d.direction === 'loosens'),
  });
  const loosened = deltas.filter((d) => d.direction === 'loosens');
  const others = deltas.filter((d) => d.direction !== 'loosens');
  const isItem = (d: Delta): boolean => isOfHolder(d) && wholeOf(d) !== null;
  return [
    ...loosened.map((d) => line([d], deltaSaid(d, kinds))),
    ...entryLines(others.filter(isItem), kinds, line),
    ...thingLines(
      others.filter((d) => !isItem(d)),
      kinds,
      line,
    ),
  ];
}

type MakeLine = (of: readonly Delta[], said: Said) => EditLine;

interface OfHolder {
  readonly holder: string;
  readonly deltas: readonly Delta[];
  readonly said: Said;
}

/** `support-agent: + helpdesk/group/macros, helpdesk/login/agent-support  − …`, holders alike together. */
function entryLines(deltas: readonly Delta[], kinds: KindsByTarget, line: MakeLine): readonly EditLine[] {
  const byHolder = groupedBy(deltas, (d) => JSON.stringify([d.of, holderOfDelta(d).holder])).map((group): OfHolder => {
    const of = (did: 'new' | 'removed', sign: '+ ' | '− '): readonly Said[] => {
      const items = group.filter((d) => wholeOf(d)?.did === did);
      return items.length === 0 ? [] : [[sign, ...grantsSaid(items, kinds)]];
    };
    const never: Said = group[0].of === 'never' ? [words('never'), ' '] : [];
    return {
      holder: holderOfDelta(group[0]).holder,
      deltas: group,
      said: [...never, ...joined([...of('new', '+ '), ...of('removed', '− ')], '  ')],
    };
  });
  return groupedBy(byHolder, (g) => saidText(g.said)).map((alike) => {
    const holders = sortedBy(alike, (g) => g.holder).map((g) => short(g.holder));
    const many: Said = holders.length > fewNames ? [words(count(holders.length, 'identity', 'identities')), ' '] : [];
    const named: Said = many.length === 0 ? firstOf(holders, fewNames) : ['(', ...firstOf(holders, fewNames), ')'];
    return line(
      alike.flatMap((g) => g.deltas),
      [...many, ...named, ': ', ...alike[0].said],
    );
  });
}

/** What is true of all of them is said once. */
function grantsSaid(deltas: readonly Delta[], kinds: KindsByTarget): Said {
  const items = sortedBy(
    deltas.map((d) => ({ grant: shortened(holderOfDelta(d).grant, 240), more: moreOf(d, kinds) })),
    (item) => JSON.stringify([item.grant, item.more]),
  );
  const [first] = items;
  const isShared = items.every((item) => item.more === first?.more);
  const said = firstOf(
    items.map(({ grant, more }): Said => [code(grant), ...(isShared ? [] : bracketed(more))]),
    fewGrants,
  );
  return isShared && first !== undefined
    ? [...said, ...bracketed(items.length > 1 && first.more !== '' ? `all ${first.more}` : first.more)]
    : said;
}

const bracketed = (text: string): Said => (text === '' ? [] : [' ', '(', words(text), ')']);

/** `until 2027-01-31, admin: true`: terms, and facts that are not as they would be anyway. */
function moreOf(delta: Delta, kinds: KindsByTarget): string {
  const whole = wholeOf(delta)?.whole;
  if (!isPlain(whole)) return '';
  return shortened([...termsOf(whole), ...factsThatMatter(whole['facts'], delta.key, kinds)].join(', '), 160);
}

/** `new identities (2) a, b · bot, owner support`; `targets (2) a, b ceiling: observe → enforce`. */
function thingLines(deltas: readonly Delta[], kinds: KindsByTarget, line: MakeLine): readonly EditLine[] {
  const all = deltas.map((delta) => {
    const whole = wholeOf(delta);
    const said = whole === null ? changeWords(delta, kinds) : wholeWords(delta, whole.whole);
    return { delta, did: whole?.did ?? null, said };
  });
  const sameness = ({ delta, did, said }: (typeof all)[number]): string =>
    JSON.stringify(isOfHolder(delta) ? [delta.key] : [delta.of, did, thingOf(delta).field, saidText(said)]);
  return groupedBy(all, sameness).map((alike) => {
    const of = alike.map((a) => a.delta);
    const [{ delta, did, said }] = alike;
    if (alike.length === 1) return line(of, deltaSaid(delta, kinds));
    const names = sortedBy(
      of.map((d) => thingOf(d).name),
      (n) => n,
    ).map(short);
    const head = `${did === null ? '' : `${did} `}${manyOf[delta.of]} (${names.length.toLocaleString('en-US')})`;
    const rest: Said = said.length === 0 ? [] : [did === null && thingOf(delta).field !== null ? ' ' : ' · ', ...said];
    return line(of, [words(head), ' ', ...firstOf(names, fewThings), ...rest]);
  });
}

/** How many of what, for a list that is too long to be taken in at once; empty for a short one. */
export function editSummary(deltas: readonly Delta[]): string {
  if (deltas.length <= fewThings) return '';
  const entries = deltas.filter((d) => d.of === 'entry');
  const holders = (of: readonly Delta[]): string => count(new Set(of.map((d) => holderOfDelta(d).holder)).size, 'identity', 'identities');
  const ofEntries = (did: 'new' | 'removed' | null, verb: string): string | null => {
    const some = entries.filter((d) => (wholeOf(d)?.did ?? null) === did);
    return some.length === 0 ? null : `${count(some.length, 'grant')} ${verb} ${holders(some)}`;
  };
  const ofThings = (did: 'new' | 'removed' | null, verb: string): string | null => {
    const some = deltas.filter((d) => d.of !== 'entry' && (wholeOf(d)?.did ?? null) === did);
    const kinds = groupedBy(some, (d) => d.of).map((group) =>
      group[0].of === 'settings'
        ? 'settings'
        : count(new Set(group.map((d) => thingOf(d).name)).size, thingWord(group[0].of), manyOf[group[0].of]),
    );
    return kinds.length === 0 ? null : `${verb} ${kinds.join(', ')}`;
  };
  const parts = [
    ofEntries('new', 'given to'),
    ofEntries('removed', 'taken from'),
    ofEntries(null, 'changed for'),
    ofThings('new', 'new:'),
    ofThings('removed', 'removed:'),
    ofThings(null, 'changed:'),
  ].filter((part) => part !== null);
  return `${parts.join('; ')}. The whole is in the plan's JSON.`;
}
