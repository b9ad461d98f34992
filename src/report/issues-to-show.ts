/** Which issues are to be opened, edited, reopened or closed, and what is worth a comment: as data, for somebody else to carry out. */
import { withoutFacets } from '../model/key.ts';
import { compareText, sortedBy } from '../model/order.ts';
import type { Hold, LedgerRow } from '../model/state.ts';
import { type Beside, type IssueText, driftIssue } from './drift-issue.ts';
import { holdIssue } from './hold-issue.ts';
import { instantOf, lengthOf } from './instant.ts';
import {
  type OpenRow,
  type Told,
  firstSights,
  isProven,
  openRows,
  ownersIn,
  plansOf,
  silentSince,
  targetsByOwner,
  unreviewedByOwner,
} from './issue-rows.ts';
import { endedText, lineText, mentionOf } from './issue-words.ts';
import { type Mark, markIn, markOf, marked, telling, toldIn, tokenOf } from './marker.ts';
import { commentBudget, fittedMarkdown, number } from './markdown-blocks.ts';
import { type Leaving, leavings, offboardingIssue } from './offboarding-record.ts';
import { overviewIssue } from './overview-issue.ts';
import { unreadIssue } from './unread-issue.ts';

/** An issue that is ours: by label, by the mark on its first line, and by its author together. */
export interface OwnIssue {
  readonly number: number;
  readonly isOpen: boolean;
  readonly title: string;
  readonly body: string;
  /** Ours alone, oldest first. */
  readonly comments: readonly { readonly at: number; readonly body: string }[];
}

export type IssueAction =
  | { readonly do: 'create'; readonly mark: string; readonly title: string; readonly body: string; readonly comments: readonly string[] }
  | {
      readonly do: 'edit';
      readonly number: number;
      readonly title: string;
      readonly body: string;
      readonly reopen: boolean;
      readonly comments: readonly string[];
    }
  | { readonly do: 'close'; readonly number: number; readonly title: string; readonly body: string; readonly comments: readonly string[] }
  /** A second one of the same mark, as two runs at once may make it. */
  | { readonly do: 'closeTwin'; readonly number: number; readonly of: number };

const dayMs = 86_400_000;
/** So many a comment names; the rest is told by the next one. */
const mostTold = 200;

interface Known extends OwnIssue {
  readonly mark: Mark;
}

/** `existing`: all that are ours, closed ones too. */
export function issuesToShow(told: Told, existing: readonly OwnIssue[]): readonly IssueAction[] {
  const { first, twins } = byMark(existing);
  const rows = openRows(told);
  const leaving = leavings(told);
  const at = told.report.plan.at;
  const overview = overviewIssue(rows, told, ownerLinks(rows, first), leavingLinks(leaving, first));
  const actions = [
    ...unreadActions(told, first),
    ...offboardingActions(leaving, told, first),
    ...ownerActions(rows, leaving, told, first),
    toward(first.get(markOf('overview')), markOf('overview'), overview, at, at),
    ...holdActions({ ...told, at }, first),
  ];
  return [...actions.filter((action) => action !== null), ...twins];
}

/**
 * Of a run that looked at one identity alone: how it leaves, and what is open of it. An issue in which something else stands
 * keeps its text, for that was not looked at; what is new is a comment there.
 */
export function aloneToShow(identity: string, told: Told, existing: readonly OwnIssue[]): readonly IssueAction[] {
  const { first } = byMark(existing);
  const leaving = leavings(told).filter((one) => one.identity === identity);
  const byOwner = sortedBy(
    Map.groupBy(openRows(told), (row) => row.owner),
    ([owner]) => owner,
  );
  const actions = byOwner.map(([owner, rows]) => aloneAction(identity, owner, rows, leaving, told, first));
  return [...offboardingActions(leaving, told, first), ...actions].filter((action) => action !== null);
}

function aloneAction(
  identity: string,
  owner: string,
  rows: readonly OpenRow[],
  leaving: readonly Leaving[],
  told: Told,
  first: ReadonlyMap<string, Known>,
): IssueAction | null {
  const own = rows.filter((row) => row.identity === identity && row.change !== null);
  const mark = markOf('owner', owner);
  const known = first.get(mark);
  if (own.length === 0 || (known?.isOpen !== true && !own.some((row) => isWorthOpening(row, told)))) return null;
  const comments = commentsOn(owner, own, told, known);
  if (own.length < rows.length && known?.isOpen === true)
    return comments.length === 0
      ? null
      : { do: 'edit', number: known.number, title: known.title, body: known.body, reopen: false, comments };
  const { at } = told.report.plan;
  const theirs = leavingLinks(
    leaving.filter((one) => one.owner === owner),
    first,
  );
  const issue = driftIssue(owner, rows, { targets: [], unreviewed: 0, links: new Map(), leaving: theirs, alone: identity }, told);
  return toward(known, mark, issue, at, at, comments);
}

