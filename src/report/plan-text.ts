/** A run as terminal text: the verdict, what is unknown, the changes by identity, then what explains them; the exit code last. */
import { sortedBy } from '../model/order.ts';
import type { TargetPlan } from '../model/plan.ts';
import type { Delta } from '../model/policy.ts';
import { adoptedLines } from './adopted-lines.ts';
import { count, guardTitle, notBeforeText, outcomeText, readText, reasonOf, withoutHolder } from './change-words.ts';
import { commonPlace, deltaPlace, deltaSaid, placeAt } from './delta-words.ts';
import { type EditLine, editLines, editSummary } from './edit-lines.ts';
import { shortened } from './escape.ts';
import { exitLineOf } from './exit-code.ts';
import { findingLines, findingTitle } from './finding-lines.ts';
import { headline } from './headline.ts';
import { instantOf } from './instant.ts';
import { factChanges } from './redact-facts.ts';
import type { KindsByTarget, RunReport } from './run-report.ts';
import { saidText } from './said.ts';
import { type Paint, columns, padEnd, plainPaint, wrap } from './terminal-layout.ts';
import {
  type Alike,
  type Row,
  type Shown,
  type Stopped,
  asidesOf,
  foldAlike,
  groupedBy,
  holdersOf,
  inSyncOf,
  isPrivileged,
  modesOf,
  sortedDeltas,
  tallyOf,
  whatIsShown,
} from './what-is-shown.ts';
import { wayOutText } from './way-out.ts';

interface Telling {
  readonly report: RunReport;
  readonly shown: Shown;
  readonly kinds: KindsByTarget;
  readonly paint: Paint;
}

/** How many of a long list are named; the rest is counted, and stands whole in the plan's JSON. */
const firstFew = 5;
const firstMany = 20;

