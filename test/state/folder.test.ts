/** The folder store: the suite of every store, and what only a folder can be. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderStore } from '../../src/state/folder.ts';
import { historyRow, hold, live, targetState } from './sample.ts';
import { type Bed, full, refused, storeSuite } from './suite.ts';

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nhi-state-'));
  folder = path.join(root, 'state');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const files = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => path.relative(dir, path.join(e.parentPath, e.name)))
    .sort();

const inFolder = (name: string): string => path.join(folder, name);
const bed = (): Bed => ({
  open: (more) => folderStore({ folder, now: Date.now, ...more }),
  files: () => files(folder),
  read: (name) => readFileSync(inFolder(name), 'utf8'),
  write: (name, text) => {
    mkdirSync(path.dirname(inFolder(name)), { recursive: true });
    writeFileSync(inFolder(name), text);
  },
  remove: (name) => rmSync(inFolder(name)),
  wipe: () => rmSync(folder, { recursive: true }),
  copy: () => {
    cpSync(folder, `${root}/copy`, { recursive: true });
    return () => {
      rmSync(folder, { recursive: true });
      cpSync(`${root}/copy`, folder, { recursive: true });
    };
  },
});

storeSuite(bed);

describe('a folder', () => {
  const open = bed().open;

  it('that is empty, or holds a lock, is a first run; with a key it was deleted', async () => {
    mkdirSync(folder);
    expect((await folderStore({ folder, now: Date.now }).load()).firstRun).toBe(true);
    await expect(folderStore({ folder, now: Date.now, sealKey: `ed25519:${'A'.repeat(43)}=` }).load()).rejects.toEqual(refused('missing'));
    await using _ = await folderStore({ folder, now: Date.now }).lock({ run: '1', user: 'ann', at: Date.now() });
    expect((await folderStore({ folder, now: Date.now }).load()).firstRun).toBe(true);
  });

  it('has only the files written anew that change', async () => {
    const store = folderStore({ folder, now: Date.now });
    await store.save(full, 0);
    const times = () => Object.fromEntries(files(folder).map((f) => [f, statSync(path.join(folder, f), { bigint: true }).ino]));
    const before = times();
    const { historyAppend: _, ...same } = full;
    expect(await store.save(same, 1)).toBe(1);
    expect(times()).toEqual(before);
    expect(await store.save({ targets: new Map([['vault', targetState('vault', ['other'])]]) }, 1)).toBe(2);
    const changed = Object.entries(times()).filter(([f, ino]) => before[f] !== ino);
    expect(changed.map(([f]) => f)).toEqual(['approved/vault.json', 'seal.json']);
  });

  it('is not merged into: who saves second is told, whatever it saves', async () => {
    const [a, b] = [folderStore({ folder, now: Date.now }), folderStore({ folder, now: Date.now })];
    await a.save(full, 0);
    await b.load();
    await a.save({ holds: [] }, 1);
    await expect(b.save({ historyAppend: [historyRow('vault', 7)] }, 1)).rejects.toEqual(refused('conflict'));
    await expect(b.save({ holds: [hold('late')] }, 0)).rejects.toEqual(refused('conflict'));
  });

  it('that is a file', async () => {
    writeFileSync(folder, '');
    await expect(folderStore({ folder, now: Date.now }).load()).rejects.toEqual(refused('unreadable', /ENOTDIR/));
  });

  it('in which a save was killed before the read that it lets go was gone stays whole, and the next save takes it away', async () => {
    const store = folderStore({ folder, now: Date.now });
    await store.save({ ...full, live: new Map([['vault', live('vault')]]) }, 0);
    const text = readFileSync(inFolder('live/vault.json'), 'utf8');
    await store.save({ live: new Map([['vault', null]]) }, 1);
    writeFileSync(inFolder('live/vault.json'), text);
    expect((await open().load()).generation).toBe(2);
    expect(await open().live('vault')).toBeNull();
    await store.save({ holds: [] }, 2);
    expect(existsSync(inFolder('live/vault.json'))).toBe(false);
  });
});
