/** More of a thing than a call takes arguments: nothing may be spread that grows with what is managed. */
import { expect, test } from 'vitest';
import type { TargetState } from '../../src/model/state.ts';
import { unprovenNotes } from '../../src/runs/rounds.ts';

test('a target with 300,000 writes under way is told in one line', () => {
  const intents = Array.from({ length: 300_000 }, (_, i) => ({ until: i }));
  const state = { policy: { name: 'vault' }, intents } as unknown as TargetState;
  expect(unprovenNotes([state])).toEqual(['vault: 300000 writes are not proven yet; a read begun after 1970-01-01 00:04Z proves it.']);
});
