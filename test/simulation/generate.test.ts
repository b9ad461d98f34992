/** What the generator brings: each field of the policy format changed by merges and by pushes, in every spelling; worlds of each size, every sort of step and fault. */
import { expect, test } from 'vitest';
import { sortedBy } from '../../src/model/order.ts';
import { policyOf } from '../../src/runs/policy.ts';
import type { Draft } from './draft.ts';
import { generate } from './generate.ts';
import { policyTexts } from './policy-texts.ts';
import { changedFields, schemaFields } from './schema-fields.ts';
import { kindsOnly } from './simulated-connector.ts';
import type { Edit } from './step.ts';

/** No edit changes these in a document that stays: the reason. */
const never: Readonly<Record<string, string>> = {
  kind: 'another kind is another document: it comes and goes',
  name: 'another name is another document: it comes and goes, or is renamed',
  id: 'as a name',
  version: 'there is one',
  'where.credential': 'rules are about credentials: it must be true',
  facets: 'no kind of the simulated connector has a facet; those of the real ones have their tests there',
};
const isNever = (field: string): boolean => Object.keys(never).some((name) => field.endsWith(`.${name}`));

const kinds = [...new Set(schemaFields.map((f) => f.slice(0, f.indexOf('.'))))];
// There is exactly one Settings.
const wholes = kinds.filter((kind) => kind !== 'Settings').flatMap((kind) => [`${kind} comes`, `${kind} goes`]);

/** All edits of a story, each with the reviewed draft before it. */
function* editsOf(seed: number, days: number): Generator<{ readonly before: Draft; readonly edit: Edit; readonly by: 'merge' | 'push' }> {
  const { story } = generate(seed, days);
  let reviewed = story.first;
  for (const step of story.steps) {
    if (step.do === 'push') yield { before: reviewed, edit: step.edit, by: 'push' };
    if (step.do !== 'merge') continue;
    for (const edit of step.edits) {
      yield { before: reviewed, edit, by: 'merge' };
      if (edit.refused !== true) reviewed = edit.after;
    }
  }
}

test('each field that the policy format has is changed by some seed, by a merge and by a push', () => {
  const wanted = [...schemaFields.filter((f) => !isNever(f)), ...wholes];
  const left = { merge: new Set(wanted), push: new Set(wanted) };
  const known = new WeakMap<Draft, ReadonlyMap<string, string>>();
  const textsOf = (draft: Draft): ReadonlyMap<string, string> => {
    const texts = known.get(draft) ?? policyTexts(draft);
    known.set(draft, texts);
    return texts;
  };
  for (let seed = 1; seed <= 800 && left.merge.size + left.push.size > 0; seed += 1) {
    for (const { before, edit, by } of editsOf(seed, 20)) {
      if (left[by].size === 0) continue;
      for (const field of changedFields(textsOf(before), textsOf(edit.after), left[by])) left[by].delete(field);
    }
  }
  expect([...left.merge]).toEqual([]);
  expect([...left.push]).toEqual([]);
});

test('each reason why a field is never changed is about a field that there is', () => {
  expect(Object.keys(never).filter((name) => !schemaFields.some((f) => f.endsWith(`.${name}`)))).toEqual([]);
});

/** As compiled, but for what tells where and by which roles it is written. */
async function meaningOf(draft: Draft): Promise<unknown> {
  const { declared, hasErrors } = await policyOf(policyTexts(draft), [], kindsOnly);
  const { entries, roles: _, teams: __, ...rest } = declared;
  const lines = [...entries].map(([key, { origins: ___, ...line }]) => [key, line] as const);
  return JSON.stringify([hasErrors, sortedBy(lines, ([key]) => key), ...Object.values(rest).map(plain)]);
}

const plain = (value: unknown): unknown => (value instanceof Map ? sortedBy([...value], ([key]) => String(key)) : value);

test('another spelling means the same', async () => {
  let spelled = 0;
  for (let seed = 1; seed <= 40; seed += 1) {
    for (const { edit } of editsOf(seed, 6)) {
      const { spelling, ...bare } = edit.after;
      if (spelling === undefined || edit.refused === true) continue;
      spelled += 1;
      expect(await meaningOf(edit.after)).toBe(await meaningOf(bare));
    }
  }
  expect(spelled).toBeGreaterThan(100);
});

test('the compiler accepts what is merged and pushed, and refuses what is meant to be refused', async () => {
  for (let seed = 1; seed <= 25; seed += 1) {
    for (const { edit } of editsOf(seed, 8)) {
      const { problems } = await policyOf(policyTexts(edit.after), [], kindsOnly);
      const errors = problems.filter((p) => p.severity === 'error').map((p) => `${p.rule}: ${p.subject}`);
      if (edit.refused === true) expect(errors.length).toBeGreaterThan(0);
      else expect([edit.what, ...errors]).toEqual([edit.what]);
    }
  }
});

test('worlds have 3 to 20 identities, one in a thousand 500; 1 to 4 targets; none, one or two directories', () => {
  const sizes: number[] = [];
  const targets = new Set<number>();
  const directories = new Set<number>();
  for (let seed = 1; seed <= 1000; seed += 1) {
    const { first } = generate(seed, 0).story;
    sizes.push(Object.keys(first.identities).length);
    const all = Object.values(first.targets);
    targets.add(all.filter((t) => t.lifecycle === null).length);
    directories.add(all.filter((t) => t.lifecycle !== null).length);
  }
  sizes.sort((a, b) => a - b);
  expect([sizes[0], sizes.at(-2), (sizes.at(-1) ?? 0) > 490]).toEqual([3, 20, true]);
  expect(targets).toEqual(new Set([1, 2, 3, 4]));
  expect(directories).toEqual(new Set([0, 1, 2]));
});
