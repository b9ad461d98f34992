/** Runs a command as a whole process, from outside: how long, how much memory, what it said first. Two in turn, for a ratio. */
import { spawn } from 'node:child_process';

export interface Ran {
  readonly ms: number;
  /** Until the first byte on stdout or stderr. */
  readonly firstMs: number | null;
  /** Null where it was not asked for. */
  readonly peakMiB: number | null;
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The process's own account of its largest size, written where nobody else writes. */
const peakHook = `import { writeSync } from 'node:fs'; process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));`;

export interface Command {
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly memory?: boolean;
  /** Another program than this Node.js. */
  readonly program?: string;
}

export async function run(command: Command): Promise<Ran> {
  const { args, cwd, env, memory = false, program = process.execPath } = command;
  const hook = memory ? ['--import', `data:text/javascript,${encodeURIComponent(peakHook)}`] : [];
  const began = performance.now();
  const child = spawn(program, [...hook, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  let firstMs: number | null = null;
  const texts = { stdout: '', stderr: '', peak: '' };
  const gather = (stream: NodeJS.ReadableStream | null | undefined, into: keyof typeof texts): void => {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      if (into !== 'peak') firstMs ??= performance.now() - began;
      texts[into] += chunk;
    });
  };
  gather(child.stdout, 'stdout');
  gather(child.stderr, 'stderr');
  gather(child.stdio[3] as NodeJS.ReadableStream | null, 'peak');
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const ms = performance.now() - began;
  return { ms, firstMs, peakMiB: texts.peak === '' ? null : Number(texts.peak) / 1024, code, stdout: texts.stdout, stderr: texts.stderr };
}

/** Throws with what it said, where it ended in another way than expected. */
export async function runs(command: Command, codes: readonly number[] = [0]): Promise<Ran> {
  const ran = await run(command);
  if (ran.code !== null && codes.includes(ran.code)) return ran;
  throw new Error(`${command.args.join(' ')} ended with ${ran.code}: ${(ran.stderr || ran.stdout).slice(0, 2000)}`);
}

export const median = (numbers: readonly number[]): number => {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
};

export interface Pairs {
  /** Medians of each, in the unit of what was measured. */
  readonly a: number;
  readonly b: number;
  /** Of the pairs: A ÷ B. */
  readonly ratio: number;
  readonly spread: readonly [number, number];
  readonly difference: number;
}

/** A B A B …: what the machine does to one of a pair it does to the other. The first pair warms up and does not count. */
export async function pairs(count: number, a: () => Promise<number>, b: () => Promise<number>): Promise<Pairs> {
  const [as, bs]: [number[], number[]] = [[], []];
  for (let i = 0; i <= count; i += 1) {
    const pair = [await a(), await b()] as const;
    if (i === 0 && count > 1) continue;
    as.push(pair[0]);
    bs.push(pair[1]);
    if (as.length === count) break;
  }
  const ratios = as.map((x, i) => x / (bs[i] ?? Number.NaN));
  return {
    a: median(as),
    b: median(bs),
    ratio: median(ratios),
    spread: [Math.min(...ratios), Math.max(...ratios)],
    difference: median(as.map((x, i) => x - (bs[i] ?? Number.NaN))),
  };
}
