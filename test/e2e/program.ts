/** The built program as its users have it: dist/ where it is fresh, else built once a run; and folders to run it in. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';

const root = path.join(import.meta.dirname, '../..');

export interface Ran {
  /** Null: ended by a signal. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** A module that node loads before the program. */
  readonly preload?: string;
  /** Called once it runs; the process may be signalled through it. */
  readonly started?: (child: { readonly pid: number; kill(signal: NodeJS.Signals): void }) => void;
}

/** A folder of its own for policies, targets and state; gone with everything in it when disposed. */
export interface Place extends Disposable {
  readonly folder: string;
  at(file: string): string;
  put(file: string, text: string): void;
  read(file: string): string;
  remove(file: string): void;
  /** Runs the program here, with nothing in its environment but what is given. */
  run(args: readonly string[], options?: RunOptions): Promise<Ran>;
}

function newest(folder: string): number {
  return Math.max(
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((e) => e.isFile())
      .map((e) => statSync(path.join(e.parentPath, e.name)).mtimeMs),
  );
}

async function spawned(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>>; readonly started?: RunOptions['started'] },
): Promise<Ran> {
  return await new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: options.cwd, env: options.env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
    const { pid } = child;
    if (pid !== undefined) options.started?.({ pid, kill: (signal) => void child.kill(signal) });
  });
}

let built: Promise<string> | null = null;

/** The path of index.js. E2E_PROGRAM: that of another build, to try it. */
export function program(): Promise<string> {
  built ??= find();
  return built;
}

async function find(): Promise<string> {
  const other = process.env['E2E_PROGRAM'];
  if (other !== undefined) return other;
  const dist = path.join(root, 'dist/index.js');
  if (existsSync(dist) && statSync(dist).mtimeMs > newest(path.join(root, 'src'))) return dist;
  const folder = inject('buildFolder');
  const [done, failed] = [path.join(folder, 'dist'), path.join(folder, 'failed')];
  try {
    // The one that makes it builds; the others, in processes of their own, wait for it.
    mkdirSync(path.join(folder, 'building'));
  } catch {
    while (!existsSync(done)) {
      if (existsSync(failed)) throw new Error('the program does not build: see the test that tried first');
      await sleep(100);
    }
    return path.join(done, 'index.js');
  }
  const out = path.join(folder, 'out');
  const { code, stderr } = await spawned(process.execPath, [path.join(root, 'scripts/build.ts'), '--out', out], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '' },
  });
  if (code !== 0) {
    writeFileSync(failed, '');
    throw new Error(`the program does not build: ${stderr}`);
  }
  renameSync(out, done);
  return path.join(done, 'index.js');
}

export function placeIn(folder: string): Place {
  const at = (file: string): string => path.join(folder, file);
  return {
    folder,
    at,
    put(file, text) {
      mkdirSync(path.dirname(at(file)), { recursive: true });
      writeFileSync(at(file), text);
    },
    read: (file) => readFileSync(at(file), 'utf8'),
    remove: (file) => rmSync(at(file), { recursive: true, force: true }),
    async run(args, options = {}) {
      const index = await program();
      const preload = options.preload === undefined ? [] : ['--import', options.preload];
      // Compiled code is kept between runs beside the program: starting is most of what a run here takes.
      const env = { NODE_COMPILE_CACHE: path.join(inject('buildFolder'), 'compiled'), ...options.env };
      return await spawned(process.execPath, [...preload, index, ...args], {
        cwd: folder,
        env,
        ...(options.started === undefined ? {} : { started: options.started }),
      });
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export const newPlace = (): Place => placeIn(mkdtempSync(path.join(tmpdir(), 'nhi-e2e-')));

/** JSON Lines as a file target wants them: rows of account, kind, name (the account's own where left out). */
export function jsonl(...rows: readonly (readonly [account: string, kind: string, name?: string])[]): string {
  const lines = rows.map(([account, kind, name]) => JSON.stringify({ account, kind, name: name ?? account }));
  return `${[...lines, JSON.stringify({ end: true, count: rows.length })].join('\n')}\n`;
}

/** The rows of a file target, as "account kind name", sorted. */
export const rowsOf = (text: string): readonly string[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string>)
    .filter((row) => row['account'] !== undefined)
    .map((row) => `${row['account'] ?? ''} ${row['kind'] ?? ''} ${row['name'] ?? ''}`)
    .sort();
