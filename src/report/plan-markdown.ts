/** A run as Markdown for a pull request or a job's summary, within a size: the verdict first, the next step last. */
import { compareText, sortedBy } from '../model/order.ts';
import type { Delta } from '../model/policy.ts';
import { count, guardTitle, notBeforeText, outcomeText, readText, reasonOf } from './change-words.ts';
import { deltaPlace, deltaSentence, directionWord } from './delta-words.ts';
import { markdownCode, markdownText, shortened } from './escape.ts';
import { exitLine } from './exit-code.ts';
import { type FitBlock, type FitRow, fitBudget } from './fit-budget.ts';
import { headline } from './headline.ts';
import { instantOf } from './instant.ts';
import { factChanges } from './redact-facts.ts';
import type { KindsByTarget, RunReport } from './run-report.ts';
import {
  type Alike,
  type Row,
  type Shown,
  explainedBy,
  foldAlike,
  groupedBy,
  holderAndGrant,
  holdersOf,
  isPrivileged,
  modesOf,
  severityRank,
  sortedDeltas,
  tallyOf,
  whatIsShown,
} from './what-is-shown.ts';

/** A body takes 65,536 characters; the marker and the lines that the work surface adds have to fit too. */
export const commentBudget = 60_000;
/** A step's summary takes 1 MiB and is dropped whole above it. */
export const summaryBudget = 1_000_000;

export interface Markdown {
  readonly markdown: string;
  /** A report that had to be cut is not green. */
  readonly complete: boolean;
  readonly left: number;
}

interface Telling {
  readonly report: RunReport;
  readonly shown: Shown;
  readonly kinds: KindsByTarget;
}

/** What is kept first when not all of it fits. */
const rank = { failed: 0, privileged: 1, unknown: 2, loosened: 3, overview: 4, error: 5, change: 6, stopped: 7, aside: 8 } as const;

const firstFew = 5;

export function planMarkdown(report: RunReport, kinds: KindsByTarget, budget = commentBudget): Markdown {
  const telling: Telling = { report, shown: whatIsShown(report), kinds };
  const blocks = [
    unknownBlock,
    roleBlock,
    targetBlock,
    notExplainedBlock,
    loosenedBlock,
    dueBlock,
    blockedBlock,
    seatBlock,
    teamBlock,
    baselineBlock,
    notApprovedBlock,
    findingBlock,
    adoptedBlock,
    editBlock,
    noteBlock,
  ]
    .map((block) => block(telling))
    .filter((block) => block.rows.length > 0);
  const first = `### ${markdownText(headline(report, telling.shown))}`;
  const fitted = fitBudget(first, blocks, [lastLine(telling)], budget, 'All of it is in `plan.json`.');
  return { markdown: fitted.text, complete: fitted.complete, left: fitted.left };
}

const text = (words: string, longest = 600): string => markdownText(shortened(words, longest));
const code = (name: string, longest = 240): string => markdownCode(shortened(name, longest));
const number = (n: number): string => n.toLocaleString('en-US');

const listed = (name: string, title: string, rows: readonly FitRow[]): FitBlock => ({ name, head: [title, ''], rows, foot: [] });

/** Long lists are folded away; the summary says what is in them. */
function folded(name: string, title: string, rows: readonly FitRow[], head: readonly string[] = []): FitBlock {
  return { name, head: [`<details><summary>${title}</summary>`, '', ...head], rows, foot: ['', '</details>'] };
}

function unknownBlock({ shown }: Telling): FitBlock {
  const rows = shown.unknown.map((u) => ({
    text: `- ${code(u.kind === null ? u.target : `${u.target}/${u.kind}`)}: ${text(u.why)}`,
    rank: rank.unknown,
  }));
  return listed('Unknown', '⚠️ **UNKNOWN: not read, so nothing was compared or written there**', rows);
}

