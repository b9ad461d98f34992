/** What each command answers: a run, told in the format asked for, and an exit code. Both faces call these. */
import { canonicalJson, sortedBy } from '../model/order.ts';
import type { Finding } from '../model/plan.ts';
import type { Delta } from '../model/policy.ts';
import { exitLine } from '../report/exit-code.ts';
import { explainedJson } from '../report/explained-json.ts';
import { explainedText } from '../report/explained-text.ts';
import { findingsText } from '../report/findings-text.ts';
import { heldText } from '../report/held-text.ts';
import { heldAt, heldWhen } from '../report/held-when.ts';
import { instantOf } from '../report/instant.ts';
import { planJson } from '../report/plan-json.ts';
import type { Markdown } from '../report/markdown-blocks.ts';
import { planMarkdown, summaryBudget } from '../report/plan-markdown.ts';
import { planText } from '../report/plan-text.ts';
import { terminalText, visibleJson } from '../report/escape.ts';
import type { RunReport } from '../report/run-report.ts';
import { type Paint, wrap } from '../report/terminal-layout.ts';
import { folderStore } from '../state/folder.ts';
import type { StateStore } from '../state/store.ts';
import { apply } from './apply.ts';
import { approvedDeltas } from './approval.ts';
import { bootstrap } from './bootstrap.ts';
import { changeLines } from './change-lines.ts';
import { secretNames } from './connections.ts';
import { countingPlan } from './counting-plan.ts';
import { detect } from './detect.ts';
import { type Asked, explain } from './explain.ts';
import { type Held, hold, type HoldRequest } from './hold.ts';
import type { Host } from './host.ts';
import { InputError } from './input-error.ts';
import { pastLines } from './past-lines.ts';
import { FIRST_RUN, plan, type Planned } from './plan.ts';
import { loadPolicy, type Policy } from './policy.ts';
import { isChosen } from './rounds.ts';
import { targets } from './targets.ts';

export type Format = 'text' | 'json' | 'markdown';

export interface Setting {
  readonly policies: string;
  readonly state: string;
  readonly sealKey: string | null;
  readonly only: readonly string[] | null;
  readonly format: Format;
  readonly paint: Paint;
  readonly host: Host;
}

export interface Answer {
  readonly text: string;
  readonly code: 0 | 1 | 2;
  readonly problems: readonly Finding[];
  /** Changes at the YAML lines that they come from. */
  readonly lines: readonly Finding[];
  readonly planned: Planned | null;
}

const storeOf = (s: Setting, more: { readonly bootstrap?: boolean } = {}): StateStore =>
  folderStore({ folder: s.state, now: s.host.now, sealKey: s.sealKey, ...more });

const jsonText = (value: object): string => visibleJson(canonicalJson(value, 2));

/** Told first of all: of a large policy it takes a while. */
function policyOf(s: Setting): Promise<Policy> {
  s.host.tell({ what: 'policy', folder: s.policies });
  return loadPolicy(s.policies, s.host.connectors);
}

const ends = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

/** With what only a clock can tell of what the policy changes. */
function withPastLines(policy: Policy, review: readonly Delta[], s: Setting): Policy {
  const past = pastLines(review, policy.declared, s.host.now());
  return past.length === 0 ? policy : { ...policy, problems: [...policy.problems, ...past] };
}

/** Compared with what is approved, where a state is there and can be read. */
async function reviewOf(policy: Policy, s: Setting): Promise<readonly Delta[]> {
  const approved = await storeOf(s)
    .load()
    .then((loaded) => loaded.targets)
    .catch(() => new Map<string, never>());
  return approvedDeltas(approved, policy.declared);
}

export async function validateCommand(s: Setting): Promise<Answer> {
  const loaded = await policyOf(s);
  const policy = loaded.hasErrors ? loaded : withPastLines(loaded, await reviewOf(loaded, s), s);
  const code = policy.hasErrors ? 1 : 0;
  const counts = `${policy.files} files: ${policy.declared.identities.size} identities, ${policy.declared.entries.size} entries on ${policy.declared.targets.size} targets`;
  const isMachine = s.format === 'json';
  const text = isMachine
    ? jsonText({ files: policy.files, problems: policy.problems, exitCode: code })
    : [...(policy.problems.length === 0 ? [] : [findingsText(policy.problems, s.paint), '']), counts, exitLine('validate', code)].join(
        '\n',
      );
  return { text: plainly(text, s), code, problems: policy.problems, lines: [], planned: null };
}

