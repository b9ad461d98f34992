/** The folder store: what is saved comes back, what is damaged is refused, who saves second is told. */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderStore } from '../../src/state/folder.ts';
import type { StateErrorCode } from '../../src/state/errors.ts';
import type { StateChange } from '../../src/state/store.ts';
import { sha256 } from '../../src/model/digest.ts';
import { canonicalJson } from '../../src/model/order.ts';
import { historyRow, hold, ledgerRow, runs, targetState } from './sample.ts';

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nhi-state-'));
  folder = path.join(root, 'state');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const full: StateChange = {
  targets: new Map([
    ['vault', targetState('vault')],
    ['postgres.main', targetState('postgres.main')],
  ]),
  holds: [hold('h2'), hold('h1')],
  ledger: new Map([['vault', [ledgerRow('vault', 'R-2'), ledgerRow('vault', 'R-1')]]]),
  historyAppend: [historyRow('vault', 5), historyRow('vault', 6, 'watched')],
  runs: runs('vault'),
  policyCommit: 'folder:0123',
};

const files = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => path.relative(dir, path.join(e.parentPath, e.name)))
    .sort();

const refused = (code: StateErrorCode, message: RegExp): unknown =>
  expect.objectContaining({ name: 'StateError', code, message: expect.stringMatching(message) as unknown });

/** Rewrites a file and, as one without a seal key could, its digest in the seal. */
function forgeConsistently(name: string, text: string): void {
  writeFileSync(path.join(folder, name), text);
  const seal = path.join(folder, 'seal.json');
  const doc = JSON.parse(readFileSync(seal, 'utf8')) as { files: Record<string, string> };
  doc.files[name] = sha256(text);
  writeFileSync(seal, canonicalJson(doc, 2));
}

