/** Makes hostile text harmless for each place that it is written to: names come from live systems and pull requests. */
import { sha256 } from '../model/digest.ts';
import { withoutLookAlikes } from './look-alikes.ts';

/**
 * What cannot be seen or moves what is beside it: controls, format characters (bidi, zero-width), lone surrogates,
 * private and unassigned code points, every space but U+0020, everything a font may leave out, the blank Braille cell.
 */
const unseen = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu;
/** The same inside JSON, whose own line breaks stand between its texts. */
const hiddenInJson = new RegExp(`(?!\\n)(?:${unseen.source})`, 'gu');
/** A combining mark that would sit on our own text, and the third and later ones of a pile. */
const pile = /^\p{M}|(?<=\p{M}\p{M})\p{M}/gu;

const codePoint = (c: string): string => `\\u{${(c.codePointAt(0) as number).toString(16)}}`;

/** One line in which every character can be seen and none passes for another; two different texts look different. */
export function visible(text: string): string {
  const seen = text.replace(/\\(?=u\{)/g, codePoint).replace(unseen, codePoint);
  return withoutLookAlikes(seen, codePoint).replace(pile, codePoint);
}

const markLength = 16;

/** An end for texts without one, before they are escaped. Of a long one the end tells it from others that begin alike. */
export function shortened(text: string, longest = 160): string {
  if (text.length <= longest) return text;
  // Two UTF-16 units are one code point at least, so the first cut keeps enough of them.
  const points = Array.from(text.slice(0, 2 * longest + 2));
  if (points.length <= longest) return text;
  const mark = longest < 3 * markLength ? '' : sha256(text).slice(0, markLength);
  return `${points.slice(0, longest - 1 - mark.length).join('')}…${mark}`;
}

/**
 * For a terminal and for the log of a job. The runner takes a line that begins with `::`, and `##[` anywhere, as a
 * command; a line can begin wherever a word does.
 */
export function terminalText(text: string): string {
  return visible(text)
    .replace(/##\[/g, '#\\u{23}[')
    .replace(/(^| )::/g, '$1:\\u{3a}');
}

/** The ampersand first, since the others write one. */
const html: readonly (readonly [string, string])[] = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
  ['`', '&#96;'],
];

/** For the text and the quoted attributes of HTML. */
export const htmlText = (text: string): string => html.reduce((seen, [sign, entity]) => seen.replaceAll(sign, entity), visible(text));

/**
 * A code span, also inside a table: the one place where Markdown knows no mention, link, issue number, emoji, HTML or
 * emphasis. `|` is written as the table extension wants it; outside of a table its backslash shows, which is harmless.
 */
export function markdownCode(text: string): string {
  const seen = visible(text);
  if (seen.trim() === '') return `\`"${seen}"\``;
  const runs = seen.match(/`+/g) ?? [];
  const fence = '`'.repeat(1 + runs.reduce((most, run) => Math.max(most, run.length), 0));
  const pad = /^[ `]|[ `]$/.test(seen) ? ' ' : '';
  // A backslash before a pipe would be eaten with it, so the pipe itself is spelled out there.
  const cells = seen.replace(/\\\|/g, '\\\\u{7c}').replace(/\|/g, '\\|');
  return `${fence}${pad}${cells}${pad}${fence}`;
}

/** Words that mean nothing to Markdown or to GitHub. */
const plainWord = /^[("']{0,2}[A-Za-z0-9]+(?:[.,;'’–/-][A-Za-z0-9]+)*[)"']{0,2}[.,;:?!]?[)"']?$/;
/** What GitHub links all the same: addresses, issues, commits, paths with an ending. */
const linkedWord = /www\.|\bGH-\d|[0-9a-f]{7}|\/.*\./i;
const listMarker = /^(?:[+=−–-]+|\d+[.)].*)$/;
const ourSigns = new Set(['–', '→', '·', '+', '=', '…', '−']);

const clock = /^\d\d:\d\dZ$/;

function markdownWord(word: string, first: boolean): string {
  if (first && listMarker.test(word)) return markdownCode(word);
  if (ourSigns.has(word) || (plainWord.test(word) && !linkedWord.test(word))) return word;
  const [, core = word, end = ''] = /^(.*[^.,;:])([.,;:])$/.exec(word) ?? [];
  return `${clock.test(core) ? core : markdownCode(core)}${end}`;
}

/** A sentence: its plain words stay words, every other one becomes a code span. */
export function markdownText(text: string): string {
  return visible(text)
    .split(' ')
    .filter((word) => word !== '')
    .map((word, i) => markdownWord(word, i === 0))
    .join(' ');
}

const percent = (text: string, which: RegExp): string =>
  text.replace(which, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

/** Lines stay lines, everything else that cannot be seen is shown. */
export const visibleLines = (text: string): string =>
  text
    .split(/\r\n|\r|\n/)
    .map(visible)
    .join('\n');

/** The message of a workflow command. */
export const workflowData = (text: string): string => percent(visibleLines(text), /[%\r\n]/g);

/** A property of a workflow command. */
export const workflowProperty = (text: string): string => percent(visibleLines(text), /[%\r\n:,]/g);

/** The lines that set one output or variable in the runner's files; the value comes back as it was given. */
export function workflowOutput(name: string, value: string): string {
  let delimiter = 'nhi_end';
  while (value.includes(delimiter)) delimiter = `${delimiter}_`;
  return `${name.replace(/[^A-Za-z0-9_-]/g, '_')}<<${delimiter}\n${value}\n${delimiter}\n`;
}

/** One cell. A text that a spreadsheet would take as a formula gets an apostrophe; numbers of ours are passed as numbers. */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const seen = visible(value);
  return `"${/^ *[=+\-@＝＋－＠|%]/.test(seen) ? "'" : ''}${seen.replace(/"/g, '""')}"`;
}

/**
 * JSON for a log or a terminal: what cannot be seen, and what the runner would take as a command, is written as JSON's own
 * escapes, so that a parser reads the same.
 */
export const visibleJson = (json: string): string =>
  json.replace(/##\[/g, '#\\u0023[').replace(hiddenInJson, (c) => Array.from({ length: c.length }, (_, i) => unit(c, i)).join(''));

const unit = (text: string, at: number): string => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`;

/** A message of SARIF, where `[text](target)` would be a link. */
export const sarifText = (text: string): string => visible(text).replace(/[\\[\]]/g, '\\$&');