export async function planCommand(s: Setting): Promise<Answer> {
  const policy = await policyOf(s);
  if (policy.hasErrors) return refused(policy, s);
  const planned = await plan(policy, storeOf(s), s.host, s.only);
  return told(planned, withPastLines(policy, planned.report.plan.review, s), s);
}

export async function detectCommand(s: Setting): Promise<Answer> {
  const policy = await policyOf(s);
  return told(await detect(policy.hasErrors ? null : policy, storeOf(s), s.host, s.only), policy, s);
}

/** `confirm`: shows the plan and asks. */
export async function applyCommand(
  s: Setting,
  options: { readonly waitMs: number; readonly setBack: readonly string[]; readonly confirm: (text: string) => Promise<boolean> },
): Promise<Answer> {
  const policy = await policyOf(s);
  if (policy.hasErrors) return refused(policy, s);
  const planned = await apply(policy, storeOf(s), s.host, {
    only: s.only,
    waitMs: options.waitMs,
    setBack: options.setBack,
    confirm: (p) => options.confirm(`${warnings(policy, s)}${preview(p, s)}`),
  });
  if (planned !== null) return told(planned, policy, s);
  return { text: 'Nothing was approved and nothing was written.\n', code: 2, problems: policy.problems, lines: [], planned: null };
}

export async function bootstrapCommand(s: Setting): Promise<Answer> {
  const policy = await policyOf(s);
  if (policy.hasErrors) return refused(policy, s);
  const names = await bootstrap(policy, storeOf(s, { bootstrap: true }), s.host);
  const begun = `The state begins in ${terminalText(s.state)} with ${names.length} targets (${names.join(', ')}), approved as the folder has it, with no mandates and no baseline.\nNext: nhi-reconcile plan shows what differs; the first round of an apply makes the baseline.\n`;
  const text = s.format === 'json' ? jsonText({ state: s.state, targets: names }) : begun;
  return { text: plainly(text, s), code: 0, problems: policy.problems, lines: [], planned: null };
}

export const holdCommand = async (s: Setting, request: HoldRequest): Promise<Answer> =>
  heldAnswer(await hold(request, storeOf(s), s.host), s);

export function heldAnswer(held: Held, s: Pick<Setting, 'format' | 'paint'>): Answer {
  const lines = [
    ...wrap(`${held.hold.id}: ${held.hold.do} ${held.on} until ${instantOf(held.hold.until)}, inside ${held.envelope.name}`, '', '  ').map(
      s.paint.bold,
    ),
    ...held.notes.flatMap((n) => wrap(n, '  - ', '    ')),
    held.hold.do === 'deny'
      ? 'Next: nhi-reconcile apply takes away what it covers.'
      : 'It ends by itself; every run honours it from now on.',
  ];
  const text = s.format === 'json' ? jsonText({ hold: held.hold, notes: held.notes }) : lines.join('\n');
  return { text: plainly(text, s), code: 0, problems: [], lines: [], planned: null };
}

/** The folder's lines are shown where it compiles; one with errors, or none, does not stop the answer. */
export async function explainCommand(s: Setting, asked: Asked): Promise<Answer> {
  const policy = await policyOf(s).catch(() => null);
  const told = await explain(asked, policy === null || policy.hasErrors ? null : policy, storeOf(s), s.host);
  const text = s.format === 'json' ? jsonText(explainedJson(told)) : explainedText(told, s.paint);
  return { text: plainly(text, s), code: 0, problems: [], lines: [], planned: null };
}

