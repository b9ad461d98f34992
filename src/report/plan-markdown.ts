/** A run as Markdown for a job's summary or a terminal's file, within a size: the verdict first, the next step last. */
import { markdownText } from './escape.ts';
import { exitLineOf } from './exit-code.ts';
import { headline } from './headline.ts';
import { instantOf } from './instant.ts';
import {
  type Markdown,
  type Telling,
  adoptedBlock,
  asideBlock,
  baselineBlock,
  blockedBlock,
  code,
  commentBudget,
  dueBlock,
  editBlock,
  findingBlock,
  fittedMarkdown,
  hasErrors,
  inPlanJson,
  loosenedBlock,
  notApprovedBlock,
  notExplainedBlock,
  noteBlock,
  roleBlock,
  seatBlock,
  targetBlock,
  teamBlock,
  unknownBlock,
} from './markdown-blocks.ts';
import type { KindsByTarget, RunReport } from './run-report.ts';
import { whatIsShown } from './what-is-shown.ts';

/** A step's summary takes 1 MiB and is dropped whole above it. */
export const summaryBudget = 1_000_000;

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
    asideBlock,
    notApprovedBlock,
    findingBlock,
    adoptedBlock,
    editBlock,
    noteBlock,
  ].map((block) => block(telling));
  const first = `### ${markdownText(headline(report, telling.shown))}`;
  return fittedMarkdown(first, blocks, [lastLine(telling)], budget, inPlanJson);
}

function lastLine({ report, shown }: Telling): string {
  const preview = report.plan.run === 'apply' && report.outcome === undefined;
  const ending = preview ? 'Nothing is written yet.' : markdownText(exitLineOf(report.plan.run, report.exitCode, hasErrors(shown)));
  return `<sub>Plan of ${instantOf(report.plan.at)}, digest ${code(report.plan.digest, 13)}. ${ending}</sub>`;
}
