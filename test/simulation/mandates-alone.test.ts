/** The second oracle looks at what matters, and it fails where a thing that nobody touched is not as the reviews say. */
import { expect, test } from 'vitest';
import type { Entitlement } from '../../src/model/entitlement.ts';
import { generate } from './generate.ts';
import { isOfThisSort, judgedAlone, type Judged, mandatesAlone } from './mandates-alone.ts';
import { play } from './play.ts';
import type { Checker, Moment, Written } from './trace.ts';

/** Worlds in which every drift is only reported. */
const seeds = [54, 68, 82, 201];

interface Rested {
  readonly moment: Moment;
  readonly written: readonly Written[];
  readonly judged: readonly Judged[];
}

async function rested(seed: number): Promise<Rested> {
  const written: Written[] = [];
  const found: Rested[] = [];
  const watching: Checker = {
    after: ({ ran }) => void written.push(...ran.flatMap((r) => r.written)),
    atRest: (moment) => void found.push({ moment, written, judged: judgedAlone(moment, written) }),
  };
  const { broken } = await play(generate(seed, 15).story, [watching]);
  expect(broken).toBe(null);
  const [one] = found;
  if (one === undefined) throw new Error(`seed ${seed} never came to rest`);
  return one;
}

const worlds = await Promise.all(seeds.map(rested));

/** The same moment, with other things there than those that came to be: as if a mandate had been lost. */
function withTruth(moment: Moment, change: (entries: Map<string, Entitlement>, target: string) => void): Moment {
  const targets = new Map(
    [...moment.truth.targets].map(([name, t]) => {
      const entries = new Map(t.entries);
      change(entries, name);
      return [name, { ...t, entries }];
    }),
  );
  return { ...moment, truth: { ...moment.truth, targets } };
}

test('in these worlds much is given and taken, and never by a correction or a rule', () => {
  expect(seeds.every(isOfThisSort)).toBe(true);
  const judged = worlds.flatMap((w) => w.judged);
  expect(judged.filter((j) => j.should === 'there').length).toBeGreaterThan(10);
  expect(judged.filter((j) => j.should === 'gone').length).toBeGreaterThan(3);
  expect(judged.filter((j) => !j.isSo && j.waitsFor === null)).toEqual([]);
  const authorities = new Set(worlds.flatMap((w) => w.written.map((one) => one.change.because.authority)));
  expect(authorities).toContain('review');
  expect([...authorities].filter((a) => a === 'correction' || a === 'rule')).toEqual([]);
});

test('what was given and is not there is found, each single thing', () => {
  for (const { moment, written, judged } of worlds) {
    const empty = withTruth(moment, (entries) => entries.clear());
    const missed = judgedAlone(empty, written).filter((j) => j.should === 'there' && !j.isSo);
    expect(missed.map((j) => j.what)).toEqual(judged.filter((j) => j.should === 'there').map((j) => j.what));
  }
  const { moment, written } = worlds[0] as Rested;
  const checker = mandatesAlone();
  expect(() => checker.atRest(withTruth(moment, (entries) => entries.clear()))).toThrow(/should be there since #\d+, nobody touched it/);
  expect(written.length).toBeGreaterThan(0);
});

test('what was taken and is there is found', () => {
  let found = 0;
  for (const { moment, written, judged } of worlds) {
    // Whatever was ever there is there again, and nobody put it there.
    const full = withTruth(moment, (entries, target) => {
      for (const h of moment.truth.happened) if (h.target === target && h.now !== null) entries.set(h.key, h.now);
    });
    const left = judgedAlone(full, written).filter((j) => j.should === 'gone' && !j.isSo);
    expect(judged.filter((j) => j.should === 'gone').map((j) => j.what)).toEqual(expect.arrayContaining(left.map((j) => j.what)));
    found += left.length;
  }
  expect(found).toBeGreaterThan(3);
});

test('one that is told otherwise is not looked at: drift that is set back has the first oracle', async () => {
  const { story } = generate(6, 5);
  const found: (readonly Judged[])[] = [];
  await play(story, [{ after: () => undefined, atRest: (moment) => void found.push(judgedAlone(moment, [])) }]);
  expect(found).toEqual([[]]);
});
