/** What every place that remembers must do: what is saved comes back, what is damaged is refused, who saves second is told. */
import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/model/digest.ts';
import { canonicalJson } from '../../src/model/order.ts';
import type { StateErrorCode } from '../../src/state/errors.ts';
import { type Seal, publicKeyText } from '../../src/state/seal.ts';
import type { StateChange, StateStore } from '../../src/state/store.ts';
import type { TrustOptions } from '../../src/state/trust.ts';
import { historyRow, hold, ledgerRow, live, runs, targetState } from './sample.ts';
import { change } from './story.ts';

/** One place, empty at first, and what somebody can do to it past the tool. */
export interface Bed {
  /** A store of its own on this place. */
  readonly open: (more?: TrustOptions) => StateStore;
  readonly files: () => readonly string[];
  readonly read: (file: string) => string;
  readonly write: (file: string, text: string) => void;
  readonly remove: (file: string) => void;
  /** Everything goes. */
  readonly wipe: () => void;
  /** What stands now; `putBack` makes it stand again. */
  readonly copy: () => () => void;
}

export const full: StateChange = {
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
export const fullFiles = [
  'approved/postgres.main.json',
  'approved/vault.json',
  'history/2026-06.jsonl',
  'history/2026-07.jsonl',
  'holds.json',
  'ledger/vault.json',
  'runs.json',
  'seal.json',
];

export const refused = (code: StateErrorCode, message = /./): unknown =>
  expect.objectContaining({ name: 'StateError', code, message: expect.stringMatching(message) as unknown });

const key = `ed25519:${randomBytes(32).toString('base64')}`;
const other = `ed25519:${randomBytes(32).toString('base64')}`;
const place = { repository: '101', owner: '7', branch: 'main' };

export function storeSuite(make: () => Bed | Promise<Bed>): void {
  let bed: Bed;
  beforeEach(async () => {
    bed = await make();
  });

  /** Rewrites a file and, as one without a seal key could, its digest in the seal. */
  const forge = (name: string, text: string): void => {
    bed.write(name, text);
    if (name === 'seal.json') return;
    const seal = JSON.parse(bed.read('seal.json')) as Seal;
    bed.write('seal.json', `${canonicalJson({ ...seal, files: { ...seal.files, [name]: sha256(text) } }, 2)}\n`);
  };

  describe('saving and loading', () => {
    it('starts empty, said as a first run', async () => {
      expect(await bed.open().load()).toEqual({
        targets: new Map(),
        holds: [],
        ledger: new Map(),
        runs: {},
        generation: 0,
        adopting: [],
        firstRun: true,
        sealed: false,
        policyCommit: null,
      });
      expect(await bed.open().generation()).toBe(0);
      expect(await bed.open().history()).toEqual(new Map());
      expect(await bed.open().live('vault')).toBeNull();
      await using _ = await bed.open().lock({ run: '1', user: 'ann', at: Date.now() });
      expect((await bed.open().load()).firstRun).toBe(true);
    });

    it('gives back every field, in the layout that the design names', async () => {
      const store = bed.open();
      expect(await store.save(full, 0)).toBe(1);
      for (const reader of [store, bed.open()]) {
        const loaded = await reader.load();
        expect(loaded).toEqual({
          targets: full.targets,
          holds: [hold('h1'), hold('h2')],
          ledger: new Map([['vault', [ledgerRow('vault', 'R-1'), ledgerRow('vault', 'R-2')]]]),
          runs: full.runs,
          generation: 1,
          adopting: [],
          firstRun: false,
          sealed: false,
          policyCommit: 'folder:0123',
        });
        expect([...loaded.targets.keys()]).toEqual(['postgres.main', 'vault']);
        expect(await reader.history()).toEqual(new Map([['vault', full.historyAppend]]));
      }
      expect(bed.files()).toEqual(fullFiles);
      const text = bed.read('approved/vault.json');
      expect(canonicalJson(JSON.parse(text))).toBe(canonicalJson(targetState('vault')));
      // A line for each entitlement, whatever it holds, so that a diff tells which ones changed.
      const [row] = targetState('vault').approved;
      expect(text.split('\n')).toContain(`    ${canonicalJson(row)},`);
    });

    it('writes nothing where no byte would change', async () => {
      const store = bed.open();
      await store.save(full, 0);
      const before = bed.read('seal.json');
      const { historyAppend: _, ...same } = full;
      expect(await store.save(same, 1)).toBe(1);
      expect(bed.read('seal.json')).toBe(before);
    });

    it('keeps what a change does not name, and appends history in order', async () => {
      const store = bed.open();
      await store.save(full, 0);
      await store.save({ historyAppend: [historyRow('postgres.main', 6), historyRow('vault', 6, 'gone')], runs: runs('postgres.main') }, 1);
      const loaded = await bed.open().load();
      expect(loaded.targets).toEqual(full.targets);
      expect(loaded.holds).toHaveLength(2);
      expect(loaded.runs).toEqual({ ...full.runs, ...runs('postgres.main') });
      expect(loaded.policyCommit).toBe('folder:0123');
      expect(await bed.open().history()).toEqual(
        new Map([
          ['postgres.main', [historyRow('postgres.main', 6)]],
          ['vault', [historyRow('vault', 5), historyRow('vault', 6, 'watched'), historyRow('vault', 6, 'gone')]],
        ]),
      );
    });

    it('keeps the last proven read of a target beside it, and lets it go', async () => {
      const store = bed.open();
      await store.save({ ...full, live: new Map([['vault', live('vault')]]) }, 0);
      expect(bed.files()).toEqual([...fullFiles, 'live/vault.json'].sort());
      expect(await bed.open().live('vault')).toEqual(live('vault'));
      expect(await bed.open().live('postgres.main')).toBeNull();
      expect((await bed.open().load()).targets).toEqual(full.targets);
      await store.save({ live: new Map([['vault', null]]) }, 1);
      expect(bed.files()).toEqual(fullFiles);
      expect(await bed.open().live('vault')).toBeNull();
      expect((await bed.open().load()).generation).toBe(2);
    });

    it('saves a policy commit by itself', async () => {
      const store = bed.open();
      await store.save(full, 0);
      expect(await store.save({ policyCommit: 'folder:4567' }, 1)).toBe(2);
      expect(await bed.open().load()).toMatchObject({ policyCommit: 'folder:4567', generation: 2, targets: full.targets });
    });

    it('refuses to save what no run could load', async () => {
      const store = bed.open();
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
      await expect(store.save({ live: new Map([['../x', live('vault')]]) }, 0)).rejects.toEqual(
        refused('unreadable', /must be the path of a state file/),
      );
      expect((await store.load()).firstRun).toBe(true);
    });

    it('tells the second of two that began alike and save the same', async () => {
      const [a, b] = [bed.open(), bed.open()];
      await a.save(full, 0);
      expect((await b.load()).generation).toBe(1);
      await a.save({ holds: [] }, 1);
      await expect(b.save({ holds: [hold('late')] }, 1)).rejects.toEqual(refused('conflict', /generation 2 and this run began from 1/));
      await expect(bed.open().save({ holds: [hold('late')] }, 0)).rejects.toEqual(refused('conflict', /generation 2/));
      expect((await b.load()).holds).toEqual([]);
    });

    it('lets exactly one of many at once through', async () => {
      await bed.open().save(full, 0);
      const all = await Promise.allSettled(Array.from({ length: 8 }, (_, i) => bed.open().save({ holds: [hold(`h${i}`)] }, 1)));
      expect(all.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
      expect(all.filter((r) => r.status === 'rejected').map((r) => (r.reason as { code: string }).code)).toEqual(Array(7).fill('conflict'));
      expect(bed.files()).toEqual(fullFiles);
    });
  });

  describe('what is damaged is never a first run', () => {
    beforeEach(async () => {
      await bed.open().save({ ...full, live: new Map([['vault', live('vault')]]) }, 0);
    });
    const listed = fullFiles.filter((name) => name !== 'seal.json');

    it.each(fullFiles)('without %s', async (name) => {
      bed.remove(name);
      const error = refused('missing', new RegExp(`${name.replaceAll('.', '\\.')}: .*bootstrap`));
      await expect(bed.open().load()).rejects.toEqual(error);
      await expect(bed.open().history()).rejects.toEqual(error);
    });

    it.each(listed)('with %s edited', async (name) => {
      bed.write(name, `${bed.read(name)} `);
      await expect(bed.open().load()).rejects.toEqual(refused('forged', new RegExp(`${name.replaceAll('.', '\\.')}: .*digest.*bootstrap`)));
    });

    it('with an edited read: it is not shown', async () => {
      bed.write('live/vault.json', `${bed.read('live/vault.json')} `);
      await expect(bed.open().live('vault')).rejects.toEqual(refused('forged', /live\/vault\.json: .*digest.*bootstrap/));
    });

    it('with an older version of one file put back', async () => {
      const old = bed.read('approved/vault.json');
      await bed.open().save({ targets: new Map([['vault', targetState('vault', ['x'])]]) }, 1);
      bed.write('approved/vault.json', old);
      await expect(bed.open().load()).rejects.toEqual(refused('forged', /approved\/vault\.json/));
    });

    it('with a file that the seal does not list', async () => {
      bed.write('approved/github.json', '{}');
      await expect(bed.open().load()).rejects.toEqual(refused('forged', /github\.json: seal\.json does not list this file.*Remove it/));
    });

    it('with other files only', async () => {
      bed.wipe();
      bed.write('README.md', 'hello');
      await expect(bed.open().load()).rejects.toEqual(refused('missing', /seal\.json: it is not there but other files are/));
      await expect(bed.open().save(full, 0)).rejects.toEqual(refused('missing', /seal\.json/));
    });

    it('with nonsense under a digest that fits: where and what', async () => {
      const doc = JSON.parse(bed.read('approved/vault.json')) as { approved: { by: { authority: string } }[] };
      if (doc.approved[1] !== undefined) doc.approved[1].by.authority = 'me';
      forge('approved/vault.json', JSON.stringify(doc));
      await expect(bed.open().load()).rejects.toEqual(
        refused('unreadable', /approved\/vault\.json: \/approved\/1\/by\/authority must be "review" or/),
      );
      forge('approved/vault.json', '{"version":1');
      await expect(bed.open().load()).rejects.toEqual(refused('unreadable', /vault\.json:1:13: this is no JSON from here on/));
      forge('approved/vault.json', '{"version":2}');
      await expect(bed.open().load()).rejects.toEqual(refused('version', /\/version is 2 .*knows version 1.*newer.*if none did.*Restore/));
      forge('approved/vault.json', bed.read('approved/postgres.main.json'));
      await expect(bed.open().load()).rejects.toEqual(refused('unreadable', /policy\/name is of another target/));
    });

    it('with a history line that is cut off or is none', async () => {
      const text = bed.read('history/2026-06.jsonl');
      forge('history/2026-06.jsonl', text.slice(0, -1));
      await expect(bed.open().history()).rejects.toEqual(refused('unreadable', /2026-06\.jsonl:\d+: the last line has no end/));
      forge('history/2026-06.jsonl', `${text}{"at":"monday"}\n`);
      await expect(bed.open().history()).rejects.toEqual(
        refused('unreadable', /2026-06\.jsonl:2: \/target is missing|2026-06\.jsonl:2: \/at must be a number/),
      );
    });

    it('with a seal from a newer version, or one that is none', async () => {
      bed.write('seal.json', '{"version":7}');
      await expect(bed.open().load()).rejects.toEqual(refused('version', /seal\.json.*newer.*if none did.*Restore/));
      await expect(bed.open().save({ holds: [] }, 1)).rejects.toEqual(refused('version', /seal\.json/));
      bed.write('seal.json', '');
      await expect(bed.open().load()).rejects.toEqual(refused('unreadable', /seal\.json:1:1: this is no JSON from here on/));
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
      bed.write('seal.json', JSON.stringify(outside));
      await expect(bed.open().load()).rejects.toEqual(refused('unreadable', /must be the path of a state file/));
    });
  });

  describe('a sealed state (threats T2, T21, T23)', () => {
    const open = (more: TrustOptions = {}): StateStore => bed.open({ sealKey: key, place, ...more });
    const sealed = async (saves = 2): Promise<void> => {
      for (let n = 0; n < saves; n += 1) await open({ bootstrap: true }).save(change(n + 1), n);
    };
    const readSeal = (): Seal => JSON.parse(bed.read('seal.json')) as Seal;

    it('is believed by the private key and by its public one', async () => {
      await sealed();
      expect(await open().load()).toMatchObject({ sealed: true, generation: 2, firstRun: false });
      expect(await open({ sealKey: null, publicKey: publicKeyText(key) }).load()).toMatchObject({ sealed: true, generation: 2 });
      expect(await open({ sealKey: null }).load()).toMatchObject({ sealed: false, generation: 2 });
      expect(readSeal()).toMatchObject({ ...place, version: 1, generation: 2 });
    });

    it('chains each seal to the one before', async () => {
      await sealed(1);
      const first = bed.read('seal.json');
      await open().save(change(2), 1);
      expect(readSeal().previous).toBe(sha256(first));
    });

    it.each(['approved/a.json', 'ledger/a.json', 'holds.json', 'runs.json', 'history/2026-06.jsonl'])(
      'with %s forged, digest and all',
      async (name) => {
        await sealed();
        forge(
          name,
          bed
            .read(name)
            .replace(/payments/, 'attacker')
            .concat(name.endsWith('l') ? '' : ' '),
        );
        await expect(open().load()).rejects.toEqual(refused('forged', /seal\.json: its signature is not by this key.*bootstrap/));
        await expect(open().save(change(3), 2)).rejects.toEqual(refused('forged'));
      },
    );

    it.each<[string, Partial<Seal>]>([
      ['generation', { generation: 9 }],
      ['repository', { repository: '666' }],
      ['branch', { branch: 'main2' }],
      ['policy commit', { policyCommit: 'beef' }],
      ['previous', { previous: sha256('x') }],
      ['signature', { signature: Buffer.alloc(64).toString('base64') }],
      ['garbage signature', { signature: 'x' }],
      ['no signature', { signature: null }],
    ])('with another %s', async (_, edit) => {
      await sealed();
      bed.write('seal.json', canonicalJson({ ...readSeal(), ...edit }, 2));
      await expect(open().load()).rejects.toEqual(refused('forged'));
    });

    it('invariant 12: signed by another key', async () => {
      await sealed();
      await expect(open({ sealKey: other }).load()).rejects.toEqual(refused('forged', /not by this key/));
      await expect(open({ sealKey: null, publicKey: publicKeyText(other) }).load()).rejects.toEqual(refused('forged'));
    });

    it('never signed at all, read with a key', async () => {
      await bed.open().save(change(1), 0);
      await expect(open().load()).rejects.toEqual(refused('forged', /it is not signed/));
    });

    it('cannot lose its signature by a save without the key', async () => {
      await sealed();
      await expect(open({ sealKey: null }).save(change(3), 2)).rejects.toEqual(refused('missing', /NHI_SEAL_KEY/));
      expect((await open().load()).generation).toBe(2);
    });

    it('rolled back as a whole: only a generation known from elsewhere tells', async () => {
      await sealed(1);
      const putBack = bed.copy();
      await open().save(change(2), 1);
      putBack();
      await expect(open({ atLeast: 2 }).load()).rejects.toEqual(refused('rolledBack', /generation 1 and generation 2 is known/));
      await expect(open({ atLeast: 2 }).save(change(2), 1)).rejects.toEqual(refused('rolledBack'));
      expect((await open({ atLeast: 1 }).load()).generation).toBe(1);
    });

    it('deleted', async () => {
      await sealed();
      bed.wipe();
      await expect(open().load()).rejects.toEqual(refused('missing', /seal key.*bootstrap/));
      await expect(open().save(change(1), 0)).rejects.toEqual(refused('missing'));
      await expect(open({ sealKey: null, atLeast: 3 }).load()).rejects.toEqual(refused('missing', /generation 3 is known/));
      expect((await open({ bootstrap: true }).load()).firstRun).toBe(true);
    });

    it.each<[string, Partial<typeof place>]>([
      ['repository', { repository: '102' }],
      ['owner', { owner: '8' }],
      ['branch', { branch: 'trunk' }],
    ])('of another %s', async (field, edit) => {
      await sealed();
      await expect(open({ place: { ...place, ...edit } }).load()).rejects.toEqual(refused('foreign', new RegExp(`for ${field}`)));
      await expect(open({ place: { ...place, ...edit } }).save(change(3), 2)).rejects.toEqual(refused('foreign'));
      expect((await bed.open({ sealKey: key }).load()).generation).toBe(2);
    });

    it('of no repository, read as one of a repository', async () => {
      await bed.open({ sealKey: key, bootstrap: true }).save(change(1), 0);
      await expect(open().load()).rejects.toEqual(refused('foreign', /\(none\)/));
    });

    it('keeps its place when the caller names none', async () => {
      await sealed();
      await bed.open({ sealKey: key }).save(change(3), 2);
      expect(readSeal()).toMatchObject(place);
    });
  });
}