describe('saving and loading', () => {
  it('starts empty, said as a first run', async () => {
    expect(await folderStore({ folder, now: Date.now }).load()).toEqual({
      targets: new Map(),
      holds: [],
      ledger: new Map(),
      runs: {},
      generation: 0,
      firstRun: true,
      sealed: false,
      policyCommit: null,
    });
    expect(await folderStore({ folder, now: Date.now }).history()).toEqual(new Map());
    mkdirSync(folder);
    expect((await folderStore({ folder, now: Date.now }).load()).firstRun).toBe(true);
    await using _ = await folderStore({ folder, now: Date.now }).lock({ run: '1', user: 'ann', at: Date.now() });
    expect((await folderStore({ folder, now: Date.now }).load()).firstRun).toBe(true);
  });

  it('gives back every field, in the layout that the design names', async () => {
    const store = folderStore({ folder, now: Date.now });
    expect(await store.save(full, 0)).toBe(1);
    const loaded = await store.load();
    expect(loaded).toEqual({
      targets: full.targets,
      holds: [hold('h1'), hold('h2')],
      ledger: new Map([['vault', [ledgerRow('vault', 'R-1'), ledgerRow('vault', 'R-2')]]]),
      runs: full.runs,
      generation: 1,
      firstRun: false,
      sealed: false,
      policyCommit: 'folder:0123',
    });
    expect([...loaded.targets.keys()]).toEqual(['postgres.main', 'vault']);
    expect(await store.history()).toEqual(new Map([['vault', full.historyAppend]]));
    expect(files(folder)).toEqual([
      'approved/postgres.main.json',
      'approved/vault.json',
      'history/2026-06.jsonl',
      'history/2026-07.jsonl',
      'holds.json',
      'ledger/vault.json',
      'runs.json',
      'seal.json',
    ]);
    const text = readFileSync(path.join(folder, 'approved/vault.json'), 'utf8');
    expect(canonicalJson(JSON.parse(text))).toBe(canonicalJson(targetState('vault')));
    // A line for each entitlement, whatever it holds, so that a diff tells which ones changed.
    const [row] = targetState('vault').approved;
    expect(text.split('\n')).toContain(`    ${canonicalJson(row)},`);
  });

  it('writes nothing where no byte would change, and only the files that do', async () => {
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

  it('keeps what a change does not name, and appends history in order', async () => {
    const store = folderStore({ folder, now: Date.now });
    await store.save(full, 0);
    await store.save({ historyAppend: [historyRow('postgres.main', 6), historyRow('vault', 6, 'gone')], runs: runs('postgres.main') }, 1);
    const loaded = await store.load();
    expect(loaded.targets).toEqual(full.targets);
    expect(loaded.holds).toHaveLength(2);
    expect(loaded.runs).toEqual({ ...full.runs, ...runs('postgres.main') });
    expect(loaded.policyCommit).toBe('folder:0123');
    expect(await store.history()).toEqual(
      new Map([
        ['postgres.main', [historyRow('postgres.main', 6)]],
        ['vault', [historyRow('vault', 5), historyRow('vault', 6, 'watched'), historyRow('vault', 6, 'gone')]],
      ]),
    );
  });

  it('refuses to save what no run could load', async () => {
    const store = folderStore({ folder, now: Date.now });
    const broken = { ...targetState('vault'), surprise: 1 };
    await expect(store.save({ targets: new Map([['vault', broken]]) }, 0)).rejects.toEqual(
      refused('unreadable', /approved\/vault\.json: \/surprise is no field of version 1/),
    );
    await expect(store.save({ targets: new Map([['other', targetState('vault')]]) }, 0)).rejects.toEqual(
      refused('unreadable', /policy\/name is of another target/),
    );
    await expect(store.save({ targets: new Map([['../vault', targetState('../vault')]]) }, 0)).rejects.toEqual(
      refused('unreadable', /policy\/name must be a target/),
    );
    await expect(store.save({ ledger: new Map([['../x', []]]) }, 0)).rejects.toEqual(
      refused('unreadable', /must be the path of a state file/),
    );
    expect((await store.load()).firstRun).toBe(true);
  });
});

describe('compare and swap', () => {
  it('tells the second of two that began alike', async () => {
    const [a, b] = [folderStore({ folder, now: Date.now }), folderStore({ folder, now: Date.now })];
    await a.save(full, 0);
    await a.save({ holds: [] }, 1);
    await expect(b.save({ holds: [hold('late')] }, 1)).rejects.toEqual(refused('conflict', /generation 2 and this run began from 1/));
    await expect(b.save({ holds: [hold('late')] }, 0)).rejects.toEqual(refused('conflict', /generation 2/));
    expect((await b.load()).holds).toEqual([]);
  });

  it('lets exactly one of many at once through', async () => {
    await folderStore({ folder, now: Date.now }).save(full, 0);
    const all = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) => folderStore({ folder, now: Date.now }).save({ holds: [hold(`h${i}`)] }, 1)),
    );
    expect(all.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
    expect(all.filter((r) => r.status === 'rejected').map((r) => (r.reason as { code: string }).code)).toEqual(Array(7).fill('conflict'));
    expect(files(folder).filter((f) => /lock|saving|staged/.test(f))).toEqual([]);
  });
});