function roleBlock({ report, shown, kinds }: Telling): FitBlock {
  const reach = new Map((report.review?.roles ?? []).map((r) => [r.role, r]));
  const rows = [...shown.loosened, ...shown.edits]
    .filter((d) => d.of === 'role')
    .map((delta) => {
      const found = reach.get(delta.key.replace(/#.*$/, ''));
      const far = found === undefined ? '' : `, ${count(found.identities, 'identity', 'identities')} of ${count(found.teams, 'team')}`;
      return { text: `- **${text(deltaSentence(delta, kinds))}**${placeText(report, delta)}${far}`, rank: rank.overview };
    });
  return listed('Edited roles', '**Edited roles: each edit reaches every holder**', rows);
}

const placeText = (report: RunReport, delta: Delta): string => {
  const place = deltaPlace(delta, report.review?.places);
  return place === null ? '' : `, at ${code(place)}`;
};

function targetBlock({ report, shown }: Telling): FitBlock {
  const rows = shown.targets.map((t) => {
    const due = tallyOf(t.changes);
    const stopped = t.blocked.length;
    const several = modesOf(t).length > 1;
    const modes = modesOf(t)
      .map(([mode, n]) => (several ? `${mode} ${number(n)}` : mode))
      .join(' · ');
    const watched = modes === 'observe' ? 'observe: will **not** be written' : modes;
    const read = t.error === null ? readText(t.readAt, report.plan.at) : '**UNKNOWN**';
    const cells = [
      code(t.target),
      ...[due.grant, due.revoke, due.adjust, due.privileged, stopped].map(number),
      watched === '' ? '–' : watched,
      read,
    ];
    return { text: `| ${cells.join(' | ')} |`, rank: due.privileged > 0 ? rank.privileged : rank.overview };
  });
  const head = ['| target | grant | revoke | adjust | privileged | blocked | mode | read |', '|---|--:|--:|--:|--:|--:|---|---|'];
  return { name: 'Targets', head, rows, foot: [] };
}

function notExplainedBlock(telling: Telling): FitBlock {
  const { report, shown } = telling;
  if (report.review === undefined) return listed('', '', []);
  const explained = explainedBy(report);
  const foreign = [...shown.due, ...shown.blocked].filter((r) => !explained(r.change));
  const rows = foldAlike(foreign, firstFew + 1).map((alike) => {
    const [first] = alike.rows;
    const why = `${reasonOf(first.change, report.plan.at)}${first.blocked === null ? '' : `; ${first.blocked.why}`}`;
    return { text: `- ${idAndWhat(first)}: ${text(why)}${sameFor(alike)}`, rank: rankOf(first, rank.overview), tells: alike.rows.length };
  });
  return listed(
    "Not explained by the pull request's files",
    `⚠️ **Not explained by this pull request's files: ${count(foreign.length, 'change')}.** This merge is not their cause.`,
    rows,
  );
}

const rankOf = (row: Row, otherwise: number): number =>
  row.outcome?.state === 'failed' ? rank.failed : isPrivileged(row) ? rank.privileged : otherwise;

const idAndWhat = ({ short, change }: Row): string =>
  `${short} ${change.verb} ${code(change.label)}${change.risk === 'low' ? '' : ` **${change.risk}**`}`;

function sameFor(alike: Alike): string {
  if (alike.rows.length === 1) return '';
  const names = holdersOf(alike);
  const said = names
    .slice(0, firstFew)
    .map((n) => code(n, 60))
    .join(', ');
  return `; the same for ${said}${names.length > firstFew ? ` and ${number(names.length - firstFew)} more` : ''}`;
}

function loosenedBlock({ report, shown, kinds }: Telling): FitBlock {
  const rows = shown.loosened.map((d) => ({ text: `- ${text(deltaSentence(d, kinds), 900)}${placeText(report, d)}`, rank: rank.loosened }));
  return listed('Loosened', '⚠️ **Loosened: a check is taken away, or access lasts longer**', rows);
}

function dueBlock({ report, shown, kinds }: Telling): FitBlock {
  const done = report.outcome !== undefined;
  const rows = foldAlike(shown.due).map((alike) => {
    const [row] = alike.rows;
    const { change, outcome } = row;
    const facts = change.verb === 'adjust' ? factChanges(change.before, change.entry, kinds) : [];
    const why = text([reasonOf(change, report.plan.at), ...facts].join('; '));
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

function blockedBlock({ report, shown }: Telling): FitBlock {
  const groups = groupedBy(shown.blocked, (row) => JSON.stringify([row.blocked.guard, row.blocked.wayOut, isPrivileged(row)]));
  const rows = groups.flatMap((group) =>
    foldAlike(group, firstFew + 1).map((alike) => {
      const [row] = alike.rows;
      const { blocked } = row;
      const why = [reasonOf(row.change, report.plan.at), blocked.why, notBeforeText(blocked, report.plan.at)]
        .filter((words) => words !== '')
        .join('; ');
      const cells = [`${idAndWhat(row)}${sameFor(alike)}`, `${guardTitle(blocked.guard)}: ${text(why)}`, text(blocked.wayOut)];
      return { text: `| ${cells.join(' | ')} |`, rank: rankOf(row, rank.stopped), tells: alike.rows.length };
    }),
  );
  const head = ['| change | blocked, because | way out |', '|---|---|---|'];
  const title = `Blocked: ${count(shown.blocked.length, 'change')}, with the way out`;
  return rows.length > 20 ? folded('Blocked', title, rows, head) : { name: 'Blocked', head: [`**${title}**`, '', ...head], rows, foot: [] };
}

function seatBlock({ report }: Telling): FitBlock {
  const seats = sortedBy(report.review?.seats ?? [], (s) => JSON.stringify([s.by === null ? 0 : 1, s.team, s.because]));
  const rows = seats.map((s) => ({
    text: `- ${s.by === null ? '⬜' : '✅'} ${code(s.team)} (${text(s.because)})${s.by === null ? '' : ` by ${code(s.by)}`}`,
    rank: rank.overview,
  }));
  return listed('Approvals', '**Approvals that this review needs**', rows);
}

function teamBlock({ report, shown }: Telling): FitBlock {
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

function baselineBlock({ report }: Telling): FitBlock {
  const made = sortedBy(Object.entries(report.baselineMade ?? {}), ([target]) => target);
  const rows = made.map(([target, taken]) => {
    const kinds = sortedBy(Object.entries(taken), ([kind]) => kind).map(([kind, n]) => `${number(n)} ${code(kind)}`);
    return { text: `- ${code(target)}: ${kinds.length === 0 ? 'nothing undeclared is there' : kinds.join(', ')}`, rank: rank.overview };
  });
  return listed('First sight', '**First sight: taken into the baseline as unreviewed, not touched, to be decided in time**', rows);
}

function notApprovedBlock({ report, kinds }: Telling): FitBlock {
  const deltas = sortedDeltas(report.deltasNotApproved ?? []);
  return folded(
    'Not yet approved',
    `Not yet approved: ${count(deltas.length, 'edit')} of the policy, shown here and not obeyed`,
    deltas.map((d) => deltaRow(report, d, kinds)),
  );
}

const deltaRow = (report: RunReport, d: Delta, kinds: KindsByTarget): FitRow => ({
  text: `- ${directionWord[d.direction]}: ${text(deltaSentence(d, kinds), 900)}${placeText(report, d)}`,
  rank: d.direction === 'loosens' ? rank.loosened : rank.aside,
});

function findingBlock({ shown }: Telling): FitBlock {
  const rows = shown.findings.map((f) => ({
    text: `- ${f.severity} ${code(f.rule)}: ${text(f.subject)}${f.at === null ? '' : `, at ${code(f.at)}`}. ${text(f.remedy)}`,
    rank: severityRank(f) === 0 ? rank.error : rank.aside,
  }));
  return folded('Findings', `Findings: ${number(rows.length)}, nothing is written for them`, rows);
}

function adoptedBlock({ shown }: Telling): FitBlock {
  const rows = shown.alreadyLive.map((key) => ({ text: `- ${code(holderAndGrant(key))}`, rank: rank.aside }));
  return folded(
    'Already live',
    `Already live: ${count(rows.length, 'entry', 'entries')} approved and there; adopted without a write`,
    rows,
  );
}

function editBlock({ report, shown, kinds }: Telling): FitBlock {
  const edits = shown.edits.filter((d) => d.of !== 'role');
  return folded(
    'Edits of the policy',
    `Other edits of the policy: ${number(edits.length)}`,
    edits.map((d) => deltaRow(report, d, kinds)),
  );
}

function noteBlock({ report }: Telling): FitBlock {
  return { name: 'Notes', head: [], rows: report.notes.map((note) => ({ text: `- ${text(note, 1000)}`, rank: rank.overview })), foot: [] };
}

function lastLine({ report, shown }: Telling): string {
  const asked = shown.due[0] ?? shown.blocked[0];
  const preview = report.plan.run === 'apply' && report.outcome === undefined;
  const ending = preview ? 'Nothing is written yet.' : markdownText(exitLine(report.plan.run, report.exitCode));
  const why = asked === undefined ? '' : ` Why? \`nhi-reconcile explain ${asked.short}\``;
  return `<sub>Plan of ${instantOf(report.plan.at)}, digest ${code(report.plan.digest, 13)}. ${ending}${why}</sub>`;
}
