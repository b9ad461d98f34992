/** Who renames an object in the target takes nothing out of sight of the patterns: it stays what the policy calls it. */
import { expect, it } from 'vitest';
import { DAY, declaredKey, look, merge, modelTarget, firstState, round, START, worldAt } from './world.ts';
import type { Look, PolicyLines } from './world.ts';

const lines = (...grants: readonly string[]): PolicyLines => ({
  identities: { ann: { accounts: ['user/ann'], grants } },
  target: { privileged: ['group/ops'], protected: ['group/vault'] },
});

/** ann is in all three groups by review; then each is renamed, and the review takes them. */
function renamed(): { readonly l: Look; readonly key: (group: string) => string } {
  const model = modelTarget();
  model.add('user/ann');
  const groups = ['admins', 'ops', 'vault'];
  const ids = groups.map((name) => model.addGroup(name));
  for (const name of groups) model.give('user/ann', `group/${name}`);
  let state = merge(firstState(), lines(...groups.map((name) => `group/${name}`)), START);
  for (let i = 0; i < 3; i += 1) state = round(state, model, worldAt(START), 'apply').state;
  for (const [i, id] of ids.entries()) model.groups.set(id, `harmless-${i}`);
  state = merge(state, lines(), START + DAY);
  return { l: look(state, model.read(START + DAY), worldAt(START + DAY)), key: (group) => declaredKey('user/ann', `group/${group}`) };
}

it('the last administrator is still one, what is protected or privileged still counts as it', () => {
  const { l, key } = renamed();
  const { changes, blocked } = l.decided.plan;
  expect(blocked.find((b) => b.change.key === key('admins'))).toMatchObject({
    guard: 'lastAdministrator',
    change: { risk: 'administrator' },
  });
  expect(blocked.find((b) => b.change.key === key('vault'))?.guard).toBe('protected');
  expect(changes.find((c) => c.key === key('ops'))).toMatchObject({ verb: 'revoke', risk: 'privileged' });
});
