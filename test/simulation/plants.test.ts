/** The planted faults are where they are said to be; that the simulator finds them shows `npm run simulate:plants`. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { plants } from './plants.ts';

test.each(plants.map((p) => [p.name, p] as const))('%s: its place stands once in the product', (_, plant) => {
  const text = readFileSync(new URL(`../../${plant.file}`, import.meta.url), 'utf8');
  expect(text.split(plant.find).length - 1).toBe(1);
  expect(plant.replace).not.toBe(plant.find);
});

test('at least thirty, each with a name of its own', () => {
  expect(plants.length).toBeGreaterThanOrEqual(30);
  expect(new Set(plants.map((p) => p.name)).size).toBe(plants.length);
});
