/** Many targets: some at once, each once, in order; an error is told when all that was begun has ended. */
import { describe, expect, test } from 'vitest';
import { atOnce } from '../../src/runs/at-once.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('atOnce', () => {
  test.each([
    [0, 3],
    [2, 3],
    [20, 3],
  ])('%i things, %i at once: each once, begun in their order', async (size, most) => {
    const things = Array.from({ length: size }, (_, i) => i);
    const begun: number[] = [];
    let [open, peak] = [0, 0];
    await atOnce(things, most, async (thing) => {
      begun.push(thing);
      open += 1;
      peak = Math.max(peak, open);
      await turn();
      open -= 1;
    });
    expect(begun).toEqual(things);
    expect(peak).toBe(Math.min(size, most));
    expect(open).toBe(0);
  });

  test('one that fails is told, and nothing is left under way', async () => {
    let open = 0;
    const work = atOnce([1, 2, 3, 4], 2, async (thing) => {
      open += 1;
      await turn();
      open -= 1;
      if (thing === 2) throw new Error('two');
    });
    await expect(work).rejects.toThrow('two');
    expect(open).toBe(0);
  });
});
