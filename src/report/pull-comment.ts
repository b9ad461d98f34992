/** The comment on a pull request: the verdict, what is dangerous, what changes for whom, who must approve, what is left. */
import type { Key } from '../model/entitlement.ts';
import { sortedBy } from '../model/order.ts';
import type { Finding } from '../model/plan.ts';
import type { Delta } from '../model/policy.ts';
import { adoptedLines } from './adopted-lines.ts';
import { approvedBy, count, reasonOf } from './change-words.ts';
import { placeAt } from './delta-words.ts';
import { editLines } from './edit-lines.ts';
import { markdownText } from './escape.ts';
import { exitLineOf } from './exit-code.ts';
import { findingLines } from './finding-lines.ts';
import type { FitBlock, FitRow } from './fit-budget.ts';
import { headline } from './headline.ts';
import { instantOf, lengthOf } from './instant.ts';
import {
  type Markdown,
  type Telling,
  asideBlock,
  atPlace,
  baselineBlock,
  blockedBlock,
  code,
  commentBudget,
  editBlock,
  editRow,
  findingBlock,
  firstFew,
  fittedMarkdown,
  folded,
  foreignRows,
  hasErrors,
  idAndWhat,
  inPlanJson,
  lineText,
  listed,
  loosenedBlock,
  notExplainedBlock,
  noteBlock,
  number,
  rank,
  roleBlock,
  seatBlock,
  summaryHead,
  targetBlock,
  teamBlock,
  text,
  unknownBlock,
} from './markdown-blocks.ts';
import { factChanges } from './redact-facts.ts';
import type { KindsByTarget, RoleReach, RunReport, Seat } from './run-report.ts';
import { saidMarkdown } from './said.ts';
import { type Row, accountAndGrant, groupedBy, isPrivileged, sortedFindings, whatIsShown, writtenKey } from './what-is-shown.ts';

/**
 * `head`: the commit that it speaks of. `liveSince`: of what is live, when a read first saw it. `byHand`: of what is taken and was
 * there before the review `by` gave it.
 */
export interface PullNotes {
  readonly head: string;
  readonly liveSince: Readonly<Record<Key, number>>;
  readonly byHand: Readonly<Record<Key, { readonly at: number; readonly by: string }>>;
}

/** `title`: of the check, plain text that nobody has escaped yet. */
export interface PullText extends Markdown {
  readonly title: string;
  readonly exitCode: RunReport['exitCode'];
}

export function pullComment(report: RunReport, kinds: KindsByTarget, notes: PullNotes, budget = commentBudget): PullText {
  const telling: Telling = { report, shown: whatIsShown(report), kinds };
  const blocks = [
    unknownBlock(telling),
    privilegedBlock(telling),
    liveBlock(telling, notes),
    byHandBlock(telling, notes),
    loosenedBlock(telling),
    roleBlock(telling),
    targetBlock(telling),
    notExplainedBlock(telling),
    seatBlock(telling),
    changeBlock(telling),
    blockedBlock(telling),
    noteBlock(telling),
    teamBlock(telling),
    baselineBlock(telling),
    asideBlock(telling),
    findingBlock(telling),
    editBlock(telling),
  ];
  const title = headline(report, telling.shown);
  return {
    title,
    exitCode: report.exitCode,
    ...fittedMarkdown(`### ${markdownText(title)}`, blocks, [lastLine(telling, notes)], budget, inPlanJson),
  };
}

/** By id, one by one: nobody may overlook them in a group. */
function privilegedBlock(telling: Telling): FitBlock {
  const rows = explainedDue(telling)
    .filter(isPrivileged)
    .map((row) => ({ text: `- ${idAndWhat(row)}: ${whyText(row, telling)}`, rank: rank.privileged }));
  return listed('Privileged', `⚠️ **Privileged: ${count(rows.length, 'change')}**`, rows);
}

const whyText = (row: Row, { report, kinds }: Telling): string =>
  [`${text(reasonOf(row.change, report.plan.at))}${lineText(report, { rows: [row] })}`, ...changedFacts(row, kinds)].join('; ');

const changedFacts = ({ change }: Row, kinds: KindsByTarget): readonly string[] =>
  change.verb === 'adjust' ? factChanges(change.before, change.entry, kinds).map((fact) => text(fact)) : [];

/** Due by this review, or all of it where it explains nothing. */
function explainedDue(telling: Telling): readonly Row[] {
  const { foreign, isAll } = foreignRows(telling);
  const apart = new Set<Row>(foreign);
  return telling.shown.due.filter((row) => isAll || !apart.has(row));
}

