/** Which seed found which planted fault, as `npm run simulate:plants` wrote it down, and the table that says so in docs/simulation.md. */
import { readFileSync } from 'node:fs';
import { plants } from './plants.ts';

export type FoundBy = Readonly<Record<string, { readonly seed: number; readonly rule: string }>>;

export const foundBy = (): FoundBy => JSON.parse(readFileSync(new URL('plants-found.json', import.meta.url), 'utf8')) as FoundBy;

export const begins = '<!-- plants: written by `npm run simulate:plants` -->';
export const ends = '<!-- end of plants -->';

/** Laid out as the formatter would. */
export function tableOf(found: FoundBy): string {
  const rows = [
    ['planted', 'in', 'file', 'seed', 'found by the rule'],
    ...plants.map(({ name, rule, file }) => [
      name,
      rule,
      `\`${file}\``,
      String(found[name]?.seed ?? ''),
      found[name]?.rule ?? 'not found yet',
    ]),
  ];
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0))) ?? [];
  const line = (cells: readonly string[], fill: string): string => `| ${cells.map((c, i) => c.padEnd(widths[i] ?? 0, fill)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [
    line(head, ' '),
    line(
      widths.map(() => '-'),
      '-',
    ),
    ...body.map((row) => line(row, ' ')),
  ].join('\n');
}
