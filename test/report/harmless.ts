/** What a text must not contain to be harmless where it is put: written apart from the escapes that it judges. */

/** Controls, format characters and odd spaces that may hide or move text. */
const hidden = /[\u0000-\u001f\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\u{e0000}-\u{e0fff}]/u;

export function hiddenIn(text: string): string | null {
  const found = hidden.exec(text.replaceAll('\n', ''));
  return found === null ? null : `U+${(found[0].codePointAt(0) ?? 0).toString(16)} in ${JSON.stringify(text.slice(0, 200))}`;
}

/** Lines that the runner of a job would take as commands. */
export const commandsIn = (text: string): readonly string[] => text.split('\n').filter((line) => line.trimStart().startsWith('::') || line.includes('##['));

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
