/** What the generator brings: each field of each kind of document changed by merges and by pushes, worlds of each size, every sort of step and fault. */
import { expect, test } from 'vitest';
import { policyOf } from '../../src/runs/policy.ts';
import type { Draft } from './draft.ts';
import { generate } from './generate.ts';
import { policyTexts } from './policy-texts.ts';
import { kindsOnly } from './simulated-connector.ts';
import type { Edit } from './step.ts';

/** Every field of a draft, by the kind of document; `limits.revoke` is a field in a field. */
const fields = {
  settings: ['maxSilenceSeconds', 'reviewValidSeconds', 'privileged'],
  teams: ['mode'],
  targets: [
    'owner',
    'ceiling',
    'scope',
    'giveBack',
    'privileged',
    'protected',
    'withinSeconds',
    'settlesInSeconds',
    'cannot',
    'lifecycle.sentinels',
    'lifecycle.onDisabled',
    'lifecycle.onAbsent',
    'drift.unauthorized.do',
    'drift.unauthorized.after',
    'drift.missing.do',
    'drift.missing.after',
    'drift.altered.do',
    'drift.altered.after',
    'limits.revoke',
    'limits.revokePercent',
    'limits.offboard',
    'limits.grantPrivileged',
  ],
  identities: [
    'type',
    'owner',
    'mode',
    'state',
    'accounts',
    'roles',
    'access',
    'never',
    'from',
    'until',
    'directory',
    'directory.target',
    'directory.account',
    'directory.onDisabled',
    'directory.onAbsent',
  ],
  roles: ['owner', 'access', 'rollout', 'rollout.first', 'rollout.waitSeconds'],
  rules: ['maxAgeSeconds', 'maxIdleSeconds', 'maxCount', 'act'],
  exceptions: ['rule', 'for', 'until', 'limit', 'cap', 'count'],
  breakGlass: ['may', 'covers', 'never', 'longestSeconds'],
} as const satisfies { readonly [D in keyof Draft]: readonly string[] };

/** Of one line: a grant's or a scope's. */
const lineFields = {
  access: ['target', 'grant', 'account', 'admin', 'from', 'until', 'forSeconds', 'because'],
  scope: ['accounts', 'kinds', 'managedBy'],
} as const;

type Plain = Readonly<Record<string, unknown>>;

const at = (of: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (typeof value === 'object' && value !== null ? (value as Plain)[name] : undefined), of);

const differs = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);

function changedFields(before: Draft, after: Draft): readonly string[] {
  const changed: string[] = fields.settings.filter((f) => differs(before.settings[f], after.settings[f])).map((f) => `settings ${f}`);
  for (const document of ['teams', 'targets', 'identities', 'roles', 'rules', 'exceptions', 'breakGlass'] as const) {
    const [was, is] = [before[document] as Plain, after[document] as Plain];
    for (const name of new Set([...Object.keys(was), ...Object.keys(is)])) {
      if (was[name] === undefined) changed.push(`${document} comes`);
      else if (is[name] === undefined) changed.push(`${document} goes`);
      else {
        changed.push(...fields[document].filter((f) => differs(at(was[name], f), at(is[name], f))).map((f) => `${document} ${f}`));
        for (const lines of ['access', 'scope'] as const)
          changed.push(...changedLines(document, lines, at(was[name], lines), at(is[name], lines)));
      }
    }
  }
  return changed;
}

/** Fields of lines whose neighbours stayed as they were. */
function changedLines(document: string, lines: 'access' | 'scope', was: unknown, is: unknown): readonly string[] {
  if (!Array.isArray(was) || !Array.isArray(is) || was.length !== is.length) return [];
  return was.flatMap((line: unknown, i) =>
    lineFields[lines].filter((f) => differs(at(line, f), at(is[i], f))).map((f) => `${document} ${lines} ${f}`),
  );
}

const everyField: readonly string[] = [
  ...Object.entries(fields).flatMap(([document, names]) => names.map((f) => `${document} ${f}`)),
  ...lineFields.access.map((f) => `identities access ${f}`),
  ...lineFields.scope.map((f) => `targets scope ${f}`),
  ...['roles', 'targets', 'identities', 'rules', 'exceptions', 'breakGlass'].flatMap((d) => [`${d} comes`, `${d} goes`]),
];

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

test('each field of each kind of document is changed by some seed, by a merge and by a push', () => {
  const left = { merge: new Set(everyField), push: new Set(everyField) };
  for (let seed = 1; seed <= 800 && left.merge.size + left.push.size > 0; seed += 1) {
    for (const { before, edit, by } of editsOf(seed, 20)) for (const field of changedFields(before, edit.after)) left[by].delete(field);
  }
  expect([...left.merge]).toEqual([]);
  expect([...left.push]).toEqual([]);
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
