/** The parts that a run's Markdown is put together from: each a block of rows, the important ones ranked first. */
import { compareText, sortedBy } from '../model/order.ts';
import type { Delta } from '../model/policy.ts';
import { adoptedLines } from './adopted-lines.ts';
import { count, guardWords, notBeforeText, outcomeText, readText, reasonOf } from './change-words.ts';
import { commonPlace, deltaPlace, deltaSaid, placeAt, thingOf } from './delta-words.ts';
import { type EditLine, editLines, editSummary } from './edit-lines.ts';
import { markdownCode, markdownText, shortened } from './escape.ts';
import { findingLines, findingTitle } from './finding-lines.ts';
import { type FitBlock, type FitRow, fitBudget } from './fit-budget.ts';
import { factChanges } from './redact-facts.ts';
import type { KindsByTarget, RunReport } from './run-report.ts';
import { saidMarkdown } from './said.ts';
import {
  type Alike,
  type Row,
  type Shown,
  asidesOf,
  explainedBy,
  foldAlike,
  groupedBy,
  holdersOf,
  isPrivileged,
  modesOf,
  sortedDeltas,
  tallyOf,
} from './what-is-shown.ts';
import { wayOutMarkdown, wayOutText } from './way-out.ts';

export interface Markdown {
  readonly markdown: string;
  /** A report that had to be cut is not green. */
  readonly complete: boolean;
  readonly left: number;
}

/** A body takes 65,536 characters; the marker and the lines that the work surface adds have to fit too. */
export const commentBudget = 60_000;

export function fittedMarkdown(first: string, blocks: readonly FitBlock[], last: readonly string[], budget: number, why: string): Markdown {
  const shown = blocks.filter((block) => block.rows.length > 0);
  const { text: markdown, complete, left } = fitBudget(first, shown, last, budget, why);
  return { markdown, complete, left };
}

/** Where all of it is when it was cut. */
export const inPlanJson = 'All of it is in `plan.json`.';

export interface Telling {
  readonly report: RunReport;
  readonly shown: Shown;
  readonly kinds: KindsByTarget;
}

/** What is kept first when not all of it fits. */
export const rank = { failed: 0, privileged: 1, unknown: 2, loosened: 3, overview: 4, error: 5, change: 6, stopped: 7, aside: 8 } as const;

export const firstFew = 5;

export const text = (words: string, longest = 600): string => markdownText(shortened(words, longest));
export const code = (name: string, longest = 240): string => markdownCode(shortened(name, longest));
export const number = (n: number): string => n.toLocaleString('en-US');

export const listed = (name: string, title: string, rows: readonly FitRow[]): FitBlock => ({ name, head: [title, ''], rows, foot: [] });

/** Long lists are folded away; the summary says what is in them. */
export function folded(name: string, title: string, rows: readonly FitRow[], head: readonly string[] = []): FitBlock {
  return { name, head: [`<details><summary>${title}</summary>`, '', ...head], rows, foot: ['', '</details>'] };
}

export function unknownBlock({ shown }: Telling): FitBlock {
  const rows = shown.unknown.map((u) => ({
    text: `- ${code(u.kind === null ? u.target : `${u.target}/${u.kind}`)}: ${text(u.why)}`,
    rank: rank.unknown,
  }));
  return listed('Unknown', '⚠️ **UNKNOWN: not read, so nothing was compared or written there**', rows);
}

export function roleBlock({ report, shown, kinds }: Telling): FitBlock {
  if (report.outcome !== undefined) return listed('', '', []);
  const reach = new Map((report.review?.roles ?? []).map((r) => [r.role, r]));
  const rows = [...shown.loosened, ...shown.edits]
    .filter((d) => d.of === 'role')
    .map((delta) => {
      const found = reach.get(thingOf(delta).name);
      const far = found === undefined ? '' : `, ${count(found.identities, 'identity', 'identities')} of ${count(found.teams, 'team')}`;
      return { text: `- **${saidMarkdown(deltaSaid(delta, kinds))}**${placeText(report, delta)}${far}`, rank: rank.overview };
    });
  return listed('Edited roles', '**Edited roles: each edit reaches every holder**', rows);
}

