/** The terminal: arguments → a command's answer on stdout, progress on stderr, an exit code. */
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import yoctoSpinner from 'yocto-spinner';
import { registry } from './connectors/registry.ts';
import { terminalText } from './report/escape.ts';
import { exitTable } from './report/exit-code.ts';
import { ansiPaint, plainPaint } from './report/terminal-layout.ts';
import { instantOf, secondsOf } from './policy/instants.ts';
import type * as Commands from './runs/commands.ts';
import type { Answer, Format, Setting } from './runs/commands.ts';
import type { Host, Progress } from './runs/host.ts';
import { InputError } from './runs/input-error.ts';
import { progressLine } from './runs/progress.ts';
import { takeSecrets } from './runs/secrets.ts';
import { StateError } from './state/errors.ts';

interface Options {
  readonly policies: string;
  readonly state: string;
  readonly target?: readonly string[];
  readonly format: Format;
  readonly out?: string;
  readonly quiet?: true;
  readonly at?: number;
}

/** The runs are one lazy chunk: `--help` loads nothing of it. */
const runs = (): Promise<typeof Commands> => import('./runs/commands.ts');

const duration = (text: string): number => {
  if (!/^[0-9]+[smhdw]$/.test(text)) throw new InvalidArgumentError('write a number and s, m, h, d or w: 30s, 2m, 8h.');
  return secondsOf(text) * 1000;
};

const instant = (text: string): number => {
  const at = instantOf(text);
  if (at === null) throw new InvalidArgumentError('write an RFC 3339 instant or date: 2026-11-24T03:15:00Z, 2026-11-24.');
  return at;
};

