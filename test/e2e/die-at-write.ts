/**
 * Loaded before the program (node --import): counts every operation that changes a file, and kills the process at the one
 * that DIE_AT names: before it, or with DIE_HOW=half in the middle of what it writes. DIE_LOG: the file that gets what was
 * counted, one JSON line an operation, where the process came to its end.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

type AnyFunction = (...args: unknown[]) => unknown;

const dieAt = Number(process.env['DIE_AT'] ?? 0);
const isHalf = process.env['DIE_HOW'] === 'half';
const log = process.env['DIE_LOG'];
const { existsSync, writeFileSync, writeSync } = fs;
const done: string[] = [];

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
}

/** True: this operation is to be cut in the middle. */
function count(what: string, of: unknown): boolean {
  done.push(JSON.stringify({ what, of: typeof of === 'string' ? of : '' }));
  if (done.length !== dieAt) return false;
  if (!isHalf) die();
  return what === 'write';
}

const writes = (flags: unknown): boolean => typeof flags === 'string' && /[wa+]/.test(flags);

function wrap(owner: object, name: string, around: (original: AnyFunction, self: unknown, args: unknown[]) => unknown): void {
  const holder = owner as Record<string, AnyFunction>;
  const original = holder[name];
  if (original === undefined) throw new Error(`node has no ${name}`);
  holder[name] = function wrapped(this: unknown, ...args: unknown[]) {
    return around(original, this, args);
  };
}

for (const name of [
  'mkdirSync',
  'renameSync',
  'linkSync',
  'rmSync',
  'unlinkSync',
  'writeFileSync',
  'appendFileSync',
  'truncateSync',
  'ftruncateSync',
  'copyFileSync',
  'symlinkSync',
])
  wrap(fs, name, (original, self, args) => {
    // A folder that is there, or a file that is not, leaves nothing to make or to remove.
    const isIdle =
      typeof args[0] === 'string' && ((name === 'mkdirSync' && existsSync(args[0])) || (name === 'rmSync' && !existsSync(args[0])));
    if (!isIdle) count(name, args[0]);
    return original.apply(self, args);
  });
wrap(fs, 'openSync', (original, self, args) => {
  if (writes(args[1])) count('open', args[0]);
  return original.apply(self, args);
});
wrap(fs, 'writeSync', (original, self, args) => {
  const [handle, bytes] = args;
  // Standard output is told to people, not kept.
  if (typeof handle !== 'number' || handle <= 2 || !Buffer.isBuffer(bytes)) return original.apply(self, args);
  if (count('write', '')) {
    writeSync(handle, bytes, 0, bytes.length >> 1);
    die();
  }
  return original.apply(self, args);
});

for (const name of ['mkdir', 'rename', 'link', 'rm', 'unlink', 'writeFile', 'appendFile', 'truncate', 'copyFile', 'symlink'])
  wrap(fs.promises, name, (original, self, args) => {
    if (name !== 'rm' || typeof args[0] !== 'string' || existsSync(args[0])) count(name, args[0]);
    return original.apply(self, args);
  });
wrap(fs.promises, 'open', async (original, self, args) => {
  const isWritten = writes(args[1]);
  if (isWritten) count('open', args[0]);
  const handle = (await original.apply(self, args)) as object;
  if (!isWritten) return handle;
  for (const name of ['writeFile', 'write', 'appendFile', 'truncate'])
    wrap(handle, name, (write, owner, given) => {
      if (count(name === 'writeFile' ? 'write' : name, '')) {
        const [text] = given;
        if (typeof text === 'string') writeSync((owner as { readonly fd: number }).fd, text.slice(0, text.length >> 1));
        die();
      }
      return write.apply(owner, given);
    });
  return handle;
});
syncBuiltinESMExports();

if (log !== undefined) process.on('exit', () => writeFileSync(log, done.map((line) => `${line}\n`).join('')));
