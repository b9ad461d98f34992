/** The branch store: the suite of every store, and what only a branch can be: swapped on its head, merged, leased, late, in parts. */
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type BranchOptions, branchStore } from '../../src/state/branch.ts';
import type { StateStore } from '../../src/state/store.ts';
import { type MemoryBranch, memoryBranch } from './memory-branch.ts';
import { historyRow, hold, ledgerRow, live, runs, targetState } from './sample.ts';
import { type Bed, full, fullFiles, refused, storeSuite } from './suite.ts';

const NOW = Date.UTC(2026, 6, 28);
const MINUTE = 60_000;
const key = `ed25519:${randomBytes(32).toString('base64')}`;

const storeOn = (port: MemoryBranch, more: Partial<BranchOptions> = {}): StateStore =>
  branchStore({ port, name: 'corp/policy@nhi-state', now: () => NOW, pause: async () => undefined, ...more });

storeSuite((): Bed => {
  const branch = memoryBranch();
  return {
    open: (more) => storeOn(branch, more),
    files: () => branch.list(),
    read: (file) => branch.read(file) ?? '',
    write: (file, text) => branch.push({ [file]: text }),
    remove: (file) => branch.push({ [file]: null }),
    wipe: () => branch.putBack(null),
    copy: () => {
      const head = branch.at();
      return () => branch.putBack(head);
    },
  };
});

const begun = async (more: Partial<BranchOptions> = {}): Promise<{ readonly branch: MemoryBranch; readonly store: StateStore }> => {
  const branch = memoryBranch();
  const store = storeOn(branch, { ...more, bootstrap: true });
  await store.save(full, 0);
  return { branch, store };
};

describe('two that save at once', () => {
  it('both stand where they save what is apart, and the second hears of the first by the count', async () => {
    const { branch } = await begun();
    const [a, b] = [storeOn(branch), storeOn(branch)];
    await a.load();
    await b.load();
    expect(await a.save({ holds: [hold('night')], runs: runs('vault', 7) }, 1)).toBe(2);
    const changed = targetState('vault', ['other']);
    expect(
      await b.save({ targets: new Map([['vault', changed]]), historyAppend: [historyRow('vault', 6)], runs: runs('okta', 9) }, 1),
    ).toBe(3);
    const loaded = await storeOn(branch).load();
    expect(loaded.holds).toEqual([hold('night')]);
    expect(loaded.targets.get('vault')).toEqual(changed);
    expect(loaded.runs).toEqual({ ...runs('vault', 7), ...runs('okta', 9) });
    expect((await storeOn(branch).history()).get('vault')).toHaveLength(3);
  });

  it.each([
    [
      'a target',
      { targets: new Map([['vault', targetState('vault', ['a'])]]) },
      { targets: new Map([['vault', targetState('vault', ['b'])]]) },
    ],
    ['a ledger', { ledger: new Map([['vault', []]]) }, { ledger: new Map([['vault', [ledgerRow('vault', 'R-9')]]]) }],
    ['the holds', { holds: [] }, { holds: [hold('b')] }],
    ['the policy commit', { policyCommit: 'a' }, { policyCommit: 'b' }],
    ['a read', { live: new Map([['vault', live('vault')]]) }, { live: new Map([['vault', live('vault', ['x'])]]) }],
  ])('are told apart by %s that both save', async (_, first, second) => {
    const { branch } = await begun();
    const [a, b] = [storeOn(branch), storeOn(branch)];
    await b.load();
    await a.load();
    expect(await a.save(first, 1)).toBe(2);
    const stood = branch.at();
    await expect(b.save(second, 1)).rejects.toEqual(
      refused('conflict', /nhi-state:seal\.json: it is generation 2 and this run began from 1/),
    );
    expect(branch.at()).toBe(stood);
    // What both save alike is no conflict, and changes nothing.
    expect(await b.save(first, 1)).toBe(1);
    expect(branch.at()).toBe(stood);
  });

  it('the one whose head moves on under it looks again', async () => {
    const { branch, store } = await begun();
    let moves = 2;
    branch.beforeCommit = () => {
      if (moves-- > 0) branch.push({ 'README.md': `${moves}` });
    };
    expect(await store.save({ holds: [] }, 1)).toBe(2);
    expect(branch.read('README.md')).toBe('0');
    branch.beforeCommit = () => branch.push({ 'README.md': `${Math.random()}` });
    await expect(store.save({ holds: [hold('x')] }, 2)).rejects.toEqual(refused('conflict'));
  });

  it('both begin: one makes the branch', async () => {
    const branch = memoryBranch();
    const [a, b] = [storeOn(branch), storeOn(branch)];
    await Promise.all([a.load(), b.load()]);
    let isFirst = true;
    branch.beforeCommit = async () => {
      if (!isFirst) return;
      isFirst = false;
      await a.save(full, 0);
    };
    await expect(b.save({ holds: [hold('late')] }, 0)).rejects.toEqual(refused('conflict', /generation 1 and this run began from 0/));
    expect((await storeOn(branch).load()).targets).toEqual(full.targets);
  });
});

