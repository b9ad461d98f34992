/** The planted faults are where they are said to be, and each is written down with what found it; that it still does shows `npm run simulate:plants -- --recorded`. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DEFAULT_SEEDS } from './defaults.ts';
import { foundBy, tableOf } from './plant-table.ts';
import { plants, toldIn } from './plants.ts';
import { wholeStories } from './whole/all.ts';

test.each(plants.map((p) => [p.name, p] as const))('%s: its place stands once in the product', (_, plant) => {
  const text = readFileSync(new URL(`../../${plant.file}`, import.meta.url), 'utf8');
  expect(text.split(plant.find).length - 1).toBe(1);
  expect(plant.replace).not.toBe(plant.find);
});

test('at least thirty, each with a name of its own', () => {
  expect(plants.length).toBeGreaterThanOrEqual(30);
  expect(new Set(plants.map((p) => p.name)).size).toBe(plants.length);
});

test('each was found within the default number of seeds, and the page says so', () => {
  const found = foundBy();
  expect(Object.keys(found)).toEqual(plants.map((p) => p.name));
  for (const { seed } of Object.values(found)) expect(seed).toBeLessThanOrEqual(DEFAULT_SEEDS);
  expect(readFileSync(new URL('../../docs/simulation.md', import.meta.url), 'utf8')).toContain(tableOf(found));
});

test('what a plant has to do with is a story that there is', () => {
  const names = new Set(plants.map((p) => p.name));
  for (const [plant, story] of Object.entries(toldIn)) {
    expect(names).toContain(plant);
    expect(Object.keys(wholeStories)).toContain(story);
  }
});
