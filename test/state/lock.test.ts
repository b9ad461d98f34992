/** The lock: one writing run at a time, and the dead keep nothing. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { realDisk } from '../../src/state/disk.ts';
import { folderStore } from '../../src/state/folder.ts';
import { FOREIGN_LOCK_AGE_MS, claim, thisProcess } from '../../src/state/lock.ts';

const NOW = Date.UTC(2026, 6, 28);
const holder = { run: 'apply-7', user: 'ann', at: NOW };

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nhi-lock-'));
  file = path.join(folder, 'lock.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const left = (edit: object): void =>
  writeFileSync(
    file,
    JSON.stringify({
      host: hostname(),
      pid: process.pid,
      run: 'detect-3',
      startedAt: new Date(NOW).toISOString(),
      token: 'x',
      user: 'bob',
      ...edit,
    }),
  );
const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;
const locked = (message: RegExp): unknown =>
  expect.objectContaining({ name: 'StateError', code: 'locked', message: expect.stringMatching(message) as unknown });

it('says who holds it, and is gone at the end of the block', async () => {
  const store = folderStore({ folder, now: Date.now });
  {
    await using lease = await store.lock(holder);
    expect(lease.note).toBeNull();
    expect(await lease.stillOurs()).toBe(true);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      host: hostname(),
      pid: process.pid,
      run: 'apply-7',
      user: 'ann',
      startedAt: '2026-07-28T00:00:00.000Z',
    });
    await expect(store.lock(holder)).rejects.toEqual(
      locked(/lock\.json: run apply-7 of ann \(pid \d+ on .*since 2026-07-28.*is writing.*Wait until it ends/),
    );
  }
  expect(readdirSync(folder)).toEqual([]);
});

it('of a process that is gone is taken over, and said', async () => {
  left({ pid: deadPid() });
  await using lease = await folderStore({ folder, now: Date.now }).lock(holder);
  expect(lease.note).toMatch(/run detect-3 of bob .* was taken over; that process is gone/);
  expect(readdirSync(folder)).toEqual(['lock.json']);
});

it('of another machine is never taken over: young it is waited for, old a person removes it', async () => {
  left({ host: 'elsewhere', pid: deadPid() });
  await expect(folderStore({ folder, now: Date.now }).lock(holder)).rejects.toEqual(locked(/on elsewhere.*is writing.*Wait/));
  await expect(folderStore({ folder, now: Date.now }).lock({ ...holder, at: NOW + FOREIGN_LOCK_AGE_MS + 1 })).rejects.toEqual(
    locked(/more than an hour ago.*then remove .*lock\.json/),
  );
  expect(existsSync(file)).toBe(true);
});

it('that cannot be read is no free lock', async () => {
  for (const text of ['', '{}', 'null', '[1']) {
    writeFileSync(file, text);
    await expect(folderStore({ folder, now: Date.now }).lock(holder)).rejects.toEqual(locked(/no lock that can be read.*remove/));
  }
  // Without them it would tell of "undefined", of 100,000 characters, or to wait for ever.
  for (const edit of [{ run: undefined }, { user: {} }, { user: 'x'.repeat(100_000) }, { startedAt: 'monday', host: 'elsewhere' }]) {
    left(edit);
    await expect(folderStore({ folder, now: Date.now }).lock(holder)).rejects.toEqual(locked(/no lock that can be read.*remove/));
  }
});

it('that somebody removed or replaced is noticed, and not removed by us', async () => {
  const store = folderStore({ folder, now: Date.now });
  {
    await using lease = await store.lock(holder);
    left({});
    expect(await lease.stillOurs()).toBe(false);
  }
  expect(existsSync(file)).toBe(true);
});

it('goes to exactly one of two that both find it stale', () => {
  left({ pid: deadPid() });
  // The second one comes by while the first is about to replace the stale lock.
  const outcomes: string[] = [];
  const attempt = (disk: typeof realDisk): void => {
    try {
      claim(disk, file, holder, thisProcess);
      outcomes.push('held');
    } catch (error) {
      outcomes.push((error as { code: string }).code);
    }
  };
  attempt({
    ...realDisk,
    rename: (from, to) => {
      attempt(realDisk);
      realDisk.rename(from, to);
    },
  });
  expect(outcomes).toEqual(['locked', 'held']);
  outcomes.length = 0;
  left({ pid: deadPid() });
  let first = true;
  attempt({
    ...realDisk,
    link: (from, to) => {
      // Both have read the stale lock; the other finishes first.
      if (first && to.endsWith('.takeover')) {
        first = false;
        attempt(realDisk);
      }
      return realDisk.link(from, to);
    },
  });
  expect(outcomes).toEqual(['held', 'locked']);
});

it('of one that died while it took over is taken over too', () => {
  left({ pid: deadPid() });
  writeFileSync(`${file}.takeover`, readFileSync(file));
  expect(claim(realDisk, file, holder, thisProcess).note).toMatch(/taken over/);
  expect(readdirSync(folder)).toEqual(['lock.json']);
});

it('reading and a single save need none', async () => {
  const store = folderStore({ folder: path.join(folder, 'state'), now: Date.now });
  mkdirSync(path.join(folder, 'state'));
  await using _ = await store.lock(holder);
  expect((await folderStore({ folder: path.join(folder, 'state'), now: Date.now }).load()).firstRun).toBe(true);
  expect(await folderStore({ folder: path.join(folder, 'state'), now: Date.now }).save({ holds: [] }, 0)).toBe(1);
});