/** From the state alone: nothing is read. `at`: the instant asked about; null: by the last proven read. */
export async function historyCommand(
  s: Setting,
  asked: { readonly holder: string | null; readonly grant: string; readonly at: number | null },
): Promise<Answer> {
  const store = storeOf(s);
  const loaded = await store.load();
  const history = await store.history();
  const target = asked.grant.split('/')[0] as string;
  if (asked.grant.split('/').length < 3 || !(loaded.targets.has(target) || history.has(target))) {
    const known = sortedBy([...new Set([...loaded.targets.keys(), ...history.keys()])], (name) => name);
    throw new InputError(
      `${asked.grant}: a grant is written target/kind/name, with a target that is remembered here: ${known.length === 0 ? 'none is' : known.join(', ')}`,
    );
  }
  const remembered = { history: history.get(target) ?? [], ledger: loaded.ledger.get(target) ?? [], runs: loaded.runs };
  const held = heldWhen(asked.holder, asked.grant, remembered);
  const at = asked.at ?? held.lastProven;
  const json = (): object => ({ version: 1, at, answer: at === null ? 'before it was watched' : heldAt(held, at), ...held });
  const text = s.format === 'json' ? jsonText(json()) : heldText(held, asked.at, s.paint);
  return { text: plainly(text, s), code: 0, problems: [], lines: [], planned: null };
}

export async function targetsCommand(s: Setting): Promise<Answer> {
  const policy = await policyOf(s);
  if (policy.hasErrors) return refused(policy, s);
  const rows = targets(policy, secretNames).filter((r) => isChosen(r.target, s.only));
  const text =
    s.format === 'json'
      ? visibleJson(JSON.stringify({ include: rows }))
      : rows.map((r) => `${r.target}  ${r.connector}  ${r.ceiling}${r.directory ? '  directory' : ''}  ${r.entries} entries`).join('\n');
  return { text: plainly(text, s), code: 0, problems: policy.problems, lines: [], planned: null };
}

/** Text that has no Markdown of its own stands in a block, in which nothing of it can mean anything. */
const plainly = (text: string, s: Pick<Setting, 'format'>): string =>
  s.format === 'markdown' ? `\`\`\`text\n${text.trimEnd().replaceAll('```', "'''")}\n\`\`\`\n` : ends(text);

const warnings = (policy: Policy, s: Pick<Setting, 'paint'>): string =>
  policy.problems.length === 0 ? '' : `${findingsText(policy.problems, s.paint)}\n`;

function refused(policy: Policy, s: Setting): Answer {
  const text =
    s.format === 'json' ? jsonText({ problems: policy.problems, exitCode: 1 }) : `${warnings(policy, s)}\n${exitLine('validate', 1)}`;
  return { text: plainly(text, s), code: 1, problems: policy.problems, lines: [], planned: null };
}

/** What apply is about to do, before it asks: its plan in the words of an apply. */
const preview = (planned: Planned, s: Setting): string =>
  firstRun(planned.report, s) +
  planText({ ...withoutFirstRun(planned.report), plan: { ...planned.report.plan, run: 'apply' } }, planned.kinds, s.paint);

const withoutFirstRun = (report: RunReport): RunReport => ({ ...report, notes: report.notes.filter((n) => n !== FIRST_RUN) });

/** Above the verdict, where nobody can miss it. */
const firstRun = (report: RunReport, s: Pick<Setting, 'paint'>): string =>
  report.notes.includes(FIRST_RUN) ? `${wrap(FIRST_RUN).map(s.paint.bold).join('\n')}\n\n` : '';

/** A run, told in the format asked for. */
export function told(planned: Planned, policy: Policy, s: Pick<Setting, 'format' | 'paint'>): Answer {
  const { report, kinds } = planned;
  const texts: Readonly<Record<Format, () => string>> = {
    text: () => `${warnings(policy, s)}${firstRun(report, s)}${planText(withoutFirstRun(report), kinds, s.paint)}`,
    markdown: () => markdownOf(planned).markdown,
    json: () => jsonOf(planned),
  };
  return {
    text: ends(texts[s.format]()),
    code: report.exitCode,
    problems: policy.problems,
    lines: changeLines(report, policy.declared),
    planned,
  };
}

export const markdownOf = (planned: Planned): Markdown => planMarkdown(planned.report, planned.kinds, summaryBudget);

/** Sorted; of an apply with what came of it beside. */
export function jsonOf({ report, kinds }: Planned): string {
  const json = planJson(countingPlan(report), kinds);
  return report.outcome === undefined
    ? json
    : jsonText({ plan: JSON.parse(json) as unknown, outcome: report.outcome, exitCode: report.exitCode });
}

export const planOf = ({ report }: Planned): RunReport['plan'] => countingPlan(report);