export const atPlace = (place: string | null): string => (place === null ? '' : `, at ${code(place)}`);
const placeText = (report: RunReport, delta: Delta): string => atPlace(deltaPlace(delta, report.review?.places));
/** The line of the policy that gives it, where it is known; of several the one that they share. */
export function lineText(report: RunReport, alike: Alike): string {
  const at = atPlace(commonPlace(alike.rows.map((row) => placeAt(`entry ${row.change.key}`, report.review?.places))));
  // It is not why it is taken.
  return alike.rows[0].change.verb === 'revoke' ? at.replace(/^, at /, ', given at ') : at;
}

export function targetBlock({ report, shown }: Telling): FitBlock {
  // After the work the numbers of its plan would read as if it were still to be done.
  if (report.outcome !== undefined) return listed('', '', []);
  const targets = shown.targets.map((t) => {
    const due = tallyOf(t.changes);
    const stopped = t.blocked.length;
    const several = modesOf(t).length > 1;
    const modes = modesOf(t)
      .map(([mode, n]) => (several ? `${mode} ${number(n)}` : mode))
      .join(' · ');
    const watched = modes === 'observe' ? 'observe: will **not** be written' : modes;
    const read = t.error === null ? readText(t.readAt, report.plan.at) : '**UNKNOWN**';
    const numbers = [due.grant, due.revoke, due.adjust, due.privileged, stopped];
    return { name: code(t.target), numbers, modes: watched === '' ? '–' : watched, read };
  });
  // On a narrow screen a column of zeros pushes another one out of sight.
  const isTold = told.map((name, i) => ({ name, i })).filter(({ i }) => targets.some((t) => t.numbers[i] !== 0));
  const rows = targets.map((t) => ({
    text: `| ${[t.name, ...isTold.map(({ i }) => number(t.numbers[i] as number)), t.modes, t.read].join(' | ')} |`,
    rank: (t.numbers[3] as number) > 0 ? rank.privileged : rank.overview,
  }));
  const head = [
    `| ${['target', ...isTold.map(({ name }) => name), 'mode', 'read'].join(' | ')} |`,
    `|---|${isTold.map(() => '--:|').join('')}---|---|`,
  ];
  return { name: 'Targets', head, rows, foot: [] };
}

const told = ['grant', 'revoke', 'adjust', 'privileged', 'blocked'] as const;

export function asideBlock({ shown }: Telling): FitBlock {
  const rows = asidesOf(shown).map((aside) => ({ text: `- ${text(aside)}`, rank: rank.overview }));
  return listed('Left as it is', '**Left as it is**', rows);
}

/** What the edits did not cause. `isAll`: it is true of every change, so there is nothing to tell apart. */
export function foreignRows({ report, shown }: Telling): { readonly foreign: readonly Row[]; readonly isAll: boolean } {
  if (report.review === undefined) return { foreign: [], isAll: false };
  const explained = explainedBy(report);
  const all = [...shown.due, ...shown.blocked];
  const foreign = all.filter((r) => !explained(r.change));
  return { foreign, isAll: foreign.length > 1 && foreign.length === all.length };
}

export function notExplainedBlock(telling: Telling): FitBlock {
  const { report } = telling;
  const { foreign, isAll } = foreignRows(telling);
  const title = `⚠️ **Not explained by the edited files: ${count(foreign.length, 'change')}.** The edits are not their cause.`;
  // They stand below.
  if (isAll) {
    const text = `⚠️ **Not explained by the edited files: all ${number(foreign.length)} changes below.** The edits are not their cause.`;
    return { name: 'Not explained by the edited files', head: [], rows: [{ text, rank: rank.overview }], foot: [] };
  }
  const rows = foldAlike(foreign, firstFew + 1).map((alike) => {
    const [first] = alike.rows;
    const why = `${reasonOf(first.change, report.plan.at)}${first.blocked === null ? '' : `; ${first.blocked.why}`}`;
    return {
      text: `- ${idAndWhat(first)}: ${text(why)}${lineText(report, alike)}${sameFor(alike)}`,
      rank: rankOf(first, rank.overview),
      tells: alike.rows.length,
    };
  });
  return listed('Not explained by the edited files', title, rows);
}

export const rankOf = (row: Row, otherwise: number): number =>
  row.outcome?.state === 'failed' ? rank.failed : isPrivileged(row) ? rank.privileged : otherwise;

export const idAndWhat = ({ short, change }: Row): string =>
  `${short} ${change.verb} ${code(change.label)}${change.risk === 'low' ? '' : ` **${change.risk}**`}`;

