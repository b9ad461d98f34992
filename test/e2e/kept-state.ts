/** The state of a place as it will be believed, without what differs between any two runs: times, random marks, counts of saves. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Place } from './program.ts';

const masked = (text: string): string =>
  text.replaceAll(/\b1[0-9]{12}\b/g, '1').replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<mark>');

/** Path → content; history as a sorted list, so that a row written twice shows. */
export function keptState(place: Place): Readonly<Record<string, unknown>> {
  const root = place.at('.nhi-state');
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => path.relative(root, path.join(e.parentPath, e.name)))
    // What a killed process left of its lock; a later save sweeps it.
    .filter((file) => !/^(lock|saving)\.json\.[0-9a-f]{16}\.new$/.test(file))
    .sort();
  return Object.fromEntries(files.map((file) => [file, contentOf(file, masked(readFileSync(path.join(root, file), 'utf8')))]));
}

function contentOf(file: string, text: string): unknown {
  if (file.startsWith('history/')) return text.split('\n').sort();
  const json = JSON.parse(text) as Record<string, unknown>;
  // Its digests differ by nature; what it lists must not.
  if (file === 'seal.json') return Object.keys(json['files'] as object).sort();
  // The most that was seen in 24 hours, by when it was seen: a cut run has looked at other moments.
  if (file.startsWith('approved/')) return { ...json, window: (json['window'] as { readonly spent: unknown }).spent };
  return json;
}
