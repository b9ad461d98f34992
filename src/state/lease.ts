/** The lease on a state branch: who may write, until when. It stands outside the seal, since all it can do is to stop a run. */
import { canonicalJson } from '../model/order.ts';
import { StateError } from './errors.ts';
import { type Check, count, objectOf, oneOf, text } from './shape.ts';
import type { Holder } from './store.ts';

export const LEASE = 'lease.json';

interface LeaseFile {
  readonly version: 1;
  readonly run: string;
  readonly user: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly until: number;
  /** Never the same twice. */
  readonly token: string;
}

/** Longer than a run waits anywhere between two writes; a run that ended without giving it back is asked for by its id. */
const LEASE_MS = 30 * 60_000;
/** Clocks of two runners differ. */
const SKEW_MS = 5 * 60_000;

const shape: Check<LeaseFile> = objectOf<LeaseFile>({ version: oneOf(1), run: text, user: text, at: count, until: count, token: text });
const LONGEST_TOLD = 300;

const print = (lease: LeaseFile): string => `${canonicalJson(lease, 2)}\n`;

export const leaseText = (holder: Holder, token: string, now: number): string =>
  print({ version: 1, run: holder.run, user: holder.user, at: now, until: now + LEASE_MS, token });

/** Given back: it ends when it began. The file stays, since git would have an empty tree where it is the only one. */
export const endedText = (holder: Holder, now: number): string =>
  print({ version: 1, run: holder.run, user: holder.user, at: now, until: now, token: '' });

function parse(leaseFile: string): LeaseFile | null {
  try {
    const value: unknown = JSON.parse(leaseFile);
    if (shape(value, '') !== null) return null;
    const lease = value as LeaseFile;
    return [lease.run, lease.user, lease.token].every((told) => told.length <= LONGEST_TOLD) ? lease : null;
  } catch {
    return null;
  }
}

export const tokenOf = (leaseFile: string): string | null => parse(leaseFile)?.token ?? null;

/** Half of it is over. */
export const isWorn = (leaseFile: string, now: number): boolean => (parse(leaseFile)?.until ?? 0) - now < LEASE_MS / 2;

/** Throws unless the lease is free: given back (null), over, or of a run that is over, which the sentence returned says. */
export async function demandFree(
  where: string,
  leaseFile: string,
  now: number,
  isRunning: (run: string) => Promise<boolean | null>,
): Promise<string | null> {
  const lease = parse(leaseFile);
  if (lease === null || lease.until > now + LEASE_MS + SKEW_MS)
    throw new StateError(
      'locked',
      `${where}: this is no lease that this tool wrote, so whether another run is writing cannot be told. Make sure that none is, then remove the file from the branch.`,
    );
  if (lease.until === lease.at) return null;
  const holder = `run ${lease.run} of ${lease.user}, since ${new Date(lease.at).toISOString()}`;
  if (lease.until <= now) return `${where}: the lease of ${holder}, was over and was taken over.`;
  if ((await isRunning(lease.run)) === false) return `${where}: the lease of ${holder}, was taken over; that run has ended.`;
  throw new StateError(
    'locked',
    `${where}: ${holder}, is writing, at most until ${new Date(lease.until).toISOString()}, so this run did not start. Wait until it ends.`,
  );
}
