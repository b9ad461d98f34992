/** On a merged pull request: what became of each thing that it decided, and what to do about what is left. */
import { parseKey } from '../model/key.ts';
import { compareText, sortedBy } from '../model/order.ts';
import type { Blocked } from '../model/plan.ts';
import type { LedgerRow } from '../model/state.ts';
import { guardTitle, notBeforeText } from './change-words.ts';
import type { FitBlock, FitRow } from './fit-budget.ts';
import { instantOf, lengthOf, nearInstant } from './instant.ts';
import { type Told, isProven, plansOf, verbOf } from './issue-rows.ts';
import { type Markdown, code, commentBudget, fittedMarkdown, folded, idAndWhat, number, text } from './markdown-blocks.ts';
import { offboardingBlocksOf } from './offboarding-record.ts';
import type { ChangeOutcome, RunReport } from './run-report.ts';
import { shortIds } from './short-id.ts';
import { wayOutMarkdown } from './way-out.ts';

/** Whether the merge was let through at all: why not, and the way out. */
export type Standing =
  | { readonly is: 'approved'; readonly by: readonly string[] }
  | { readonly is: 'blocked'; readonly why: string; readonly wayOut: string };

type Came = 'failed' | 'blocked' | 'waiting' | 'applied' | 'verified' | 'over';

interface Line {
  readonly came: Came;
  readonly said: string;
}

const ways: Readonly<Record<Came, readonly [sign: string, todo: string]>> = {
  failed: ['❌', 'Mend what the errors say; the next apply tries again by itself.'],
  blocked: ['⛔', 'Each row that is blocked names its way out.'],
  waiting: ['⏳', 'What waits is done by the next apply.'],
  applied: ['🟡', 'What is applied is proven by a later read.'],
  verified: ['✅', ''],
  over: ['–', ''],
};
const order = Object.keys(ways) as Came[];

/** `source`: what this pull request's decisions carry. Told again after each run, so it holds all of them. */
export function applyComment(source: string, standing: Standing, told: Told, budget = commentBudget): Markdown {
  if (standing.is === 'blocked') return notLetThrough(standing, told, budget);
  const lines = linesOf(source, told);
  const of = (came: Came): readonly Line[] => lines.filter((line) => line.came === came);
  const counts = order
    .filter((came) => of(came).length > 0)
    .map((came) => `${number(of(came).length)} ${came === 'over' ? 'no longer wanted' : came}`);
  const blocks = [...order.map((came) => blockOf(came, of(came))), ...offboardingBlocksOf(source, told)];
  const todo = order.filter((came) => of(came).length > 0 && ways[came][1] !== '').map((came) => ways[came][1]);
  const by = standing.by.length === 0 ? '' : ` Approved by ${standing.by.map((login) => code(login, 60)).join(', ')}.`;
  const last = [...todo, `<sub>As of ${instantOf(told.report.plan.at)}; edited by each apply until all is verified.${by}</sub>`];
  const verdict = counts.length === 0 ? 'nothing to write: what is approved by this is live already' : counts.join(', ');
  return fittedMarkdown(`### nhi apply: ${verdict}`, blocks, last, budget, inReport);
}

/** What it says, whenever and of whomever: told already, it is not told anew. */
export const withoutWhen = (body: string): string => body.replace(/<sub>As of [^]*?<\/sub>/, '');

const inReport = 'The rest is in the report of the run.';

function notLetThrough({ why, wayOut }: Extract<Standing, { readonly is: 'blocked' }>, told: Told, budget: number): Markdown {
  const rows = [
    { text: `- Why: ${text(why, 2000)}`, rank: 0 },
    { text: `- Way out: ${text(wayOut, 2000)}`, rank: 0 },
  ];
  const last = [`<sub>As of ${instantOf(told.report.plan.at)}. Until then the policy before it stays in force.</sub>`];
  return fittedMarkdown(
    '### nhi apply: this merge is NOT approved, so nothing of it is written',
    [{ name: 'Why', head: [], rows, foot: [] }],
    last,
    budget,
    inReport,
  );
}

/** What is well is folded away. */
function blockOf(came: Came, lines: readonly Line[]): FitBlock {
  const rows = lines.map((line): FitRow => ({ text: `- ${ways[came][0]} ${line.said}`, rank: order.indexOf(came) }));
  return came === 'verified' && rows.length > 10
    ? folded('Verified', `Verified: ${number(rows.length)}`, rows)
    : { name: came, head: [], rows, foot: [] };
}

function linesOf(source: string, told: Told): readonly Line[] {
  const all = [...told.ledger].flatMap(([target, rows]) => rows.map((row) => ({ target, row })));
  const ours = sortedBy(
    all.filter(({ row }) => row.decided?.authority === 'review' && row.decided.source === source),
    ({ target, row }) => JSON.stringify([target, row.label, row.change]),
  );
  const short = shortIds(all.map(({ row }) => ({ id: row.change, what: verbOf(row) })));
  const plans = new Map(plansOf(told.report).map((plan) => [plan.target, plan]));
  const outcomes = new Map(Object.entries(told.report.outcome ?? {}));
  return ours
    .map(({ target, row }): Line => {
      const plan = plans.get(target);
      const blocked = plan?.blocked.find((b) => b.change.id === row.change) ?? null;
      const change = blocked?.change ?? plan?.changes.find((c) => c.id === row.change);
      const head =
        change === undefined
          ? `${short.get(row.change) as string} ${verbOf(row)} ${code(row.label)}`
          : idAndWhat({ short: short.get(row.change) as string, target, change, blocked, outcome: null });
      const { came, why } = cameTo(row, blocked, outcomes.get(row.change), plan !== undefined && isProven(plan), told.report);
      return { came, said: `${head}: ${why}` };
    })
    .toSorted((a, b) => order.indexOf(a.came) - order.indexOf(b.came) || compareText(a.said, b.said));
}

function cameTo(
  row: LedgerRow,
  blocked: Blocked | null,
  outcome: ChangeOutcome | undefined,
  isRead: boolean,
  report: RunReport,
): { readonly came: Came; readonly why: string } {
  const now = report.plan.at;
  const error = outcome?.error === undefined ? '' : `: ${text(outcome.error)}`;
  if (row.ended === 'verified')
    return {
      came: 'verified',
      why: `verified ${nearInstant(row.verified ?? row.lastSeen, now)}, ${lengthOf((row.verified ?? row.lastSeen) - row.firstSeen)} after it was decided`,
    };
  if (row.ended !== null) return { came: 'over', why: 'no longer wanted, or live by another hand' };
  if (outcome?.state === 'failed') return { came: 'failed', why: `FAILED${error}` };
  if (row.applied !== null)
    return {
      came: 'applied',
      why: row.notBefore === null ? 'written, not proven yet' : `written, proof due ${nearInstant(row.notBefore, now)}`,
    };
  if (blocked !== null) {
    const when = notBeforeText(blocked, now);
    return {
      came: 'blocked',
      why: [
        guardTitle(blocked.guard),
        text(blocked.why),
        ...(when === '' ? [] : [when]),
        `**way out:** ${wayOutMarkdown(blocked, report)}`,
      ].join('; '),
    };
  }
  if (!isRead) return { came: 'waiting', why: `${code(parseKey(row.key).target, 80)} could not be read; it is done when that answers` };
  return { came: 'waiting', why: outcome === undefined ? 'due' : `not done${error}` };
}
