/** Saves of one run, one after the other, each compared with the generation that the one before it made. */
import { StateError } from '../state/errors.ts';
import type { Lease, StateChange, StateStore } from '../state/store.ts';

export interface Saver {
  readonly save: (change: StateChange) => Promise<void>;
  /** False: somebody took the lease over; nothing more may be written. */
  readonly stillOurs: () => Promise<boolean>;
}

export function saverFor(store: StateStore, lease: Lease, loadedGeneration: number): Saver {
  let generation = loadedGeneration;
  let last: Promise<void> = Promise.resolve();
  return {
    save: (change) => {
      // Targets work side by side, their saves do not; one that failed stops those behind it.
      last = last.then(async () => {
        try {
          generation = await store.save(change, generation);
        } catch (error) {
          // Whoever saved in between holds no lease, so it was a hold: it wrote no target's document, and ours stand.
          if (!(error instanceof StateError) || error.code !== 'conflict' || change.holds !== undefined || !(await lease.stillOurs())) throw error;
          generation = await store.save(change, (await store.load()).generation);
        }
      });
      return last;
    },
    stillOurs: () => lease.stillOurs(),
  };
}
