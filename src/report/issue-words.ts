/** What issues and their comments say of one open row: its place in the table, since when, and what comes next. */
import { parseKey, verbKey } from '../model/key.ts';
import { guardWords, notBeforeText, reasonOf } from './change-words.ts';
import { placeAt } from './delta-words.ts';
import { longestEnvelope, nightLength } from './envelope.ts';
import { markdownCode, markdownText, shortened, visible } from './escape.ts';
import { instantOf, lengthOf, nearInstant, shortAge } from './instant.ts';
import { type OpenRow, type Stage, type Told, holderInWords, verbOf, writtenInWords } from './issue-rows.ts';
import { factChanges } from './redact-facts.ts';
import { pullThatAsks, wayOutMarkdown } from './way-out.ts';

export const stageWords = {
  alarm: ['🔴', 'unauthorized and privileged'],
  drift: ['🟠', 'other drift'],
  waiting: ['🟠', 'waiting'],
  unproven: ['🟡', 'applied, not verified'],
  held: ['⚪', 'held'],
} as const satisfies Record<Stage, readonly [string, string]>;

const code = (name: string, longest = 240): string => markdownCode(shortened(name, longest));
const text = (words: string, longest = 400): string => markdownText(shortened(words, longest));

/** A title is plain text; GitHub still finds emoji, mentions, code and numbers in it. */
export const titleText = (name: string): string =>
  visible(shortened(name, 60)).replace(/[@#`<>&:]/g, (c) => `\\u{${c.charCodeAt(0).toString(16)}}`);

/** A title takes 256 characters. */
export const titleOf = (parts: readonly string[]): string => shortened(parts.join(', '), 240);

/** `@organisation/team`, where it is one: anything else is no mention. */
export function mentionOf(team: string | null): string | null {
  return team !== null && /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/.test(team) ? `@${team}` : null;
}

/** The id, what it is, and on what. */
export function whatText({ short, row, change, identity }: OpenRow, told: Told): string {
  const risk = change === null || change.risk === 'low' ? '' : ` **${change.risk}**`;
  const facts = change !== null && change.verb === 'adjust' ? factChanges(change.before, change.entry, told.kinds) : [];
  const word = isDriftVerdict(row.verdict) ? row.verdict : verbOf(row);
  const said = [`${short} ${word} ${code(row.label)}${risk}`, ...facts.map((fact) => text(fact))];
  const why = change === null || isDriftVerdict(row.verdict) ? [] : [text(reasonOf(change, told.report.plan.at))];
  return [...said, ...(identity === null ? ['nobody declares the account'] : []), ...why].join('; ');
}

type DriftVerdict = 'unauthorized' | 'missing' | 'altered';
const isDriftVerdict = (verdict: string): verdict is DriftVerdict =>
  verdict === 'unauthorized' || verdict === 'missing' || verdict === 'altered';

/** Between the last proven read without it and the one that found it. */
export function sinceText({ row, target, isNew }: OpenRow, told: Told): string {
  const { at } = told.report.plan;
  if (!isNew) return lengthOf(at - row.firstSeen);
  const before = told.runs.before[target]?.lastProven[parseKey(row.key).kind];
  const found = nearInstant(row.firstSeen, at);
  const from = before === undefined ? found : nearInstant(before, at);
  return from === found ? `found ${found}` : `between ${from} and ${found}`;
}

/** In a sentence of its own. */
export function foundText(open: OpenRow, told: Told): string {
  const since = sinceText(open, told);
  if (!open.isNew) return `found ${since} ago`;
  return since.startsWith('between ') ? `it came ${since}` : since;
}

export function lastUsedText({ change }: OpenRow, told: Told): string {
  const used = change?.before?.seen?.lastUsedAt ?? change?.entry.seen?.lastUsedAt;
  return used === undefined ? '–' : `${shortAge(told.report.plan.at - used)} ago`;
}

const doing = { grant: 'given', revoke: 'taken out', adjust: 'set as approved' } as const;

export function nextText(open: OpenRow, told: Told): string {
  const { row, change, blocked, stage, target } = open;
  const { at } = told.report.plan;
  if (stage === 'unproven') return row.notBefore === null ? 'proof due with the next read' : `proof due ${nearInstant(row.notBefore, at)}`;
  if (change === null) return `${code(target, 80)} was not read in this run; decided when it answers`;
  if (blocked === null) return `${doing[verbOf(row)]} by the next apply`;
  const when = notBeforeText(blocked, at);
  const rest = [...(when === '' ? [] : [when]), wayOutMarkdown(blocked, told.report)];
  if (blocked.guard === 'announced') return [announcedText(open, told), ...(when === '' ? [] : [when])].join('; ');
  // That it waits for an answer the link says.
  const why = pullThatAsks(blocked, told.report) === null ? text(blocked.why) : '';
  return [guardWords(blocked), why, ...rest].filter((words) => words !== '').join('; ');
}

/** The round that tells it counts, once it is saved. */
function announcedText({ row, target }: OpenRow, told: Told): string {
  const state = told.states.get(target);
  const verb = verbOf(row);
  const { after = 0 } = state?.policy.drift[row.verdict as DriftVerdict] ?? {};
  const left = after - (state?.announced[verbKey({ verb, key: row.key })] ?? 0);
  const first = left > 0 ? `announced; after ${left.toLocaleString('en-US')} more by detect ` : '';
  return `${first}${doing[verb]} by the next apply`;
}

/** One line for a comment. */
export const lineText = (open: OpenRow, told: Told): string =>
  `- ${stageWords[open.stage][0]} ${whatText(open, told)}: ${sinceText(open, told)}. Next: ${nextText(open, told)}`;

/** What a person can do at night, as commands with nothing left to look up. */
export function commandLines(open: OpenRow, told: Told): readonly string[] {
  const envelopes = told.states.get(open.target)?.breakGlass ?? [];
  const written = writtenInWords(open.row);
  const keep = longestEnvelope(envelopes, 'keep', written);
  const deny = longestEnvelope(envelopes, 'deny', null);
  const lines: string[] = [];
  if (keep !== null && open.stage !== 'unproven') {
    lines.push(
      `- Is it needed tonight? Keep it, up to ${lengthOf(keep.longestSeconds * 1000)}: ${command(['do=keep', `change=${open.short}`, `for=${nightLength(keep)}`, 'because=…'])}`,
    );
  }
  if (deny !== null) {
    const holder = open.identity ?? holderInWords(open.row);
    lines.push(
      `- Is it an attack? Cut login, keys and grants, up to ${lengthOf(deny.longestSeconds * 1000)}: ${command(['do=deny', `identity=${holder}`, `for=${nightLength(deny)}`, 'because=…'])}`,
    );
  }
  if (lines.length === 0) lines.push('- No break-glass envelope covers it, so nobody can hold it: a pull request declares one.');
  if (open.row.verdict === 'unauthorized' && open.identity !== null) {
    const place = placeAt(open.identity, told.places);
    lines.push(
      `- Should it stay? Add ${code(`- ${written}`)} under ${code('access')} of ${code(place ?? open.identity)}, by a pull request.`,
    );
  }
  return [...lines, `- Not sure? ${code(`nhi-reconcile explain ${open.short}`)}`];
}

/** As a shell takes it, whatever is in a name. */
const command = (inputs: readonly string[]): string =>
  code(
    `gh workflow run nhi-hold ${inputs.map((input) => `-f ${/^[\w./:=…-]+$/.test(input) ? input : `'${input.replaceAll("'", "'\\''")}'`}`).join(' ')}`,
    400,
  );

/** `2 unauthorized and privileged (1 new), 1 waiting`. */
export function stageCounts(rows: readonly OpenRow[]): readonly string[] {
  return (Object.keys(stageWords) as Stage[]).flatMap((stage) => {
    const some = rows.filter((row) => row.stage === stage);
    const fresh = some.filter((row) => row.isNew).length;
    return some.length === 0
      ? []
      : [`${some.length.toLocaleString('en-US')} ${stageWords[stage][1]}${fresh === 0 ? '' : ` (${fresh.toLocaleString('en-US')} new)`}`];
  });
}

/** How long each took that is over, and what ended it. */
export function endedText(row: {
  readonly label: string;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly verified: number | null;
  readonly ended: string | null;
}): string {
  const end = row.verified ?? row.lastSeen;
  const how = {
    verified: 'applied and verified',
    goneByItself: 'gone by itself',
    accepted: 'accepted: the policy follows',
    released: 'released',
  };
  const said = how[row.ended as keyof typeof how];
  return `- ${code(row.label)}: first seen ${instantOf(row.firstSeen)}, ${said} ${instantOf(end)}, ${lengthOf(end - row.firstSeen)}`;
}
