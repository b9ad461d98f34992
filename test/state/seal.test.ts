/** The seal: forged, replayed, foreign or missing state is named and never used (threat T2, T21, T23). */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/model/digest.ts';
import { canonicalJson } from '../../src/model/order.ts';
import type { StateErrorCode } from '../../src/state/errors.ts';
import { type FolderOptions, folderStore } from '../../src/state/folder.ts';
import { type Seal, publicKeyText } from '../../src/state/seal.ts';
import { change } from './story.ts';

const key = `ed25519:${randomBytes(32).toString('base64')}`;
const other = `ed25519:${randomBytes(32).toString('base64')}`;
const place = { repository: '101', owner: '7', branch: 'main' };

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nhi-seal-'));
  folder = path.join(root, 'state');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const open = (more: Partial<FolderOptions> = {}) => folderStore({ folder, now: Date.now, sealKey: key, place, ...more });
const sealed = async (saves = 2): Promise<void> => {
  for (let n = 0; n < saves; n += 1) await open({ bootstrap: true }).save(change(n + 1), n);
};
const refused = (code: StateErrorCode, message = /./): unknown =>
  expect.objectContaining({ name: 'StateError', code, message: expect.stringMatching(message) as unknown });
const readSealFile = (): Seal => JSON.parse(readFileSync(path.join(folder, 'seal.json'), 'utf8')) as Seal;

/** As one who may write the folder but has no key: the digest is made to fit. */
function forge(name: string, edit: (text: string) => string): void {
  const file = path.join(folder, name);
  const text = edit(readFileSync(file, 'utf8'));
  writeFileSync(file, text);
  if (name === 'seal.json') return;
  const seal = readSealFile();
  writeFileSync(path.join(folder, 'seal.json'), `${canonicalJson({ ...seal, files: { ...seal.files, [name]: sha256(text) } }, 2)}\n`);
}

describe('a sealed state', () => {
  it('is believed by the private key and by its public one', async () => {
    await sealed();
    expect(await open().load()).toMatchObject({ sealed: true, generation: 2, firstRun: false });
    expect(await open({ sealKey: null, publicKey: publicKeyText(key) }).load()).toMatchObject({ sealed: true, generation: 2 });
    expect(await open({ sealKey: null }).load()).toMatchObject({ sealed: false, generation: 2 });
    expect(readSealFile()).toMatchObject({ ...place, version: 1, generation: 2 });
  });

  it('chains each seal to the one before', async () => {
    await sealed(1);
    const first = readFileSync(path.join(folder, 'seal.json'), 'utf8');
    await open().save(change(2), 1);
    expect(readSealFile().previous).toBe(sha256(first));
  });

  it.each(['approved/a.json', 'ledger/a.json', 'holds.json', 'runs.json', 'history/2026-06.jsonl'])(
    'with %s forged, digest and all',
    async (name) => {
      await sealed();
      forge(name, (text) => text.replace(/payments/, 'attacker').concat(name.endsWith('l') ? '' : ' '));
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
    forge('seal.json', () => canonicalJson({ ...readSealFile(), ...edit }, 2));
    await expect(open().load()).rejects.toEqual(refused('forged'));
  });

  it('invariant 12: signed by another key', async () => {
    await sealed();
    await expect(open({ sealKey: other }).load()).rejects.toEqual(refused('forged', /not by this key/));
    await expect(open({ sealKey: null, publicKey: publicKeyText(other) }).load()).rejects.toEqual(refused('forged'));
  });

  it('never signed at all, read with a key', async () => {
    await folderStore({ folder, now: Date.now }).save(change(1), 0);
    await expect(open().load()).rejects.toEqual(refused('forged', /it is not signed/));
  });

  it('cannot lose its signature by a save without the key', async () => {
    await sealed();
    await expect(open({ sealKey: null }).save(change(3), 2)).rejects.toEqual(refused('missing', /NHI_SEAL_KEY/));
    expect((await open().load()).generation).toBe(2);
  });

  it('rolled back as a whole: only a generation known from elsewhere tells', async () => {
    await sealed(1);
    cpSync(folder, path.join(root, 'old'), { recursive: true });
    await open().save(change(2), 1);
    rmSync(folder, { recursive: true });
    cpSync(path.join(root, 'old'), folder, { recursive: true });
    await expect(open({ atLeast: 2 }).load()).rejects.toEqual(refused('rolledBack', /generation 1 and generation 2 is known/));
    await expect(open({ atLeast: 2 }).save(change(2), 1)).rejects.toEqual(refused('rolledBack'));
    expect((await open({ atLeast: 1 }).load()).generation).toBe(1);
  });

  it('deleted', async () => {
    await expect(open().load()).rejects.toEqual(refused('missing', /seal key.*bootstrap/));
    mkdirSync(folder);
    await expect(open().load()).rejects.toEqual(refused('missing'));
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
    expect((await open({ place: null }).load()).generation).toBe(2);
  });

  it('of no repository, read as one of a repository', async () => {
    await folderStore({ folder, now: Date.now, sealKey: key, bootstrap: true }).save(change(1), 0);
    await expect(open().load()).rejects.toEqual(refused('foreign', /\(none\)/));
  });

  it('keeps its place when the caller names none', async () => {
    await sealed();
    await open({ place: null }).save(change(3), 2);
    expect(readSealFile()).toMatchObject(place);
  });
});

describe('keys', () => {
  it('are PEM or a seed', async () => {
    const pair = generateKeyPairSync('ed25519');
    const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const publicPem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    await open({ sealKey: pem, bootstrap: true }).save(change(1), 0);
    for (const text of [publicPem, publicKeyText(pem)])
      expect(await open({ sealKey: null, publicKey: text }).load()).toMatchObject({ sealed: true });
    expect(publicKeyText(pem)).toMatch(/^ed25519:[A-Za-z0-9+/]{43}=$/);
  });

  it('match the test vector of RFC 8032, section 7.1', () => {
    const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex').toString('base64');
    expect(publicKeyText(`ed25519:${seed}`)).toBe(
      `ed25519:${Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex').toString('base64')}`,
    );
  });

  it.each([
    ['short', 'ed25519:AAAA'],
    ['empty', ''],
    ['canary', 'hunter2-canary'],
    ['rsa', generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
  ])('that are none are refused without quoting them: %s', (_, text) => {
    try {
      publicKeyText(text);
      expect.unreachable();
    } catch (error) {
      expect(error).toEqual(refused('unreadable', /no Ed25519 key/));
      if (text !== '') expect(JSON.stringify([String(error), (error as Error).cause ?? null])).not.toContain(text);
    }
  });
});
