/**
 * A folder → its policy files as text. The only file of this room that touches a disk; reads are synchronous, which is
 * several times faster here than many at a time.
 */
import { closeSync, constants, fstatSync, openSync, readSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { compareText, sortedBy } from '../model/order.ts';
import type { Finding } from '../model/plan.ts';
import { LIMITS } from './limits.ts';
import { fileProblem, hasHiddenCharacters, isPolicyFile } from './policy-file.ts';
import type { ProblemCode } from './problems.ts';
import { quoted } from './quoted.ts';

export interface ReadFolder {
  /** Path below the folder, with `/` → text. What could not be read is missing here, and a problem. */
  readonly files: ReadonlyMap<string, string>;
  readonly problems: readonly Finding[];
}

/** Only regular `*.yaml` and `*.yml` files; a link, of a file or of a folder, is refused and not followed. */
export function readPolicyFolder(folder: string): ReadFolder {
  const files = new Map<string, string>();
  const problems: Finding[] = [];
  let total = 0;
  for (const name of yamlFiles(folder, '', problems)) {
    if (hasHiddenCharacters(name)) {
      problems.push(fileProblem('file-name', name, 'the path of this file'));
      continue;
    }
    const read: string | Refused =
      files.size < LIMITS.files
        ? readText(path.join(folder, name), LIMITS.totalBytes - total)
        : { refused: 'too-large-in-all', subject: 'from this file on' };
    if (typeof read !== 'string') {
      problems.push(fileProblem(read.refused, name, read.subject));
      if (read.refused === 'too-large-in-all') break;
      continue;
    }
    total += Buffer.byteLength(read);
    files.set(name, read);
  }
  return { files, problems: sortedBy(problems, (problem) => problem.at ?? '') };
}

function yamlFiles(folder: string, below: string, problems: Finding[]): string[] {
  let entries;
  try {
    entries = readdirSync(path.join(folder, below), { withFileTypes: true });
  } catch {
    problems.push(
      fileProblem(
        'unreadable-file',
        below === '' ? '.' : below,
        `the folder ${quoted(below === '' ? folder : below)}, which is not there or may not be listed; --policies names it`,
      ),
    );
    return [];
  }
  return entries
    .sort((a, b) => compareText(a.name, b.name))
    .flatMap((entry) => {
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) return entry.name === '.git' ? [] : yamlFiles(folder, name, problems);
      if (entry.isFile()) return isPolicyFile(entry.name) ? [name] : [];
      // A link to a folder may hold YAML, whatever its name; sockets and devices matter only where they pose as YAML.
      if (entry.isSymbolicLink() || isPolicyFile(entry.name))
        problems.push(fileProblem('not-a-regular-file', name, entry.isSymbolicLink() ? 'a link' : 'a file of a special sort'));
      return [];
    });
}

interface Refused {
  readonly refused: ProblemCode;
  readonly subject: string;
}

/** Size and sort are asked of the opened file, so that nothing can be put in its place between question and reading. */
function readText(file: string, left: number): string | Refused {
  let handle: number | null = null;
  try {
    handle = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const stat = fstatSync(handle);
    if (!stat.isFile()) return { refused: 'not-a-regular-file', subject: 'a file of a special sort' };
    if (stat.size > LIMITS.fileBytes) return { refused: 'file-too-large', subject: `${stat.size} bytes` };
    if (stat.size > left) return { refused: 'too-large-in-all', subject: 'from this file on' };
    // One byte more than it said shows a file that grows while it is read.
    const bytes = Buffer.allocUnsafe(stat.size + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read)
      read = readSync(handle, bytes, length, bytes.length - length, null);
    if (length > stat.size) return { refused: 'unreadable-file', subject: 'a file that grew while it was read' };
    return decode(bytes.subarray(0, length));
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    return code === 'ELOOP'
      ? { refused: 'not-a-regular-file', subject: 'a link' }
      : { refused: 'unreadable-file', subject: `the system says ${quoted(code ?? 'nothing')}` };
  } finally {
    if (handle !== null) closeSync(handle);
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A byte order mark is kept, so that the compiler can refuse it at its place. */
export function decode(bytes: Uint8Array): string | Refused {
  try {
    return UTF8.decode(bytes);
  } catch {
    return { refused: 'bad-utf8', subject: 'the bytes of this file' };
  }
}
