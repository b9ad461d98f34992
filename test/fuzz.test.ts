/** The short form of `npm run fuzz`, and each input that once broke a reader. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { campaign } from '../fuzz/campaign.ts';
import { readers } from '../fuzz/readers.ts';
import { shrunk } from '../fuzz/shrink.ts';

// A loaded machine takes its time.
vi.setConfig({ testTimeout: 300_000 });

const names = Object.keys(readers);
const kept = path.join(import.meta.dirname, 'fuzz/kept');

describe('a few thousand inputs each: no crash, no hang, no memory without end, every refusal with its place', () => {
  test.each(names)('%s', async (reader) => {
    const { done, findings } = await campaign({ reader, seed: 20_261_124, inputs: 2_000 });
    expect(findings).toEqual([]);
    expect(done?.inputs).toBe(2_000);
    // Else the grammar is wrong, or coverage leads nowhere.
    expect(done?.accepted).toBeGreaterThan(20);
    expect(done?.corpus).toBeGreaterThan(3);
  });
});

const inputs = readdirSync(kept, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));

describe('what once broke a reader', () => {
  test.each(inputs)('%s', async (name) => {
    const { text } = JSON.parse(readFileSync(path.join(kept, name), 'utf8')) as { readonly text: string };
    const reader = await (readers[path.dirname(name)] as (typeof readers)[string])();
    expect(['accepted', 'refused']).toContain(await reader.read(text));
  });
});

test('a text is cut down to what shows the finding', async () => {
  expect(await shrunk(`${'x'.repeat(500)}a${'y'.repeat(300)}b${'z'.repeat(77)}`, async (text) => /a.*b/.test(text))).toBe('ab');
});