export function sameFor(alike: Alike): string {
  if (alike.rows.length === 1) return '';
  const names = holdersOf(alike);
  const said = names
    .slice(0, firstFew)
    .map((n) => code(n, 60))
    .join(', ');
  return `; the same for ${said}${names.length > firstFew ? ` and ${number(names.length - firstFew)} more` : ''}`;
}

export function loosenedBlock({ report, shown, kinds }: Telling): FitBlock {
  const rows = shown.loosened.map((d) => ({ text: `- ${saidMarkdown(deltaSaid(d, kinds))}${placeText(report, d)}`, rank: rank.loosened }));
  return listed('Loosened', '⚠️ **Loosened: a check is taken away, or access lasts longer**', rows);
}

export function dueBlock({ report, shown, kinds }: Telling): FitBlock {
  const done = report.outcome !== undefined;
  const rows = foldAlike(shown.due).map((alike) => {
    const [row] = alike.rows;
    const { change, outcome } = row;
    const facts = change.verb === 'adjust' ? factChanges(change.before, change.entry, kinds) : [];
    const why = [`${text(reasonOf(change, report.plan.at))}${lineText(report, alike)}`, ...facts.map((fact) => text(fact))].join('; ');
    const error = outcome?.error === undefined ? '' : `: ${text(outcome.error)}`;
    const state = done ? ` ${outcomeText(outcome, report.plan.at)}${error} |` : '';
    const mode = change.mode === 'enforce' ? '' : `; mode ${change.mode}`;
    return {
      text: `| ${idAndWhat(row)} |${state} ${why}${mode}${sameFor(alike)} |`,
      rank: rankOf(row, rank.change),
      tells: alike.rows.length,
    };
  });
  const strays = shown.strays.map(([id, o]) => ({
    text: `| ${code(id)}, not in this plan | ${outcomeText(o, report.plan.at)} | ${o.error === undefined ? '–' : text(o.error)} |`,
    rank: rank.failed,
  }));
  const all = [...strays, ...rows];
  const head = done ? ['| change | came to | why |', '|---|---|---|'] : ['| change | why |', '|---|---|'];
  const { privileged } = shown.tally;
  const title = `${done ? 'Changes of this run' : 'Due'}: ${count(shown.due.length, 'change')}${privileged > 0 ? `, ${number(privileged)} privileged, those first` : ''}`;
  return all.length > 20
    ? folded('Changes', title, all, head)
    : { name: 'Changes', head: [`**${title}**`, '', ...head], rows: all, foot: [] };
}

export function blockedBlock({ report, shown }: Telling): FitBlock {
  const groups = groupedBy(shown.blocked, (row) => JSON.stringify([row.blocked.guard, wayOutText(row.blocked, report), isPrivileged(row)]));
  const rows = groups.flatMap((group) =>
    foldAlike(group, firstFew + 1).map((alike) => {
      const [row] = alike.rows;
      const { blocked } = row;
      const why = [
        `${text(reasonOf(row.change, report.plan.at))}${lineText(report, alike)}`,
        text(blocked.why),
        text(notBeforeText(blocked, report.plan.at)),
      ]
        .filter((words) => words !== '')
        .join('; ');
      const cells = [
        `${idAndWhat(row)}${sameFor(alike)}`,
        [guardWords(blocked), why].filter((words) => words !== '').join(': '),
        wayOutMarkdown(blocked, report),
      ];
      return { text: `| ${cells.join(' | ')} |`, rank: rankOf(row, rank.stopped), tells: alike.rows.length };
    }),
  );
  const head = ['| change | blocked, because | way out |', '|---|---|---|'];
  const title = `Blocked: ${count(shown.blocked.length, 'change')}, with the way out`;
  return rows.length > 20 ? folded('Blocked', title, rows, head) : { name: 'Blocked', head: [`**${title}**`, '', ...head], rows, foot: [] };
}

export function seatBlock({ report }: Telling): FitBlock {
  const seats = sortedBy(report.review?.seats ?? [], (s) => JSON.stringify([s.have ? 1 : 0, s.team, s.why]));
  const rows = seats.map((s) => ({
    text: `- ${s.have ? '✅' : '⬜'} ${code(s.team)} (${text(s.why)})`,
    rank: rank.overview,
  }));
  return listed('Approvals', '**Approvals that this review needs**', rows);
}

