/** Killed at any write: the state is the old or the new one, never a mix, and no history row is lost or doubled. */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { folderStore } from '../../src/state/folder.ts';
import { change, fingerprint } from './story.ts';

const run = promisify(execFile);
const CHILD = fileURLToPath(new URL('./save-and-die.ts', import.meta.url));
const root = mkdtempSync(path.join(tmpdir(), 'nhi-kill-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function child(folder: string, dieAt: number, how: 'before' | 'half'): Promise<{ killed: boolean; done: readonly string[] }> {
  try {
    const { stdout } = await run(process.execPath, [CHILD, folder, String(dieAt), how]);
    return { killed: false, done: JSON.parse(stdout) as string[] };
  } catch (error) {
    if ((error as { signal?: string }).signal !== 'SIGKILL') throw error;
    return { killed: true, done: [] };
  }
}

async function told(folder: string) {
  const store = folderStore({ folder, now: Date.now });
  const { targets, holds, ledger, runs } = await store.load();
  const name = (target: string) => targets.get(target)?.approved[0]?.entry?.name ?? null;
  return {
    a: name('a'),
    b: name('b'),
    targets: [...targets.keys()],
    holds: holds.map((h) => h.id),
    ledger: (ledger.get('a') ?? []).map((r) => r.change),
    runs: runs['a']?.lastGood ?? null,
    history: [...(await store.history())].map(([target, rows]) => [target, rows.map((r) => `${r.at} ${r.commit}`)]),
  };
}

describe.each([0, 2])('a save from generation %i', (generation) => {
  it('is there or not there, wherever it is killed', async () => {
    const start = path.join(root, `start-${generation}`);
    for (let n = 0; n < generation; n += 1) await folderStore({ folder: start, now: Date.now }).save(change(n + 1), n);
    const copy = (name: string): string => {
      const folder = path.join(root, `${generation}-${name}`);
      if (existsSync(start)) cpSync(start, folder, { recursive: true });
      return folder;
    };
    const { done } = await child(copy('whole'), 0, 'before');
    expect(done.length).toBeGreaterThan(25);

    const seen = new Set<string>();
    const one = async (dieAt: number, how: 'before' | 'half'): Promise<void> => {
      const folder = copy(`${dieAt}-${how}`);
      expect((await child(folder, dieAt, how)).killed).toBe(true);
      const after = (await folderStore({ folder, now: Date.now }).load()).generation;
      seen.add(`${after - generation}`);
      expect(await told(folder)).toEqual(fingerprint(after));

      // The next run takes the lock over, does what is left, and leaves nothing behind.
      const store = folderStore({ folder, now: Date.now });
      {
        await using lease = await store.lock({ run: 'next', user: 'ann', at: Date.now() });
        expect(await lease.stillOurs()).toBe(true);
        for (let n = after; n < generation + 2; n += 1) await store.save(change(n + 1), n);
      }
      expect(await told(folder)).toEqual(fingerprint(generation + 2));
      expect(readdirSync(folder).filter((name) => /staged|^lock\.json$|^saving\.json$/.test(name))).toEqual([]);
      rmSync(folder, { recursive: true });
    };
    const jobs = done.flatMap((what, i) =>
      (what === 'write' ? (['before', 'half'] as const) : (['before'] as const)).map((how) => ({ dieAt: i + 1, how })),
    );
    const next = async (): Promise<void> => {
      for (let job = jobs.pop(); job !== undefined; job = jobs.pop()) await one(job.dieAt, job.how);
    };
    await Promise.all([next(), next()]);
    expect([...seen].sort()).toEqual(['0', '1']);
  }, 180_000);
});

it('a save killed twice over what a killed one left keeps what that one saved', async () => {
  const start = path.join(root, 'twice');
  await folderStore({ folder: start, now: Date.now }).save(change(1), 0);
  const whole = path.join(root, 'twice-whole');
  cpSync(start, whole, { recursive: true });
  const { done } = await child(whole, 0, 'before');

  // Killed as soon as the new state stands: all its files still lie where they were staged.
  let killed = start;
  for (let dieAt = 1; (await folderStore({ folder: killed, now: Date.now }).load()).generation === 1; dieAt += 1) {
    killed = path.join(root, `twice-${dieAt}`);
    cpSync(start, killed, { recursive: true });
    await child(killed, dieAt, 'before');
  }
  for (let dieAt = 1; dieAt <= done.length; dieAt += 1) {
    const folder = path.join(root, `again-${dieAt}`);
    cpSync(killed, folder, { recursive: true });
    await child(folder, dieAt, 'half');
    const after = (await folderStore({ folder, now: Date.now }).load()).generation;
    expect(after).toBeGreaterThanOrEqual(2);
    expect(await told(folder)).toEqual(fingerprint(after));
  }
}, 180_000);

it('readers beside a writer see whole states only', async () => {
  const folder = path.join(root, 'beside');
  await folderStore({ folder, now: Date.now }).save(change(1), 0);
  let reads = 0;
  const readOnce = async (): Promise<void> => {
    const { generation } = await folderStore({ folder, now: Date.now }).load();
    const found = await told(folder);
    const possible = [fingerprint(generation), fingerprint(generation + 1)].map((f) => ({ ...f, history: null }));
    expect(possible).toContainEqual({ ...found, history: null });
    reads += 1;
  };
  for (let n = 0; n < 6; n += 1) {
    const writing = { done: false };
    const written = child(folder, 0, 'before').then(() => void (writing.done = true));
    while (!writing.done) {
      await readOnce();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await written;
  }
  expect(reads).toBeGreaterThan(10);
  expect(await told(folder)).toEqual(fingerprint(7));
});