/** Of a hold's own run, which reads nothing else: its issue is there in the same minute. */
export const holdsToShow = (holding: Holding, existing: readonly OwnIssue[]): readonly IssueAction[] =>
  holdActions(holding, byMark(existing).first).filter((action) => action !== null);

interface Holding extends Pick<Told, 'holds' | 'ledger' | 'settings' | 'states'> {
  readonly at: number;
}

function holdActions(holding: Holding, first: ReadonlyMap<string, Known>): readonly (IssueAction | null)[] {
  const { at } = holding;
  return sortedBy(holding.holds, (h) => h.id).map((hold) => {
    const mark = markOf('hold', hold.id);
    const known = first.get(mark);
    if (at < hold.until) return toward(known, mark, issueOfHold(hold, holding), at, at);
    if (known?.isOpen !== true) return null;
    return closing(known, issueOfHold(hold, holding), [`It ended ${instantOf(hold.until)}, by itself.`], at);
  });
}

/** A key holds ids that only machines read; the row that was held has the words. */
function issueOfHold(hold: Hold, { ledger, settings, states }: Holding): IssueText {
  const row = hold.key === null ? undefined : [...ledger.values()].flat().findLast((r) => withoutFacets(r.key) === hold.key);
  const envelope = [...states.values()].flatMap((s) => s.breakGlass).find((b) => b.name === hold.envelope) ?? null;
  const mention = settings.issues.mention === 'none' ? null : mentionOf(envelope?.who ?? null);
  return holdIssue(hold, { envelope, label: row?.label ?? null, mention });
}

/** The oldest of each mark is the one; later ones come of two runs at once. */
function byMark(existing: readonly OwnIssue[]): {
  readonly first: ReadonlyMap<string, Known>;
  readonly twins: readonly IssueAction[];
} {
  const first = new Map<string, Known>();
  const twins: IssueAction[] = [];
  for (const issue of existing.toSorted((a, b) => a.number - b.number)) {
    const mark = markIn(issue.body);
    if (mark === null) continue;
    const known = first.get(mark.mark);
    if (known === undefined) first.set(mark.mark, { ...issue, mark });
    else if (issue.isOpen) twins.push({ do: 'closeTwin', number: issue.number, of: known.number });
  }
  return { first, twins };
}

const ownerLinks = (rows: readonly OpenRow[], first: ReadonlyMap<string, Known>): ReadonlyMap<string, number> =>
  new Map(rows.flatMap(({ owner }) => linkTo(owner, first.get(markOf('owner', owner)))));

const linkTo = (name: string, known: Known | undefined): readonly (readonly [string, number])[] =>
  known === undefined ? [] : [[name, known.number]];

/** Opens, edits or reopens; null: it stands as it is to be. `upto`: first seen until then is told by the opening itself. */
function toward(
  known: Known | undefined,
  mark: string,
  issue: IssueText,
  at: number,
  upto: number,
  comments: readonly string[] = [],
): IssueAction | null {
  const { title } = issue;
  const opened = known?.isOpen === true ? known.mark : { mark, from: at, upto };
  const body = marked(opened, issue.markdown);
  if (known === undefined) return { do: 'create', mark, title, body, comments };
  if (known.isOpen && known.title === title && known.body === body && comments.length === 0) return null;
  return { do: 'edit', number: known.number, title, body, reopen: !known.isOpen, comments };
}

/** Told once: a run that was cut between the two finds its comment again. */
function closing(known: Known, issue: IssueText, lines: readonly string[], at: number): IssueAction {
  const isTold = known.comments.some((c) => toldIn(c.body)?.what === 'closed' && c.at >= known.mark.from);
  const comment = telling('closed', [], `${lines.join('\n')}\n`);
  return {
    do: 'close',
    number: known.number,
    title: issue.title,
    body: marked({ ...known.mark, upto: at }, issue.markdown),
    comments: isTold ? [] : [comment],
  };
}

// ---- targets that nobody can see

