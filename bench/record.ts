/** Writes what was measured into docs/performance.md, between two markers. */
import { readFileSync, writeFileSync } from 'node:fs';
import { figure, type Row } from './row.ts';

const begin = '<!-- measured: begin -->';
const end = '<!-- measured: end -->';

/** Entitlements → milliseconds of a plan. */
export type Growth = readonly (readonly [number, number])[];

/** `machine`: in words. */
export function record(file: string, rows: readonly Row[], growth: Growth, at: string, machine: string): void {
  const page = readFileSync(file, 'utf8');
  const [before, rest] = [page.slice(0, page.indexOf(begin)), page.slice(page.indexOf(end))];
  if (!page.includes(begin) || !rest.startsWith(end)) throw new Error(`${file} has lost the markers between which the table stands`);
  const table = [
    '| # | what | measured | target | gate | behind it | bounded by |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map(({ check, value, detail, stored }) =>
      [
        '',
        ` ${check.id} `,
        ` ${check.what} `,
        ` ${figure(value, check.unit)}${stored === true ? ' (stored)' : ''} `,
        ` ${check.id === 'R7' ? '≥' : '≤'} ${figure(check.target, check.unit)} `,
        ` ${check.gate === null ? 'told only' : figure(check.gate, check.unit)} `,
        ` ${detail} `,
        ` ${check.bound} `,
        '',
      ].join('|'),
    ),
  ];
  const sizes = growth.map(([n]) => `"${n.toLocaleString('en-US')}"`);
  const each = growth.map(([n, ms]) => ((ms / n) * 1000).toFixed(0));
  const picture = [
    '```mermaid',
    'xychart-beta',
    '  title "A plan: milliseconds for 1,000 entitlements"',
    `  x-axis "entitlements" [${sizes.join(', ')}]`,
    '  y-axis "ms for 1,000"',
    `  bar [${each.join(', ')}]`,
    '```',
  ];
  const told = `Measured ${at.slice(0, 10)} on ${machine}, Node.js ${process.versions.node}.\n\n${table.join('\n')}\n\nWhole processes: ${growth.map(([n, ms]) => `${n.toLocaleString('en-US')} in ${(ms / 1000).toFixed(2)} s`).join(', ')}. What falls is the start; what is left stands for each entitlement.\n\n${picture.join('\n')}`;
  writeFileSync(file, `${before}${begin}\n\n${told}\n\n${rest}`);
}