/** Returns the exit code; never throws for a person's mistake. */
export async function main(argv: readonly string[]): Promise<number> {
  let code = 0;
  const program = programOf(async (options, work) => {
    code = await answer(options, work);
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 1;
    if (!(error instanceof InputError || error instanceof StateError)) throw error;
    process.stderr.write(`nhi-reconcile: ${terminalText(error.message)}\n`);
    return 1;
  }
}

type Work = (setting: Setting) => Promise<Answer>;
type Run = (options: Options, work: Work) => Promise<void>;

function programOf(run: Run): Command {
  const program = new Command('nhi-reconcile')
    .description('Keeps the access of non-human identities equal to what has been reviewed.')
    .exitOverride()
    .showHelpAfterError('Run with --help for every option.')
    .helpCommand(false)
    .addHelpText(
      'after',
      `\nStart here:\n  nhi-reconcile validate     is the policy right? (offline)\n  nhi-reconcile plan         what would an apply do? (reads, writes nothing)\n  nhi-reconcile apply        approve the folder, carry out, read again\n  nhi-reconcile detect       what has drifted since? (announces it)\n\nExit codes:\n${exitCodes()}`,
    );

  const command = (name: string, does: string, example: string): Command =>
    program
      .command(name)
      .description(does)
      .option('--policies <dir>', 'the folder of policy files', 'policies')
      .option('--state <dir>', 'the folder that remembers what is approved', '.nhi-state')
      .addOption(new Option('--format <format>', 'of the answer').choices(['text', 'json', 'markdown']).default('text'))
      .option('--out <file>', 'write the answer to a file')
      .option('--quiet', 'no progress')
      .addHelpText('after', `\nExample:\n  ${example}\n`);
  const onTargets = (c: Command): Command => c.option('--target <name...>', 'only these targets or instances');

  command('validate', 'checks the policy files, offline', 'nhi-reconcile validate --policies policies').action((o: Options) =>
    run(o, async (s) => (await runs()).validateCommand(s)),
  );
  onTargets(
    command(
      'plan',
      'reads the targets and shows what an apply would do; writes and saves nothing',
      'nhi-reconcile plan --target postgres.main --format markdown',
    ),
  )
    .option('--at <instant>', 'the instant that the answer is for', instant)
    .action((o: Options) => run(o, async (s) => (await runs()).planCommand(s)));
  onTargets(
    command(
      'detect',
      'compares live with what is approved, announces drift, saves what it saw',
      'nhi-reconcile detect --format json --out drift.json',
    ),
  ).action((o: Options) => run(o, async (s) => (await runs()).detectCommand(s)));
  onTargets(
    command('apply', 'approves the folder, carries out what is due, reads again to prove it', 'nhi-reconcile apply --set-back R-7f3a'),
  )
    .option('--yes', 'do not ask (scripts)')
    .addOption(
      new Option('--wait <duration>', 'how long at most to wait for a target to settle before reading again')
        .argParser(duration)
        .default(120_000, '2m'),
    )
    .option('--set-back <id...>', 'answer proposals: live follows the YAML; of a giving back: give back')
    .action((o: Options & { readonly yes?: true; readonly wait: number; readonly setBack?: readonly string[] }) => {
      refuseOnGitHub('apply');
      return run(o, async (s) =>
        (await runs()).applyCommand(s, { waitMs: o.wait, setBack: o.setBack ?? [], confirm: (text) => confirm(text, o.yes === true) }),
      );
    });
  command(
    'bootstrap',
    'starts a state anew where it was lost: what the folder says is approved, no mandates, observe',
    'nhi-reconcile bootstrap --state .nhi-state',
  )
    .option('--yes', 'do not ask (scripts)')
    .action((o: Options & { readonly yes?: true }) => {
      refuseOnGitHub('bootstrap');
      return run(o, async (s) => {
        const isSure = await confirm(
          `This begins a new state in ${terminalText(s.state)}: what the folder says counts as approved, and the memory of what was taken, held and verified begins anew.\n`,
          o.yes === true,
        );
        if (!isSure) return { text: 'Nothing was written.\n', code: 2, problems: [], lines: [], planned: null };
        return (await runs()).bootstrapCommand(s);
      });
    });
  command(
    'hold',
    'keeps a correction away, denies an identity or a grant, or pauses all writes, inside an approved BreakGlass',
    'nhi-reconcile hold deny --identity payments-deployer --for 12h --because INC-4711',
  )
    .addArgument(program.createArgument('<do>', 'what it does').choices(['keep', 'deny', 'pause']))
    .option('--change <id>', 'the change to hold, by its short id')
    .option('--identity <name>', 'the identity to hold')
    .option('--grant <written>', 'with --identity: one grant of it, target/kind/name')
    .requiredOption('--for <duration>', 'how long; it ends by itself', duration)
    .requiredOption('--because <text>', 'why, for those who read it tomorrow')
    .action(
      (
        what: 'keep' | 'deny' | 'pause',
        o: Options & {
          readonly change?: string;
          readonly identity?: string;
          readonly grant?: string;
          readonly for: number;
          readonly because: string;
        },
      ) =>
        run(o, async (s) =>
          (await runs()).holdCommand(s, {
            do: what,
            change: o.change ?? null,
            identity: o.identity ?? null,
            grant: o.grant ?? null,
            forMs: o.for,
            because: o.because,
          }),
        ),
    );
  command(
    'explain',
    'says of a change, a hold, or what somebody holds: what it is, why, what comes next, what would stop it',
    'nhi-reconcile explain R-7f3a\n  nhi-reconcile explain payments-deployer postgres.main/role/payments_rw',
  )
    .argument('<id-or-holder>', 'R-7f3a, H-31c0, or an identity (an account: target/type/name)')
    .argument('[grant]', 'with a holder: target/kind/name')
    .option('--at <instant>', 'the instant that the answer is for', instant)
    .action((id: string, grant: string | undefined, o: Options) =>
      run(o, async (s) => (await runs()).explainCommand(s, grant === undefined ? { id } : { holder: id, grant })),
    );
  command(
    'history',
    'says who held a grant from when to when, by which approval, and when nobody was watching; reads the state alone',
    'nhi-reconcile history payments-deployer postgres.main/role/payments_rw --at 2026-10-01',
  )
    .argument('<holder-or-grant>', 'target/kind/name of everybody, or the holder')
    .argument('[grant]', 'with a holder: target/kind/name')
    .option('--at <instant>', 'the instant asked about', instant)
    .action((first: string, grant: string | undefined, { at, ...o }: Options) =>
      // What it asks about is no clock.
      run(o, async (s) =>
        (await runs()).historyCommand(s, {
          holder: grant === undefined ? null : first,
          grant: grant ?? first,
          at: at ?? null,
        }),
      ),
    );
  onTargets(command('targets', 'lists the target instances; as JSON a job matrix', 'nhi-reconcile targets --format json')).action(
    (o: Options) => run(o, async (s) => (await runs()).targetsCommand(s)),
  );
  return program;
}

const exitCodes = (): string =>
  exitTable()
    .filter(([of, code]) => of !== 'other' && !(of === 'validate' && code === 2))
    .map(([of, code, means]) => `  ${of} ${code}  ${means}`)
    .join('\n');

function refuseOnGitHub(command: string): void {
  if (process.env['GITHUB_ACTIONS'] === 'true') {
    throw new InputError(
      `${command} in the terminal approves on the word of whoever runs it, so it refuses to run inside GitHub Actions; use the Action there`,
    );
  }
}

async function answer(options: Options, work: Work): Promise<number> {
  const stopping = new AbortController();
  // A second one ends the process at once; state stays whole either way.
  process.once('SIGINT', () => stopping.abort());
  const progress = progressOn(options.quiet === true);
  const secrets = takeSecrets(process.env);
  const isColoured =
    process.stdout.isTTY && options.out === undefined && process.env['NO_COLOR'] === undefined && options.format === 'text';
  const host: Host = {
    now: options.at === undefined ? Date.now : () => options.at ?? 0,
    pause: (ms) => sleep(ms, undefined, { signal: stopping.signal }),
    random: Math.random,
    uuid: randomUUID,
    connectors: registry,
    fetch,
    signal: stopping.signal,
    secretValue: secrets.value,
    origins: secrets.origins,
    fileRoot: process.cwd(),
    user: userInfo().username,
    mostMode: 'enforce',
    runId: String(process.pid),
    tell: progress.tell,
  };
  const setting: Setting = {
    policies: options.policies,
    state: options.state,
    sealKey: secrets.sealKey,
    only: options.target ?? null,
    format: options.format,
    paint: isColoured ? ansiPaint : plainPaint,
    host,
  };
  // Found out before anything is written, not after.
  if (options.out !== undefined) await toFile(options.out, '');
  try {
    const { text, code } = await work(setting);
    progress.end();
    if (options.out === undefined) process.stdout.write(text);
    else await toFile(options.out, text);
    return code;
  } finally {
    progress.end();
  }
}

async function toFile(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new InputError(`--out ${file}: it cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
}

/** A spinner on a terminal; in a pipe only what was written, a line each, so that a log tells it. */
function progressOn(isQuiet: boolean): { readonly tell: (p: Progress) => void; readonly end: () => void } {
  if (isQuiet) return { tell: () => undefined, end: () => undefined };
  if (!process.stderr.isTTY) {
    return {
      tell: (p) => {
        if (p.what === 'written' || p.what === 'settling' || p.what === 'note')
          process.stderr.write(`${terminalText(progressLine(p, Date.now()))}\n`);
      },
      end: () => undefined,
    };
  }
  let spinner: ReturnType<typeof yoctoSpinner> | null = null;
  return {
    tell: (p) => {
      spinner ??= yoctoSpinner({ stream: process.stderr }).start();
      spinner.text = terminalText(progressLine(p, Date.now()));
    },
    end: () => {
      spinner?.stop();
      spinner = null;
    },
  };
}

async function confirm(text: string, isYes: boolean): Promise<boolean> {
  if (isYes) return true;
  if (!process.stdin.isTTY)
    throw new InputError('this asks before it writes, and there is no terminal to ask on; look at plan, then give --yes');
  process.stdout.write(text);
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await lines.question('Carry this out? Type yes: ')).trim() === 'yes';
  } finally {
    lines.close();
  }
}