function unreadActions(told: Told, first: ReadonlyMap<string, Known>): readonly (IssueAction | null)[] {
  const { at } = told.report.plan;
  const plans = new Map(plansOf(told.report).map((plan) => [plan.target, plan]));
  const names = new Set([...told.states.keys(), ...plans.keys()]);
  return [...names].sort(compareText).map((target) => {
    const mark = markOf('unread', target);
    const known = first.get(mark);
    const plan = plans.get(target);
    const silent = silentSince(told, target);
    if ((plan !== undefined && !isProven(plan)) || silent !== null) return toward(known, mark, unreadIssue(target, silent, told), at, at);
    const isGone = told.states.get(target)?.retired === true;
    if (known?.isOpen !== true || (plan === undefined && !isGone)) return null;
    const since = Math.min(known.mark.from, ...Object.values(told.runs.before[target]?.lastProven ?? {}));
    const end = isGone
      ? 'It is no longer in the policy.'
      : `Read and proven again ${instantOf(at)}: nobody could see it for ${lengthOf(at - since)} at most, since ${instantOf(since)}.`;
    return closing(known, unreadIssue(target, null, told), [end], at);
  });
}

// ---- who leaves

/** One that is over before anybody was told is told all the same, and closed by the run after. */
function offboardingActions(leaving: readonly Leaving[], told: Told, first: ReadonlyMap<string, Known>): readonly (IssueAction | null)[] {
  const { at } = told.report.plan;
  return leaving.map((one) => {
    const mark = markOf('offboarding', one.identity);
    const known = first.get(mark);
    const issue = offboardingIssue(one, mentionOfLeaving(one, told), told);
    if (!one.isOut) return toward(known, mark, issue, at, at);
    if (known?.isOpen === true) {
      const took = `It took ${lengthOf(one.upto - one.from)}, from ${instantOf(one.from)} to ${instantOf(one.upto)}.`;
      return closing(known, issue, [`**Out everywhere.** Each system is proven clean. ${took}`], at);
    }
    return known === undefined || known.mark.upto < one.upto ? toward(known, mark, issue, at, at) : null;
  });
}

const leavingLinks = (leaving: readonly Leaving[], first: ReadonlyMap<string, Known>): Beside['leaving'] =>
  leaving.filter((one) => !one.isOut).map((one) => [one, first.get(markOf('offboarding', one.identity))?.number ?? null]);

function mentionOfLeaving({ identity, owner }: Leaving, told: Told): string | null {
  const { mention } = told.settings.issues;
  const first = firstSights(told);
  const own = plansOf(told.report)
    .filter((plan) => !first.has(plan.target))
    .flatMap((plan) => [...plan.changes, ...plan.blocked.map((b) => b.change)])
    .filter((change) => change.identity === identity);
  const isCalled = mention === 'all' ? own.length > 0 : mention === 'newPrivileged' && own.some((change) => change.risk !== 'low');
  return isCalled ? teamOf(owner, told) : null;
}

function teamOf(owner: string, told: Told): string | null {
  const team = [...told.states.values()].flatMap((s) => s.teams).find((t) => t.name === owner);
  return mentionOf(team?.github ?? null);
}

// ---- what belongs to whom

function ownerActions(
  rows: readonly OpenRow[],
  leaving: readonly Leaving[],
  told: Told,
  first: ReadonlyMap<string, Known>,
): readonly (IssueAction | null)[] {
  const targets = targetsByOwner(told.states);
  const links = new Map([...told.states.keys()].flatMap((target) => openLink(target, first.get(markOf('unread', target)))));
  const unreviewed = unreviewedByOwner(told);
  const byOwner = Map.groupBy(rows, (row) => row.owner);
  const owners = new Set([...targets.keys(), ...byOwner.keys()]);
  return [...owners].sort(compareText).map((owner) => {
    const own = byOwner.get(owner) ?? [];
    const where = targets.get(owner) ?? [];
    const mark = markOf('owner', owner);
    const known = first.get(mark);
    const theirs = leavingLinks(
      leaving.filter((one) => one.owner === owner),
      first,
    );
    const beside = { targets: where, unreviewed: unreviewed.get(owner) ?? 0, links, leaving: theirs };
    const issue = (): IssueText => driftIssue(owner, own, beside, told);
    const { at } = told.report.plan;
    if (own.length > 0) {
      if (known?.isOpen !== true && !own.some((row) => isWorthOpening(row, told))) return null;
      const upto = own.reduce((last, { row }) => Math.max(last, row.firstSeen), at);
      return toward(known, mark, issue(), at, upto, commentsOn(owner, own, told, known));
    }
    if (known?.isOpen !== true || !isSeenWhole(where, told)) return null;
    return closing(known, issue(), endedLines(owner, known.mark.from, told), at);
  });
}

const openLink = (target: string, known: Known | undefined): readonly (readonly [string, number])[] =>
  known?.isOpen === true ? linkTo(target, known) : [];

