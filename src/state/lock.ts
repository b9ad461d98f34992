/** Who may write: a lock file that the dead do not keep. */
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { canonicalJson } from '../model/order.ts';
import { StateError } from './errors.ts';
import type { Disk } from './disk.ts';
import type { Holder } from './store.ts';

/** After this long a lock of another machine is taken for left behind; it is still a person who removes it. */
export const FOREIGN_LOCK_AGE_MS = 60 * 60 * 1000;

/** Of files that a killed process left before its lock stood. */
export const LEFTOVER = /\.json(\.takeover)*\.[0-9a-f]{16}\.new$/;

interface LockFile {
  readonly host: string;
  readonly pid: number;
  readonly run: string;
  readonly startedAt: string;
  readonly token: string;
  readonly user: string;
}

export interface Claim {
  readonly note: string | null;
  stillOurs(): boolean;
  release(): void;
}

/** Who takes locks: a machine's process, and how it tells of another one there whether it lives. */
export interface Process {
  readonly host: string;
  readonly pid: number;
  readonly isAlive: (pid: number) => boolean;
  /** Never the same twice. */
  readonly token: () => string;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: there, but another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export const thisProcess: Process = { host: hostname(), pid: process.pid, isAlive, token: () => randomBytes(8).toString('hex') };

const LONGEST_TOLD = 300;

function parse(text: string): LockFile | null {
  try {
    const lock = JSON.parse(text) as LockFile;
    // Told to people, all of them, and compared with the clock.
    const isTold = [lock.host, lock.run, lock.user, lock.startedAt].every(
      (told) => typeof told === 'string' && told.length <= LONGEST_TOLD,
    );
    return isTold && Number.isInteger(lock.pid) && !Number.isNaN(Date.parse(lock.startedAt)) ? lock : null;
  } catch {
    return null;
  }
}

const holderOf = (lock: LockFile): string => `run ${lock.run} of ${lock.user} (pid ${lock.pid} on ${lock.host}, since ${lock.startedAt})`;

/** Throws unless the lock is one that may be taken over: same machine, process gone. */
function demandStale(file: string, text: string, now: number, self: Process): LockFile {
  const lock = parse(text);
  if (lock === null)
    throw new StateError(
      'locked',
      `${file}: this is no lock that can be read, so whether another run is writing cannot be told. Make sure that none is, then remove ${file}.`,
    );
  if (lock.host === self.host) {
    if (!self.isAlive(lock.pid)) return lock;
    throw new StateError(
      'locked',
      `${file}: ${holderOf(lock)} is writing, so this run did not start. Wait until it ends; if that process is no nhi-reconcile, remove ${file}.`,
    );
  }
  const old = now - Date.parse(lock.startedAt) > FOREIGN_LOCK_AGE_MS;
  throw new StateError(
    'locked',
    `${file}: ${holderOf(lock)} ${old ? 'took it more than an hour ago and may be dead, which this machine cannot see' : 'is writing'}, so this run did not start. ${old ? `Make sure that it is not running, then remove ${file}.` : 'Wait until it ends.'}`,
  );
}

/**
 * A lock that appears with its content (link, not create and write), so nobody sees half of one. A stale lock is replaced
 * under a lock of its own: two that find it stale cannot both win.
 */
export function claim(disk: Disk, file: string, holder: Holder, self: Process): Claim {
  const token = self.token();
  const lock: LockFile = {
    host: self.host,
    pid: self.pid,
    run: holder.run,
    startedAt: new Date(holder.at).toISOString(),
    token,
    user: holder.user,
  };
  const text = `${canonicalJson(lock, 2)}\n`;
  const fresh = `${file}.${token}.new`;
  const held = (note: string | null): Claim => {
    const stillOurs = (): boolean => disk.read(file) === text;
    return { note, stillOurs, release: () => void (stillOurs() && disk.remove(file)) };
  };
  disk.write(fresh, text);
  try {
    // A holder that ends between our link and our look leaves nothing to read: look again.
    for (;;) {
      if (disk.link(fresh, file)) return held(null);
      const found = disk.read(file);
      if (found === null) continue;
      const stale = demandStale(file, found, holder.at, self);
      const guard = claim(disk, `${file}.takeover`, holder, self);
      try {
        if (disk.read(file) !== found) continue;
        disk.rename(fresh, file);
        return held(`${file}: the lock of ${holderOf(stale)} was taken over; that process is gone.`);
      } finally {
        guard.release();
      }
    }
  } finally {
    disk.remove(fresh);
  }
}
