/** Runs the built command as anybody would: a process of its own, with nothing of our environment but the secrets it needs. */
import { spawn } from 'node:child_process';
import path from 'node:path';

export interface Run {
  readonly code: number;
  readonly answer: string;
  /** What it told meanwhile, a line each. */
  readonly progress: readonly string[];
}

export type Product = (args: readonly string[]) => Promise<Run>;

/** `entry`: dist/index.js. `folder`: where the policy and the state lie. `secrets`: NHI_*; only an apply gets those that write. */
export function productIn(entry: string, folder: string, secrets: Readonly<Record<string, string>>, signal: AbortSignal): Product {
  const readOnly = readingOf(secrets);
  const start = starterIn(entry, folder, signal);
  return async (args) => {
    const { code, stdout, stderr } = await start(args, args[0] === 'apply' ? secrets : readOnly);
    return { code: code ?? 1, answer: stdout, progress: stderr.split('\n').filter((line) => line !== '') };
  };
}

export const readingOf = (secrets: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(secrets).filter(([name]) => !name.endsWith('_WRITE')));

export interface Ended {
  /** Null: ended by a signal. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export type Starter = (args: readonly string[], env: Readonly<Record<string, string>>) => Promise<Ended>;

/** `stopping`: kills what runs, and rejects. */
export function starterIn(entry: string, folder: string, stopping: AbortSignal): Starter {
  // Windows starts no process without it.
  const system = process.env['SystemRoot'] === undefined ? {} : { SystemRoot: process.env['SystemRoot'] };
  return (args, env) =>
    new Promise((resolve, reject) => {
      stopping.throwIfAborted();
      const child = spawn(process.execPath, [entry, ...args], {
        cwd: folder,
        // Compiled code is kept from run to run: starting is most of what a run here takes.
        env: { ...system, NODE_COMPILE_CACHE: path.join(folder, 'compiled'), ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const stop = () => child.kill('SIGKILL');
      stopping.addEventListener('abort', stop, { once: true });
      let [stdout, stderr] = ['', ''];
      child.stdout.setEncoding('utf8').on('data', (text: string) => void (stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => void (stderr += text));
      child.once('error', reject);
      child.once('close', (code, signal) => {
        stopping.removeEventListener('abort', stop);
        if (stopping.aborted) reject(stopping.reason as Error);
        else resolve({ code, signal, stdout, stderr });
      });
    });
}