/** What the next apply does by itself is nobody's work yet, unless it should have been done long ago. */
function isWorthOpening({ stage, blocked, change, row, target }: OpenRow, told: Told): boolean {
  const within = (told.states.get(target)?.policy.withinSeconds ?? 0) * 1000;
  const isLate = told.report.plan.at - row.firstSeen > within;
  if (stage === 'waiting') return blocked !== null || change === null || isLate;
  return stage !== 'unproven' || isLate;
}

/** Absent is not empty: of what was not read nobody can say that it is in sync. */
function isSeenWhole(targets: readonly string[], told: Told): boolean {
  const proven = new Set(
    plansOf(told.report)
      .filter(isProven)
      .map((plan) => plan.target),
  );
  return targets.every((target) => proven.has(target) || told.states.get(target)?.retired === true);
}

function endedLines(owner: string, from: number, told: Told): readonly string[] {
  const { at } = told.report.plan;
  const { holderOf, ownerOf } = ownersIn(told.states);
  const isOurs = (target: string, row: LedgerRow): boolean =>
    row.ended !== null && (row.verified ?? row.lastSeen) >= from && ownerOf(target, holderOf(target, row)) === owner;
  const ended = [...told.ledger].flatMap(([target, rows]) => rows.filter((row) => isOurs(target, row)));
  const since = Math.min(from, ...ended.map((row) => row.firstSeen));
  const until = ended.length === 0 ? at : Math.max(...ended.map((row) => row.verified ?? row.lastSeen));
  const shown = sortedBy(ended, (row) => JSON.stringify([String(row.firstSeen).padStart(16, '0'), row.label])).slice(0, mostTold);
  const rest = ended.length - shown.length;
  return [
    `**In sync again.** A proven read of ${instantOf(at)} shows nothing left. It took ${lengthOf(until - since)}, from ${instantOf(since)} to ${instantOf(until)}.`,
    '',
    ...shown.map(endedText),
    ...(rest === 0 ? [] : [`- and ${number(rest)} more`]),
  ];
}

// ---- what is worth a comment

function commentsOn(owner: string, rows: readonly OpenRow[], told: Told, known: Known | undefined): readonly string[] {
  const said = (known?.comments ?? []).flatMap((c) => {
    const marks = toldIn(c.body);
    return marks === null ? [] : [{ ...marks, at: c.at }];
  });
  const tokens = new Set(said.flatMap((s) => s.tokens));
  const fresh = rows.filter((open) => !tokens.has(tokenOf(open.row)));
  // What was there before anybody watched is nobody's news.
  const alarms = fresh.filter((open) => open.stage === 'alarm').slice(0, mostTold);
  const upto = known?.isOpen === true ? known.mark.upto : Infinity;
  const others = fresh.filter((open) => open.stage !== 'alarm' && open.row.firstSeen > upto).slice(0, mostTold);
  const lastDigest = Math.max(-Infinity, ...said.filter((s) => s.what === 'digest').map((s) => s.at));
  const isDue = others.length > 0 && told.report.plan.at - lastDigest >= dayMs;
  return [
    ...(alarms.length === 0 ? [] : [commentOf('alarm', alarms, mentionFor(owner, alarms, 'alarm', told), told)]),
    ...(isDue ? [commentOf('digest', others, mentionFor(owner, others, 'digest', told), told)] : []),
  ];
}

const titles = { alarm: 'new, unauthorized and privileged', digest: 'new since the last digest' } as const;

function commentOf(what: 'alarm' | 'digest', rows: readonly OpenRow[], mention: string | null, told: Told): string {
  const block = { name: 'New', head: [], rows: rows.map((row, i) => ({ text: lineText(row, told), rank: i })), foot: [] };
  const first = `${mention === null ? '' : `${mention} `}**${number(rows.length)} ${titles[what]}**`;
  const last = [
    what === 'alarm' ? 'What can be done about it stands in the issue, with the commands.' : 'Once a day at most; the issue has all of it.',
  ];
  const { markdown } = fittedMarkdown(first, [block], last, commentBudget - 10_000, 'The rest is in the issue.');
  return telling(
    what,
    rows.map((row) => tokenOf(row.row)),
    markdown,
  );
}

/** The first run of a target calls nobody. */
function mentionFor(owner: string, rows: readonly OpenRow[], what: 'alarm' | 'digest', told: Told): string | null {
  const { mention } = told.settings.issues;
  const first = firstSights(told);
  if (mention === 'none' || (mention === 'newPrivileged' && what !== 'alarm') || rows.every((row) => first.has(row.target))) return null;
  return teamOf(owner, told);
}
