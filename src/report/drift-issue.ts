/** The issue of one owner: what to do now, what is open and what comes next, what is in sync. */
import type { Guard } from '../model/plan.ts';
import { count } from './change-words.ts';
import type { FitBlock, FitRow } from './fit-budget.ts';
import { instantOf, lengthOf } from './instant.ts';
import { type OpenRow, type Stage, type Told, isProven, plansOf } from './issue-rows.ts';
import {
  commandLines,
  foundText,
  lastUsedText,
  nextText,
  sinceText,
  stageCounts,
  stageWords,
  titleOf,
  titleText,
  whatText,
} from './issue-words.ts';
import { type Markdown, code, commentBudget, fittedMarkdown, number } from './markdown-blocks.ts';
import type { Leaving } from './offboarding-record.ts';

export interface IssueText extends Markdown {
  readonly title: string;
}

/** What else belongs to an owner. `links`: of targets, the numbers of issues that stand already. */
export interface Beside {
  /** Where the owner has anything. */
  readonly targets: readonly string[];
  readonly unreviewed: number;
  readonly links: ReadonlyMap<string, number>;
  /** Identities of theirs that are not out yet, each with the number of its own issue. */
  readonly leaving: readonly (readonly [Leaving, number | null])[];
  /** The run looked at this identity and no other. */
  readonly alone?: string;
}

const ranks: Readonly<Record<Stage, number>> = { alarm: 0, drift: 3, waiting: 4, unproven: 5, held: 5 };
const fewAlarms = 3;
/** What these hold back goes on by itself. */
const passing: ReadonlySet<Guard> = new Set<Guard>(['announced', 'settling', 'needs', 'rollout']);

/** `rows`: the owner's, most urgent first. */
export function driftIssue(owner: string, rows: readonly OpenRow[], beside: Beside, told: Told, budget = commentBudget): IssueText {
  const counts = stageCounts(rows);
  const blocks: readonly FitBlock[] = [
    nowBlock(rows, told),
    tableBlock(rows, told),
    leavingBlock(beside.leaving),
    restBlock(owner, rows, beside, told),
  ];
  const last = [
    `<sub>Owner: ${code(owner, 120)}. Edited by each run, ${instantOf(told.report.plan.at)} the last time; a comment only for what is new and 🔴, and for the rest once a day. It closes itself when a proven read shows that nothing is left.</sub>`,
  ];
  return {
    title: titleOf([`nhi: ${titleText(owner)}: ${counts[0] ?? 'in sync'}`, ...counts.slice(1)]),
    ...fittedMarkdown(
      `### ${counts.length === 0 ? 'In sync' : counts.join(', ')}`,
      blocks,
      last,
      budget,
      'The rest is in the report of the run.',
    ),
  };
}

/** The worst ones by themselves, each with what a person can do about it. */
function nowBlock(rows: readonly OpenRow[], told: Told): FitBlock {
  const alarms = rows.filter((row) => row.stage === 'alarm');
  const said = alarms.slice(0, fewAlarms).flatMap((row): readonly FitRow[] => [
    {
      text: `${whatText(row, told)}. Nobody approved it; ${foundText(row, told)}. Next: ${nextText(row, told)}.\n\n${commandLines(row, told).join('\n')}\n`,
      rank: ranks.alarm,
    },
  ]);
  const isPassing = alarms.every(({ blocked }) => blocked === null || passing.has(blocked.guard));
  const title = isPassing ? '**Do now, or do nothing: it is set back by itself.**' : '**Decide now: it is not set back by itself.**';
  return { name: 'Do now', head: [title, ''], rows: said, foot: [] };
}

function tableBlock(rows: readonly OpenRow[], told: Told): FitBlock {
  const lines = rows.map((row): FitRow => {
    const [sign, words] = stageWords[row.stage];
    const cells = [
      `${sign} ${row.isNew ? 'new' : row.stage === 'alarm' ? 'open' : words}`,
      whatText(row, told),
      sinceText(row, told),
      lastUsedText(row, told),
      nextText(row, told),
    ];
    return { text: `| ${cells.join(' | ')} |`, rank: ranks[row.stage] + 1 };
  });
  return { name: 'Open', head: ['| | what | since | last used | next |', '|---|---|---|---|---|'], rows: lines, foot: [] };
}

/** Each has an issue of its own, with the table. */
export function leavingBlock(leaving: Beside['leaving']): FitBlock {
  const rows = leaving.map(([{ head }, issue]) => ({ text: `- **Offboarding:** ${head}${issue === null ? '' : ` (#${issue})`}`, rank: 2 }));
  return { name: 'Offboarding', head: [], rows, foot: [] };
}

/** What needs no hurry, and how much is well. */
function restBlock(owner: string, rows: readonly OpenRow[], beside: Beside, told: Told): FitBlock {
  const lines =
    beside.alone === undefined
      ? [unreviewedText(beside), inSyncText(owner, rows, beside.targets, told), ...unreadTexts(beside, told)]
      : [`This run looked at ${code(beside.alone, 120)} alone; the next one that looks at everything says how much is in sync.`];
  return { name: 'Beside', head: [], rows: lines.filter((line) => line !== '').map((line) => ({ text: `- ${line}`, rank: 2 })), foot: [] };
}

const unreviewedText = ({ unreviewed }: Beside): string =>
  unreviewed === 0
    ? ''
    : `${count(unreviewed, 'grant')} unreviewed, from before the first sight: declare each, or list it under ${code('never')}.`;

function inSyncText(owner: string, rows: readonly OpenRow[], targets: readonly string[], told: Told): string {
  const proven = new Set(
    plansOf(told.report)
      .filter(isProven)
      .map((plan) => plan.target),
  );
  const unread = new Set(targets.filter((target) => !proven.has(target)));
  const accounts = [...told.states.values()].flatMap((s) => s.accounts.map((a) => ({ identity: a.identity, target: s.policy.name })));
  const own = new Set([...told.states.values()].flatMap((s) => s.identities.filter((i) => i.owner === owner).map((i) => i.name)));
  const notKnown = new Set(accounts.filter((a) => unread.has(a.target)).map((a) => a.identity));
  const out = new Set(rows.map((row) => row.identity));
  const inSync = [...own].filter((name) => !out.has(name) && !notKnown.has(name)).length;
  if (own.size === 0) return '';
  return `${number(inSync)} of ${number(own.size)} identities in sync; read and proven: ${number(targets.length - unread.size)} of ${number(targets.length)} targets.`;
}

function unreadTexts({ targets, links }: Beside, told: Told): readonly string[] {
  return plansOf(told.report)
    .filter((plan) => targets.includes(plan.target) && !isProven(plan))
    .map((plan) => {
      const link = links.get(plan.target);
      return `**${code(plan.target)} could not be read${lastProvenText(plan.target, told)}**${link === undefined ? '' : ` (#${link})`}: what happened there since is not known.`;
    });
}

/** `, for 41 h`. */
export function lastProvenText(target: string, told: Told): string {
  const proven = Object.values(told.runs.after[target]?.lastProven ?? {});
  return proven.length === 0 ? '' : `, for ${lengthOf(told.report.plan.at - Math.min(...proven))}`;
}
