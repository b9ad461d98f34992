/** What a text must not contain to be harmless where it is put: written apart from the escapes that it judges. */

/** Controls, format characters and odd spaces that may hide or move text: first and last code point. */
const hidden: readonly (readonly [number, number])[] = [
  [0x0, 0x1f],
  [0x7f, 0xa0],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x2000, 0x200f],
  [0x2028, 0x202f],
  [0x205f, 0x206f],
  [0x2800, 0x2800],
  [0x3000, 0x3000],
  [0x3164, 0x3164],
  [0xd800, 0xdfff],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0xe0000, 0xe0fff],
];

export function hiddenIn(text: string): string | null {
  for (const c of text) {
    const point = c.codePointAt(0) ?? 0;
    if (c !== '\n' && hidden.some(([first, last]) => point >= first && point <= last))
      return `U+${point.toString(16)} in ${JSON.stringify(text.slice(0, 200))}`;
  }
  return null;
}

/** Lines that the runner of a job would take as commands. */
export const commandsIn = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line.trimStart().startsWith('::') || line.includes('##['));

/** Takes the code spans out, as CommonMark finds them: a run of backticks up to the next run of the same length. */
export function withoutCodeSpans(line: string): string {
  let rest = line;
  let out = '';
  for (;;) {
    const open = /`+/.exec(rest);
    if (open === null) return out + rest;
    const after = rest.slice(open.index + open[0].length);
    const close = [...after.matchAll(/`+/g)].find((m) => m[0].length === open[0].length);
    if (close === undefined) return `${out}${rest.slice(0, open.index)}UNCLOSED${after}`;
    out += `${rest.slice(0, open.index)}¤`;
    rest = after.slice(close.index + close[0].length);
  }
}

/** Of a line of a report, with its own markup taken off: what Markdown or GitHub could still take as more than text. */
export function markupIn(line: string): string | null {
  const bare = withoutCodeSpans(line)
    .replace(/^(?:### |- (?:⬜ |✅ )?|⚠️ )/, '')
    .replace(/^<details><summary>(.*)<\/summary>$/, '$1')
    .replace(/^<sub>(.*)<\/sub>$/, '$1')
    .replace(/^<\/details>$/, '')
    .replaceAll('**', '')
    .replace(/^_(.*)_$/, '$1');
  const odd = /[^A-Za-z0-9 ¤.,;:?!()"'’–→·+=…−/|-]|UNCLOSED|www\.|https?:|\bGH-\d|\b[0-9a-f]{7,}\b/.exec(bare);
  return odd === null ? null : `${odd[0]} in ${bare.slice(0, 200)}`;
}

/**
 * Cells of a table's row, also where pipes stand inside code: once by the rule that a backslash before a pipe keeps it,
 * once by the rule that a backslash before a backslash is one too. Both have to agree.
 */
export function cellsIn(line: string): number {
  const simple = line.split(/(?<!\\)\|/).length - 2;
  const strict = line.replace(/\\[\s\S]/g, '').split('|').length - 2;
  return simple === strict ? simple : Number.NaN;
}
