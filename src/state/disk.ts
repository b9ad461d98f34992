/** The few file operations that state rests on, each durable when it returns; tests cut them off one by one. */
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { StateError } from './errors.ts';

export interface Disk {
  /** null: not there. */
  readonly read: (file: string) => string | null;
  /** null: not there. Names of what lies in the folder. */
  readonly list: (folder: string) => readonly string[] | null;
  /** Epoch milliseconds; null: not there. */
  readonly changedAt: (file: string) => number | null;
  readonly makeFolder: (folder: string) => void;
  /** Replaces what is there; synced. Not atomic: only for names that nobody reads yet. */
  readonly write: (file: string, text: string) => void;
  readonly rename: (from: string, to: string) => void;
  /** False where `to` is there already. */
  readonly link: (from: string, to: string) => boolean;
  /** A file or a whole folder; nothing happens where it is not there. */
  readonly remove: (name: string) => void;
  /** Makes renames in the folder survive a power cut. */
  readonly syncFolder: (folder: string) => void;
}

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code ?? 'unknown error');

function guarded<T>(name: string, doing: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new StateError(
      'unreadable',
      `${name}: ${doing} failed (${codeOf(cause)}), so the state cannot be used. Check that it is what it should be, a file or a folder, and that this user may read and write it.`,
      { cause },
    );
  }
}

function orNull<T>(name: string, doing: string, work: () => T): T | null {
  return guarded(name, doing, () => {
    try {
      return work();
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw error;
    }
  });
}

export const realDisk: Disk = {
  read: (file) => orNull(file, 'reading', () => readFileSync(file, 'utf8')),
  list: (folder) => orNull(folder, 'listing', () => readdirSync(folder)),
  changedAt: (file) => orNull(file, 'looking', () => statSync(file).mtimeMs),
  makeFolder: (folder) => guarded(folder, 'making the folder', () => void mkdirSync(folder, { recursive: true })),
  write: (file, text) =>
    guarded(file, 'writing', () => {
      const handle = openSync(file, 'w');
      try {
        const bytes = Buffer.from(text, 'utf8');
        for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
    }),
  rename: (from, to) => guarded(to, 'renaming', () => renameSync(from, to)),
  link: (from, to) =>
    guarded(to, 'linking', () => {
      try {
        linkSync(from, to);
        return true;
      } catch (error) {
        if (codeOf(error) === 'EEXIST') return false;
        throw error;
      }
    }),
  remove: (name) => guarded(name, 'removing', () => rmSync(name, { recursive: true, force: true })),
  syncFolder: (folder) =>
    guarded(folder, 'syncing', () => {
      // Windows cannot open a folder, and needs no sync of one.
      if (process.platform === 'win32') return;
      const handle = openSync(folder, 'r');
      try {
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
    }),
};