describe('a damaged folder is never a first run', () => {
  const all = [
    'approved/postgres.main.json',
    'approved/vault.json',
    'history/2026-06.jsonl',
    'history/2026-07.jsonl',
    'holds.json',
    'ledger/vault.json',
    'runs.json',
    'seal.json',
  ];

  it.each(all)('without %s', async (name) => {
    const store = folderStore({ folder, now: Date.now });
    await store.save(full, 0);
    rmSync(path.join(folder, name));
    const error = refused('missing', new RegExp(`${path.basename(name)}: .*bootstrap`));
    await expect(store.load()).rejects.toEqual(error);
    await expect(store.history()).rejects.toEqual(error);
  });

  it.each(all.filter((n) => n !== 'seal.json'))('with %s edited', async (name) => {
    const store = folderStore({ folder, now: Date.now });
    await store.save(full, 0);
    const file = path.join(folder, name);
    writeFileSync(file, `${readFileSync(file, 'utf8')} `);
    await expect(store.load()).rejects.toEqual(refused('forged', new RegExp(`${path.basename(name)}: .*digest.*bootstrap`)));
  });

  it('with an older version of one file put back', async () => {
    const store = folderStore({ folder, now: Date.now });
    await store.save(full, 0);
    const old = readFileSync(path.join(folder, 'approved/vault.json'));
    await store.save({ targets: new Map([['vault', targetState('vault', ['x'])]]) }, 1);
    writeFileSync(path.join(folder, 'approved/vault.json'), old);
    await expect(store.load()).rejects.toEqual(refused('forged', /approved\/vault\.json/));
  });

  it('with a file that the seal does not list', async () => {
    const store = folderStore({ folder, now: Date.now });
    await store.save(full, 0);
    writeFileSync(path.join(folder, 'approved/github.json'), '{}');
    await expect(store.load()).rejects.toEqual(refused('forged', /github\.json: seal\.json does not list this file.*Remove it/));
  });

  it('with other files only', async () => {
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'README.md'), 'hello');
    await expect(folderStore({ folder, now: Date.now }).load()).rejects.toEqual(
      refused('missing', /seal\.json: it is not there but other files are/),
    );
    await expect(folderStore({ folder, now: Date.now }).save(full, 0)).rejects.toEqual(refused('missing', /seal\.json/));
  });

  it('that is a file', async () => {
    writeFileSync(folder, '');
    await expect(folderStore({ folder, now: Date.now }).load()).rejects.toEqual(refused('unreadable', /ENOTDIR/));
  });

  it('with nonsense under a digest that fits: where and what', async () => {
    const store = folderStore({ folder, now: Date.now });
    await store.save(full, 0);
    const doc = JSON.parse(readFileSync(path.join(folder, 'approved/vault.json'), 'utf8')) as { approved: { by: { authority: string } }[] };
    if (doc.approved[1] !== undefined) doc.approved[1].by.authority = 'me';
    forgeConsistently('approved/vault.json', JSON.stringify(doc));
    await expect(store.load()).rejects.toEqual(
      refused('unreadable', /approved\/vault\.json: \/approved\/1\/by\/authority must be "review" or/),
    );
    forgeConsistently('approved/vault.json', '{"version":1');
    await expect(store.load()).rejects.toEqual(refused('unreadable', /vault\.json:1:13: this is no JSON from here on/));
    forgeConsistently('approved/vault.json', '{"version":2}');
    await expect(store.load()).rejects.toEqual(refused('version', /\/version is 2 .*knows version 1.*newer.*if none did.*Restore/));
    forgeConsistently('approved/vault.json', readFileSync(path.join(folder, 'approved/postgres.main.json'), 'utf8'));
    await expect(store.load()).rejects.toEqual(refused('unreadable', /policy\/name is of another target/));
  });

  it('with a history line that is cut off or is none', async () => {
    const store = folderStore({ folder, now: Date.now });
    await store.save(full, 0);
    const text = readFileSync(path.join(folder, 'history/2026-06.jsonl'), 'utf8');
    forgeConsistently('history/2026-06.jsonl', text.slice(0, -1));
    await expect(store.history()).rejects.toEqual(refused('unreadable', /2026-06\.jsonl:\d+: the last line has no end/));
    forgeConsistently('history/2026-06.jsonl', `${text}{"at":"monday"}\n`);
    await expect(store.history()).rejects.toEqual(
      refused('unreadable', /2026-06\.jsonl:2: \/target is missing|2026-06\.jsonl:2: \/at must be a number/),
    );
  });

  it('with a seal from a newer version, or one that is none', async () => {
    const store = folderStore({ folder, now: Date.now });
    await store.save(full, 0);
    writeFileSync(path.join(folder, 'seal.json'), '{"version":7}');
    await expect(store.load()).rejects.toEqual(refused('version', /seal\.json.*newer.*if none did.*Restore/));
    await expect(store.save({ holds: [] }, 1)).rejects.toEqual(refused('version', /seal\.json/));
    writeFileSync(path.join(folder, 'seal.json'), '');
    await expect(store.load()).rejects.toEqual(refused('unreadable', /seal\.json:1:1: this is no JSON from here on/));
    const outside = {
      version: 1,
      repository: null,
      owner: null,
      branch: null,
      generation: 1,
      previous: null,
      policyCommit: null,
      files: { '../../etc/passwd': '0'.repeat(64) },
      signature: null,
    };
    writeFileSync(path.join(folder, 'seal.json'), JSON.stringify(outside));
    await expect(store.load()).rejects.toEqual(refused('unreadable', /must be the path of a state file/));
  });
});
