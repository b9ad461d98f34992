/** Stryker's runner of vitest, but for mutants that its first run has judged already: those need no run of their own. */
import { commonTokens, declareFactoryPlugin, type Injector, type PluginContext, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import { type MutantRunResult, MutantRunStatus, type TestRunner } from '@stryker-mutator/api/test-runner';
import { strykerPlugins as vitestPlugins } from '@stryker-mutator/vitest-runner';
import { readVerdicts, type Verdict } from './verdicts.ts';

/** None: the first run has tried it with each test that covers it, and all passed. */
const resultOf = (verdict: Verdict | undefined): MutantRunResult =>
  verdict === undefined
    ? { status: MutantRunStatus.Survived, nrOfTests: 0 }
    : verdict.is === 'endless'
      ? { status: MutantRunStatus.Timeout, reason: verdict.failed }
      : { status: MutantRunStatus.Killed, killedBy: [verdict.test], failureMessage: verdict.failed, nrOfTests: 1 };

function create(injector: Injector<PluginContext>): TestRunner {
  const [vitest] = vitestPlugins;
  if (vitest === undefined) throw new Error('@stryker-mutator/vitest-runner declares no runner');
  const runner: TestRunner = injector.injectFunction(vitest.factory);
  return {
    capabilities: () => runner.capabilities(),
    init: async () => runner.init?.(),
    dryRun: (options) => runner.dryRun(options),
    mutantRun: (options) => {
      const verdict = readVerdicts().get(options.activeMutant.id);
      return verdict?.is === 'undecided' ? runner.mutantRun(options) : Promise.resolve(resultOf(verdict));
    },
    dispose: async () => runner.dispose?.(),
  };
}
create.inject = tokens(commonTokens.injector);

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'in-process-first', create)];
