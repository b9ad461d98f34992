/** A run that waits for the lease of another one, where stopping would lose an event or leave a target untold. */
import { StateError } from '../state/errors.ts';
import type { StateStore } from '../state/store.ts';
import type { Host } from './host.ts';

const WAIT_MS = 10_000;
/** Ten minutes: an apply waits so long for what it wrote to be seen. */
const MOST_WAITS = 60;

export const patient = (store: StateStore, host: Pick<Host, 'pause' | 'tell'>): StateStore => ({
  ...store,
  lock: async (holder) => {
    for (let waits = 1; ; waits += 1) {
      try {
        return await store.lock(holder);
      } catch (error) {
        if (!(error instanceof StateError) || error.code !== 'locked' || waits > MOST_WAITS) throw error;
        if (waits === 1) host.tell({ what: 'note', text: `Waiting for another run. ${error.message}` });
        await host.pause(WAIT_MS);
      }
    }
  },
});
