/** A policy folder that is half there is no decision to take, or to forget, everything. */
import { expect, test } from 'vitest';
import { kinds as fileKinds } from '../../src/connectors/file/kinds.ts';
import type { Declared } from '../../src/model/policy.ts';
import { compile } from '../../src/policy/compile.ts';
import { registry } from '../../src/connectors/registry.ts';
import { approveAll, approveInTurn } from '../../src/runs/approval.ts';
import { InputError } from '../../src/runs/input-error.ts';

const NHI = 'kind: Settings\nversion: 1\n---\nkind: Team\nname: sec\n';
const TARGET =
  'kind: Target\nname: wh\nconnector: file\nowner: sec\nceiling: enforce\nconfig: { path: wh.jsonl, format: jsonl }\nscope:\n  - { accounts: "account/etl-*", kinds: [login, role] }\n';
const identity = (name: string, more = ''): string =>
  `kind: Identity\nname: ${name}\ntype: service\nowner: sec\ndirectory: none\n${more}accounts: [wh/account/${name}]\naccess: [wh/role/now]\n`;

function declared(...documents: readonly string[]): Declared {
  const { declared: found, problems } = compile(new Map(documents.map((text, i) => [`${i}.yaml`, text])), (name) =>
    name === 'file' ? fileKinds : undefined,
  );
  expect(problems.filter((p) => p.severity === 'error')).toEqual([]);
  return found;
}

const review = { because: { authority: 'review', source: 'terminal:ann', at: 1_764_000_000_000 }, commit: 'c', renew: true } as const;
const two = declared(NHI, TARGET, identity('etl-a'), identity('etl-b'));

test('all identities gone at once: an error that names the way out', async () => {
  const approved = await approveAll(new Map(), two, review, registry);
  const error = await approveAll(approved, declared(NHI, TARGET), review, registry).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InputError);
  expect(String(error)).toMatch(/declares no identity at all, and 2 are approved.*state: offboard/);
});

test('all targets gone at once, with or without their identities: what is approved is not forgotten', async () => {
  for (const before of [two, declared(NHI, TARGET)]) {
    const approved = await approveAll(new Map(), before, review, registry);
    await expect(approveAll(approved, declared(NHI), review, registry)).rejects.toThrow(InputError);
  }
  const approved = await approveAll(new Map(), declared(NHI, TARGET), review, registry);
  await expect(approveAll(approved, declared(NHI), review, registry)).rejects.toThrow(/declares no target at all, and wh is approved/);
});

test('one that goes, the last one too, all by offboard, and a first run are edits like others', async () => {
  const approved = await approveAll(new Map(), two, review, registry);
  const one = await approveAll(approved, declared(NHI, TARGET, identity('etl-a')), review, registry);
  await approveAll(one, declared(NHI, TARGET), review, registry);
  const all = await approveAll(
    approved,
    declared(NHI, TARGET, ...['etl-a', 'etl-b'].map((name) => identity(name, 'state: offboard\n').replace('access: [wh/role/now]\n', ''))),
    review,
    registry,
  );
  expect(all.get('wh')?.accounts.map((a) => a.disowned !== null)).toEqual([true, true]);
  await approveAll(new Map(), declared(NHI), review, registry);
});

test('one that a later review fills again is passed over, and that is told; the last one is refused', async () => {
  const approved = await approveAll(new Map(), two, review, registry);
  const by = (source: string, policy: Declared) => ({
    policy: { declared: policy, commit: source },
    because: { ...review.because, source },
    renew: false,
  });
  const [emptied, filled] = [by('#7', declared(NHI, TARGET)), by('#8', declared(NHI, TARGET, identity('etl-a')))];
  const { states, notes } = await approveInTurn(approved, [emptied, filled], registry);
  expect(states.get('wh')?.identities.map((i) => i.name)).toEqual(['etl-a']);
  expect(notes).toEqual([expect.stringMatching(/^#7 left the policy with no identity .* passed over, since #8 follows/)]);
  await expect(approveInTurn(approved, [filled, emptied], registry)).resolves.toMatchObject({ notes: [] });
  await expect(approveInTurn(approved, [emptied], registry)).rejects.toThrow(InputError);
});
