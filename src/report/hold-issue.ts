/** The issue of one hold: who keeps or takes what, why, until when, and what comes after. It is there while the hold is. */
import { parseKey, writtenGrant } from '../model/key.ts';
import type { BreakGlassPolicy } from '../model/policy.ts';
import type { Hold } from '../model/state.ts';
import type { IssueText } from './drift-issue.ts';
import { instantOf, lengthOf } from './instant.ts';
import { titleOf, titleText } from './issue-words.ts';
import { code, commentBudget, fittedMarkdown, text } from './markdown-blocks.ts';

const meanings: Readonly<Record<Hold['do'], string>> = {
  keep: 'Correction, clock and rule leave it as it is. A review, the directory and a deny still take it.',
  deny: 'Every run takes it away, and nothing gives it back while this lasts.',
  pause: 'NO RUN WRITES ANYTHING ANYWHERE, not even what a review approved and not an offboarding.',
};
const afterwards: Readonly<Record<Hold['do'], string>> = {
  keep: 'Then it is judged again like everything else: declare it before, or it goes.',
  deny: "Then the target's giveBack decides whether it comes back or is proposed. What nobody ever approved stays gone.",
  pause: 'Then the next apply carries out all that waited.',
};
const doing: Readonly<Record<Hold['do'], string>> = { keep: 'kept', deny: 'denied', pause: 'all writes paused' };

/** `label`: holder and grant in words, where a row tells them. `mention`: who may do this, where the settings want them told. */
export function holdIssue(
  hold: Hold,
  {
    envelope,
    label,
    mention,
  }: { readonly envelope: BreakGlassPolicy | null; readonly label: string | null; readonly mention: string | null },
  budget = commentBudget,
): IssueText {
  const on = label ?? subjectOf(hold);
  const rows = [
    `By ${code(hold.by, 60)}, since ${instantOf(hold.at)}, for ${lengthOf(hold.until - hold.at)}: ${text(hold.because, 1000)}`,
    `Inside the envelope ${code(hold.envelope, 120)}${envelope === null ? ', which is no longer approved' : ` of ${code(envelope.who, 120)}, ${lengthOf(envelope.longestSeconds * 1000)} at most`}.`,
    meanings[hold.do],
    `It ends by itself ${instantOf(hold.until)}. ${afterwards[hold.do]}`,
    ...(hold.do === 'pause' ? [] : ['A second one on the same within 90 days needs a pull request.']),
  ].map((line) => ({ text: `- ${line}`, rank: 0 }));
  const last = mention === null ? [] : [`cc ${mention}`];
  const what = on === null ? doing[hold.do] : `${code(on)} ${doing[hold.do]}`;
  return {
    title: titleOf([
      `nhi: ${titleText(hold.id)}: ${on === null ? '' : `${titleText(on)} `}${doing[hold.do]} until ${instantOf(hold.until)}`,
    ]),
    ...fittedMarkdown(
      `### ${code(hold.id, 60)}: ${what} until ${instantOf(hold.until)}`,
      [{ name: 'Hold', head: [], rows, foot: [] }],
      last,
      budget,
      'The rest is in the state.',
    ),
  };
}

function subjectOf(hold: Hold): string | null {
  const grant = hold.key === null ? null : writtenGrant(parseKey(hold.key));
  const parts = [hold.identity, grant].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' ');
}
