/** The keys of the seal, and what is refused as one. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderStore } from '../../src/state/folder.ts';
import { publicKeyText } from '../../src/state/seal.ts';
import type { TrustOptions } from '../../src/state/trust.ts';
import { change } from './story.ts';
import { refused } from './suite.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nhi-seal-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (more: TrustOptions) => folderStore({ folder, now: Date.now, ...more });

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
