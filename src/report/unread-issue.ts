/** The issue of a target that nobody can see: since when, why, what that means, and what to do. */
import { count } from './change-words.ts';
import { type IssueText, lastProvenText } from './drift-issue.ts';
import type { FitBlock } from './fit-budget.ts';
import { instantOf, lengthOf } from './instant.ts';
import { type Told, plansOf } from './issue-rows.ts';
import { titleOf, titleText } from './issue-words.ts';
import { code, commentBudget, fittedMarkdown, text } from './markdown-blocks.ts';
import { unknownOf } from './what-is-shown.ts';

/** `silent`: since when no read of it was proven, where that is longer than the settings allow. */
export function unreadIssue(target: string, silent: number | null, told: Told, budget = commentBudget): IssueText {
  const { at } = told.report.plan;
  const state = told.states.get(target);
  const known = plansOf(told.report)
    .filter((plan) => plan.target === target)
    .flatMap(unknownOf);
  const why = known.map((u) => ({ text: `- ${u.kind === null ? '' : `${code(`${target}/${u.kind}`)}: `}${text(u.why, 1000)}`, rank: 0 }));
  const isLooked = plansOf(told.report).some((plan) => plan.target === target);
  const looked = isLooked ? [] : [{ text: '- This run did not look at it.', rank: 0 }];
  const silence =
    silent === null || state === undefined
      ? []
      : [
          {
            text: `- The last proven read is of ${instantOf(silent)}, ${lengthOf(at - silent)} ago; ${code('maxSilence')} is ${lengthOf(state.settings.maxSilenceSeconds * 1000)}.`,
            rank: 0,
          },
        ];
  const owed = (state?.approved ?? []).filter((row) => row.mandate !== null && row.withheld === null).length;
  const meaning = [
    'Nothing was compared or written there. What happened since is seen by nobody, and is found by the first read that comes through.',
    ...(owed === 0
      ? []
      : [
          `${count(owed, 'decision')} of reviews ${owed === 1 ? 'waits' : 'wait'} for it; ${owed === 1 ? 'it is' : 'they are'} carried out when it answers.`,
        ]),
  ].map((line) => ({ text: `- ${line}`, rank: 1 }));
  const blocks: readonly FitBlock[] = [
    { name: 'Why', head: ['**Why**', ''], rows: [...why, ...looked, ...silence], foot: [] },
    { name: 'What it means', head: ['**What it means**', ''], rows: meaning, foot: [] },
  ];
  const last = [
    `Mend what stands above (${code('doctor')} says which rights are missing); nothing else has to be done: the next run reads it again.`,
    `<sub>Owner: ${code(state?.policy.owner ?? 'nobody', 120)}. It closes itself when a read of ${code(target, 80)} is proven.</sub>`,
  ];
  return {
    title: titleOf([`nhi: ${titleText(target)} cannot be read${lastProvenText(target, told)}`]),
    ...fittedMarkdown(
      `### ${code(target, 80)} is UNKNOWN${lastProvenText(target, told)}`,
      blocks,
      last,
      budget,
      'The rest is in the report of the run.',
    ),
  };
}