export function teamBlock({ report, shown }: Telling): FitBlock {
  const owners = new Map(Object.entries(report.review?.owners ?? {}));
  const byTeam = new Map<string, number>();
  for (const { change } of shown.due) {
    const team = change.identity === null ? undefined : owners.get(change.identity);
    if (team !== undefined) byTeam.set(team, (byTeam.get(team) ?? 0) + 1);
  }
  const teams = [...byTeam].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0]));
  const rows = teams.map(([team, n]) => ({ text: `- ${code(team)} ${count(n, 'change')}`, rank: rank.aside }));
  return folded('By team', `By team (${number(teams.length)})`, rows);
}

export function baselineBlock({ report }: Telling): FitBlock {
  const made = sortedBy(Object.entries(report.baselineMade ?? {}), ([target]) => target);
  const rows = made.map(([target, taken]) => {
    const kinds = sortedBy(Object.entries(taken), ([kind]) => kind).map(([kind, n]) => `${number(n)} ${code(kind)}`);
    return { text: `- ${code(target)}: ${kinds.length === 0 ? 'nothing undeclared is there' : kinds.join(', ')}`, rank: rank.overview };
  });
  return listed('First sight', '**First sight: taken into the baseline as unreviewed, not touched, to be decided in time**', rows);
}

export function notApprovedBlock({ report, kinds }: Telling): FitBlock {
  const deltas = sortedDeltas(report.deltasNotApproved ?? []);
  return folded(
    'Not yet approved',
    `Not yet approved: ${count(deltas.length, 'edit')} of the policy, shown here and not obeyed`,
    editLines(deltas, kinds, report.review?.places).map(editRow),
    summaryHead(deltas),
  );
}

export const editRow = ({ said, place, tells, isLoosening }: EditLine): FitRow => ({
  text: `- ${isLoosening ? '**loosened:** ' : ''}${saidMarkdown(said)}${atPlace(place)}`,
  rank: isLoosening ? rank.loosened : rank.aside,
  tells,
});

export const summaryHead = (deltas: readonly Delta[]): readonly string[] => {
  const summary = editSummary(deltas);
  return summary === '' ? [] : [text(summary), ''];
};

export function findingBlock({ shown }: Telling): FitBlock {
  const rows = findingLines(shown.findings).map(({ severity, said, tells }) => ({
    text: `- ${saidMarkdown(said)}`,
    rank: severity === 'error' ? rank.error : rank.aside,
    tells,
  }));
  const title = findingTitle(shown.findings.length, rows.length);
  // What is an error is not to be folded away.
  return hasErrors(shown) ? listed('Findings', `**${title}**`, rows) : folded('Findings', title, rows);
}

export const hasErrors = (shown: Shown): boolean => shown.findings.some((f) => f.severity === 'error');

export function adoptedBlock({ report, shown }: Telling): FitBlock {
  // The headline of an apply counts them; the plan before it has named them.
  if (report.outcome !== undefined) return listed('', '', []);
  const rows = adoptedLines(shown.alreadyLive).map(({ said, tells }) => ({ text: `- ${saidMarkdown(said)}`, rank: rank.aside, tells }));
  return folded(
    'Already live',
    `Already live: ${count(shown.alreadyLive.length, 'entry', 'entries')} approved and there; adopted without a write`,
    rows,
  );
}

export function editBlock({ report, shown, kinds }: Telling): FitBlock {
  const isDone = report.outcome !== undefined;
  const edits = shown.edits.filter((d) => isDone || d.of !== 'role');
  const summary = editSummary(edits);
  // After the work it is enough how many of what there were: the plan before it has named them.
  if (isDone && summary !== '') {
    const row = { text: `**Edits of the policy: ${number(edits.length)}.** ${text(summary)}`, rank: rank.aside, tells: edits.length };
    return { name: 'Edits of the policy', head: [], rows: [row], foot: [] };
  }
  return folded(
    'Edits of the policy',
    `Edits of the policy${isDone ? '' : ', one by one'}: ${number(edits.length)}`,
    editLines(edits, kinds, report.review?.places).map(editRow),
    summaryHead(edits),
  );
}

export function noteBlock({ report }: Telling): FitBlock {
  return { name: 'Notes', head: [], rows: report.notes.map((note) => ({ text: `- ${text(note, 1000)}`, rank: rank.overview })), foot: [] };
}