describe('an answer that is lost', () => {
  it.each(['after', 'before'] as const)('%s the commit: what came through is known to, what did not is said', async (cut) => {
    const { branch, store } = await begun();
    branch.cut = cut;
    const saved = store.save({ holds: [hold('x')] }, 1);
    if (cut === 'after') expect(await saved).toBe(2);
    else await expect(saved).rejects.toEqual(refused('unreadable', /the connection ended/));
    expect((await storeOn(branch).load()).holds).toHaveLength(cut === 'after' ? 1 : 2);
    expect(await store.save({ holds: [] }, await store.generation())).toBe(cut === 'after' ? 3 : 2);
  });

  it('late: an older head than the one before is asked for again, and then the branch was put back', async () => {
    const { branch, store } = await begun({ sealKey: key });
    const old = branch.at();
    await store.save({ holds: [] }, 1);
    const now = branch.at();
    let pauses = 0;
    const reader = storeOn(branch, { sealKey: key, pause: async () => void (++pauses === 2 && branch.putBack(now)) });
    await reader.load();
    branch.putBack(old);
    expect(await reader.generation()).toBe(2);
    expect(pauses).toBe(2);
    branch.putBack(old);
    await expect(reader.generation()).rejects.toEqual(refused('rolledBack', /generation 1 and generation 2 is known/));
    await expect(reader.save({ holds: [hold('x')] }, 2)).rejects.toEqual(refused('rolledBack'));
    branch.putBack(null);
    await expect(reader.generation()).rejects.toEqual(refused('missing', /no state, though/));
  });
});

