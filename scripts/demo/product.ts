/** Runs the built command as anybody would: a process of its own, with nothing of our environment but the secrets it needs. */
import { spawn } from 'node:child_process';

export interface Run {
  readonly code: number;
  readonly answer: string;
  /** What it told meanwhile, a line each. */
  readonly progress: readonly string[];
}

export type Product = (args: readonly string[]) => Promise<Run>;

/** `entry`: dist/index.js. `folder`: where the policy and the state lie. `secrets`: NHI_*; only an apply gets those that write. */
export function productIn(entry: string, folder: string, secrets: Readonly<Record<string, string>>, signal: AbortSignal): Product {
  const readOnly = Object.fromEntries(Object.entries(secrets).filter(([name]) => !name.endsWith('_WRITE')));
  // Windows starts no process without it.
  const system = process.env['SystemRoot'] === undefined ? {} : { SystemRoot: process.env['SystemRoot'] };
  return (args) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const child = spawn(process.execPath, [entry, ...args], {
        cwd: folder,
        env: { ...system, ...(args[0] === 'apply' ? secrets : readOnly) },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const stop = () => child.kill('SIGKILL');
      signal.addEventListener('abort', stop, { once: true });
      let [answer, progress] = ['', ''];
      child.stdout.setEncoding('utf8').on('data', (text: string) => void (answer += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => void (progress += text));
      child.once('error', reject);
      child.once('close', (code) => {
        signal.removeEventListener('abort', stop);
        if (signal.aborted) reject(signal.reason as Error);
        else resolve({ code: code ?? 1, answer, progress: progress.split('\n').filter((line) => line !== '') });
      });
    });
}