/** It becomes approved without a write, and was made outside of any review: as grave as a grant. */
function liveBlock({ report, shown }: Telling, { liveSince }: PullNotes): FitBlock {
  const since = (key: Key): number | null => (Object.hasOwn(liveSince, key) ? (liveSince[key] as number) : null);
  const dated = shown.alreadyLive.flatMap((key) => {
    const at = since(key);
    if (at === null) return [];
    const { account, grant } = accountAndGrant(key);
    const said = `- ${code(account, 120)} ${code(grant)}: live since ${instantOf(at)} at the latest, ${lengthOf(report.plan.at - at)} ago`;
    return [{ text: said, rank: rank.privileged }];
  });
  const others = adoptedLines(shown.alreadyLive.filter((key) => since(key) === null)).map(({ said, tells }): FitRow => ({
    text: `- ${saidMarkdown(said)}`,
    rank: rank.loosened,
    tells,
  }));
  const title = `⚠️ **Already live, made outside of review: ${count(shown.alreadyLive.length, 'entry', 'entries')}.** To merge is to approve ${shown.alreadyLive.length === 1 ? 'it' : 'them'}; nothing is written`;
  return listed('Already live', title, [...dated, ...others]);
}

/** A revert takes it away: the policy before did not give it, and it was there all the same. */
function byHandBlock(telling: Telling, { byHand }: PullNotes): FitBlock {
  const { at: now } = telling.report.plan;
  const rows = [...telling.shown.due, ...telling.shown.blocked].flatMap((row): readonly FitRow[] => {
    const found = Object.hasOwn(byHand, row.change.key) ? byHand[row.change.key] : undefined;
    if (found === undefined || row.change.verb !== 'revoke') return [];
    const since = `there by hand since ${instantOf(found.at)} at the latest, ${lengthOf(now - found.at)} ago; approved later, ${text(approvedBy(found.by))}`;
    return [{ text: `- ${idAndWhat(row)}: ${since}`, rank: rank.loosened }];
  });
  const title = `⚠️ **There by hand before any review: ${count(rows.length, 'entry', 'entries')}.** This does not put back what was before, it takes ${rows.length === 1 ? 'it' : 'them'} away`;
  return listed('There by hand', title, rows);
}

/** What one line of the files does to many is one row; what is left is told by identity. */
function changeBlock(telling: Telling): FitBlock {
  const due = explainedDue(telling).filter((row) => !isPrivileged(row));
  const placeOf = (row: Row): string | null => placeAt(`entry ${row.change.key}`, telling.report.review?.places);
  const groups = groupedBy(due, (row) => JSON.stringify([row.change.verb, writtenKey(row.change.key), placeOf(row), row.change.mode]));
  const isMany = (group: readonly Row[]): boolean => new Set(group.map(holderOf)).size > 1;
  const shared = groups.filter(isMany).map((group): FitRow => {
    const [first] = group;
    const holders = new Set(group.map(holderOf));
    const said = `- ${number(holders.size)} identities (${namesOf(holders)}): ${signs[first.change.verb]} ${code(writtenKey(first.change.key))}`;
    return { text: `${said}${atPlace(placeOf(first))}${modeText(first)}`, rank: rank.change, tells: group.length };
  });
  const single = groupedBy(
    groups.filter((group) => !isMany(group)).flatMap((group) => [...group]),
    holderOf,
  ).map((group): FitRow => {
    const said = sortedBy(group, (row) => row.change.verb).map((row) => {
      const more = [row.short, ...changedFacts(row, telling.kinds)].join('; ');
      return `${signs[row.change.verb]} ${code(writtenKey(row.change.key))} (${more}${modeText(row)}${atPlace(placeOf(row))})`;
    });
    return { text: `- ${code(holderOf(group[0]), 120)}: ${said.join(', ')}`, rank: rank.change, tells: group.length };
  });
  const rows = [...shared, ...single];
  const title = `What changes, by ${shared.length > 0 ? 'line and ' : ''}identity: ${count(due.length, 'change')}`;
  return rows.length > 20 ? folded('Changes', title, rows) : listed('Changes', `**${title}**`, rows);
}

const signs = { grant: '+', revoke: '−', adjust: '±' } as const;
const holderOf = ({ change }: Row): string => change.identity ?? change.entry.account;
const modeText = ({ change }: Row): string => (change.mode === 'enforce' ? '' : `, mode ${change.mode}`);

function namesOf(holders: ReadonlySet<string>): string {
  const said = [...holders].slice(0, firstFew).map((n) => code(n, 60));
  return `${said.join(', ')}${holders.size > firstFew ? ` and ${number(holders.size - firstFew)} more` : ''}`;
}

