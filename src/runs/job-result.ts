/** What a job of a matrix leaves of one target, so that `merge` can tell people as if it had looked itself: written, read, believed. */
import { sha256 } from '../model/digest.ts';
import type { Entitlement, Key } from '../model/entitlement.ts';
import { parseKey } from '../model/key.ts';
import { canonicalJson } from '../model/order.ts';
import type { Blocked, Change, Finding, KindPlan, TargetPlan } from '../model/plan.ts';
import type { Runs, TargetState } from '../model/state.ts';
import { guards } from '../report/change-words.ts';
import { visibleJson } from '../report/escape.ts';
import { notShown, printableEntry } from '../report/redact-facts.ts';
import type { KindsByTarget, TakenIn } from '../report/run-report.ts';
import { parts } from '../state/documents.ts';
import { count, instant, listOf, number, objectOf, oneOf, orNull, pairOf, recordOf, text } from '../state/shape.ts';

export interface JobResult {
  readonly version: 1;
  /** `GITHUB_RUN_ID`: of a job that is run again the same. */
  readonly run: string;
  readonly target: string;
  /** When the job began, epoch milliseconds. */
  readonly at: number;
  readonly plan: TargetPlan;
  /** What the first proven read of a scope took in. */
  readonly baselineMade: TakenIn | null;
  /** When the target was looked at before; null: never. */
  readonly before: Runs[string] | null;
}

const change = objectOf<Change>({
  id: text,
  verb: parts.verb,
  key: parts.key,
  identity: orNull(text),
  entry: parts.entitlement,
  label: text,
  before: orNull(parts.entitlement),
  because: parts.because,
  verdict: parts.verdict,
  mode: parts.mode,
  needs: listOf(text),
  risk: oneOf('low', 'privileged', 'administrator'),
});
const blocked = objectOf<Blocked>({ change, guard: oneOf(...guards), why: text, wayOut: text, notBefore: orNull(number) });
const finding = objectOf<Finding>({
  rule: text,
  severity: oneOf('note', 'warning', 'error'),
  subject: text,
  at: orNull(text),
  remedy: text,
});
const plan = objectOf<TargetPlan>({
  target: text,
  commit: text,
  kinds: recordOf(objectOf<KindPlan>({ mode: parts.mode, proof: orNull(parts.proof), counts: recordOf(count) })),
  readAt: orNull(number),
  error: orNull(text),
  changes: listOf(change),
  blocked: listOf(blocked),
  verdicts: listOf(pairOf(parts.key, parts.verdict)),
  findings: listOf(finding),
});
const shape = objectOf<JobResult>({
  version: oneOf(1),
  run: text,
  target: text,
  at: instant,
  plan,
  baselineMade: orNull(recordOf(count)),
  before: orNull(parts.runTimes),
});

const ANOTHER = '(not shown, another)';

/** An artifact is read by whoever may read the repository: of a fact that may not be shown only stays whether it differs. */
function printableChange(one: Change, kinds: KindsByTarget): Change {
  const entry = printableEntry(one.entry, kinds);
  return { ...one, entry, before: one.before === null ? null : printableBefore(one.before, one.entry, kinds) };
}

function printableBefore(before: Entitlement, entry: Entitlement, kinds: KindsByTarget): Entitlement {
  const shown = printableEntry(before, kinds);
  const facts = Object.entries(shown.facts).map(([name, value]): [string, string] => {
    const isAnother = value === notShown && before.facts[name] !== entry.facts[name];
    return [name, isAnother ? ANOTHER : value];
  });
  return { ...shown, facts: Object.fromEntries(facts) };
}

const withPrintable = (all: TargetPlan, kinds: KindsByTarget): TargetPlan => ({
  ...all,
  changes: all.changes.map((one) => printableChange(one, kinds)),
  blocked: all.blocked.map((b) => ({ ...b, change: printableChange(b.change, kinds) })),
});

export const writeJobResult = (result: Omit<JobResult, 'version'>, kinds: KindsByTarget): string =>
  `${visibleJson(canonicalJson({ version: 1, ...result, plan: withPrintable(result.plan, kinds) }))}\n`;

export const digestOfResult = (written: string): string => sha256(written);

/** The run that asks, and what the state has of the target. */
export interface Asking {
  readonly run: string;
  readonly state: TargetState;
  /** As the job sealed it; undefined: no job of a matrix ever looked. */
  readonly left: string | undefined;
}

/** The result, or in one clause why it is none. Whoever uploads an artifact can write anything: it is the state that says which text is the job's. */
export function believedResult(written: string, { run, state, left }: Asking): JobResult | string {
  const name = state.policy.name;
  let value: unknown;
  try {
    value = JSON.parse(written);
  } catch {
    return 'it is no JSON';
  }
  const wrong = shape(value, '');
  if (wrong !== null) return `it has not the shape of a result: ${wrong}`;
  const result = value as JobResult;
  const foreign = [result.target, ...targetsIn(result.plan)].find((target) => target !== name);
  if (foreign !== undefined) return `it tells of ${JSON.stringify(foreign.slice(0, 60))}`;
  if (result.run !== run) return `it is of the run ${JSON.stringify(result.run.slice(0, 30))}, and this is ${run}`;
  if (result.plan.commit !== state.commit)
    return `it compares with the policy of ${JSON.stringify(result.plan.commit.slice(0, 60))}, and by now that of ${state.commit} is approved`;
  if (digestOfResult(written) !== left) return 'it is not what the state says that the job of this target left';
  return result;
}

/** Every target that anything in it is about. */
function* targetsIn({ target, changes, blocked: stopped, verdicts }: TargetPlan): Generator<string> {
  yield target;
  for (const { key, entry, before } of [...changes, ...stopped.map((b) => b.change)]) {
    yield targetOfKey(key);
    yield entry.target;
    if (before !== null) yield before.target;
  }
  for (const [key] of verdicts) yield targetOfKey(key);
}

/** Nothing of it is believed yet: it may look like a key and be none. */
function targetOfKey(key: Key): string {
  try {
    return parseKey(key).target;
  } catch {
    return key;
  }
}
