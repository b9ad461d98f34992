/** The text of an adopt pull request: what differs, what each answer does, and whose work its head is. */
import { sortedBy } from '../model/order.ts';
import type { Change } from '../model/plan.ts';
import { count } from './change-words.ts';
import type { IssueText } from './drift-issue.ts';
import type { FitBlock, FitRow } from './fit-budget.ts';
import { instantOf } from './instant.ts';
import type { Told } from './issue-rows.ts';
import { titleOf, titleText } from './issue-words.ts';
import { code, commentBudget, fittedMarkdown, listed, text } from './markdown-blocks.ts';
import { factChanges } from './redact-facts.ts';
import { shortIds } from './short-id.ts';

export interface AdoptTold {
  /** With the policy folder. */
  readonly file: string;
  readonly identities: readonly string[];
  readonly lines: readonly { readonly change: Change; readonly did: 'add' | 'remove' | 'replace'; readonly isGivingBack: boolean }[];
  /** Another head than the one that we wrote. */
  readonly foreign: { readonly wrote: string; readonly found: string } | null;
}

/** Why we close one ourselves; closing by anybody else answers nothing. */
export const closingText: Readonly<Record<'answered' | 'gone' | 'lost', string>> = {
  answered: 'Answered: set back. It is decided in the state, and the apply carries it out.',
  gone: 'Nothing here waits for an answer any more: a proven read no longer shows the difference, or it was decided elsewhere.',
  lost: 'The state does not know this pull request, so an answer in it would count for nothing. A new one is opened where one is needed.',
};

const merging = { add: 'the line is added', remove: 'the line goes', replace: 'the line says what is live' } as const;
const differing = {
  add: 'live, and nobody approved it',
  remove: 'approved, and not live',
  replace: 'live with other facts than approved',
} as const;

export function adoptPull({ file, identities, lines, foreign }: AdoptTold, told: Told, budget = commentBudget): IssueText {
  const who = identities.length === 1 ? (identities[0] ?? '') : count(identities.length, 'identity', 'identities');
  const what = `${count(lines.length, 'difference')}: accept or set back?`;
  const blocks = [answerBlock(lines), lineBlock(lines, told)];
  const last = [
    '<sub>Made by nhi-reconcile from a proven read. Each detect brings it up to date, and never pushes to it once somebody has approved it. What is privileged is never proposed here: it stands in the issues.</sub>',
  ];
  const first = `### ${code(who, 120)}: ${count(lines.length, 'difference')} between ${code(file)} and what is live`;
  const warned = foreign === null ? first : `${foreignText(foreign)}\n\n${first}`;
  return {
    title: titleOf([`nhi: ${titleText(who)}: ${what}`]),
    ...fittedMarkdown(warned, blocks, last, budget, 'The rest is in the changed file.'),
  };
}

const foreignText = ({ wrote, found }: { readonly wrote: string; readonly found: string }): string =>
  `**⚠️ This is not what nhi-reconcile wrote.** It wrote ${code(wrote)}, and the head is ${code(found)}: somebody pushed to this branch. Whoever did is an author now, and their approval does not count. No request for changes sets anything back here. Read every line of it; or close it and delete its branch, then the next detect begins anew.`;

function answerBlock(lines: AdoptTold['lines']): FitBlock {
  const isMixed = (is: boolean): boolean => lines.some((line) => line.isGivingBack === is);
  const [accept, back] = isMixed(false)
    ? isMixed(true)
      ? ['accept', 'set back, or given back']
      : ['accept', 'set back']
    : ['drop', 'give back'];
  const rows = [
    `**Merge** = ${accept}: the policy follows what is live, and nothing is written to a target. A program made this, so it takes one approval more than the rule asks for, one of them by an owner or a ${code('privileged')} team. Whoever made a difference must not be one of them; who that was, no read tells.`,
    `**Request changes** = ${back}: the next apply makes live what is approved. It counts from somebody whose approval would count and fill a seat, on this head.`,
    '**Closing it answers nothing:** the difference stays open in its issue.',
  ];
  return listed(
    'Answers',
    '**Your answer:**',
    rows.map((row) => ({ text: `- ${row}`, rank: 0 })),
  );
}

function lineBlock(lines: AdoptTold['lines'], told: Told): FitBlock {
  const short = shortIds(lines.map(({ change }) => ({ id: change.id, what: change.verb })));
  const rows = sortedBy(lines, ({ change }) => JSON.stringify([change.label, change.id])).map((line): FitRow => {
    const { change, did } = line;
    // Of what differs the live value comes after the merge.
    const facts = did === 'replace' && change.before !== null ? factChanges(change.entry, narrowed(change.before, change), told.kinds) : [];
    const difference = line.isGivingBack ? 'taken, and its reason is over' : differing[did];
    const cells = [
      `${short.get(change.id) ?? ''} ${code(change.label)}`,
      [difference, ...facts.map((fact) => text(fact))].join('; '),
      foundText(change, told),
      usedText(change),
      merging[did],
    ];
    return { text: `| ${cells.join(' | ')} |`, rank: 1 };
  });
  return {
    name: 'Differences',
    head: ['| what | difference | found | last used | if merged |', '|---|---|---|---|---|'],
    rows,
    foot: [],
  };
}

/** A live entry carries more facts than are compared. */
const narrowed = (live: NonNullable<Change['before']>, { entry }: Change): NonNullable<Change['before']> => ({
  ...live,
  facts: Object.fromEntries(Object.entries(live.facts).filter(([name]) => Object.hasOwn(entry.facts, name))),
});

/** Instants, no lengths: what did not change is not written again. */
function foundText(change: Change, told: Told): string {
  const row = told.ledger.get(change.entry.target)?.find((r) => r.change === change.id && r.ended === null);
  return instantOf(row?.firstSeen ?? told.report.plan.at);
}

function usedText({ before, entry }: Change): string {
  const used = before?.seen?.lastUsedAt ?? entry.seen?.lastUsedAt;
  return used === undefined ? '–' : instantOf(used);
}
