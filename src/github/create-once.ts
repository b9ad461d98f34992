/** A create whose answer was lost is never sent again before somebody looked whether it was carried out. */
import { asking, GithubError } from './errors.ts';
import type { Surface } from './surface.ts';

const TRIES = 3;
/** What was asked may still be under way when its answer is given up. */
const FIRST_PAUSE_MS = 2000;

/** `find`: what is there by now; null: nothing is. */
export async function createOnce<T>({ pause }: Surface, what: string, create: () => Promise<T>, find: () => Promise<T | null>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await asking(what, create);
    } catch (error) {
      if (!(error instanceof GithubError) || error.code !== 'unavailable' || tries === TRIES) throw error;
      await pause(FIRST_PAUSE_MS * tries);
      const made = await find();
      if (made !== null) return made;
    }
  }
}
