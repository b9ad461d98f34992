/** Findings of the policy for people: by file and line in the terminal, as annotations on the lines of a pull request. */
import { sortedBy } from '../model/order.ts';
import type { Finding } from '../model/plan.ts';
import { count } from './change-words.ts';
import { shortened, workflowData, workflowProperty } from './escape.ts';
import { placeOf } from './place.ts';
import { type Paint, plainPaint, wrap } from './terminal-layout.ts';
import { groupedBy, severityRank } from './what-is-shown.ts';

const padded = (n: number | null): string => String(n ?? 0).padStart(9, '0');

/** By file, line and column; what has no place comes last. */
function inFileOrder(findings: Iterable<Finding>): readonly Finding[] {
  return sortedBy(findings, (f) => {
    const { file, line, col } = placeOf(f.at ?? '');
    return JSON.stringify([f.at === null ? 1 : 0, file, padded(line), padded(col), severityRank(f), f.rule, f.subject, f.remedy]);
  });
}

const sentence = (text: string): string => (text === '' || /[.!?]$/.test(text) ? text : `${text}.`);

const whatAndRemedy = (f: Finding): string =>
  [sentence(shortened(f.subject, 600)), sentence(shortened(f.remedy, 1000))].filter((s) => s !== '').join(' ');

const severityStyle = { error: 'red', warning: 'yellow', note: 'dim' } as const;

export function findingsText(findings: readonly Finding[], paint: Paint = plainPaint): string {
  if (findings.length === 0) return 'No findings.\n';
  const groups = groupedBy(inFileOrder(findings), (f) => (f.at === null ? '' : placeOf(f.at).file)).map((group) =>
    group.flatMap((f) => {
      const where = f.at === null ? '' : `${shortened(f.at, 300)} `;
      const [first = '', ...rest] = wrap(`${where}${f.severity} ${f.rule}: ${whatAndRemedy(f)}`, '', '  ');
      return [paint[severityStyle[f.severity]](first), ...rest];
    }),
  );
  const of = (severity: Finding['severity']): number => findings.filter((f) => f.severity === severity).length;
  const last = [count(of('error'), 'error'), count(of('warning'), 'warning'), count(of('note'), 'note')].join(', ');
  return `${[...groups.map((lines) => lines.join('\n')), paint.bold(`${last}.`)].join('\n\n')}\n`;
}

/** Not escaped yet: `annotationCommand` does that, once. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  /** null: of the run, not of a line. */
  readonly file: string | null;
  readonly line: number;
  readonly col: number;
  readonly title: string;
  readonly message: string;
}

/** Errors first, since both the log and a check show only so many. */
export function annotationsOf(findings: readonly Finding[]): readonly Annotation[] {
  return sortedBy(inFileOrder(findings).entries(), ([i, f]) => `${severityRank(f)}${padded(i)}`).map(([, f]) => {
    const place = f.at === null ? null : placeOf(f.at);
    return {
      level: f.severity === 'note' ? 'notice' : f.severity,
      file: place?.file ?? null,
      line: place?.line ?? 1,
      col: place?.col ?? 1,
      title: shortened(f.rule, 100),
      message: whatAndRemedy(f),
    };
  });
}

/** The line that makes the runner show it. */
export function annotationCommand({ level, file, line, col, title, message }: Annotation): string {
  const place = file === null ? '' : `file=${workflowProperty(file)},line=${line},col=${col},`;
  return `::${level} ${place}title=${workflowProperty(title)}::${workflowData(message)}`;
}