export function planText(report: RunReport, kinds: KindsByTarget, paint: Paint = plainPaint): string {
  const telling: Telling = { report, shown: whatIsShown(report), kinds, paint };
  const sections = [
    unknownLines,
    dueLines,
    loosenedLines,
    notApprovedLines,
    blockedLines,
    targetLines,
    baselineLines,
    liveLines,
    foundLines,
    policyLines,
    noteLines,
  ]
    .map((section) => section(telling))
    .filter((lines) => lines.length > 0);
  const first = wrap(headline(report, telling.shown), '', '  ').map(paint.bold);
  const last = wrap(
    isPreview(report) ? 'Nothing is written yet.' : exitLineOf(report.plan.run, report.exitCode, hasErrors(telling.shown)),
    '',
    '  ',
  );
  return `${[first, ...sections, last.map(report.exitCode === 0 ? paint.green : paint.bold)].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** An apply shows its plan before it asks. */
const isPreview = (report: RunReport): boolean => report.plan.run === 'apply' && report.outcome === undefined;

const hasErrors = (shown: Shown): boolean => shown.findings.some((f) => f.severity === 'error');

const title = (text: string, { paint }: Telling): readonly string[] => wrap(text, '', '  ').map(paint.bold);

const more = (rest: number, indent = '  '): readonly string[] =>
  rest > 0 ? [`${indent}… and ${rest.toLocaleString('en-US')} more, all of them in the plan's JSON`] : [];

function unknownLines(telling: Telling): readonly string[] {
  const { unknown } = telling.shown;
  if (unknown.length === 0) return [];
  const lines = unknown.flatMap((u) => wrap(`${u.kind === null ? u.target : `${u.target}/${u.kind}`}: ${u.why}`, '  ', '    '));
  return [
    ...wrap(
      `UNKNOWN: ${count(unknown.length, 'target or kind', 'targets or kinds')} could not be read. Nothing was compared or written there.`,
      '',
      '  ',
    ).map(telling.paint.red),
    ...lines,
  ];
}

const holderOf = (row: Row): string => row.change.identity ?? 'accounts that no identity declares';

function dueLines(telling: Telling): readonly string[] {
  const { due, strays } = telling.shown;
  if (due.length === 0 && strays.length === 0) return [];
  const groups = groupedBy(foldAlike(due), (alike) =>
    alike.rows.length > 1 ? `${count(alike.rows.length, 'holder')} alike` : holderOf(alike.rows[0]),
  );
  const body = groups.flatMap((alikes) => [
    ...wrap(
      alikes[0].rows.length > 1 ? `${count(alikes[0].rows.length, 'holder')} alike` : shortened(holderOf(alikes[0].rows[0])),
      '  ',
      '    ',
    ).map(telling.paint.bold),
    ...alikes.flatMap((alike) => [...rowLines(alike, telling), ...sameForLines(alike)]),
  ]);
  const lost = strays.flatMap(([id, o]) =>
    wrap(
      `change ${id}, not in this plan: ${outcomeText(o, telling.report.plan.at)}${o.error === undefined ? '' : `: ${o.error}`}`,
      '  ',
      '    ',
    ),
  );
  const { privileged } = telling.shown.tally;
  const head = `${telling.report.outcome === undefined ? 'Due' : 'Changes of this run'}: ${count(due.length, 'change')}${privileged > 0 ? `, ${privileged.toLocaleString('en-US')} privileged, those first` : ''}`;
  return [...title(head, telling), ...body, ...lost];
}

function markOf(row: Row, { report, paint }: Telling): string {
  if (report.outcome === undefined) return '';
  const text = outcomeText(row.outcome, report.plan.at);
  const style = row.outcome?.state === 'failed' ? paint.red : row.outcome?.state === 'verified' ? paint.green : paint.yellow;
  return style(text);
}

/** `G-78d8  grant   vault.prod/policy/read PRIVILEGED`. */
function headOf(row: Row, label: string): readonly string[] {
  const risk = row.change.risk === 'low' ? '' : ` ${row.change.risk.toUpperCase()}`;
  return wrap(`${shortened(label, 240)}${risk}`, `    ${padEnd(row.short, 8)}${padEnd(row.change.verb, 7)} `, '            ');
}

/** The line of the policy that gives it, where it is known; of several the one that they share. */
function lineOf(alike: Alike, { report }: Telling): string | null {
  const place = commonPlace(alike.rows.map((row) => placeAt(`entry ${row.change.key}`, report.review?.places)));
  // It is not why it is taken.
  return place !== null && alike.rows[0].change.verb === 'revoke' ? `given at ${place}` : place;
}

function rowLines(alike: Alike, telling: Telling): readonly string[] {
  const [row] = alike.rows;
  const { change, outcome } = row;
  const { paint, report } = telling;
  const [first = '', ...rest] = headOf(row, withoutHolder(change));
  const facts = change.verb === 'adjust' ? factChanges(change.before, change.entry, telling.kinds) : [];
  const reason = withPlace(reasonOf(change, report.plan.at), lineOf(alike, telling));
  const why = [reason, ...facts, ...(change.mode === 'enforce' ? [] : [`mode ${change.mode}`])].join('; ');
  const mark = markOf(row, telling);
  const error = outcome?.error === undefined ? [] : wrap(shortened(outcome.error, 600), '            ').map(paint.red);
  return [
    isPrivileged(row) ? paint.red(first) : first,
    ...rest,
    ...(mark === '' ? [] : [`            ${mark}`]),
    ...error,
    ...wrap(shortened(why, 600), '            ').map(paint.dim),
  ];
}

function sameForLines(alike: Alike): readonly string[] {
  if (alike.rows.length === 1) return [];
  const names = holdersOf(alike);
  const said = names
    .slice(0, firstFew)
    .map((n) => shortened(n, 60))
    .join(', ');
  const rest = names.length > firstFew ? ` and ${(names.length - firstFew).toLocaleString('en-US')} more` : '';
  return wrap(`the same for ${said}${rest}`, '            ');
}

const withPlace = (text: string, place: string | null): string => (place === null ? text : `${text} (${place})`);

function linesOfEdits(lines: readonly EditLine[]): readonly string[] {
  const shown = lines.slice(0, firstMany);
  const rest = lines.slice(firstMany).reduce((sum, line) => sum + line.tells, 0);
  return [
    ...shown.flatMap(({ said, place, isLoosening }) =>
      wrap(`${isLoosening ? 'loosened: ' : ''}${withPlace(saidText(said), place)}`, '  ', '    '),
    ),
    ...more(rest),
  ];
}

function loosenedLines(telling: Telling): readonly string[] {
  const { loosened } = telling.shown;
  if (loosened.length === 0) return [];
  return [
    ...wrap(
      `LOOSENED: ${count(loosened.length, 'edit')} of the policy ${loosened.length === 1 ? 'takes' : 'take'} a check away or ${loosened.length === 1 ? 'lengthens' : 'lengthen'} access`,
      '',
      '  ',
    ).map(telling.paint.yellow),
    ...loosened.flatMap((d) =>
      wrap(withPlace(saidText(deltaSaid(d, telling.kinds)), deltaPlace(d, telling.report.review?.places)), '  ', '    '),
    ),
  ];
}

function notApprovedLines(telling: Telling): readonly string[] {
  const deltas = sortedDeltas(telling.report.deltasNotApproved ?? []);
  if (deltas.length === 0) return [];
  return [
    ...title(`Not yet approved: ${count(deltas.length, 'edit')} of the policy, shown here and not obeyed`, telling),
    ...summaryLines(deltas),
    ...linesOfEdits(editLines(deltas, telling.kinds, telling.report.review?.places)),
  ];
}

function blockedLines(telling: Telling): readonly string[] {
  const { blocked } = telling.shown;
  if (blocked.length === 0) return [];
  const guards = groupedBy(blocked, (row) => row.blocked.guard);
  const body = guards.flatMap((rows) => [
    ...wrap(`${guardTitle(rows[0].blocked.guard)} (${rows[0].blocked.guard}): ${rows.length.toLocaleString('en-US')}`, '  ', '    ').map(
      telling.paint.bold,
    ),
    ...groupedBy(rows, (row) => wayOutText(row.blocked, telling.report)).flatMap((same) => wayOutLines(same, telling)),
  ]);
  return [...title(`Blocked: ${count(blocked.length, 'change')}, with the way out`, telling), ...body];
}

function wayOutLines(rows: readonly [Stopped, ...Stopped[]], telling: Telling): readonly string[] {
  const alikes = foldAlike(rows, firstFew + 1);
  const lines = alikes.slice(0, firstFew).flatMap((alike) => [...stoppedLines(alike, telling), ...sameForLines(alike)]);
  const rest = alikes.slice(firstFew).reduce((sum, alike) => sum + alike.rows.length, 0);
  const way = shortened(wayOutText(rows[0].blocked, telling.report), 600);
  return [...lines, ...more(rest, '    '), ...wrap(way, '    way out: ', '             ')];
}

function stoppedLines(alike: Alike<Stopped>, telling: Telling): readonly string[] {
  const { report, paint } = telling;
  const [row] = alike.rows;
  const { change, blocked } = row;
  const why = [withPlace(reasonOf(change, report.plan.at), lineOf(alike, telling)), blocked.why, notBeforeText(blocked, report.plan.at)]
    .filter((text) => text !== '')
    .join('; ');
  const [first = '', ...rest] = headOf(row, change.label);
  return [isPrivileged(row) ? paint.red(first) : first, ...rest, ...wrap(shortened(why, 600), '            ').map(paint.dim)];
}

function targetLines(telling: Telling): readonly string[] {
  const { targets } = telling.shown;
  if (targets.length === 0) return [];
  // After the work the numbers of its plan would read as if it were still to be done.
  if (telling.report.outcome !== undefined) return leftAsItIs(telling);
  const head = ['By target', 'grant', 'revoke', 'adjust', 'blocked', 'in sync', 'mode', 'read'] as const;
  const row = (t: TargetPlan): readonly [string, ...string[]] => {
    const tally = tallyOf(t.changes);
    const stopped = t.blocked.length;
    const modes = modesOf(t).map(([mode]) => mode);
    const numbers = [tally.grant, tally.revoke, tally.adjust, stopped, inSyncOf(t)].map(String);
    return [
      shortened(t.target, 70),
      ...numbers,
      modes.length > 1 ? 'mixed' : (modes[0] ?? '–'),
      t.error === null ? readText(t.readAt, telling.report.plan.at) : 'UNKNOWN',
    ];
  };
  const lines = columns([head, ...targets.map(row)], new Set([1, 2, 3, 4, 5]), 18);
  return [...lines.map((line, i) => (i === 0 ? telling.paint.bold(line) : line)), ...otherVerdicts(telling)];
}

const otherVerdicts = (telling: Telling): readonly string[] => asidesOf(telling.shown).flatMap((aside) => wrap(aside, '  ', '    '));

function leftAsItIs(telling: Telling): readonly string[] {
  const lines = otherVerdicts(telling);
  return lines.length === 0 ? [] : [...title('Left as it is', telling), ...lines];
}

function baselineLines(telling: Telling): readonly string[] {
  const made = sortedBy(Object.entries(telling.report.baselineMade ?? {}), ([target]) => target);
  if (made.length === 0) return [];
  const lines = made.flatMap(([target, taken]) => {
    const kinds = sortedBy(Object.entries(taken), ([kind]) => kind).map(([kind, n]) => `${n} ${kind}`);
    return wrap(`${shortened(target)}: ${kinds.length === 0 ? 'nothing undeclared is there' : kinds.join(', ')}`, '  ', '    ');
  });
  return [...title('First sight: taken into the baseline as unreviewed, not touched, to be decided in time', telling), ...lines];
}

function liveLines(telling: Telling): readonly string[] {
  const { alreadyLive } = telling.shown;
  // The headline of an apply counts them; the plan before it has named them.
  if (alreadyLive.length === 0 || telling.report.outcome !== undefined) return [];
  const lines = adoptedLines(alreadyLive);
  return [
    ...title(`Already live: ${count(alreadyLive.length, 'entry', 'entries')} approved and there; adopted without a write`, telling),
    ...lines.slice(0, firstMany).flatMap(({ said }) => wrap(saidText(said), '  ', '    ')),
    ...more(lines.slice(firstMany).reduce((sum, line) => sum + line.tells, 0)),
  ];
}

function foundLines(telling: Telling): readonly string[] {
  const { findings } = telling.shown;
  if (findings.length === 0) return [];
  const lines = findingLines(findings);
  const rest = lines.slice(firstMany).reduce((sum, line) => sum + line.tells, 0);
  return [
    ...title(findingTitle(findings.length, lines.length), telling),
    ...lines.slice(0, firstMany).flatMap(({ said }) => wrap(saidText(said), '  ', '    ')),
    ...more(rest),
  ];
}

function policyLines(telling: Telling): readonly string[] {
  const { edits } = telling.shown;
  if (edits.length === 0) return [];
  const summary = summaryLines(edits);
  // After the work it is enough how many of what there were: the plan before it has named them.
  const isSaid = telling.report.outcome !== undefined && summary.length > 0;
  return [
    ...title(`Edits of the policy: ${edits.length.toLocaleString('en-US')}`, telling),
    ...summary,
    ...(isSaid ? [] : linesOfEdits(editLines(edits, telling.kinds, telling.report.review?.places))),
  ];
}

const summaryLines = (deltas: readonly Delta[]): readonly string[] => {
  const summary = editSummary(deltas);
  return summary === '' ? [] : wrap(summary, '  ', '    ');
};

function noteLines(telling: Telling): readonly string[] {
  const { plan, notes } = telling.report;
  // What compares no live system is made at no instant, so that nobody can tell two of them apart.
  const digest = `${plan.at === 0 ? 'Digest' : `Plan of ${instantOf(plan.at)}, digest`} ${shortened(plan.digest, 12)}.`;
  return [...notes.flatMap((note) => wrap(shortened(note, 1000), '', '  ')), ...wrap(digest, '', '  ').map(telling.paint.dim)];
}
