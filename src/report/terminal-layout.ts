/** Where lines break, how columns stand and which style a piece of terminal text gets. */
import { terminalText } from './escape.ts';

export const terminalWidth = 80;

const styles = ['bold', 'red', 'yellow', 'green', 'dim'] as const;
/** Given by the caller, who knows whether a terminal is there and whether colour is wanted. */
export type Paint = Readonly<Record<(typeof styles)[number], (text: string) => string>>;

const same = (text: string): string => text;
export const plainPaint: Paint = { bold: same, red: same, yellow: same, green: same, dim: same };

const sgr =
  (on: number, off: number) =>
  (text: string): string =>
    `\u001b[${on}m${text}\u001b[${off}m`;
export const ansiPaint: Paint = { bold: sgr(1, 22), red: sgr(31, 39), yellow: sgr(33, 39), green: sgr(32, 39), dim: sgr(2, 22) };

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** Cells that a terminal gives to a text that has been made visible. */
export function cellsOf(text: string): number {
  let cells = 0;
  for (const c of text) cells += /\p{M}/u.test(c) ? 0 : wide.test(c) ? 2 : 1;
  return cells;
}

/** Breaks between words only: a name stays whole, so that it can be copied. Escapes once more, since a break can start a line. */
export function wrap(text: string, first = '', rest = first, width = terminalWidth): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  // A lone sign stays with what it is the sign of.
  for (const word of terminalText(text).split(/(?<!(?:^| )[+−]) /)) {
    if (!empty && cellsOf(line) + 1 + cellsOf(word) > width) {
      lines.push(line.trimEnd());
      line = rest;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
}

export const padEnd = (text: string, cells: number): string => text + ' '.repeat(Math.max(0, cells - cellsOf(text)));
const padStart = (text: string, cells: number): string => ' '.repeat(Math.max(0, cells - cellsOf(text))) + text;

const widest = (cells: readonly string[]): number => cells.reduce((most, cell) => Math.max(most, cellsOf(cell)), 0);

/** Columns as wide as their widest cell; the first row has all of them. `right`: which hold numbers. A first cell that is too long gets a line of its own. */
export function columns(
  rows: readonly (readonly [string, ...string[]])[],
  right: ReadonlySet<number>,
  longestFirst = 24,
): readonly string[] {
  const texts = rows.map(([name, ...others]) => ({ name: terminalText(name), others: others.map(terminalText) }));
  const [head] = texts;
  if (head === undefined) return [];
  const first = widest(texts.map((t) => t.name).filter((name) => cellsOf(name) <= longestFirst));
  const widths = head.others.map((_, i) => widest(texts.map((t) => t.others[i] ?? '')));
  const line = (name: string, others: readonly string[]): string =>
    [padEnd(name, first), ...widths.map((width, i) => (right.has(i + 1) ? padStart : padEnd)(others[i] ?? '', width))].join('  ').trimEnd();
  return texts.flatMap(({ name, others }) => (cellsOf(name) > longestFirst ? [name, line('', others)] : [line(name, others)]));
}
