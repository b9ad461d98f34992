/** The saver of a run: a hold that somebody makes while it works stands beside what it saves, and stops its writes. */
import { describe, expect, it } from 'vitest';
import { saverFor } from '../../src/runs/saver.ts';
import { branchStore } from '../../src/state/branch.ts';
import { memoryBranch } from '../state/memory-branch.ts';
import { hold, targetState } from '../state/sample.ts';
import { full, refused } from '../state/suite.ts';

const NOW = Date.UTC(2026, 6, 28);

describe('on a branch, where two saves that are apart both stand', () => {
  const begun = async () => {
    const branch = memoryBranch();
    const open = () => branchStore({ port: branch, name: 'corp/policy@nhi-state', now: () => NOW, pause: async () => undefined });
    await open().save(full, 0);
    const store = open();
    const lease = await store.lock({ run: 'apply 7/1', user: 'ann', at: NOW });
    return { open, saver: saverFor(store, lease, (await store.load()).generation) };
  };
  const changed = { targets: new Map([['vault', targetState('vault', ['x'])]]) };

  it('goes on while nobody else saves', async () => {
    const { saver } = await begun();
    await saver.save(changed);
    await saver.save({ holds: [] });
    expect(await saver.stillOurs()).toBe(true);
  });

  it('writes no more once a hold was made, before a save of its own or after one', async () => {
    for (const isBefore of [true, false]) {
      const { open, saver } = await begun();
      if (isBefore) await open().save({ holds: [hold('night')] }, 1);
      await saver.save(changed);
      if (!isBefore) await open().save({ holds: [hold('night')] }, 2);
      expect(await saver.stillOurs()).toBe(false);
      // What it did is remembered all the same, and so is the hold.
      await saver.save({ policyCommit: 'next' });
      expect(await saver.stillOurs()).toBe(false);
      const loaded = await open().load();
      expect(loaded).toMatchObject({ holds: [hold('night')], policyCommit: 'next' });
      expect(loaded.targets.get('vault')).toEqual(targetState('vault', ['x']));
    }
  });

  it('saves nothing over what another saved meanwhile, and says so', async () => {
    const { open, saver } = await begun();
    await open().save({ holds: [hold('night')] }, 1);
    await expect(saver.save({ holds: [] })).rejects.toEqual(refused('conflict'));
  });
});