describe('the lease', () => {
  const holder = { run: 'detect 71/1', user: 'ann', at: NOW };
  const made = (more: object): string =>
    JSON.stringify({ version: 1, leases: [{ run: 'r', user: 'u', at: NOW, until: NOW + 1, targets: null, token: 't', ...more }] });

  it('stands outside the seal, moves the head, stops others, and is free at the end', async () => {
    const { branch, store } = await begun();
    const before = branch.at();
    {
      await using lease = await store.lock(holder);
      expect(lease.note).toBeNull();
      expect(branch.at()).not.toBe(before);
      expect(branch.list()).toEqual([...fullFiles, 'lease.json'].sort());
      expect(await lease.stillOurs()).toBe(true);
      await expect(storeOn(branch).lock({ ...holder, run: 'apply 72/1' })).rejects.toEqual(
        refused(
          'locked',
          /nhi-state:lease\.json: run detect 71\/1 of ann, since 2026-07-28.*is writing, at most until 2026-07-28T00:30.*Wait/,
        ),
      );
      // Others' saves, a hold's say, go beside it.
      expect(await storeOn(branch).save({ holds: [] }, 1)).toBe(2);
      expect(await lease.stillOurs()).toBe(true);
    }
    await using again = await storeOn(branch).lock({ ...holder, run: 'apply 72/1' });
    expect(again.note).toBeNull();
    expect(await again.stillOurs()).toBe(true);
  });

  it('begins the branch on a first run, which it still is', async () => {
    const branch = memoryBranch();
    const store = storeOn(branch);
    await using _ = await store.lock(holder);
    expect(branch.list()).toEqual(['lease.json']);
    expect((await storeOn(branch).load()).firstRun).toBe(true);
    expect(await store.save(full, 0)).toBe(1);
    expect((await storeOn(branch).load()).targets).toEqual(full.targets);
  });

  it('of a run that has ended is taken over, and said; of one that runs, or of which nobody can tell, when it is over', async () => {
    const { branch } = await begun();
    await storeOn(branch).lock(holder);
    const later = (minutes: number) => storeOn(branch, { now: () => NOW + minutes * MINUTE }).lock({ ...holder, run: 'apply 72/1' });
    await expect(later(29)).rejects.toEqual(refused('locked'));
    branch.running.set('detect 71/1', true);
    await expect(later(29)).rejects.toEqual(refused('locked'));
    branch.running.set('detect 71/1', false);
    expect((await later(1)).note).toMatch(/lease of run detect 71\/1 of ann, since .*, was taken over; that run has ended/);
    branch.running.set('apply 72/1', true);
    expect((await later(31)).note).toMatch(/run apply 72\/1 .* was over and was taken over/);
  });

  it('that was taken over is noticed by its first holder, who leaves it', async () => {
    const { branch, store } = await begun();
    const lease = await store.lock(holder);
    await storeOn(branch, { now: () => NOW + 31 * MINUTE }).lock({ ...holder, run: 'apply 72/1' });
    expect(await lease.stillOurs()).toBe(false);
    await lease[Symbol.asyncDispose]();
    expect(branch.read('lease.json')).toContain('apply 72/1');
  });

  it('is renewed by who still works, also where nobody took it after its time', async () => {
    const { branch } = await begun();
    let now = NOW;
    const lease = await storeOn(branch, { now: () => now }).lock(holder);
    const first = branch.read('lease.json');
    now = NOW + 14 * MINUTE;
    expect(await lease.stillOurs()).toBe(true);
    expect(branch.read('lease.json')).toBe(first);
    for (const minutes of [16, 60]) {
      now = NOW + minutes * MINUTE;
      expect(await lease.stillOurs()).toBe(true);
      const [held, ...more] = (JSON.parse(branch.read('lease.json') ?? '') as { readonly leases: readonly object[] }).leases;
      expect(held).toMatchObject({ at: now, until: now + 30 * MINUTE, run: 'detect 71/1' });
      expect(more).toEqual([]);
    }
  });

  it('goes to exactly one of many at once', async () => {
    const { branch } = await begun();
    const all = await Promise.allSettled(Array.from({ length: 6 }, (_, i) => storeOn(branch).lock({ ...holder, run: `detect ${i}/1` })));
    expect(all.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
    for (const one of all) if (one.status === 'rejected') expect(one.reason).toEqual(refused('locked'));
  });

  it('of some targets goes side by side with that of others, and with none that writes one of them, or all', async () => {
    const { branch } = await begun();
    const lock = (run: string, targets: readonly string[] | null) => storeOn(branch).lock({ ...holder, run, targets });
    const wiki = await lock('detect 71/1', ['wiki', 'vault.prod']);
    const crm = await lock('detect 71/1', ['crm', 'vault.stage', 'wikis']);
    for (const targets of [['wiki'], ['vault'], ['crm', 'db'], ['wiki.eu'], null])
      await expect(lock('apply 72/1', targets)).rejects.toEqual(refused('locked', /run detect 71\/1 of ann/));
    await wiki[Symbol.asyncDispose]();
    expect(await wiki.stillOurs()).toBe(false);
    expect(await crm.stillOurs()).toBe(true);
    await using again = await lock('apply 72/1', ['wiki']);
    expect(again.note).toBeNull();
    await crm[Symbol.asyncDispose]();
    await expect(lock('apply 73/1', null)).rejects.toEqual(refused('locked', /run apply 72\/1/));
    expect(await again.stillOurs()).toBe(true);
  });

  it('of many at once, each of its own target, goes to all of them, whose saves all stand', async () => {
    const { branch } = await begun();
    const names = Array.from({ length: 8 }, (_, i) => `db-${i}`);
    await Promise.all(
      names.map(async (name) => {
        const store = storeOn(branch);
        await using lease = await store.lock({ ...holder, targets: [name] });
        const { generation } = await store.load();
        await store.save({ targets: new Map([[name, targetState(name, [])]]), runs: runs(name) }, generation);
        expect(await lease.stillOurs()).toBe(true);
      }),
    );
    const loaded = await storeOn(branch).load();
    expect([...loaded.targets.keys()]).toEqual(expect.arrayContaining(names));
    expect(Object.keys(loaded.runs)).toEqual(expect.arrayContaining(names));
    await using all = await storeOn(branch).lock(holder);
    expect(all.note).toBeNull();
  });

  it('whose answer was lost is held all the same', async () => {
    const { branch, store } = await begun();
    branch.cut = 'after';
    const lease = await store.lock(holder);
    expect(await lease.stillOurs()).toBe(true);
    branch.cut = 'before';
    await lease[Symbol.asyncDispose]();
    await expect(storeOn(branch).lock(holder)).rejects.toEqual(refused('locked'));
  });

  it.each([
    ['no JSON', 'x'],
    ['nothing', '{}'],
    ['for ever', made({ until: NOW + 1e12 })],
    ['long', made({ run: 'r'.repeat(100_000) })],
  ])('that somebody made up, %s, is no free one and no longer one either', async (_, text) => {
    const { branch, store } = await begun();
    branch.push({ 'lease.json': text });
    await expect(store.lock(holder)).rejects.toEqual(refused('locked', /no lease that this tool wrote.*remove the file from the branch/));
  });
});

describe('a long document', () => {
  const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `role_${i}`);
  const parts = (branch: MemoryBranch, stem: string): string[] => branch.list().filter((file) => file.startsWith(`${stem}/`));

  it('lies in parts, comes back whole, and a change of one line writes few of them', async () => {
    const branch = memoryBranch();
    const store = storeOn(branch, { sealKey: key, bootstrap: true });
    const many = names(4_000);
    await store.save(
      { ...full, targets: new Map([['vault', targetState('vault', many)]]), live: new Map([['vault', live('vault', many)]]) },
      0,
    );
    for (const stem of ['approved/vault', 'live/vault']) {
      expect(parts(branch, stem).length).toBeGreaterThan(3);
      for (const file of parts(branch, stem)) expect((branch.read(file) ?? '').length).toBeLessThanOrEqual(300_000);
      expect(branch.read(`${stem}.json`)).toBeNull();
    }
    expect((await storeOn(branch, { sealKey: key }).load()).targets.get('vault')).toEqual(targetState('vault', many));
    expect(await storeOn(branch, { sealKey: key }).live('vault')).toEqual(live('vault', many));

    const before = new Map(parts(branch, 'approved/vault').map((file) => [file, branch.read(file)]));
    const other = targetState('vault', [...many.slice(0, 2_000), 'one_more', ...many.slice(2_000)]);
    await store.save({ targets: new Map([['vault', other]]) }, 1);
    const changed = parts(branch, 'approved/vault').filter((file) => before.get(file) !== branch.read(file));
    expect(changed.length).toBeLessThanOrEqual(2);
    expect((await storeOn(branch, { sealKey: key }).load()).targets.get('vault')).toEqual(other);

    await store.save({ targets: new Map([['vault', targetState('vault', ['few'])]]), live: new Map([['vault', null]]) }, 2);
    expect(branch.list().filter((file) => file.endsWith('.part'))).toEqual([]);
    expect((await storeOn(branch, { sealKey: key }).load()).targets.get('vault')).toEqual(targetState('vault', ['few']));
  });

  it('of which a part is edited, taken away or added is not believed', async () => {
    const branch = memoryBranch();
    await storeOn(branch).save({ ...full, targets: new Map([['vault', targetState('vault', names(4_000))]]) }, 0);
    const [first = '', second = ''] = parts(branch, 'approved/vault');
    const stood = branch.at();
    branch.push({ [first]: `${branch.read(first)} ` });
    await expect(storeOn(branch).load()).rejects.toEqual(refused('forged', /0001\.part: its digest/));
    branch.putBack(stood);
    branch.push({ [second]: null });
    await expect(storeOn(branch).load()).rejects.toEqual(refused('missing', /0002\.part: seal\.json lists this file/));
    branch.putBack(stood);
    branch.push({ 'approved/vault/9999.part': 'x' });
    await expect(storeOn(branch).load()).rejects.toEqual(refused('forged', /9999\.part: seal\.json does not list/));
  });
});

it('asks for what it does not know yet and for nothing twice', async () => {
  const { branch, store } = await begun();
  await store.load();
  await store.history();
  await store.generation();
  expect(branch.asked).toMatchObject({ files: 0, texts: 0, commit: 1 });
  const reader = storeOn(branch);
  await reader.load();
  await reader.history();
  await reader.save({ holds: [] }, 1);
  expect(branch.asked).toMatchObject({ files: 1, commit: 2 });
  // The seal, then all that it lists.
  expect(branch.asked.texts).toBe(2);
});

it('tells in its log what was saved, for which policy commit', async () => {
  const { branch } = await begun();
  expect(branch.log).toEqual([
    'Generation 1\n\nPolicy commit folder:0123\n\napproved/postgres.main\napproved/vault\nhistory/2026-06\nhistory/2026-07\nholds\nledger/vault\nruns\n',
  ]);
});
