/**
 * Writes the README's section on the Action, between `<!-- action:begin -->` and `<!-- action:end -->`, from `action.yml`.
 * With `--check`: fails if it is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

interface Described {
  readonly description: string;
  readonly default?: string;
}
interface Action {
  readonly inputs: Readonly<Record<string, Described>>;
  readonly outputs: Readonly<Record<string, Described>>;
}

const root = path.join(import.meta.dirname, '..');
const readme = path.join(root, 'README.md');
const [begin, end] = ['<!-- action:begin -->', '<!-- action:end -->'];

const cell = (text: string): string => text.trim().replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');

/** Columns as wide as their widest cell, as the formatter leaves them. */
function table(rows: readonly (readonly string[])[]): string {
  const [head = []] = rows;
  const widths = head.map((_, at) => Math.max(3, ...rows.map((row) => (row[at] ?? '').length)));
  const line = (cells: readonly string[]): string => `| ${cells.map((text, at) => text.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(head), rule, ...rows.slice(1).map(line)].join('\n');
}

function section({ inputs, outputs }: Action): string {
  const of = (given: string | undefined): string => (given === undefined || given === '' ? '' : `\`${given}\``);
  return [
    '```yaml',
    '- uses: OWNER/nhi-reconcile@COMMIT # pinned by the full commit SHA',
    '  with:',
    '    command: plan',
    '```',
    '',
    table([
      ['input', 'says', 'default'],
      ...Object.entries(inputs).map(([name, input]) => [`\`${name}\``, cell(input.description), of(input.default)]),
    ]),
    '',
    table([['output', 'is'], ...Object.entries(outputs).map(([name, output]) => [`\`${name}\``, cell(output.description)])]),
  ].join('\n');
}

const before = readFileSync(readme, 'utf8');
const [from, to] = [before.indexOf(begin), before.indexOf(end)];
if (from < 0 || to < from) throw new Error(`README.md has no ${begin} … ${end}`);
const action = parse(readFileSync(path.join(root, 'action.yml'), 'utf8')) as Action;
const after = `${before.slice(0, from + begin.length)}\n\n${section(action)}\n\n${before.slice(to)}`;
if (!process.argv.includes('--check')) {
  writeFileSync(readme, after);
} else if (after !== before) {
  process.stderr.write('README.md: its section on the Action is not what action.yml says; run "npm run readme" and commit it.\n');
  process.exitCode = 1;
}
