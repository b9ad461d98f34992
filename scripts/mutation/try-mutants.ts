/**
 * In stryker's first run: after each test, the same test again with each mutant that it covers, in the same process; after the
 * last test of a file, the file's tests on modules loaded anew, with each mutant of what runs while they load.
 */
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, inject, type RunnerTask as Task, TestRunner, vi } from 'vitest';
import { readVerdicts, type Verdict, verdictsFile } from './verdicts.ts';

type Hits = Readonly<Record<string, number>>;

/** What stryker's instrumented code and its set-up file keep on globalThis. */
interface Instrumented {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  /** How often the mutant itself was passed; over the limit it throws. */
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage: { readonly static: Hits; readonly perTest: Record<string, Hits> };
}

declare module 'vitest' {
  interface ProvidedContext {
    mode: 'dry-run' | 'mutant';
    globalNamespace: '__stryker__';
  }
}

// To shrink a mutant's counterexample would take minutes.
fc.configureGlobal({ numRuns: 3, seed: 20_261_124, endOnFailure: true });

const meanwhile = 'while a mutant is active'; // a test id whose coverage counts for nothing
const endless = 'runs a hundred times as often as without it';
const factor = 100; // as stryker's own
const mostPasses = 5_000_000; // a few seconds
const tooSlow = 250; // ms of CPU time: what such a test sees is seen by a quicker one too, or no rule says it

const ns = ((globalThis as unknown as Record<string, Instrumented>)[inject('globalNamespace')] ??= {
  mutantCoverage: { static: {}, perTest: {} },
});
ns.mutantCoverage ??= { static: {}, perTest: {} };
const loadedBefore: Hits = { ...ns.mutantCoverage.static };

/** A loop that a mutant makes endless passes the mutant, or others: all that are passed are counted here. */
let passesLeft = Infinity;
const passes = new Proxy<Record<string, number>>(
  {},
  {
    get: () => 0,
    set: () => {
      passesLeft -= 1;
      if (passesLeft < 0) throw new Error(endless);
      return true;
    },
  },
);
const judged = new Set(readVerdicts().keys());

function judge(verdict: Verdict): void {
  judged.add(verdict.mutant);
  appendFileSync(verdictsFile, `${JSON.stringify(verdict)}\n`);
}

async function failure(test: () => unknown): Promise<string | null> {
  try {
    await test();
    return null;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).slice(0, 300);
  }
}

/** What fails with the mutant, or null. `passed`: how many mutants the test passes without one. */
async function failureWith(mutant: string, passed: number, test: () => unknown): Promise<Pick<Verdict, 'is' | 'failed'> | null> {
  const limit = Math.min(passed * factor, passed + mostPasses);
  passesLeft = limit;
  Object.assign(ns, { activeMutant: mutant, hitCount: 0, hitLimit: limit });
  const failed = await failure(test);
  const isEndless = passesLeft < 0 || (ns.hitCount ?? 0) > limit;
  passesLeft = Infinity;
  Object.assign(ns, { activeMutant: undefined, hitCount: undefined, hitLimit: undefined });
  if (isEndless) return { is: 'endless', failed: endless };
  return failed === null ? null : { is: 'killed', failed };
}

async function tryCovered(test: () => unknown, covered: Hits, id: string): Promise<void> {
  const left = Object.keys(covered).filter((mutant) => !judged.has(mutant));
  const passed = Object.values(covered).reduce((sum, hits) => sum + hits, 0);
  for (const [i, mutant] of left.entries()) {
    const found = await failureWith(mutant, passed, test);
    if (found === null) continue;
    if ((await failure(test)) === null) {
      judge({ mutant, ...found, test: id });
      continue;
    }
    // Red without the mutant too: it left something behind.
    for (const m of left.slice(i)) judge({ mutant: m, is: 'undecided', test: id, failed: `red after ${mutant}` });
    return;
  }
}

const testsOf = (tasks: readonly Task[]): readonly Task[] => tasks.flatMap((t) => (t.type === 'suite' ? testsOf(t.tasks) : [t]));

/** How long each test took, in ms of CPU time; by id. */
const took = new Map<string, number>();
const isQuick = (test: Task): boolean => (took.get(test.id) ?? 0) < tooSlow;

async function tryLoaded(tests: readonly Task[], file: string, id: string): Promise<void> {
  const loaded = Object.entries(ns.mutantCoverage.static).filter(([m, hits]) => hits > (loadedBefore[m] ?? 0) && !judged.has(m));
  const quick = tests.flatMap((test, i) => (isQuick(test) ? [i] : []));
  const again = async (): Promise<void> => {
    vi.resetModules();
    const { collected } = await import('./collect.ts');
    // oxlint-disable-next-line import/no-dynamic-require -- the file is the test's own
    await import(/* @vite-ignore */ `${file}?again`);
    // A mutant may change what a table of cases is made of: then all that there are.
    for (const i of collected.length === tests.length ? quick : collected.keys()) await collected[i]?.();
  };
  passesLeft = Number.MAX_SAFE_INTEGER;
  const red = await failure(again);
  const passed = Number.MAX_SAFE_INTEGER - passesLeft;
  if (red !== null) throw new Error(`${file} is red when it is loaded again: ${red}`);
  for (const [mutant] of loaded) {
    const found = await failureWith(mutant, passed, again);
    if (found !== null) judge({ mutant, ...found, test: id });
  }
  vi.resetModules(); // the next file's modules are loaded without a mutant
}

if (inject('mode') === 'dry-run') {
  let before = process.threadCpuUsage();
  beforeEach(() => {
    before = process.threadCpuUsage();
  });
  afterEach(async ({ task }) => {
    const { user, system } = process.threadCpuUsage(before);
    took.set(task.id, (user + system) / 1000);
    const testId = ns.currentTestId;
    if (testId === undefined || task.result?.state === 'fail') return;
    const covered = ns.mutantCoverage.perTest[testId] ?? {};
    const id = path.relative('.', testId);
    const tests = testsOf(task.file.tasks);
    ns.currentTestId = meanwhile;
    ns.mutantCoverage.perTest[meanwhile] = passes;
    if (isQuick(task)) await tryCovered(TestRunner.getTestFn(task), covered, id);
    if (tests.at(-1)?.id === task.id) await tryLoaded(tests, task.file.filepath, id);
    ns.currentTestId = testId;
    delete ns.mutantCoverage.perTest[meanwhile];
  });
}
