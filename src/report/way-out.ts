/** How a change that is blocked gets through, in the words of where it is read: a terminal has a command for an answer, GitHub a pull request. */
import type { Blocked } from '../model/plan.ts';
import { markdownText, shortened } from './escape.ts';
import type { RunReport } from './run-report.ts';

/** `pull`: of the adopt pull request that asks; null: none does, or there can be none. */
function saidOf({ guard, wayOut, change }: Blocked, { answers }: RunReport): { readonly words: string; readonly pull: number | null } {
  if (guard !== 'drift') return { words: wayOut, pull: null };
  if (answers === undefined) return { words: `${wayOut}: apply --set-back and its id`, pull: null };
  const pull = Object.hasOwn(answers, change.id) ? (answers[change.id] as number) : null;
  // Nothing is set back that lifecycle took.
  const [accept, back] = change.because.authority === 'correction' ? ['accept', 'set it back'] : ['drop the lines', 'give it back'];
  return pull === null
    ? { words: `${wayOut}: the one by a pull request, the other by hand in the target`, pull }
    : { words: `merge it to ${accept}, request changes in it to ${back}`, pull };
}

export const pullThatAsks = (blocked: Blocked, report: RunReport): number | null => saidOf(blocked, report).pull;

export function wayOutText(blocked: Blocked, report: RunReport): string {
  const { words, pull } = saidOf(blocked, report);
  return pull === null ? words : `#${pull}: ${words}`;
}

/** A number becomes a link. */
export function wayOutMarkdown(blocked: Blocked, report: RunReport): string {
  const { words, pull } = saidOf(blocked, report);
  const said = markdownText(shortened(words, 600));
  return pull === null ? said : `answer in #${pull}: ${said}`;
}