function lastLine({ report, shown }: Telling, { head }: PullNotes): string {
  const { at, digest, run } = report.plan;
  const ages = shown.targets.flatMap((t) => (t.readAt === null ? [] : [lengthOf(at - t.readAt)]));
  const live = ages.length === 0 ? '' : ` Live data ${[...new Set(ages)].join(', ')} old.`;
  const [first] = [...shown.due, ...shown.blocked];
  const why = first === undefined ? '' : ` Why? ${code(`nhi-reconcile explain ${first.short}`)}.`;
  const ending = markdownText(exitLineOf(run, report.exitCode, hasErrors(shown)));
  return `<sub>Head ${code(head.slice(0, 12))}, planned ${instantOf(at)}, digest ${code(digest, 13)}.${live}${why} ${ending}</sub>`;
}

/** Why no live fact may stand in it: who sees it, or that no read is kept. */
export type DeclaredOnly = 'author' | 'noSnapshot' | 'notPrivate' | 'broken';

const whyDeclared: Readonly<Record<DeclaredOnly, string>> = {
  author: 'This head comes from a fork, or its author may not write here.',
  noSnapshot: 'No read of the targets is kept (`snapshot: true` in Settings keeps them), and a pull request is planned with no credential.',
  notPrivate: 'This repository is not private.',
  broken: 'The policy on the default branch has errors, so who must approve is not known either; apply asks for every one of them.',
};

/** It can hold no live fact, so it can tell none. */
export interface DeclaredReview {
  readonly only: DeclaredOnly;
  readonly head: string;
  readonly compiler: string;
  readonly review: readonly Delta[];
  readonly digest: string;
  readonly places: Readonly<Record<string, string>>;
  readonly roles: readonly RoleReach[];
  readonly seats: readonly Seat[];
  readonly notes: readonly string[];
}

/** No clock either: the same files give the same bytes. */
export const declaredReport = ({ compiler, review, digest, places, roles, seats, notes }: DeclaredReview): RunReport => ({
  plan: { version: 1, run: 'plan', at: 0, compiler, review, digest, targets: [] },
  review: { places, roles, seats },
  notes,
  exitCode: review.length > 0 ? 2 : 0,
});

export function declaredComment(declared: DeclaredReview, kinds: KindsByTarget, budget = commentBudget): PullText {
  const { head, digest, places } = declared;
  const report = declaredReport(declared);
  const telling: Telling = { report, shown: whatIsShown(report), kinds };
  const { edits } = telling.shown;
  const rows = editLines(
    edits.filter((d) => d.of !== 'role'),
    kinds,
    places,
  ).map(editRow);
  const blocks = [
    loosenedBlock(telling),
    roleBlock(telling),
    noteBlock(telling),
    seatBlock(telling),
    { name: 'Edits', head: ['**What the files change**', '', ...summaryHead(edits)], rows, foot: [] },
  ];
  const last = [
    `${whyDeclared[declared.only]} So this says what the files declare and nothing of what is live: no access was compared, and no change is listed that it would cause.`,
    `<sub>Head ${code(head.slice(0, 12))}, digest ${code(digest, 13)}.</sub>`,
  ];
  const title = headline(report, telling.shown);
  return { title, exitCode: report.exitCode, ...fittedMarkdown(`### ${markdownText(title)}`, blocks, last, budget, inFiles) };
}

const inFiles = 'Read the files for the rest.';

/** Of a head whose policy cannot be used: errors first, each with its place. */
export function refusedComment(problems: readonly Finding[], head: string, budget = commentBudget): PullText {
  const errors = problems.filter((f) => f.severity === 'error').length;
  // Sorted, so that the errors are kept where not all fits.
  const rows = findingLines(sortedFindings(problems)).map(({ said, tells }): FitRow => ({
    text: `- ${saidMarkdown(said)}`,
    rank: rank.error,
    tells,
  }));
  const title = `nhi plan: the policy has ${count(errors, 'error')}, so nothing was planned`;
  const last = [`<sub>Head ${code(head.slice(0, 12))}. Each line says what to write; the next push is planned again.</sub>`];
  const blocks = [{ name: 'Problems', head: [], rows, foot: [] }];
  return { title, exitCode: 1, ...fittedMarkdown(`### ${markdownText(title)}`, blocks, last, budget, inFiles) };
}

const nothingPlanned = 'nhi: nothing was planned';

/** Where what was asked about is not the head of anything open any more. */
export const movedComment = (head: string): PullText => unplannedText(`No open pull request has the head ${code(head, 12)} any more.`);

const unplannedText = (why: string): PullText => ({
  title: nothingPlanned,
  exitCode: 0,
  ...fittedMarkdown(`### ${nothingPlanned}`, [], [why], commentBudget, inFiles),
});

/** Of one that goes to a branch which no run obeys. */
export function elsewhereComment(base: string, branch: string): PullText {
  return unplannedText(
    `This goes to ${code(base, 120)}, and only what comes to ${code(branch, 120)} is ever in force. It is planned once it goes there, by itself or with what it is merged into.`,
  );
}
