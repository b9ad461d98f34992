/** Leases on a state branch: who may write what, until when. They stand outside the seal, since all they can do is to stop a run. */
import { canonicalJson } from '../model/order.ts';
import { StateError } from './errors.ts';
import { type Check, count, listOf, objectOf, oneOf, orNull, text } from './shape.ts';
import type { Holder } from './store.ts';

export const LEASE = 'lease.json';

interface Held {
  readonly run: string;
  readonly user: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly until: number;
  /** Names of targets or instances; null: all there are. */
  readonly targets: readonly string[] | null;
  /** Never the same twice. */
  readonly token: string;
}
interface LeaseFile {
  readonly version: 1;
  readonly leases: readonly Held[];
}

/** Longer than a run waits anywhere between two writes; a run that ended without giving it back is asked for by its id. */
const LEASE_MS = 30 * 60_000;
/** Clocks of two runners differ. */
const SKEW_MS = 5 * 60_000;

const held: Check<Held> = objectOf<Held>({ run: text, user: text, at: count, until: count, targets: orNull(listOf(text)), token: text });
const shape: Check<LeaseFile> = objectOf<LeaseFile>({ version: oneOf(1), leases: listOf(held) });
const LONGEST_TOLD = 300;

const print = (leases: readonly Held[]): string => `${canonicalJson({ version: 1, leases }, 2)}\n`;

/** No file: nobody ever held one. Null: this tool did not write it. */
function parse(leaseFile: string | null): readonly Held[] | null {
  if (leaseFile === null) return [];
  try {
    const value: unknown = JSON.parse(leaseFile);
    if (shape(value, '') !== null) return null;
    const { leases } = value as LeaseFile;
    return leases.flatMap((l) => [l.run, l.user, l.token]).every((told) => told.length <= LONGEST_TOLD) ? leases : null;
  } catch {
    return null;
  }
}

const ofToken = (leaseFile: string | null, token: string): Held | undefined => parse(leaseFile)?.find((l) => l.token === token);

export const isHeld = (leaseFile: string | null, token: string): boolean => ofToken(leaseFile, token) !== undefined;

/** Half of it is over. */
export const isWorn = (leaseFile: string | null, token: string, now: number): boolean =>
  (ofToken(leaseFile, token)?.until ?? 0) - now < LEASE_MS / 2;

const others = (leaseFile: string | null, token: string): readonly Held[] => (parse(leaseFile) ?? []).filter((l) => l.token !== token);

/** Taken, or renewed, beside those that stand. */
export function takenText(leaseFile: string | null, holder: Holder, token: string, now: number): string {
  const { run, user, targets = null } = holder;
  return print([...others(leaseFile, token), { run, user, at: now, until: now + LEASE_MS, targets, token }]);
}

/** Given back. The file stays, since git would have an empty tree where it is the only one. */
export const endedText = (leaseFile: string | null, token: string): string => print(others(leaseFile, token));

const names = (of: string, name: string): boolean => of === name || name.startsWith(`${of}.`);

/** Two that write nothing in common go side by side. */
const areApart = (one: readonly string[] | null, other: readonly string[] | null): boolean =>
  one !== null && other !== null && !one.some((a) => other.some((b) => names(a, b) || names(b, a)));

/**
 * What stands beside a lease of these targets, and a sentence where one was taken over. Throws unless they are free: nobody
 * holds one of them, or its time is over, or its run.
 */
export async function demandFree(
  where: string,
  leaseFile: string | null,
  targets: readonly string[] | null,
  now: number,
  isRunning: (run: string) => Promise<boolean | null>,
): Promise<{ readonly beside: string; readonly note: string | null }> {
  const leases = parse(leaseFile);
  if (leases === null || leases.some((l) => l.until > now + LEASE_MS + SKEW_MS))
    throw new StateError(
      'locked',
      `${where}: this is no lease that this tool wrote, so whether another run is writing cannot be told. Make sure that none is, then remove the file from the branch.`,
    );
  const beside: Held[] = [];
  const notes: string[] = [];
  for (const lease of leases) {
    const holder = `run ${lease.run} of ${lease.user}, since ${new Date(lease.at).toISOString()}`;
    if (areApart(lease.targets, targets)) {
      if (lease.until > now) beside.push(lease);
      continue;
    }
    if (lease.until <= now) notes.push(`${where}: the lease of ${holder}, was over and was taken over.`);
    else if ((await isRunning(lease.run)) === false) notes.push(`${where}: the lease of ${holder}, was taken over; that run has ended.`);
    else
      throw new StateError(
        'locked',
        `${where}: ${holder}, is writing, at most until ${new Date(lease.until).toISOString()}, so this run did not start. Wait until it ends.`,
      );
  }
  return { beside: print(beside), note: notes.length === 0 ? null : notes.join(' ') };
}
