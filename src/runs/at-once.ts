/** Works on many things, some of them at once: a run of many targets neither waits for each nor opens them all. */

/** Each has up to eight pages under way itself, and one more target gains nothing that a processor does not have to do. */
export const TARGETS_AT_ONCE = 8;

/** Rejects with the first error, once what was begun has ended. Begun in the order given. */
export async function atOnce<T>(items: Iterable<T>, most: number, work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items].values();
  const worker = async (): Promise<void> => {
    for (const item of left) await work(item);
  };
  const ended = await Promise.allSettled(Array.from({ length: most }, worker));
  const failed = ended.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
