/** The one issue for all: what is open by owner, what was read by target, what is new in the policy and not obeyed. */
import { compareText } from '../model/order.ts';
import { count } from './change-words.ts';
import { type Beside, type IssueText, leavingBlock } from './drift-issue.ts';
import type { FitBlock } from './fit-budget.ts';
import { instantOf } from './instant.ts';
import { type OpenRow, type Stage, type Told, silentSince } from './issue-rows.ts';
import { stageWords, titleOf } from './issue-words.ts';
import {
  type Telling,
  asideBlock,
  baselineBlock,
  code,
  commentBudget,
  findingBlock,
  fittedMarkdown,
  notApprovedBlock,
  noteBlock,
  number,
  rank,
  targetBlock,
  text,
  unknownBlock,
} from './markdown-blocks.ts';
import { groupedBy, whatIsShown } from './what-is-shown.ts';

/** `links`: owner → the number of its issue, where that stands already. */
export function overviewIssue(
  rows: readonly OpenRow[],
  told: Told,
  links: ReadonlyMap<string, number>,
  leaving: Beside['leaving'],
  budget = commentBudget,
): IssueText {
  const telling: Telling = { report: told.report, shown: whatIsShown(told.report), kinds: told.kinds };
  const owners = groupedBy(rows, (row) => row.owner).toSorted((a, b) => compareText(a[0].owner, b[0].owner));
  const unread = new Set(telling.shown.unknown.map((u) => u.target)).size;
  const silent = [...told.states.keys()].filter((target) => silentSince(told, target) !== null).length;
  const alarms = rows.filter((row) => row.stage === 'alarm').length;
  const parts = [
    ...(alarms > 0 ? [`${number(alarms)} unauthorized and privileged`] : []),
    ...(unread > 0 ? [`${count(unread, 'target')} unread`] : []),
    ...(silent > 0 ? [`${count(silent, 'target')} silent`] : []),
    ...(owners.length > 0 ? [`${count(owners.length, 'owner')} with something open`] : []),
    ...(leaving.length > 0 ? [`${count(leaving.length, 'identity', 'identities')} leaving`] : []),
    ...(told.unproven.length > 0 ? [`${count(told.unproven.length, 'commit')} not proven`] : []),
  ];
  const verdict = parts.length === 0 ? 'in sync' : parts.join(', ');
  const blocks = [
    unknownBlock(telling),
    ownerBlock(owners, links),
    leavingBlock(leaving),
    unprovenBlock(told),
    targetBlock(telling),
    baselineBlock(telling),
    asideBlock(telling),
    noteBlock(telling),
    notApprovedBlock(telling),
    findingBlock(telling),
  ];
  const last = [
    `<sub>Read ${instantOf(told.report.plan.at)}; edited by each run. What an owner has to do stands in the issue of that owner.</sub>`,
  ];
  return {
    title: titleOf([`nhi: overview: ${verdict}`]),
    ...fittedMarkdown(`### ${verdict}`, blocks, last, budget, 'The rest is in the report of the run.'),
  };
}

const stages = Object.keys(stageWords) as Stage[];

function ownerBlock(owners: readonly (readonly [OpenRow, ...OpenRow[]])[], links: ReadonlyMap<string, number>): FitBlock {
  const rows = owners.map((group) => {
    const numbers = stages.map((stage) => number(group.filter((row) => row.stage === stage).length));
    const link = links.get(group[0].owner);
    const isAlarm = group[0].stage === 'alarm';
    return {
      text: `| ${[code(group[0].owner, 120), ...numbers, link === undefined ? 'new' : `#${link}`].join(' | ')} |`,
      rank: isAlarm ? rank.privileged : rank.overview,
    };
  });
  const titles = stages.map((stage) => `${stageWords[stage][0]} ${stageWords[stage][1]}`);
  return {
    name: 'Owners',
    head: [`| owner | ${titles.join(' | ')} | issue |`, `|---|${stages.map(() => '--:|').join('')}---|`],
    rows,
    foot: [],
  };
}

function unprovenBlock({ unproven }: Told): FitBlock {
  const rows = unproven.map(({ commit, why }) => ({ text: `- ${code(commit.slice(0, 12))}: ${text(why, 1000)}`, rank: rank.loosened }));
  return { name: 'Not proven', head: ['⚠️ **Newer commits that no review is proven for: shown, not obeyed**', ''], rows, foot: [] };
}
