/** What makes state believable: digests of every file, a count of saves, the repository it belongs to, and a signature. */
import { type KeyObject, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { canonicalJson } from '../model/order.ts';
import { StateError } from './errors.ts';

/** Ids, not names: a name can be freed and taken by another (design invariant 14). */
export interface Place {
  readonly repository: string | null;
  readonly owner: string | null;
  readonly branch: string | null;
}

export interface Seal extends Place {
  readonly version: 1;
  readonly generation: number;
  /** sha256 of the seal before this one. */
  readonly previous: string | null;
  readonly policyCommit: string | null;
  /** Path → sha256 of its bytes. */
  readonly files: Readonly<Record<string, string>>;
  /** Ed25519, base64; null: unsealed. */
  readonly signature: string | null;
}

const TEXT_FORM = /^ed25519:([A-Za-z0-9+/]{43}=?)$/;
/** What DER puts before the 32 bytes of an Ed25519 seed (RFC 8410, section 7). */
const SEED_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

function rawBytes(text: string): Buffer | null {
  const found = TEXT_FORM.exec(text);
  const bytes = found === null ? null : Buffer.from(found[1] ?? '', 'base64');
  return bytes?.length === 32 ? bytes : null;
}

function demandEd25519(what: string, make: () => KeyObject): KeyObject {
  let key: KeyObject | null = null;
  try {
    key = make();
  } catch {
    // No cause: a crypto error may quote its input.
  }
  if (key?.asymmetricKeyType === 'ed25519') return key;
  throw new StateError(
    'unreadable',
    `${what}: this is no Ed25519 key, so the state can be neither checked nor signed. Give PEM text, or ed25519: and 32 bytes in base64.`,
  );
}

/** PEM, or `ed25519:` and the seed in base64. */
export function sealKey(text: string): KeyObject {
  const seed = rawBytes(text.trim());
  return demandEd25519('seal key', () =>
    seed === null ? createPrivateKey(text) : createPrivateKey({ key: Buffer.concat([SEED_PREFIX, seed]), format: 'der', type: 'pkcs8' }),
  );
}

/** `ed25519:` and the public key in base64, as `Settings.stateKey` has it; or PEM. */
export function publicKey(text: string): KeyObject {
  const raw = rawBytes(text.trim());
  return demandEd25519('state key', () =>
    createPublicKey(raw === null ? text : { key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' }),
  );
}

/** The text for `Settings.stateKey` that belongs to a seal key. */
export function publicKeyText(sealKeyText: string): string {
  const { x } = createPublicKey(sealKey(sealKeyText)).export({ format: 'jwk' });
  return `ed25519:${Buffer.from(x ?? '', 'base64url').toString('base64')}`;
}

/** The first line keeps a signature made here from meaning anything elsewhere. */
const signedBytes = (seal: Seal): Buffer => Buffer.from(`nhi-reconcile state seal\n${canonicalJson({ ...seal, signature: null })}`);

export const signed = (seal: Seal, key: KeyObject | null): Seal =>
  key === null ? { ...seal, signature: null } : { ...seal, signature: sign(null, signedBytes(seal), key).toString('base64') };

export const signatureHolds = (seal: Seal, key: KeyObject): boolean =>
  seal.signature !== null && verify(null, signedBytes(seal), key, Buffer.from(seal.signature, 'base64'));
