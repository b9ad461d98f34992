/** The files of the repository: what is tracked, and what would be if it were added now. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.join(import.meta.dirname, '../..');

/** Paths from the root, sorted. */
export function repositoryFiles(): string[] {
  const args = ['-c', `safe.directory=${root}`, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const out = execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  return [...new Set(out.split('\0'))].filter((file) => file !== '' && existsSync(path.join(root, file))).sort();
}

export const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');
