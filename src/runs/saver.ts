/** Saves of one run, one after the other, each compared with the generation that the one before it made. */
import { StateError } from '../state/errors.ts';
import type { Lease, StateChange, StateStore } from '../state/store.ts';

export interface Saver {
  readonly save: (change: StateChange) => Promise<void>;
  /** False: somebody took the lease over, or made a hold since this run began; nothing more may be written by it. */
  readonly stillOurs: () => Promise<boolean>;
}

export function saverFor(store: StateStore, lease: Lease, loadedGeneration: number): Saver {
  let generation = loadedGeneration;
  let last: Promise<void> = Promise.resolve();
  let isHeldMeanwhile = false;
  return {
    save: (change) => {
      // Targets work side by side, their saves do not; one that failed stops those behind it.
      last = last.then(async () => {
        try {
          const stands = await store.save(change, generation);
          // More than one further: a hold was saved in between, and stands beside ours.
          isHeldMeanwhile ||= stands > generation + 1;
          generation = stands;
        } catch (error) {
          // Whoever saved in between holds no lease, so it was a hold: it wrote no target's document, and ours stand.
          if (!(error instanceof StateError) || error.code !== 'conflict' || change.holds !== undefined || !(await lease.stillOurs()))
            throw error;
          isHeldMeanwhile = true;
          generation = await store.save(change, await store.generation());
        }
      });
      return last;
    },
    stillOurs: async () => {
      // Own saves under way first: a generation that is not ours after them is somebody else's, and only a hold needs no lease.
      await last.catch(() => undefined);
      isHeldMeanwhile ||= (await store.generation()) !== generation;
      return !isHeldMeanwhile && (await lease.stillOurs());
    },
  };
}
