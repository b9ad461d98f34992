/** The simulator's short form: some hundred days in each test run; `npm run simulate` plays the long one. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { generate } from './generate.ts';
import { brokenIn, playSeed } from './one-world.ts';
import { play } from './play.ts';
import { mapDrafts } from './shrink.ts';
import type { Draft } from './draft.ts';
import type { Story } from './step.ts';
import type { Checker } from './trace.ts';
import { addTally, emptyTally } from './tally.ts';

const words = (broken: { readonly rule: string; readonly message: string } | null): string | null =>
  broken === null ? null : `${broken.rule}: ${broken.message}`;

test('some 300 days: nothing is broken', async () => {
  const sum = emptyTally();
  const broken: string[] = [];
  for (let seed = 1; seed <= 24; seed += 1) {
    const played = await playSeed(seed, 15);
    addTally(sum, played.tally);
    if (played.broken !== null) broken.push(`seed ${seed}: ${words(played.broken) ?? ''}`);
  }
  expect(broken).toEqual([]);
  expect(sum.days).toBeGreaterThan(280);
});

test('the same seed gives the same world, to the last byte of its state', async () => {
  const once = await play(generate(7, 10).story, []);
  const again = await play(generate(7, 10).story, []);
  expect(again.digest).toBe(once.digest);
  const other = await play(generate(8, 10).story, []);
  expect(other.digest).not.toBe(once.digest);
});

/** Each write with its instant: what it was told to whom by. */
async function writesOf(story: Story): Promise<readonly string[]> {
  const writes: string[] = [];
  const watching: Checker = {
    after: ({ ran }) =>
      void writes.push(...ran.flatMap((r) => r.written.map((w) => `${w.at} ${w.target} ${w.change.verb} ${w.change.label} ${w.answered}`))),
    atRest: () => undefined,
  };
  const { broken } = await play(story, [watching]);
  expect(broken).toBe(null);
  return writes;
}

const bare = ({ extras: _extras, spelling: _spelling, ...draft }: Draft): Draft => draft;

test('fields that decide nothing, and other spellings, change no write', async () => {
  let writes = 0;
  for (let seed = 101; seed <= 108; seed += 1) {
    const { story } = generate(seed, 8);
    const plain = mapDrafts(story, bare);
    expect(plain).not.toEqual(story);
    const wrote = await writesOf(plain);
    expect(await writesOf(story)).toEqual(wrote);
    writes += wrote.length;
  }
  expect(writes).toBeGreaterThan(50);
});

const kept = new URL('kept/', import.meta.url);
const files = existsSync(kept) ? readdirSync(kept).filter((name) => name.endsWith('.json')) : [];

test.each(files)('kept story: %s', async (file) => {
  const story = JSON.parse(readFileSync(new URL(file, kept), 'utf8')) as Story;
  expect(words(await brokenIn(story))).toBe(null);
});
